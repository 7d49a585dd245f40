"""Reads gold cases: what an experienced reviewer said of a pair of plans."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from align.errors import InputError
from align.results import IndicatorVerdict, TaskVerdict


@dataclass(frozen=True, slots=True, kw_only=True)
class GoldTask:
    """A requirement of the upper plan, how the lower plan answers it, and what of it is lacking there, in short phrases."""

    id: str
    quote: str
    verdict: TaskVerdict
    lower_quotes: tuple[str, ...]
    missing_points: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class GoldValue:
    """One side of a gold indicator, as written."""

    name: str
    unit: str | None
    baseline: str | None
    target: str | None
    nature: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class GoldIndicator:
    """A gold indicator over both plans."""

    name: str
    upper: GoldValue | None
    lower: GoldValue | None
    verdict: IndicatorVerdict
    nature_changed: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class GoldClaim:
    """A countable statement; ``consistent`` is ``None`` where the document does not list what it counts."""

    side: str
    quote: str
    kind: str
    consistent: bool | None


@dataclass(frozen=True, slots=True, kw_only=True)
class GoldCase:
    """A pair of plans with its answers; ``is_test`` where nothing may be tuned or fitted on it, ``weight`` what each of its
    requirements counts where weights are fitted."""

    name: str
    upper: Path
    lower: Path
    tasks: tuple[GoldTask, ...]
    local_extra: tuple[str, ...]
    indicators: tuple[GoldIndicator, ...]
    claims: tuple[GoldClaim, ...]
    is_test: bool = False
    weight: float = 1.0


def read_cases(folder: Path) -> tuple[GoldCase, ...]:
    """All cases below a folder, by name.

    A case is a folder with ``gold.json``, ``upper.txt`` and ``lower.txt``, or a file ``gold/<upper>-<lower>.json``
    beside plans ``<upper>.txt`` and ``<lower>.txt``. Cases that ``test_split.txt`` of the folder names are of the test split.

    Raises:
        InputError: the folder holds no case, or a case is incomplete or malformed.
    """
    files = sorted(folder.rglob("gold.json")) + sorted(folder.glob("gold/*-*.json"))
    if not files:
        raise InputError(folder, "没有找到评测用例", "用例目录应含 gold.json、upper.txt、lower.txt。")
    split = folder / "test_split.txt"
    test = frozenset(split.read_text(encoding="utf-8").split()) if split.is_file() else frozenset()
    return tuple(replace(case, is_test=case.name in test) for case in map(read_case, files))


def read_case(file: Path) -> GoldCase:
    """The case of one gold file; see :func:`read_cases` for where its plans stand."""
    upper, lower = _plan_paths(file)
    for path in (upper, lower):
        if not path.is_file():
            raise InputError(path, "用例所指的规划文本不存在", "请补齐后重试。")
    try:
        return build_case(json.loads(file.read_text(encoding="utf-8")), upper, lower)
    except (ValueError, KeyError, TypeError) as error:
        raise InputError(file, f"评测用例格式有误（{error!r}）", "请对照用例格式说明修正。") from error


def _plan_paths(file: Path) -> tuple[Path, Path]:
    if file.name == "gold.json":
        return file.with_name("upper.txt"), file.with_name("lower.txt")
    upper, _, lower = file.stem.partition("-")
    return file.parent.parent / f"{upper}.txt", file.parent.parent / f"{lower}.txt"


def build_case(data: dict[str, Any], upper: Path, lower: Path) -> GoldCase:
    """A case from the content of its gold file and the paths of its plans."""
    return GoldCase(
        name=str(data.get("case") or upper.parent.name),
        upper=upper,
        lower=lower,
        tasks=tuple(
            GoldTask(
                id=item["id"],
                quote=item["quote"],
                verdict=TaskVerdict(item["verdict"]),
                lower_quotes=tuple(item["lower_quotes"]),
                missing_points=tuple(item.get("missing_points", ())),
            )
            for item in data["tasks"]
        ),
        local_extra=tuple(data["local_extra"]),
        indicators=tuple(map(_indicator, data["indicators"])),
        claims=tuple(
            GoldClaim(side=item["doc"], quote=item["quote"], kind=item["kind"], consistent=item["consistent"])
            for item in data["claims"]
        ),
        weight=float(data.get("weight", 1.0)),
    )


def _indicator(item: dict[str, Any]) -> GoldIndicator:
    return GoldIndicator(
        name=item["name"],
        upper=_value(item["upper"]),
        lower=_value(item["lower"]),
        verdict=IndicatorVerdict(item["verdict"]),
        nature_changed=bool(item["nature_changed"]),
    )


def _value(item: dict[str, Any] | None) -> GoldValue | None:
    if item is None:
        return None
    nature = item.get("nature")
    return GoldValue(
        name=item["name"],
        unit=item.get("unit") or None,
        baseline=item.get("baseline") or None,
        target=item.get("target") or None,
        nature=None if nature in (None, "null") else nature,
    )
