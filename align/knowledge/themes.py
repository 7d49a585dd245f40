"""The themes of plans, told by headings and keywords (``mappings/themes/themes.tsv``)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import lru_cache, partial
from pathlib import Path

from align.knowledge.files import load_tables
from align.mappings import mapping_files

_COLUMNS = ("id", "sector", "name", "headings", "keywords")
# A heading speaks for a whole division, a keyword for one clause; the innermost heading speaks loudest.
_HEADING_WEIGHT = 2.0
_OUTER_HEADING_SHARE = 0.5
_OWN_SECTOR = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Theme:
    """A theme of one sector, with the words of its headings and of its tasks."""

    id: str
    sector: str
    name: str
    headings: tuple[str, ...]
    keywords: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Themes:
    """All themes, in the order of the file."""

    themes: tuple[Theme, ...]
    _score_headings: Callable[[tuple[str, ...]], tuple[float, ...]] = field(init=False, repr=False, compare=False)
    _keywords: dict[str, list[tuple[int, str]]] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        # the same for every clause of a division
        kept = lru_cache(maxsize=1000)(partial(_score_headings, self.themes))
        object.__setattr__(self, "_score_headings", kept)
        object.__setattr__(self, "_keywords", _by_first_character(self.themes))

    def of_sector(self, sector: str) -> tuple[Theme, ...]:
        """The themes of one sector, e.g. ``environment``."""
        return tuple(theme for theme in self.themes if theme.sector == sector)

    def theme_of(self, text: str, headings: tuple[str, ...] = (), sectors: tuple[str, ...] = ()) -> str | None:
        """The name of the theme that scores highest for a cleaned text under headings (outermost first).

        A keyword scores its length, so that longer words weigh more; themes of ``sectors``, those of the plan's own field,
        weigh double. ``None`` where nothing scores; the first of equals wins.
        """
        scores = list(self._score_headings(headings))
        for character in set(text):
            for number, word in self._keywords.get(character, ()):
                if word in text:
                    scores[number] += len(word)
        for number, theme in enumerate(self.themes):
            if theme.sector in sectors:
                scores[number] *= _OWN_SECTOR
        best = max(scores, default=0.0)
        return self.themes[scores.index(best)].name if best > 0 else None


def _by_first_character(themes: tuple[Theme, ...]) -> dict[str, list[tuple[int, str]]]:
    """The keywords by their first character, each with the number of its theme: few of them begin with one of a text."""
    found: dict[str, list[tuple[int, str]]] = {}
    for number, theme in enumerate(themes):
        for word in theme.keywords:
            found.setdefault(word[0], []).append((number, word))
    return found


def _score_headings(themes: tuple[Theme, ...], headings: tuple[str, ...]) -> tuple[float, ...]:
    """What headings add to each theme, the innermost most."""
    scores = [0.0] * len(themes)
    share = _HEADING_WEIGHT
    for heading in reversed(headings):
        for number, theme in enumerate(themes):
            scores[number] += share * max((len(word) for word in theme.headings if word in heading), default=0)
        share *= _OUTER_HEADING_SHARE
    return tuple(scores)


@lru_cache(maxsize=2)
def load_themes(path: Path | None = None) -> Themes:
    """The themes of ``path``, by default the bundled ones.

    Raises:
        MappingError: an id given twice, a name given twice in a sector, or a theme without words.
    """
    themes: list[Theme] = []
    ids: set[str] = set()
    names: set[tuple[str, str]] = set()
    for row in load_tables((path,) if path else mapping_files("themes", "themes.tsv"), _COLUMNS):
        if not row["id"] or row["id"] in ids:
            raise row.error(f"编号缺失或重复：{row['id']}")
        if (row["sector"], row["name"]) in names:
            raise row.error(f"主题重复：{row['name']}")
        if not row.items("headings") or not row.items("keywords"):
            raise row.error("缺少标题用词或关键词")
        ids.add(row["id"])
        names.add((row["sector"], row["name"]))
        themes.append(
            Theme(
                id=row["id"],
                sector=row["sector"],
                name=row["name"],
                headings=row.items("headings"),
                keywords=row.items("keywords"),
            )
        )
    return Themes(tuple(themes))
