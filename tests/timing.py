"""Times jobs against each other in one run: this machine's speed cancels out."""

from __future__ import annotations

import time
from collections.abc import Callable


def fastest(job: Callable[[], object]) -> float:
    """Seconds of the fastest of ten runs: other work on the machine slows some of them, seldom all."""
    times = []
    for _ in range(10):
        start = time.perf_counter()
        job()
        times.append(time.perf_counter() - start)
    return min(times)
