"""The child that reads the files of a run, one a line: a crash, a hang or a full memory ends only itself."""

from __future__ import annotations

import faulthandler
import json
import signal
import sys
import tempfile
import time
from pathlib import Path

from fuzz.examination import FAILED, Outcome, examine_case
from fuzz.kinds import Kind
from fuzz.mutation import FuzzCase, make_file

# One hangs that takes longer; memory beyond the first limit is a failure, beyond the second it is not given at all.
SECONDS = 20
MEGABYTES = 1024
_HARD_MEGABYTES = 3 * 1024


def main() -> None:
    """Answers every line ``kind seed number`` with one line of JSON."""
    faulthandler.enable()
    faulthandler.register(signal.SIGPROF, chain=True)
    _limit_memory()
    with tempfile.TemporaryDirectory(prefix="fuzz-") as scratch:
        for line in sys.stdin:
            kind, seed, number = line.split()
            case = FuzzCase(Kind(kind), int(seed), int(number))
            make_file(case)
            print(json.dumps(_time(case, Path(scratch))), flush=True)


def _time(case: FuzzCase, folder: Path) -> dict[str, object]:
    # Time of the processor: others may keep it from us. The signal ends the process once its place has been told.
    signal.setitimer(signal.ITIMER_PROF, SECONDS)
    _forget_peak()
    started = time.process_time()
    outcome = examine_case(case, folder)
    seconds = time.process_time() - started
    signal.setitimer(signal.ITIMER_PROF, 0)
    megabytes = _peak()
    if megabytes > MEGABYTES and outcome.result != FAILED:
        outcome = Outcome(FAILED, "memory", f"{megabytes} MB")
    return {**outcome._asdict(), "seconds": round(seconds, 3), "megabytes": megabytes}


def _limit_memory() -> None:
    if sys.platform == "linux":
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (_HARD_MEGABYTES * 1024**2,) * 2)


def _forget_peak() -> None:
    if sys.platform == "linux":
        Path("/proc/self/clear_refs").write_text("5", encoding="ascii")


def _peak() -> int:
    """The most memory the process held since the peak was forgotten, in megabytes; 0 where the system does not tell."""
    if sys.platform != "linux":
        return 0
    status = Path("/proc/self/status").read_text(encoding="ascii")
    return next(int(line.split()[1]) // 1024 for line in status.splitlines() if line.startswith("VmHWM"))


if __name__ == "__main__":
    main()
