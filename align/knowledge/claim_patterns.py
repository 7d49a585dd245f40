"""The sentence patterns in which plans state their own numbers."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from align.bundled import bundled
from align.errors import MappingError
from align.knowledge.files import complain_of_entries, load_toml, parse_choice, parse_pattern
from align.model import ClaimKind

_KINDS = {kind.value: kind for kind in ClaimKind}


@dataclass(frozen=True, slots=True, kw_only=True)
class Pattern:
    """A pattern whose group ``n`` is the number, and ``unit`` the unit of money where it has one."""

    kind: ClaimKind
    regex: re.Pattern[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimPatterns:
    """The patterns of ``mappings/claims/patterns.toml``."""

    patterns: tuple[Pattern, ...]
    foreign: re.Pattern[str]
    enumeration: re.Pattern[str]
    leads: re.Pattern[str]
    joints: re.Pattern[str]
    split: re.Pattern[str]
    least_parts: int


@lru_cache(maxsize=1)
def load_claim_patterns() -> ClaimPatterns:
    """The bundled patterns."""
    return read_claim_patterns(bundled("mappings", "claims", "patterns.toml"))


def read_claim_patterns(path: Path) -> ClaimPatterns:
    """The patterns of a file.

    Raises:
        MappingError: a missing key, an unknown kind, or a pattern that does not match its own examples.
    """
    data = load_toml(path)
    with complain_of_entries(path):
        number = data["number"]
        return ClaimPatterns(
            patterns=tuple(
                Pattern(kind=_KINDS[entry["kind"]], regex=_compile(path, entry, number)) for entry in data["patterns"]
            ),
            foreign=parse_choice(data["foreign"]),
            enumeration=_compile(path, data["enumeration"], number),
            leads=parse_choice(data["enumeration"]["leads"]),
            joints=parse_choice(data["enumeration"]["joints"]),
            split=_compile(path, data["split"], number),
            least_parts=int(data["split"]["least"]),
        )


def _compile(path: Path, entry: dict[str, Any], number: str) -> re.Pattern[str]:
    text = entry["pattern"]
    if text.count("N") != 1:
        raise MappingError(path, 1, f"句式“{text}”中应恰有一个 N")
    return parse_pattern(path, text.replace("N", number), entry["examples"])
