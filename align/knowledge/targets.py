"""The phrases in which plans state a target: loader of ``mappings/targets/phrases.toml`` (domain rules §B4)."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from align.bundled import bundled
from align.errors import MappingError
from align.knowledge.files import load_toml
from align.target import Bound

_BOUNDS_BEFORE = {
    "at_least_before": Bound.AT_LEAST,
    "above_before": Bound.ABOVE,
    "at_most_before": Bound.AT_MOST,
    "below_before": Bound.BELOW,
    "about_before": Bound.ABOUT,
    "maintain_before": Bound.MAINTAIN,
}
_BOUNDS_AFTER = {"at_least_after": Bound.AT_LEAST, "at_most_after": Bound.AT_MOST, "about_after": Bound.ABOUT}
_CHANGES = ("down", "up", "cumulative", "each_year", "rate_endings")


@dataclass(frozen=True, slots=True, kw_only=True)
class TargetPhrases:
    """Words and patterns of target phrases; patterns match the whole phrase, words stand before or after the number.

    ``annual`` with a change or 新增 behind it makes a rate per year, ``each_year`` by itself does; ``rate_endings`` turn
    a change into a noun (下降率达到18%); ``doublings`` counts how often 翻番 and the like double; ``extra_units`` are
    units after a number that the unit table has nothing to convert into.
    """

    none: re.Pattern[str]
    deferred: re.Pattern[str]
    trend: re.Pattern[str]
    qualitative: re.Pattern[str]
    zero: re.Pattern[str]
    near_zero: re.Pattern[str]
    whole: re.Pattern[str]
    before: dict[str, Bound]
    after: dict[str, Bound]
    before_pattern: str
    after_pattern: str
    down: re.Pattern[str]
    up: re.Pattern[str]
    annual: re.Pattern[str]
    cumulative: re.Pattern[str]
    each_year: re.Pattern[str]
    rate_endings: re.Pattern[str]
    doublings: dict[str, int]
    extra_units: str
    soft: re.Pattern[str]


def _words(words: Iterable[str]) -> str:
    return "|".join(re.escape(word) for word in sorted(words, key=lambda word: (-len(word), word)))


def _compile(path: Path, section: str, patterns: list[str]) -> re.Pattern[str]:
    try:
        return re.compile("|".join(f"(?:{pattern})" for pattern in patterns))
    except re.error as error:
        raise MappingError(path, 1, f"[{section}] 的正则表达式有误：{error}") from error


def _check_examples(path: Path, section: str, pattern: re.Pattern[str], examples: list[str]) -> None:
    for example in examples:
        if not pattern.fullmatch(example):
            raise MappingError(path, 1, f"[{section}] 的例子“{example}”未被认出")


@lru_cache(maxsize=4)
def load_target_phrases(path: Path | None = None) -> TargetPhrases:
    """The phrases of ``path``, by default the bundled file.

    Raises:
        MappingError: a section is lacking, a pattern is no regular expression, an example is not matched.
    """
    file = path or bundled("mappings", "targets", "phrases.toml")
    content = load_toml(file)
    try:
        return _build(file, content)
    except KeyError as error:
        raise MappingError(file, 1, f"缺少 {error}") from error


def _build(file: Path, content: dict[str, Any]) -> TargetPhrases:
    patterns: dict[str, re.Pattern[str]] = {}
    for section in ("none", "deferred", "trend", "qualitative", "zero", "whole"):
        patterns[section] = _compile(file, section, content[section]["patterns"])
        _check_examples(file, section, patterns[section], content[section]["examples"])
    bounds, change = content["bounds"], content["change"]
    before = {word: bound for key, bound in _BOUNDS_BEFORE.items() for word in bounds[key]}
    after = {word: bound for key, bound in _BOUNDS_AFTER.items() for word in bounds[key]}
    words = {key: re.compile(_words(change[key])) for key in _CHANGES}
    return TargetPhrases(
        none=patterns["none"],
        deferred=patterns["deferred"],
        trend=patterns["trend"],
        qualitative=patterns["qualitative"],
        zero=patterns["zero"],
        near_zero=_compile(file, "zero", content["zero"]["near"]),
        whole=patterns["whole"],
        before=before,
        after=after,
        before_pattern=_words(before),
        after_pattern=_words(after),
        down=words["down"],
        up=words["up"],
        annual=_compile(file, "change", change["annual"]),
        cumulative=words["cumulative"],
        each_year=words["each_year"],
        rate_endings=words["rate_endings"],
        doublings=change["doublings"],
        extra_units=_words(content["units"]["extra"]),
        soft=re.compile(_words(content["soft"]["words"])),
    )
