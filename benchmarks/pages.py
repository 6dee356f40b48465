"""How long the public pages take at one country and at 195, each with ten rounds of 102 answers, invented throughout.

Each page is asked for through every middleware, without a browser's cache, in a process and data directory of its own.
The floor is ``/healthz``: the same way through the program with one trivial query. Queries are counted at both sizes;
a page whose count grows is named. Beside the clock stands the processor's time (median), which other people's work on
the same machine changes little; the load average says how much of it there was.
"""

from __future__ import annotations

import gzip
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

COUNTRIES, ROUNDS, RUNS = 195, 10, 20
GOAL_P95, GOAL_WIRE = 0.100, 100_000
NODE = "frameworks/jatigi-national/1.0/"
PAGES = {
    "home": "",
    "countries": "countries/",
    "country": "countries/C000/",
    "round": "countries/C000/2016/",
    "answers": "countries/C000/2024/answers/",
    "dimension": "countries/C000/2024/rights/",
    "what changed": "countries/C000/changes/",
    "changed words": "countries/C000/changes/?show=words",
    "framework": NODE,
    "indicator": f"{NODE}rights.services.health/",
    "register": "instruments/",
    "register, search": "instruments/?q=circulation&kind=regional_act",
    "instrument": "instruments/convention-inventee/",
    "method": "method/",
    "data": "data/",
    "release": "releases/C000-2024-fictional-1/",
}

Result = dict[str, Any]


def run() -> list[Result]:
    """Load both sizes, ask for each page, print a line for each and return them."""
    with tempfile.TemporaryDirectory(prefix="jatigi-bench-") as folder:
        environment = {key: value for key, value in os.environ.items() if key != "DATABASE_URL"}
        environment |= {"JATIGI_VAR": folder, "DJANGO_SETTINGS_MODULE": "jatigi.config.settings"}
        code = "from benchmarks.pages import inside; inside()"
        done = subprocess.run(
            [sys.executable, "-c", code], env=environment, check=True, stdout=subprocess.PIPE, text=True
        )
    results: list[Result] = json.loads(done.stdout.splitlines()[-1])
    for one in results:
        grown = "" if one["queries"] == one["queries_one"] else f"   QUERIES GROW from {one['queries_one']}"
        print(
            f"{one['name']:<18} p50 {one['p50'] * 1000:6.1f}, p95 {one['seconds'] * 1000:6.1f} ms at {COUNTRIES}"
            f" (p95 {one['one'] * 1000:6.1f} at 1)   processor {one['cpu'] * 1000:5.1f} ms"
            f"   {one['ratio']:5.1f} × /healthz ({one['floor'] * 1000:.1f} ms)   {one['queries']:2d} queries"
            f"   {one['wire'] / 1000:5.1f} kB{grown}"
        )
    slow = [one["name"] for one in results if one["seconds"] > GOAL_P95 or one["wire"] > GOAL_WIRE]
    print(f"load average {' '.join(f'{one:.1f}' for one in os.getloadavg())} on {os.cpu_count()} processors")
    print(f"goal: p95 {GOAL_P95 * 1000:.0f} ms, {GOAL_WIRE // 1000} kB a page; over it: {', '.join(slow) or 'none'}")
    return results


def inside() -> None:
    """The measuring process: one JSON line on standard output."""
    import django

    django.setup()
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    call_command("collectstatic", verbosity=0, interactive=False)
    _load(1)
    small = _measure()
    started = time.perf_counter()
    _load(COUNTRIES)
    each = (time.perf_counter() - started) / (COUNTRIES * ROUNDS)
    large = _measure()
    sys.stderr.write(f"a release is made and indexed in {each * 1000:.0f} ms\n")
    floor = large.pop("/healthz")["p95"]
    lines = [
        {
            "name": name,
            "one": small[name]["p95"],
            "seconds": large[name]["p95"],
            "p50": large[name]["p50"],
            "cpu": large[name]["cpu"],
            "floor": floor,
            "ratio": large[name]["p95"] / floor,
            "queries_one": small[name]["queries"],
            "queries": large[name]["queries"],
            "wire": large[name]["wire"],
        }
        for name in PAGES
    ]
    print(json.dumps(lines))


def _load(countries: int) -> None:
    """Rebuild the index with so many invented countries."""
    from jatigi.portal.index import reindex
    from jatigi.portal.tests.fictional import fictional_release

    wanted = [(number, 2006 + 2 * place) for number in range(countries) for place in range(ROUNDS)]
    reindex(
        (release, Path("releases") / release.id)
        for release in (fictional_release(f"C{number:03}", year, name=_name(number)) for number, year in wanted)
    )


def _name(number: int) -> dict[str, str]:
    return {"fr": f"Pays inventé {number}", "en": f"Invented {number}"}


def _measure() -> dict[str, dict[str, Any]]:
    """p50 and p95 of each page, its processor time, its queries, and its size compressed."""
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    client = Client(SERVER_NAME="localhost")
    found: dict[str, dict[str, Any]] = {}
    for name, address in {"/healthz": "/healthz", **{name: f"/fr/{path}" for name, path in PAGES.items()}}.items():
        with CaptureQueriesContext(connection) as queries:
            body = client.get(address).content
        count = len(queries)  # now: the next request empties the log
        taken, worked = [], []
        for _ in range(RUNS):
            start, busy = time.perf_counter(), time.process_time()
            response = client.get(address)
            taken.append(time.perf_counter() - start)
            worked.append(time.process_time() - busy)
            if response.status_code != 200:
                raise SystemExit(f"{address}: {response.status_code}")
        p95 = statistics.quantiles(taken, n=20)[-1]
        p50, cpu = statistics.median(taken), statistics.median(worked)
        found[name] = {"p50": p50, "p95": p95, "cpu": cpu, "queries": count}
        found[name]["wire"] = len(gzip.compress(body, 6))
    return found


if __name__ == "__main__":
    run()
