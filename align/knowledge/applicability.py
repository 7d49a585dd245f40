"""When a task of a higher plan does not apply to a lower region (``mappings/applicability/tasks.tsv``)."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from align.bundled import bundled
from align.knowledge.files import Row, load_tsv
from align.labelled import Labelled
from align.model import Level

_COLUMNS = ("id", "kind", "level", "patterns", "except", "evidence", "least", "reason")


class RuleKind(Labelled):
    """Why a task does not apply."""

    MARINE = ("marine", "海洋类任务")
    LEGISLATION = ("legislation", "立法权限")
    NATIONAL = ("national_competence", "国家事权")
    PROVINCIAL = ("provincial_competence", "省级事权")
    FEATURE = ("feature", "地理对象")


@dataclass(frozen=True, slots=True, kw_only=True)
class TaskRule:
    """A rule of applicability.

    ``level`` is the highest level of the lower plan for which it holds. Each pattern is a row of words that must
    follow each other in the text; one pattern is enough, one exception word forbids. A lower plan that holds the words
    of ``evidence`` ``least`` times or more has what the task is about, so that the task applies.
    """

    id: str
    kind: RuleKind
    level: Level
    patterns: tuple[tuple[str, ...], ...]
    exceptions: tuple[str, ...]
    evidence: tuple[str, ...]
    least: int
    reason: str

    def holds(self, text: str, level: Level, lower: str) -> bool:
        """Whether the rule speaks of that cleaned task of the upper plan, for a lower plan of that level with that text."""
        if level.rank < self.level.rank or any(word in text for word in self.exceptions):
            return False
        if not any(_follow(pattern, text) for pattern in self.patterns):
            return False
        return not self.evidence or sum(lower.count(word) for word in self.evidence) < self.least


def _follow(words: tuple[str, ...], text: str) -> bool:
    position = 0
    for word in words:
        found = text.find(word, position)
        if found < 0:
            return False
        position = found + len(word)
    return True


@lru_cache(maxsize=2)
def load_task_rules(path: Path | None = None) -> tuple[TaskRule, ...]:
    """The rules of applicability of tasks, in the order of the file.

    Raises:
        MappingError: an unknown kind or level, an id given twice, no pattern, or no reason.
    """
    rules: list[TaskRule] = []
    for row in load_tsv(path or bundled("mappings", "applicability", "tasks.tsv"), _COLUMNS):
        if any(rule.id == row["id"] for rule in rules):
            raise row.error(f"编号重复：{row['id']}")
        rules.append(_rule(row))
    return tuple(rules)


def _rule(row: Row) -> TaskRule:
    if row["kind"] not in list(RuleKind):
        raise row.error(f"未知的规则类别：{row['kind']}")
    if row["level"] not in list(Level):
        raise row.error(f"未知的层级：{row['level']}")
    patterns = tuple(tuple(pattern.split("+")) for pattern in row.items("patterns"))
    if not patterns or any(not word for pattern in patterns for word in pattern):
        raise row.error("缺少匹配词语")
    if bool(row["evidence"]) != row["least"].isdecimal():
        raise row.error("evidence 与 least 应同时给出，least 为正整数")
    if not row["reason"]:
        raise row.error("缺少不适用的理由")
    return TaskRule(
        id=row["id"],
        kind=RuleKind(row["kind"]),
        level=Level(row["level"]),
        patterns=patterns,
        exceptions=row.items("except"),
        evidence=row.items("evidence"),
        least=int(row["least"] or 0),
        reason=row["reason"],
    )
