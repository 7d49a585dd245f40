"""Gathers a chain into one report: its breaks as numbered entries, and what became of each thread."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from align.chains import Break, ChainJudgements, Link, StopState, Thread
from align.labelled import Labelled
from align.reporting.entries import Entry, Point
from align.reporting.findings import build_entries
from align.reporting.quotes import Quote, build_quote
from align.reporting.report import count_grades
from align.results import Side, TaskFinding


class Fate(Labelled):
    """What becomes of a thread that does not break."""

    WHOLE = ("whole", "一路衔接")
    ENDED = ("ended", "因不适用而止")
    OTHER = ("other", "未涉及或未作对照")


@dataclass(frozen=True, slots=True, kw_only=True)
class ChainReport:
    """A chain and its breaks as reported: level by level, the gravest first.

    ``entries`` stand beside ``breaks``; the ``pair`` of an entry is the position of its link. ``marks``: the numbers of the
    breaks on a thread at a plan, by the thread's number and the plan's position.
    """

    chain: ChainJudgements
    breaks: tuple[Break, ...]
    entries: tuple[Entry, ...]
    marks: Mapping[tuple[str, int], tuple[str, ...]]

    @property
    def title(self) -> str:
        """What the report shows."""
        labels = dict.fromkeys(plan.label for plan in self.chain.plans)
        return f"{'—'.join(labels)}：{len(self.chain.plans)} 份规划上下贯通审查"

    def name(self, plan: int) -> str:
        """A plan as cited: level, place and title."""
        each = self.chain.plans[plan]
        return f"{each.level} {each.label}《{each.plan.meta.title}》"

    def link_of(self, entry: Entry) -> Link:
        """The link a break was found on."""
        return self.chain.links[entry.pair]

    def entries_at(self, plan: int) -> tuple[Entry, ...]:
        """The breaks at a plan."""
        return tuple(entry for entry in self.entries if self.link_of(entry).lower == plan)

    def broken_at(self, thread: Thread) -> tuple[int, ...]:
        """The plans at which a thread breaks."""
        return tuple(stop.plan for stop in thread.stops if (thread.number, stop.plan) in self.marks)


def build_chain_report(chain: ChainJudgements) -> ChainReport:
    """The report on a chain."""
    breaks = sorted(chain.breaks, key=lambda each: (chain.links[each.link].lower, each.finding.severity.rank))
    found = {
        index: {entry.key: entry for entry in build_entries(link.judgements, index, numbered=False)}
        for index, link in enumerate(chain.links)
    }
    entries = []
    marks: dict[tuple[str, int], tuple[str, ...]] = {}
    for count, each in enumerate(breaks, start=1):
        finding = each.finding
        key = f"task:{finding.task.id}" if isinstance(finding, TaskFinding) else f"indicator:{finding.id}"
        entry = _build_entry(each, f"BRK-{count:03d}", found[each.link][key])
        entries.append(entry)
        for thread in each.threads:
            place = (thread, chain.links[each.link].lower)
            marks[place] = (*marks.get(place, ()), entry.number)
    return ChainReport(chain=chain, breaks=tuple(breaks), entries=tuple(entries), marks=marks)


def find_quote(chain: ChainJudgements, thread: Thread) -> Quote:
    """What a thread asks, as quoted."""
    plan, asked = chain.plans[thread.origin].plan, thread.asked
    division = plan.path(asked.division_id)
    return build_quote(plan, Side.UPPER, asked.text, asked.span, division=division, page=asked.page)


def find_fate(report: ChainReport, thread: Thread) -> int | Fate:
    """The position of the plan where a thread breaks first, or what becomes of it at the lowest level it comes to."""
    if broken := report.broken_at(thread):
        return broken[0]
    tiers = {
        stop.plan: report.chain.plans[stop.plan].tier for stop in thread.stops if stop.state is not StopState.ORIGIN
    }
    last = [stop for stop in thread.stops if stop.plan in tiers and tiers[stop.plan] == max(tiers.values())]
    if any(stop.state in (StopState.COMPARED, StopState.BEYOND) and not stop.is_exempt for stop in last):
        return Fate.WHOLE
    ended = any(stop.state is StopState.ENDED or stop.is_exempt for stop in last)
    return Fate.ENDED if ended else Fate.OTHER


def find_top_threads(chain: ChainJudgements, threads: Sequence[Thread]) -> tuple[Thread, ...]:
    """The threads that begin at a plan with none above it."""
    return tuple(thread for thread in threads if not chain.plans[thread.origin].parents)


def render_chain_conclusion(report: ChainReport) -> str:
    """What the chain comes to in a sentence: the top plans' tasks, and the breaks counted by level and by grade."""
    chain = report.chain
    fates = [find_fate(report, thread) for thread in find_top_threads(chain, chain.tasks)]
    broken = sum(isinstance(fate, int) for fate in fates)
    levels = "、".join(
        f"{plan.label} {len(report.entries_at(position))} 处"
        for position, plan in enumerate(chain.plans)
        if plan.parents
    )
    grades = "、".join(f"{grade} {count}" for grade, count in count_grades(report.entries).items() if count)
    return (
        f"最上级任务 {len(fates)} 项：一路衔接 {fates.count(Fate.WHOLE)} 项，有断点 {broken} 项，因不适用而止 {fates.count(Fate.ENDED)} 项。"
        f"任务和指标共有断点 {len(report.entries)} 处（{grades or '无'}）：{levels}；每处只在断的那一级报一次。"
    )


def _build_entry(each: Break, number: str, entry: Entry) -> Entry:
    """The entry of a finding as that of a break: what falls short is its verdict."""
    rest = tuple(Point(label="同时", text=kind.label) for kind in each.kinds[1:])
    threads = Point(label="涉及的要求", text="、".join(each.threads))
    return replace(entry, number=number, verdict=each.kinds[0], points=(*rest, *entry.points, threads))
