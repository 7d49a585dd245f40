"""What rows cover: terms that replaced others, rows that bundle several indicators, a row that covers several rows."""

from __future__ import annotations

import re

from align.judging.outcomes import Outcome
from align.knowledge.indicators import Catalogue
from align.model import Indicator, Plan
from align.results import IndicatorVerdict

_JOINED = re.compile("、|和|及|与|以及")
_WHOLE = 100


def judge_succession(upper: Indicator, lower: Indicator, catalogue: Catalogue) -> Outcome | None:
    """The outcome where one side uses a term that the other side's term has replaced (domain rules §C3); else ``None``.

    污染地块安全利用率 gave way to 重点建设用地安全利用: neither a gap nor a difference in value.
    """
    found = catalogue.names.find_replacement(upper.name, lower.name)
    if found is None:
        return None
    ours, theirs = found
    reason = f"新旧口径更替：上级用“{ours.word}”，本级用“{theirs.word}”，不判缺失，数值不直接比较"
    return Outcome(
        verdict=IndicatorVerdict.NOT_COMPARABLE,
        reason=reason,
        comparison=f"“{lower.target or '无值'}” 对 “{upper.target or '无值'}”",
        cause="replaced",
    )


def covers_rows(upper: Indicator, lower: Indicator, upper_plan: Plan, catalogue: Catalogue) -> bool:
    """Whether a lower row of 100 % covers together what rows of the upper plan cover one by one.

    省控以上断面 at 100 % answers 国控断面 and 省控断面 both, if the upper plan has a row for each of them.
    """
    if lower.parsed.value != _WHOLE or not catalogue.is_ratio(lower.name, lower.parsed.unit or lower.unit):
        return False
    if upper.concept is None or upper.concept != lower.concept:
        return False
    rows = [row.name for row in upper_plan.indicators if row.concept == upper.concept]
    return catalogue.names.covers(lower.name, rows)


def find_lacking_parts(upper: Indicator, lower_plan: Plan, catalogue: Catalogue) -> tuple[str, ...]:
    """The indicators of a bundled upper row that the lower plan has in no row; empty for any other row."""
    parts = _parts(upper.name, catalogue)
    known = {row.concept for row in lower_plan.indicators}
    known |= {_concept(part, catalogue) for row in lower_plan.indicators for part in _parts(row.name, catalogue)}
    lacking = tuple(part for part in parts if _concept(part, catalogue) not in known)
    return lacking if len(lacking) < len(parts) else ()


def _parts(name: str, catalogue: Catalogue) -> tuple[str, ...]:
    """The names in a bundled one, each completed by the end of the last; only where all are of the catalogue."""
    pieces = [piece for piece in _JOINED.split(re.sub("均$", "", name)) if piece]
    if len(pieces) < 2 or catalogue.is_alias(name):
        return ()
    last = pieces[-1]
    for cut in range(1, len(last)):
        parts = (*(piece + last[cut:] for piece in pieces[:-1]), last)
        concepts = {_concept(part, catalogue) for part in parts}
        if None not in concepts and len(concepts) == len(parts):
            return parts
    return ()


def _concept(name: str, catalogue: Catalogue) -> str | None:
    concept = catalogue.find_concept(name, None)
    return concept.id if concept else None
