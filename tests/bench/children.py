"""What a job takes in a fresh process: time of the processor, time on the clock, most memory."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

import align

_LAUNCHER = Path(__file__).with_name("launcher.py")
# The modules of this benchmark, and the program as this process has it.
_PATHS = (Path(__file__).parents[1], Path(align.__file__).parents[1])
_ONE_THREAD = dict.fromkeys(("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS"), "1")


@dataclass(frozen=True, slots=True, kw_only=True)
class Usage:
    """Seconds of the processor (user and system), seconds on the clock, and the most megabytes held at once."""

    cpu: float
    wall: float
    megabytes: float


def run_python(arguments: Sequence[str], caches: Path) -> Usage:
    """Runs Python in a fresh process, with one thread for matrices; it finds this benchmark's modules and the program.

    Args:
        arguments: what it is given: ``-m`` and a module, or ``-c`` and code, and what comes after.
        caches: where it keeps what it will want again, jieba's dictionary included; empty for a first run.

    Raises:
        RuntimeError: it failed; the message is what it said.
    """
    environment = {
        # what is installed has its bytecode beside it
        **{name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"},
        **_ONE_THREAD,
        "PYTHONPATH": os.pathsep.join(map(str, _PATHS)),
        "PLAN_ALIGN_CACHE": str(caches / "plan-align"),
        "TMPDIR": str(caches),
    }
    with TemporaryDirectory() as folder:
        report = Path(folder) / "usage.json"
        child = (sys.executable, *arguments)
        subprocess.run(
            (sys.executable, "-I", "-S", str(_LAUNCHER), str(report), *child), env=environment, cwd=folder, check=True
        )
        took = json.loads(report.read_text(encoding="utf-8"))
    if took["code"]:
        raise RuntimeError(f"{' '.join(arguments[:2])}：{took['said']}")
    return Usage(cpu=took["cpu"], wall=took["wall"], megabytes=took["megabytes"])
