"""Compares the plans of a province pair by pair, and tells at what rate planted gaps are found, beside that on the gold."""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from rich.table import Table

from align.evaluation.gold import read_case
from align.pipeline import align_plans, read_plan
from align.results import TaskVerdict
from province.planting import Gap, Kind
from province.recipe import list_cases
from province.scoring import Outcome, find_verdict, score_controls, score_gaps
from province.writing import Truth


@dataclass(frozen=True, slots=True, kw_only=True)
class Measured:
    """What came of the gaps and controls of one pair, what was told of the same gaps before they were planted, and how
    many seconds of the processor the comparison took."""

    outcomes: tuple[Outcome, ...]
    before: tuple[Outcome, ...]
    seconds: float


@dataclass(frozen=True, slots=True, kw_only=True)
class GoldRates:
    """On the gold cases that the plans rest on: of the requirements that are missing, the share told to lack anything and
    the share told to be missing; of those that are covered, the share left alone."""

    flagged: float
    missing: float
    left_alone: float


def measure(folder: Path, truth: Truth, clean: Path | None = None) -> Iterator[Measured]:
    """Compares all pairs that something is known of.

    Args:
        folder: where the plans stand.
        truth: what is known of them.
        clean: where the same plans stand as they were before gaps were planted; none to look at the gaps alone.
    """
    plans = {name: read_plan(folder / file) for name, file in truth.files.items()}
    intact = {} if clean is None else {name: read_plan(clean / file) for name, file in truth.files.items()}
    for upper, lower in truth.pairs():
        start = time.process_time()
        result = align_plans(plans[upper], plans[lower])
        seconds = time.process_time() - start
        found = score_gaps(truth.gaps, upper, lower, result)
        before: tuple[Outcome, ...] = ()
        if intact and found:
            before = score_gaps(truth.gaps, upper, lower, align_plans(plans[upper], intact[lower]))
        outcomes = (*found, *score_controls(truth.controls, upper, lower, result))
        yield Measured(outcomes=outcomes, before=before, seconds=seconds)


def measure_gold() -> GoldRates:
    """The rates on the gold cases themselves."""
    verdicts: dict[TaskVerdict, list[TaskVerdict | None]] = {TaskVerdict.MISSING: [], TaskVerdict.COVERED: []}
    for case in list_cases():
        gold = read_case(case.gold)
        findings = align_plans(gold.upper, gold.lower).tasks
        for task in gold.tasks:
            if task.verdict in verdicts:
                verdicts[task.verdict].append(find_verdict(task.quote, findings))
    lacking, answered = verdicts[TaskVerdict.MISSING], verdicts[TaskVerdict.COVERED]
    return GoldRates(
        flagged=_share(one is not None and one.is_gap for one in lacking),
        missing=_share(one is TaskVerdict.MISSING for one in lacking),
        left_alone=_share(one is None or not one.is_gap for one in answered),
    )


def _share(values: Iterable[bool]) -> float:
    known = list(values)
    return sum(known) / len(known) if known else 0.0


def render_rates(measured: Sequence[Measured]) -> Table:
    """A row for each kind of gap or control: how many, the share found or left alone, and what was told before."""
    outcomes = [one for pair in measured for one in pair.outcomes]
    before = [one for pair in measured for one in pair.before]
    table = Table(title="埋设的缺口")
    for name in ("种类", "对直接上级", "查出", "对更上级", "查出", "埋设前也报"):
        table.add_column(name, justify="left" if name == "种类" else "right")
    for kind in sorted({one.kind for one in outcomes}, key=_order):
        own = [one for one in outcomes if one.kind == kind]
        near, far = ([one for one in own if one.direct is direct] for direct in (True, False))
        early = [one for one in before if one.kind == kind]
        cells = (str(len(near)), _percent(near), str(len(far)), _percent(far), _percent(early))
        table.add_row(kind, *cells)
    table.add_row(*_quote_row(outcomes, before))
    return table


def _order(kind: str) -> tuple[int, str]:
    names = [one.value for one in Kind]
    return (names.index(kind) if kind in names else len(names), kind)


def _percent(outcomes: Sequence[Outcome]) -> str:
    return f"{_share(one.right for one in outcomes):.0%}" if outcomes else ""


def _quote_row(outcomes: Sequence[Outcome], before: Sequence[Outcome]) -> tuple[str, ...]:
    """Task gaps by the requirements that they leave without an answer: flagged / told to be missing / not read."""

    def rates(own: Sequence[Outcome]) -> tuple[str, str]:
        asked = sum(one.asked for one in own)
        shares = [sum(getattr(one, name) for one in own) for name in ("flagged", "missing", "unread")]
        return str(asked), "/".join(f"{share / asked:.0%}" for share in shares) if asked else ""

    tasks = [one for one in outcomes if one.kind == Kind.TASK.value]
    near, far = ([one for one in tasks if one.direct is direct] for direct in (True, False))
    early = [one for one in before if one.kind == Kind.TASK.value]
    return ("task 各条要求：有缺口/未衔接/未读出", *rates(near), *rates(far), rates(early)[1])


def list_lost(measured: Sequence[Measured], gaps: Sequence[Gap]) -> list[str]:
    """Each gap that was not found, as a line."""
    changed = {(gap.lower, gap.kind.value, gap.about): gap.changed for gap in gaps}
    return [
        f"{one.lower} 对 {one.upper}：{changed[one.lower, one.kind, one.about]}"
        for pair in measured
        for one in pair.outcomes
        if not one.right and (one.lower, one.kind, one.about) in changed
    ]
