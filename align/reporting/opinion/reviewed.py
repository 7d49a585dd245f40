"""The report as its reviewers left it, told in their words where they gave any."""

from __future__ import annotations

from dataclasses import replace

from align.reporting.entries import CheckVerdict, Entry
from align.reporting.quotes import render_passage
from align.reporting.report import Report
from align.reporting.reviews import Choice, Review, Standing


def adopt_reviews(report: Report) -> Report:
    """The settled report, the reasons in it replaced by what reviewers wrote; what they dismissed is left in, settled."""
    settled = report.settled()
    return replace(settled, entries=tuple(map(_adopt, settled.entries)))


def is_reviewed(report: Report) -> bool:
    """Whether anyone has looked at any finding."""
    return any(entry.review is not None and entry.review.standing is not Standing.OPEN for entry in report.entries)


def is_settled(entry: Entry) -> bool:
    """Whether a reviewer has decided on a finding and does not doubt it."""
    return entry.review is not None and entry.review.is_settled


def is_dismissed(entry: Entry) -> bool:
    """Whether reviewers found that there is nothing in a finding."""
    return entry.verdict is CheckVerdict.DISMISSED


def tell_mark(entry: Entry) -> str:
    """The mark of a finding that is not settled in a report that is under review."""
    if is_settled(entry):
        return ""
    standing = entry.review.standing if entry.review is not None else Standing.OPEN
    label = Choice.UNSURE.label if standing is Standing.REVIEWED else standing.label
    return f"【{label}】"


def find_comment(entry: Entry) -> str:
    """What reviewers wrote of a finding: their opinion, else why they changed it; empty where they did not."""
    if entry.review is None:
        return ""
    return render_passage(entry.review.comment) or (
        render_passage(entry.review.reason) if _is_changed(entry.review) else ""
    )


def find_wording(entry: Entry) -> str:
    """The text reviewers suggest; empty where they do not."""
    return render_passage(entry.review.wording) if entry.review is not None else ""


def _adopt(entry: Entry) -> Entry:
    """The program's reason no longer fits a finding that was changed."""
    if told := find_comment(entry):
        return replace(entry, reason=told)
    if entry.review is not None and _is_changed(entry.review):
        return replace(entry, reason=f"复核认定为“{entry.review.label}”。")
    return entry


def _is_changed(review: Review) -> bool:
    return review.standing is Standing.REVIEWED and review.choice in (Choice.CHANGED, Choice.NOT_APPLICABLE)
