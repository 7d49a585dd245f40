"""One content test over all forms of output: what one tells, all tell."""

import io
import re

import openpyxl
import pytest
from alignment_sample import make_sample
from lxml import html
from rich.console import Console

from align.reporting.excel import render_workbook
from align.reporting.html import render_html
from align.reporting.jsonfile import build_result, render_json
from align.reporting.report import build_report
from align.reporting.terminal import build_screen


def terminal(judgements):
    console = Console(width=400, record=True, file=io.StringIO())
    console.print(build_screen(judgements, limit=10_000))
    return console.export_text()


def workbook(judgements):
    sheets = openpyxl.load_workbook(io.BytesIO(render_workbook(judgements)))
    return "\n".join(str(cell) for sheet in sheets for row in sheet.iter_rows(values_only=True) for cell in row)


def page(judgements):
    return html.document_fromstring(render_html(judgements)).text_content()


def result(judgements):
    return render_json(build_result(judgements)).replace("\\t", "｜").replace("\\n", "").replace('\\"', '"')


RENDERERS = {"terminal": terminal, "html": page, "xlsx": workbook, "json": result}


def squeeze(text):
    return re.sub(r"\s", "", text)


@pytest.fixture(scope="module")
def outputs():
    sample = make_sample()
    return {name: squeeze(render(sample)) for name, render in RENDERERS.items()}


@pytest.mark.parametrize("renderer", RENDERERS)
@pytest.mark.parametrize("gap", build_report(make_sample()).gaps, ids=lambda gap: gap.number)
def test_each_gap_is_told_with_quotes_and_reason(outputs, renderer, gap):
    text = outputs[renderer]
    assert gap.number in text
    assert squeeze(gap.reason) in text
    for quote in (*gap.upper, *gap.lower):
        assert squeeze(quote.text) in text


@pytest.mark.parametrize("renderer", ["terminal", "html", "xlsx"])
def test_where_each_quote_stands_is_told(outputs, renderer):
    for gap in build_report(make_sample()).gaps:
        for quote in (*gap.upper, *gap.lower):
            assert squeeze(quote.where) in outputs[renderer]


@pytest.mark.parametrize("renderer", ["terminal", "html", "xlsx"])
def test_missing_points_and_limits_are_told(outputs, renderer):
    for told in ("缺失要素：2025年底前基本完成整治", "强度变化：清零→稳步压减", "共29句", "扫描图像"):
        assert told in outputs[renderer]
