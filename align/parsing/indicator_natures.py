"""Natures that only a sentence tells: …率由预期性提升为约束性指标, …率暂按预期性指标管理."""

from __future__ import annotations

import re
from collections import Counter as Tally
from dataclasses import dataclass, field, replace

from align.knowledge.indicator_text import ProseWords, load_prose_words
from align.knowledge.indicators import Catalogue
from align.model import Indicator, Nature, Origin
from align.parsing.indicator_notes import parse_numbers
from align.parsing.outline import Outline


@dataclass(slots=True)
class _Stated:
    """Natures told by name (as compared), by number in the table, and of all others (其余为预期性)."""

    by_name: dict[str, Nature] = field(default_factory=dict)
    by_number: dict[int, Nature] = field(default_factory=dict)
    others: Nature | None = None


def add_stated_natures(
    indicators: tuple[Indicator, ...], outline: Outline, catalogue: Catalogue
) -> tuple[Indicator, ...]:
    """The indicators, those without a nature with the one that a sentence of the document gives them.

    A sentence may name them, give their numbers in the table (第13、14项为约束性指标), or speak of all others.
    """
    if all(indicator.nature is not None for indicator in indicators):
        return indicators
    stated = _find_stated(outline, catalogue)
    places: Tally[int | None] = Tally()
    told: list[Indicator] = []
    for indicator in indicators:
        places[indicator.table] += 1
        nature = indicator.nature or _nature_of(indicator, stated.by_name, catalogue)
        if nature is None and indicator.origin is Origin.TABLE:
            nature = stated.by_number.get(places[indicator.table], stated.others)
        told.append(replace(indicator, nature=nature))
    return tuple(told)


def _find_stated(outline: Outline, catalogue: Catalogue) -> _Stated:
    words = load_prose_words()
    stated = _Stated()
    for paragraph in outline.paragraphs:
        if paragraph.line.table is None:
            _read_named(paragraph.text, stated, words, catalogue)
            for match in words.numbered_natures.finditer(paragraph.text):
                numbers = dict.fromkeys(parse_numbers(match["numbers"]), Nature(match["nature"]))
                stated.by_number = {**numbers, **stated.by_number}
                _read_others(paragraph.text, match.end(), stated, words)
    return stated


def _read_named(text: str, stated: _Stated, words: ProseWords, catalogue: Catalogue) -> None:
    for pattern in words.natures:
        for match in pattern.finditer(text):
            for name in words.separators.split(match["names"]):
                stated.by_name.setdefault(catalogue.names.key(name), Nature(match["nature"]))
            _read_others(text, match.end(), stated, words)


def _read_others(text: str, start: int, stated: _Stated, words: ProseWords) -> None:
    rest = words.other_natures.search(text, start)
    if rest is not None and "。" not in text[start : rest.start()]:
        stated.others = Nature(rest["nature"])


def _nature_of(indicator: Indicator, stated: dict[str, Nature], catalogue: Catalogue) -> Nature | None:
    key = re.escape(catalogue.names.key(indicator.name))
    return next((nature for name, nature in stated.items() if re.search(f"{key}$", name)), None)
