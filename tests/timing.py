"""Times jobs against each other in one run: this machine's speed cancels out."""

from __future__ import annotations

import time
from collections.abc import Callable


def best_of_three(job: Callable[[], object]) -> float:
    """Seconds of the fastest of three runs."""
    times = []
    for _ in range(3):
        start = time.perf_counter()
        job()
        times.append(time.perf_counter() - start)
    return min(times)
