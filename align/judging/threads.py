"""Follows what each plan of a chain asks from plan to plan: where it is answered, by what, and where its thread breaks."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from align.chains import Answer, Asked, Break, BreakKind, ChainPlan, Link, Stop, StopState, Thread, ThreadFinding
from align.judging.asks import Asks
from align.judging.leftovers import Leftover, find_leftovers, settle_leftovers
from align.results import IndicatorVerdict, TaskFinding, TaskVerdict

_Ask = tuple[int, str]
_MISSING = (TaskVerdict.MISSING, IndicatorVerdict.MISSING)


@dataclass(slots=True)
class _Way:
    """How far a thread has come: its stops so far by plan, what each plan hands on (plan and id), and what each lacks."""

    origin: _Ask
    stops: dict[int, Stop] = field(default_factory=dict)
    handed: dict[int, tuple[_Ask, ...]] = field(default_factory=dict)
    lacking: dict[int, tuple[Leftover, ...]] = field(default_factory=dict)


class ThreadFollower:
    """Follows the threads of a chain; ``links`` hold every pair of a plan and one above it, adjacent or not."""

    def __init__(self, plans: Sequence[ChainPlan], links: Sequence[Link], asks: Asks) -> None:
        self._plans = plans
        self._links = links
        self._asks = asks
        self._by_pair = {(link.upper, link.lower): index for index, link in enumerate(links)}
        self._findings = [asks.findings(link) for link in links]

    def follow(self) -> tuple[Thread, ...]:
        """The threads, from the top plans' down; what a thread from above already runs through begins none of its own."""
        threads: list[Thread] = []
        reached: set[_Ask] = set()
        parents = {parent for plan in self._plans for parent in plan.parents}
        for position, each in enumerate(self._plans):
            if position not in parents and not self._asks.from_last:
                continue
            for asked in self._asks.asked(each.plan):
                if (position, asked.id) not in reached:
                    number = f"{self._asks.prefix}-{len(threads) + 1:03d}"
                    way = self._follow((position, asked.id))
                    reached.update(ask for handed in way.handed.values() for ask in handed)
                    threads.append(_build_thread(number, position, asked, way))
        return tuple(threads)

    def find_breaks(self, threads: Iterable[Thread]) -> tuple[Break, ...]:
        """Every finding on the threads that falls short, once, at its plan: in the order of plans, then of links."""
        through: dict[tuple[int, str], tuple[Answer, dict[str, None]]] = {}
        for thread in threads:
            for stop in thread.stops:
                for answer in stop.answers:
                    if not self._is_told_above(answer, stop):
                        key = (answer.link, _id_of(answer.finding))
                        through.setdefault(key, (answer, {}))[1][thread.number] = None
        breaks = [
            Break(link=answer.link, finding=answer.finding, kinds=kinds, threads=tuple(numbers))
            for answer, numbers in through.values()
            if (kinds := self._kinds(answer))
        ]
        order = {key: place for place, key in enumerate(self._in_order())}
        return tuple(sorted(breaks, key=lambda each: order[(each.link, _id_of(each.finding))]))

    def _in_order(self) -> Iterator[tuple[int, str]]:
        for index, _ in sorted(enumerate(self._links), key=lambda pair: (pair[1].lower, pair[1].upper)):
            for findings in self._findings[index].values():
                yield from ((index, _id_of(finding)) for finding in findings)

    def _kinds(self, answer: Answer) -> tuple[BreakKind, ...]:
        """In what an answer falls short; a plan for one field need not take up all that a general plan asks, and what is not
        in a text about a plan, or in a table alone, may yet be in the plan."""
        link = self._links[answer.link]
        if answer.finding.verdict not in _MISSING:
            return self._asks.kinds(answer.finding)
        if link.across:
            return ()
        return (BreakKind.MISSING if self._plans[link.lower].plan.meta.kind.is_full_text else BreakKind.UNSEEN,)

    def _is_told_above(self, answer: Answer, stop: Stop) -> bool:
        """Whether a plan lacks only what plans between lack as well, where they hand a task down without words of their own."""
        finding = answer.finding
        if self._links[answer.link].adjacent or not isinstance(finding, TaskFinding):
            return False
        return (
            finding.verdict is TaskVerdict.PARTIAL
            and not finding.weakened
            and set(finding.missing_points) <= set(stop.outstanding)
        )

    def _follow(self, origin: _Ask) -> _Way:
        way = _Way(origin=origin, handed={origin[0]: (origin,)})
        way.stops[origin[0]] = Stop(plan=origin[0], state=StopState.ORIGIN)
        for position in range(origin[0] + 1, len(self._plans)):
            above = [parent for parent in self._plans[position].parents if parent in way.stops]
            if above:
                self._come_to(position, above, way)
        return way

    def _come_to(self, position: int, above: Sequence[int], way: _Way) -> None:
        """Takes the thread to a plan from those directly above it that it came through."""
        handed = tuple(dict.fromkeys(ask for parent in above for ask in way.handed.get(parent, ())))
        answers = self._answers(handed, position)
        beyond = () if way.origin in handed else self._answers((way.origin,), position)
        state = self._state(position, handed, answers, beyond, [way.stops[parent] for parent in above])
        carrying = beyond if state is StopState.BEYOND else answers
        way.handed[position] = handed if state is StopState.UNREAD else self._taken(carrying, position)
        lacking = dict.fromkeys(left for parent in above for left in way.lacking.get(parent, ()))
        answered = {left: self._answers(((left.plan, left.asked),), position) for left in lacking}
        supplied, outstanding = settle_leftovers(answered)
        fresh = find_leftovers((self._links[answer.link].upper, answer) for answer in carrying)
        way.lacking[position] = tuple(dict.fromkeys((*outstanding, *fresh)))
        way.stops[position] = Stop(
            plan=position,
            state=state,
            answers=answers,
            beyond=beyond,
            supplied=tuple(left.text for left in supplied),
            outstanding=tuple(left.text for left in outstanding),
        )

    def _answers(self, asks: Iterable[_Ask], position: int) -> tuple[Answer, ...]:
        """What was found of things asked, each of the plan that asks it."""
        found: list[Answer] = []
        for plan, asked in asks:
            link = self._by_pair[(plan, position)]
            found.extend(
                Answer(link=link, asked=asked, finding=finding) for finding in self._findings[link].get(asked, ())
            )
        return tuple(found)

    def _taken(self, answers: Sequence[Answer], position: int) -> tuple[_Ask, ...]:
        """What a plan hands on: that of its own which answers; where only other text answers, what it was asked itself."""
        handed: dict[_Ask, None] = {}
        for answer in answers:
            if answer.is_exempt or answer.finding.verdict in _MISSING:
                continue
            own = self._asks.taken(answer.finding, self._plans[position].plan)
            handed.update(dict.fromkeys((position, each) for each in own))
            if not own:
                handed[(self._links[answer.link].upper, answer.asked)] = None
        return tuple(handed)

    def _state(
        self,
        position: int,
        handed: Sequence[_Ask],
        answers: Sequence[Answer],
        beyond: Sequence[Answer],
        above: Sequence[Stop],
    ) -> StopState:
        if answers:
            missing = all(answer.finding.verdict in _MISSING for answer in answers)
            across = all(self._links[answer.link].across for answer in answers)
            return StopState.OUTSIDE if missing and across else StopState.COMPARED
        if handed:
            return StopState.UNREAD
        if not any(_is_severed(stop) for stop in above):
            ended = any(stop.state is StopState.ENDED or stop.is_exempt for stop in above)
            return StopState.ENDED if ended else StopState.OUTSIDE
        if beyond and all(answer.is_exempt for answer in beyond):
            return StopState.ENDED
        found = any(answer.finding.verdict not in _MISSING for answer in beyond)
        return StopState.BEYOND if found else StopState.SEVERED


def _is_severed(stop: Stop) -> bool:
    """Whether the thread broke at a stop, or came there broken."""
    if stop.state is StopState.COMPARED:
        return any(answer.finding.verdict in _MISSING for answer in stop.answers)
    return stop.state is StopState.SEVERED


def _id_of(finding: ThreadFinding) -> str:
    return finding.task.id if isinstance(finding, TaskFinding) else finding.id


def _build_thread(number: str, origin: int, asked: Asked, way: _Way) -> Thread:
    return Thread(number=number, origin=origin, asked=asked, stops=tuple(way.stops[p] for p in sorted(way.stops)))
