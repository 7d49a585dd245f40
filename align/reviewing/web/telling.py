"""What the page is told of findings and progress, as plain values for JSON."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from align.reporting.entries import Entry, Part
from align.reporting.report import Report
from align.reporting.reviews import Choice, Standing
from align.reporting.settling import find_label, find_labels
from align.reviewing.carry import Change
from align.reviewing.decisions import Decision, Event, Withdrawal
from align.reviewing.progress import Progress
from align.reviewing.revision import Piece
from align.reviewing.standing import Held, Reviewed


def name_finding(pair: int, key: str) -> str:
    """How the page names a finding: the place of its pair, and its key."""
    return f"{pair}|{key}"


def name_report(report: Report) -> str:
    """How the page names what it shows."""
    return ",".join(report.digests)


def tell_labels() -> dict[str, tuple[str, ...]]:
    """What may be chosen of findings, by the part they are of."""
    return {part.label: find_labels((part,)) for part in Part}


def tell_finding(
    entry: Entry, reviewed: Reviewed, history: Sequence[tuple[str, Event]], edits: Mapping[str, Sequence[Piece]]
) -> dict[str, Any]:
    """What is held of a finding.

    Args:
        entry: with its review.
        reviewed: what is held of its draft.
        history: all that was decided of it, each with the name of the draft.
        edits: the words changed since the draft before, by side.
    """
    held = reviewed.held[entry.key]
    review = entry.review
    part = entry.part
    return {
        "standing": (review.standing if review is not None else Standing.OPEN).label,
        "label": review.label if review is not None else "",
        "reviewers": review.reviewer if review is not None else "",
        "decisions": [tell_decision(decision, part) for decision in held.decisions],
        "history": [_tell_event(event, name, part, history) for name, event in reversed(history)],
        "change": _tell_change(held, part, edits),
    }


def find_history(
    reviewed: Reviewed, key: str, events: Mapping[str, Mapping[str, Sequence[Event]]]
) -> Iterator[tuple[str, Event]]:
    """All that was decided of a finding, the earliest draft first, each with the name of its draft.

    Args:
        reviewed: what is held of the draft shown.
        key: of the finding.
        events: by draft and finding.
    """
    trail: list[tuple[str, str, str]] = []
    here: Reviewed | None = reviewed
    back = 0
    while here is not None:
        trail.append((here.draft.id, key, _name_draft(back)))
        before = here.held[key].before
        here = here.earlier if before is not None else None
        key = before.key if before is not None else key
        back += 1
    for draft, own, name in reversed(trail):
        yield from ((name, event) for event in events.get(draft, {}).get(own, ()))


def tell_progress(progress: Iterable[Progress]) -> list[dict[str, Any]]:
    """How far the review is, chapter by chapter; the last is all together."""
    return [
        {
            "chapter": each.chapter,
            "reviewed": each.reviewed,
            "suspect": each.suspect,
            "disputed": each.disputed,
            "open": each.open,
            "total": each.total,
        }
        for each in progress
    ]


def tell_decision(decision: Decision, part: Part) -> dict[str, Any]:
    """A decision in the words of the page."""
    return {
        "id": decision.id,
        "reviewer": decision.reviewer,
        "label": _label(decision, part),
        "reason": decision.reason,
        "comment": decision.comment,
        "wording": decision.wording,
        "picked": decision.picked,
        "final": decision.is_final,
        "time": decision.time.isoformat(timespec="seconds"),
        "via": decision.via.label,
    }


def _label(decision: Decision, part: Part) -> str:
    if decision.choice is Choice.UNDECIDED:
        return ""
    return find_label(part, decision.verdict) if decision.choice is Choice.CHANGED else decision.choice.label


def _tell_event(event: Event, name: str, part: Part, history: Sequence[tuple[str, Event]]) -> dict[str, Any]:
    if isinstance(event, Withdrawal):
        taken = next((e for _, e in history if isinstance(e, Decision) and e.id == event.decision), None)
        what = _label(taken, part) or "意见" if taken is not None else ""
        return {
            "reviewer": event.reviewer,
            "time": event.time.isoformat(timespec="seconds"),
            "draft": name,
            "withdrawn": what,
        }
    return {**tell_decision(event, part), "draft": name}


def _tell_change(held: Held, part: Part, edits: Mapping[str, Sequence[Piece]]) -> dict[str, Any] | None:
    """What changed since the draft before; nothing is said of findings nobody had decided."""
    before = held.before
    if before is None or held.change is Change.SAME or not held.decisions:
        return None
    return {
        "label": held.change.label,
        "verdict": find_label(part, before.verdict),
        **{
            side: [{"edit": piece.edit.value, "text": piece.text} for piece in pieces] for side, pieces in edits.items()
        },
    }


def _name_draft(back: int) -> str:
    return ("本稿", "上一稿")[back] if back < 2 else f"前第 {back} 稿"
