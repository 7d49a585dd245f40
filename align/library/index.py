"""Keeps the clauses of a library where a question finds them at once; read from disk only as far as the question needs.

The index lies in the user's cache folder, named after the folder and state of its plans; it may be deleted at any time.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
from scipy.sparse import csc_matrix

from align.fitted import cache_folder, read_cached
from align.libraries import LibraryPlan, PlanFile
from align.matching.search import SearchIndex
from align.provenance import load_program_digest

_FOLDER = "indexes"
PARTS = ("catalogue", "wording")
ARRAYS = ("data", "indices", "indptr")


class LibraryIndex:
    """An index on disk.

    Args:
        folder: where it lies.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self.plans: tuple[LibraryPlan, ...] = read_cached(folder / "plans.pickle")
        self.plan_of = np.load(folder / "plans.npy")
        self._ends = np.load(folder / "ends.npy")
        self.vectors = SearchIndex(**{part: self._load(part) for part in PARTS})

    def read(self, clauses: Sequence[int]) -> Iterator[tuple[str, str]]:
        """Heading path and text of some clauses."""
        with (self._folder / "lines.txt").open("rb") as opened:
            for clause in clauses:
                start = int(self._ends[clause - 1]) if clause else 0
                opened.seek(start)
                path, text = json.loads(opened.read(int(self._ends[clause]) - start))
                yield path, text

    def _load(self, part: str) -> csc_matrix:
        arrays = (np.load(self._folder / f"{part}-{name}.npy", mmap_mode="r") for name in ARRAYS)
        shape = tuple(np.load(self._folder / f"{part}-shape.npy").tolist())
        return csc_matrix(tuple(arrays), shape=shape, copy=False)


def find_index_folder(files: Sequence[PlanFile]) -> Path:
    """Where the index of some files lies in their present state, be it there or not."""
    told = [f"{file.path.resolve()}|{file.correction!r}|{_state(file.path)}" for file in files]
    digest = hashlib.sha256("|".join((*told, load_program_digest())).encode()).hexdigest()[:32]
    return cache_folder() / _FOLDER / digest


def _state(path: Path) -> tuple[int, int]:
    try:
        told = path.stat()
    except OSError:
        return (0, 0)
    return (told.st_size, told.st_mtime_ns)
