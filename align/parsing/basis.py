"""Finds the laws, plans and documents that a plan cites as its grounds."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from align.ids import IdMaker
from align.knowledge.basis_words import BasisWords, load_basis_words
from align.model import Basis, Meta, Role
from align.parsing.outline import Outline, Paragraph
from align.source import Source
from align.spans import Span

_SENTENCE = re.compile(r"[^。]+。?")
_TITLE = re.compile(r"《(?P<title>(?:[^《》]|《[^《》]*》)+)》")
_BESIDE = re.compile(r"（(?P<beside>[^（）]{2,40})）")
_NUMBER = re.compile(r"[一-鿿]{1,14}〔\d{4}〕第?\d{1,5}号|[一-鿿]{2,10}(?:令)?第\d{1,5}号")
_DATE = re.compile(r"(\d{4})年(\d{1,2})月(?:(\d{1,2})日)?")
_LOOKS_PAST = re.compile(r"《(?:[^《》]|《[^《》]*》)+》(?:实施|完成|执行)以来")
# Citations outside the chapter on grounds stand in the preamble; further on 落实《…》 is a task.
_PREAMBLE_ROLES = (Role.CONTEXT, Role.OBJECTIVES, Role.BASIS)
_PREAMBLE_PARAGRAPHS = 12


@dataclass(frozen=True, slots=True)
class _Citation:
    title: str
    number: str | None
    issued: str | None
    start: int
    end: int


def find_basis(source: Source, outline: Outline, meta: Meta) -> tuple[Basis, ...]:
    """The grounds of a plan, each once, in document order.

    In a division on grounds every cited title counts; before the body only what stands in 根据…制定本规划 does.
    The plan itself is never its own ground. A draft keeps its mark in the title (…（征求意见稿）).
    """
    words = load_basis_words()
    ids = IdMaker()
    seen: set[str] = set()
    found: list[Basis] = []
    for paragraph, citation in _citations(outline, words):
        if citation.title in seen or _is_own(citation.title, meta, words):
            continue
        seen.add(citation.title)
        span = paragraph.span(citation.start, citation.end)
        found.append(_build(citation, span, paragraph, source, ids))
    return tuple(found)


def _build(citation: _Citation, span: Span, paragraph: Paragraph, source: Source, ids: IdMaker) -> Basis:
    return Basis(
        id=ids.make("B", citation.title),
        title=citation.title,
        number=citation.number,
        issued=citation.issued,
        text=span.slice(source.text),
        span=span,
        division_id=paragraph.division_id,
        page=paragraph.line.page,
    )


def _citations(outline: Outline, words: BasisWords) -> Iterator[tuple[Paragraph, _Citation]]:
    for index, paragraph in enumerate(outline.paragraphs):
        if paragraph.line.table is not None:
            continue
        whole = paragraph.role is Role.BASIS
        early = index < _PREAMBLE_PARAGRAPHS or paragraph.role in _PREAMBLE_ROLES
        for sentence in _SENTENCE.finditer(paragraph.text):
            cites = early and _cites(sentence.group(), words)
            if whole or cites:
                for citation in _sentence_citations(sentence, words):
                    yield paragraph, citation


def _cites(sentence: str, words: BasisWords) -> bool:
    """Whether a sentence rests the plan on something: an opener first, the making of the plan after it."""
    opener = words.openers.search(sentence)
    purposes = list(words.purposes.finditer(sentence))
    return opener is not None and bool(purposes) and opener.start() < purposes[-1].start()


def _sentence_citations(sentence: re.Match[str], words: BasisWords) -> list[_Citation]:
    text = sentence.string
    citations = [
        _titled(match, text, words)
        for match in _TITLE.finditer(text, sentence.start(), sentence.end())
        if not _LOOKS_PAST.match(text, match.start())
    ]
    opener = words.openers.search(text, sentence.start(), sentence.end())
    floor = opener.start() if opener else sentence.start()
    for match in words.unquoted.finditer(text, floor, sentence.end()):
        citations.extend(_unquoted(match, words))
    citations.extend(
        _Citation(_strip(match.group(), words), None, None, match.start(), match.end())
        for match in words.vague.finditer(text, floor, sentence.end())
    )
    return sorted(citations, key=lambda citation: (citation.start, citation.end))


def _titled(match: re.Match[str], text: str, words: BasisWords) -> _Citation:
    """A title in brackets with what the parentheses after it say: number, date, draft mark."""
    title, end = match["title"], match.end()
    number = issued = None
    while beside := _BESIDE.match(text, end):
        note = beside["beside"]
        mark = next((draft for draft in words.drafts if draft in note), None)
        if mark is not None:
            title = f"{title}（{mark}）"
        elif found := _NUMBER.search(note):
            number = found.group()
        elif not _DATE.search(note):
            break
        issued = issued or _iso(note)
        end = beside.end()
    return _Citation(title, number, issued, match.start(), end)


def _iso(text: str) -> str | None:
    match = _DATE.search(text)
    if match is None:
        return None
    year, month, day = match.group(1), int(match.group(2)), match.group(3)
    return f"{year}-{month:02d}-{int(day):02d}" if day else f"{year}-{month:02d}"


def _unquoted(match: re.Match[str], words: BasisWords) -> Iterator[_Citation]:
    """One citation for each place before a plan that is named without brackets."""
    places = [_strip(place, words) for place in words.joints.split(_strip(match["places"], words))]
    named = [place for place in places if place in words.levels or place.endswith(("省", "市", "区", "县", "州", "旗"))]
    if len(named) != len([place for place in places if place]):
        return
    start = match.string.index(named[0], match.start()) if named else match.start()
    for place in named:
        yield _Citation(place + match["plan"], None, None, start, match.end())


def _strip(text: str, words: BasisWords) -> str:
    """A phrase without the words that lead up to it."""
    for word in words.strip:
        text = text.rpartition(word)[2] if word in text and not text.endswith(word) else text
    return text.strip("、，")


def _is_own(title: str, meta: Meta, words: BasisWords) -> bool:
    plain = title.replace("《", "").replace("》", "")
    bare = re.sub(r"（[^（）]*）", "", meta.title)
    return plain in words.own_names or re.sub(r"（[^（）]*）", "", plain) == bare
