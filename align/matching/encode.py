"""Turns clauses into vectors, so that likeness can be computed."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

import numpy as np
from scipy.sparse import csr_matrix, hstack

from align.matching.words import load_cutter

if TYPE_CHECKING:
    from sklearn.feature_extraction.text import TfidfVectorizer

# What says when and how much, but not what is to be done: it must not make two clauses alike.
_MASK = re.compile(
    r"“?十[一二三四五六]五”?(?:期间|时期|末)?|(?:到|至)?(?:19|20)\d{2}(?:年底前|年底|年前|年)?|\d+(?:\.\d+)?%?"
)


def mask(clean: str) -> str:
    """A cleaned clause without years, plan periods and numbers."""
    return _MASK.sub("", clean)


class WordingEncoder:
    """TF-IDF over characters, pairs of characters and words, weighted by how rare they are in a corpus.

    Characters catch what is written alike, words keep two common characters from meeting by chance. Needs no download.
    """

    def __init__(self, characters: TfidfVectorizer, words: TfidfVectorizer, weight: float) -> None:
        self._characters = characters
        self._words = words
        self._weight = weight

    @classmethod
    def fit(cls, corpus: Sequence[str], *, words: float) -> tuple[WordingEncoder, csr_matrix]:
        """An encoder for a corpus, and the corpus encoded, one row per text.

        Args:
            corpus: the cleaned texts that say which characters and words are rare.
            words: the weight of words beside characters (1 = as much).
        """
        from sklearn.feature_extraction.text import TfidfVectorizer

        texts = [mask(text) for text in corpus] or [" "]
        characters = TfidfVectorizer(analyzer="char", ngram_range=(1, 2), sublinear_tf=True, dtype=np.float32)
        cut = TfidfVectorizer(analyzer=_words_or_mark, sublinear_tf=True, dtype=np.float32)
        rows = characters.fit_transform(texts), cut.fit_transform(texts)
        encoder = cls(characters, cut, words)
        return encoder, encoder._join(*rows)

    def encode(self, texts: Sequence[str]) -> csr_matrix:
        """One row per text; what the corpus never showed is left out."""
        masked = [mask(text) for text in texts]
        if not masked:
            return csr_matrix((0, len(self._characters.vocabulary_) + len(self._words.vocabulary_)))
        return self._join(self._characters.transform(masked), self._words.transform(masked))

    def _join(self, characters: csr_matrix, words: csr_matrix) -> csr_matrix:
        from sklearn.preprocessing import normalize

        return csr_matrix(normalize(hstack([characters, self._weight * words])))


FitEncoder = Callable[[Sequence[str]], tuple[WordingEncoder, csr_matrix]]
"""Makes an encoder for a corpus of cleaned texts, and encodes the corpus."""


def _words_or_mark(text: str) -> list[str]:
    """The words of a text; one mark for a text without any, since a vocabulary must not be empty."""
    return load_cutter()(text) or [" "]
