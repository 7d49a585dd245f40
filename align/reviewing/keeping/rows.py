"""Drafts and events as the rows of a store, and back."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict
from datetime import datetime
from typing import Any

from align.reporting.entries import Part
from align.reporting.reviews import Choice
from align.reviewing.decisions import Decision, Event, Via, Withdrawal
from align.reviewing.drafts import Draft, Subject

Row = Mapping[str, Any]
_WITHDRAWAL = "withdrawal"


def render_draft(draft: Draft, added: datetime) -> dict[str, Any]:
    """The row of a draft."""
    subjects = json.dumps([asdict(subject) for subject in draft.subjects], ensure_ascii=False)
    return {
        "id": draft.id,
        "series": draft.series,
        "upper_title": draft.upper_title,
        "lower_title": draft.lower_title,
        "lower_sha256": draft.lower_sha256,
        "lower_text": draft.lower_text,
        "subjects": subjects,
        "previous": draft.previous,
        "added": added.isoformat(timespec="seconds"),
    }


def parse_draft(row: Row) -> Draft:
    """The draft of a row."""
    subjects = tuple(
        Subject(**{**kept, "part": Part(kept["part"]), "upper": tuple(kept["upper"]), "lower": tuple(kept["lower"])})
        for kept in json.loads(row["subjects"])
    )
    names = ("id", "series", "upper_title", "lower_title", "lower_sha256", "lower_text", "previous")
    return Draft(subjects=subjects, **{name: row[name] for name in names})


def render_event(event: Event) -> dict[str, Any]:
    """The row of an event."""
    common = {name: getattr(event, name) for name in ("id", "draft", "finding", "reviewer")}
    common["time"] = event.time.isoformat(timespec="seconds")
    if isinstance(event, Withdrawal):
        return {**common, "kind": _WITHDRAWAL, "decision": event.decision}
    texts = {name: getattr(event, name) for name in ("verdict", "reason", "comment", "wording", "picked")}
    return {
        **common,
        **texts,
        "kind": "decision",
        "choice": event.choice.value,
        "is_final": int(event.is_final),
        "via": event.via.value,
    }


def parse_event(row: Row) -> Event:
    """The event of a row."""
    time = datetime.fromisoformat(row["time"])
    common = {name: row[name] for name in ("id", "draft", "finding", "reviewer")}
    if row["kind"] == _WITHDRAWAL:
        return Withdrawal(**common, decision=row["decision"], time=time)
    return Decision(
        **common,
        **{name: row[name] for name in ("verdict", "reason", "comment", "wording", "picked")},
        choice=Choice(row["choice"]),
        is_final=bool(row["is_final"]),
        time=time,
        via=Via(row["via"]),
    )
