"""What the words around the number of a target phrase say: how it is bound, whether it is a change or a level."""

from __future__ import annotations

import re

from align.knowledge.targets import TargetPhrases
from align.target import Bound

_REACHED = ("达到", "达")


def find_bound(left: str, after: str | None, phrases: TargetPhrases) -> Bound:
    """The bound of a number by what stands left of it and by the bound word after it (``None`` where there is none)."""
    words = _bound_words(left, phrases)
    if after is not None:
        bound = phrases.after[after]
        maintained = bound is Bound.AT_LEAST and any(phrases.before[word] is Bound.MAINTAIN for word in words)
        return Bound.MAINTAIN if maintained else bound
    return phrases.before[words[-1]] if words else Bound.EQUAL


def _bound_words(left: str, phrases: TargetPhrases) -> list[str]:
    """The bound words before a number; one of a single character only right before it (近90%, but not 近岸海域…90%)."""
    found = re.finditer(phrases.before_pattern, left)
    return [match.group() for match in found if len(match.group()) > 1 or match.end() == len(left)]


def is_change(left: str, phrases: TargetPhrases, *, compared: bool) -> bool:
    """Whether the words left of a number make it a change (累计下降) and not a level (下降到).

    ``compared`` says that the phrase names the year it is measured against.
    """
    clause = re.split("[，；：]", left)[-1]
    changes = any(pattern.search(clause) for pattern in (phrases.down, phrases.up))
    if names_level(clause, phrases):
        return False
    reached = clause.endswith(_REACHED) and not _is_noun(clause, phrases)
    return (changes and not reached) or (compared and not reached)


def names_level(left: str, phrases: TargetPhrases) -> bool:
    """Whether the last bound word names the level that a change leads to (提高到, 降至)."""
    words = _bound_words(left, phrases)
    return bool(words) and words[-1] not in _REACHED and words[-1][-1] in "到至为" and _moves(words[-1], phrases)


def _moves(word: str, phrases: TargetPhrases) -> bool:
    return phrases.before[word] in (Bound.AT_LEAST, Bound.AT_MOST)


def _is_noun(clause: str, phrases: TargetPhrases) -> bool:
    """Whether the change is a rate or a total that may itself be reached: 下降率, 累计下降."""
    changes = [match for pattern in (phrases.down, phrases.up) for match in pattern.finditer(clause)]
    rates = any(phrases.rate_endings.match(clause, one.end()) or one.group().endswith(("幅", "速")) for one in changes)
    return rates or phrases.cumulative.search(clause) is not None


def is_annual(text: str, phrases: TargetPhrases) -> bool:
    """Whether a rate per year is meant: 年均下降, 每年新增, 年均不低于, but not 年均浓度."""
    bounded = re.compile(rf"(?:{phrases.before_pattern})*$")
    patterns = (bounded, phrases.up, phrases.down, phrases.cumulative)
    return any(pattern.match(text, match.end()) for match in phrases.annual.finditer(text) for pattern in patterns)


def is_each_year(left: str, phrases: TargetPhrases) -> bool:
    """Whether an amount is one per year: 每年培训, 年均新增."""
    return is_annual(left, phrases) or phrases.each_year.search(left) is not None
