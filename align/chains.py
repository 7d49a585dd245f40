"""What a chain of plans is: plans of several levels, how each answers those above, and where a requirement's thread breaks."""

from __future__ import annotations

from dataclasses import dataclass

from align.labelled import Labelled
from align.model import Indicator, Plan, Task
from align.results import IndicatorFinding, IndicatorVerdict, Judgements, Provenance, TaskFinding, TaskVerdict
from align.source import Notice

_EXEMPT = (TaskVerdict.NOT_APPLICABLE, IndicatorVerdict.NOT_APPLICABLE)

Asked = Task | Indicator
"""What a plan asks of those below it."""

ThreadFinding = TaskFinding | IndicatorFinding
"""How one plan answers what one plan above it asks."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ChainPlan:
    """A plan with its place in a chain: ``tier`` counts the levels from 0 at the top, ``parents`` are the positions of the
    plans directly above, ``label`` tells it from the others of the chain in few words."""

    plan: Plan
    tier: int
    label: str
    parents: tuple[int, ...]

    @property
    def level(self) -> str:
        """The level of government in Chinese; counted where it is not known."""
        level = self.plan.meta.level
        return f"{level.label.removesuffix('级')}级" if level is not None else f"第 {self.tier + 1} 层"


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """How one plan of a chain answers another above it, both by position.

    ``adjacent``: nothing lies between them. ``across``: a general plan (纲要) above a plan for one field, which need not take up
    everything the general plan asks.
    """

    upper: int
    lower: int
    adjacent: bool
    across: bool
    judgements: Judgements


class StopState(Labelled):
    """How a thread comes to a plan."""

    ORIGIN = ("origin", "起点")
    COMPARED = ("compared", "已对照")
    BEYOND = ("beyond", "越级有响应")
    SEVERED = ("severed", "上级已断")
    ENDED = ("ended", "上级不适用")
    OUTSIDE = ("outside", "本规划未涉及")
    UNREAD = ("unread", "未作对照")


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """A finding on the way of a thread: the link (by position) it was made on, and the id of what the upper plan asks."""

    link: int
    asked: str
    finding: ThreadFinding

    @property
    def is_exempt(self) -> bool:
        """Whether what is asked does not apply."""
        return self.finding.verdict in _EXEMPT


@dataclass(frozen=True, slots=True, kw_only=True)
class Stop:
    """A thread at one plan.

    ``answers``: what was found of that which the plans above hand down here. ``beyond``: what was found of the thread's own
    requirement, where a plan between hands down its own words for it, or nothing at all. Of what plans above left out,
    ``supplied`` is made good here and ``outstanding`` is still lacking.
    """

    plan: int
    state: StopState
    answers: tuple[Answer, ...] = ()
    beyond: tuple[Answer, ...] = ()
    supplied: tuple[str, ...] = ()
    outstanding: tuple[str, ...] = ()

    @property
    def is_exempt(self) -> bool:
        """Whether nothing that is handed down here applies."""
        return bool(self.answers) and all(answer.is_exempt for answer in self.answers)

    @property
    def verdict(self) -> TaskVerdict | None:
        """The verdicts on the tasks handed down taken together, what does not apply left aside; ``None`` where there are none."""
        verdicts = [answer.finding.verdict for answer in self.answers if isinstance(answer.finding, TaskFinding)]
        applying = {verdict for verdict in verdicts if verdict is not TaskVerdict.NOT_APPLICABLE}
        if not applying:
            return TaskVerdict.NOT_APPLICABLE if verdicts else None
        return applying.pop() if len(applying) == 1 else TaskVerdict.PARTIAL


@dataclass(frozen=True, slots=True, kw_only=True)
class Thread:
    """A requirement on its way down: what the plan at position ``origin`` asks, and its stops from there, in order."""

    number: str
    origin: int
    asked: Asked
    stops: tuple[Stop, ...]

    def at(self, plan: int) -> Stop | None:
        """The stop at a plan; ``None`` where the thread does not come there."""
        return next((stop for stop in self.stops if stop.plan == plan), None)


class BreakKind(Labelled):
    """In what a plan falls short of the plan above it."""

    MISSING = ("missing", "缺失")
    UNSEEN = ("unseen", "所附材料未见")
    PARTIAL = ("partial", "部分缺失")
    LOOSER = ("looser", "偏松")
    DEFERRED = ("deferred", "委托式")
    QUALITATIVE = ("qualitative", "未量化")
    NATURE = ("nature", "约束性改预期性")


@dataclass(frozen=True, slots=True, kw_only=True)
class Break:
    """A place where threads break: the lower plan of a link falls short of what the upper one asks. ``threads`` are numbers."""

    link: int
    finding: ThreadFinding
    kinds: tuple[BreakKind, ...]
    threads: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ChainJudgements:
    """All that was judged about a chain; plans stand from the top down, every one after its parents.

    ``tasks`` and ``indicators`` are the threads: those of the top plans first, then those that begin lower down.
    """

    plans: tuple[ChainPlan, ...]
    links: tuple[Link, ...]
    tasks: tuple[Thread, ...]
    indicators: tuple[Thread, ...]
    breaks: tuple[Break, ...]
    warnings: tuple[Notice, ...]
    provenance: Provenance

    @property
    def threads(self) -> tuple[Thread, ...]:
        """The threads of tasks, then those of indicators."""
        return (*self.tasks, *self.indicators)
