"""How long the lists of follow-up take with 1,000 recommendations, against thirty: queries must not grow, p95 ≤ 100 ms.

Each page is asked for through every middleware by an assessor, in a process and data directory of its own. The
floor is ``/healthz``: the same way through the program with one trivial query.
"""

from __future__ import annotations

import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from typing import Any

FEW, MANY, RUNS = 30, 1_000, 20
GOAL_P95 = 0.100
PAGES = {
    "list": "desk/recommendations/",
    "list, words": "desk/recommendations/?q=soins",
    "list, dimension": "desk/recommendations/?dimension=rights",
    "list, institution": "desk/recommendations/?institution=bench-1",
    "list, objective": "desk/recommendations/?objective=15",
    "list, last page": "desk/recommendations/?page=20",
    "one": "desk/recommendations/bench-1/",
    "what calls for one": "desk/recommendations/calls/MLI-2026/",
    "priorities, result": "desk/priorities/bench/",
}

Result = dict[str, Any]


def run() -> list[Result]:
    """Load both sizes, ask for each page, print a line for each and return them."""
    with tempfile.TemporaryDirectory(prefix="jatigi-bench-") as folder:
        environment = {key: value for key, value in os.environ.items() if key != "DATABASE_URL"}
        environment |= {"JATIGI_VAR": folder, "DJANGO_SETTINGS_MODULE": "jatigi.config.settings"}
        code = "from benchmarks.followup import inside; inside()"
        done = subprocess.run(
            [sys.executable, "-c", code], env=environment, check=True, stdout=subprocess.PIPE, text=True
        )
    results: list[Result] = json.loads(done.stdout.splitlines()[-1])
    for one in results:
        grown = "" if one["queries"] == one["queries_few"] else f"   QUERIES GROW from {one['queries_few']}"
        print(
            f"{one['name']:<20} p50 {one['p50'] * 1000:6.1f}, p95 {one['p95'] * 1000:6.1f} ms at {MANY:,}"
            f" (p95 {one['few'] * 1000:6.1f} at {FEW})   processor {one['cpu'] * 1000:5.1f} ms"
            f"   {one['p95'] / one['floor']:5.1f} × /healthz ({one['floor'] * 1000:.1f} ms)"
            f"   {one['queries']:2d} queries{grown}"
        )
    slow = [one["name"] for one in results if one["p95"] > GOAL_P95]
    print(f"load average {' '.join(f'{one:.1f}' for one in os.getloadavg())} on {os.cpu_count()} processors")
    print(f"goal: p95 {GOAL_P95 * 1000:.0f} ms; over it: {', '.join(slow) or 'none'}")
    return results


def inside() -> None:
    """The measuring process: one JSON line on standard output."""
    import django

    django.setup()
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    call_command("collectstatic", verbosity=0, interactive=False)
    person = _ground()
    _load(0, FEW)
    few = _measure(person)
    _load(FEW, MANY)
    many = _measure(person)
    floor = many["/healthz"]["p95"]
    lines = [
        {"name": name, "few": few[name]["p95"], "queries_few": few[name]["queries"], "floor": floor, **many[name]}
        for name in PAGES
    ]
    print(json.dumps(lines))


def _ground() -> Any:
    """A country with a round, twenty institutions and an assessor, who is returned."""
    from conftest import Cast
    from jatigi.foundation.accounts.models import Institution
    from jatigi.governance.assessments.tests.world import World

    cast = Cast()
    world = World(cast)
    world.agreed("rights.health")
    for number in range(20):
        name = {"fr": f"Institution {number}", "en": f"Institution {number}"}
        Institution.objects.create(code=f"bench-{number}", jurisdiction=world.mali, name=name)
    return cast.boubacar


def _load(start: int, end: int) -> None:
    """Recommendations ``start`` to ``end`` with a gap each (one in ten waits for its recommendation) and five actions,
    and the votes of twenty institutions on the first hundred."""
    from django.utils import timezone

    from jatigi.foundation.accounts.models import Institution
    from jatigi.foundation.places.models import Place
    from jatigi.governance.assessments.models import Finding, Round, Subject
    from jatigi.governance.followup import models
    from jatigi.governance.frameworks.models import Indicator, Node

    now, mali = timezone.now(), Place.objects.get(code="MLI")
    round, node = Round.objects.get(pk="MLI-2026"), Node.objects.filter(code="rights").first()
    indicators, leads = list(Indicator.objects.all()), list(Institution.objects.filter(code__startswith="bench"))
    plan, _new = models.Plan.objects.get_or_create(
        code="bench", jurisdiction=mali, origin="official", defaults={"title": {"fr": "Plan", "en": "Plan"}}
    )
    ballot, _new = models.Ballot.objects.get_or_create(
        code="bench", jurisdiction=mali, method="points", state="closed",
        defaults={"title": {"fr": "Priorités", "en": "Priorities"}, "opened_at": now, "points": 100},
    )  # fmt: skip
    for number in range(start, end):
        words = {"fr": f"Étendre les soins {number}", "en": f"Extend care {number}"}
        gap = Finding.objects.create(
            subject=Subject.objects.create(kind="finding", round=round), round=round, code=f"gap-{number}",
            dimension=node, kind="gap", position=number, text=words, state="reviewed", changed_at=now,
        )  # fmt: skip
        one = models.Recommendation.objects.create(
            code=f"bench-{number}", jurisdiction=mali, round=round, origin="official", came_from="finding",
            state="adopted", position=number, gcm=[number % 23 + 1],
        )  # fmt: skip
        models.RecommendationRevision.objects.create(recommendation=one, number=1, text=words, recorded_at=now)
        if number % 10:
            one.findings.add(gap)
        one.indicators.add(indicators[number % len(indicators)])
        made = models.Action.objects.bulk_create(
            models.Action(
                plan=plan, code=f"action-{number}-{place}", title=words, position=number * 5 + place,
                lead=leads[(number + place) % len(leads)],
            )
            for place in range(5)
        )  # fmt: skip
        one.actions.add(*made)
        if number < 100:
            ballot.recommendations.add(one)
            models.Vote.objects.bulk_create(
                models.Vote(
                    ballot=ballot, institution=lead, recommendation=one, amount=(number * 7 + place) % 5,
                    effect=number % 5 + 1, feasibility=place % 5 + 1, recorded_at=now,
                )
                for place, lead in enumerate(leads)
            )  # fmt: skip


def _measure(person: Any) -> dict[str, dict[str, Any]]:
    """p50 and p95 of each page, its processor time and its queries."""
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    client = Client(SERVER_NAME="localhost")
    client.force_login(person, backend="allauth.account.auth_backends.AuthenticationBackend")
    found: dict[str, dict[str, Any]] = {}
    for name, address in {"/healthz": "/healthz", **{name: f"/fr/{path}" for name, path in PAGES.items()}}.items():
        client.get(address)
        with CaptureQueriesContext(connection) as queries:
            status = client.get(address).status_code
        if status != 200:
            raise SystemExit(f"{address} answered {status}")
        count = len(queries)
        taken, worked = [], []
        for _ in range(RUNS):
            start, busy = time.perf_counter(), time.process_time()
            client.get(address)
            taken.append(time.perf_counter() - start)
            worked.append(time.process_time() - busy)
        found[name] = {
            "p50": statistics.median(taken),
            "p95": sorted(taken)[int(0.95 * (RUNS - 1))],
            "cpu": statistics.median(worked),
            "queries": count,
        }
    return found
