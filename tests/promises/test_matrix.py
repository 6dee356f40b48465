"""Promise 2: who gets what answer at every working address, as one table that people can read and compare.

The table is ``permission_matrix.md``. After a wanted change write it anew with ``JATIGI_WRITE_MATRIX=1`` and read
the difference.
"""

import os
import re
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.urls import URLPattern, get_resolver
from django.utils import timezone

from jatigi.foundation.text import Text
from jatigi.governance.assessments.models import Coding, Finding, Thread
from jatigi.governance.assessments.tests.world import CODES, LAW, World
from jatigi.governance.consultations.models import Attendee, Consultation
from jatigi.governance.followup.changes.recommendations import Belongs, Worded, write_recommendation
from jatigi.governance.followup.models import Action, Ballot, Plan, ProgressReport, Recommendation
from tests.promises.test_access import patterns

TABLE = Path(__file__).with_name("permission_matrix.md")
#: Lists show whoever asks what is theirs, be it nothing.
LISTS = {"desk/", "desk/people/", "desk/instruments/", "desk/frameworks/", "desk/consultations/",
         "desk/recommendations/", "desk/priorities/"}  # fmt: skip
CAST = ("anyone", "aminata", "boubacar", "coumba", "kadi", "moussa", "sira", "tieman", "nene", "demba")


@pytest.fixture
def values(world: World) -> dict[str, Any]:
    """One object of each kind, in Mali."""
    coding = world.coded(cites=(LAW,))
    return {
        "code": "MLI-2026",
        "jurisdiction": "MLI",
        "indicator": CODES[0],
        "action": "close_collection",
        "pk": coding.pk,
        "instrument": "law-2004",
        "evidence": world.report.pk,
        "public_id": world.cast.kadi.public_id,
        "state": "open",
        "round": "MLI-2026",
        "institution": "instat",
        "desk/consultations/": room(world).pk,
        "desk/plans/": (action := reported(world)).plan_id,
        "id": action.pk,
        "number": 1,
        "desk/recommendations/": recommended(world).pk,
        "desk/priorities/": ballot(world).pk,
    }


def room(world: World) -> Consultation:
    """A consultation in preparation on the round under way, to which only the statistics office is asked."""
    made = Consultation.objects.create(
        code="MLI-2026-room", jurisdiction=world.mali, round=world.round, kind="interministerial", origin="official",
        title={"fr": "Consultation", "en": "Consultation"}, languages=["fr", "en"], opened_at=timezone.now(),
    )  # fmt: skip
    Attendee.objects.create(consultation=made, institution=world.cast.statistics)
    return made


def recommended(world: World) -> Recommendation:
    """A draft recommendation of the round under way."""
    place = Belongs(world.mali, world.round)
    worded = Worded(Text.of({"fr": "Étendre les soins"}))
    return write_recommendation("MLI-2026-soins", place, worded, by=world.cast.boubacar)


def ballot(world: World) -> Ballot:
    """Priorities that are open to every institution of Mali."""
    return Ballot.objects.create(
        code="MLI-priorites", jurisdiction=world.mali, title={"fr": "Priorités", "en": "Priorities"}, method="points",
        opened_at=timezone.now(),
    )  # fmt: skip


def reported(world: World) -> Action:
    """An action of an adopted plan, led by the statistics office, which has reported on it once."""
    plan = Plan.objects.create(
        code="MLI-plan", jurisdiction=world.mali, origin="official", title={"fr": "Plan", "en": "Plan"},
        state="adopted",
    )  # fmt: skip
    made = Action.objects.create(plan=plan, code="a", title={"fr": "Action"}, position=1, lead=world.cast.statistics)
    ProgressReport.objects.create(
        action=made, institution=world.cast.statistics, number=1, status="under_way", text={"fr": "Texte"},
        recorded_at=timezone.now(),
    )  # fmt: skip
    return made


PLACE = re.compile(r"<(?:\w+:)?(\w+)>")


def address(path: str, values: dict[str, Any]) -> str | None:
    """The address filled with one object of each kind; None where it takes a kind this world has not."""
    if "(?P" in path or "/release/" in path:
        # Regular expressions, and releases, which need a framework's file: both are tested in their packages.
        return None
    own = dict(values)
    if path.startswith("desk/people/"):
        own["code"] = "MLI"
    if path.startswith("desk/instruments/text/"):
        own["code"] = "law-2004"
    if path.startswith("desk/instruments/evidence/"):
        own["pk"] = values["evidence"]
    for beginning, code in values.items():
        if "/" in beginning and path.startswith(beginning):
            own["code"] = code
    if path.startswith("desk/files/") or not all(name in own for name in PLACE.findall(path)):
        return None
    return "/fr/" + PLACE.sub(lambda match: str(own[match[1]]), path)


def working() -> list[tuple[str, URLPattern]]:
    found = []
    for path, pattern in patterns(get_resolver()):
        plain = path.removeprefix("fr/").removeprefix("en/")
        if plain.startswith("desk/"):
            found.append((plain, pattern))
    return sorted(found, key=lambda item: item[0])


@pytest.mark.slow
@pytest.mark.django_db
def test_the_matrix_is_as_written(world: World, values: dict[str, Any], signed_in: Any) -> None:
    browsers = {name: Client() if name == "anyone" else signed_in(getattr(world.cast, name)) for name in CAST}
    lines = [
        "# Who gets what",
        "",
        "Answers to GET at every working address, for one object in Mali: 200 shown, 302 to sign in or on to a page,",
        "404 not there or not theirs, 405 takes no GET. Nènè coordinates in another country; Demba holds nothing.",
        "",
        "| address | declares | " + " | ".join(CAST) + " |",
        "|---|---|" + "---|" * len(CAST),
    ]
    for path, pattern in working():
        filled = address(path, values)
        if filled is None:
            continue
        answers = [str(browsers[name].get(filled).status_code) for name in CAST]
        declared = getattr(pattern.callback, "access", "—")
        lines.append(f"| {path.replace('<', '‹').replace('>', '›')} | {declared} | " + " | ".join(answers) + " |")
    table = "\n".join(lines) + "\n"
    if os.environ.get("JATIGI_WRITE_MATRIX") == "1":
        TABLE.write_text(table)
    assert table == TABLE.read_text()


@pytest.mark.slow
@pytest.mark.django_db
def test_whoever_may_not_see_may_not_write_either(world: World, values: dict[str, Any], signed_in: Any) -> None:
    """POST by someone without any role, or of another country, never changes anything and answers as "not there"."""
    before = (Coding.objects.count(), Finding.objects.count(), Thread.objects.count(), world.round.state)
    for who in ("demba", "nene"):
        browser = signed_in(getattr(world.cast, who))
        for path, _pattern in working():
            filled = address(path, values)
            if filled is None or path in LISTS:
                continue
            status = browser.post(filled, {}).status_code
            # In their own country a coordinator may open empty forms; about Mali's objects nobody outside learns
            # anything.
            assert status in {404, 405} or (who == "nene" and "/MLI" not in filled), (who, filled, status)
    world.round.refresh_from_db()
    assert before == (Coding.objects.count(), Finding.objects.count(), Thread.objects.count(), world.round.state)
