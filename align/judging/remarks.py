"""What is to be said of a pair of indicators beside its verdict: nature, scope, today's value, shares, bundled rows."""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal

from align.judging.outcomes import Outcome
from align.judging.scopes import find_lacking_parts
from align.knowledge.indicators import Catalogue, Direction
from align.model import Indicator, Nature, Plan
from align.parsing.quantities import parse_target
from align.results import IndicatorVerdict
from align.target import Bound, TargetKind


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """One pair with what its verdict depends on.

    ``upper`` holds the value to compare with: the one set for the lower plan's area where a ``document`` sets one;
    ``assigned`` says that it is a value for that very area; ``is_union`` that the lower row covers several rows of the
    upper plan.
    """

    upper: Indicator
    lower: Indicator
    direction: Direction
    known: bool
    assigned: bool
    document: str | None
    is_union: bool


def add_remarks(outcome: Outcome, pair: Pair, lower: Plan, catalogue: Catalogue) -> Outcome:
    """The outcome with what is to be said beside it, and the flags that may raise its severity."""
    if pair.document is not None:
        told = f"{outcome.reason}；按对{lower.meta.region}的分解数{pair.upper.target}比较（{pair.document}）"
        outcome = replace(outcome, reason=told)
    outcome = _with_flags(outcome, pair, catalogue)
    if lacking := find_lacking_parts(pair.upper, lower, catalogue):
        outcome = _flagged(outcome, f"上级合并书写的“{'、'.join(lacking)}”本级未设", "part_missing")
    if pair.is_union and outcome.cause is None:
        outcome = _flagged(outcome, "本级为合并口径且为100%，上级各口径均在其中", "scope_unclear")
    return outcome


def _flagged(outcome: Outcome, reason: str, flag: str) -> Outcome:
    return replace(outcome, reason=f"{outcome.reason}；{reason}", flags=(*outcome.flags, flag))


def _is_nature_weakened(pair: Pair) -> bool:
    return pair.upper.nature is Nature.BINDING and pair.lower.nature is Nature.ANTICIPATORY


def _with_flags(outcome: Outcome, pair: Pair, catalogue: Catalogue) -> Outcome:
    """Adds what is to be said beside the verdict: nature, a target below the present state, a scope told once only."""
    flags, reasons = list(outcome.flags), [outcome.reason]
    if _is_nature_weakened(pair):
        flags.append("nature_weakened")
        reasons.append("性质由约束性改为预期性")
    elif pair.upper.nature is Nature.ANTICIPATORY and pair.lower.nature is Nature.BINDING:
        flags.append("nature_strengthened")
        reasons.append("性质由预期性改为约束性")
    direction, known = catalogue.direction(pair.lower.name, pair.lower.concept)
    if known and is_below_baseline(pair.lower, direction, catalogue):
        flags.append("below_baseline")
        reasons.append("本级目标还不如本级基期，请核实")
    unclear = _unclear_scope(pair, catalogue)
    if unclear and outcome.verdict in (IndicatorVerdict.EQUAL, IndicatorVerdict.STRICTER, IndicatorVerdict.LOOSER):
        flags.append("scope_unclear")
        reasons.append(unclear)
    return replace(outcome, flags=tuple(flags), reason="；".join(reason for reason in reasons if reason))


def is_below_baseline(lower: Indicator, direction: Direction, catalogue: Catalogue) -> bool:
    """Whether the lower plan aims at less than it already has; ``direction`` must be known, not assumed."""
    target = lower.parsed
    if target.value is None or target.kind is not TargetKind.ABSOLUTE or target.bound is Bound.ABOUT:
        return False
    now = parse_target(lower.baseline or "", unit=lower.unit, units=catalogue.units)
    if now.value is None or not catalogue.units.same_unit(now.unit, target.unit):
        return False
    change: Decimal = target.value - now.value
    return change > 0 if direction is Direction.LOWER else change < 0


def _unclear_scope(pair: Pair, catalogue: Catalogue) -> str:
    """A hint where only one side names a scope of a group whose values must not be mixed."""
    for first, second, sides in (
        (pair.upper, pair.lower, ("上级", "本级")),
        (pair.lower, pair.upper, ("本级", "上级")),
    ):
        groups = {scope.group for scope in catalogue.names.find_scopes(second.name)}
        for scope in catalogue.names.find_scopes(first.name):
            if scope.conflicts and scope.group not in groups:
                return f"{sides[0]}限“{scope.word}”，{sides[1]}未写明{scope.group}，请核实口径"
    return ""
