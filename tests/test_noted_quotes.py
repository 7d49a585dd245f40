"""Footnotes on what a result quotes: shown with the quote, without a part in any comparison."""

from __future__ import annotations

import io
import json
from dataclasses import replace

import docx
import factories as make
import pytest
from rich.console import Console
from word_files import add_notes, append, paragraph, reference, run, save

from align.pipeline import align_plans, read_plan
from align.reporting.comparison import build_task_table
from align.reporting.explanation import build_explanation
from align.reporting.html import render_html
from align.reporting.jsonfile import build_result, render_json
from align.reporting.quotes import build_quote
from align.reporting.report import build_report
from align.results import Side
from align.source import Footnote
from align.spans import Span

TEXT = "改造老旧管网50公里。新建泵站6座。\n森林覆盖率\t31\n"
NOTE = "指建成二十年以上的管网。"


def note_at(place: int, mark: str = "①") -> Footnote:
    return Footnote(span=Span(place, place), mark=mark, text=NOTE)


@pytest.mark.parametrize(
    ("place", "passages"),
    [
        pytest.param(6, ["改造老旧管网50公里。"], id="inside"),
        pytest.param(TEXT.index("。"), ["改造老旧管网50公里。"], id="before the stop"),
        pytest.param(TEXT.index("。") + 1, ["改造老旧管网50公里。"], id="between two sentences"),
        pytest.param(0, ["改造老旧管网50公里。"], id="before the first word of a line"),
        pytest.param(TEXT.index("\n"), ["新建泵站6座。"], id="at the end of a line"),
        pytest.param(TEXT.index("31"), ["31"], id="before the first word of a cell"),
        pytest.param(TEXT.index("\t"), ["森林覆盖率"], id="at the end of a cell"),
    ],
)
def test_a_mark_speaks_of_the_sentence_or_cell_it_is_set_at(place, passages):
    """A mark between two sentences belongs to the first, one at the start of a line or cell to what follows."""
    source = make.make_source(text=TEXT, footnotes=(note_at(place),))
    pieces = ["改造老旧管网50公里。", "新建泵站6座。", "森林覆盖率", "31"]
    spans = {piece: make.make_span(text=TEXT, part=piece) for piece in pieces}
    assert [piece for piece in pieces if source.notes_at(spans[piece])] == passages


def test_a_mark_behind_the_stop_of_a_quote_without_its_stop_counts():
    """A quoted part of a sentence may end before the full stop."""
    source = make.make_source(text=TEXT, footnotes=(note_at(TEXT.index("。") + 1),))
    assert source.notes_at(make.make_span(text=TEXT, part="改造老旧管网50公里"))


def test_a_quote_shows_the_notes_on_it():
    """注①：… stands behind the words, apart from them."""
    plan = make.make_plan(source=make.make_source(text=TEXT, footnotes=(note_at(6), note_at(9, "2"))))
    span = make.make_span(text=TEXT, part="改造老旧管网50公里。")
    quote = build_quote(plan, Side.UPPER, span.slice(TEXT), span)
    assert quote.text == "改造老旧管网50公里。"
    assert quote.footnotes == (f"注①：{NOTE}", f"注2：{NOTE}")
    assert quote.shown == f"改造老旧管网50公里。〔注①：{NOTE}；注2：{NOTE}〕"


def plan_file(tmp_path, name: str, *, noted: bool):
    document = docx.Document()
    add_notes(document, "footnote", NOTE)
    mark = reference("footnote", 2) if noted else ""
    for line in (f"{name}“十四五”水务发展规划", "第一章 重点任务", "第一节 治水"):
        append(document, paragraph(run(line)))
    append(document, paragraph(run("加快老旧供水管网改造"), mark, run("，改造供水管网50公里。完善城乡供水设施。")))
    path = tmp_path / f"{name}{noted}.docx"
    path.write_bytes(save(document))
    return read_plan(path)


def test_results_show_notes_and_judge_without_them(tmp_path):
    """JSON, workbook, page and terminal show the note beside the quote; scores and verdicts are those without it."""
    upper, lower = (plan_file(tmp_path, name, noted=True) for name in ("云澄市", "青石县"))
    alignment = align_plans(upper, lower)
    result = json.loads(render_json(build_result(alignment)))
    task = result["tasks"][0]
    assert task["footnotes"] == task["matches"][0]["footnotes"] == [{"mark": "1", "text": NOTE}]
    assert result["tasks"][1]["footnotes"] == []
    report = build_report(alignment)
    table = build_task_table(report)
    assert f"注1：{NOTE}" in table.column("upper")[0]
    assert f"注1：{NOTE}" in table.column("lower")[0]
    assert render_html(alignment).count(f'<div class="where">注1：{NOTE}</div>') >= 2
    console = Console(width=200, record=True, file=io.StringIO())
    console.print(build_explanation(result, "TASK-001"))
    assert console.export_text().count(f"〔注1：{NOTE}〕") == 2
    bare = align_plans(*(plan_file(tmp_path, name, noted=False) for name in ("云澄市", "青石县")))
    assert bare.tasks == alignment.tasks


def test_results_name_the_engine_that_recognised_a_document():
    """Provenance tells what recognised which of the two plans; nothing where no page was recognised."""
    judgements = make.make_judgements()
    assert build_result(judgements)["provenance"]["recognised_by"] == {"upper": None, "lower": None}
    scanned = replace(judgements.lower, source=replace(judgements.lower.source, engine="样板识别 1.0"))
    told = build_result(replace(judgements, lower=scanned))["provenance"]["recognised_by"]
    assert told == {"upper": None, "lower": "样板识别 1.0"}
