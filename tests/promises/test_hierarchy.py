"""Promise 4: what belongs to another jurisdiction cannot be read, listed, searched, exported or guessed.

Hypothesis draws countries with regions and cities, people, and who holds which role where. The oracle is one sentence:
a person may do what a role held in exactly that place allows. A role in a country gives nothing in its regions, nor the
other way round.
"""

import datetime
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

import pytest
from django.db import transaction
from django.http import Http404
from django.test import Client
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from jatigi.foundation.accounts import access as accounts
from jatigi.foundation.accounts import downloads
from jatigi.foundation.accounts.models import Institution, Role, User
from jatigi.foundation.accounts.permissions import PERMISSIONS, ROLES
from jatigi.foundation.files.models import StoredFile
from jatigi.foundation.places.models import Place
from jatigi.governance.assessments import access as rounds
from jatigi.governance.assessments.models import Answer, Assignment, Coding, Finding, Round, Subject, Thread
from jatigi.governance.assessments.tests.world import CODES, make_framework, text
from jatigi.governance.frameworks.models import FrameworkVersion, IndicatorVersion
from jatigi.governance.instruments import access as instruments
from jatigi.governance.instruments.models import Evidence, Instrument
from jatigi.governance.profiles import access as profiles
from jatigi.governance.profiles.models import Paragraph, Profile
from jatigi.governance.releases import access as releases
from jatigi.governance.releases.models import Release

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
KINDS = ("country", "region", "city")
NOW = datetime.datetime(2026, 6, 30, tzinfo=datetime.UTC)
Held = list[tuple[int, str]]  # (number of a place, role)


@dataclass(frozen=True)
class Drawn:
    """What Hypothesis draws: each place's parent (None: a country), and the roles of each person."""

    parents: tuple[int | None, ...]
    people: tuple[tuple[tuple[int, str], ...], ...]


@st.composite
def hierarchies(draw: st.DrawFn) -> Drawn:
    """Two to six places, at most three deep, and two people with up to three roles each."""
    parents: list[int | None] = [None, None]
    depth = [0, 0]
    for number in range(2, draw(st.integers(2, 6))):
        possible = [None, *(one for one in range(number) if depth[one] < 2)]
        parent = draw(st.sampled_from(possible))
        parents.append(parent)
        depth.append(0 if parent is None else depth[parent] + 1)
    role = st.tuples(st.integers(0, len(parents) - 1), st.sampled_from(ROLES))
    people = draw(st.tuples(*[st.lists(role, max_size=3, unique=True)] * 2))
    return Drawn(tuple(parents), tuple(tuple(held) for held in people))


@dataclass
class There:
    """One place with one object of each kind; every text of it carries ``marker``."""

    place: Place
    marker: str
    objects: dict[str, Any] = field(default_factory=dict)


@dataclass
class Made:
    """The drawn world in the database."""

    places: list[There]
    people: list[User]
    held: list[set[tuple[int, str]]]

    def may(self, person: int, permission: str, place: int) -> bool:
        """The oracle."""
        return any(where == place and role in PERMISSIONS[permission] for where, role in self.held[person])


@contextmanager
def made(drawn: Drawn, framework: FrameworkVersion) -> Iterator[Made]:
    """The world, taken back afterwards."""
    with transaction.atomic():
        point = transaction.savepoint()
        writer = User.objects.create_user("writer@example.org", None, name="Writer")
        places: list[There] = []
        for number, parent in enumerate(drawn.parents):
            above = places[parent].place if parent is not None else None
            kind = "country" if above is None else KINDS[1 + KINDS.index(str(above.kind))]
            places.append(_there(number, kind, above, framework, writer))
        people = []
        for number, held in enumerate(drawn.people):
            user = User.objects.create_user(f"person{number}@example.org", None, name=f"Person {number}")
            for where, role in held:
                Role.objects.create(user=user, jurisdiction=places[where].place, role=role)
            people.append(user)
        try:
            yield Made(places, people, [set(held) for held in drawn.people])
        finally:
            transaction.savepoint_rollback(point)


def _there(number: int, kind: str, above: Place | None, framework: FrameworkVersion, writer: User) -> There:
    code, marker = f"P{number}", f"zq{number}marker"
    place = Place.objects.create(code=code, kind=kind, parent=above, name={"fr": marker, "en": marker})
    place.refresh_from_db()
    there, say = There(place, marker), text(marker)
    indicator = IndicatorVersion.objects.get(version=framework, indicator__code=CODES[0])
    round = Round.objects.create(
        code=f"{code}-2026", jurisdiction=place, label=marker, framework=framework, origin="reconstructed", about=say,
        reference_date=NOW.date(), state="collection", languages=["fr", "en"], opened_at=NOW,
    )  # fmt: skip
    institution = Institution.objects.create(code=f"i{number}", jurisdiction=place, name=say, abbreviation=marker)
    Assignment.objects.create(round=round, indicator=indicator, institution=institution)
    coding = Coding.objects.create(round=round, indicator=indicator, assessor=writer, state="submitted")
    subjects = [Subject.objects.create(kind=one, round=round) for one in ("answer", "finding", "paragraph")]
    profile = Profile.objects.create(round=round, title=say, opened_at=NOW)
    file: dict[str, Any] = {"name": marker, "media_type": "application/pdf", "size": 1, "sha256": "0" * 64}
    there.objects = {
        "round": round,
        "coding": coding,
        "thread": Thread.objects.create(coding=coding, opened_at=NOW),
        "answer": Answer.objects.create(round=round, indicator=indicator, subject=subjects[0]),
        "finding": Finding.objects.create(
            round=round, code="f", dimension=indicator.dimension, kind="gap", position=1, text=say, changed_at=NOW,
            subject=subjects[1], written_by=writer,
        ),
        "profile": profile,
        "paragraph": Paragraph.objects.create(
            profile=profile, subject=subjects[2], code="p", section="objective", position=1
        ),
        "instrument": Instrument.objects.create(
            code=f"law-{number}", kind="law", jurisdiction=place, title=say, status="verified"
        ),
        "open": _evidence(place, say, "open", publishable=True),
        "internal": _evidence(place, say, "internal", publishable=False),
        "file": StoredFile.objects.create(jurisdiction=place, stored_at=NOW, **file),
        "sealed": StoredFile.objects.create(jurisdiction=place, stored_at=NOW, restricted=True, **file),
        "release": Release.objects.create(
            id=f"{code}-2026-reconstructed-1", kind="assessment", jurisdiction=code, round=round.pk, size=1,
            origin="reconstructed", reference_date=NOW.date(), built_for=NOW.date(), key_id="0" * 16,
            manifest_sha256=f"{number}" * 64, registered_at=NOW,
        ),
    }  # fmt: skip
    return there


def _evidence(place: Place, say: Any, code: str, *, publishable: bool) -> Evidence:
    return Evidence.objects.create(
        jurisdiction=place,
        code=code,
        kind="document",
        title=say,
        text=say,
        confidence="medium",
        publishable=publishable,
    )


#: Every door to one object: the permissions to be asked for, and how it is opened.
Open = Callable[[User, There, str], object]
DOORS: dict[str, tuple[tuple[str, ...], Open]] = {
    "jurisdiction": (("people.view", "role.grant"), lambda u, t, p: accounts.jurisdiction_for(u, t.place.code, p)),
    "round": (
        ("round.view", "round.settings", "workbook.export", "release.publish"),
        lambda u, t, p: rounds.round_for(u, t.objects["round"].pk, p),
    ),
    "indicator": (
        ("answer.view", "coding.write"),
        lambda u, t, p: rounds.indicator_for(u, t.objects["round"], CODES[0], p),
    ),
    "coding": (("coding.view", "coding.review"), lambda u, t, p: rounds.coding_for(u, t.objects["coding"].pk, p)),
    "answer": (("answer.view",), lambda u, t, p: rounds.answer_for(u, t.objects["answer"].pk, p)),
    "finding": (
        ("finding.write", "finding.review"), lambda u, t, p: rounds.finding_for(u, t.objects["round"], "f", p)
    ),
    "thread": (("coding.comment",), lambda u, t, p: rounds.thread_for(u, t.objects["thread"].pk, p)),
    "profile": (("profile.view", "profile.write"), lambda u, t, p: profiles.profile_for(u, t.objects["round"].pk, p)),
    "paragraph": (
        ("profile.view", "profile.review"), lambda u, t, p: profiles.paragraph_for(u, t.objects["round"].pk, "p", p)
    ),
    "release": (
        ("release.view", "release.publish"),
        lambda u, t, p: releases.release_for(u, t.objects["round"].pk, t.objects["release"].pk, p),
    ),
    "instrument": (
        ("instrument.view", "instrument.write"),
        lambda u, t, p: instruments.instrument_for(u, t.objects["instrument"].pk, p),
    ),
    "register": (("instrument.view", "instrument.write"), lambda u, t, p: instruments.place_for(u, t.place.code, p)),
    "open": (("instrument.view",), lambda u, t, p: instruments.evidence_for(u, str(t.objects["open"].pk), p)),
    "internal": (
        ("evidence.read_internal",),
        lambda u, t, p: instruments.evidence_for(u, str(t.objects["internal"].pk), p),
    ),
    "file": (("instrument.view",), lambda u, t, p: downloads.file_for(u, t.objects["file"].pk)),
    "sealed": (("evidence.read_internal",), lambda u, t, p: downloads.file_for(u, t.objects["sealed"].pk)),
}  # fmt: skip
#: Doors at which somebody who is a contributor only is kept to less than the permission says.
NARROWER = {
    ("indicator", "answer.view"),
    ("indicator", "coding.write"),
    ("answer", "answer.view"),
    ("thread", "coding.comment"),
}


def opens(door: Open, user: User, there: There, permission: str) -> bool:
    try:
        door(user, there, permission)
    except Http404:
        return False
    return True


def expected(world: Made, person: int, door: str, permission: str, place: int) -> bool:
    if (door, permission) not in NARROWER:
        return world.may(person, permission, place)
    roles = {role for where, role in world.held[person] if where == place} & PERMISSIONS[permission]
    return bool(roles - {"contributor"})


DRAWN = settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


@pytest.fixture
def framework(db: None) -> FrameworkVersion:
    return make_framework()


@DRAWN
@given(drawn=hierarchies())
def test_every_door_opens_for_whoever_holds_the_role_there_and_for_nobody_else(
    framework: FrameworkVersion, drawn: Drawn
) -> None:
    with made(drawn, framework) as world:
        for number, user in enumerate(world.people):
            for place, there in enumerate(world.places):
                for name, (permissions, door) in DOORS.items():
                    for permission in permissions:
                        want = expected(world, number, name, permission, place)
                        assert opens(door, user, there, permission) is want, (name, permission, place, drawn)


@DRAWN
@given(drawn=hierarchies())
def test_lists_hold_what_is_theirs_and_nothing_else(framework: FrameworkVersion, drawn: Drawn) -> None:
    with made(drawn, framework) as world:
        for number, user in enumerate(world.people):
            mine = {place for place in range(len(world.places)) if world.may(number, "round.view", place)}
            internal = {
                place for place in range(len(world.places)) if world.may(number, "evidence.read_internal", place)
            }

            def of(name: str, places: set[int], world: Made = world) -> set[Any]:
                return {world.places[place].objects[name].pk for place in places}

            assert set(rounds.visible_rounds(user).values_list("pk", flat=True)) == of("round", mine)
            assert set(instruments.visible_instruments(user).values_list("pk", flat=True)) == of("instrument", mine)
            assert set(instruments.visible_evidence(user).values_list("pk", flat=True)) == of("open", mine) | of(
                "internal", internal
            )
            codes = [world.places[place].place.code for place in sorted(mine)]
            assert accounts.jurisdictions_with(user, "round.view") == sorted(codes)


def addresses(there: There) -> list[str]:
    """A sample of pages, lists, searches and exports about one place."""
    code, round = there.place.code, f"desk/rounds/{there.place.code}-2026/"
    return [
        round,
        f"{round}indicators/",
        f"{round}answers/",
        f"{round}review/",
        f"{round}findings/",
        f"{round}profile/",
        f"{round}workbook/",
        f"{round}workbook/i{code[1:]}.xlsx",
        f"{round}release/{code}-2026-reconstructed-1.zip",
        f"desk/people/{code}/",
        f"desk/instruments/?jurisdiction={code}",
        f"desk/instruments/search/?q=marker&jurisdiction={code}",
        f"desk/instruments/timeline/?jurisdiction={code}",
        f"desk/instruments/text/law-{code[1:]}/",
        f"desk/instruments/evidence/?jurisdiction={code}",
        f"desk/instruments/evidence/{there.objects['open'].pk}/",
        f"desk/files/{there.objects['file'].pk}/",
        f"desk/codings/{there.objects['coding'].pk}/revisions/",
    ]


EVERYWHERE = [
    "desk/",
    "desk/people/",
    "desk/instruments/",
    "desk/instruments/search/?q=marker",
    "desk/instruments/evidence/",
]


@settings(DRAWN, max_examples=4)
@given(drawn=hierarchies())
def test_no_page_list_search_or_export_shows_what_is_another_places(framework: FrameworkVersion, drawn: Drawn) -> None:
    with made(drawn, framework) as world:
        for number, user in enumerate(world.people):
            browser = Client()
            browser.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
            theirs = {place for place, _role in world.held[number]}
            for place, there in enumerate(world.places):
                foreign = [one.marker for other, one in enumerate(world.places) if other not in theirs | {place}]
                if place in theirs:
                    code = there.place.code
                    for address in (f"desk/rounds/{code}-2026/", f"desk/instruments/?jurisdiction={code}"):
                        answer = browser.get(f"/fr/{address}")
                        body = answer.content.decode()
                        assert (answer.status_code, there.marker in body) == (200, True), address
                        assert not [marker for marker in foreign if marker in body], address
                    continue
                for address in addresses(there):
                    answer = browser.get(f"/fr/{address}")
                    body = b"".join(answer) if answer.streaming else answer.content
                    assert answer.status_code == 404, address
                    assert there.marker.encode() not in body, address
            for address in EVERYWHERE:
                body = browser.get(f"/fr/{address}", follow=True).content.decode()
                shown = [
                    one.marker for place, one in enumerate(world.places) if place not in theirs and one.marker in body
                ]
                assert shown == [], address


@DRAWN
@given(drawn=hierarchies(), guess=st.one_of(st.integers(), st.text(max_size=40), st.uuids()))
def test_nothing_can_be_guessed(framework: FrameworkVersion, drawn: Drawn, guess: int | str | uuid.UUID) -> None:
    """Whatever stands in the place of an id, somebody without a role gets the one answer."""
    with made(drawn, framework) as world:
        nobody = User.objects.create_user("nobody@example.org", None, name="Nobody")
        there, said = world.places[0], str(guess)
        for code in (said, there.objects["round"].pk):
            assert not opens(lambda u, t, p, code=code: rounds.round_for(u, code, p), nobody, there, "round.view")
        for id in (said, there.objects["coding"].pk):
            assert not opens(lambda u, t, p, id=id: rounds.coding_for(u, id, p), nobody, there, "coding.view")
        for code in (said, there.objects["instrument"].pk):
            assert not opens(lambda u, t, p, code=code: instruments.instrument_for(u, code), nobody, there, "x")
        assert not opens(lambda u, t, p: accounts.jurisdiction_for(u, said, p), nobody, there, "people.view")


def test_a_role_that_was_taken_away_opens_nothing(framework: FrameworkVersion) -> None:
    drawn = Drawn((None, None), (tuple((0, role) for role in ROLES), ()))
    with made(drawn, framework) as world:
        user, there = world.people[0], world.places[0]
        assert all(
            opens(door, user, there, permission) for permissions, door in DOORS.values() for permission in permissions
        )
        Role.objects.filter(user=user).update(revoked_at=timezone.now())
        again = User.objects.get(pk=user.pk)
        assert not any(opens(door, again, there, p) for permissions, door in DOORS.values() for p in permissions)
