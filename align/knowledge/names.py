"""How indicator names are compared: one spelling for the same thing, scope words, words that tell names apart.

The vocabularies are ``mappings/indicators/synonyms.tsv``, ``scopes.tsv`` and ``contrasts.tsv``.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from align.bundled import bundled
from align.knowledge.files import load_tables, load_tsv
from align.mappings import mapping_files

_MARKS = re.compile(r"[①-⑳㉑-㉟*＊†‡★☆▲△◆◇●○■□▼※]|(?<![mM米])(?<!×10)(?<!10(?=[³⁴⁶⁸]\s?[A-Za-z一-龥]))[¹²³⁴⁵⁶⁷⁸⁹⁰]+")
_AGE = re.compile(r"(?P<age>\d{1,2})(?:周岁|岁)(?:及|（含）)?以(?P<side>[上下])")
_LIMIT = re.compile(r"(?<!\d)(?P<limit>\d+(?:\.\d+)?[一-龥%]{0,4}?)(?:及|（含）)?以(?P<side>[上下])")
_PER = re.compile(r"^(?P<name>.+?)[（(](?P<per>每[^（()）]{1,6})[）)]$")
_NUMBERS = re.compile(r"(?!20\d{2}年)(?<!\d)\d+(?:\.\d+)?")
_NO_SCOPE = "—"
_REPLACED = "新旧口径"
_BRACKETS = re.compile(r"[（(\[［〔【][^（()）\[\]［］〔〕【】]*[)）\]］〕】]")
_SIGNS = re.compile(r"[\s“”‘’\"'《》〈〉「」『』、，,。；;：:·\-—–～~_/()（）\[\]]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Scope:
    """A word that says whom or what an indicator covers; ``conflicts`` where other values of the group forbid comparison."""

    word: str
    group: str
    value: str
    strip: bool
    conflicts: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Contrast:
    """Words of one group that tell two names apart; ``presence`` where having one or none is a difference, too.

    ``kin`` groups tell ways of counting one thing apart (增加值 and 产值), not different things.
    """

    group: str
    words: tuple[str, ...]
    presence: bool
    kin: bool

    def parts(self, first: str, second: str) -> bool:
        """Whether the group tells two keys apart."""
        ours = {word for word in self.words if word in first}
        theirs = {word for word in self.words if word in second}
        at_odds = bool(ours) and bool(theirs) and not ours & theirs
        return at_odds or (self.presence and bool(ours) != bool(theirs))


def drop_marks(text: str) -> str:
    """The text without footnote marks (①, ¹, *); the superscripts of units (m²) and of powers of ten (10⁴吨) stay."""
    return _MARKS.sub("", text)


class Names:
    """The vocabularies for comparing indicator names."""

    def __init__(
        self,
        synonyms: dict[str, str],
        scopes: tuple[Scope, ...],
        contrasts: tuple[Contrast, ...],
        unions: dict[tuple[str, str], frozenset[str]],
    ) -> None:
        self._unions = unions
        self.scopes = scopes
        self.contrasts = contrasts
        self._synonyms = synonyms
        self._pattern = re.compile("|".join(re.escape(word) for word in sorted(synonyms, key=lambda w: (-len(w), w))))
        self._scope_words = re.compile("|".join(re.escape(scope.word) for scope in scopes))
        self._stripped = {self._fold(scope.word): scope.strip for scope in scopes}
        folded = sorted(self._stripped, key=lambda word: (-len(word), word))
        self._folded_scopes = re.compile("|".join(re.escape(word) for word in folded))
        self._by_word = {scope.word: scope for scope in scopes}
        self._keys: dict[str, str] = {}

    def key(self, name: str) -> str:
        """The name in one spelling: marks, bracketed additions and signs dropped, synonyms unified.

        What a value is counted per (5G基站数（每万人）) is no addition, but part of the name wherever it stands.
        """
        if name not in self._keys:
            without = _BRACKETS.sub("", _PER.sub(r"\g<per>\g<name>", drop_marks(name)))
            self._keys[name] = self._fold(without if without.strip() else name)
        return self._keys[name]

    def _fold(self, text: str) -> str:
        plain = _SIGNS.sub("", unicodedata.normalize("NFKC", text)).lower()
        for _ in range(2):  # a synonym may stand in another one: 万元地区生产总值, 万元GDP, 单位GDP
            plain = self._pattern.sub(lambda match: self._synonyms[match.group()], plain)
        return plain

    def core(self, name: str) -> str:
        """The key without the scope words to be stripped; the key itself if nothing else is left."""
        key = self.key(name)
        return self._folded_scopes.sub(lambda match: "" if self._stripped[match.group()] else match.group(), key) or key

    def find_scopes(self, name: str) -> tuple[Scope, ...]:
        """The scope words of a name, in order; terms that replaced others are none."""
        return (*(scope for scope in self._find_words(name) if scope.group != _REPLACED), *_limits(name))

    def _find_words(self, name: str) -> tuple[Scope, ...]:
        found = (self._by_word[match.group()] for match in self._scope_words.finditer(drop_marks(name)))
        return tuple(scope for scope in found if scope.value != _NO_SCOPE)

    def find_scope_conflict(self, first: str, second: str) -> tuple[Scope, Scope] | None:
        """The scope words of two names that forbid comparing their values; ``None`` where nothing does."""
        for ours in self.find_scopes(first):
            theirs = [scope for scope in self.find_scopes(second) if scope.group == ours.group and scope.conflicts]
            if theirs and ours.value not in {scope.value for scope in theirs}:
                return ours, theirs[0]
        return None

    def find_replacement(self, first: str, second: str) -> tuple[Scope, Scope] | None:
        """The terms of two names of which one has replaced the other; ``None`` where none has."""
        ours = [scope for scope in self._find_words(first) if scope.group == _REPLACED]
        theirs = [scope for scope in self._find_words(second) if scope.group == _REPLACED]
        if not ours or not theirs or ours[0].value == theirs[0].value:
            return None
        return ours[0], theirs[0]

    def covers(self, name: str, rows: Sequence[str]) -> bool:
        """Whether a name's scope is made up of several (省控以上: 国控 and 省控) and the rows have one for each."""
        for scope in self.find_scopes(name):
            parts = self._unions.get((scope.group, scope.value))
            if parts is not None:
                told = {one.value for row in rows for one in self.find_scopes(row) if one.group == scope.group}
                return parts <= told
        return False

    def scopes_conflict(self, first: str, second: str) -> bool:
        """Whether two names cover different things, so that their values cannot be compared."""
        return self.find_scope_conflict(first, second) is not None

    def tell_apart(self, first: str, second: str) -> bool:
        """Whether nearly alike names (as keys) still mean different things: they end in different words, so that another
        measure is told (收入, 收入比), or tell different numbers (3岁以下, 5A级), years aside.
        """
        return first[-1:] != second[-1:] or _NUMBERS.findall(first) != _NUMBERS.findall(second)

    def are_contrary(self, first: str, second: str) -> bool:
        """Whether two names (as written) differ in a word that makes them different indicators."""
        left, right = self.key(first), self.key(second)
        return any(contrast.parts(left, right) for contrast in self.contrasts)

    def differ_in_kind_of_count(self, first: str, second: str) -> bool:
        """Whether two names differ in the way of counting and in no word for another thing (增加值占比 and 产值占比)."""
        left, right = self.key(first), self.key(second)
        apart = [contrast.kin for contrast in self.contrasts if contrast.parts(left, right)]
        return bool(apart) and all(apart)

    def without_kin(self, key: str) -> str:
        """A key without the words that tell ways of counting apart."""
        for contrast in self.contrasts:
            for word in contrast.words if contrast.kin else ():
                key = key.replace(word, "")
        return key


def _limits(name: str) -> Iterator[Scope]:
    """The limits in a name: 65岁及以上 covers others than 60岁及以上, 收入20万元以上 others than 10万元以上."""
    plain = unicodedata.normalize("NFKC", name)
    for match in _AGE.finditer(plain):
        yield Scope(
            word=match.group(), group="年龄", value=f"{match['age']}岁以{match['side']}", strip=False, conflicts=True
        )
    for match in _LIMIT.finditer(_AGE.sub("", plain)):
        value = f"{match['limit']}以{match['side']}"
        yield Scope(word=match.group(), group="门槛", value=value, strip=False, conflicts=True)


@lru_cache(maxsize=4)
def load_names(folder: Path | None = None) -> Names:
    """The vocabularies in ``folder``, by default the bundled ones.

    Raises:
        MappingError: a variant listed twice, a scope word listed twice, a flag that is neither yes nor no.
    """
    root = folder or bundled("mappings", "indicators")
    scopes = _load_scopes(root)
    tables = (root / "synonyms.tsv",) if folder else mapping_files("indicators", "synonyms.tsv")
    return Names(_load_synonyms(tables), scopes, _load_contrasts(root), _load_unions(root, scopes))


def _load_synonyms(tables: Sequence[Path]) -> dict[str, str]:
    synonyms: dict[str, str] = {}
    for row in load_tables(tables, ("canonical", "variants")):
        for variant in row.items("variants"):
            key = _SIGNS.sub("", unicodedata.normalize("NFKC", variant)).lower()
            if synonyms.get(key, row["canonical"]) != row["canonical"]:
                raise row.error(f"“{variant}”已归入“{synonyms[key]}”")
            synonyms[key] = row["canonical"]
    return synonyms


def _load_scopes(root: Path) -> tuple[Scope, ...]:
    scopes: dict[str, Scope] = {}
    for row in load_tsv(root / "scopes.tsv", ("word", "group", "value", "strip", "conflicts")):
        if row["word"] in scopes:
            raise row.error(f"口径词“{row['word']}”重复")
        if any(shorter in row["word"] for shorter in scopes):
            raise row.error(f"“{row['word']}”应列在它所包含的词之前")
        if {row["strip"], row["conflicts"]} - {"yes", "no"}:
            raise row.error("strip、conflicts 应为 yes 或 no")
        scopes[row["word"]] = Scope(
            word=row["word"],
            group=row["group"],
            value=row["value"],
            strip=row["strip"] == "yes",
            conflicts=row["conflicts"] == "yes",
        )
    return tuple(scopes.values())


def _load_unions(root: Path, scopes: tuple[Scope, ...]) -> dict[tuple[str, str], frozenset[str]]:
    known = {(scope.group, scope.value) for scope in scopes}
    unions: dict[tuple[str, str], frozenset[str]] = {}
    for row in load_tsv(root / "unions.tsv", ("group", "value", "parts")):
        if any((row["group"], value) not in known for value in (row["value"], *row.items("parts"))):
            raise row.error("所列口径不在 scopes.tsv 中")
        unions[row["group"], row["value"]] = frozenset(row.items("parts"))
    return unions


def _load_contrasts(root: Path) -> tuple[Contrast, ...]:
    contrasts: list[Contrast] = []
    for row in load_tsv(root / "contrasts.tsv", ("group", "words", "presence", "kin")):
        if {row["presence"], row["kin"]} - {"yes", "no"}:
            raise row.error("presence、kin 应为 yes 或 no")
        if len(row.items("words")) < (1 if row["presence"] == "yes" else 2):
            raise row.error("至少应有两个词")
        contrasts.append(
            Contrast(
                group=row["group"],
                words=row.items("words"),
                presence=row["presence"] == "yes",
                kin=row["kin"] == "yes",
            )
        )
    return tuple(contrasts)
