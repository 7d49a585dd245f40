"""The catalogue of canonical tasks (``mappings/tasks/``): what plans of a sector ask for, in the ways they say it."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any

from align.errors import MappingError
from align.knowledge.files import load_jsonl
from align.knowledge.themes import load_themes
from align.mappings import mapping_files

PHRASING_KINDS = ("upper", "lower", "concrete", "other_words")
_KEYS = ("id", "name", "theme", "elements", "confusable", "phrasings")


@dataclass(frozen=True, slots=True, kw_only=True)
class Phrasings:
    """Ways of saying one task.

    ``upper``: as a higher plan asks for it; ``lower``: as a county or city writes it; ``concrete``: what is done on
    the ground; ``other_words``: names that share few words with the task's own.
    """

    upper: tuple[str, ...]
    lower: tuple[str, ...]
    concrete: tuple[str, ...]
    other_words: tuple[str, ...]

    @property
    def all(self) -> tuple[str, ...]:
        """All phrasings, in the order of the file."""
        return (*self.upper, *self.lower, *self.concrete, *self.other_words)


@dataclass(frozen=True, slots=True, kw_only=True)
class Element:
    """An essential part of a task, with ways of saying it."""

    name: str
    phrasings: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class CanonicalTask:
    """A task as the catalogue knows it; ``confusable`` are ids of tasks that share words but not the matter."""

    id: str
    name: str
    sector: str
    theme: str
    elements: tuple[Element, ...]
    confusable: tuple[str, ...]
    phrasings: Phrasings

    @property
    def every_phrasing(self) -> tuple[str, ...]:
        """The phrasings of the whole task, then those of each element."""
        return (*self.phrasings.all, *(text for element in self.elements for text in element.phrasings))

    @property
    def wordings(self) -> tuple[str, ...]:
        """All that is said of the task: its name, its phrasings, then each element with its own."""
        parts = (text for element in self.elements for text in (element.name, *element.phrasings))
        return (self.name, *self.phrasings.all, *parts)


@dataclass(frozen=True, slots=True)
class TaskCatalogue:
    """All canonical tasks, in the order of their ids."""

    tasks: tuple[CanonicalTask, ...]
    _by_id: dict[str, CanonicalTask] = field(init=False, repr=False, compare=False, default_factory=dict)

    def __post_init__(self) -> None:
        self._by_id.update({task.id: task for task in self.tasks})

    def task(self, task_id: str) -> CanonicalTask:
        """The task with that id; ``KeyError`` if there is none."""
        return self._by_id[task_id]

    def of_sector(self, sector: str) -> tuple[CanonicalTask, ...]:
        """The tasks of one file, e.g. ``environment``."""
        return tuple(task for task in self.tasks if task.sector == sector)


@lru_cache(maxsize=2)
def load_catalogue(folder: Path | None = None) -> TaskCatalogue:
    """The catalogue of a folder of JSON-lines files (one per sector), by default the bundled one.

    Raises:
        MappingError: a line without the fields of a task, an id or phrasing given twice, a confusable task that is not in
            the catalogue, or a theme that its sector does not have.
    """
    places: dict[str, tuple[Path, int]] = {}
    phrasings: set[str] = set()
    tasks: list[CanonicalTask] = []
    for path in sorted(folder.glob("*.jsonl")) if folder else mapping_files("tasks", "*.jsonl"):
        for line, value in load_jsonl(path):
            task = _parse_task(path, line, value)
            if task.id in places:
                raise MappingError(path, line, f"编号重复：{task.id}")
            places[task.id] = (path, line)
            for phrasing in task.every_phrasing:
                if phrasing in phrasings:
                    raise MappingError(path, line, f"说法重复：{phrasing}")
                phrasings.add(phrasing)
            tasks.append(task)
    _check_confusables(tasks, places)
    _check_themes(tasks, places)
    return TaskCatalogue(tuple(sorted(tasks, key=lambda task: task.id)))


def _parse_task(path: Path, line: int, value: dict[str, Any]) -> CanonicalTask:
    if tuple(value) != _KEYS:
        raise MappingError(path, line, f"字段应依次为 {'、'.join(_KEYS)}")
    for key in ("id", "name", "theme"):
        if not isinstance(value[key], str) or not value[key]:
            raise MappingError(path, line, f"“{key}”应为非空文字")
    phrasings = value["phrasings"]
    if not isinstance(phrasings, dict) or tuple(phrasings) != PHRASING_KINDS:
        raise MappingError(path, line, f"“phrasings”应依次含 {'、'.join(PHRASING_KINDS)}")
    return CanonicalTask(
        id=value["id"],
        name=value["name"],
        sector=path.stem,
        theme=value["theme"],
        elements=_parse_elements(path, line, value["elements"]),
        confusable=_words(path, line, "confusable", value["confusable"]),
        phrasings=Phrasings(**{kind: _words(path, line, kind, phrasings[kind]) for kind in PHRASING_KINDS}),
    )


def _parse_elements(path: Path, line: int, value: object) -> tuple[Element, ...]:
    if not isinstance(value, dict) or "" in value:
        raise MappingError(path, line, "“elements”应以要素名对应它的说法列表")
    return tuple(Element(name=name, phrasings=_words(path, line, name, own)) for name, own in value.items())


def _words(path: Path, line: int, key: str, value: object) -> tuple[str, ...]:
    if not isinstance(value, list) or not all(isinstance(word, str) and word for word in value):
        raise MappingError(path, line, f"“{key}”应为文字列表")
    return tuple(value)


def _check_confusables(tasks: list[CanonicalTask], places: dict[str, tuple[Path, int]]) -> None:
    for task in tasks:
        path, line = places[task.id]
        for other in task.confusable:
            if other not in places:
                raise MappingError(path, line, f"易混任务 {other} 不在目录中")
            if other == task.id:
                raise MappingError(path, line, f"任务 {task.id} 与自身易混")


def _check_themes(tasks: list[CanonicalTask], places: dict[str, tuple[Path, int]]) -> None:
    known = {(theme.sector, theme.name) for theme in load_themes().themes}
    for task in tasks:
        if (task.sector, task.theme) not in known:
            raise MappingError(*places[task.id], f"themes.tsv 中没有 {task.sector} 的主题“{task.theme}”")
