"""Keeps the clauses of a library where a question finds them at once; read from disk only as far as the question needs.

The index lies in the user's cache folder, named after the folder and state of its plans; it may be deleted at any time.
"""

from __future__ import annotations

import hashlib
import json
import shutil
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from scipy.sparse import csc_matrix, vstack

from align.fitted import cache_folder, read_cached, write_cached
from align.libraries import LibraryPlan
from align.library.cache import PlanCache
from align.library.comparing import PlanFile
from align.matching.search import ClauseVectors, SearchIndex
from align.model import Plan
from align.provenance import load_program_digest
from align.tasking import load_searcher

_FOLDER, _KEPT = "indexes", 4
_PARTS = ("catalogue", "wording")
_ARRAYS = ("data", "indices", "indptr")


@dataclass(frozen=True, slots=True, kw_only=True)
class IndexedPlan:
    """The clauses of one plan that can answer: each as a line of heading path and text, and their vectors."""

    plan: int
    lines: tuple[str, ...]
    vectors: ClauseVectors


@dataclass(frozen=True, slots=True, kw_only=True)
class IndexOrder:
    """A plan to be indexed, by its position in the library."""

    plan: int
    file: PlanFile


def index_plan(order: IndexOrder) -> IndexedPlan:
    """The clauses of a plan as they go into an index.

    Raises:
        InputError: it cannot be read.
    """
    mapped = PlanCache().map(order.file.path, order.file.correction)
    texts = [clause.clean for clause in mapped.answering]
    lines = tuple(_line(mapped.plan, clause.division_id, clause.text) for clause in mapped.answering)
    vectors = load_searcher().encode(texts, mapped.mapping_of(texts))
    return IndexedPlan(plan=order.plan, lines=lines, vectors=vectors)


def _line(plan: Plan, division: str, text: str) -> str:
    return json.dumps([" ＞ ".join(plan.path(division)), text], ensure_ascii=False)


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
        self.vectors = SearchIndex(**{part: self._load(part) for part in _PARTS})

    def read(self, clauses: Sequence[int]) -> Iterator[tuple[str, str]]:
        """Heading path and text of some clauses."""
        with (self._folder / "lines.txt").open("rb") as opened:
            for clause in clauses:
                start = int(self._ends[clause - 1]) if clause else 0
                opened.seek(start)
                path, text = json.loads(opened.read(int(self._ends[clause]) - start))
                yield path, text

    def _load(self, part: str) -> csc_matrix:
        arrays = (np.load(self._folder / f"{part}-{name}.npy", mmap_mode="r") for name in _ARRAYS)
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


def write_index(folder: Path, plans: Sequence[LibraryPlan], indexed: Sequence[IndexedPlan]) -> None:
    """Puts the clauses of all plans together, all or nothing; the oldest indexes are dropped.

    Raises:
        OSError: the folder cannot be written.
    """
    folder.parent.mkdir(parents=True, exist_ok=True)
    ordered = sorted(indexed, key=lambda one: one.plan)
    draft = Path(tempfile.mkdtemp(dir=folder.parent))
    write_cached(draft / "plans.pickle", tuple(plans))
    counts = [len(one.lines) for one in ordered]
    np.save(draft / "plans.npy", np.repeat([one.plan for one in ordered], counts).astype(np.int32))
    lines = [f"{line}\n".encode() for one in ordered for line in one.lines]
    np.save(draft / "ends.npy", np.cumsum([len(line) for line in lines], dtype=np.int64))
    (draft / "lines.txt").write_bytes(b"".join(lines))
    for part in _PARTS:
        _save(draft, part, csc_matrix(vstack([getattr(one.vectors, part) for one in ordered])))
    with suppress(OSError):
        draft.replace(folder)
    shutil.rmtree(draft, ignore_errors=True)
    _drop_old(folder.parent)


def _save(folder: Path, part: str, matrix: Any) -> None:  # noqa: ANN401 - scipy is untyped
    for name in _ARRAYS:
        np.save(folder / f"{part}-{name}.npy", getattr(matrix, name))
    np.save(folder / f"{part}-shape.npy", np.array(matrix.shape))


def _drop_old(folder: Path) -> None:
    with suppress(OSError):
        known = sorted(folder.iterdir(), key=lambda path: path.stat().st_mtime, reverse=True)
        for path in known[_KEPT:]:
            shutil.rmtree(path, ignore_errors=True)
