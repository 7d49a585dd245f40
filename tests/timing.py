"""Times jobs against each other in one run: this machine's speed cancels out."""

from __future__ import annotations

import time
from collections.abc import Callable


def fastest(job: Callable[[], object]) -> float:
    """Seconds of the processor in the fastest of ten runs: other work on the machine is not counted."""
    times = []
    for _ in range(10):
        start = time.process_time()
        job()
        times.append(time.process_time() - start)
    return min(times)
