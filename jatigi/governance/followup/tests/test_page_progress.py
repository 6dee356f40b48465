"""Reports, the validator's queue and verdicts over HTTP."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import translation

from jatigi.governance.followup.models import ProgressReport, Verdict
from jatigi.governance.followup.tests.planned import Planned
from jatigi.governance.followup.tests.world import World

SignIn = Callable[[Any], Any]


@pytest.fixture
def planned(world: World) -> Planned:
    made = Planned(world)
    made.adopt()
    return made


def sent(**more: Any) -> dict[str, Any]:
    return {
        "institution": "instat", "status": "done", "due": "2026-07-01", "happened_on": "2026-06",
        "text_fr": "Le guichet est ouvert", "text_en": "", "spent": "", "currency": "", "number": "0", **more,
    }  # fmt: skip


def report(planned: Planned, client: Any, **more: Any) -> Any:
    return client.post(reverse("report_progress", args=[planned.action.pk]), sent(**more))


@pytest.mark.parametrize("lang", ["fr", "en"])
def test_an_institution_sees_what_it_has_to_report_and_reports(planned: Planned, signed_in: SignIn, lang: str) -> None:
    client = signed_in(planned.cast.kadi)
    with translation.override(lang):
        assert f"Ouvrir un guichet ({lang})" in client.get(reverse("progress")).content.decode()
        form = client.get(reverse("report_progress", args=[planned.action.pk]))
        assert 'value="2026-07-01"' in form.content.decode()
        assert report(planned, client).status_code == 302
        page = client.get(reverse("action", args=[planned.action.pk])).content.decode()
    assert "Le guichet est ouvert" in page
    assert {"fr": "déclaré fait par", "en": "declared done by"}[lang] in page
    assert ProgressReport.objects.get().happened_on.iso == "2026-06"


def test_only_those_of_the_action_report(planned: Planned, signed_in: SignIn) -> None:
    address = reverse("report_progress", args=[planned.action.pk])
    for who in ("boubacar", "tieman", "moussa", "nene", "demba"):
        assert signed_in(getattr(planned.cast, who)).get(address).status_code == 404, who
    other = planned.wrote("Autre", lead=planned.world.health, partners=[])
    assert signed_in(planned.cast.kadi).get(reverse("report_progress", args=[other.pk])).status_code == 404
    assert signed_in(planned.cast.aminata).get(reverse("report_progress", args=[other.pk])).status_code == 200


def test_what_cannot_be_reported_is_shown_again(planned: Planned, signed_in: SignIn) -> None:
    client = signed_in(planned.cast.kadi)
    for wrong in ({"text_fr": ""}, {"status": "x"}, {"due": "2026-07-02"}, {"spent": "5"}, {"happened_on": "2999"},
                  {"institution": "travail"}):  # fmt: skip
        assert report(planned, client, **wrong).status_code == 422, wrong
    assert report(planned, client).status_code == 302
    twice = report(planned, client, text_fr="Un collègue écrit aussi", due="")
    assert (twice.status_code, "Un collègue écrit aussi" in twice.content.decode()) == (409, True)
    assert 'name="number" value="1"' in twice.content.decode()
    assert report(planned, client, due="", number="1").status_code == 302


def test_a_validator_judges_and_both_statuses_show(planned: Planned, signed_in: SignIn) -> None:
    report(planned, signed_in(planned.cast.kadi))
    client = signed_in(planned.cast.moussa)
    address = reverse("give_verdict", args=[planned.action.pk, 1])
    assert address in client.get(reverse("progress_queue")).content.decode()
    assert "Le guichet est ouvert" in client.get(address).content.decode()
    verdict = {"verdict": "not_confirmed", "status": "under_way", "reason_fr": "", "reason_en": "", "number": "0"}
    assert client.post(address, verdict).status_code == 422
    assert client.post(address, verdict | {"reason_fr": "Le local n’est pas livré"}).status_code == 302
    assert Verdict.objects.count() == 1
    assert address not in client.get(reverse("progress_queue")).content.decode()
    for name, args in (("action", [planned.action.pk]), ("plan", ["MLI-plan"]), ("progress", [])):
        page = signed_in(planned.cast.kadi).get(reverse(name, args=args)).content.decode()
        assert "Fait" in page, name
        assert "En cours" in page, name
        assert "Les deux ne concordent pas" in page, name
    assert reverse("action", args=[planned.action.pk]) in client.get(
        reverse("plan", args=["MLI-plan"]), {"only": "gap"}
    ).content.decode()  # fmt: skip


def test_the_queue_is_the_validators(planned: Planned, signed_in: SignIn) -> None:
    report(planned, signed_in(planned.cast.kadi))
    for who in ("aminata", "kadi", "boubacar", "nene", "demba"):
        client = signed_in(getattr(planned.cast, who))
        assert client.get(reverse("progress_queue")).status_code == 404, who
        assert client.get(reverse("give_verdict", args=[planned.action.pk, 1])).status_code == 404, who
    assert signed_in(planned.cast.moussa).get(reverse("give_verdict", args=[planned.action.pk, 9])).status_code == 404


def test_internal_evidence_is_shown_to_those_who_may_read_it(planned: Planned, signed_in: SignIn) -> None:
    reply, public = planned.world.reply, planned.world.report
    form = reverse("report_progress", args=[planned.action.pk])
    assert f'value="{reply.pk}"' not in signed_in(planned.cast.kadi).get(form).content.decode()
    client = signed_in(planned.cast.aminata)
    report(planned, client, evidence=[str(reply.pk), str(public.pk)])
    page = signed_in(planned.cast.kadi).get(reverse("action", args=[planned.action.pk])).content.decode()
    assert str(public.title) in page
    assert str(reply.title) not in page


def test_the_list_asks_as_much_of_the_database_for_one_as_for_many(planned: Planned, signed_in: SignIn) -> None:
    client = signed_in(planned.cast.kadi)

    def queries() -> int:
        with CaptureQueriesContext(connection) as caught:
            assert client.get(reverse("progress")).status_code == 200
        return len(caught)

    report(planned, client, status="under_way")
    queries()
    first = queries()
    for number in range(12):
        planned.wrote(f"Action {number}")
    assert queries() == first
