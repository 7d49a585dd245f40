"""Plans for tests, read from small marked-up texts with a simple rule of their own (not the program's)."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import factories as make

from align.model import Clause, Division, Plan, Role
from align.source import Block, BlockKind, Cell, Table
from align.spans import Span

TEXTS = Path(__file__).parent / "data" / "alignment"
_ROLES = {
    "规划基础": Role.CONTEXT,
    "规划背景": Role.CONTEXT,
    "总体要求": Role.OBJECTIVES,
    "重点工程": Role.PROJECTS,
    "保障措施": Role.SAFEGUARDS,
}


def make_sample_plan(*, name: str, **meta: Any) -> Plan:
    """The plan ``tests/data/alignment/<name>.txt``: numbered short lines are headings, tab-parted lines a table."""
    text = (TEXTS / f"{name}.txt").read_text(encoding="utf-8")
    divisions = _divisions(text)
    tables, blocks = _tables(text)
    return make.make_plan(
        meta=make.make_meta(id=name, path=f"{name}.txt", **meta),
        source=make.make_source(text=text, path=f"{name}.txt", tables=tables, blocks=blocks),
        divisions=divisions,
        clauses=_clauses(text, divisions),
    )


def _divisions(text: str) -> tuple[Division, ...]:
    heads: list[tuple[int, int, str, str]] = []
    start = 0
    for line in text.split("\n"):
        if line.startswith(("第", "一、", "二、", "三、", "四、", "五、", "（")) and len(line) < 24:
            level = 2 if line.startswith("（") or "节" in line[:4] else 1
            cut = line.find(" ") + 1 or line.find("）") + 1 or line.find("、") + 1
            heads.append((start, level, line[:cut].strip(), line[cut:]))
        start += len(line) + 1
    divisions: list[Division] = []
    parent: Division | None = None
    for index, (begin, level, marker, title) in enumerate(heads):
        end = next((h[0] for h in heads[index + 1 :] if h[1] <= level), len(text))
        role = _ROLES.get(title, parent.role if level == 2 and parent else Role.TASKS)
        heading = Span(begin, begin + len(text[begin:].split("\n", 1)[0]))
        fields: dict[str, Any] = {"marker": marker, "title": title, "level": level, "role": role, "heading": heading}
        above = parent.id if level == 2 and parent else None
        division = make.make_division(id=f"d{index + 1}", span=Span(begin, end), parent_id=above, **fields)
        parent = division if level == 1 else parent
        divisions.append(division)
    return (make.make_division(id="d0", marker="", title="", level=0, span=Span(0, len(text))), *divisions)


def _tables(text: str) -> tuple[tuple[Table, ...], tuple[Block, ...]]:
    """The run of tab-parted lines as one table, every other line a paragraph."""
    rows: list[tuple[Cell, ...]] = []
    blocks: list[Block] = []
    start = 0
    for line in text.split("\n"):
        if "\t" in line:
            cells, at = [], start
            for part in line.split("\t"):
                cells.append(Cell(text=part, span=Span(at, at + len(part))))
                at += len(part) + 1
            rows.append(tuple(cells))
            if len(rows) == 1:
                blocks.append(Block(kind=BlockKind.TABLE, span=Span(start, start + len(line)), table=0))
            else:
                last = blocks[-1]
                blocks[-1] = Block(kind=last.kind, span=Span(last.span.start, start + len(line)), table=0)
        elif line.strip():
            blocks.append(Block(kind=BlockKind.PARAGRAPH, span=Span(start, start + len(line))))
        start += len(line) + 1
    span = Span(rows[0][0].span.start, rows[-1][-1].span.end)
    return (Table(index=0, rows=tuple(rows), span=span),), tuple(blocks)


def _clauses(text: str, divisions: tuple[Division, ...]) -> tuple[Clause, ...]:
    clauses, start = [], 0
    for piece in text.replace("。", "。\0").replace("\n", "\n\0").split("\0"):
        division = max(
            (d for d in divisions if d.span.start <= start < d.span.end or d.level == 0), key=lambda d: d.level
        )
        if piece.strip() and "\t" not in piece and not division.heading.start <= start < division.heading.end:
            span = Span(start, start + len(piece))
            clauses.append(make.make_clause(text=piece, span=span, division_id=division.id, role=division.role))
        start += len(piece)
    return tuple(clauses)
