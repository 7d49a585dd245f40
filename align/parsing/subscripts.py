"""Puts subscripts back that a converter let fall to the next line: “（PM ）”, then a line “2.5”.

Left where they fell they would run into the text: 下降至32 and 2.5 became 322.5.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from align.knowledge.characters import load_stems
from align.parsing.clean import Line


def restore_subscripts(lines: Sequence[Line]) -> tuple[Line, ...]:
    """The lines with every line of subscripts taken up by the formulas of the line before, where all of them find a place."""
    restored: list[Line] = []
    for line in lines:
        whole = _take_up(restored[-1], line) if restored and _may_be_subscripts(restored[-1], line) else None
        if whole is None:
            restored.append(line)
        else:
            restored[-1] = whole
    return tuple(restored)


def _may_be_subscripts(before: Line, line: Line) -> bool:
    return before.table is None and line.table is None and _subscripts().fullmatch(line.text) is not None


def _take_up(before: Line, line: Line) -> Line | None:
    """The line with the subscripts behind its formulas, in their order; ``None`` where one is left over or lacking.

    A single number may be that of the page: it belongs to a formula only where the converter left a space behind that.
    """
    waiting = line.text.split()
    alone = len(waiting) == 1
    places: list[tuple[int, str]] = []
    for match in _formulas().finditer(before.text):
        stem = load_stems()[match.group()]
        if waiting and waiting[0] in stem.subscripts and not (alone and not before.has_space(match.end())):
            places.append((match.end(), waiting.pop(0)))
        elif not stem.optional:
            return None
    if waiting:
        return None
    whole = before
    for place, subscript in reversed(places):
        whole = whole.insert(place, subscript)
    return whole


@lru_cache(maxsize=1)
def _formulas() -> re.Pattern[str]:
    stems = "|".join(sorted(load_stems(), key=len, reverse=True))
    return re.compile(rf"(?<![A-Za-z0-9])(?:{stems})(?![A-Za-z0-9.])")


@lru_cache(maxsize=1)
def _subscripts() -> re.Pattern[str]:
    known = {re.escape(one) for stem in load_stems().values() for one in stem.subscripts}
    one = "|".join(sorted(known, key=len, reverse=True))
    return re.compile(rf"(?:{one})(?: (?:{one}))*")
