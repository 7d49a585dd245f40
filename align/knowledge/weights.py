"""Weights and thresholds of task matching (``mappings/weights/tasks.toml``)."""

from __future__ import annotations

from dataclasses import dataclass, fields
from functools import lru_cache
from pathlib import Path

from align.bundled import bundled
from align.errors import MappingError
from align.knowledge.files import load_toml

_SECTIONS = ("encode", "link", "point", "find", "verdict")


@dataclass(frozen=True, slots=True, kw_only=True)
class TaskWeights:
    """What each likeness counts, and from which score on something holds; see the comments in the file."""

    encode_words: float
    link_catalogue: float
    link_characters: float
    link_characters_unknown: float
    link_heading: float
    link_contained: float
    link_crowd: float
    link_known_low: float
    link_known_high: float
    link_named: float
    link_answer: float
    link_near: float
    link_shown: float
    point_covered: float
    point_given: float
    point_bare: float
    find_near: float
    verdict_local: float
    verdict_exempt: float


@lru_cache(maxsize=2)
def load_task_weights(path: Path | None = None) -> TaskWeights:
    """The weights of ``path``, by default the bundled ones.

    Raises:
        MappingError: a weight is missing, unknown, or no number.
    """
    file = path or bundled("mappings", "weights", "tasks.toml")
    data = load_toml(file)
    given = {f"{section}_{key}": value for section in _SECTIONS for key, value in data.get(section, {}).items()}
    names = {field.name for field in fields(TaskWeights)}
    if given.keys() != names:
        odd = "、".join(sorted(given.keys() ^ names))
        raise MappingError(file, 1, f"权重缺少或多出：{odd}")
    if not all(isinstance(value, int | float) and not isinstance(value, bool) for value in given.values()):
        raise MappingError(file, 1, "权重应为数值")
    return TaskWeights(**{name: float(value) for name, value in given.items()})
