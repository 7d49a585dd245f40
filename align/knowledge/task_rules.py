"""Severities of task findings (``mappings/rules/tasks.toml``)."""

from __future__ import annotations

from dataclasses import dataclass, fields
from functools import lru_cache
from pathlib import Path

from align.bundled import bundled
from align.errors import MappingError
from align.knowledge.files import load_toml
from align.results import Severity


@dataclass(frozen=True, slots=True, kw_only=True)
class TaskSeverities:
    """Which severity each kind of task finding has; see the comments in the file."""

    covered: Severity
    not_applicable: Severity
    partial: Severity
    weakened_prohibition: Severity
    missing: Severity
    missing_firm: Severity
    missing_named: Severity
    unread_cap: Severity


@lru_cache(maxsize=2)
def load_task_severities(path: Path | None = None) -> TaskSeverities:
    """The severities of ``path``, by default the bundled ones.

    Raises:
        MappingError: a rule is missing, unknown, or names no severity.
    """
    file = path or bundled("mappings", "rules", "tasks.toml")
    given = load_toml(file).get("severity", {})
    names = {field.name for field in fields(TaskSeverities)}
    if given.keys() != names:
        raise MappingError(file, 1, f"规则缺少或多出：{'、'.join(sorted(given.keys() ^ names))}")
    try:
        return TaskSeverities(**{name: Severity(value) for name, value in given.items()})
    except ValueError as error:
        raise MappingError(file, 1, f"严重度应为 {'、'.join(Severity)}") from error
