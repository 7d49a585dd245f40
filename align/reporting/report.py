"""Gathers one or several alignments of a lower plan into one report: its entries, its gaps, its counts."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from align.model import Meta
from align.reporting.entries import Entry, Part
from align.reporting.findings import build_entries
from align.reporting.quotes import Quote
from align.results import Judgements, Severity

# What is said of the lower plan alone is the same beside every upper plan, and is listed once.
_OWN_PARTS = (Part.BASIS, Part.CLAIM, Part.STRUCTURE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """The alignments reported (one per upper plan) and every entry, pair by pair and part by part."""

    pairs: tuple[Judgements, ...]
    entries: tuple[Entry, ...]

    @property
    def gaps(self) -> tuple[Entry, ...]:
        """What is to be mended or checked: gravest first, then in the order of the upper plan, then of the lower."""
        return tuple(sorted((entry for entry in self.entries if entry.is_gap), key=_gap_order))

    def of(self, *parts: Part) -> tuple[Entry, ...]:
        """The entries of some parts."""
        return tuple(entry for entry in self.entries if entry.part in parts)

    def upper_title(self, pair: int) -> str:
        """The title of a pair's upper plan."""
        return self.pairs[pair].upper.meta.title


def build_report(judgements: Judgements | Sequence[Judgements]) -> Report:
    """The report on one pair, or on several pairs that share the lower plan.

    Raises:
        ValueError: an empty sequence.
    """
    pairs = (judgements,) if isinstance(judgements, Judgements) else tuple(judgements)
    if not pairs:
        raise ValueError("no alignment to report")
    numbered = len(pairs) > 1
    entries: list[Entry] = []
    for index, pair in enumerate(pairs):
        known = {_content(entry) for entry in entries if entry.part in _OWN_PARTS}
        entries.extend(e for e in build_entries(pair, index, numbered=numbered) if _content(e) not in known)
    return Report(pairs=pairs, entries=tuple(entries))


def count_grades(entries: Iterable[Entry]) -> dict[str, int]:
    """How many entries of each grade, by Chinese label, gravest first; 不适用 last and counted apart."""
    found = Counter(entry.grade for entry in entries)
    return {grade: found[grade] for grade in (*(severity.label for severity in Severity), "不适用")}


def render_citation(meta: Meta) -> str:
    """A plan as an opinion cites it: 《title》（number，date）."""
    title = meta.title if meta.title.startswith("《") else f"《{meta.title}》"
    details = "，".join(part for part in (meta.number, meta.issued) if part)
    return f"{title}（{details}）" if details else title


def render_conclusion(report: Report) -> str:
    """The opening sentence of the opinion: what was compared, and the findings counted (domain rules §F)."""
    uppers = "、".join(render_citation(pair.upper.meta) for pair in report.pairs)
    lower = render_citation(report.pairs[0].lower.meta)
    matters = "就重点任务、目标指标、重大工程、编制依据等进行衔接审查"
    return f"经对照{uppers}，对{lower}{matters}，{render_counts(report)}"


def render_counts(report: Report) -> str:
    """How many matters were checked, and how many findings of each grade there are."""
    counts = "、".join(f"{grade} {count} 项" for grade, count in count_grades(report.entries).items())
    return f"共核对 {len(report.entries)} 项：{counts}。"


def _content(entry: Entry) -> tuple[str, ...]:
    return (entry.part.value, entry.id, entry.reason, *(quote.text for quote in entry.upper))


def _gap_order(entry: Entry) -> tuple[int, int, float, float, str]:
    return (entry.severity.rank, entry.pair, _start(entry.upper), _start(entry.lower), entry.number)


def _start(quotes: Sequence[Quote]) -> float:
    return min((quote.span.start for quote in quotes if quote.span is not None), default=math.inf)
