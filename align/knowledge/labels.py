"""Finds many labels in a text at once: longest first, none overlapping."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache


@dataclass(frozen=True, slots=True)
class LabelHit:
    """A label found: what it stands for, and where."""

    value: str
    start: int
    end: int


def fold_label(label: str) -> str:
    """A label as it is compared: full-width and compatibility forms made plain, Latin letters in lower case."""
    return unicodedata.normalize("NFKC", label).lower()


class LabelFinder:
    """Looks for the labels of a vocabulary; labels are folded, each stands for one value."""

    def __init__(self, values: Mapping[str, str]) -> None:
        self._values = values
        lengths: dict[str, set[int]] = {}
        for label in values:
            lengths.setdefault(label[:2], set()).add(len(label))
        self._lengths = {start: tuple(sorted(sizes, reverse=True)) for start, sizes in lengths.items()}

    def find(self, text: str) -> Iterator[LabelHit]:
        """The labels in a cleaned text, in order. A Latin label counts only as a whole word (``VOC``, not ``VOCs``)."""
        folded = _fold_in_place(text)
        position = 0
        while position < len(folded):
            end = self._longest(folded, position)
            if end is None:
                position += 1
                continue
            yield LabelHit(self._values[folded[position:end]], position, end)
            position = end

    def _longest(self, text: str, start: int) -> int | None:
        for size in self._lengths.get(text[start : start + 2], ()):
            end = start + size
            if end <= len(text) and text[start:end] in self._values and _is_whole(text, start, end):
                return end
        return start + 1 if text[start] in self._values and _is_whole(text, start, start + 1) else None


def _fold_in_place(text: str) -> str:
    """The text folded character by character, positions unchanged."""
    return "".join(map(_fold_character, text))


@cache
def _fold_character(character: str) -> str:
    plain = fold_label(character)
    return plain if len(plain) == 1 else character


def _is_whole(text: str, start: int, end: int) -> bool:
    return not (
        (start > 0 and _is_latin(text[start - 1]) and _is_latin(text[start]))
        or (end < len(text) and _is_latin(text[end]) and _is_latin(text[end - 1]))
    )


def _is_latin(character: str) -> bool:
    return character.isascii() and character.isalnum()
