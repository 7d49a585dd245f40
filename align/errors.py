"""What can go wrong, told in Chinese: what happened, where, and how to mend it."""

from __future__ import annotations

from pathlib import Path


class PlanAlignError(Exception):
    """The root of every error the program raises on purpose; its text is meant for the user."""


class InputError(PlanAlignError):
    """A document that cannot be used."""

    def __init__(self, path: str | Path, problem: str, remedy: str) -> None:
        self.path = str(path)
        self.problem = problem
        self.remedy = remedy
        super().__init__(f"{self.path}：{problem}。{remedy}")


class OutputError(PlanAlignError):
    """A result that cannot be written."""

    def __init__(self, path: str | Path, problem: str, remedy: str) -> None:
        self.path = str(path)
        self.problem = problem
        self.remedy = remedy
        super().__init__(f"{self.path}：{problem}。{remedy}")


class MappingError(PlanAlignError):
    """A knowledge file under ``mappings/`` that breaks its rules; names file and line."""

    def __init__(self, path: str | Path, line: int, problem: str) -> None:
        self.path = str(path)
        self.line = line
        super().__init__(f"{self.path} 第 {line} 行：{problem}")
