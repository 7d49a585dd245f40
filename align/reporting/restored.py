"""Builds the judgements on a pair again from the JSON of a result."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from align.errors import InputError
from align.reporting.jsonfile import SCHEMA, VERSION, build_result
from align.reporting.jsonvalues import DamageError, read_choice, read_list, read_member, read_row, read_text
from align.reporting.parsedfields import FieldReader
from align.reporting.restoredplan import RestoredPlan
from align.results import (
    BasisFinding,
    ClaimFinding,
    IndicatorFinding,
    Judgements,
    LocalTask,
    ProjectFinding,
    Provenance,
    Side,
    StructureFinding,
    TaskFinding,
)
from align.source import Notice
from align.version import __version__

_AGAIN = "请用本版程序重新对照一次。"
_DAMAGED = "文件可能损坏或经手工改动，请用 plan-align check 重新对照一次。"


def parse_judgements(result: object, path: str | Path = "对照结果") -> Judgements:
    """All that was judged about one pair, as it was when the result was written.

    Args:
        result: the JSON of the result (``build_result``).
        path: where it came from, which complaints name.

    Raises:
        InputError: it is no result, one of another version of the format or of the form without ``documents``, or a value
            in it is not what it must be; the message names its key.
    """
    row = require_result(result, path)
    if "documents" not in row:
        raise InputError(path, "结果中没有两份规划的全文（documents），是较早的程序写出的", _AGAIN)
    try:
        judgements = _read_judgements(row)
        # What the result repeats and counts is this version's own to write; another version may have counted otherwise.
        changed = judgements.provenance.version == __version__ and _find_change(row, build_result(judgements), "")
    except DamageError as error:
        raise InputError(path, f"结果中的 {error.key} {error.problem}", _DAMAGED) from error
    if changed:
        raise InputError(path, f"结果中的 {changed} 与其他内容对不上", _DAMAGED)
    return judgements


def require_result(result: object, path: str | Path) -> dict[str, Any]:
    """The JSON of a result, of which nothing is known yet but that it is one of this version of the format.

    Raises:
        InputError: it is not.
    """
    if isinstance(result, list):
        raise InputError(path, "文件里有多份结果", "请用 -o 写出的、每份上级规划一个的 JSON 文件。")
    if not isinstance(result, dict) or result.get("schema") != SCHEMA:
        raise InputError(path, "不是对照结果", "请用 plan-align check … -o 文件夹 --format json 写出的文件。")
    if (version := result.get("version")) != VERSION or version is True:
        raise InputError(path, f"结果的格式版本是 {str(version)[:20]}，本程序读 {VERSION}", _AGAIN)
    return result


def _read_judgements(result: dict[str, Any]) -> Judgements:
    documents = read_row(result["documents"], "documents")
    upper, lower = (
        RestoredPlan(read_member(documents, side, "documents"), read_member(result, side, ""), side)
        for side in ("upper", "lower")
    )
    return Judgements(
        upper=upper.plan,
        lower=lower.plan,
        tasks=tuple(_read_task(row, key, upper, lower) for key, row in _list_rows(result, "tasks")),
        local_tasks=tuple(
            lower.fields.read(LocalTask, row, key, task=lower.find("tasks", row, key))
            for key, row in _list_rows(result, "local_tasks")
        ),
        indicators=tuple(
            lower.fields.read(IndicatorFinding, row, key, **_read_sides("indicators", row, key, upper, lower))
            for key, row in _list_rows(result, "indicators")
        ),
        projects=tuple(
            lower.fields.read(ProjectFinding, row, key, **_read_sides("projects", row, key, upper, lower))
            for key, row in _list_rows(result, "projects")
        ),
        claims=tuple(_read_claim(row, key, upper, lower) for key, row in _list_rows(result, "claims")),
        basis=tuple(_read_basis(row, key, lower) for key, row in _list_rows(result, "basis")),
        structure=tuple(lower.fields.read(StructureFinding, row, key) for key, row in _list_rows(result, "structure")),
        warnings=tuple(_read_warnings(result, lower)),
        provenance=_read_provenance(read_member(result, "provenance", "")),
    )


def _list_rows(result: dict[str, Any], name: str) -> Iterator[tuple[str, dict[str, Any]]]:
    """The objects of a list of the result, each with its key."""
    for index, row in enumerate(read_list(read_member(result, name, ""), name)):
        yield f"{name}[{index}]", read_row(row, f"{name}[{index}]")


def _read_task(row: dict[str, Any], key: str, upper: RestoredPlan, lower: RestoredPlan) -> TaskFinding:
    return lower.fields.read(TaskFinding, row, key, task=upper.find("tasks", row, key))


def _read_sides(name: str, row: dict[str, Any], key: str, upper: RestoredPlan, lower: RestoredPlan) -> dict[str, Any]:
    """What either plan gives, as the members of its list; ``None`` where it gives nothing."""
    found: dict[str, Any] = {}
    for side, plan in (("upper", upper), ("lower", lower)):
        value = read_member(row, side, key)
        found[side] = None if value is None else plan.find(name, value, f"{key}.{side}")
    return found


def _read_claim(row: dict[str, Any], key: str, upper: RestoredPlan, lower: RestoredPlan) -> ClaimFinding:
    side = read_choice(Side, read_member(row, "doc", key), f"{key}.doc")
    plan = upper if side is Side.UPPER else lower
    return plan.fields.read(ClaimFinding, row, key, side=side, claim=plan.find("claims", row, key))


def _read_basis(row: dict[str, Any], key: str, lower: RestoredPlan) -> BasisFinding:
    value = read_member(row, "basis", key)
    basis = None if value is None else lower.find("basis", value, f"{key}.basis")
    return lower.fields.read(BasisFinding, row, key, basis=basis)


def _read_warnings(result: dict[str, Any], lower: RestoredPlan) -> Iterator[Notice]:
    """The notices on the pair; those on one of the plans are kept with the plan."""
    for key, row in _list_rows(result, "warnings"):
        if read_member(row, "doc", key) is None:
            yield lower.fields.read(Notice, row, key)


def _read_provenance(value: object) -> Provenance:
    row = read_row(value, "provenance")
    libraries = read_row(read_member(row, "libraries", "provenance"), "provenance.libraries")
    versions = tuple((name, read_text(told, f"provenance.libraries.{name}")) for name, told in libraries.items())
    return FieldReader("").read(Provenance, row, "provenance", libraries=versions)


def _find_change(told: object, known: object, key: str) -> str:
    """The key of the first value in which two results differ; empty where they are equal."""
    if isinstance(told, dict) and isinstance(known, dict):
        for name in dict.fromkeys((*known, *told)):
            where = f"{key}.{name}" if key else name
            if name not in told or name not in known:
                return where
            if found := _find_change(told[name], known[name], where):
                return found
        return ""
    if isinstance(told, list) and isinstance(known, list) and len(told) == len(known):
        pairs = enumerate(zip(told, known, strict=True))
        return next((found for i, (a, b) in pairs if (found := _find_change(a, b, f"{key}[{i}]"))), "")
    return "" if told == known and type(told) is type(known) else key
