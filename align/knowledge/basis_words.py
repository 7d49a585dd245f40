"""How plans cite the laws, plans and documents they rest on."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from align.bundled import bundled
from align.knowledge.files import complain_of_entries, load_toml, parse_choice, parse_pattern


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
    with complain_of_entries(path):
        return BasisWords(
            openers=parse_choice(data["openers"]),
            purposes=parse_choice(data["purposes"]),
            own_names=frozenset(data["own_names"]),
            drafts=tuple(data["drafts"]),
            unquoted=parse_pattern(path, data["unquoted"]["pattern"], data["unquoted"]["examples"]),
            joints=parse_choice(sorted(data["unquoted"]["joints"], key=len, reverse=True)),
            strip=tuple(data["unquoted"]["strip"]),
            levels=frozenset(data["unquoted"]["levels"]),
            vague=parse_pattern(path, data["vague"]["pattern"], data["vague"]["examples"]),
        )
