"""Finds which plans of a library answer a question, and how."""

from __future__ import annotations

import numpy as np

from align.answers import FoundAnswer, FoundAnswers
from align.errors import InputError
from align.knowledge.weights import load_task_weights
from align.library.batch import build_library
from align.library.comparing import PlanFile
from align.library.index import IndexOrder, LibraryIndex, find_index_folder, index_plan, write_index
from align.library.manifest import Manifest
from align.library.running import open_workers
from align.library.telling import Told, follow
from align.parsing.clean import clean_text
from align.tasking import load_searcher

# So many clauses of a plan are told: a task is answered in few places.
_PER_PLAN = 3


def open_index(manifest: Manifest, told: Told) -> LibraryIndex:
    """The index of some plans, made where there is none of their present state.

    Args:
        manifest: where the plans are.
        told: for a display of progress.

    Raises:
        InputError: not one of them can be read.
    """
    orders = {order.file: PlanFile(path=order.path, correction=order.correction) for order in manifest.plans}
    folder = find_index_folder(tuple(orders.values()))
    if not folder.is_dir():
        with open_workers(-1, None) as workers:
            plans = tuple(plan for plan in build_library(manifest, workers, told).plans if plan.is_readable)
            if not plans:
                raise InputError(manifest.folder, "没有一份规划能读入", "请用 plan-align outline 逐份查看原因。")
            waiting = [IndexOrder(plan=number, file=orders[plan.file]) for number, plan in enumerate(plans)]
            write_index(folder, plans, [*follow("建立索引", len(waiting), workers.run(index_plan, waiting), told)])
    return LibraryIndex(folder)


def find_answers(question: str, index: LibraryIndex) -> FoundAnswers:
    """The clauses of each plan nearest to a question, the nearest plan first.

    Args:
        question: a task in the words of a plan, or a few words of it.
        index: the clauses of the plans.
    """
    plans = index.plans
    near = load_searcher().compare(clean_text(question), index.vectors)
    total = near.total
    order = np.lexsort((np.arange(len(total)), -total, index.plan_of))
    starts = np.searchsorted(index.plan_of[order], np.arange(len(plans) + 1))
    chosen = [
        int(clause)
        for plan in range(len(plans))
        for clause in order[starts[plan] : min(starts[plan] + _PER_PLAN, starts[plan + 1])]
        if total[clause] > 0
    ]
    found = [
        FoundAnswer(
            plan=plans[int(index.plan_of[clause])],
            division=division,
            text=text,
            catalogue=round(float(near.catalogue[clause]), 4),
            wording=round(float(near.wording[clause]), 4),
        )
        for clause, (division, text) in zip(chosen, index.read(chosen), strict=True)
    ]
    return FoundAnswers(
        question=question,
        canonical=near.canonical,
        near=load_task_weights().link_answer,
        plans=plans,
        answers=tuple(found),
    )
