"""Runs a command in a process group of its own and watches what its processes take, from ``/proc``."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import align

_PROC = Path("/proc")
_TICKS = os.sysconf("SC_CLK_TCK") if hasattr(os, "sysconf") else 100
_EVERY = 0.1
_PATIENCE = 10.0
_TOLD = 2000
# What follows the name of the program in /proc/PID/stat, counted from the state: session, and time of the processor.
_SESSION, _USER, _SYSTEM = 3, 11, 12
_DEAD = "ZX"
_WORKER = b"popen_loky"


@dataclass(frozen=True, slots=True, kw_only=True)
class Process:
    """A process as it was last seen: seconds of the processor, the most memory it ever held (bytes), and whether it is a
    worker of the pool."""

    id: int
    is_worker: bool
    seconds: float
    peak: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Usage:
    """What a command took: seconds by the clock, seconds of the processor of all its processes, and these one by one, the
    first being the command itself; ``others`` are the seconds of the processors that other programs took meanwhile."""

    wall: float
    seconds: float
    others: float
    processes: tuple[Process, ...]

    @property
    def workers(self) -> tuple[Process, ...]:
        """The processes that worked for the command."""
        return tuple(one for one in self.processes if one.is_worker)

    @property
    def largest_worker(self) -> int:
        """The most memory that a worker held; the command itself is the only worker where it has none."""
        return max(one.peak for one in self.workers or self.processes[:1])

    @property
    def own_peak(self) -> int:
        """The most memory that the command itself held."""
        return self.processes[0].peak

    @property
    def free_wall(self) -> float:
        """Seconds by the clock if two processors had nothing else to do: the command alone, then its workers side by side."""
        worked = sum(one.seconds for one in self.workers)
        return self.seconds - worked + worked / 2


class Run:
    """A command that runs.

    Args:
        words: the command after ``python``.
        log: where its output goes.
        environment: variables beside those of this process.
    """

    def __init__(self, words: Sequence[str], log: Path, environment: Mapping[str, str]) -> None:
        self._log = log
        self._seen: dict[int, Process] = {}
        self._start, self._busy = time.monotonic(), read_busy()
        # compiled once and kept, as with users; where that is switched off, every process would compile the program anew
        told = {**os.environ, **environment, "PYTHONPATH": _build_path(), "PYTHONDONTWRITEBYTECODE": ""}
        with log.open("wb") as opened:
            self._process = subprocess.Popen(
                [sys.executable, *words], stdout=opened, stderr=opened, env=told, start_new_session=True
            )

    @property
    def id(self) -> int:
        """Of the command, and of the session of all its processes."""
        return self._process.pid

    def watch(self, until: Callable[[], bool] = bool, expected: int = 0) -> Usage | None:
        """What it took when it has ended; ``None`` where ``until`` came true first.

        Raises:
            RuntimeError: it ended with another code than the expected one.
        """
        while True:
            self._look()
            told, status, used = os.wait4(self._process.pid, os.WNOHANG)
            if told:
                self._process.returncode = os.waitstatus_to_exitcode(status)
                break
            if until():
                return None
            time.sleep(_EVERY)
        if self._process.returncode != expected:
            told_last = self._log.read_text(encoding="utf-8", errors="replace")[-_TOLD:]
            raise RuntimeError(f"ended with {self._process.returncode}: {told_last}")
        sampled = sum(one.seconds for one in self._seen.values())
        # what a process did after it was last seen is known where it was waited for
        seconds = max(sampled, used.ru_utime + used.ru_stime)
        return Usage(
            wall=time.monotonic() - self._start,
            seconds=seconds,
            others=max(read_busy() - self._busy - seconds, 0.0),
            processes=tuple(sorted(self._seen.values(), key=lambda one: one.id != self.id)),
        )

    def kill(self) -> None:
        """Ends it and all its processes at once, as a power cut would.

        Raises:
            RuntimeError: it had ended by itself.
            TimeoutError: a process of it cannot be ended.
        """
        os.killpg(self.id, signal.SIGKILL)
        if self._process.wait() != -signal.SIGKILL:
            raise RuntimeError("the run ended before it was killed")
        end = time.monotonic() + _PATIENCE
        while any(True for _ in list_processes(self.id)):
            if time.monotonic() > end:
                raise TimeoutError("a killed process still runs")
            time.sleep(_EVERY / 10)

    def _look(self) -> None:
        self._seen.update((one.id, one) for one in list_processes(self.id))


def read_busy() -> float:
    """Seconds that all processors together have worked since the machine was started."""
    user, nice, system, _idle, _waiting, *interrupts = map(int, (_PROC / "stat").read_text().split()[1:9])
    return (user + nice + system + sum(interrupts)) / _TICKS


def list_processes(session: int) -> Iterator[Process]:
    """The living processes of a session."""
    for folder in _PROC.iterdir():
        if folder.name.isdigit():
            try:
                found = _read_process(folder, session)
            except (OSError, ValueError):  # it ended while it was looked at
                continue
            if found is not None:
                yield found


def _read_process(folder: Path, session: int) -> Process | None:
    told = (folder / "stat").read_text().rpartition(")")[2].split()
    if told[0] in _DEAD or int(told[_SESSION]) != session:
        return None
    peaks = [line.split()[1] for line in (folder / "status").read_text().split("\n") if line.startswith("VmHWM")]
    return Process(
        id=int(folder.name),
        is_worker=_WORKER in (folder / "cmdline").read_bytes(),
        seconds=(int(told[_USER]) + int(told[_SYSTEM])) / _TICKS,
        peak=1024 * int(peaks[0]) if peaks else 0,
    )


def _build_path() -> str:
    """The tests, and the package as this process has it."""
    own = (str(Path(__file__).parents[1]), str(Path(align.__file__).parents[1]))
    return os.pathsep.join([*own, *filter(None, [os.environ.get("PYTHONPATH")])])
