"""How strongly a plan words things: the ladder of wording and action verbs (``mappings/strength/``)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path

from align.bundled import bundled
from align.errors import MappingError
from align.knowledge.files import Row, load_tsv
from align.knowledge.labels import LabelFinder, fold_label
from align.labelled import Labelled

_LADDER_COLUMNS = ("scale", "step", "word")
_ACTION_COLUMNS = ("word", "class", "rank")


class Scale(Labelled):
    """What a word of the ladder is strong or weak in."""

    COMPLETION = ("completion", "完成度")
    PROHIBITION = ("prohibition", "禁限")
    RIGIDITY = ("rigidity", "刚性")


class ActionClass(Labelled):
    """What sort of doing an action verb means."""

    BUILD = ("build", "建设配置")
    COMPLETE = ("complete", "完成达到")
    CONTROL = ("control", "控制削减")
    ELIMINATE = ("eliminate", "淘汰清退")
    ENCOURAGE = ("encourage", "鼓励引导")
    ESTABLISH = ("establish", "建制定规")
    EXPLORE = ("explore", "探索谋划")
    FORBID = ("forbid", "禁止")
    IMPLEMENT = ("implement", "落实执行")
    INVESTIGATE = ("investigate", "调查监测")
    PROMOTE = ("promote", "推进加强")
    PROTECT = ("protect", "保护保障")
    PUBLICISE = ("publicise", "宣传培训")
    REMEDIATE = ("remediate", "治理修复")
    SUPERVISE = ("supervise", "监管执法")
    USE = ("use", "利用流转")


@dataclass(frozen=True, slots=True, kw_only=True)
class Rung:
    """A word on a scale of the ladder; step 1 is the strongest."""

    scale: Scale
    step: int
    word: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RungMention:
    """A word of the ladder in a text, at ``start`` to ``end`` of that text."""

    rung: Rung
    start: int
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Action:
    """An action verb; ``rank`` is its step on the scale of completion."""

    word: str
    kind: ActionClass
    rank: int


@dataclass(frozen=True, slots=True)
class Ladder:
    """The ladder of wording. A word may stand on several scales (不得 forbids and is rigid)."""

    rungs: tuple[Rung, ...]
    _finders: dict[Scale, tuple[LabelFinder, dict[str, Rung]]] = field(
        init=False, repr=False, compare=False, default_factory=dict
    )

    def __post_init__(self) -> None:
        for scale in Scale:
            words = {fold_label(rung.word): rung for rung in self.rungs if rung.scale is scale}
            self._finders[scale] = (LabelFinder({word: word for word in words}), words)

    def find(self, text: str, scale: Scale) -> tuple[RungMention, ...]:
        """The words of one scale in a cleaned text, in order, longest first."""
        finder, words = self._finders[scale]
        return tuple(RungMention(rung=words[hit.value], start=hit.start, end=hit.end) for hit in finder.find(text))

    def strongest(self, text: str, scale: Scale) -> Rung | None:
        """The strongest word of one scale in a cleaned text; the first of equals."""
        rungs = [mention.rung for mention in self.find(text, scale)]
        return min(rungs, key=lambda rung: rung.step, default=None)


@dataclass(frozen=True, slots=True)
class Actions:
    """All action verbs by word."""

    by_word: dict[str, Action]
    _finder: LabelFinder = field(init=False, repr=False, compare=False)
    _longest: int = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_finder", LabelFinder({word: word for word in self.by_word}))
        object.__setattr__(self, "_longest", max(map(len, self.by_word), default=0))

    def find(self, text: str) -> tuple[Action, ...]:
        """The action verbs in a cleaned text, in order, longest first."""
        return tuple(self.by_word[hit.value] for hit in self._finder.find(text))

    def closing(self, text: str) -> Action | None:
        """The action verb a phrase ends with (山洪沟治理), the longest that fits."""
        return self._first(text[-size:] for size in range(min(self._longest, len(text) - 1), 0, -1))

    def leading(self, text: str) -> Action | None:
        """The action verb a clause starts with, the longest that fits; modifiers must be taken off before."""
        return self._first(text[:size] for size in range(min(self._longest, len(text)), 0, -1))

    def _first(self, words: Iterable[str]) -> Action | None:
        return next((action for word in words if (action := self.by_word.get(word)) is not None), None)


@lru_cache(maxsize=2)
def load_ladder(path: Path | None = None) -> Ladder:
    """The ladder of wording, from ``ladder.tsv``.

    Raises:
        MappingError: an unknown scale, a step that is no number, a word twice on one scale, a scale with a gap.
    """
    rungs: list[Rung] = []
    seen: set[tuple[str, str]] = set()
    rows = load_tsv(path or bundled("mappings", "strength", "ladder.tsv"), _LADDER_COLUMNS)
    for row in rows:
        if row["scale"] not in list(Scale):
            raise row.error(f"未知的阶梯：{row['scale']}")
        if (row["scale"], row["word"]) in seen:
            raise row.error(f"词语重复：{row['word']}")
        seen.add((row["scale"], row["word"]))
        rungs.append(Rung(scale=Scale(row["scale"]), step=_step(row, "step"), word=row["word"]))
    for scale in {rung.scale for rung in rungs}:
        steps = {rung.step for rung in rungs if rung.scale is scale}
        if steps != set(range(1, len(steps) + 1)):
            raise MappingError(rows[-1].path, rows[-1].line, f"阶梯 {scale.value} 的级次不连续")
    return Ladder(tuple(rungs))


@lru_cache(maxsize=2)
def load_actions(path: Path | None = None) -> Actions:
    """The action verbs, from ``actions.tsv``.

    Raises:
        MappingError: an unknown class, a rank that is no number, or a word given twice.
    """
    found: dict[str, Action] = {}
    for row in load_tsv(path or bundled("mappings", "strength", "actions.tsv"), _ACTION_COLUMNS):
        if row["class"] not in list(ActionClass):
            raise row.error(f"未知的动作类别：{row['class']}")
        if row["word"] in found:
            raise row.error(f"动作词重复：{row['word']}")
        kind = ActionClass(row["class"])
        found[row["word"]] = Action(word=row["word"], kind=kind, rank=_step(row, "rank"))
    return Actions(found)


def _step(row: Row, column: str) -> int:
    if not row[column].isdecimal() or int(row[column]) < 1:
        raise row.error(f"“{column}”应为正整数：{row[column]}")
    return int(row[column])
