"""How plans list their projects: headings, table columns, shares and money."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from functools import lru_cache
from pathlib import Path

from align.bundled import bundled
from align.knowledge.files import complain_of_entries, load_toml, parse_choice, parse_pattern


@dataclass(frozen=True, slots=True, kw_only=True)
class ProjectWords:
    """The vocabulary of ``mappings/projects/words.toml``; ``units`` gives each unit of money in 亿元, ``total_ends`` leads from a total to its shares."""

    headings: tuple[str, ...]
    name_ends: tuple[str, ...]
    totals: tuple[str, ...]
    columns: tuple[tuple[str, tuple[str, ...]], ...]
    units: tuple[tuple[str, Decimal], ...]
    share: re.Pattern[str]
    least_shares: int
    total_ends: re.Pattern[str]
    money: re.Pattern[str]
    parts: re.Pattern[str]

    def money_in_yi(self, amount: str, unit: str) -> Decimal | None:
        """An amount in 亿元, exact; ``None`` for an unknown unit or something that is no number."""
        factor = dict(self.units).get(unit)
        try:
            return None if factor is None else (Decimal(amount.replace(",", "")) * factor).normalize()
        except InvalidOperation:
            return None


@lru_cache(maxsize=1)
def load_project_words() -> ProjectWords:
    """The bundled vocabulary."""
    return read_project_words(bundled("mappings", "projects", "words.toml"))


def read_project_words(path: Path) -> ProjectWords:
    """The vocabulary of a file.

    Raises:
        MappingError: a missing key, or a pattern that does not match its own examples.
    """
    data = load_toml(path)
    with complain_of_entries(path):
        return ProjectWords(
            headings=tuple(data["headings"]),
            name_ends=tuple(data["name_ends"]),
            totals=tuple(data["totals"]),
            columns=tuple((kind, tuple(words)) for kind, words in data["columns"].items()),
            units=tuple((unit, Decimal(factor)) for unit, factor in data["units"].items()),
            share=parse_pattern(path, data["share"]["pattern"], data["share"]["examples"]),
            least_shares=int(data["share"]["least"]),
            total_ends=parse_choice(data["share"]["total_ends"]),
            money=parse_pattern(path, data["money"]["pattern"], data["money"]["examples"]),
            parts=parse_pattern(path, data["parts"]["pattern"], data["parts"]["examples"]),
        )
