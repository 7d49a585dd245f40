"""Cuts the full text of a plan into pieces for reading beside another, each piece knowing which quotes cover it."""

from __future__ import annotations

import bisect
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise

from align.model import Plan
from align.reporting.report import Report
from align.results import Severity, Side
from align.source import BlockKind, Source
from align.spans import Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """A run of text under the same quotes; ``anchors`` are the quotes that first show here."""

    text: str
    quotes: tuple[str, ...] = ()
    anchors: tuple[str, ...] = ()
    severity: Severity | None = None
    heading: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class PaneBlock:
    """A paragraph (one row of one cell) or a table, in document order; ``page`` is given where a new page begins."""

    rows: tuple[tuple[tuple[Piece, ...], ...], ...]
    table: bool = False
    page: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Pane:
    """A plan's full text for reading; ``pair`` is the upper plan's position, ``None`` for the lower plan."""

    key: str
    plan: Plan
    pair: int | None
    blocks: tuple[PaneBlock, ...]


def build_panes(report: Report) -> tuple[Pane, ...]:
    """One pane per upper plan, and one for the lower plan."""
    lower = _build_pane(report, "lower", report.pairs[0].lower, None)
    uppers = (_build_pane(report, render_key(Side.UPPER, i), pair.upper, i) for i, pair in enumerate(report.pairs))
    return (*uppers, lower)


def render_key(side: Side, pair: int) -> str:
    """The name of a pane."""
    return "lower" if side is Side.LOWER else f"upper{pair + 1}"


def render_anchor(key: str, span: Span) -> str:
    """The id of a quote within a page: its pane and its span."""
    return f"{key}-{span.start}-{span.end}"


def _build_pane(report: Report, key: str, plan: Plan, pair: int | None) -> Pane:
    grades = _find_grades(report, pair)
    pieces = _Pieces(plan, key, grades)
    return Pane(key=key, plan=plan, pair=pair, blocks=tuple(_blocks(plan.source, pieces)))


def _find_grades(report: Report, pair: int | None) -> dict[Span, Severity]:
    """The quoted spans of a plan, each with the gravest severity it is quoted for."""
    grades: dict[Span, Severity] = {}
    for entry in report.entries:
        quotes = entry.lower if pair is None else entry.upper if entry.pair == pair else ()
        for quote in quotes:
            if quote.span is None or quote.span.start == quote.span.end:
                continue
            severity = entry.severity if entry.is_gap else Severity.INFO
            known = grades.get(quote.span, severity)
            grades[quote.span] = min(known, severity, key=lambda grade: grade.rank)
    return grades


class _Pieces:
    """The text of a plan cut at every edge of a quote, heading, block and cell."""

    def __init__(self, plan: Plan, key: str, grades: Mapping[Span, Severity]) -> None:
        self._key = key
        self._grades = grades
        self._shown: set[Span] = set()
        self._text = plan.source.text
        self._headings = {division.heading for division in plan.divisions}
        self._edges = sorted({0, len(self._text), *_edges(plan, grades)})
        self._covers: list[tuple[Span, ...]] = list(_sweep(self._edges, (*grades, *self._headings)))

    def cut(self, span: Span) -> tuple[Piece, ...]:
        """The pieces of a block or cell; a quote's anchor goes to the first piece drawn of it."""
        first, last = (bisect.bisect_left(self._edges, edge) for edge in (span.start, span.end))
        return tuple(self._piece(index) for index in range(first, last))

    def _piece(self, index: int) -> Piece:
        covers = self._covers[index]
        quotes = sorted(span for span in covers if span in self._grades)
        anchors = [span for span in quotes if span not in self._shown]
        self._shown.update(anchors)
        return Piece(
            text=_visible(self._text[self._edges[index] : self._edges[index + 1]]),
            quotes=tuple(render_anchor(self._key, span) for span in quotes),
            anchors=tuple(render_anchor(self._key, span) for span in anchors),
            severity=min((self._grades[span] for span in quotes), key=lambda grade: grade.rank, default=None),
            heading=any(span in self._headings for span in covers),
        )


def _edges(plan: Plan, grades: Iterable[Span]) -> Iterator[int]:
    spans = [*grades, *(division.heading for division in plan.divisions), *(block.span for block in plan.source.blocks)]
    spans.extend(cell.span for table in plan.source.tables for row in table.rows for cell in row)
    for span in spans:
        yield min(span.start, len(plan.source.text))
        yield min(span.end, len(plan.source.text))


def _sweep(edges: list[int], spans: Iterable[Span]) -> Iterator[tuple[Span, ...]]:
    """The spans that cover each stretch between two edges."""
    waiting = sorted(spans, reverse=True)
    active: list[Span] = []
    for start, _ in pairwise(edges):
        while waiting and waiting[-1].start <= start:
            active.append(waiting.pop())
        active = [span for span in active if span.end > start]
        yield tuple(active)


def _blocks(source: Source, pieces: _Pieces) -> Iterator[PaneBlock]:
    """Every block in order, and text that no block covers between them: nothing of the plan is left out."""
    end, page = 0, None
    for block in sorted(source.blocks, key=lambda block: block.span):
        if block.span.start < end:
            continue
        yield from _stray(source, end, block.span.start, pieces)
        turned = block.page if block.page != page else None
        end, page = block.span.end, block.page
        if block.kind is BlockKind.TABLE and block.table is not None:
            rows = source.tables[block.table].rows
            cells = (tuple(() if cell.merged else pieces.cut(cell.span) for cell in row) for row in rows)
            yield PaneBlock(rows=tuple(cells), table=True, page=turned)
        else:
            yield PaneBlock(rows=((pieces.cut(block.span),),), page=turned)
    yield from _stray(source, end, len(source.text), pieces)


def _stray(source: Source, start: int, end: int, pieces: _Pieces) -> Iterator[PaneBlock]:
    if source.text[start:end].strip():
        yield PaneBlock(rows=((pieces.cut(Span(start, end)),),))


def _visible(text: str) -> str:
    """The text without control characters, which a page may not hold."""
    return "".join(c for c in text if c in "\n\t" or unicodedata.category(c) not in ("Cc", "Cs"))
