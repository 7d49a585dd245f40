"""Quotes a plan so that a reader finds the passage: its words, its headings, its page."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from align.model import Plan
from align.results import Side
from align.source import SourceFormat, tell_confidence
from align.spans import Span

_WRAP = re.compile(r"(\S?)[ \u3000]*[\r\n]+[ \u3000]*(?=(\S?))")
# Unicode's categories Cc and Cs
_CONTROLS = re.compile(r"[\x00-\x1f\x7f-\x9f\ud800-\udfff]")
_BLANKS = re.compile(r"[ \u00a0\u3000]+")
REJECTED = "近似，但未作为响应"
"""The note on a passage that came near and was not taken for an answer."""

_PATH_SEPARATOR = " ＞ "
# Formats whose lines a reader can count in the file; in the others paragraphs are counted.
_LINE_FORMATS = (SourceFormat.TEXT, SourceFormat.MARKDOWN)


@dataclass(frozen=True, slots=True, kw_only=True)
class Quote:
    """A passage as shown to a reader; ``note`` says what it is offered for, where that needs saying.

    ``footnotes`` are what the document notes on it: 注①：….
    """

    side: Side
    text: str
    division: tuple[str, ...]
    place: str
    span: Span | None
    note: str = ""
    footnotes: tuple[str, ...] = ()

    @property
    def shown(self) -> str:
        """The passage with what it is offered for before it and its footnotes behind it."""
        return render_noted(f"【{self.note}】{self.text}" if self.note else self.text, self.footnotes)

    @property
    def where(self) -> str:
        """Headings, page (or line, or paragraph) and how surely the text was recognised, in one line."""
        return "，".join(part for part in (_PATH_SEPARATOR.join(self.division), self.place) if part)


def build_quote(
    plan: Plan,
    side: Side,
    text: str,
    span: Span | None,
    *,
    division: tuple[str, ...] | None = None,
    page: int | None = None,
    note: str = "",
) -> Quote:
    """The quote of a passage; headings are looked up from the span where they are not given."""
    headings = division if division is not None else find_headings(plan, span)
    return Quote(
        side=side,
        text=render_passage(text),
        division=tuple(render_passage(heading) for heading in headings),
        place="，".join(part for part in (render_place(plan, span, page), _render_sureness(plan, span)) if part),
        span=span,
        note=note,
        footnotes=tuple(render_footnote(one.mark, one.text) for one in plan.source.notes_at(span)) if span else (),
    )


def render_footnote(mark: str, text: str) -> str:
    """A note as a reader sees it: 注①：…."""
    return f"注{render_passage(mark)}：{render_passage(text)}"


def render_noted(text: str, footnotes: Sequence[str]) -> str:
    """A passage with its notes behind it, in brackets."""
    return f"{text}〔{'；'.join(footnotes)}〕" if footnotes else text


def _render_sureness(plan: Plan, span: Span | None) -> str:
    """That a passage was recognised in a picture, and how surely."""
    confidence = plan.source.confidence_of(span) if span is not None else None
    return "" if confidence is None else f"图片识别（把握 {tell_confidence(confidence)}）"


def find_headings(plan: Plan, span: Span | None) -> tuple[str, ...]:
    """The headings over the innermost division that holds the span's start; empty where none does."""
    if span is None:
        return ()
    holders = [d for d in plan.divisions if d.span.start <= span.start < d.span.end]
    return plan.path(max(holders, key=lambda d: (d.level, d.span.start)).id) if holders else ()


def render_place(plan: Plan, span: Span | None, page: int | None) -> str:
    """``第 3 页`` where pages are known, else the line of a text file, the row of a sheet or the paragraph of a document."""
    if page is not None:
        return f"第 {page} 页"
    if span is None:
        return ""
    blocks = plan.source.blocks
    index = next(
        (i for i, b in enumerate(blocks) if b.span.start <= span.start < max(b.span.end, b.span.start + 1)), None
    )
    if index is not None and blocks[index].page is not None:
        return f"第 {blocks[index].page} 页"
    if plan.source.format.is_spreadsheet and index is not None and (table := blocks[index].table) is not None:
        row = plan.source.text.count("\n", blocks[index].span.start, span.start) + 1
        return f"表 {table + 1} 第 {row} 行（不计空行）"
    if index is not None and plan.source.format not in _LINE_FORMATS:
        return f"第 {index + 1} 段"
    return f"第 {plan.source.text.count(chr(10), 0, span.start) + 1} 行"


def render_passage(text: str) -> str:
    """The passage on one line: wrapped lines joined, table cells parted by ``｜``, control characters left out.

    A control character could steer a terminal and is not allowed in a workbook.
    """
    joined = _WRAP.sub(_join_wrapped, text.strip())
    cells = re.sub(r" *\t[ \t]*", "｜", joined)
    return _BLANKS.sub(" ", _CONTROLS.sub("", cells)).strip()


def _join_wrapped(match: re.Match[str]) -> str:
    """Chinese runs on over a line break; two Latin words or numbers need a space between them."""
    before, after = match.group(1), match.group(2)
    both_latin = before.isascii() and before.isalnum() and after.isascii() and after.isalnum()
    return f"{before} " if both_latin else before
