"""A draft as it was reviewed: its findings with fingerprints of the texts they rest on."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

from align.reporting.entries import Entry, Part
from align.reporting.findings import build_entries
from align.reporting.quotes import REJECTED, Quote
from align.reporting.report import Report

# （征求意见稿）, （送审稿）, （草案）: drafts of one plan are one series.
_DRAFT_MARK = re.compile(
    r"[(【〔\[][^()【】〔〕\[\]]*(?:稿|草案)[^()【】〔〕\[\]]*[)】〕\]]|(?:征求意见|送审|报批|讨论|审议)稿$|草案$"
)
# The number of a row in its table says nothing of the indicator.
_ROW_NUMBER = re.compile(r"^\d+\s*[｜|]\s*")
_NO_CHAPTER, _OWN = "（未列章节）", "本级："


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """A finding as it stood in a draft.

    Attributes:
        key, number, part, title: as in the report.
        chapter: the chapter of the upper plan it comes from, or of the lower plan where it speaks of that alone.
        verdict, severity, is_gap: what the program held.
        upper, lower: the texts of either plan it rests on; no passage that came near and was not taken.
    """

    key: str
    number: str
    part: Part
    title: str
    chapter: str
    verdict: str
    severity: str
    is_gap: bool
    upper: tuple[str, ...]
    lower: tuple[str, ...]

    @property
    def upper_print(self) -> str:
        """The fingerprint of the texts above."""
        return fingerprint(self.upper)

    @property
    def lower_print(self) -> str:
        """The fingerprint of the texts below."""
        return fingerprint(self.lower)


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """The findings on one pair of plans as they were put before reviewers.

    Attributes:
        id: the digest of what was found (``Report.digests``).
        series: the same for all drafts of one plan beside one upper plan.
        lower_text: the lower plan, plain, in which sentences picked by hand are looked for again.
        previous: the id of the draft before; ``None`` for the first.
    """

    id: str
    series: str
    upper_title: str
    lower_title: str
    lower_sha256: str
    lower_text: str
    subjects: tuple[Subject, ...]
    previous: str | None = None

    def by_key(self) -> dict[str, Subject]:
        """The findings by their keys."""
        return {subject.key: subject for subject in self.subjects}


def build_draft(report: Report, pair: int = 0) -> Draft:
    """One pair of a report as a draft to be reviewed; the same whether the report is on one pair or on several.

    What is said of the lower plan alone is a part of it beside every upper plan, and findings are numbered as in a report
    on this pair alone.
    """
    judgements = report.pairs[pair]
    return Draft(
        id=report.digests[pair],
        series=f"{_identify(judgements.upper.meta.title)} ＞ {_identify(judgements.lower.meta.title)}",
        upper_title=judgements.upper.meta.title,
        lower_title=judgements.lower.meta.title,
        lower_sha256=judgements.lower.source.sha256,
        lower_text=make_plain(judgements.lower.source.text),
        subjects=tuple(_build_subject(entry) for entry in build_entries(judgements, 0, numbered=False)),
    )


def fingerprint(texts: Iterable[str]) -> str:
    """Sixteen hexadecimal digits that stand for texts, however their lines, spaces and widths are set."""
    return hashlib.sha256("\n".join(sorted(map(make_plain, texts))).encode()).hexdigest()[:16]


def make_plain(text: str) -> str:
    """A text without what the way it is set adds: line breaks, spaces, widths of characters."""
    return "".join(unicodedata.normalize("NFKC", text).split())


def find_chapter(entry: Entry) -> str:
    """The chapter of the upper plan a finding comes from, or of the lower plan (本级：…) where it speaks of that alone."""
    quotes = entry.upper or entry.lower
    division = quotes[0].division if quotes else ()
    if not division:
        return _NO_CHAPTER
    return division[0] if entry.upper else f"{_OWN}{division[0]}"


def _build_subject(entry: Entry) -> Subject:
    return Subject(
        key=entry.key,
        number=entry.number,
        part=entry.part,
        title=entry.title,
        chapter=find_chapter(entry),
        verdict=entry.verdict.value,
        severity=entry.severity.value,
        is_gap=entry.is_gap,
        upper=_texts(entry.part, entry.upper),
        lower=_texts(entry.part, entry.lower),
    )


def _texts(part: Part, quotes: Iterable[Quote]) -> tuple[str, ...]:
    taken = (quote.text for quote in quotes if quote.note != REJECTED)
    return tuple(_ROW_NUMBER.sub("", text) if part is Part.INDICATOR else text for text in taken)


def _identify(title: str) -> str:
    """A plan by its title, whatever its draft."""
    return _DRAFT_MARK.sub("", make_plain(title))
