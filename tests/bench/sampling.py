"""Where a job spends the processor's time: ``python -m bench.sampling REPORT NAME FOLDER UPPER LOWER [UPPER LOWER …]``.

Every two milliseconds of the processor's time a signal looks at the stack, and the time since the last look goes to where
the stack stands. So nothing of the program is wrapped, and functions that are called often are not slowed down, as they
are under cProfile; a long call into C is counted whole when it returns.
"""

from __future__ import annotations

import json
import re
import signal
import sys
import time
from collections import Counter
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from types import FrameType

SECONDS = 0.002
START, IMPORTS, JIEBA, READING, PARSING, KNOWLEDGE = "start", "imports", "jieba", "reading", "parsing", "knowledge"
MATCHING, JUDGING, WRITING, OTHER, END = "matching", "judging", "writing", "other", "end"
STAGES = {
    START: "解释器启动",
    IMPORTS: "导入模块",
    JIEBA: "jieba（导入、载入词典、切词）",
    KNOWLEDGE: "映射表（载入与查询）",
    READING: "读文件",
    PARSING: "解析",
    MATCHING: "匹配",
    JUDGING: "判定",
    WRITING: "写报告与屏幕显示",
    OTHER: "其他",
    END: "退出（释放内存）",
}
# Rooms of the program that belong to a stage of another name.
_ROOMS = {"tasking": MATCHING, "fitted": MATCHING, "reporting": WRITING, "reportfiles": WRITING, "alignment": WRITING}
_OWN = re.compile(r"[\\/]align[\\/](?:(\w+)[\\/])?(?:.*[\\/])?(\w+)\.py$")
_PACKAGE = re.compile(r"[\\/](?:site|dist)-packages[\\/](\w+)")
_REGEX = re.compile(r"[\\/]re[\\/]_(?:compiler|parser)\.py$")
_PATTERNS = "正则编译"

# A stage, and what in it: a module of the program, or a package.
Place = tuple[str, str]


class Sampler:
    """Counts seconds of the processor by place, from ``start`` until ``stop``."""

    def __init__(self) -> None:
        self._seconds: Counter[Place] = Counter()
        self._seen = 0.0

    def start(self) -> None:
        """What the process took until now was its start."""
        self._seen = time.process_time()
        self._seconds[START, ""] = self._seen
        signal.signal(signal.SIGPROF, self._look)
        signal.setitimer(signal.ITIMER_PROF, SECONDS, SECONDS)

    def stop(self) -> dict[Place, float]:
        """The seconds by place."""
        signal.setitimer(signal.ITIMER_PROF, 0)
        self._look(0, sys._getframe(1))
        return dict(self._seconds)

    def _look(self, _: int, frame: FrameType | None) -> None:
        now = time.process_time()
        self._seconds[place_of(frame)] += now - self._seen
        self._seen = now


def place_of(frame: FrameType | None) -> Place:
    """Where a stack stands: with jieba if any of it is jieba's, else where its innermost known frame belongs.

    What runs while a module is imported belongs to the import; it is told by the package that brings it in.
    """
    names = [(one.f_code.co_filename, one.f_code.co_name) for one in _outwards(frame)]
    if any(_package(name) == "jieba" for name, _ in names):
        return JIEBA, "jieba"
    importing = [index for index, (name, _) in enumerate(names) if name.startswith("<frozen importlib")]
    patterns = any(_REGEX.search(name) for name, _ in names)
    if importing:
        return IMPORTS, _importer(names[: importing[-1]], patterns)
    room, module = next((found for name, _ in names if (found := _own(name))), ("", ""))
    room = room or module
    return _ROOMS.get(room, room if room in STAGES else OTHER), _PATTERNS if patterns else module


def _importer(names: list[tuple[str, str]], patterns: bool) -> str:
    """The outermost package among the modules being imported, or ``align``, the patterns that its modules compile apart."""
    packages = [_package(name) for name, code in names if code == "<module>"]
    found = next((package for package in reversed(packages) if package), "")
    return found or (f"align（{_PATTERNS}）" if patterns else "align")


def _outwards(frame: FrameType | None) -> Iterator[FrameType]:
    while frame is not None:
        yield frame
        frame = frame.f_back


@cache
def _package(file: str) -> str:
    """The installed package that a file belongs to, if any."""
    found = _PACKAGE.search(file)
    return found[1] if found and found[1] != "align" else ""


@cache
def _own(file: str) -> tuple[str, str] | None:
    """The room of the program that a file stands in, and its module; ``None`` for files of others."""
    found = None if _package(file) else _OWN.search(file)
    return (found[1] or "", found[2]) if found else None


if __name__ == "__main__":
    _, report, given, target, *files = sys.argv
    sampler = Sampler()
    sampler.start()
    try:
        from bench.jobs import run_job

        run_job(given, Path(target), list(zip(files[::2], files[1::2], strict=True)))
    finally:
        told = [[*place, seconds] for place, seconds in sampler.stop().items()]
        Path(report).write_text(json.dumps(told), encoding="utf-8")
