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
    """TF-IDF over characters, pairs of characters and words, weighted by how rare they are in a corpus.

    Characters catch what is written alike, words keep two common characters from meeting by chance. Needs no download.
    ``fitted`` holds the vectors of the corpus itself, one row per text.
    """

    def __init__(self, corpus: Sequence[str], *, words: float) -> None:
        """Args:
        corpus: the cleaned texts that say which characters and words are rare.
        words: the weight of words beside characters (1 = as much).
        """
        from sklearn.feature_extraction.text import TfidfVectorizer

        texts = [mask(text) for text in corpus] or [" "]
        self._weight = words
        self._characters = TfidfVectorizer(analyzer="char", ngram_range=(1, 2), sublinear_tf=True)
        self._words = TfidfVectorizer(analyzer=_words_or_mark, sublinear_tf=True)
        self.fitted = self._join(self._characters.fit_transform(texts), self._words.fit_transform(texts))

    def encode(self, texts: Sequence[str]) -> csr_matrix:
        """One row per text; what the corpus never showed is left out."""
        masked = [mask(text) for text in texts]
        if not masked:
            return csr_matrix((0, self.fitted.shape[1]))
        return self._join(self._characters.transform(masked), self._words.transform(masked))

    def _join(self, characters: csr_matrix, words: csr_matrix) -> csr_matrix:
        from sklearn.preprocessing import normalize

        return csr_matrix(normalize(hstack([characters, self._weight * words])))


def _words_or_mark(text: str) -> list[str]:
    """The words of a text; one mark for a text without any, since a vocabulary must not be empty."""
    return load_cutter()(text) or [" "]
