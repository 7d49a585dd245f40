"""Finds the order of the plans of a chain: from the nation down, and within one place the general plan (纲要) first."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import combinations, groupby

from align.chains import ChainPlan
from align.errors import InputError
from align.knowledge.regions import Regions
from align.model import Level, Meta, Plan

GENERAL_SECTOR = "国民经济和社会发展"
"""The sector of the plans that stand above all plans for single fields (mappings/sectors/sectors.tsv)."""

_BLANKS = re.compile(r"\s+")
_AS_GIVEN = "若确要按给出的次序（自上而下）对照，请加 --as-given"


def order_plans(plans: Sequence[Plan], regions: Regions, *, as_given: bool = False) -> tuple[ChainPlan, ...]:
    """The plans from the top down, each after those directly above it.

    Args:
        plans: two or more plans in any order.
        regions: what place lies in what.
        as_given: the order given is that of the levels, whatever the plans tell of themselves.

    Raises:
        ValueError: fewer than two plans.
        InputError: the level of a plan is not told, two plans stand in the same place, or a place lies in no place above.
    """
    if len(plans) < 2:
        raise ValueError("a chain needs two plans")
    if as_given:
        tiers = [[plan] for plan in plans]
    else:
        _require_levels(plans)
        tiers = [tier for _, same in groupby(sorted(plans, key=_rank), key=_rank) for tier in _split_level(list(same))]
        _require_nesting(tiers, regions)
    placed = [(number, plan) for number, tier in enumerate(tiers) for plan in sorted(tier, key=_standing)]
    labels = _label([plan.meta for _, plan in placed])
    return tuple(
        ChainPlan(plan=plan, tier=tier, label=label, parents=tuple(_find_parents(position, placed)))
        for position, ((tier, plan), label) in enumerate(zip(placed, labels, strict=True))
    )


def is_general(plan: Plan) -> bool:
    """Whether a plan stands above those for single fields."""
    return plan.meta.sector == GENERAL_SECTOR


def _rank(plan: Plan) -> int:
    return plan.meta.level.rank if plan.meta.level is not None else len(Level)


def _standing(plan: Plan) -> int:
    return 0 if is_general(plan) else 1


def _require_levels(plans: Sequence[Plan]) -> None:
    for plan in plans:
        if plan.meta.level is None:
            remedy = f"请让题名写明地区（如“青石市……规划”）；{_AS_GIVEN}。"
            raise InputError(plan.source.path, f"看不出《{plan.meta.title}》是哪一级的规划", remedy)


def _split_level(plans: list[Plan]) -> list[list[Plan]]:
    """The plans of one level; in two tiers where one place cites the other's plan (a city and a county-level city in it)."""
    places = list(dict.fromkeys(plan.meta.region for plan in plans))
    if len(places) == 2:
        first, second = ([plan for plan in plans if plan.meta.region == place] for place in places)
        above = [upper for upper, lower in ((first, second), (second, first)) if _is_cited(upper, lower)]
        if len(above) == 1:
            return [first, second] if above[0] is first else [second, first]
    for one, other in combinations(plans, 2):
        _require_apart(one, other)
    return [plans]


def _is_cited(uppers: Sequence[Plan], lowers: Sequence[Plan]) -> bool:
    """Whether a plan of the second group names one of the first by its title."""
    texts = [_squeeze(lower.source.text) for lower in lowers]
    return any(_squeeze(upper.meta.title) in text for upper in uppers for text in texts)


def _require_apart(first: Plan, second: Plan) -> None:
    level = first.meta.level.label.removesuffix("级") if first.meta.level is not None else ""
    names = f"《{first.meta.title}》与《{second.meta.title}》同为{level}级"
    if first.meta.region != second.meta.region:
        remedy = f"一条链每级只取一地；一份上级对多份下级的指标请用 plan-align matrix。{_AS_GIVEN}。"
        raise InputError(second.source.path, f"{names}，却是两个地方的规划，分不出上下", remedy)
    if first.meta.sector == second.meta.sector:
        alike = "领域也相同" if first.meta.sector else "从题名又看不出各管什么领域"
        remedy = f"同一级可以有几份领域不同的规划（如纲要和专项规划），同一领域请只留一份；{_AS_GIVEN}。"
        raise InputError(second.source.path, f"{names}，{alike}，分不出上下", remedy)


def _require_nesting(tiers: Sequence[Sequence[Plan]], regions: Regions) -> None:
    """Each known place lies in the known places above; places without a code are taken at their levels."""
    known = [(tier[0], regions.by_code.get(tier[0].meta.region_code or "")) for tier in tiers]
    for index, (lower, inner) in enumerate(known):
        for upper, outer in known[:index]:
            if inner is None or outer is None or outer.level is Level.NATION or regions.is_inside(inner, outer):
                continue
            problem = f"{inner.name}不在{outer.name}行政区域内，与《{upper.meta.title}》接不成一条链"
            raise InputError(lower.source.path, problem, f"请核对文件；{_AS_GIVEN}。")


def _find_parents(position: int, placed: Sequence[tuple[int, Plan]]) -> Iterator[int]:
    """The positions of the plans directly above: the general plan of the same place, and the nearest plan of the same field
    above; where there is none of the field, the nearest general plan, or what there is at the nearest level."""
    tier, plan = placed[position]
    beside = [i for i in range(position) if placed[i][0] == tier and is_general(placed[i][1])]
    higher = [i for i in range(position) if placed[i][0] < tier]
    same = _nearest([i for i in higher if _is_alike(placed[i][1], plan)], placed)
    general = _nearest([i for i in higher if is_general(placed[i][1])], placed)
    yield from sorted({*beside, *(same or (() if beside else general or _nearest(higher, placed)))})


def _is_alike(upper: Plan, lower: Plan) -> bool:
    """Whether two plans are for one field; a document that does not tell its field (a bare table) may be for any."""
    fields = (upper.meta.sector, lower.meta.sector)
    return None in fields or fields[0] == fields[1]


def _nearest(positions: Sequence[int], placed: Sequence[tuple[int, Plan]]) -> list[int]:
    lowest = max((placed[i][0] for i in positions), default=None)
    return [i for i in positions if placed[i][0] == lowest]


def _label(metas: Sequence[Meta]) -> list[str]:
    """The shortest that tells the plans apart: the place, place and field, the title; at last a number behind it."""

    def name_field(meta: Meta) -> str:
        return f"{meta.region}·{'纲要' if meta.sector == GENERAL_SECTOR else meta.sector}"

    names = [meta.region or meta.title for meta in metas]
    for finer in (name_field, lambda meta: meta.title):
        names = [finer(meta) if names.count(name) > 1 else name for name, meta in zip(names, metas, strict=True)]
    return [f"{name}（第 {i + 1} 份）" if names.count(name) > 1 else name for i, name in enumerate(names)]


def _squeeze(text: str) -> str:
    return _BLANKS.sub("", text)
