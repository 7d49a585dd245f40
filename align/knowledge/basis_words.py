"""How plans cite the laws, plans and documents they rest on."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from align.bundled import bundled
from align.errors import MappingError
from align.knowledge.files import load_toml


@dataclass(frozen=True, slots=True, kw_only=True)
class BasisWords:
    """The vocabulary of ``mappings/basis/words.toml``."""

    openers: re.Pattern[str]
    purposes: re.Pattern[str]
    own_names: frozenset[str]
    drafts: tuple[str, ...]
    unquoted: re.Pattern[str]
    joints: re.Pattern[str]
    strip: tuple[str, ...]
    levels: frozenset[str]
    vague: re.Pattern[str]


@lru_cache(maxsize=1)
def load_basis_words() -> BasisWords:
    """The bundled vocabulary."""
    return read_basis_words(bundled("mappings", "basis", "words.toml"))


def read_basis_words(path: Path) -> BasisWords:
    """The vocabulary of a file.

    Raises:
        MappingError: a missing key, or a pattern that does not match its own examples.
    """
    data = load_toml(path)
    try:
        return BasisWords(
            openers=_any_of(data["openers"]),
            purposes=_any_of(data["purposes"]),
            own_names=frozenset(data["own_names"]),
            drafts=tuple(data["drafts"]),
            unquoted=_pattern(path, data["unquoted"]),
            joints=_any_of(sorted(data["unquoted"]["joints"], key=len, reverse=True)),
            strip=tuple(data["unquoted"]["strip"]),
            levels=frozenset(data["unquoted"]["levels"]),
            vague=_pattern(path, data["vague"]),
        )
    except (KeyError, TypeError, ValueError, re.error) as error:
        raise MappingError(path, 1, f"缺少或写错的项：{error}") from error


def _any_of(words: list[str]) -> re.Pattern[str]:
    return re.compile("|".join(map(re.escape, words)))


def _pattern(path: Path, entry: dict[str, Any]) -> re.Pattern[str]:
    pattern = re.compile(entry["pattern"])
    for example in entry["examples"]:
        if pattern.search(example) is None:
            raise MappingError(path, 1, f"样例“{example}”未被其句式匹配")
    return pattern
