"""Reads the project's own plan texts as sections that can be put together anew."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from roundtrip.rendering.elements import Element, Frame, Grid, Kind
from roundtrip.rendering.manuscript import read_manuscript

from province.recipe import find_text, load_sections

_BOX_NUMBER = re.compile(r"[【〖]?专栏[\d一二三四五六七八九十]*\s*|[】〗]")
_RUN_IN = 22
_NAME = 6
_NOT_TAKEN = "-"


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """A paragraph: plain, or under a short title; a box has pieces of its own."""

    title: str = ""
    text: str = ""
    box: tuple[Piece, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """A section of a source text and the chapter it goes to (``green``; ``green.lead`` before the first section)."""

    source: str
    chapter: str
    title: str
    pieces: tuple[Piece, ...]


@lru_cache
def read_sections(source: str) -> tuple[Section, ...]:
    """The sections of a source text that the recipe takes, in order.

    Raises:
        LookupError: the recipe names a heading that the text does not have.
    """
    table = load_sections(source)
    manuscript = read_manuscript(find_text(source))
    sections: list[Section] = []
    seen: set[str] = set()
    chapter = _NOT_TAKEN
    for title, piece in _read_pieces(manuscript.body, frozenset(table)):
        if title is not None:
            seen.add(title)
            chapter, renamed = table[title]
            if chapter != _NOT_TAKEN:
                sections.append(Section(source=source, chapter=chapter, title=renamed or title, pieces=()))
        if piece is not None and chapter != _NOT_TAKEN:
            sections[-1] = replace(sections[-1], pieces=_add(sections[-1].pieces, piece))
    if missing := set(table) - seen:
        raise LookupError(f"{source}: {'、'.join(sorted(missing))}")
    return tuple(section for section in sections if section.pieces)


def _read_pieces(body: tuple[Element, ...], headings: frozenset[str]) -> Iterator[tuple[str | None, Piece | None]]:
    """The heading of the recipe that begins, where one does, and the piece that follows."""
    for element in body:
        if isinstance(element, Grid):
            continue
        if isinstance(element, Frame):
            title, *items = element.passages
            yield None, Piece(title=_BOX_NUMBER.sub("", title.text), box=_read_box([item.text for item in items]))
        elif (title := element.text.partition("：")[0]) in headings:
            yield title, None
        elif element.kind in (Kind.HEADING, Kind.SUBHEADING, Kind.FRONT_HEADING):
            yield None, Piece(title=element.text)
        elif element.kind is Kind.BODY:
            piece = _read_item(element.text) if element.mark is not None else Piece(text=element.text)
            yield (piece.title, Piece(text=piece.text)) if piece.title in headings else (None, piece)


def _read_box(texts: Sequence[str]) -> tuple[Piece, ...]:
    """The items of a box; a name that stands alone is that of the text after it."""
    items: list[Piece] = []
    for text in texts:
        if items and not items[-1].title and len(items[-1].text) <= _NAME:
            items[-1] = Piece(title=items[-1].text.removesuffix("。"), text=text)
        else:
            items.append(_read_item(text))
    return tuple(items)


def _read_item(text: str) -> Piece:
    """An item that begins with its title (1.摸家底。中心城区……)."""
    head, stop, rest = text.removeprefix("——").partition("。")
    if stop and rest and len(head) <= _RUN_IN:
        return Piece(title=head, text=rest)
    return Piece(text=text)


def _add(pieces: tuple[Piece, ...], piece: Piece) -> tuple[Piece, ...]:
    """A paragraph under a heading of its own becomes one piece with that heading."""
    last = pieces[-1] if pieces else None
    if last is not None and last.title and not last.text and not last.box and not piece.title:
        return (*pieces[:-1], replace(last, text=piece.text))
    return (*pieces, piece)
