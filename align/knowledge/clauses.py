"""What splits a task sentence: adverbs, lead-ins, slogans (``mappings/clauses/wording.toml``)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from align.bundled import bundled
from align.errors import MappingError
from align.knowledge.files import load_toml

_KEYS = (
    "adverbs",
    "slogans",
    "slogan_frames",
    "hollow",
    "firm_actions",
    "not_tasks",
    "descriptions",
    "rhetoric",
    "openings",
    "lead_ins",
    "wholes",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class ClauseWording:
    """Compiled vocabulary of task sentences; patterns are matched at the start of a cleaned text, but for ``descriptions``,
    ``hollow``, ``rhetoric`` and ``wholes``, which are searched for."""

    adverbs: re.Pattern[str]
    slogans: re.Pattern[str]
    slogan_frames: re.Pattern[str]
    hollow: re.Pattern[str]
    not_tasks: re.Pattern[str]
    descriptions: re.Pattern[str]
    rhetoric: re.Pattern[str]
    openings: re.Pattern[str]
    lead_ins: re.Pattern[str]
    firm_actions: frozenset[str]
    wholes: re.Pattern[str]

    def strip_adverbs(self, text: str) -> str:
        """A clause without the modifiers in front of its verb."""
        match = self.adverbs.match(text)
        return text[match.end() :] if match else text


@lru_cache(maxsize=2)
def load_clause_wording(path: Path | None = None) -> ClauseWording:
    """The vocabulary of ``path``, by default the bundled one.

    Raises:
        MappingError: a key is missing, holds no list of words, or a pattern is malformed.
    """
    file = path or bundled("mappings", "clauses", "wording.toml")
    data = load_toml(file)
    for key in _KEYS:
        if not isinstance(data.get(key), list) or not all(isinstance(word, str) and word for word in data[key]):
            raise MappingError(file, 1, f"“{key}”应为词语列表")
    try:
        return ClauseWording(
            adverbs=re.compile(f"(?:{_words(data['adverbs'])})+"),
            slogans=re.compile(_words(data["slogans"])),
            slogan_frames=re.compile("|".join(data["slogan_frames"])),
            hollow=re.compile("|".join(data["hollow"])),
            not_tasks=re.compile("|".join(data["not_tasks"])),
            descriptions=re.compile("|".join(data["descriptions"])),
            rhetoric=re.compile("|".join(data["rhetoric"])),
            openings=re.compile("|".join(data["openings"])),
            lead_ins=re.compile("|".join(data["lead_ins"])),
            firm_actions=frozenset(data["firm_actions"]),
            wholes=re.compile(_words(data["wholes"])),
        )
    except re.error as error:
        raise MappingError(file, 1, f"正则表达式有误：{error}") from error


def _words(words: list[str]) -> str:
    return "|".join(re.escape(word) for word in sorted(words, key=lambda word: (-len(word), word)))
