"""How indicator tables and target sentences look: loaders of ``mappings/indicators/tables.toml`` and ``prose.toml``."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any, TypeVar

from align.bundled import bundled
from align.errors import MappingError
from align.knowledge.files import load_toml


@dataclass(frozen=True, slots=True, kw_only=True)
class TableWords:
    """Headers by column role, in order of precedence, and the marks of notes, natures and name prefixes."""

    columns: tuple[tuple[str, re.Pattern[str]], ...]
    weak_name: frozenset[str]
    title: re.Pattern[str]
    notes: re.Pattern[str]
    note_lines: re.Pattern[str]
    binding: re.Pattern[str]
    anticipatory: re.Pattern[str]
    name_lead: re.Pattern[str]
    mark_nature: re.Pattern[str]

    def match_header(self, text: str) -> tuple[str, re.Match[str]] | None:
        """The role of a column by its header, and what of the header tells it; ``None`` where nothing does."""
        matches = ((role, pattern.match(text)) for role, pattern in self.columns)
        return next(((role, match) for role, match in matches if match is not None), None)

    def role_of(self, header: str) -> str | None:
        """The role of a column by its header, if that tells one."""
        found = self.match_header(header)
        return None if found is None else found[0]


@dataclass(frozen=True, slots=True, kw_only=True)
class ProseWords:
    """What a name looks like in running text, and what stands between name and value."""

    name_suffixes: tuple[str, ...]
    strong_suffixes: tuple[str, ...]
    not_suffixes: tuple[str, ...]
    not_prefixes: tuple[str, ...]
    deferred_verbs: tuple[str, ...]
    longest_name: int
    lead: re.Pattern[str]
    adverbs: str
    verbs: tuple[str, ...]
    shared: re.Pattern[str]
    separators: re.Pattern[str]
    past: re.Pattern[str]
    vision: re.Pattern[str]
    objective_titles: tuple[str, ...]
    founding_verbs: tuple[str, ...]
    natures: tuple[re.Pattern[str], ...]
    other_natures: re.Pattern[str]
    numbered_natures: re.Pattern[str]


def _any(path: Path, patterns: list[str]) -> re.Pattern[str]:
    try:
        return re.compile("|".join(f"(?:{pattern})" for pattern in patterns))
    except re.error as error:
        raise MappingError(path, 1, f"正则表达式有误：{error}") from error


def _words(words: list[str]) -> str:
    return "|".join(re.escape(word) for word in sorted(words, key=lambda word: (-len(word), word)))


_Words = TypeVar("_Words")


def _load(path: Path, build: Callable[[Path, dict[str, Any]], _Words]) -> _Words:
    try:
        return build(path, load_toml(path))
    except KeyError as error:
        raise MappingError(path, 1, f"缺少 {error}") from error


@lru_cache(maxsize=4)
def load_table_words(folder: Path | None = None) -> TableWords:
    """The words of indicator tables.

    Raises:
        MappingError: a section is lacking or a pattern is no regular expression.
    """
    return _load((folder or bundled("mappings", "indicators")) / "tables.toml", _table_words)


def _table_words(path: Path, content: dict[str, Any]) -> TableWords:
    columns = dict(content["columns"])
    weak_name = frozenset(columns.pop("weak_name"))
    rows = content["rows"]
    return TableWords(
        columns=tuple((role, _any(path, patterns)) for role, patterns in columns.items()),
        weak_name=weak_name,
        title=_any(path, content["title"]["words"]),
        notes=_any(path, [rows["notes"]]),
        note_lines=_any(path, [rows["note_lines"]]),
        binding=_any(path, rows["binding"]),
        anticipatory=_any(path, rows["anticipatory"]),
        name_lead=_any(path, [rows["name_lead"]]),
        mark_nature=_any(path, [rows["mark_nature"]]),
    )


@lru_cache(maxsize=4)
def load_prose_words(folder: Path | None = None) -> ProseWords:
    """The words of target sentences.

    Raises:
        MappingError: an entry is lacking or a pattern is no regular expression.
    """
    return _load((folder or bundled("mappings", "indicators")) / "prose.toml", _prose_words)


def _prose_words(path: Path, content: dict[str, Any]) -> ProseWords:
    return ProseWords(
        name_suffixes=tuple(content["name_suffixes"]),
        strong_suffixes=tuple(content["strong_suffixes"]),
        not_suffixes=tuple(content["not_suffixes"]),
        not_prefixes=tuple(content["not_prefixes"]),
        deferred_verbs=tuple(content["deferred_verbs"]),
        longest_name=content["longest_name"],
        lead=_any(path, [f"^(?:{content['lead']})"]),
        adverbs=_words(content["adverbs"]),
        verbs=tuple(content["verbs"]),
        shared=_any(path, content["shared"]),
        separators=_any(path, [content["separators"]]),
        past=_any(path, content["past"]),
        vision=_any(path, content["vision"]),
        objective_titles=tuple(content["objective_titles"]),
        founding_verbs=tuple(content["founding_verbs"]),
        natures=tuple(_any(path, [pattern]) for pattern in content["natures"]),
        other_natures=_any(path, [content["other_natures"]]),
        numbered_natures=_any(path, [content["numbered_natures"]]),
    )
