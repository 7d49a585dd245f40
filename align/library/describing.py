"""Reads the plans of a library and tells of each what it is: whose, for which field and years, and how much was read."""

from __future__ import annotations

from dataclasses import dataclass

from align.errors import InputError, PlanAlignError
from align.knowledge.regions import load_regions
from align.libraries import LibraryPlan
from align.library.cache import PlanCache
from align.library.manifest import Manifest, PlanOrder
from align.library.pairing import find_parents, sort_by_place
from align.library.running import Workers
from align.library.telling import Told, follow, tell_mishap
from align.model import DocumentKind, Plan
from align.reporting.readings import find_reading, tell_reading


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanDescription:
    """What a file tells of its plan; with its text where the place is in no table, since only the text tells where it lies."""

    plan: LibraryPlan
    text: str = ""


def read_plans(manifest: Manifest, workers: Workers, told: Told) -> tuple[tuple[LibraryPlan, ...], tuple[str, ...]]:
    """The plans of a manifest from the nation down, each with the place above its own; and what could only be guessed."""
    orders = manifest.plans
    found = [*follow("读取规划", len(orders), workers.run(_describe_plan, orders), told)]
    texts = {one.plan.file: one.text for one in found if one.text}
    plans = sorted((one.plan for one in found), key=lambda plan: plan.file)
    located, guesses = find_parents(plans, texts, load_regions())
    return sort_by_place(located), guesses


def _describe_plan(order: PlanOrder) -> PlanDescription:
    """Reads a plan and tells what it is; a file that cannot be read is a row with the reason."""
    try:
        plan = PlanCache().read(order.path, order.correction)
    except PlanAlignError as error:
        return PlanDescription(plan=_build_unread(order, _tell(error)))
    except Exception as error:  # one file that the program cannot stand must not end the work on all others
        return PlanDescription(plan=_build_unread(order, tell_mishap(error, "这份文件")))
    text = "" if plan.meta.region_code is not None or order.parent is not None else plan.source.text
    return PlanDescription(plan=_build_plan(order, plan), text=text)


def _build_plan(order: PlanOrder, plan: Plan) -> LibraryPlan:
    meta = plan.meta
    return LibraryPlan(
        file=order.file,
        sha256=meta.sha256,
        title=meta.title,
        level=meta.level,
        region=meta.region,
        region_code=meta.region_code,
        parent=order.parent,
        sector=meta.sector,
        period=meta.period,
        kind=meta.kind,
        characters=len(plan.source.text),
        tasks=len(plan.tasks),
        indicators=len(plan.indicators),
        reading=tell_reading(find_reading(plan)),
    )


def _build_unread(order: PlanOrder, problem: str) -> LibraryPlan:
    return LibraryPlan(
        file=order.file,
        sha256="",
        title=order.path.stem,
        level=None,
        region=None,
        region_code=None,
        parent=None,
        sector=None,
        period=None,
        kind=DocumentKind.FULL_TEXT,
        characters=0,
        tasks=0,
        indicators=0,
        problem=problem,
    )


def _tell(error: PlanAlignError) -> str:
    """What is wrong and how to mend it; which file it is, the row tells."""
    return f"{error.problem}。{error.remedy}" if isinstance(error, InputError) else str(error)
