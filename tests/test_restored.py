"""A saved result becomes the whole result again, wherever the plans have gone; a damaged one is refused and never crashes."""

from __future__ import annotations

import contextlib
import copy
import dataclasses
import io
import json
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from indicator_plans import LOWER_TABLE, UPPER_TABLE
from rich.console import Console

import align.reporting
from align import read_alignment
from align.bundled import bundled
from align.errors import InputError
from align.model import Basis, Claim, Clause, Division, Indicator, KeyPoint, Plan, Project, Task
from align.pipeline import align_plans
from align.reporting import resultfile
from align.reporting.excel import render_workbook
from align.reporting.explanation import build_explanation
from align.reporting.html import render_html
from align.reporting.jsonfile import build_result, render_json
from align.reporting.restored import parse_judgements
from align.reporting.resultfile import read_judgements, read_result
from align.reporting.terminal import build_screen
from align.results import Judgements
from align.source import Block, BlockKind, Cell, Footnote, Notice, Recognition, Source, Table
from align.spans import Span
from align.target import Target

GOLD = Path(__file__).parent.parent / "corpora" / "gold"
SCHEMA = Path(align.reporting.__file__).parent / "schemas" / "check.schema.json"
DEMO = (("province", "city"), ("city", "district"))
# Of the gold cases some, since aligning takes a second each; all of them came back when this was written.
NAMES = (
    "environment_city_county_note",
    "outline_city_county_155",
    "water_province_city",
    "manufacturing_city_district",
)
UPPER = """青石市“十四五”生态环境保护规划
（青政发〔2022〕6号）
第一章 规划目标
设置主要指标2项。
表1 主要指标
指标名称\t单位\t2020年\t2025年\t属性
森林覆盖率\t%\t31.2\t32.50\t约束性
PM2.5年均浓度\t微克/立方米\t40\t35\t约束性
第二章 重点任务
到２０２５年，完成青石河入河排污口排查整治。
严禁新建化工园区，推进农村生活污水治理。
建成市级危险废物
集中处置中心。
第三章 重点工程
表2 重点工程
序号\t项目名称\t建设内容\t投资（亿元）
1\t山前区尾矿库综合治理工程\t治理尾矿库2座\t1.20
2\t青石河水环境综合治理工程\t整治河道12公里\t2.60
"""
LOWER = """山前区“十四五”生态环境保护规划
第一章 编制依据
《青石市“十四五”生态环境保护规划》（青政发〔2022〕6号）
第二章 规划目标
设置主要指标3项。
表1 主要指标
指标名称\t单位\t2020年\t2025年\t属性
森林覆盖率\t%\t30.1\t31.0\t预期性
第三章 重点任务
到2025年，基本完成青石河入河排污口排查整治。。
严控新建化工园区。发展特色农业。
第四章 重点工程
表2 重点工程
序号\t项目名称\t建设内容\t投资（亿元）
1\t山前区尾矿库综合治理工程\t治理尾矿库2座\t1.10
"""


def align_texts(upper: str, lower: str, folder: Path) -> Judgements:
    """The judgements on two texts, whose files are gone afterwards."""
    files = (folder / "上级.txt", folder / "本级.txt")
    for file, text in zip(files, (upper, lower), strict=True):
        file.write_text(text, encoding="utf-8")
    judgements = align_plans(*files)
    for file in files:
        file.unlink()
    return judgements


@cache
def demo(upper: str, lower: str) -> Judgements:
    return align_plans(*(bundled("corpora", "demo", f"{name}.txt") for name in (upper, lower)))


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Judgements:
    """A short pair with every kind of finding, and with all that a source can hold."""
    judgements = align_texts(UPPER, LOWER, tmp_path_factory.mktemp("plans"))
    source = judgements.upper.source
    first = source.blocks[0]
    scanned = replace(
        source,
        pages=2,
        blocks=(replace(first, page=1, level=1, indent=2.25, short=0.1), *source.blocks[1:]),
        tables=(replace(source.tables[0], page=1, inferred=True), *source.tables[1:]),
        recognised=(Recognition(span=first.span, confidence=0.87),),
        warnings=(Notice(code="reading.recognised", message="第 1 页由图片识别。", pages=(1,)),),
        footnotes=(Footnote(span=Span(3, 3), mark="①", text="指不含飞地的范围。"),),
    )
    warnings = (*scanned.warnings, *judgements.upper.warnings)
    notice = Notice(code="pair.same_file", message="只对照了两份文件", span=Span(0, 2), text="青石")
    return replace(judgements, upper=replace(judgements.upper, source=scanned, warnings=warnings), warnings=(notice,))


def draw(judgements: Judgements) -> str:
    console = Console(width=120, record=True, file=io.StringIO())
    console.print(build_screen(judgements, limit=10_000))
    return console.export_text()


def through_file(judgements: Judgements) -> Any:
    """The result as it comes back from a file."""
    return json.loads(render_json(build_result(judgements)))


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


@cache
def validator() -> jsonschema.Draft202012Validator:
    return jsonschema.Draft202012Validator(json.loads(SCHEMA.read_text(encoding="utf-8")))


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


# --- damage -----------------------------------------------------------------------------------------------------------


def walk(value: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """The path of every value below."""
    items = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, item in items:
        yield (*path, key)
        yield from walk(item, (*path, key))


def find_forms(result: Any) -> list[tuple[Any, ...]]:
    """A path for every place of the form: of the members of a list the first that has it."""
    forms: dict[tuple[Any, ...], tuple[Any, ...]] = {}
    for path in walk(result):
        forms.setdefault(tuple("*" if isinstance(step, int) else step for step in path), path)
    return list(forms.values())


def hold(result: Any, path: tuple[Any, ...]) -> Any:
    """What holds the value at a path."""
    for step in path[:-1]:
        result = result[step]
    return result


def refuse_or_restore(result: Any) -> None:
    """Refused; or, where the schema allows it, restored so that it can be drawn."""
    restored = None
    with contextlib.suppress(InputError):
        restored = parse_judgements(result)
    if restored is not None:
        validator().validate(result)
        render_html(restored)


def test_no_key_can_be_lost_unnoticed(small: Judgements) -> None:
    """Each key of the form deleted: every one outside of documents is missed, and in them every one that the schema requires."""
    result = through_file(small)
    parse_judgements(result)
    for path in find_forms(result):
        damaged = copy.deepcopy(result)
        if isinstance(path[-1], int) or "libraries" in path[:-1]:
            continue
        del hold(damaged, path)[path[-1]]
        if path[0] == "documents" and len(path) > 1:
            refuse_or_restore(damaged)
        else:
            with pytest.raises(InputError):
                parse_judgements(damaged)


@pytest.mark.parametrize("wrong", [None, True, -1, 2.5, 10**400, "错", "\ud800", [], [[]], {}, {"id": []}], ids=repr)
def test_no_value_of_another_type_gets_through(small: Judgements, wrong: object) -> None:
    """Each value of the form replaced by one of each type."""
    result = through_file(small)
    parse_judgements(result)
    for path in find_forms(result):
        place = hold(result, path)
        kept, place[path[-1]] = place[path[-1]], wrong
        refuse_or_restore(result)
        place[path[-1]] = kept


def test_half_a_file_is_refused(small: Judgements, tmp_path: Path) -> None:
    """Cut anywhere, it is no JSON; the message names the file."""
    text = render_json(build_result(small))
    file = tmp_path / "结果.json"
    for end in range(0, len(text) - 2, len(text) // 25):
        file.write_text(text[:end], encoding="utf-8")
        with pytest.raises(InputError, match=r"结果\.json：不是对照结果（JSON）"):
            read_judgements(file)


def edited(result: Any, key: str, value: object) -> Any:
    """The result with the value under a dotted key replaced."""
    changed = copy.deepcopy(result)
    steps = [int(step) if step.isdigit() else step for step in key.split(".")]
    hold(changed, tuple(steps))[steps[-1]] = value
    return changed


@pytest.mark.parametrize(
    ("key", "value", "told"),
    [
        ("version", 2, "格式版本是 2"),
        ("version", True, "格式版本是 True"),
        ("schema", "plan-align/outline", "不是对照结果"),
        ("tasks.0.id", "T9-000000", r"tasks\[0\]\.id 在 documents 的 tasks 中不存在"),
        (
            "indicators.0.upper.id",
            "indicator-000000",
            r"indicators\[0\]\.upper\.id 在 documents 的 indicators 中不存在",
        ),
        ("basis.0.basis.id", "B-000000", r"basis\[0\]\.basis\.id 在 documents 的 basis 中不存在"),
        ("tasks.0.text", "另一条任务。", r"tasks\[0\]\.text 与其他内容对不上"),
        ("counts.tasks.total", 99, r"counts\.tasks\.total 与其他内容对不上"),
        ("tasks.0.matches.0.span", [0, 10**9], r"tasks\[0\]\.matches\[0\]\.span 超出原文"),
        ("tasks.0.matches.0.span", [5, 2], r"span 应是 \[起, 止\] 两个位置"),
        ("tasks.0.matches.0.score", float("nan"), r"matches\[0\]\.score 应是数字"),
        ("tasks.0.verdict", "好", r"tasks\[0\]\.verdict 应是 covered、partial、missing、not_applicable 之一"),
        ("provenance.libraries.jieba", 1, r"provenance\.libraries\.jieba 应是文字"),
        ("documents.upper.source.text", "短", r"documents\.upper\.\S+ 超出原文（共 1 个字符）"),
        ("documents.upper.source.blocks.0.table", 7, r"blocks\[0\]\.table 不是这份文件的表格"),
        ("documents.upper.source.tables.0.index", 1, r"tables\[0\]\.index 应是 0"),
        ("documents.upper.divisions.0.parent_id", "D2-000000", r"divisions\[0\]\.parent_id 不是前面的章节"),
        ("documents.upper.divisions.0.level", 10**9, r"divisions\[0\]\.level 应在 0 和 100 之间"),
        ("documents.upper.tasks.0.division_id", "D9", r"tasks\[0\]\.division_id 不是这份规划的章节"),
        ("documents.upper.projects.0.investment", "1E+999999999", r"projects\[0\]\.investment 应是写成文字的数"),
        ("documents.upper.projects.0.investment", 1.2, r"projects\[0\]\.investment 应是写成文字的数"),
    ],
)
def test_what_is_wrong_is_named(small: Judgements, key: str, value: object, told: str) -> None:
    """The key and what it should be."""
    with pytest.raises(InputError, match=told):
        parse_judgements(edited(through_file(small), key, value))


@pytest.mark.parametrize("name", ["divisions", "tasks", "clauses"])
def test_an_id_that_stands_twice_is_refused(small: Judgements, name: str) -> None:
    """It would no longer tell what a finding speaks of."""
    result = through_file(small)
    members = result["documents"]["lower"][name]
    members[1]["id"] = members[0]["id"]
    with pytest.raises(InputError, match=rf"documents\.lower\.{name}\[1\]\.id 与前面的重复"):
        parse_judgements(result)


def test_a_reason_may_be_edited(small: Judgements) -> None:
    """What stands in one place only is taken as it is."""
    restored = parse_judgements(edited(through_file(small), "tasks.0.reason", "另有说明。"))
    assert restored.tasks[0].reason == "另有说明。"


def test_a_result_of_another_program_version_may_have_counted_otherwise(small: Judgements) -> None:
    """Its facts are read; what follows from them is drawn anew. Keys that are not known yet do no harm."""
    result = edited(through_file(small), "provenance.version", "99.0")
    result = edited(result, "counts.tasks.total", 99)
    result["documents"]["upper"]["tasks"][0]["novel"] = 1
    restored = parse_judgements(result)
    assert restored.tasks == small.tasks
    assert restored.provenance.version == "99.0"


@pytest.fixture
def older(small: Judgements, tmp_path: Path) -> Path:
    """A result as it was written before it held the plans."""
    result = through_file(small)
    del result["documents"]
    file = tmp_path / "结果.json"
    file.write_text(json.dumps(result, ensure_ascii=False, indent=2), encoding="utf-8")
    return file


def test_an_older_result_says_that_it_lacks_the_plans(older: Path) -> None:
    """And how to mend it."""
    with pytest.raises(
        InputError, match="没有两份规划的全文（documents），是较早的程序写出的。请用本版程序重新对照一次"
    ):
        read_judgements(older)


def test_an_older_result_is_still_explained(older: Path, small: Judgements) -> None:
    """As before: the explanation is the same as of a result with the plans."""
    told = read_result(older)
    console = Console(width=120, record=True, file=io.StringIO())
    console.print(build_explanation(told, "TASK-002"))
    old = console.export_text()
    console.print(build_explanation(build_result(small), "TASK-002"))
    assert old == console.export_text()


def test_a_file_too_large_is_not_read(older: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Its size is looked at before its content."""
    monkeypatch.setattr(resultfile, "_LARGEST", 100)
    with pytest.raises(InputError, match="文件过大"):
        read_judgements(older)


def test_several_results_in_one_file_are_refused(small: Judgements, tmp_path: Path) -> None:
    """As --json prints them for several upper plans."""
    file = tmp_path / "结果.json"
    file.write_text(render_json([build_result(small), build_result(small)]), encoding="utf-8")
    with pytest.raises(InputError, match="多份结果"):
        read_judgements(file)
