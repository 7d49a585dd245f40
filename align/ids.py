"""Ids: readable, stable, and ending in a short hash of the cleaned text they name."""

from __future__ import annotations

import hashlib
from collections import Counter


def short_hash(clean: str) -> str:
    """Six hexadecimal digits that stand for a cleaned text."""
    return hashlib.sha1(clean.encode("utf-8"), usedforsecurity=False).hexdigest()[:6]


class IdMaker:
    """Makes ids that are unique in one document: the same text under the same prefix gets ``-2``, ``-3`` … in order."""

    def __init__(self) -> None:
        self._seen: Counter[str] = Counter()

    def make(self, prefix: str, clean: str) -> str:
        """The id ``prefix-hash`` of a cleaned text, with a counter where it was given out before."""
        name = f"{prefix}-{short_hash(clean)}"
        self._seen[name] += 1
        return name if self._seen[name] == 1 else f"{name}-{self._seen[name]}"
