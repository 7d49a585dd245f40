"""Gathers one or several alignments of a lower plan into one report: its entries, its gaps, its counts."""

from __future__ import annotations

import hashlib
import json
import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from align.model import Meta
from align.reporting.entries import Entry, Part
from align.reporting.findings import build_entries
from align.reporting.quotes import Quote
from align.reporting.reviews import Review
from align.reporting.settling import settle_entry
from align.results import Judgements, Severity

# What is said of the lower plan alone is the same beside every upper plan, and is listed once.
_OWN_PARTS = (Part.BASIS, Part.CLAIM, Part.STRUCTURE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """The alignments reported (one per upper plan) and every entry, pair by pair and part by part.

    ``digests``: twelve hexadecimal digits per pair that stand for its files and what was found of them: findings, verdicts
    and the texts they quote.
    """

    pairs: tuple[Judgements, ...]
    entries: tuple[Entry, ...]
    digests: tuple[str, ...]

    @property
    def gaps(self) -> tuple[Entry, ...]:
        """What is to be mended or checked: gravest first, then in the order of the upper plan, then of the lower."""
        return tuple(sorted((entry for entry in self.entries if entry.is_gap), key=_gap_order))

    def with_reviews(self, reviews: Mapping[tuple[int, str], Review]) -> Report:
        """The same report with what experts said, by pair and by the key of the finding."""
        return replace(self, entries=tuple(replace(e, review=reviews.get((e.pair, e.key))) for e in self.entries))

    def settled(self) -> Report:
        """The report as the reviewers left it: their verdicts in place of the program's."""
        return replace(self, entries=tuple(map(settle_entry, self.entries)))

    def of(self, *parts: Part) -> tuple[Entry, ...]:
        """The entries of some parts."""
        return tuple(entry for entry in self.entries if entry.part in parts)

    def upper_title(self, pair: int) -> str:
        """The title of a pair's upper plan."""
        return self.pairs[pair].upper.meta.title


Reported = Judgements | Sequence[Judgements] | Report
"""What a report is drawn from: one pair, several that share the lower plan, or a report already built."""


def build_report(judgements: Reported) -> Report:
    """The report on one pair, or on several pairs that share the lower plan; a report stays as it is.

    Raises:
        ValueError: an empty sequence.
    """
    if isinstance(judgements, Report):
        return judgements
    pairs = (judgements,) if isinstance(judgements, Judgements) else tuple(judgements)
    if not pairs:
        raise ValueError("no alignment to report")
    numbered = len(pairs) > 1
    entries: list[Entry] = []
    digests: list[str] = []
    for index, pair in enumerate(pairs):
        own = build_entries(pair, index, numbered=numbered)
        digests.append(_digest(pair, own))
        known = {_content(entry) for entry in entries if entry.part in _OWN_PARTS}
        entries.extend(entry for entry in own if _content(entry) not in known)
    return Report(pairs=pairs, entries=tuple(entries), digests=tuple(digests))


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


def _digest(pair: Judgements, entries: Iterable[Entry]) -> str:
    told: list[tuple[str, ...]] = [(pair.upper.source.sha256, pair.lower.source.sha256)]
    told += [
        (entry.key, entry.verdict.value, *(quote.text for quote in (*entry.upper, *entry.lower))) for entry in entries
    ]
    return hashlib.sha256(json.dumps(told, ensure_ascii=False).encode()).hexdigest()[:12]


def _content(entry: Entry) -> tuple[str, ...]:
    return (entry.part.value, entry.id, entry.reason, *(quote.text for quote in entry.upper))


def _gap_order(entry: Entry) -> tuple[int, int, float, float, str]:
    return (entry.severity.rank, entry.pair, _start(entry.upper), _start(entry.lower), entry.number)


def _start(quotes: Sequence[Quote]) -> float:
    return min((quote.span.start for quote in quotes if quote.span is not None), default=math.inf)
