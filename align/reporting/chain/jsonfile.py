"""The machine-readable result of a chain (schema ``plan-align/chain``, version 1; ``schemas/chain.schema.json``)."""

from __future__ import annotations

from collections.abc import Sequence

from align.chains import Answer, ChainJudgements, Link, Stop, Thread
from align.model import Task
from align.reporting.chain.report import ChainReport, build_chain_report
from align.reporting.entries import Entry
from align.reporting.fields import (
    Json,
    build_indicator,
    build_indicator_judgement,
    build_match,
    build_meta,
    build_notice,
    build_reading,
    build_span,
    build_task,
)
from align.reporting.quotes import Quote
from align.results import TaskFinding

SCHEMA = "plan-align/chain"
"""The name of the form."""

VERSION = 1
"""The version of the form; keys may be added to it, none changed."""


def build_chain_result(chain: ChainJudgements) -> Json:
    """All that was judged about a chain; plans and links are named by their positions, from 0."""
    report = build_chain_report(chain)
    return {
        "schema": SCHEMA,
        "version": VERSION,
        "plans": [
            {
                "label": plan.label,
                "tier": plan.tier,
                "parents": list(plan.parents),
                **build_meta(plan.plan.meta),
                "reading": build_reading(plan.plan),
            }
            for plan in chain.plans
        ],
        "links": [_build_link(link) for link in chain.links],
        "breaks": [
            _build_break(report, entry, [kind.value for kind in each.kinds], each.threads)
            for each, entry in zip(report.breaks, report.entries, strict=True)
        ],
        "tasks": [_build_thread(report, thread) for thread in chain.tasks],
        "indicators": [_build_thread(report, thread) for thread in chain.indicators],
        "warnings": [build_notice(notice) for notice in chain.warnings],
        "provenance": {
            "version": chain.provenance.version,
            "judge": chain.provenance.judge,
            "settings": chain.provenance.settings,
            "mappings": chain.provenance.mappings,
            "libraries": dict(chain.provenance.libraries),
        },
    }


def _build_link(link: Link) -> Json:
    return {"upper": link.upper, "lower": link.lower, "adjacent": link.adjacent, "across": link.across}


def _build_break(report: ChainReport, entry: Entry, kinds: list[str], threads: Sequence[str]) -> Json:
    link = report.link_of(entry)
    return {
        "number": entry.number,
        "part": entry.part.value,
        "id": entry.id,
        "upper": link.upper,
        "lower": link.lower,
        "kinds": kinds,
        "severity": entry.severity.value,
        "pending": entry.pending,
        "title": entry.title,
        "reason": entry.reason,
        "upper_quotes": [_build_quote(quote) for quote in entry.upper],
        "lower_quotes": [_build_quote(quote) for quote in entry.lower],
        "points": [{"label": point.label, "text": point.text} for point in entry.points],
        "threads": list(threads),
    }


def _build_quote(quote: Quote) -> Json:
    return {
        "text": quote.text,
        "division": list(quote.division),
        "place": quote.place,
        "span": build_span(quote.span),
        "note": quote.note,
    }


def _build_thread(report: ChainReport, thread: Thread) -> Json:
    plan = report.chain.plans[thread.origin].plan
    asked, division = thread.asked, plan.path(thread.asked.division_id)
    notes = plan.source.notes_at(asked.span)
    return {
        "number": thread.number,
        "origin": thread.origin,
        "asked": build_task(asked, division, notes) if isinstance(asked, Task) else build_indicator(asked, division),
        "broken_at": list(report.broken_at(thread)),
        "stops": [_build_stop(report, thread, stop) for stop in thread.stops],
    }


def _build_stop(report: ChainReport, thread: Thread, stop: Stop) -> Json:
    return {
        "plan": stop.plan,
        "state": stop.state.value,
        "verdict": stop.verdict.value if stop.verdict else None,
        "answers": [_build_answer(report, answer) for answer in stop.answers],
        "beyond": [_build_answer(report, answer) for answer in stop.beyond],
        "supplied": list(stop.supplied),
        "outstanding": list(stop.outstanding),
        "breaks": list(report.marks.get((thread.number, stop.plan), ())),
    }


def _build_answer(report: ChainReport, answer: Answer) -> Json:
    link, finding = report.chain.links[answer.link], answer.finding
    lower = link.judgements.lower
    told: Json = {"upper": link.upper, "asked": answer.asked}
    if isinstance(finding, TaskFinding):
        return {
            **told,
            "verdict": finding.verdict.value,
            "severity": finding.severity.value,
            "reason": finding.reason,
            "missing_points": list(finding.missing_points),
            "weakened": [{"upper": change.upper, "lower": change.lower} for change in finding.weakened],
            "matches": [build_match(match, lower.source.notes_at(match.span)) for match in finding.matches],
        }
    own = build_indicator(finding.lower, lower.path(finding.lower.division_id)) if finding.lower else None
    return {**told, **build_indicator_judgement(finding), "lower": own}
