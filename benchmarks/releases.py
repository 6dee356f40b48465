"""How long a release takes: Mali 2021, 102 indicators, two languages: PDF, Word, note, figures, data and seal.

Everything happens in a data directory of its own, in other processes. *Cold* is ``jatigi release build`` as a person
types it, from the start of the interpreter. *Warm* builds again and again in one process, each time with changed data.
The floor is the least that must be done: the bare Typst compilations of the two PDF, the data ready, one after the
other. Each figure is the median; the least is printed beside it, since other work on the machine only ever adds. The
peak of memory is that of the largest process.
"""

from __future__ import annotations

import json
import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

ROUND = "MLI-2021"
RUNS, COLD_RUNS = 5, 3
GOAL_COLD, GOAL_WARM, GOAL_RATIO = 3.0, 1.5, 1.5

Result = dict[str, Any]


def run() -> list[Result]:
    """Prepare the example, time each step, print a line for each and return them."""
    with tempfile.TemporaryDirectory(prefix="jatigi-bench-") as folder:
        environment = {key: value for key, value in os.environ.items() if key != "DATABASE_URL"}
        environment["JATIGI_VAR"] = folder
        _python(environment, "from benchmarks.releases import example; example()")
        cold = [_cold(environment, Path(folder) / f"out-{number}") for number in range(COLD_RUNS)]
        inside = _python(environment, "from benchmarks.releases import inside; inside()")
    measured = json.loads(inside.splitlines()[-1])
    results = [
        _line("release, cold", cold, measured["floor"], GOAL_COLD),
        _line("release, warm, changed data", measured["warm"], measured["floor"], GOAL_WARM),
    ]
    for result in results:
        print(
            f"{result['name']:<30}{result['seconds']:7.2f} s (least {result['least']:.2f})   {result['ratio']:5.2f} × "
            f"bare Typst compilations ({result['floor_seconds']:.2f} s)   goal {result['goal']} s, {GOAL_RATIO} ×"
        )
    print(f"memory of the largest process {_peak():.0f} MB; load of the machine {os.getloadavg()[0]:.1f}")
    return results


def _cold(environment: dict[str, str], out: Path) -> float:
    """The command as a person types it, from the start of the interpreter."""
    start = time.perf_counter()
    subprocess.run(
        [sys.executable, "-m", "jatigi.config.commands", "release", "build", ROUND, "--out", str(out)],
        env=environment, check=True, capture_output=True,
    )  # fmt: skip
    return time.perf_counter() - start


def _peak() -> float:
    """Megabytes of the largest process that has run and ended."""
    return resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1000


def _python(environment: dict[str, str], code: str) -> str:
    return subprocess.run(
        [sys.executable, "-c", code], env=environment, check=True, stdout=subprocess.PIPE, text=True
    ).stdout


def example() -> None:
    """The example's database, from its files (inside a process of its own)."""
    _django()
    from jatigi.config import demo

    for _, step in demo.STEPS:
        step()


def inside() -> None:
    """Build in one process, with changed data each time, and set the same profiles bare; print the seconds."""
    _django()
    from jatigi.foundation.text import Text
    from jatigi.governance.assessments.models import Round
    from jatigi.governance.profiles.models import Profile
    from jatigi.governance.profiles.queries import profile_of
    from jatigi.governance.releases import preparing, queries

    round = Round.objects.get(pk=ROUND)
    warm, floor = [], []
    for number in range(RUNS + 1):
        Profile.objects.filter(pk=ROUND).update(title=Text.of({"fr": f"Profil {number}", "en": f"Profile {number}"}))
        with tempfile.TemporaryDirectory() as out:
            start = time.perf_counter()
            preparing.release_into(Round.objects.get(pk=ROUND), Path(out), key=queries.key_folder() / "release.key")
            warm.append(time.perf_counter() - start)
        floor.append(_bare(profile_of(round).to_json()))
    print(json.dumps({"warm": warm[1:], "floor": floor[1:]}))


_BARE = """
import json, sys, time
from jatigi.governance.profiles import render_pdf
from jatigi.governance.profiles.model import Profile
profile, spent, original = Profile.from_json(json.load(sys.stdin)), [], render_pdf.set_by_typst
def timed(*given, **options):
    start = time.perf_counter()
    made = original(*given, **options)
    spent.append(time.perf_counter() - start)
    return made
render_pdf.set_by_typst = timed
for lang in profile.languages:
    render_pdf.render_pdf(profile, lang)
print(sum(spent))
"""


def _bare(profile: dict[str, Any]) -> float:
    """Seconds in Typst alone, for both PDF, in a process that has set nothing before."""
    done = subprocess.run(
        [sys.executable, "-c", _BARE], input=json.dumps(profile), check=True, stdout=subprocess.PIPE, text=True
    )
    return float(done.stdout)


def _django() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "jatigi.config.settings")
    import django

    django.setup()


def _line(name: str, seconds: list[float], floor: list[float], goal: float) -> Result:
    middle, bare = statistics.median(seconds), statistics.median(floor)
    return {
        "name": name,
        "seconds": middle,
        "least": min(seconds),
        "floor_seconds": bare,
        "ratio": middle / bare,
        "goal": goal,
    }
