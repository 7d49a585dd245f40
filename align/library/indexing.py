"""Makes the index of a library from the clauses of its plans."""

from __future__ import annotations

import json
import shutil
import tempfile
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from scipy.sparse import csc_matrix, vstack

from align.errors import InputError, OutputError
from align.fitted import write_cached
from align.libraries import LibraryPlan, PlanFile
from align.library.cache import PlanCache
from align.library.describing import read_plans
from align.library.index import ARRAYS, PARTS
from align.library.manifest import Manifest
from align.library.running import open_workers
from align.library.telling import Told, follow
from align.matching.search import ClauseVectors
from align.model import Plan
from align.tasking import load_searcher

_KEPT = 4
# So many plans are read before another process has started.
_FEW = 8


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


def build_index(manifest: Manifest, folder: Path, told: Told) -> None:
    """Reads what is new of the plans, and writes their index.

    Raises:
        InputError: not one of them can be read.
        OutputError: the folder cannot be written.
    """
    files = manifest.files
    with open_workers(-1 if len(files) > _FEW else 1, None) as workers:
        known, _ = read_plans(manifest, workers, told)
        readable = (plan for plan in known if plan.is_readable)
        plans = tuple({plan.sha256: plan for plan in readable}.values())
        if not plans:
            raise InputError(manifest.folder, "没有一份规划能读入", "请用 plan-align outline 逐份查看原因。")
        waiting = [IndexOrder(plan=number, file=files[plan.file]) for number, plan in enumerate(plans)]
        indexed = [*follow("建立索引", len(waiting), workers.run(_index_plan, waiting), told)]
    try:
        _write(folder, plans, indexed)
    except OSError as error:
        remedy = "请用环境变量 PLAN_ALIGN_CACHE 指定一个可以写入、有空余的文件夹。"
        raise OutputError(folder.parent, "索引写不进缓存文件夹", remedy) from error


def _index_plan(order: IndexOrder) -> IndexedPlan:
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


def _write(folder: Path, plans: Sequence[LibraryPlan], indexed: Sequence[IndexedPlan]) -> None:
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
    for part in PARTS:
        _save(draft, part, csc_matrix(vstack([getattr(one.vectors, part) for one in ordered])))
    with suppress(OSError):
        draft.replace(folder)
    shutil.rmtree(draft, ignore_errors=True)
    _drop_old(folder.parent)


def _save(folder: Path, part: str, matrix: Any) -> None:  # noqa: ANN401 - scipy is untyped
    for name in ARRAYS:
        np.save(folder / f"{part}-{name}.npy", getattr(matrix, name))
    np.save(folder / f"{part}-shape.npy", np.array(matrix.shape))


def _drop_old(folder: Path) -> None:
    with suppress(OSError):
        known = sorted(folder.iterdir(), key=lambda path: path.stat().st_mtime, reverse=True)
        for path in known[_KEPT:]:
            shutil.rmtree(path, ignore_errors=True)
