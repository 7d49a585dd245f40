"""A reviewed pair as a gold case, on which ``plan-align evaluate`` measures the program."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from align.reporting.entries import Entry, Part
from align.reporting.fields import build_indicator
from align.reporting.files import write_text
from align.reporting.settling import settle_entry
from align.results import IndicatorFinding, TaskVerdict
from align.reviewing.dossier import Dossier
from align.reviewing.links.answers import Link, LinkSet

Json = dict[str, Any]


def write_gold(folder: Path, dossier: Dossier, links: Iterable[Link], pair: int = 0) -> Path | None:
    """Writes what reviewers settled of a pair as a case: both texts and ``gold.json``; nothing where they settled nothing.

    Raises:
        OutputError: the folder cannot be written.
    """
    case = build_gold(dossier, links, pair)
    if not case["tasks"] and not case["indicators"]:
        return None
    judgements = dossier.report.pairs[pair]
    write_text(folder / "upper.txt", judgements.upper.source.text)
    write_text(folder / "lower.txt", judgements.lower.source.text)
    path = folder / "gold.json"
    write_text(path, json.dumps(case, ensure_ascii=False, indent=1) + "\n")
    return path


def build_gold(dossier: Dossier, links: Iterable[Link], pair: int = 0) -> Json:
    """The requirements and indicators that were settled; what nobody looked at, or is unsure, is no gold."""
    judgements = dossier.report.pairs[pair]
    settled = {entry.key: settle_entry(entry) for entry in dossier.report.entries if _is_settled(entry, pair)}
    answers: dict[str, list[str]] = {}
    for link in links:
        if link.set is LinkSet.POSITIVE and link.lower:
            answers.setdefault(link.upper_id, []).append(link.lower)
    return {
        "case": judgements.lower.meta.title,
        "tasks": [
            _build_task(entry, answers.get(entry.id, [])) for entry in settled.values() if entry.part is Part.TASK
        ],
        "local_extra": [],
        "indicators": [
            _build_indicator(finding, settled[f"indicator:{finding.id}"])
            for finding in judgements.indicators
            if f"indicator:{finding.id}" in settled
        ],
        "claims": [],
    }


def _is_settled(entry: Entry, pair: int) -> bool:
    return entry.pair == pair and entry.review is not None and entry.review.is_settled


def _build_task(entry: Entry, answers: list[str]) -> Json:
    verdict = entry.verdict if entry.applicable else TaskVerdict.NOT_APPLICABLE
    answered = verdict in (TaskVerdict.COVERED, TaskVerdict.PARTIAL)
    return {
        "id": entry.id,
        "quote": entry.upper[0].text,
        "theme": entry.theme,
        "verdict": verdict.value,
        "lower_quotes": answers if answered else [],
        "missing_points": [],
        "note": entry.review.comment if entry.review is not None else "",
    }


def _build_indicator(finding: IndicatorFinding, entry: Entry) -> Json:
    sides: Mapping[str, Json | None] = {
        "upper": build_indicator(finding.upper, ()) if finding.upper else None,
        "lower": build_indicator(finding.lower, ()) if finding.lower else None,
    }
    return {
        "name": finding.name,
        **sides,
        "verdict": entry.verdict.value if entry.applicable else "not_applicable",
        "nature_changed": finding.nature_changed,
        "unit_differs": finding.unit_differs,
        "note": entry.review.comment if entry.review is not None else "",
    }
