"""Judges a list of grounds as a whole by date: laws merged into a code, and documents issued since the base year."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from datetime import date, timedelta

from align.judging.documents import render_where
from align.judging.instruments import (
    Remark,
    find_cited,
    find_date,
    find_draft_mark,
    is_past,
    render_day,
    render_verify,
)
from align.knowledge.instruments import Instrument, Instruments
from align.model import Basis, Meta, Plan
from align.parsing.periods import parse_period

_WORDS_ONLY = re.compile(r"[\W_]+")
# 关于深入打好污染防治攻坚战的意见: the subject by which a province's own opinion on it is recognised.
_SUBJECT = re.compile(r"(?:关于)?(?P<subject>.+?)的?(?:若干|实施|指导)*(?:意见|通知|决定)$")
_LEAST_SUBJECT = 8
_LEAST_RANK = 3


def judge_codified(lower: Plan, instruments: Instruments) -> Iterator[Remark]:
    """One remark on the cited laws whose end was not compared with an official text, for each law that replaces them."""
    groups: defaultdict[tuple[str, str], list[Basis]] = defaultdict(list)
    for basis in lower.basis:
        known = find_cited(basis, instruments)
        if known and not known.checked and known.replaced_by and known.ended and not find_draft_mark(basis):
            groups[known.replaced_by, known.ended].append(basis)
    for (successor, ended), cited in groups.items():
        past = is_past(ended, lower.meta)
        if past is False:
            continue
        titles = "、".join(f"《{basis.title}》" for basis in cited)
        reason = f"《{successor}》自{ended}起施行，编制依据所列{titles}据现有材料已被其整合废止（待核）"
        advice = "依据可能失效、需更新，请核"
        joined = f"，{advice}" if past else f"；{render_verify(lower.meta, advice)}"
        yield Remark("cited_codified", f"{reason}{joined}。", cited[0])


def judge_currency(upper: Plan, lower: Plan, instruments: Instruments) -> Iterator[Remark]:
    """One remark on what was issued for the plan's sector after its base year and is mentioned nowhere in the text.

    Only for a plan with a list of grounds and a known date; what came out shortly before it is left aside.
    """
    rules, base, issued = instruments.rules, find_base_year(lower), find_date(lower.meta)
    if base is None or issued is None or len(lower.basis) < rules.least_grounds:
        return
    mentioned = _find_mentioned(upper, lower, instruments)
    lacking = [known for known in _due(base, lower, instruments) if known.title not in mentioned]
    listed = _choose(lacking, rules.most_listed)
    if not listed:
        return
    urgent = sum(known.rank != _LEAST_RANK for known in lacking)
    more = f"等{urgent}件" if urgent > len(listed) else ""
    late = "，编制滞后" if int(issued[:4]) - base >= rules.late_years else ""
    dated = "印发于" if lower.meta.kind.is_full_text else "所附材料日期为"
    yield Remark(
        "not_taken_in",
        f"规划基准年为{base}年，{dated}{render_day(issued)}{late}；其间印发施行的{'、'.join(map(_render, listed))}{more}，"
        f"{render_where(lower)}未见引用，请核对是否适用并已纳入。",
    )


def find_base_year(plan: Plan) -> int | None:
    """The year a plan's data stand for: that of most of its indicators, else the one before its period."""
    years = Counter(indicator.base_year for indicator in plan.indicators if indicator.base_year)
    if years:
        return max(years, key=lambda year: (years[year], year))
    return plan.meta.period[0] - 1 if plan.meta.period else None


def _choose(lacking: list[Instrument], most: int) -> list[Instrument]:
    """The most important few; the least important only where there are not enough others."""
    ordered = sorted(lacking, key=lambda known: (known.rank or _LEAST_RANK, known.issued or "", known.title))
    return ordered[:most]


def _deadline(issued: str, lead_days: int) -> str:
    """The last day a document could be taken in; to the month or year where the plan's date is known no better."""
    if len(issued) < len("2022-06-05"):
        return issued
    return (date.fromisoformat(issued) - timedelta(days=lead_days)).isoformat()


def _due(base: int, lower: Plan, instruments: Instruments) -> Iterator[Instrument]:
    """The instruments a plan should know: of its sector and level, newer than its base year, in force, in time."""
    meta, rules = lower.meta, instruments.rules
    sectors = rules.sectors_of(f"{meta.sector or ''}{meta.title}")
    deadline = _deadline(find_date(meta) or "", rules.lead_days)
    for known in instruments.all:
        if known.rank is None or known.issued is None or known.sector not in sectors:
            continue
        size = min(len(known.issued), len(deadline))
        in_time = int(known.issued[:4]) > base and known.issued[:size] < deadline[:size]
        if in_time and meta.level is not None and known.concerns(meta.level) and not _is_over(known, meta):
            yield known


def _is_over(known: Instrument, meta: Meta) -> bool:
    """Whether an instrument had ended, or its period had run out before the plan's begins."""
    if known.ended is not None and is_past(known.ended, meta) is not False:
        return True
    own = parse_period(known.title)
    return own is not None and meta.period is not None and own[1] < meta.period[0]


def _find_mentioned(upper: Plan, lower: Plan, instruments: Instruments) -> frozenset[str]:
    """The titles of the instruments the text names, and of those on whose very subject it cites a document of a place.

    The upper plan itself is judged elsewhere.
    """
    text = _WORDS_ONLY.sub("", lower.source.text)
    cited = [_WORDS_ONLY.sub("", basis.title) for basis in lower.basis]
    known = [find_cited(basis, instruments) for basis in lower.basis]
    found = {one.title for one in (*known, instruments.find(upper.meta.title)) if one is not None}
    for one in instruments.all:
        names = [instruments.fold(name) for name in (one.title, *one.aliases)]
        match = _SUBJECT.fullmatch(names[0])
        subject = match["subject"] if match else names[0]
        as_subject = len(subject) >= _LEAST_SUBJECT and any(subject in title for title in cited)
        if as_subject or any(name in text for name in names):
            found.add(one.title)
    return frozenset(found)


def _render(known: Instrument) -> str:
    number = known.number if known.kind.is_document else None
    day = f"{render_day(known.issued or '')}{'' if known.kind.is_document else '施行'}"
    return f"《{known.title}》（{'，'.join(part for part in (number, day) if part)}）"
