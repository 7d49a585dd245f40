"""Runs cases in a worker process, a new one whenever the old one died, hung or has grown."""

from __future__ import annotations

import json
import selectors
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import IO

from fuzz.examination import FAILED
from fuzz.mutation import FuzzCase
from fuzz.worker import SECONDS

# A child makes room again by ending; its first file waits for all knowledge to be loaded.
_FILES_EACH = 400
_PATIENCE = 15 * SECONDS


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """What came of a case, and what it cost."""

    case: FuzzCase
    result: str
    where: str = ""
    detail: str = ""
    seconds: float = 0.0
    megabytes: int = 0


def run_cases(cases: Iterable[FuzzCase]) -> Iterator[Result]:
    """The results in order."""
    worker: _Worker | None = None
    for case in cases:
        if worker is None or worker.is_used_up:
            if worker is not None:
                worker.end()
            worker = _Worker()
        result = worker.run(case)
        yield result
    if worker is not None:
        worker.end()


class _Worker:
    def __init__(self) -> None:
        self._errors: IO[str] = tempfile.TemporaryFile("w+", encoding="utf-8")  # noqa: SIM115 lives as long as the child
        self._child = subprocess.Popen(
            [sys.executable, "-W", "ignore", "-m", "fuzz.worker"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=self._errors,
            text=True,
        )
        self._done = 0

    @property
    def is_used_up(self) -> bool:
        """Whether another must take over."""
        return self._done >= _FILES_EACH or self._child.poll() is not None

    def run(self, case: FuzzCase) -> Result:
        """What comes of a case; where the child dies of it, what it left behind says why."""
        self._done += 1
        assert self._child.stdin
        try:
            self._child.stdin.write(f"{case.kind} {case.seed} {case.number}\n")
            self._child.stdin.flush()
            line = self._read_line()
        except BrokenPipeError:
            line = ""
        if line:
            return Result(case=case, **json.loads(line))
        self._child.poll()
        self.end()
        self._errors.seek(0)
        told = self._errors.read()[-6000:]
        code = self._child.returncode
        where = f"no answer in {SECONDS} s" if code in (-signal.SIGPROF, -signal.SIGKILL) else f"died ({code})"
        return Result(case=case, result=FAILED, where=where, detail=told, seconds=float(SECONDS))

    def _read_line(self) -> str:
        assert self._child.stdout
        with selectors.DefaultSelector() as selector:
            selector.register(self._child.stdout, selectors.EVENT_READ)
            return self._child.stdout.readline() if selector.select(_PATIENCE) else ""

    def end(self) -> None:
        """Ends the child."""
        self._child.kill()
        self._child.wait()
