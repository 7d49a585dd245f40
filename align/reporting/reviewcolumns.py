"""The columns in which reviewers say what they hold of a finding; a workbook brings them back (``reviewing.workbook``)."""

from __future__ import annotations

import re
from collections.abc import Iterable

from align.reporting.entries import Entry, Part
from align.reporting.report import Report
from align.reporting.reviews import Review, digest_review
from align.reporting.settling import find_labels
from align.reporting.tables import Column, ColumnKind, Value, build_column

CHOICE_TITLE = "复核结论"
COMMENT_TITLE = "审查意见"
WORDING_TITLE = "建议文字"
REVIEWER_TITLE = "复核人"
KEY_TITLE = "程序标识"
_KEY = re.compile(r"([0-9a-f]{12})\|([0-9a-f]{8})\|([a-z]+:.+)")


def build_review_columns(parts: Iterable[Part]) -> tuple[Column, ...]:
    """The columns of a table of findings of some parts; the last one, hidden, tells which finding a row is of."""
    return (
        build_column("choice", CHOICE_TITLE, 10, ColumnKind.CHOICE, find_labels(parts)),
        build_column("comment", COMMENT_TITLE, 20, ColumnKind.BLANK),
        build_column("wording", WORDING_TITLE, 20, ColumnKind.BLANK),
        build_column("reviewer", REVIEWER_TITLE, 8, ColumnKind.BLANK),
        build_column("finding", KEY_TITLE, 12, ColumnKind.HIDDEN),
    )


def build_review_cells(report: Report, entry: Entry | None) -> tuple[Value, ...]:
    """The cells of a finding; those of a row that shows none are empty."""
    if entry is None:
        return (None,) * 5
    review = entry.review
    key = render_key(report.digests[entry.pair], entry.key, review)
    if review is None:
        return (None, None, None, None, key)
    return (review.label or None, review.comment or None, review.wording or None, review.reviewer or None, key)


def render_key(digest: str, finding: str, review: Review | None) -> str:
    """What the hidden column holds: the pair, the finding, and what was told of its review, so that changes are seen."""
    return f"{digest}|{digest_review(review)}|{finding}"


def parse_key(text: str) -> tuple[str, str, str] | None:
    """Pair, review and finding of :func:`render_key`; ``None`` for anything else."""
    found = _KEY.fullmatch(text)
    return (found[1], found[2], found[3]) if found is not None else None
