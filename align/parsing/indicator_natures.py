"""Natures that only a sentence tells: …率由预期性提升为约束性指标, …率暂按预期性指标管理."""

from __future__ import annotations

import re
from dataclasses import replace

from align.knowledge.indicator_text import load_prose_words
from align.knowledge.indicators import Catalogue
from align.model import Indicator, Nature, Origin
from align.parsing.outline import Outline


def add_stated_natures(
    indicators: tuple[Indicator, ...], outline: Outline, catalogue: Catalogue
) -> tuple[Indicator, ...]:
    """The indicators, those without a nature with the one that a sentence of the document gives them by name."""
    if all(indicator.nature is not None for indicator in indicators):
        return indicators
    stated, others = _find_stated(outline, catalogue)
    return tuple(
        replace(indicator, nature=_nature_of(indicator, stated, catalogue) or _rest(indicator, others))
        if indicator.nature is None
        else indicator
        for indicator in indicators
    )


def _find_stated(outline: Outline, catalogue: Catalogue) -> tuple[dict[str, Nature], Nature | None]:
    """Nature by name (as compared), and that of all others where a sentence that names some tells it (其余为预期性)."""
    words = load_prose_words()
    stated: dict[str, Nature] = {}
    others: Nature | None = None
    for paragraph in outline.paragraphs:
        if paragraph.line.table is not None:
            continue
        for pattern in words.natures:
            for match in pattern.finditer(paragraph.text):
                for name in words.separators.split(match["names"]):
                    stated.setdefault(catalogue.names.key(name), Nature(match["nature"]))
                rest = words.other_natures.search(paragraph.text, match.end())
                if rest is not None and "。" not in paragraph.text[match.end() : rest.start()]:
                    others = Nature(rest["nature"])
    return stated, others


def _rest(indicator: Indicator, others: Nature | None) -> Nature | None:
    """The nature of the others, for rows of a table only: the sentence speaks of the plan's list."""
    return others if indicator.origin is Origin.TABLE else None


def _nature_of(indicator: Indicator, stated: dict[str, Nature], catalogue: Catalogue) -> Nature | None:
    key = re.escape(catalogue.names.key(indicator.name))
    return next((nature for name, nature in stated.items() if re.search(f"{key}$", name)), None)
