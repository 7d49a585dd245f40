"""Chooses the gaps of a plan and what is known of them."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from align.evaluation.scoring import normalise
from province.adapting import Adapter
from province.names import Place
from province.recipe import Topic, load_topics
from province.targets import BINDING, Row, defer, loosen, unbind
from province.truth import Requirement, list_requirements

CLAIM_KINDS = ("indicator_count", "binding_count", "task_count", "project_count", "investment")
_CLAIM_ERRORS = {"investment": 10}
_TOPICS = 2
# The share of plans that each gap of an indicator or a number is planted in, and of plans without any gap.
_SHARE = 0.6
_CLEAN = 0.12


class Kind(StrEnum):
    """The gaps that are planted."""

    TASK = "task"
    LOOSENED = "loosened"
    NATURE = "nature"
    REMOVED = "removed"
    DEFERRED = "deferred"
    CLAIM = "claim"


@dataclass(frozen=True, slots=True, kw_only=True)
class Against:
    """An upper plan that a gap holds against: the quotes of its requirements, or the name of its indicator."""

    upper: str
    direct: bool
    quotes: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Gap:
    """A planted gap of a lower plan; ``about`` is the topic, the indicator or the kind of claim."""

    lower: str
    kind: Kind
    about: str
    changed: str
    against: tuple[Against, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Upper:
    """What is needed of a plan above: its file, place, words, and the rows that stand in it."""

    file: str
    place: Place
    adapter: Adapter
    text: str
    rows: tuple[Row, ...]

    def find_quotes(self, requirements: Sequence[Requirement]) -> tuple[str, ...]:
        """The requirements as this plan words them, where they stand in it."""
        plain = normalise(self.text)
        quotes = dict.fromkeys(self.adapter.adapt(one.quote, one.source) for one in requirements)
        return tuple(quote for quote in quotes if normalise(quote) in plain)


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """The gaps of a plan before it is written: topics to delete, the rows with their gaps, numbers to state wrongly."""

    topics: tuple[Topic, ...]
    rows: tuple[Row, ...]
    changes: tuple[tuple[Kind, str, str], ...]
    off: dict[str, int]


def choose_gaps(place: Place, rows: tuple[Row, ...], uppers: Sequence[Upper], seed: int, *, clean: bool) -> Choice:
    """The gaps of one plan.

    Args:
        place: whose plan.
        rows: its indicators before any gap.
        uppers: the plans above, nearest first; none where nothing is to be planted.
        seed: decides which gaps.
        clean: whether to plant none.
    """
    chance = random.Random(f"{seed}:{place.name}:gaps")
    if clean or not uppers or chance.random() < _CLEAN:
        return Choice(topics=(), rows=rows, changes=(), off={})
    direct = uppers[0]
    topics = [topic for topic in load_topics() if direct.find_quotes(_requirements(topic, direct.place, place))]
    changed, changes = _change_rows(rows, direct, place, chance)
    kind = chance.choice(CLAIM_KINDS)
    off = {kind: _CLAIM_ERRORS.get(kind, 1)} if chance.random() < _SHARE else {}
    picked = chance.sample(topics, min(_TOPICS, len(topics)))
    return Choice(topics=tuple(picked), rows=changed, changes=changes, off=off)


def _change_rows(
    rows: tuple[Row, ...], direct: Upper, place: Place, chance: random.Random
) -> tuple[tuple[Row, ...], tuple[tuple[Kind, str, str], ...]]:
    """The rows with at most one gap of each kind, each in a row of its own, and what was done to which."""
    above = {row.key: row for row in direct.rows if row.value == row.value}
    free = [row for row in rows if row.key in above]
    chance.shuffle(free)
    changed = {row.key: row for row in rows}
    changes = []
    for kind in (Kind.NATURE, Kind.LOOSENED, Kind.REMOVED, Kind.DEFERRED):
        fitting = [row for row in free if kind is not Kind.NATURE or _binds(row, above[row.key])]
        if not fitting or chance.random() > _SHARE:
            continue
        row = fitting[0]
        free.remove(row)
        other = _change(kind, row, above[row.key], place.level, chance)
        if other is None:
            del changed[row.key]
            changes.append((kind, row.key, f"删去“{row.name}”一行"))
        else:
            changed[row.key] = other
            changes.append((kind, row.key, f"“{row.name}”：{_show(row)} → {_show(other)}"))
    return tuple(changed[row.key] for row in rows if row.key in changed), tuple(changes)


def _binds(row: Row, above: Row) -> bool:
    return row.nature == above.nature == BINDING


def _change(kind: Kind, row: Row, above: Row, level: str, chance: random.Random) -> Row | None:
    if kind is Kind.NATURE:
        return unbind(row)
    if kind is Kind.LOOSENED:
        return loosen(row, above, chance)
    return defer(row, level) if kind is Kind.DEFERRED else None


def _show(row: Row) -> str:
    return f"{row.written}（{row.nature}）"


def list_gaps(place: Place, file: str, choice: Choice, uppers: Sequence[Upper]) -> tuple[Gap, ...]:
    """The gaps that were planted, with all plans above that they hold against."""
    found = [_task_gap(topic, place, file, uppers) for topic in choice.topics]
    rows = {row.key: row for row in choice.rows}
    for kind, key, changed in choice.changes:
        against = tuple(
            Against(upper=upper.file, direct=number == 0, quotes=(row.name,))
            for number, upper in enumerate(uppers)
            for row in upper.rows
            if row.key == key and _holds(kind, row, rows.get(key))
        )
        found.append(Gap(lower=file, kind=kind, about=key, changed=changed, against=against))
    for claim, error in choice.off.items():
        # A number of its own is wrong whatever plan it is held against; the nearest one stands for all.
        against = (Against(upper=uppers[0].file, direct=True, quotes=()),)
        found.append(Gap(lower=file, kind=Kind.CLAIM, about=claim, changed=f"自述数字多写{error}", against=against))
    return tuple(found)


def _task_gap(topic: Topic, place: Place, file: str, uppers: Sequence[Upper]) -> Gap:
    against = [
        Against(upper=upper.file, direct=number == 0, quotes=quotes)
        for number, upper in enumerate(uppers)
        if (quotes := upper.find_quotes(_requirements(topic, upper.place, place)))
    ]
    return Gap(
        lower=file,
        kind=Kind.TASK,
        about=topic.id,
        changed=f"删去正文中关于{topic.name}的全部语句",
        against=tuple(against),
    )


def _requirements(topic: Topic, upper: Place, lower: Place) -> list[Requirement]:
    wanted = set(topic.requirements)
    return [one for one in list_requirements(upper.level, lower.level) if (one.case, one.id) in wanted]


def _holds(kind: Kind, above: Row, row: Row | None) -> bool:
    """Whether a changed row falls short of that of a plan above."""
    if row is None:
        return True
    if kind is Kind.NATURE:
        return above.nature == BINDING
    return above.value == above.value and (kind is Kind.DEFERRED or not above.is_met(row))
