"""Decides which numbers automatic lists can produce; the others have to be typed.

A list counts as Word counts: a number goes up by one, and starts again below a wider number of the same list. Where a
text starts again on its own, as in a box, a new list is begun, as people do by “restart at 1”.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from roundtrip.rendering.elements import Element, Form, Frame, Mark, Passage


@dataclass(frozen=True, slots=True)
class Place:
    """Where an automatic number counts: a list and a level of it."""

    list_id: int
    level: int


@dataclass(frozen=True, slots=True)
class Plan:
    """The lists of a document, each with the forms of its levels, and by passage (its number in order) its place."""

    lists: tuple[tuple[Form, ...], ...]
    places: dict[int, Place]


@dataclass(slots=True)
class _Counter:
    """A list under way."""

    list_id: int
    forms: tuple[Form, ...]
    counts: dict[int, int] = field(default_factory=dict)

    def expects(self, mark: Mark) -> bool:
        """Whether the list would write this number next."""
        if mark.form not in self.forms:
            return False
        return mark.form.digits == "bullet" or self.counts.get(self.forms.index(mark.form), 0) + 1 == mark.value

    def take(self, mark: Mark) -> Place:
        """Counts on."""
        level = self.forms.index(mark.form)
        self.counts[level] = mark.value
        for deeper in [number for number in self.counts if number > level]:
            del self.counts[deeper]
        return Place(self.list_id, level)


def plan_numbering(body: Sequence[Element]) -> Plan:
    """The lists that write as many of the marks of a text as lists can."""
    passages = list(number_passages(body))
    outside = [passage.mark for _, passage, box in passages if box is None and passage.mark is not None]
    planner = _Planner(_split_forms(outside))
    for number, passage, box in passages:
        if passage.mark is not None:
            planner.add(number, passage.mark, box)
    return Plan(tuple(planner.lists), planner.places)


def number_passages(body: Sequence[Element]) -> Iterator[tuple[int, Passage, int | None]]:
    """All paragraphs of a text in order with their numbers, and the number of the box where they stand in one."""
    number = 0
    boxes = 0
    for element in body:
        if isinstance(element, Passage):
            yield number, element, None
            number += 1
        elif isinstance(element, Frame):
            boxes += 1
            for passage in element.passages:
                yield number, passage, boxes
                number += 1


class _Planner:
    def __init__(self, chains: Sequence[tuple[Form, ...]]) -> None:
        self.lists: list[tuple[Form, ...]] = []
        self.places: dict[int, Place] = {}
        self._main = [self._open(chain) for chain in chains]
        self._side: _Counter | None = None
        self._box: int | None = None

    def add(self, number: int, mark: Mark, box: int | None) -> None:
        """Finds the place of a mark; none where no list writes it."""
        if box != self._box:
            self._box, self._side = box, None
        found = next((counter for counter in self._candidates(box) if counter.expects(mark)), None)
        if found is None and (mark.value == 1 or mark.form.digits == "bullet"):
            found = self._restart(mark.form, box)
        if found is None:
            return
        if self._side is not None and found is not self._side and mark.form < self._side.forms[0]:
            self._side = None
        self.places[number] = found.take(mark)

    def _restart(self, form: Form, box: int | None) -> _Counter:
        """A new list. The widest numbers of a list take its other levels with them, others end where a wider one comes."""
        for index, counter in enumerate(self._main if box is None else ()):
            if counter.forms[0] == form:
                self._main[index] = self._open(counter.forms)
                return self._main[index]
        self._side = self._open((form,))
        return self._side

    def _candidates(self, box: int | None) -> Iterable[_Counter]:
        side = [self._side] if self._side is not None else []
        return side if box is not None else [*side, *self._main]

    def _open(self, forms: tuple[Form, ...]) -> _Counter:
        self.lists.append(forms)
        return _Counter(len(self.lists), forms)


def _split_forms(marks: Sequence[Mark]) -> list[tuple[Form, ...]]:
    """The forms of a text as the levels of lists: a form that counts on below a wider one begins a list of its own."""
    chains: list[tuple[Form, ...]] = []
    for form in sorted({mark.form for mark in marks}):
        joined = (*chains[-1], form) if chains else (form,)
        if len(joined) > 1 and _count_missed(marks, (form,)) < _count_missed(marks, joined):
            chains.append((form,))
        else:
            chains[-1:] = [joined]
    return chains


def _count_missed(marks: Sequence[Mark], forms: tuple[Form, ...]) -> int:
    """How often a list with these levels would not write the last of them as the text does."""
    counter = _Counter(0, forms)
    missed = 0
    for mark in marks:
        if mark.form in forms:
            missed += mark.form == forms[-1] and not counter.expects(mark)
            counter.take(mark)
    return missed
