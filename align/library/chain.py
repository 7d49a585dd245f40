"""Composes a chain: plans of several levels put in order, each compared with those above, every requirement followed down."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from align.chains import ChainJudgements, ChainPlan, Link
from align.judging.asks import IndicatorAsks, TaskAsks
from align.judging.opinion import Judge
from align.judging.threads import ThreadFollower
from align.knowledge.regions import load_regions
from align.library.aligned import Chain
from align.library.ordering import is_general, order_plans
from align.model import Assignment, Plan
from align.pipeline import align_plans, read_plan, require_content
from align.provenance import load_provenance
from align.source import Notice
from align.tasking import map_plan


def align_chain(
    plans: Sequence[Plan | str | Path],
    *,
    assigned: Sequence[Assignment] = (),
    judge: Judge | None = None,
    as_given: bool = False,
    told: Callable[[str], object] = str,
) -> Chain:
    """How the plans of several levels (国 → 省 → 市 → 区) answer each other, and where a requirement is lost on its way.

    A level may have several plans for different fields (a general plan, 纲要, beside a plan for one field).

    Args:
        plans: two or more plans, or their files, in any order.
        assigned: values set for areas; they come before those the program knows and those the upper plans give.
        judge: who judges the tasks; by default the rules.
        as_given: take the order given for that of the levels, from the top down, one plan each.
        told: called with what is about to be done, for a display of progress.

    Raises:
        ValueError: fewer than two plans.
        InputError: a file cannot be read or holds neither tasks nor indicators, or the plans make no chain.
    """
    ordered = order_plans([_read(plan, told) for plan in plans], load_regions(), as_given=as_given)
    links = tuple(_build_links(ordered, assigned, judge, told))
    tasks, indicators = (ThreadFollower(ordered, links, asks) for asks in (TaskAsks(), IndicatorAsks()))
    task_threads, indicator_threads = tasks.follow(), indicators.follow()
    return Chain.of(
        ChainJudgements(
            plans=ordered,
            links=links,
            tasks=task_threads,
            indicators=indicator_threads,
            breaks=(*tasks.find_breaks(task_threads), *indicators.find_breaks(indicator_threads)),
            warnings=tuple(dict.fromkeys(_find_doubts(ordered))),
            provenance=replace(load_provenance(), judge=links[0].judgements.provenance.judge),
        )
    )


def _read(plan: Plan | str | Path, told: Callable[[str], object]) -> Plan:
    if not isinstance(plan, Plan):
        told(f"正在读取 {Path(plan).name}")
        plan = read_plan(plan)
    require_content(plan)
    return plan


def _build_links(
    plans: Sequence[ChainPlan], assigned: Sequence[Assignment], judge: Judge | None, told: Callable[[str], object]
) -> Iterator[Link]:
    """Every plan against every one above it: the nearest hand requirements down, the others show what reaches it past them."""
    mapped = [map_plan(one.plan) if one.plan.tasks else one.plan for one in plans]
    for lower, below in enumerate(plans):
        for upper in _find_ancestors(lower, plans):
            above = plans[upper]
            told(f"正在对照 {below.label} 与 {above.label}")
            yield Link(
                upper=upper,
                lower=lower,
                adjacent=upper in below.parents,
                across=is_general(above.plan) and not is_general(below.plan),
                judgements=align_plans(mapped[upper], mapped[lower], assigned=assigned, judge=judge),
            )


def _find_ancestors(position: int, plans: Sequence[ChainPlan]) -> list[int]:
    found: set[int] = set()
    waiting = list(plans[position].parents)
    while waiting:
        if (parent := waiting.pop()) not in found:
            found.add(parent)
            waiting.extend(plans[parent].parents)
    return sorted(found)


def _find_doubts(plans: Sequence[ChainPlan]) -> Iterator[Notice]:
    """Places that no table knows and that no text of the other's names: nothing but the level tells that they belong together."""
    for below in plans:
        for above in (plans[parent] for parent in below.parents):
            metas = (above.plan.meta, below.plan.meta)
            if all(meta.region_code for meta in metas) or metas[0].region == metas[1].region:
                continue
            named = (metas[0].region or "") in below.plan.source.text or (
                metas[1].region or ""
            ) in above.plan.source.text
            if not named:
                yield Notice(
                    code="chain.unrelated",
                    message=f"{metas[1].region}与{metas[0].region}的隶属关系只按层级推定，两份规划都没有提到对方，请核对",
                )
