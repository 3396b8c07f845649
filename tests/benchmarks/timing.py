"""How the benchmark measures: wall-clock time, medians, percentiles."""

from __future__ import annotations

import math
import statistics
import time
from collections.abc import Callable, Sequence

ROUNDS = 5
# What takes longer is not asked again.
SLOW_SECONDS = 2.0
# What a yardstick is given at most.
MOST_SECONDS = 20


def seconds(act: Callable[[], object]) -> float:
    """How many seconds it took."""
    start = time.perf_counter()
    act()
    return time.perf_counter() - start


def median_ms(act: Callable[[], object], rounds: int = ROUNDS) -> float:
    """The median of several times, in milliseconds; of one, where that one is slow."""
    times = [seconds(act)]
    while times[0] < SLOW_SECONDS and len(times) < rounds:
        times.append(seconds(act))
    return 1000 * statistics.median(times)


def percentile(values: Sequence[float], share: float) -> float:
    """The smallest value that at least ``share`` of all do not exceed."""
    ordered = sorted(values)
    return ordered[max(0, math.ceil(len(ordered) * share) - 1)]
