"""Finds which plans of a library answer a question, and how."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from align.answers import FoundAnswer, FoundAnswers
from align.knowledge.weights import load_task_weights
from align.library.answered import Answers
from align.library.index import LibraryIndex, find_index_folder
from align.library.manifest import Manifest, open_folder
from align.library.telling import Told, tell_nobody
from align.parsing.clean import clean_text
from align.tasking import load_searcher

# So many clauses of a plan are told: a task is answered in few places.
_PER_PLAN = 3


def find_in_folder(question: str, folder: str | Path, told: Told = tell_nobody) -> Answers:
    """The clauses of the plans in a folder that come near to a question; the first time all plans are read.

    Args:
        question: a task in the words of a plan, or a few words of it.
        folder: the plans, in any formats, in folders of any depth.
        told: called with what is being done, how much of it is done, and how much there is.

    Raises:
        InputError: there is no such folder, or no plan in it can be read.
    """
    return Answers.of(find_answers(question, open_index(open_folder(Path(folder)), told)))


def open_index(manifest: Manifest, told: Told) -> LibraryIndex:
    """The index of some plans, made where there is none of their present state.

    Args:
        manifest: where the plans are.
        told: for a display of progress.

    Raises:
        InputError: not one of them can be read.
    """
    folder = find_index_folder(tuple(manifest.files.values()))
    if not folder.is_dir():
        # what reads and compares plans takes a second to load, for which a question to a known library need not wait
        from align.library.indexing import build_index

        build_index(manifest, folder, told)
    return LibraryIndex(folder)


def find_answers(question: str, index: LibraryIndex) -> FoundAnswers:
    """The clauses of each plan nearest to a question, the nearest plan first: those that are near, else the nearest one.

    Args:
        question: a task in the words of a plan, or a few words of it.
        index: the clauses of the plans.
    """
    near = load_searcher().compare(clean_text(question), index.vectors)
    total, least = near.total, load_task_weights().find_near
    order = np.lexsort((np.arange(len(total)), -total, index.plan_of))
    starts = np.searchsorted(index.plan_of[order], np.arange(len(index.plans) + 1))
    chosen = [
        int(clause)
        for plan in range(len(index.plans))
        for rank, clause in enumerate(order[starts[plan] : min(starts[plan] + _PER_PLAN, starts[plan + 1])])
        if total[clause] >= (least if rank else least / 2)
    ]
    found = [
        FoundAnswer(
            plan=index.plans[int(index.plan_of[clause])],
            division=division,
            text=text,
            catalogue=round(float(near.catalogue[clause]), 4),
            wording=round(float(near.wording[clause]), 4),
        )
        for clause, (division, text) in zip(chosen, index.read(chosen), strict=True)
    ]
    return FoundAnswers(
        question=question, canonical=near.canonical, near=least, plans=index.plans, answers=tuple(found)
    )
