"""Decides whether a table goes on after a page break: what may stand between its pieces, and which head comes again."""

from __future__ import annotations

import re
from collections.abc import Sequence

# 12 · - 12 - · — 3 — · 第 12 页 · 12/60 · 第3页 共60页
_PAGE_NUMBER = re.compile(r"[-—–－·\s]*第?\s*\d{1,4}\s*页?\s*(?:[/／，,]?\s*共?\s*\d{1,4}\s*页?)?[-—–－·\s]*")
# 续表 · （续表） · （续上表） · 续表1
_VALUE = re.compile(r"^[≥≤><〔\[（(]?\d|^[-—/]+$")
_CONTINUED = re.compile(r"[（(]?\s*续上?表\s*\d*\s*[）)]?[：:]?")


def is_page_break(text: str) -> bool:
    """Whether a line is nothing but what a page break puts into a table: nothing, a page number, or 续表."""
    stripped = text.strip()
    return not stripped or _PAGE_NUMBER.fullmatch(stripped) is not None or _CONTINUED.fullmatch(stripped) is not None


def count_repeated_head(table: Sequence[Sequence[str]], piece: Sequence[Sequence[str]]) -> int:
    """How many of the first rows of ``piece`` say again the first rows (caption and head) of ``table``."""
    head = [tuple(row) for row in table[:2]]
    for skipped in range(len(head)):
        expected = head[skipped:]
        repeated = 0
        while repeated < min(len(expected), len(piece)) and tuple(piece[repeated]) == expected[repeated]:
            repeated += 1
        if repeated and _is_head(head, skipped):
            return repeated
    return 0


def is_value(text: str) -> bool:
    """Whether a cell holds a value: it begins with a figure or a bound, or is nothing but dashes."""
    return _VALUE.search(text) is not None


def is_rest_of_row(last: Sequence[str], first: Sequence[str]) -> bool:
    """Whether the first row after a page break is the rest of the row before it: words of a few of its cells, no value."""
    filled = [index for index, text in enumerate(first) if text]
    if not filled or first[0] or len(filled) * 2 > len(first) or len(first) != len(last):
        return False
    return all(last[index] and not is_value(first[index]) for index in filled)


def _is_head(head: Sequence[Sequence[str]], position: int) -> bool:
    """The first row is the head; the second only below a caption, which fills a single cell."""
    return position == 0 or len({cell for cell in head[0] if cell}) == 1
