"""A result that was damaged, edited or written by another version is refused with one message, and never crashes."""

from __future__ import annotations

import contextlib
import copy
import io
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from rich.console import Console
from saved_pair import small_pair, through_file, validator

from align.errors import InputError
from align.reporting import resultfile
from align.reporting.explanation import build_explanation
from align.reporting.html import render_html
from align.reporting.jsonfile import build_result, render_json
from align.reporting.restored import parse_judgements
from align.reporting.resultfile import read_judgements, read_result
from align.results import Judgements


@pytest.fixture(scope="module")
def small() -> Judgements:
    return small_pair()


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


def restore(result: Any) -> Judgements | None:
    """The judgements, ``None`` where they are refused; what the schema does not allow must be refused."""
    with contextlib.suppress(InputError):
        restored = parse_judgements(result)
        validator().validate(result)
        return restored
    return None


def test_no_key_can_be_lost_unnoticed(small: Judgements) -> None:
    """Each key of the form deleted: every one outside of documents is missed, and in them every one that the schema requires."""
    result = through_file(small)
    assert restore(result) is not None
    for path in find_forms(result):
        if isinstance(path[-1], int) or "libraries" in path[:-1]:
            continue
        damaged = copy.deepcopy(result)
        del hold(damaged, path)[path[-1]]
        restored = restore(damaged)
        assert restored is None or (path[0] == "documents" and len(path) > 2), path


WRONG = (None, True, -1, 2.5, 10**400, "错", "\ud800", [], [[]], {}, {"id": []})


def test_no_value_of_another_type_gets_through(small: Judgements) -> None:
    """Each value of the form replaced by one that is wrong in almost every place; what is not refused can be drawn."""
    result = through_file(small)
    assert restore(result) is not None
    for index, path in enumerate(find_forms(result)):
        place = hold(result, path)
        kept, place[path[-1]] = place[path[-1]], WRONG[index % len(WRONG)]
        if (restored := restore(result)) is not None:
            render_html(restored)
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
        ("documents.upper.tasks.0.key_points.0", {"span": [0, 1]}, r"key_points\[0\]\.text 缺失"),
        ("documents.upper.claims.0.declared", "1E-40", r"claims\[0\]\.declared 位数过多"),
        ("documents.upper.source.footnotes.0.span", [3, 3.0], r"footnotes\[0\]\.span 应是 \[起, 止\] 两个位置"),
        ("documents.upper.source.text", "半个\ud800", r"source\.text 含有不完整的字符"),
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
