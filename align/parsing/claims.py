"""Finds what a document says about its own numbers, and counts whether it is so."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal

from align.ids import IdMaker
from align.knowledge.claim_patterns import ClaimPatterns, load_claim_patterns
from align.knowledge.project_words import load_project_words
from align.model import Claim, ClaimKind, Indicator, Project, Role
from align.parsing.counting import Counter, build_counter, count_entries, parse_count
from align.parsing.outline import Outline, Paragraph
from align.source import Source

_SENTENCE = re.compile(r"[^。；！？]+[。；！？]?")
_CLAUSE_START = re.compile(r"[，。；：、！？]")
_LEAST = Decimal(2)
# The parts of the total of indicators.
_WITH_SUM = (ClaimKind.BINDING, ClaimKind.ANTICIPATORY)
_SAFEGUARD = "保障"
# Numbers of projects in a task or a safeguard are what is to be done there, not what the plan lists.
_LISTING_ROLES = (Role.PROJECTS, Role.CONTEXT, Role.OBJECTIVES, Role.BASIS)


@dataclass(frozen=True, slots=True)
class _Hit:
    """A statement in a paragraph: ``start`` of its clause, ``at`` where the pattern begins, ``end``."""

    kind: ClaimKind
    start: int
    at: int
    end: int
    declared: Decimal
    paragraph: Paragraph
    entries: int | None = None


def find_claims(
    source: Source,
    outline: Outline,
    *,
    indicators: tuple[Indicator, ...],
    projects: tuple[Project, ...],
) -> tuple[Claim, ...]:
    """The countable statements of a document about itself, in document order.

    Args:
        source: the document.
        outline: its divisions and paragraphs.
        indicators: the indicators found in it; those of tables are counted.
        projects: the projects found in it; they are counted and their investments summed.

    Returns:
        Claims with the number declared, and the number counted where the document lists what it speaks of. Money in
        亿元. Statements about former plans, about work done and inside quoted slogans are left out.
    """
    patterns = load_claim_patterns()
    hits = [hit for paragraph in outline.paragraphs for hit in _find_hits(paragraph, projects, patterns)]
    counter = build_counter(outline, indicators=indicators, projects=projects)
    ids = IdMaker()
    claims = tuple(_build(hit, source, counter, ids) for hit in hits)
    return _with_details(claims, hits, patterns)


# ---------------------------------------------------------------- finding


def _find_hits(paragraph: Paragraph, projects: tuple[Project, ...], patterns: ClaimPatterns) -> list[_Hit]:
    if paragraph.line.table is not None:
        return []
    hits: list[_Hit] = []
    for sentence in _SENTENCE.finditer(paragraph.text):
        found = list(_sentence_hits(sentence, paragraph, patterns))
        counted = any(hit.kind is ClaimKind.PROJECTS for hit in found)
        priced = any(hit.kind is ClaimKind.INVESTMENT for hit in found)
        hits.extend(hit for hit in found if _is_own(hit, projects, counted=counted, priced=priced))
    return hits


def _sentence_hits(sentence: re.Match[str], paragraph: Paragraph, patterns: ClaimPatterns) -> Iterator[_Hit]:
    taken: list[tuple[int, int]] = []
    hits: list[_Hit] = []
    for pattern in patterns.patterns:
        for match in pattern.regex.finditer(paragraph.text, sentence.start(), sentence.end()):
            declared = _declared(match, pattern.kind)
            overlaps = any(start < match.end("n") and match.start("n") < end for start, end in taken)
            if declared is None or overlaps or _is_foreign(match, sentence, patterns):
                continue
            taken.append(match.span("n"))
            hits.append(_hit(pattern.kind, match, declared, paragraph, sentence.start()))
    numbers = {end for _, end in taken}
    hits.extend(hit for hit, end in _enumerations(sentence, paragraph, patterns) if end not in numbers)
    yield from _apart(sorted(hits, key=lambda hit: (hit.at, hit.end)))


def _apart(hits: list[_Hit]) -> Iterator[_Hit]:
    """Lets each statement begin where the one before it in the same clause ends."""
    end = 0
    for hit in hits:
        yield replace(hit, start=min(max(hit.start, end), hit.at))
        end = hit.end


def _declared(match: re.Match[str], kind: ClaimKind) -> Decimal | None:
    """The number stated; 一项重大任务 is a way of speaking, while one binding indicator is a number."""
    unit = match.groupdict().get("unit")
    if unit is not None:
        return load_project_words().money_in_yi(match["n"], unit)
    value = parse_count(match["n"])
    return value if value is not None and (value >= _LEAST or (kind in _WITH_SUM and value >= 1)) else None


def _is_foreign(match: re.Match[str], sentence: re.Match[str], patterns: ClaimPatterns) -> bool:
    """Whether the statement is about something else: its clause tells of a former plan, or it stands in quotes."""
    text = match.string
    before = text[sentence.start() : match.start()]
    inside_quotes = before.count("“") > before.count("”")
    clause_end = _CLAUSE_START.search(text, match.end())
    clause = text[
        _clause_start(text, match.start(), sentence.start()) : clause_end.start() if clause_end else len(text)
    ]
    return inside_quotes or patterns.foreign.search(clause) is not None


def _clause_start(text: str, position: int, floor: int) -> int:
    starts = [mark.end() for mark in _CLAUSE_START.finditer(text, floor, position)]
    return starts[-1] if starts else floor


def _hit(kind: ClaimKind, match: re.Match[str], declared: Decimal, paragraph: Paragraph, floor: int) -> _Hit:
    start = _clause_start(match.string, match.start(), floor)
    return _Hit(kind, start, match.start(), match.end(), declared, paragraph)


def _enumerations(sentence: re.Match[str], paragraph: Paragraph, patterns: ClaimPatterns) -> Iterator[tuple[_Hit, int]]:
    """Lists that give the number of their entries (水、气、土等三大领域), each with where its number ends.

    Without 等 before it, a number that differs may count something else (各县、各部门7个方面), so it is left out.
    """
    for match in patterns.enumeration.finditer(paragraph.text, sentence.start(), sentence.end()):
        declared = parse_count(match["n"])
        if declared is None or declared < _LEAST or _is_foreign(match, sentence, patterns):
            continue
        entries = count_entries(match["list"], int(declared), leads=patterns.leads, joints=patterns.joints)
        if entries == declared or match["etc"]:
            at, end = match.span("n")
            yield _Hit(ClaimKind.MEASURES, match.start(), at, match.end(), declared, paragraph, entries), end


def _is_own(hit: _Hit, projects: tuple[Project, ...], *, counted: bool, priced: bool) -> bool:
    """Whether the number is one the document owes a list for."""
    paragraph = hit.paragraph
    if hit.kind is ClaimKind.PROJECTS:
        return priced or paragraph.role in _LISTING_ROLES
    if hit.kind is ClaimKind.INVESTMENT:
        span = paragraph.span(hit.at, hit.end)
        single = any(project.count == 1 and project.span.contains(span) for project in projects)
        return counted or (paragraph.role is Role.PROJECTS and not paragraph.marker and not single)
    if hit.kind is ClaimKind.MEASURES and hit.entries is None:
        return _SAFEGUARD in paragraph.text[hit.start : hit.end]
    return True


# ---------------------------------------------------------------- counting


def _build(hit: _Hit, source: Source, counter: Counter, ids: IdMaker) -> Claim:
    paragraph = hit.paragraph
    span = paragraph.span(hit.start, hit.end)
    actual = (
        Decimal(hit.entries)
        if hit.entries is not None
        else counter.count(hit.kind, paragraph.division_id, hit.declared)
    )
    return Claim(
        id=ids.make("K", f"{hit.kind}{paragraph.text[hit.start : hit.end]}"),
        kind=hit.kind,
        declared=hit.declared,
        actual=actual,
        text=span.slice(source.text),
        span=span,
        division_id=paragraph.division_id,
        page=paragraph.line.page,
    )


def _with_details(claims: tuple[Claim, ...], hits: list[_Hit], patterns: ClaimPatterns) -> tuple[Claim, ...]:
    """Adds what else can be checked: the parts of an indicator total, and of a number of projects."""
    return tuple(
        replace(claim, actual=_actual(claim, hit, patterns), detail=_detail(claim, hit, claims, patterns))
        for claim, hit in zip(claims, hits, strict=True)
    )


def _actual(claim: Claim, hit: _Hit, patterns: ClaimPatterns) -> Decimal | None:
    """What was counted or, of what a text does not list, the sum of its groups: of indicators those named before their
    total (环境治理13项、生态保护4项、风险防控3项，共20项指标), of projects those named after it."""
    if claim.actual is not None or claim.kind not in (ClaimKind.INDICATORS, ClaimKind.PROJECTS):
        return claim.actual
    if claim.kind is ClaimKind.PROJECTS:
        return _sum_after(hit, patterns)
    before = re.split("[。；]", hit.paragraph.text[: hit.at])[-1]
    parts = [parse_count(match["n"]) for match in patterns.split.finditer(before)]
    known = [part for part in parts if part is not None]
    return sum(known, Decimal(0)) if len(known) >= patterns.least_parts else None


def _detail(claim: Claim, hit: _Hit, claims: tuple[Claim, ...], patterns: ClaimPatterns) -> str:
    if claim.kind is ClaimKind.INDICATORS:
        return _indicator_parts(claim, claims)
    if claim.kind is ClaimKind.PROJECTS:
        return _project_parts(claim, hit, patterns)
    return ""


def _indicator_parts(claim: Claim, claims: tuple[Claim, ...]) -> str:
    """约束性＋预期性 against the total, taken from the statements nearest after it."""
    parts: list[Decimal] = []
    for kind in _WITH_SUM:
        after = [other for other in claims if other.kind is kind and other.span.start >= claim.span.start]
        if not after:
            return ""
        parts.append(after[0].declared)
    return _sum_sentence(parts, claim.declared)


def _project_parts(claim: Claim, hit: _Hit, patterns: ClaimPatterns) -> str:
    parts = _parts_after(hit, patterns)
    return _sum_sentence(parts, claim.declared) if len(parts) >= patterns.least_parts else ""


def _sum_after(hit: _Hit, patterns: ClaimPatterns) -> Decimal | None:
    parts = _parts_after(hit, patterns)
    return sum(parts, Decimal(0)) if len(parts) >= patterns.least_parts else None


def _parts_after(hit: _Hit, patterns: ClaimPatterns) -> list[Decimal]:
    values = [parse_count(match["n"]) for match in patterns.split.finditer(hit.paragraph.text[hit.end :])]
    return [value for value in values if value is not None]


def _sum_sentence(parts: list[Decimal], declared: Decimal) -> str:
    total = sum(parts, Decimal(0))
    verdict = "与总数相符" if total == declared else f"与总数{declared}不符"
    return f"{'+'.join(map(str, parts))}={total}，{verdict}"
