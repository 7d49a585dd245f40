"""What headings and wording tell: the role of a division, and whether a clause is past or future (``mappings/structure/``)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from pathlib import Path

from align.bundled import bundled
from align.knowledge.files import Row, load_tsv
from align.knowledge.labels import LabelFinder, fold_label
from align.model import Role, Tense

_ROLE_COLUMNS = ("role", "word", "position", "priority")
_CONTAINER_COLUMNS = ("word",)
_TENSE_COLUMNS = ("tense", "word", "position", "weight")
# Below a division whose role is known, words of lower priority are too common to tell anything (推进…), and others
# tell only where they are nearly the whole heading (编制依据, but not 考古重大项目 among tasks).
_LEAST_BELOW = 40
_MOST_BESIDE = 3
# How far years before and after the planning period are recognised.
_YEARS_BACK = 12
_YEARS_AHEAD = 15
_DIGITS = "零一二三四五六七八九"


class Position(StrEnum):
    """Where in a heading or clause a word must stand."""

    PREFIX = "prefix"
    SUFFIX = "suffix"
    ANYWHERE = "anywhere"
    EXACT = "exact"

    def holds(self, word: str, text: str) -> bool:
        """Whether ``word`` stands at this place of ``text``."""
        if self is Position.PREFIX:
            return text.startswith(word)
        if self is Position.SUFFIX:
            return text.endswith(word)
        if self is Position.EXACT:
            return text == word
        return word in text


@dataclass(frozen=True, slots=True, kw_only=True)
class RoleWord:
    """A word of headings that tells a role; the higher ``priority`` wins, then the longer word."""

    role: Role
    word: str
    position: Position
    priority: int


@dataclass(frozen=True, slots=True)
class RoleWords:
    """All words that tell the role of a division, the decisive first."""

    words: tuple[RoleWord, ...]

    def role_of(self, heading: str, above: Role | None = None) -> Role | None:
        """The role a heading tells (marker taken off), or ``None``; ``above`` is the role of the division it lies in.

        Below a known role only words that are nearly the whole heading count, for the headings of achievements,
        principles and safeguards speak of the matter in the verbs of tasks, too.
        """
        for entry in self.words:
            if entry.position.holds(entry.word, heading):
                beside = len(heading) - len(entry.word)
                told = above is None or (entry.priority >= _LEAST_BELOW and beside <= _MOST_BESIDE)
                return entry.role if told else None
        return None


@dataclass(frozen=True, slots=True, kw_only=True)
class TenseWord:
    """A word that speaks for past or future with a weight; ``{…}`` in it stands for a year or five-year plan."""

    tense: Tense
    word: str
    position: Position
    weight: int


@dataclass(frozen=True, slots=True)
class TenseWords:
    """The words of past and future, to be fitted to a planning period."""

    words: tuple[TenseWord, ...]

    def for_period(self, period: tuple[int, int] | None) -> TenseJudge:
        """The words with the years and five-year plans of that period filled in; without a period those are left out."""
        return TenseJudge(tuple(filled for word in self.words for filled in _fill(word, period)))


class TenseJudge:
    """Tells the tense of clauses of one plan."""

    def __init__(self, words: tuple[TenseWord, ...]) -> None:
        self._anywhere = {fold_label(entry.word): entry for entry in words if entry.position is Position.ANYWHERE}
        self._prefixes = tuple(entry for entry in words if entry.position is Position.PREFIX)
        self._finder = LabelFinder({word: word for word in self._anywhere})

    def weights(self, text: str) -> dict[Tense, int]:
        """What a cleaned clause has to say for past and for future; of the prefixes of one tense the strongest."""
        totals = {Tense.PAST: 0, Tense.FUTURE: 0}
        for hit in self._finder.find(text):
            entry = self._anywhere[hit.value]
            totals[entry.tense] += entry.weight
        for tense in totals:
            fitting = [entry.weight for entry in self._prefixes if entry.tense is tense and text.startswith(entry.word)]
            totals[tense] += max(fitting, default=0)
        return totals

    def tense_of(self, text: str) -> Tense | None:
        """The tense a cleaned clause tells; ``None`` where it tells none. Equal weights count as future."""
        totals = self.weights(text)
        if totals[Tense.PAST] > totals[Tense.FUTURE]:
            return Tense.PAST
        return Tense.FUTURE if totals[Tense.FUTURE] else None


def _fill(entry: TenseWord, period: tuple[int, int] | None) -> Iterator[TenseWord]:
    if "{" not in entry.word:
        yield entry
        return
    if period is None:
        return
    for name, values in _values(period).items():
        slot = f"{{{name}}}"
        if slot in entry.word:
            for value in values:
                yield TenseWord(
                    tense=entry.tense,
                    word=entry.word.replace(slot, value),
                    position=entry.position,
                    weight=entry.weight,
                )


def _values(period: tuple[int, int]) -> dict[str, tuple[str, ...]]:
    """What the placeholders stand for; the base year is the year before the period."""
    start, end = period
    return {
        "base_year": (f"{start - 1}年",),
        "past_year": tuple(f"{year}年" for year in range(start - _YEARS_BACK, start - 1)),
        "target_year": (f"{end}年",),
        "future_year": tuple(f"{year}年" for year in range(start, end + _YEARS_AHEAD + 1) if year != end),
        "past_plan": _plan_names(start - 5),
        "current_plan": _plan_names(start),
    }


def _plan_names(year: int) -> tuple[str, ...]:
    """How the five-year plan of a year is called: “十三五”, 十三五 (the tenth only in quotes, for 十五 is a number)."""
    number = (year - 2001) // 5 + 10
    if number == 10:
        return ("“十五”",)
    if not 6 <= number <= 19:
        return ()
    name = f"十{_DIGITS[number - 10]}五" if number > 10 else f"{_DIGITS[number]}五"
    return (f"“{name}”", name)


@lru_cache(maxsize=2)
def load_role_words(path: Path | None = None) -> RoleWords:
    """The words of headings, from ``roles.tsv``.

    Raises:
        MappingError: an unknown role or position, a priority that is no number, or a word given twice for a position.
    """
    words: list[RoleWord] = []
    seen: set[tuple[str, str]] = set()
    for row in load_tsv(path or bundled("mappings", "structure", "roles.tsv"), _ROLE_COLUMNS):
        position = _position(row, seen)
        if row["role"] not in list(Role):
            raise row.error(f"未知的章节作用：{row['role']}")
        role = Role(row["role"])
        words.append(RoleWord(role=role, word=row["word"], position=position, priority=_number(row, "priority")))
    return RoleWords(tuple(sorted(words, key=lambda entry: (-entry.priority, -len(entry.word), entry.word))))


@lru_cache(maxsize=2)
def load_containers(path: Path | None = None) -> frozenset[str]:
    """Headings that only gather other parts (主要内容), from ``containers.tsv``.

    Raises:
        MappingError: another header, or a row with more than one field.
    """
    rows = load_tsv(path or bundled("mappings", "structure", "containers.tsv"), _CONTAINER_COLUMNS)
    return frozenset(row["word"] for row in rows)


@lru_cache(maxsize=2)
def load_tense_words(path: Path | None = None) -> TenseWords:
    """The words of past and future, from ``tense.tsv``.

    Raises:
        MappingError: an unknown tense, position or placeholder, or a weight that is no number.
    """
    words: list[TenseWord] = []
    seen: set[tuple[str, str]] = set()
    known = set(_values((2021, 2025)))
    for row in load_tsv(path or bundled("mappings", "structure", "tense.tsv"), _TENSE_COLUMNS):
        position = _position(row, seen)
        if position not in (Position.PREFIX, Position.ANYWHERE):
            raise row.error("时态词的位置只能是 prefix 或 anywhere")
        if row["tense"] not in list(Tense):
            raise row.error(f"未知的时态：{row['tense']}")
        if "{" in row["word"] and row["word"].partition("{")[2].partition("}")[0] not in known:
            raise row.error(f"未知的占位：{row['word']}")
        tense = Tense(row["tense"])
        words.append(TenseWord(tense=tense, word=row["word"], position=position, weight=_number(row, "weight")))
    return TenseWords(tuple(words))


def _position(row: Row, seen: set[tuple[str, str]]) -> Position:
    if row["position"] not in list(Position):
        raise row.error(f"未知的位置：{row['position']}")
    key = (row["word"], row["position"])
    if not row["word"] or key in seen:
        raise row.error(f"词语缺失或重复：{row['word']}")
    seen.add(key)
    return Position(row["position"])


def _number(row: Row, column: str) -> int:
    if not row[column].isdecimal():
        raise row.error(f"“{column}”应为整数：{row[column]}")
    return int(row[column])
