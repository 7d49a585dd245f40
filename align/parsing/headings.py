"""Tells headings from items and body text."""

from __future__ import annotations

import re
from dataclasses import dataclass

from align.knowledge.naming import load_naming
from align.parsing.clean import Line
from align.parsing.numbering import Marker, Style, parse_marker

_SENTENCE_END = re.compile(r"[。！？；]")
_RUN_IN_END = re.compile(r"[。：](?!$)")
_INNER_MARKS = re.compile(r"[，。；：！？,;]")
_QUOTED = re.compile(r"[“《（].*?[”》）]")
_BULLET_STYLES = (Style.DASH, Style.CIRCLED)
_ALWAYS_HEADING = (Style.PART, Style.CHAPTER, Style.SECTION, Style.BOX, Style.ANNEX, Style.TAG)
_FRONT_TITLES = frozenset({"前言", "序言", "引言", "序", "导言", "总则", "附则"})
_DOCUMENT_TITLE = re.compile(r"(?:规划|纲要|方案|计划|意见|通知|办法|说明|解读)(?:（[^）]*）)?$")
_PERIOD = re.compile(r"“?十[一二三四五六七八九]五”?|(?:19|20)\d\d")
_CAPTION = re.compile(r"[表图]\d|续表|注：|单位：|来源：")

# Longest titles met in 28 real plans: 43 characters numbered, 22 run-in, 24 unnumbered.
TITLE_LENGTH = 45
RUN_IN_LENGTH = 30
UNNUMBERED_LENGTH = 25
BODY_LENGTH = 30


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading: its marker, where its title stands in the line, and where run-in body text starts."""

    marker: Marker | None
    title_start: int
    title_end: int
    body_start: int


def is_front_title(text: str) -> bool:
    """Whether a line is one of the headings that stand before the first chapter, such as 前言."""
    return text in _FRONT_TITLES


def is_document_title(text: str) -> bool:
    """Whether a line ends as titles of documents end: …规划, …的通知."""
    return _DOCUMENT_TITLE.search(text) is not None


def parse_item_marker(text: str) -> Marker | None:
    """The number of a line that may be an item: a sentence that begins with 第一章 speaks of a chapter, it is none."""
    marker = parse_marker(text)
    if marker is not None and marker.style in _ALWAYS_HEADING and len(text) - marker.end > TITLE_LENGTH:
        return None
    return marker


def is_sure_heading(text: str) -> bool:
    """Whether a line is a heading by its number alone (第三章 …, 专栏2 …), whatever follows; no sentence is."""
    marker = parse_marker(text)
    return (
        marker is not None
        and marker.style in _ALWAYS_HEADING
        and len(text) - marker.end <= TITLE_LENGTH
        and not _SENTENCE_END.search(text)
        and (marker.style is Style.BOX or not _INNER_MARKS.search(text, marker.end))
    )


def find_heading(line: Line, following: Line | None, *, body_seen: bool) -> Heading | None:
    """The heading a line opens with, or ``None`` for items and body text.

    Args:
        line: a cleaned line that is no table row.
        following: the next line, which tells a one-sentence heading from a one-sentence item.
        body_seen: whether body text has begun; before that, short lines are the title page.
    """
    marker = parse_marker(line.text)
    if marker is None:
        return _unnumbered(line, following, body_seen=body_seen)
    if marker.style in _BULLET_STYLES:
        return None
    return _whole_line(line, marker, following) or _run_in(line, marker)


def _whole_line(line: Line, marker: Marker, following: Line | None) -> Heading | None:
    title = line.text[marker.end :]
    plain = title.rstrip("。：:")
    if len(plain) > TITLE_LENGTH or _SENTENCE_END.search(plain) or title.endswith("；"):
        return None
    if not plain and marker.style not in (Style.BOX, Style.ANNEX):
        return None
    heading = Heading(marker, marker.end, marker.end + len(plain), len(line.text))
    if marker.style in _ALWAYS_HEADING or line.level is not None:
        return heading
    return heading if len(plain) <= _title_limit(title) and _leads(marker, following) else None


def _title_limit(title: str) -> int:
    return RUN_IN_LENGTH if title.endswith("。") else TITLE_LENGTH


def _leads(marker: Marker, following: Line | None) -> bool:
    """Whether what follows belongs under the line: body text, a table or a smaller number."""
    if following is None:
        return False
    if following.table is not None:
        return True
    inner = parse_item_marker(following.text)
    return inner is None or inner.style > marker.style


def _run_in(line: Line, marker: Marker) -> Heading | None:
    match = _RUN_IN_END.search(line.text, marker.end)
    if match is None:
        return None
    title = line.text[marker.end : match.start()]
    if not 2 <= len(title) <= RUN_IN_LENGTH or (match.group() == "：" and _INNER_MARKS.search(_QUOTED.sub("", title))):
        return None
    return Heading(marker, marker.end, match.start(), match.end())


def _unnumbered(line: Line, following: Line | None, *, body_seen: bool) -> Heading | None:
    whole = Heading(None, 0, len(line.text), len(line.text))
    if is_front_title(line.text):
        return whole
    if line.level is not None:
        return None if _is_title_page(line.text, body_seen=body_seen) else whole
    if not body_seen or following is None or not 2 <= len(line.text) <= UNNUMBERED_LENGTH:
        return None
    if (
        _CAPTION.match(line.text)
        or is_document_title(line.text)
        or _INNER_MARKS.search(line.text)
        or not any("一" <= character <= "龥" for character in line.text)
    ):
        return None
    return whole if following.table is None and _is_body(following) else None


def _is_title_page(text: str, *, body_seen: bool) -> bool:
    """Whether a line set as a heading is the plan's own title or the mark of a draft: web pages and Word files do so.

    Below a covering letter the title stands behind body text; it then still names the planning period.
    """
    if any(text.strip("（）") == mark for _, marks in load_naming().kinds for mark in marks):
        return True
    return is_document_title(text) and (not body_seen or _PERIOD.search(text) is not None)


def _is_body(line: Line) -> bool:
    marker = parse_item_marker(line.text)
    if marker is not None:
        return marker.style in (Style.CHINESE_PAREN, Style.BARE, Style.ARABIC, Style.ARABIC_PAREN)
    return len(line.text) >= BODY_LENGTH
