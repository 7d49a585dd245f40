"""Counts what a document lists, so that its statements about itself can be checked."""

from __future__ import annotations

import re
from collections import Counter as Tally
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from functools import partial

from align.model import ClaimKind, Division, DivisionKind, Indicator, Nature, Origin, Project, Role
from align.parsing.numbering import parse_ordinal
from align.parsing.outline import Outline

_LISTED_TASKS = re.compile(r"(?:^|重点|主要|重大|工作|目标)任务|(?:重点|主要|专项)行动")
_CHAPTER = re.compile(r"第([一二三四五六七八九十百]+|\d+)章")
_CHAPTER_RANGE = re.compile(rf"{_CHAPTER.pattern}(?:至|到|—|-|～){_CHAPTER.pattern}")


def parse_count(text: str) -> Decimal | None:
    """A counted number as written: ``19``, ``165.135``, ``十一``, ``两``; ``None`` for anything else."""
    if re.fullmatch(r"\d+(?:\.\d+)?", text):
        return Decimal(text)
    value = parse_ordinal(text.replace("两", "二"))
    return None if value is None else Decimal(value)


def count_entries(text: str, declared: int, *, leads: re.Pattern[str], joints: re.Pattern[str]) -> int:
    """The entries of a list in a sentence (水、气和土 → 3).

    A list may begin after a lead-in that itself holds a 、 (参照省、市规划对水、气…), and 和 may join two entries or stand
    inside one (文化和旅游). Where one of these readings gives the declared number it is taken; else the plain one.
    """
    entries = text.split("、")
    starts = [0, *(index for index, entry in enumerate(entries) if index and leads.search(entry, 1))]
    readings = [
        len(entries) - start + joined
        for start in starts
        for joined in range(sum(len(joints.findall(entry, 1)) for entry in entries[start:]) + 1)
    ]
    plain = len(entries) + bool(joints.search(entries[-1], 1))
    return declared if declared in readings else plain


@dataclass(frozen=True, slots=True)
class Counter:
    """What a document lists, by kind of claim."""

    _outline: Outline
    _tables: tuple[tuple[Indicator, ...], ...]
    _projects: tuple[Project, ...]

    def count(self, kind: ClaimKind, division_id: str, declared: Decimal) -> Decimal | None:
        """How many the document lists, for a claim made in that division; ``None`` where it has no such list.

        The list of indicators is the largest of the tables, or all of them together where these are as many as declared.
        """
        counters: dict[ClaimKind, Callable[[], Decimal | int | None]] = {
            ClaimKind.INDICATORS: lambda: self._listed(len, declared),
            ClaimKind.BINDING: lambda: self._listed(partial(_of_nature, Nature.BINDING), declared),
            ClaimKind.ANTICIPATORY: lambda: self._listed(partial(_of_nature, Nature.ANTICIPATORY), declared),
            ClaimKind.TASKS: lambda: self._tasks(declared),
            ClaimKind.CHAPTERS: self._chapters,
            ClaimKind.MEASURES: self._safeguards,
            ClaimKind.PROJECTS: lambda: sum(project.count for project in self._group(division_id)) or None,
            ClaimKind.INVESTMENT: lambda: self._investment(division_id),
        }
        value = counters[kind]()
        return None if value is None else Decimal(value)

    def _listed(self, count: Callable[[tuple[Indicator, ...]], int | None], declared: Decimal) -> int | None:
        if not self._tables:
            return None
        together = count(tuple(indicator for table in self._tables for indicator in table))
        return together if together == declared else count(max(self._tables, key=len))

    def _tasks(self, declared: Decimal) -> int | None:
        """The parts of the chapter that is called 任务, else the chapters of tasks; or the items under all of these,
        where their number is nearer to what is declared (33项具体任务)."""
        readings = [count for count in (self._task_parts(), self._task_items()) if count]
        return min(readings, key=lambda count: abs(count - declared), default=None)

    def _task_parts(self) -> int | None:
        tasks = [division for division in self._outline.divisions if division.role is Role.TASKS and division.level]
        for division in sorted(tasks, key=lambda division: division.level):
            if _LISTED_TASKS.search(division.title) and (parts := self._parts(division)):
                return parts
        top = min((division.level for division in tasks), default=0)
        chapters = [d for d in tasks if d.level == top and d.kind is DivisionKind.CHAPTER]
        return len(chapters) if len(chapters) > 1 else None

    def _task_items(self) -> int:
        """The numbered headings and passages with nothing numbered below, of the commonest style of number among tasks."""
        tasks = {d.id for d in self._outline.divisions if d.role is Role.TASKS and d.kind is DivisionKind.CHAPTER}
        items = [p.marker for p in self._outline.paragraphs if p.division_id in tasks and p.marker]
        items += [d.marker for d in self._outline.divisions if d.id in tasks and d.marker]
        styles = Tally(re.sub(r"[\d一二三四五六七八九十]+", "1", marker) for marker in items)
        return max(styles.values(), default=0)

    def _parts(self, division: Division) -> int:
        """The divisions directly under one, else its enumerated paragraphs."""
        children = [
            other
            for other in self._outline.divisions
            if other.parent_id == division.id and other.kind is DivisionKind.CHAPTER and other.marker
        ]
        items = [p for p in self._outline.paragraphs if p.division_id == division.id and p.marker]
        return len(children) or len(items)

    def _safeguards(self) -> int | None:
        top = [d for d in self._outline.divisions if d.role is Role.SAFEGUARDS and d.level]
        return (self._parts(min(top, key=lambda d: d.level)) or None) if top else None

    def _chapters(self) -> int | None:
        """Chapter headings; in a text about the plan, the chapters it speaks of."""
        headings = [division for division in self._outline.divisions if _CHAPTER.fullmatch(division.marker)]
        return len(headings) or len(self._mentioned_chapters()) or None

    def _mentioned_chapters(self) -> set[int]:
        text = "\n".join(
            f"{paragraph.line.text}" for paragraph in self._outline.paragraphs if paragraph.line.table is None
        )
        numbers = {parse_ordinal(match.group(1)) for match in _CHAPTER.finditer(text)}
        for match in _CHAPTER_RANGE.finditer(text):
            first, last = parse_ordinal(match.group(1)), parse_ordinal(match.group(2))
            if first is not None and last is not None:
                numbers.update(range(first, last + 1))
        return {number for number in numbers if number is not None}

    def _group(self, division_id: str) -> tuple[Project, ...]:
        """The projects that a number in a division speaks of: a list elsewhere that is set out one by one, else its own.

        A plan may split its total in a sentence and list the projects in an annex; then the annex is the list.
        """
        own = tuple(project for project in self._projects if self._is_under(project.division_id, division_id))
        annexed = tuple(project for project in self._projects if self._is_annexed(project))
        if own and (not annexed or any(project.count > 1 for project in own)):
            return own
        listed = tuple(project for project in self._projects if self._division(project).role is Role.PROJECTS)
        return annexed or own or listed

    def _division(self, project: Project) -> Division:
        return next(division for division in self._outline.divisions if division.id == project.division_id)

    def _is_annexed(self, project: Project) -> bool:
        return self._division(project).kind is DivisionKind.ANNEX

    def _is_under(self, division_id: str | None, ancestor_id: str) -> bool:
        parents = {division.id: division.parent_id for division in self._outline.divisions}
        while division_id is not None and division_id != ancestor_id:
            division_id = parents.get(division_id)
        return division_id is not None

    def _investment(self, division_id: str) -> Decimal | None:
        """The sum of the investments; a list with a project that has none cannot be summed."""
        amounts = [project.investment for project in self._group(division_id)]
        known = [amount for amount in amounts if amount is not None]
        return sum(known, Decimal(0)) if known and len(known) == len(amounts) else None


def _of_nature(nature: Nature, listed: tuple[Indicator, ...]) -> int | None:
    """How many indicators are of a nature; a list in which some have none is not counted."""
    if any(indicator.nature is None for indicator in listed):
        return None
    return sum(indicator.nature is nature for indicator in listed)


def build_counter(outline: Outline, *, indicators: tuple[Indicator, ...], projects: tuple[Project, ...]) -> Counter:
    """The counter of a document; only indicators of tables are listed ones."""
    tables: dict[int | None, list[Indicator]] = {}
    for indicator in indicators:
        if indicator.origin is Origin.TABLE:
            tables.setdefault(indicator.table, []).append(indicator)
    return Counter(outline, tuple(tuple(listed) for listed in tables.values()), projects)
