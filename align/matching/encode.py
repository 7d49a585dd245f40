"""Turns clauses into vectors, so that likeness can be computed."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Protocol

from scipy.sparse import csr_matrix, hstack

from align.matching.words import load_cutter

# What says when and how much, but not what is to be done: it must not make two clauses alike.
_MASK = re.compile(
    r"“?十[一二三四五六]五”?(?:期间|时期|末)?|(?:到|至)?(?:19|20)\d{2}(?:年底前|年底|年前|年)?|\d+(?:\.\d+)?%?"
)


class Encoder(Protocol):
    """Turns texts into vectors whose dot product is their likeness, between 0 and 1."""

    def encode(self, texts: Sequence[str]) -> csr_matrix:
        """One row of unit length (or of zeros) per text."""


def mask(clean: str) -> str:
    """A cleaned clause without years, plan periods and numbers."""
    return _MASK.sub("", clean)


class WordingEncoder:
    """TF-IDF over runs of one to three characters and over words, weighted by how rare they are in a corpus.

    Characters catch what is written alike, words keep two common characters from meeting by chance. Needs no download.
    """

    def __init__(self, corpus: Sequence[str], *, words: float) -> None:
        """Args:
        corpus: the cleaned texts that say which runs and words are rare.
        words: the weight of words beside characters (1 = as much).
        """
        from sklearn.feature_extraction.text import TfidfVectorizer

        texts = [mask(text) for text in corpus] or [" "]
        self._weight = words
        self._characters = TfidfVectorizer(analyzer="char", ngram_range=(1, 3), sublinear_tf=True).fit(texts)
        self._words = TfidfVectorizer(analyzer=load_cutter(), sublinear_tf=True).fit([*texts, "规划"])

    def encode(self, texts: Sequence[str]) -> csr_matrix:
        """One row per text; what the corpus never showed is left out."""
        from sklearn.preprocessing import normalize

        masked = [mask(text) for text in texts]
        if not masked:
            return csr_matrix((0, len(self._characters.vocabulary_) + len(self._words.vocabulary_)))
        parts = [self._characters.transform(masked), self._weight * self._words.transform(masked)]
        return csr_matrix(normalize(hstack(parts)))
