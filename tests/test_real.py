"""The whole street on real documents, kept beside the project; skipped where they are absent."""

from __future__ import annotations

import csv
import dataclasses
import io
import json
import os
import re
import subprocess
import sys
import tempfile
import unicodedata
from pathlib import Path

import pandas as pd
import pytest
from jsonschema import Draft202012Validator
from rapidfuzz.distance import Indel

import align
from align.evaluation.gold import build_case, read_case
from align.evaluation.run import evaluate_case
from align.evaluation.scoring import answers
from align.model import ClaimKind, Indicator
from align.pipeline import align_plans, read_plan
from align.reading.conversion import find_program
from align.reading.document import read_source
from align.reporting.html import render_html
from align.reporting.jsonfile import build_result, render_json
from align.reporting.opinion.content import build_opinion
from align.reporting.report import build_report
from align.reporting.restored import parse_judgements

SHARED = Path(__file__).parents[2] / "shared"
TEXTS = SHARED / "real" / "texts"
FILES = SHARED / "real" / "files"
SAMPLES = sorted((SHARED / "samples").glob("*.txt"))
pytestmark = [pytest.mark.real, pytest.mark.skipif(not TEXTS.is_dir(), reason="real documents are not here")]


def pairs() -> list[tuple[str, str]]:
    table = SHARED / "real" / "pairs.tsv"
    if not table.is_file():
        return []
    with table.open(encoding="utf-8") as file:
        return [(row["upper_file"], row["lower_file"]) for row in csv.DictReader(file, delimiter="\t")]


def test_the_heritage_pair() -> None:
    """Valid JSON, spans and quotes in the sources, nine in ten requirements found as units, both tables whole."""
    upper, lower = TEXTS / "national_cn_heritage_145.txt", TEXTS / "province_hubei_heritage_145.txt"
    result = json.loads(json.dumps(build_result(align_plans(upper, lower))))
    schema = Path(align.__file__).parent / "reporting" / "schemas" / "check.schema.json"
    Draft202012Validator(json.loads(schema.read_text(encoding="utf-8"))).validate(result)
    above, below = upper.read_text(encoding="utf-8"), lower.read_text(encoding="utf-8")
    for task in result["tasks"]:
        assert above[slice(*task["span"])] == task["text"]
        assert all(below[slice(*match["span"])] == match["text"] for match in task["matches"])
    gold = json.loads((SHARED / "gold" / "heritage_nation_hubei.gold.json").read_text(encoding="utf-8"))
    found = [any(answers(task["text"], item["quote"]) for task in result["tasks"]) for item in gold["tasks"]]
    assert sum(found) >= 0.9 * len(found)
    assert sum(row["upper"] is not None for row in result["indicators"]) == 21
    assert len({row["lower"]["text"] for row in result["indicators"] if row["lower"]}) == 25


@pytest.mark.parametrize("suffix", ["txt", "pdf"])
def test_a_saved_result_comes_back(suffix: str) -> None:
    """As a text and as a PDF with recognised pictures; with the plans the file is less than 1.6 times as long."""
    folder = TEXTS if suffix == "txt" else FILES
    names = (f"national_cn_heritage_145.{suffix}", f"province_hubei_heritage_145.{suffix}")
    judgements = align_plans(*(folder / name for name in names))
    text = render_json(build_result(judgements))
    restored = parse_judgements(json.loads(text))
    assert all(getattr(restored, one.name) == getattr(judgements, one.name) for one in dataclasses.fields(restored))
    assert render_json(build_result(restored)) == text
    assert render_html(restored) == render_html(judgements)
    without = {key: value for key, value in json.loads(text).items() if key != "documents"}
    assert len(text.encode()) < 1.6 * len(render_json(without).encode())


@pytest.mark.parametrize(("upper", "lower"), pairs())
def test_every_pair_is_checked_in_time_and_memory(upper: str, lower: str) -> None:
    """No exception, under 10 s of the processor with start-up, under 600 MB."""
    command = [sys.executable, "-m", "align", "check", str(TEXTS / lower), "--against", str(TEXTS / upper), "--json"]
    with tempfile.TemporaryFile("w+", encoding="utf-8") as told:
        child = subprocess.Popen(command, stdout=told)
        _, status, used = os.wait4(child.pid, 0)
        child.returncode = os.waitstatus_to_exitcode(status)
        told.seek(0)
        assert child.returncode == 0
        assert json.load(told)["tasks"]
    assert used.ru_utime + used.ru_stime < 10
    assert used.ru_maxrss < 600 * 1024


def test_the_two_samples_against_each_other() -> None:
    """Texts about plans: nothing is graver than a notice for being absent from them."""
    lower, upper = SAMPLES
    alignment = align_plans(upper, lower)
    assert alignment.lower.meta.kind.label == "起草说明"
    assert {finding.severity.value for finding in alignment.tasks if finding.verdict.is_gap} == {"notice"}
    assert all("所附材料中未见" in f.reason for f in alignment.tasks if f.verdict.value == "missing")


@pytest.mark.parametrize("path", sorted(TEXTS.glob("*.txt")) if TEXTS.is_dir() else [], ids=lambda path: path.stem)
def test_every_text_has_an_outline(path: Path) -> None:
    """No exception, divisions and clauses found, every text the exact slice of the source."""
    plan = read_plan(path)
    assert len(plan.divisions) > 5
    for item in (*plan.clauses, *plan.tasks, *plan.indicators, *plan.projects, *plan.claims, *plan.basis):
        assert item.span.slice(plan.source.text) == item.text
        assert plan.division(item.division_id) is not None


def test_the_example_case() -> None:
    """The floor of the first issue on the example."""
    scores = evaluate_case(read_case(SHARED / "gold" / "example" / "gold.json"))
    assert (scores.tasks_found or 0) >= 0.95
    assert (scores.units_per_requirement or 9) <= 1.5
    assert (scores.indicators_found or 0) >= 0.95
    assert (scores.targets_right or 0) >= 0.95
    assert scores.natures_right == 1.0
    assert (scores.claims_found or 0) >= 0.8


def test_the_heritage_gold_is_scored() -> None:
    """Real gold has the same form as the project's own."""
    data = json.loads((SHARED / "gold" / "heritage_nation_hubei.gold.json").read_text(encoding="utf-8"))
    case = build_case(data, TEXTS / "national_cn_heritage_145.txt", TEXTS / "province_hubei_heritage_145.txt")
    scores = evaluate_case(case)
    assert (scores.indicators_found or 0) >= 0.95
    assert (scores.indicator_verdicts or 0) >= 0.85


def test_the_explanation_of_shuicheng() -> None:
    """18 = 11 + 7 indicators, 11 tasks, 35 projects, 165.135 亿元, 98.9 %, and its six slips."""
    plan = read_plan(SAMPLES[0])
    declared = {claim.kind: float(claim.declared) for claim in plan.claims}
    assert declared[ClaimKind.INDICATORS] == 18
    assert declared[ClaimKind.BINDING] == 11
    assert declared[ClaimKind.ANTICIPATORY] == 7
    assert declared[ClaimKind.TASKS] == 11
    assert declared[ClaimKind.PROJECTS] == 35
    assert declared[ClaimKind.INVESTMENT] == 165.135
    assert any("98.9" in (indicator.target or "") for indicator in plan.indicators)
    slips = json.loads((SHARED / "domain" / "sample_claims.json").read_text(encoding="utf-8"))["claims"]
    found = [notice.span for notice in plan.warnings if notice.code.startswith("defect.") and notice.span]
    defects = [item["evidence"] for item in slips if item["expected_verdict"] in ("defect", "noise")]
    assert defects
    for evidence in defects:
        start = evidence["char_offset"]
        end = start + len(evidence["quote"])
        assert any(span.start < end and start < span.end for span in found), evidence["quote"]


@pytest.mark.parametrize(
    ("name", "file"),
    [
        ("province_hubei_heritage_145", "province_hubei_heritage_145.pdf"),
        ("national_cn_revheritage_2018-2022", "national_cn_revheritage_2018-2022.pdf"),
        ("national_ncha_revheritage_145", "national_ncha_revheritage_145.pdf"),
        ("city_shaoxing_education_145", "city_shaoxing_education_145.html"),
    ],
)
def test_a_file_gives_the_same_plan_as_its_text(name: str, file: str) -> None:
    """The same tasks, divisions and indicators, whatever the file is; what stands round the text on pages makes no task.

    Where pictures of a file can be recognised it gives what the text lacks besides.
    """
    ours, text = read_plan(FILES / file), read_plan(TEXTS / f"{name}.txt")
    more = any(notice.code == "reading.recognised" for notice in ours.warnings)
    theirs = {_bare(task.clean) for task in text.tasks}
    assert theirs <= {_bare(task.clean) for task in ours.tasks}
    assert more or len(ours.tasks) == len(text.tasks)
    divisions = [(one.label, one.role) for one in ours.divisions]
    assert [one for one in divisions if one in {(d.label, d.role) for d in text.divisions}] == [
        (one.label, one.role) for one in text.divisions
    ]
    assert more or len(divisions) == len(text.divisions)
    assert [_values(one) for one in ours.indicators] == [_values(one) for one in text.indicators]
    if file.endswith(".pdf") and not more:
        assert Indel.normalized_similarity(_bare(ours.source.text), _bare(text.source.text)) >= 0.98


def test_the_indicator_table_of_a_web_page_is_read_cell_by_cell() -> None:
    """48 rows of which one is blank, 7 columns, cells merged both ways: the same grid as pandas makes of it."""
    page = FILES / "city_shaoxing_education_145.html"
    ours = read_source(page).tables[0]
    as_text = dict.fromkeys(range(7), str)
    theirs = pd.read_html(io.StringIO(page.read_text(encoding="utf-8")), match="省二级以上幼儿园", converters=as_text)[
        -1
    ]
    expected = [[re.sub(r"\.\d$", "", name) for name in theirs.columns], *theirs.fillna("").to_numpy().tolist()]
    filled = [[_bare(cell) for cell in row] for row in expected if any(map(str.strip, row))]
    assert [[_bare(cell.text) for cell in row] for row in ours.rows] == filled
    assert (len(expected), len(ours.rows[0])) == (48, 7)


def _bare(text: str) -> str:
    return re.sub(r"\s", "", unicodedata.normalize("NFKC", text))


def _values(indicator: Indicator) -> tuple[object, ...]:
    return (_bare(indicator.name), indicator.unit, indicator.baseline, indicator.target, indicator.nature)


@pytest.mark.skipif(find_program() is None, reason="LibreOffice is not installed")
def test_an_old_workbook_is_read_as_it_shows() -> None:
    """A head of four rows with merged cells over 199 columns, years below; values with the digits that the cells show."""
    source = read_source(FILES / "yunnan_plan_table.xls")
    wide = source.tables[0]
    assert (len(wide.rows), len(wide.rows[0])) == (62, 199)
    sections = [cell.text for cell in wide.rows[0] if cell.text and not cell.merged]
    assert sections[:4] == ["农业", "工业", "交通邮电", "商业贸易"]
    by_year = {row[2].text: [cell.text for cell in row] for row in wide.rows[4:] if len(row) > 6}
    assert by_year["1953"][3:7] == ["504.8", "66.87%", "865.6", "54.44%"]
    assert by_year["1956"][3:7] == ["2345.3", "66.87%", "3188.6", "54.44%"]
    assert any(notice.code == "reading.converted" for notice in source.warnings)


@pytest.mark.parametrize(
    ("upper", "lower"),
    [
        ("national_cn_heritage_145.txt", "province_hubei_heritage_145.txt"),
        ("province_shandong_digital_2021.txt", "city_jinan_digital_2021.txt"),
    ],
)
def test_the_opinion_on_real_plans_is_short_and_whole(upper: str, lower: str) -> None:
    """Every gap is named once, and the running text stays within some twenty pages of six hundred characters: of the
    heritage pair two gaps in three are found now, where one in two was."""
    alignment = align_plans(TEXTS / upper, TEXTS / lower)
    opinion = build_opinion(alignment)
    parts = (opinion.materials, opinion.overview, opinion.remarks, opinion.contents, opinion.limits)
    text = "\n".join(block.text for part in parts for block in part)
    for gap in build_report(alignment).gaps:
        assert len(re.findall(rf"(?<![\w-]){gap.number}(?!\d)", text)) == 1
    assert len(text) < 20 * 600
