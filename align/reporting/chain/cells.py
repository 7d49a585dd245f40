"""What a thread comes to at a plan, as a coloured cell: verdict or standing, the passages that answer, what they lack."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from align.chains import Answer, BreakKind, Stop, StopState, Thread
from align.judging.asks import find_indicator_kinds
from align.model import Indicator, Task
from align.reporting.chain.report import ChainReport
from align.reporting.grids import GridCell, Tone
from align.reporting.matrix import MEANINGS, Standing, build_standing, render_target
from align.reporting.matrixtables import TONES
from align.reporting.quotes import render_passage
from align.reporting.tables import NO_VALUE
from align.results import IndicatorFinding, TaskFinding, TaskVerdict

_VERDICT_TONES = {
    TaskVerdict.COVERED: Tone.GREEN,
    TaskVerdict.PARTIAL: Tone.YELLOW,
    TaskVerdict.MISSING: Tone.RED,
    TaskVerdict.NOT_APPLICABLE: Tone.FAINT,
}
_STATE_TONES = {
    StopState.ORIGIN: Tone.PLAIN,
    StopState.BEYOND: Tone.PURPLE,
    StopState.SEVERED: Tone.GREY,
    StopState.ENDED: Tone.FAINT,
    StopState.OUTSIDE: Tone.FAINT,
    StopState.UNREAD: Tone.GREY,
}
# What is not there is a break here, not a blank of a matrix.
_STANDING_TONES = {**TONES, Standing.ABSENT: Tone.RED, Standing.UNSEEN: Tone.YELLOW}
_SOFTENED = "，改预期性"
_LACKING = "已衔接（上级有缺）"
_VERDICT_MEANINGS = (
    (Tone.GREEN, TaskVerdict.COVERED.label, "上级交下来的要求，本级全部回应"),
    (Tone.BLUE, _LACKING, "上级交下来的部分本级全部回应；上级自己漏掉的部分，本级也没有补上"),
    (Tone.YELLOW, TaskVerdict.PARTIAL.label, "上级交下来的要求，本级只回应了一部分，或有弱化、推迟"),
    (Tone.RED, TaskVerdict.MISSING.label, "断在本级：上级交下来的要求，本级没有回应"),
    (Tone.FAINT, TaskVerdict.NOT_APPLICABLE.label, "不适用于本地，到此为止"),
)
_STATE_MEANINGS = {
    StopState.ORIGIN: "由这份规划提出",
    StopState.BEYOND: "上面已断，本级没有从直接上级接到要求，但对更上一级的要求自有回应",
    StopState.SEVERED: "上面已断，本级也没有自行回应；只在断处报一次",
    StopState.ENDED: "对直接上级已不适用，不再下行",
    StopState.OUTSIDE: "上面是综合性规划，本规划只管一个领域，未涉及此项，不算断",
    StopState.UNREAD: "这份材料没有可对照的任务",
}


def build_cell(report: ChainReport, thread: Thread, position: int, *, brief: bool = False) -> GridCell:
    """A thread at a plan; ``brief`` leaves out everything but verdict, value and the numbers of breaks."""
    stop = thread.at(position)
    if stop is None:
        return GridCell(tone=Tone.FAINT, head="" if position < thread.origin else NO_VALUE)
    tone, head = _sum_up(report, stop)
    body = () if brief else tuple(_tell(report, thread, stop))
    return GridCell(
        tone=tone,
        head=head,
        body=(*_values(thread, stop), *body),
        marks=report.marks.get((thread.number, position), ()),
        hint="　".join(render_passage(answer.finding.reason) for answer in (*stop.answers, *stop.beyond)),
    )


def build_cell_legend(cells: Sequence[GridCell]) -> tuple[tuple[Tone, str, str], ...]:
    """What the heads of cells mean, for those that occur."""
    shown = {cell.head.removesuffix(_SOFTENED) for cell in cells}
    softened = [(Tone.RED, f"……{_SOFTENED}", "上级为约束性指标，本级改为预期性")]
    known = [
        *_VERDICT_MEANINGS,
        *((_STANDING_TONES[standing], standing.label, MEANINGS[standing]) for standing in Standing),
        *((_STATE_TONES[state], state.label, meaning) for state, meaning in _STATE_MEANINGS.items()),
    ]
    legend = {line[1]: line for line in reversed(known) if line[1] in shown}
    return (*reversed(legend.values()), *(softened if any(cell.head.endswith(_SOFTENED) for cell in cells) else ()))


def _sum_up(report: ChainReport, stop: Stop) -> tuple[Tone, str]:
    """The colour of a stop and what it comes to, in a word."""
    if stop.state is not StopState.COMPARED:
        return _STATE_TONES[stop.state], stop.state.label
    if (verdict := stop.verdict) is not None:
        if verdict is TaskVerdict.COVERED and stop.outstanding:
            return Tone.BLUE, _LACKING
        return _VERDICT_TONES[verdict], verdict.label
    standing = min((_standing(report, answer) for answer in stop.answers), key=lambda found: found.rank)
    if any(BreakKind.NATURE in find_indicator_kinds(answer.finding) for answer in stop.answers):
        return Tone.RED, f"{standing.label}{_SOFTENED}"
    return _STANDING_TONES[standing], standing.label


def _standing(report: ChainReport, answer: Answer) -> Standing:
    assert isinstance(answer.finding, IndicatorFinding)
    return build_standing(report.chain.links[answer.link].judgements, answer.finding)


def _values(thread: Thread, stop: Stop) -> tuple[str, ...]:
    """Of an indicator the target and its nature at a stop, each once; nothing of a task."""
    if isinstance(thread.asked, Task):
        return ()
    if stop.state is StopState.ORIGIN:
        return (_render_value(thread.asked),)
    found = (a.finding.lower for a in (stop.answers or stop.beyond) if isinstance(a.finding, IndicatorFinding))
    return tuple(dict.fromkeys(_render_value(indicator) for indicator in found if indicator is not None))


def _render_value(indicator: Indicator) -> str:
    nature = f"，{indicator.nature.label}" if indicator.nature else ""
    return f"{render_target(indicator)}{nature}"


def _tell(report: ChainReport, thread: Thread, stop: Stop) -> Iterator[str]:
    """The passages that answer, what they lack, and how the plan stands to the requirement where the thread began."""
    findings = [a.finding for a in (stop.answers or stop.beyond) if isinstance(a.finding, TaskFinding)]
    for passage in dict.fromkeys(match.text for finding in findings for match in finding.matches):
        yield f"“{render_passage(passage)}”"
    lacking = tuple(dict.fromkeys(point for finding in findings for point in finding.missing_points))
    weakened = tuple(f"{w.upper} → {w.lower}" for finding in findings for w in finding.weakened)
    for label, parts in (
        ("缺", lacking),
        ("弱化", weakened),
        ("补上了上级所缺", stop.supplied),
        ("上级所缺，仍缺", tuple(part for part in stop.outstanding if part not in lacking)),
    ):
        if parts:
            yield f"{label}：{render_passage('；'.join(parts))}"
    if stop.answers and (past := _tell_beyond(report, stop.beyond)) not in ("", _sum_up(report, stop)[1]):
        yield f"直接对照{report.chain.plans[thread.origin].level}原要求：{past}"
    if stop.is_exempt or stop.state is StopState.ENDED:
        yield from dict.fromkeys(render_passage(answer.finding.reason) for answer in (*stop.answers, *stop.beyond))


def _tell_beyond(report: ChainReport, beyond: Sequence[Answer]) -> str:
    """How a plan stands to the thread's own requirement, past the plans between."""
    labels = (
        a.finding.verdict.label if isinstance(a.finding, TaskFinding) else _standing(report, a).label for a in beyond
    )
    return "、".join(dict.fromkeys(labels))
