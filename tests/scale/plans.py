"""Writes a library of any number of plans: the nation and several provinces, most of them others under new names."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import asdict, replace
from functools import lru_cache
from itertools import islice
from pathlib import Path

from province.building import PlanFile, build_province
from province.names import NAME_STARTS

from align.knowledge.regions import load_regions

_NATION = "nation"
# A province of the size there are, so that a plan has as many plans above and beside it as a real one.
_PROVINCE, _CITY = 111, 11
_RARE = range(0x6B00, 0x8000)


def write_library(folder: Path, plans: int, seed: int = 1) -> int:
    """Writes plans to a folder, each for a place of its own; how many pairs they make.

    Args:
        folder: where to.
        plans: how many; one is the plan of a county alone.
        seed: decides names, words and numbers.
    """
    folder.mkdir(parents=True, exist_ok=True)
    written = list(build_library(plans, seed))
    for plan in written:
        (folder / f"{plan.name}.txt").write_text(plan.text, encoding="utf-8")
    return sum(_count_uppers(plan) for plan in written) if len(written) > 1 else 0


def build_library(plans: int, seed: int) -> Iterator[PlanFile]:
    """The plans themselves.

    Raises:
        ValueError: so few plans make no province.
    """
    if plans == 1:
        yield build_plans(4, seed)[-1]
        return
    number = -(-(plans - 1) // _PROVINCE)
    size, larger = divmod(plans - 1, number)
    rare = _list_rare()
    names = ["".join(islice(rare, len(NAME_STARTS))) for _ in range(number - 1)]
    yield build_plans(1 + size + bool(larger), seed)[0]
    for province in range(number):
        own = build_plans(1 + size + (province < larger), seed)
        signs = str.maketrans(NAME_STARTS, names[province - 1]) if province else {}
        yield from (_rename(plan, province, signs) for plan in own if plan.level != _NATION)


@lru_cache
def build_plans(plans: int, seed: int) -> Sequence[PlanFile]:
    """The nation and a province."""
    cities = max(1, (plans - 2) // _CITY)
    return build_province(plans - 2 - cities, cities, seed).plans


def _rename(plan: PlanFile, province: int, signs: dict[int, int]) -> PlanFile:
    """The plan of a place with another name: every name that was made up begins with a sign that is used for nothing else."""
    told = {field: value.translate(signs) for field, value in asdict(plan).items() if value is not None}
    return replace(plan, **{**told, "name": f"{province:02d}-{told['name']}"})


def _list_rare() -> Iterator[str]:
    """Characters that stand in no name of a real place, and that simple fonts have."""
    real = set("".join(region.name for region in load_regions().by_code.values()))
    for code in _RARE:
        sign = chr(code)
        if sign not in real and sign not in NAME_STARTS and _is_common(sign):
            yield sign


def _is_common(sign: str) -> bool:
    try:
        return sign.encode("gb2312")[0] >= 0xD8  # the second, rarer half of the characters
    except UnicodeEncodeError:
        return False


def _count_uppers(plan: PlanFile) -> int:
    return ("nation", "province", "city", "county").index(plan.level)
