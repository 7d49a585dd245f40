"""The threads and breaks of a chain as data frames, for notebooks; types never depend on the data."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

from align.chains import ChainJudgements, Stop, Thread
from align.model import Indicator, Task
from align.reporting.chain.report import ChainReport, build_chain_report
from align.reporting.frames import build_frame, quote_fields
from align.reporting.quotes import render_passage
from align.results import TaskFinding

if TYPE_CHECKING:
    import pandas as pd

_TEXT, _WHOLE, _FLAG = "string", "Int64", "boolean"
_THREAD_TYPES = {
    "thread": _TEXT,
    "part": _TEXT,
    "begins": _TEXT,
    "asked": _TEXT,
    "plan": _TEXT,
    "level": _TEXT,
    "tier": _WHOLE,
    "state": _TEXT,
    "verdict": _TEXT,
    "beyond": _TEXT,
    "answer": _TEXT,
    "nature": _TEXT,
    "missing_points": _TEXT,
    "supplied": _TEXT,
    "outstanding": _TEXT,
    "breaks": _TEXT,
}
_BREAK_TYPES = {
    "number": _TEXT,
    "plan": _TEXT,
    "level": _TEXT,
    "tier": _WHOLE,
    "above": _TEXT,
    "part": _TEXT,
    "kinds": _TEXT,
    "severity": _TEXT,
    "pending": _FLAG,
    "id": _TEXT,
    "title": _TEXT,
    "reason": _TEXT,
    "threads": _TEXT,
    "upper_text": _TEXT,
    "upper_where": _TEXT,
    "lower_text": _TEXT,
    "lower_where": _TEXT,
}


def threads_frame(chain: ChainJudgements) -> pd.DataFrame:
    """One row per thread and plan it comes to; ``answer`` is the text that answers a task, the target of an indicator.

    ``frame[frame.part == "task"].pivot(index="thread", columns="plan", values="state")`` is the grid itself.
    """
    report = build_chain_report(chain)
    rows = (_thread_row(report, thread, stop) for thread in chain.threads for stop in thread.stops)
    return build_frame(rows, _THREAD_TYPES)


def breaks_frame(chain: ChainJudgements) -> pd.DataFrame:
    """One row per break, level by level; ``threads`` are the numbers of those that break there."""
    return build_frame(_break_rows(build_chain_report(chain)), _BREAK_TYPES)


def _thread_row(report: ChainReport, thread: Thread, stop: Stop) -> dict[str, Any]:
    plan = report.chain.plans[stop.plan]
    verdicts = [stop.verdict] if stop.verdict else [answer.finding.verdict for answer in stop.answers]
    asked = thread.asked
    missing = [point for a in stop.answers if isinstance(a.finding, TaskFinding) for point in a.finding.missing_points]
    return {
        "thread": thread.number,
        "part": "task" if isinstance(asked, Task) else "indicator",
        "begins": report.chain.plans[thread.origin].label,
        "asked": render_passage(asked.text if isinstance(asked, Task) else asked.name),
        "plan": plan.label,
        "level": plan.level,
        "tier": plan.tier,
        "state": stop.state.value,
        "verdict": _join(verdict.value for verdict in verdicts),
        "beyond": _join(answer.finding.verdict.value for answer in stop.beyond),
        **_own(thread, stop),
        "missing_points": _join(missing),
        "supplied": _join(stop.supplied),
        "outstanding": _join(stop.outstanding),
        "breaks": _join(report.marks.get((thread.number, stop.plan), ())),
    }


def _own(thread: Thread, stop: Stop) -> dict[str, str | None]:
    """What the plan itself says: the passages that answer a task; target and nature of an indicator."""
    findings = [answer.finding for answer in (stop.answers or stop.beyond)]
    if isinstance(thread.asked, Task):
        passages = (match.text for f in findings if isinstance(f, TaskFinding) for match in f.matches)
        return {"answer": _join(map(render_passage, passages))}
    lowers = [f.lower for f in findings if not isinstance(f, TaskFinding) and f.lower is not None]
    own: list[Indicator] = lowers if stop.plan != thread.origin else [thread.asked]
    return {
        "answer": _join(i.target for i in own if i.target),
        "nature": _join(i.nature.value for i in own if i.nature),
    }


def _break_rows(report: ChainReport) -> Iterator[dict[str, Any]]:
    for each, entry in zip(report.breaks, report.entries, strict=True):
        link = report.link_of(entry)
        plan = report.chain.plans[link.lower]
        yield {
            "number": entry.number,
            "plan": plan.label,
            "level": plan.level,
            "tier": plan.tier,
            "above": report.chain.plans[link.upper].label,
            "part": entry.part.value,
            "kinds": _join(kind.value for kind in each.kinds),
            "severity": entry.severity.value,
            "pending": entry.pending,
            "id": entry.id,
            "title": entry.title,
            "reason": entry.reason,
            "threads": _join(each.threads),
            **quote_fields("upper", entry.upper),
            **quote_fields("lower", entry.lower),
        }


def _join(parts: Iterable[str]) -> str | None:
    """The parts in one text, each once; missing where there are none."""
    return "；".join(dict.fromkeys(parts)) or None
