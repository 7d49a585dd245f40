"""A saved result becomes the whole result again, wherever the plans have gone."""

from __future__ import annotations

import dataclasses
import io
import json
from dataclasses import replace
from decimal import Decimal
from functools import cache
from pathlib import Path

import pytest
from indicator_plans import LOWER_TABLE, UPPER_TABLE
from rich.console import Console
from saved_pair import SCHEMA, align_texts, small_pair, through_file, validator

from align import read_alignment
from align.bundled import bundled
from align.model import Basis, Claim, Clause, Division, Indicator, KeyPoint, Plan, Project, Task
from align.pipeline import align_plans
from align.reporting.excel import render_workbook
from align.reporting.html import render_html
from align.reporting.jsonfile import build_result, render_json
from align.reporting.restored import parse_judgements
from align.reporting.terminal import build_screen
from align.results import Judgements
from align.source import Block, BlockKind, Cell, Footnote, Notice, Recognition, Source, Table
from align.spans import Span
from align.target import Target

GOLD = Path(__file__).parent.parent / "corpora" / "gold"
DEMO = (("province", "city"), ("city", "district"))
# Of the gold cases some, since aligning and drawing takes two seconds each.
NAMES = ("environment_city_county_note", "outline_city_county_155")


@cache
def demo(upper: str, lower: str) -> Judgements:
    return align_plans(*(bundled("corpora", "demo", f"{name}.txt") for name in (upper, lower)))


@pytest.fixture(scope="module")
def small() -> Judgements:
    return small_pair()


def draw(judgements: Judgements) -> str:
    console = Console(width=120, record=True, file=io.StringIO())
    console.print(build_screen(judgements, limit=10_000))
    return console.export_text()


def require_the_same(judgements: Judgements) -> None:
    """Restored, nothing is different: not the objects, not the file, no report."""
    restored = parse_judgements(through_file(judgements))
    for field in dataclasses.fields(Judgements):
        assert getattr(restored, field.name) == getattr(judgements, field.name), field.name
    assert render_json(build_result(restored)) == render_json(build_result(judgements))
    assert render_html(restored) == render_html(judgements)
    assert render_workbook(restored) == render_workbook(judgements)
    assert draw(restored) == draw(judgements)


@pytest.mark.parametrize(("upper", "lower"), DEMO)
def test_a_demo_pair_comes_back(upper: str, lower: str) -> None:
    """Equal judgements, and every report drawn from them is the same."""
    require_the_same(demo(upper, lower))


@pytest.mark.parametrize("name", NAMES)
def test_a_gold_case_comes_back(name: str) -> None:
    """Equal judgements, and every report drawn from them is the same."""
    require_the_same(align_plans(*(GOLD / name / f"{side}.txt" for side in ("upper", "lower"))))


def test_a_pair_of_indicator_tables_comes_back(tmp_path: Path) -> None:
    """Without tasks, too."""
    require_the_same(align_texts(UPPER_TABLE, LOWER_TABLE, tmp_path))


def test_all_that_a_source_can_hold_comes_back(small: Judgements) -> None:
    """Pages, levels, indents, merged and inferred tables, recognised lines, footnotes, notices on the pair."""
    lists = ("tasks", "local_tasks", "indicators", "projects", "claims", "basis", "structure", "warnings")
    assert all(getattr(small, name) for name in lists), "the pair lacks a kind of finding"
    require_the_same(small)


def test_the_json_need_not_have_been_a_file(small: Judgements) -> None:
    """As ``Alignment.to_dict`` gives it."""
    assert parse_judgements(build_result(small)).tasks == small.tasks


@pytest.mark.parametrize("written", ["1.20", "120", "1.2E+3", "-0.50"])
def test_numbers_of_a_plan_keep_their_digits(small: Judgements, written: str) -> None:
    """1.20 亿元 stays 1.20, though the number is 1.2."""
    project = replace(small.lower.projects[0], investment=Decimal(written))
    judgements = replace(small, lower=replace(small.lower, projects=(project,)), projects=())
    assert str(parse_judgements(through_file(judgements)).lower.projects[0].investment) == written


def test_a_cell_that_repeats_another_comes_back(small: Judgements) -> None:
    """Its text is not what stands under its span."""
    source = small.lower.source
    repeated = Cell(text="环境质量", span=Span(4, 4), merged=True)
    rows = ((repeated, Cell(text=source.text[:3], span=Span(0, 3))),)
    tables = (*source.tables, Table(index=len(source.tables), rows=rows, span=Span(0, 4)))
    block = Block(kind=BlockKind.TABLE, span=Span(0, 4), table=len(source.tables))
    lower = replace(small.lower, source=replace(source, tables=tables, blocks=(block, *source.blocks)))
    assert parse_judgements(through_file(replace(small, lower=lower))).lower == lower


def test_a_saved_alignment_is_an_alignment(small: Judgements, tmp_path: Path) -> None:
    """In a notebook, without the plans' files: frames, page and explanation."""
    file = tmp_path / "结果.json"
    file.write_text(render_json(build_result(demo("city", "district"))), encoding="utf-8")
    saved, fresh = read_alignment(file), align_plans(demo("city", "district").upper, demo("city", "district").lower)
    assert saved == fresh
    assert saved.gaps_frame().equals(fresh.gaps_frame())
    assert saved.tasks_frame().equals(fresh.tasks_frame())
    assert saved._repr_html_() == fresh._repr_html_()
    assert saved.explain("TASK-001") is not None


def test_a_plan_of_a_saved_result_can_be_aligned_again(small: Judgements) -> None:
    """Draft against draft: the restored plans give the judgements that the plans gave."""
    restored = parse_judgements(through_file(demo("city", "district")))
    assert build_result(align_plans(restored.upper, restored.lower)) == build_result(demo("city", "district"))


NOUNS = {
    "source": Source,
    "source_block": Block,
    "source_table": Table,
    "source_cell": Cell,
    "recognition": Recognition,
    "footnote": Footnote,
    "plan_notice": Notice,
    "division": Division,
    "plan_clause": Clause,
    "plan_task": Task,
    "plan_key_point": KeyPoint,
    "plan_indicator": Indicator,
    "plan_target": Target,
    "plan_project": Project,
    "plan_claim": Claim,
    "plan_basis": Basis,
}


@pytest.mark.parametrize("name", NOUNS)
def test_the_schema_describes_every_field(name: str) -> None:
    """A field added to a noun goes into the file, and must be described."""
    described = json.loads(SCHEMA.read_text(encoding="utf-8"))["$defs"][name]["properties"]
    assert list(described) == [field.name for field in dataclasses.fields(NOUNS[name])]


def test_the_schema_describes_the_plan() -> None:
    """But for its meta, which stands beside it."""
    described = json.loads(SCHEMA.read_text(encoding="utf-8"))["$defs"]["document"]["properties"]
    assert list(described) == [field.name for field in dataclasses.fields(Plan) if field.init and field.name != "meta"]


def test_results_with_documents_keep_to_the_schema(small: Judgements) -> None:
    """With and without them, since version 1 did without."""
    result = through_file(small)
    validator().validate(result)
    validator().validate(through_file(demo("city", "district")))
    del result["documents"]
    validator().validate(result)


def test_documents_stand_in_lines(small: Judgements) -> None:
    """A member of a list of documents is one line, a span is one line everywhere."""
    lines = render_json(build_result(small)).splitlines()
    result = through_file(small)
    for task in result["documents"]["upper"]["tasks"]:
        assert f"        {json.dumps(task, ensure_ascii=False)}" in {line.rstrip(",") for line in lines}
    assert f'      "span": {json.dumps(result["tasks"][0]["span"])},' in lines
