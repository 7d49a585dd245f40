"""How fast a library of many plans answers: from an open index, and by the whole command."""

from __future__ import annotations

import json
import statistics
import sys
import time
from collections.abc import Iterator
from pathlib import Path

from align.library.finding import find_answers, open_index
from align.library.manifest import open_folder
from scale.batches import Desk, copy_fitted
from scale.figures import MEGABYTE, Figure, below
from scale.watching import Run, Usage

QUESTIONS = (
    "开展入河排污口排查整治",
    "秸秆综合利用率",
    "推进城镇污水管网全覆盖，消除管网空白区",
    "建立危险废物全过程监管体系",
    "噪声",
    "完善生态环境损害赔偿制度",
)
_ANSWER = 2.0


def measure_search(desk: Desk, plans: int) -> Iterator[Figure]:
    """Indexes the plans of a desk, then asks: in one process from the open index, and by the command, each time anew.

    Raises:
        RuntimeError: a command failed.
    """
    copy_fitted(desk.cache)
    made = _ask(desk, QUESTIONS[0])
    yield Figure(
        what=f"{plans} 份规划首次建立索引并回答",
        measured=f"实际 {made.wall:.0f} 秒，处理器 {made.seconds:.0f} 秒",
        aim=f"（每份 {made.seconds / plans:.2f} 秒）",
    )
    yield Figure(what="建立索引，主进程内存", measured=f"{made.own_peak / MEGABYTE:.0f} MB")
    yield below("建立索引，最大工作进程内存", made.largest_worker / MEGABYTE, 700, "MB", 0)
    yield from _tell_inside(desk)
    asked = [_ask(desk, question) for question in QUESTIONS]
    yield below("整条命令（新进程），最慢", max(one.wall for one in asked), _ANSWER, "秒", 2)
    yield Figure(what="整条命令，中位", measured=f"{statistics.median(one.wall for one in asked):.2f} 秒")
    yield Figure(what="整条命令，处理器用时中位", measured=f"{statistics.median(one.seconds for one in asked):.2f} 秒")
    yield Figure(what="整条命令，内存", measured=f"{max(one.own_peak for one in asked) / MEGABYTE:.0f} MB")


def _tell_inside(desk: Desk) -> Iterator[Figure]:
    """The times inside a process that asks one question after another."""
    words = ("-m", "scale.searching", str(desk.plans))
    used = Run(words, desk.log, desk.environment).watch()
    assert used is not None
    told = json.loads(desk.log.read_text(encoding="utf-8").splitlines()[-1])
    yield Figure(what="打开已有的索引", measured=f"{told['open']:.2f} 秒")
    yield below("第一问（含装入知识）", told["answers"][0], _ANSWER, "秒", 2)
    yield below("此后各问，最慢", max(told["answers"][1:]), _ANSWER, "秒", 2)
    yield Figure(what="此后各问，中位", measured=f"{statistics.median(told['answers'][1:]):.3f} 秒")
    yield Figure(what="问答进程内存", measured=f"{used.own_peak / MEGABYTE:.0f} MB（{told['clauses']} 条语句）")


def _ask(desk: Desk, question: str) -> Usage:
    used = Run(("-m", "align", "find", question, "--in", str(desk.plans)), desk.log, desk.environment).watch()
    assert used is not None
    return used


def answer(folder: Path) -> dict[str, object]:
    """Seconds to open the index of a folder, and to answer each question, the first one twice."""
    start = time.perf_counter()
    index = open_index(open_folder(folder), lambda *_: None)
    opened = time.perf_counter() - start
    answers = []
    for question in (QUESTIONS[0], *QUESTIONS):
        start = time.perf_counter()
        find_answers(question, index)
        answers.append(time.perf_counter() - start)
    return {"open": opened, "answers": answers, "clauses": len(index.plan_of)}


if __name__ == "__main__":
    sys.stdout.write(f"{json.dumps(answer(Path(sys.argv[1])))}\n")
