"""What must hold for whatever was read: places lie in the text and show what stands there, in order, and nothing is vague."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from align.model import Plan
from align.source import BlockKind, Source

# A cell may run over lines, and over the bars between them.
_BETWEEN = re.compile(r"[\s|｜│]+")


def find_faults(source: Source) -> Iterator[str]:
    """What does not hold for a document as read, in a few words each."""
    text, length = source.text, len(source.text)
    if re.search(r"[\ud800-\udfff]", text):
        yield "lone surrogates in the text"
    spans = [*(block.span for block in source.blocks), *(table.span for table in source.tables)]
    spans += [one.span for one in source.recognised] + [notice.span for notice in source.warnings if notice.span]
    if any(span.end > length for span in spans):
        yield "a span beyond the text"
    if any(before.span.end > after.span.start for before, after in pairwise(source.blocks)):
        yield "blocks out of order or overlapping"
    if any(not block.span.slice(text).strip() for block in source.blocks):
        yield "a block without text"
    tables = [block.table for block in source.blocks if block.kind is BlockKind.TABLE]
    if tables != list(range(len(source.tables))) or any(table.index != n for n, table in enumerate(source.tables)):
        yield "tables not numbered as they stand"
    yield from _find_cell_faults(source)
    if source.pages is not None and any(not 1 <= (block.page or 1) <= source.pages for block in source.blocks):
        yield "a page beyond the last"
    if any(not 0 <= one.confidence <= 1 for one in source.recognised):
        yield "a confidence beyond 0 to 1"


def _find_cell_faults(source: Source) -> Iterator[str]:
    for table in source.tables:
        for cell in (cell for row in table.rows for cell in row):
            if not table.span.contains(cell.span) or cell.span.end > len(source.text):
                yield "a cell outside its table"
                return
            if _BETWEEN.sub("", cell.span.slice(source.text)) != _BETWEEN.sub("", cell.text):
                yield "a cell whose place shows something else"
                return


def find_plan_faults(plan: Plan) -> Iterator[str]:
    """What does not hold for a plan."""
    text = plan.source.text
    for kind in ("clauses", "tasks", "indicators", "projects", "claims", "basis"):
        for one in getattr(plan, kind):
            if one.span.end > len(text):
                yield f"{kind}: a span beyond the text"
                break
            if kind in ("clauses", "tasks") and one.span.slice(text) != one.text:
                yield f"{kind}: a place that shows something else"
                break
    if any(division.span.end > len(text) for division in plan.divisions):
        yield "divisions: a span beyond the text"
    ids = [one.id for one in (*plan.divisions, *plan.clauses)]
    if len(ids) != len(set(ids)):
        yield "ids that stand for two things"
