"""Finds a plan's indicators: the rows of its indicator tables, then targets that only its text states."""

from __future__ import annotations

from dataclasses import replace

from rapidfuzz import fuzz

from align.ids import IdMaker
from align.knowledge.indicators import Catalogue, Relation
from align.knowledge.units import Units
from align.model import Indicator
from align.parsing.clean import clean_text
from align.parsing.indicator_natures import add_stated_natures
from align.parsing.indicator_notes import add_footnotes
from align.parsing.indicator_prose import find_prose_indicators
from align.parsing.indicator_tables import find_table_indicators
from align.parsing.outline import Outline
from align.source import Source

_PREFIX = "indicator"
# A shorter name says too little to be taken for part of a longer one.
_TELLING_LENGTH = 4


def find_indicators(
    source: Source, outline: Outline, catalogue: Catalogue, units: Units, period: tuple[int, int] | None
) -> tuple[Indicator, ...]:
    """The indicators of a plan, those of tables first, each once.

    A row or sentence that repeats an indicator already found (same concept or nearly the same name) is left out; the
    table's own wording is kept.

    Args:
        source: the document as read.
        outline: its divisions and paragraphs.
        catalogue: the catalogue of indicators.
        units: the unit table.
        period: first and last year of the plan, where known.
    """
    ids = IdMaker()
    kept: list[Indicator] = []
    for found in find_table_indicators(source, outline, catalogue, units, period):
        if not any(_is_same_row(found, other, catalogue) for other in kept):
            kept.append(found)
    for found in find_prose_indicators(source, outline, catalogue, units, period):
        if not any(_is_repeated(found, other, catalogue) for other in kept):
            kept.append(found)
    stated = (add_footnotes(found, source) for found in add_stated_natures(tuple(kept), outline, catalogue))
    return tuple(replace(found, id=ids.make(_PREFIX, _fingerprint(found))) for found in stated)


def _fingerprint(indicator: Indicator) -> str:
    nature = indicator.nature.value if indicator.nature else ""
    parts = (indicator.name, indicator.unit or "", indicator.baseline or "", indicator.target or "", nature)
    return clean_text("｜".join(parts))


def _is_same_row(indicator: Indicator, other: Indicator, catalogue: Catalogue) -> bool:
    """Whether a row stands in a second table once more, with the same name and target."""
    same_name = catalogue.names.key(indicator.name) == catalogue.names.key(other.name)
    return same_name and indicator.table != other.table and indicator.parsed.value == other.parsed.value


def _is_repeated(indicator: Indicator, other: Indicator, catalogue: Catalogue) -> bool:
    """Whether a sentence repeats an indicator: by concept (scopes not at odds), else by name."""
    names = catalogue.names
    if indicator.concept is not None and indicator.concept == other.concept:
        same_value = indicator.parsed.value == other.parsed.value
        told_apart = indicator.scope is not None and other.scope is not None and indicator.scope != other.scope
        return same_value or not (told_apart or names.scopes_conflict(indicator.name, other.name))
    if indicator.concept is not None and other.concept is not None:
        # a deferred target may be told of the level or of its change (碳排放强度以下达数为准)
        is_change = catalogue.find_relation(indicator.concept, other.concept) is Relation.CHANGE
        return is_change and indicator.parsed.value is None
    ours, theirs = names.core(indicator.name), names.core(other.name)
    if names.are_contrary(indicator.name, other.name):
        return False
    similar = fuzz.ratio(ours, theirs) >= catalogue.rules.concept_similarity
    if _is_same_value(indicator, other) and (_is_shortened(ours, theirs) or _is_shortened(theirs, ours)):
        return True
    return similar or (len(ours) >= _TELLING_LENGTH and ours in theirs)


def _is_same_value(indicator: Indicator, other: Indicator) -> bool:
    """Whether both give one number in one unit (a unit that is not given fits any)."""
    ours, theirs = indicator.parsed, other.parsed
    units = {unit for unit in (ours.unit, theirs.unit) if unit}
    return ours.value is not None and ours.value == theirs.value and len(units) <= 1


def _is_shortened(short: str, long: str) -> bool:
    """Whether one name is the other with words left out (核心产业增加值占比, 数字经济核心产业增加值占GDP比重)."""
    characters = iter(long)
    return len(short) >= _TELLING_LENGTH and all(character in characters for character in short)
