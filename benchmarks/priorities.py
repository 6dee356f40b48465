"""How long the robustness of priorities takes: 60 institutions, 200 recommendations, 10,000 resampled rooms.

The floor is one NumPy pass that any resampling must make: counts of institutions times what each gave.
"""

import statistics
import time
from collections.abc import Callable

import numpy as np

from jatigi.governance.scoring import prioritise

INSTITUTIONS, RECOMMENDATIONS, DRAWS = 60, 200, 10_000
GOAL_SECONDS = 1.0
RUNS = 5


def run() -> dict[str, float]:
    """Print and return the median seconds, the floor's and their ratio."""
    rng = np.random.default_rng(7)
    votes = rng.multinomial(20, np.full(RECOMMENDATIONS, 1 / RECOMMENDATIONS), size=INSTITUTIONS).astype(float)
    chosen = rng.multinomial(INSTITUTIONS, np.full(INSTITUTIONS, 1 / INSTITUTIONS), size=DRAWS).astype(float)
    whole = _median(lambda: prioritise(votes, draws=DRAWS))
    floor = _median(lambda: chosen @ votes)
    print(
        f"  priorities of {INSTITUTIONS} institutions × {RECOMMENDATIONS} recommendations, {DRAWS:,} rooms: "
        f"{whole:.2f} s (goal {GOAL_SECONDS:.0f} s), floor (one product) {floor:.3f} s, ratio {whole / floor:.0f}"
    )
    return {"seconds": whole, "floor": floor, "ratio": whole / floor}


def _median(act: Callable[[], object]) -> float:
    taken = []
    for _run in range(RUNS):
        start = time.perf_counter()
        act()
        taken.append(time.perf_counter() - start)
    return statistics.median(taken)
