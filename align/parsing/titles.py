"""Finds the title of the plan in the opening lines of a document."""

from __future__ import annotations

import re
from dataclasses import dataclass

from align.knowledge.naming import Naming
from align.parsing.clean import Line
from align.parsing.numbering import parse_marker
from align.source import Source

_OPENING_LINES = 40
_BODY_LENGTH = 90
_LONGEST_TITLE = 70
_SHORTEST_TITLE = 6
# What converters leave before a title: page numbers, Roman numerals, stray ASCII; a year belongs to the title.
_NOISE = re.compile(r"^(?!\d{4}年)[^一-鿿“《（〔]+")
_DATE = re.compile(r"^\d{4}年\d{1,2}月(?:\d{1,2}日)?")
_PARENTHESES = re.compile(r"（[^（）]*）$")
_STOP = re.compile(r"^(?:目录|前言|序言|引言)")
_MARK_END = re.compile(r"的?(?:起草|编制)(?:情况)?说明|政策解读|文件解读|解读材料|解读|图解")
_ISSUED = re.compile(r"印发(?:《(?P<quoted>[^《》]{4,70})》|(?P<plain>[^《》。，]{4,60}?))的?(?:通知|$)")
_ISSUED_LOOSE = re.compile(r"印发《(?P<quoted>[^《》]{4,70})》")
_ABOUT = re.compile(rf"(?:关于)?《(?P<quoted>[^《》]{{4,70}})》(?:{_MARK_END.pattern})")
_ORGAN_END = re.compile(r"(?:局|厅|委员会|政府|办公室|院|部|委)$")


@dataclass(frozen=True, slots=True)
class Opening:
    """The opening of a document: its short lines before the body begins, noise and dates taken off."""

    pieces: tuple[str, ...]
    joined: str


def find_opening(source: Source, lines: tuple[Line, ...]) -> Opening:
    """The lines before the body: up to the first heading, contents list or long paragraph.

    A long title may have been joined with the paragraph under it, so of a line that is too long its first line in the
    source still counts.
    """
    pieces: list[str] = []
    raw: list[str] = []
    for line in lines[:_OPENING_LINES]:
        whole = len(line.text) <= _BODY_LENGTH
        text = line.text if whole else _first_source_line(line, source)
        if line.table is not None or len(text) > _BODY_LENGTH or _is_body_start(text):
            break
        raw.append(text)
        pieces.extend(piece for part in re.split(r"[。_]", text) if (piece := _strip_noise(part)))
        if not whole:
            break
    return Opening(tuple(pieces), "".join(raw))


def _first_source_line(line: Line, source: Source) -> str:
    """The part of a cleaned line that stands on the first of its lines in the source."""
    end = source.text.find("\n", line.offsets[0])
    return line.text if end < 0 else line.text[: sum(offset < end for offset in line.offsets)]


def _is_body_start(text: str) -> bool:
    marker = parse_marker(text)
    return _STOP.match(text) is not None or (marker is not None and text.startswith(("第", "一", "（一")))


def _strip_noise(text: str) -> str:
    """A line without what stands before its words; lines that are only noise become empty."""
    if _DATE.fullmatch(text):
        return text
    return _NOISE.sub("", _DATE.sub("", _NOISE.sub("", text)).strip())


def find_title(opening: Opening, naming: Naming) -> str | None:
    """The plan's own title, without document marks such as （征求意见稿）; ``None`` where the text gives none.

    A text about a plan (起草说明, 解读) and a covering notice (印发…的通知) name the plan inside their own title.
    """
    for pattern in (_ABOUT, _ISSUED, _ISSUED_LOOSE):
        if match := pattern.search(opening.joined):
            title = next(text for text in match.groups() if text)
            if _plan_end(_bare(title), naming):
                return title
    return _title_line(opening.pieces, naming)


def _title_line(pieces: tuple[str, ...], naming: Naming) -> str | None:
    for index, piece in enumerate(pieces):
        base = _strip_marks(piece, naming)
        if not _looks_like_title(base, naming):
            continue
        return _with_continuation(_with_start(base, pieces[:index], naming), pieces[index + 1 :], naming)
    return None


def _looks_like_title(text: str, naming: Naming) -> bool:
    bare = _bare(text)
    return len(bare) <= _LONGEST_TITLE and "，" not in bare and "：" not in bare and _plan_end(bare, naming)


def _plan_end(text: str, naming: Naming) -> bool:
    return text.endswith(naming.plan_words)


def _bare(text: str) -> str:
    """A title without the parentheses at its end."""
    while (shorter := _PARENTHESES.sub("", text)) != text:
        text = shorter
    return text


def _strip_marks(text: str, naming: Naming) -> str:
    """A title line without title brackets and without a mark of the kind of document (（草案）)."""
    marks = [mark for _, kind_marks in naming.kinds for mark in kind_marks]
    while (match := _PARENTHESES.search(text)) and any(mark in match.group() for mark in marks):
        text = text[: match.start()]
    if text.startswith("《") and text.endswith("》") and text.count("《") == 1:
        text = text[1:-1]
    return text


def _with_start(title: str, before: tuple[str, ...], naming: Naming) -> str:
    """Puts back the first half of a title set in two lines (…事业发展 / “十四五”规划)."""
    half = before[-1] if before else ""
    is_second_half = title.startswith(("“十", "“二", "和", "与", "及")) or len(title) < _SHORTEST_TITLE
    is_half = 4 <= len(half) <= 30 and not re.search(r"[。；，：》〕\d）]", half) and not _ORGAN_END.search(half)
    return half + title if is_second_half and is_half and not _plan_end(half, naming) else title


def _with_continuation(title: str, after: tuple[str, ...], naming: Naming) -> str:
    """Adds a second half that begins with 和 (…第十四个五年规划 / 和二〇三五年远景目标纲要)."""
    following = after[0] if after else ""
    if following.startswith(("和", "与", "及")) and _looks_like_title(following, naming):
        return title + following
    return title
