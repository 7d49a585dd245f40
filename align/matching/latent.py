"""How words of a field belong together, learnt from the catalogue: texts that share no word may still be near.

Latent semantic analysis over characters and pairs of characters, with one document per canonical task (all of its
phrasings): what is said of one task in different words comes to lie close together.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from align.matching.encode import mask
from align.matching.floats import Floats

_DIMENSIONS = 100
_LEAST_TEXTS = 5


class LatentSpace:
    """Turns texts, or single words, into dense vectors of unit length whose dot product is their kinship."""

    def __init__(self, groups: Sequence[Sequence[str]]) -> None:
        """Args:
        groups: texts that say one thing in different words, group by group.
        """
        from sklearn.decomposition import TruncatedSVD
        from sklearn.feature_extraction.text import TfidfVectorizer
        from sklearn.preprocessing import normalize

        masked = [[mask(text) for text in group] for group in groups]
        self._characters = TfidfVectorizer(
            analyzer="char", ngram_range=(1, 2), sublinear_tf=True, min_df=_LEAST_TEXTS, dtype=np.float32
        )
        self._characters.fit([text for group in masked for text in group])
        documents = normalize(self._characters.transform([" ".join(group) for group in masked]))
        self._svd = TruncatedSVD(min(_DIMENSIONS, len(groups) - 1), n_iter=3, random_state=0).fit(documents)

    def encode(self, texts: Sequence[str]) -> Floats:
        """One row per cleaned text; zeros where the space knows none of its characters."""
        from sklearn.preprocessing import normalize

        if not texts:
            return np.zeros((0, self._svd.n_components))
        vectors: Floats = normalize(self._svd.transform(self._characters.transform([mask(text) for text in texts])))
        return vectors.astype(np.float64)
