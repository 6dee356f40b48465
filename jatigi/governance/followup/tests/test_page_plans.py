"""Plans and actions over HTTP: seen, written, ordered, taken out."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import translation

from jatigi.governance.followup.models import Action, Plan
from jatigi.governance.followup.tests.planned import Planned
from jatigi.governance.followup.tests.world import World

SignIn = Callable[[Any], Any]


@pytest.fixture
def planned(world: World) -> Planned:
    return Planned(world)


def opened(client: Any, name: str, *args: Any, lang: str = "fr", **query: Any) -> Any:
    with translation.override(lang):
        return client.get(reverse(name, args=args), query)


@pytest.mark.parametrize("lang", ["fr", "en"])
def test_everyone_with_a_role_reads_plans_and_actions(planned: Planned, signed_in: SignIn, lang: str) -> None:
    planned.adopt()
    for who in ("aminata", "boubacar", "kadi", "tieman"):
        client = signed_in(getattr(planned.cast, who))
        assert f"Plan ({lang})" in opened(client, "plans", lang=lang).content.decode()
        page = opened(client, "plan", "MLI-plan", lang=lang).content.decode()
        assert f"Ouvrir un guichet ({lang})" in page
        assert f"Axe un ({lang})" in page
        assert f"Étendre les soins ({lang})" in opened(client, "action", planned.action.pk, lang=lang).content.decode()


def test_not_yours_and_not_there_are_the_same(planned: Planned, signed_in: SignIn) -> None:
    for who in ("nene", "demba"):
        client = signed_in(getattr(planned.cast, who))
        for name, key in (("plan", "MLI-plan"), ("plan", "nowhere"), ("action", planned.action.pk)):
            assert opened(client, name, key).status_code == 404
    assert opened(signed_in(planned.cast.nene), "plans", jurisdiction="MLI").status_code == 404
    for name, key in (("edit_plan", "MLI-plan"), ("plan_axes", "MLI-plan"), ("edit_action", planned.action.pk)):
        assert opened(signed_in(planned.cast.boubacar), name, key).status_code == 404


def test_a_plan_is_opened_described_and_given_axes(world: World, signed_in: SignIn) -> None:
    client = signed_in(world.cast.aminata)
    sent = {
        "title_fr": "Plan d’action", "title_en": "", "about_fr": "", "about_en": "", "starts": "2026", "ends": "2025",
        "first_report": "2026-07-01", "report_months": "6", "instrument": "",
    }  # fmt: skip
    refused = client.post(reverse("open_plan", args=["MLI"]), sent)
    assert (refused.status_code, "Plan d’action" in refused.content.decode()) == (422, True)
    assert client.post(reverse("open_plan", args=["MLI"]), sent | {"ends": "2028"}).status_code == 302
    plan = Plan.objects.get()
    assert plan.pk == "MLI-plan-daction"
    sent |= {"ends": "2029", "version": "1"}
    assert client.post(reverse("edit_plan", args=[plan.pk]), sent).status_code == 302
    late = client.post(reverse("edit_plan", args=[plan.pk]), sent | {"about_fr": "Le mien"})
    assert (late.status_code, "Le mien" in late.content.decode()) == (409, True)
    axes = {
        "axes-TOTAL_FORMS": "3", "axes-INITIAL_FORMS": "0", "version": "2",
        "axes-0-title_fr": "Deux", "axes-0-place": "2", "axes-1-title_fr": "Un", "axes-1-place": "1",
    }  # fmt: skip
    assert client.post(reverse("plan_axes", args=[plan.pk]), axes).status_code == 302
    assert [str(one.title) for one in plan.axes.all()] == ["Un", "Deux"]
    page = client.post(reverse("move_plan", args=[plan.pk]), {"act": "adopt"})
    assert page.status_code == 422
    assert "Le plan n’a aucune action" in page.content.decode()


def sent_action(planned: Planned, **more: Any) -> dict[str, Any]:
    indicator = planned.world.indicator().indicator_id
    return {
        "title_fr": "Former les agents", "title_en": "Train agents", "about_fr": "", "about_en": "",
        "axis": planned.axis.code, "lead": "instat", "partners": ["travail"], "starts": "2026-03", "ends": "2027",
        "recommendations": ["soins"], "effort": "medium", "public": "on",
        "steps-TOTAL_FORMS": "2", "steps-INITIAL_FORMS": "0", "steps-0-title_fr": "Module prêt",
        "steps-0-due": "2026-09",
        "money-TOTAL_FORMS": "2", "money-INITIAL_FORMS": "0", "money-0-amount": "5000000", "money-0-currency": "xof",
        "money-0-standing": "sought", "money-1-currency": "EUR", "money-1-standing": "secured",
        "movements-TOTAL_FORMS": "1", "movements-INITIAL_FORMS": "0", "movements-0-indicator": str(indicator),
        "movements-0-level_from": "absent", "movements-0-level_to": "partial", "movements-0-by": "2028",
        **more,
    }  # fmt: skip


def test_an_action_is_written_with_its_money_milestones_and_movement(planned: Planned, signed_in: SignIn) -> None:
    client = signed_in(planned.cast.aminata)
    assert client.get(reverse("write_action", args=["MLI-plan"])).status_code == 200
    assert client.post(reverse("write_action", args=["MLI-plan"]), sent_action(planned)).status_code == 302
    made = Action.objects.get(code="action-former-les-agents")
    assert [(one.amount, one.currency) for one in made.funding.all()] == [(5000000, "XOF"), (None, "EUR")]
    assert [(one.level_from, one.level_to) for one in made.movements.all()] == [("absent", "partial")]
    assert [str(one.title) for one in made.milestones.all()] == ["Module prêt"]
    assert list(made.indicators.all()) == [planned.world.indicator().indicator]
    page = client.get(reverse("action", args=[made.pk])).content.decode()
    assert "montant inconnu (EUR)" in page
    whole = client.get(reverse("plan", args=["MLI-plan"])).content.decode()
    assert "XOF" in whole and "1 montant inconnu" in whole.replace("\u00a0", " ")  # noqa: PT018


def test_two_people_at_one_action_are_told(planned: Planned, signed_in: SignIn) -> None:
    client = signed_in(planned.cast.aminata)
    edit = reverse("edit_action", args=[planned.action.pk])
    assert client.get(edit).status_code == 200
    assert client.post(edit, sent_action(planned, version="1")).status_code == 302
    late = client.post(edit, sent_action(planned, version="1", title_fr="Ma version"))
    assert (late.status_code, "Ma version" in late.content.decode()) == (409, True)
    assert 'name="version" value="2"' in late.content.decode()
    assert client.post(edit, sent_action(planned, version="2", title_fr="Ma version")).status_code == 302


def test_what_cannot_be_read_is_shown_again(planned: Planned, signed_in: SignIn) -> None:
    client = signed_in(planned.cast.aminata)
    for wrong in ({"money-0-amount": "-5"}, {"money-0-currency": ""}, {"movements-0-level_to": "absent"},
                  {"starts": "demain"}, {"lead": "deleted"}):  # fmt: skip
        page = client.post(reverse("write_action", args=["MLI-plan"]), sent_action(planned, **wrong))
        assert page.status_code == 422, wrong
        assert "Former les agents" in page.content.decode()
    assert Action.objects.count() == 1


def test_actions_are_ordered_taken_out_and_brought_back(planned: Planned, signed_in: SignIn) -> None:
    client = signed_in(planned.cast.aminata)
    second = planned.wrote("Deuxième")
    moved = client.post(reverse("order_action", args=[second.pk]), {"direction": "up", "page": "1"})
    assert moved["Location"].endswith(f"?page=1#a-{second.pk}")
    assert next(iter(planned.plan.actions.order_by("position"))) == second
    drop = reverse("drop_action", args=[second.pk])
    assert client.post(drop, {"reason": " "}).status_code == 422
    assert client.post(drop, {"reason": "Déjà fait ailleurs."}).status_code == 302
    assert "Déjà fait ailleurs." in opened(client, "plan", "MLI-plan", only="dropped").content.decode()
    assert reverse("action", args=[second.pk]) not in opened(client, "plan", "MLI-plan").content.decode()
    assert client.post(reverse("restore_action", args=[second.pk])).status_code == 302
    assert reverse("action", args=[second.pk]) in opened(client, "plan", "MLI-plan").content.decode()


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ({}, {"one", "two"}),
        ({"axis": "none"}, {"two"}),
        ({"institution": "travail"}, {"one"}),
        ({"institution": "none"}, {"two"}),
        ({"status": "not_reported"}, {"one", "two"}),
        ({"status": "done"}, set()),
        ({"q": "guichet"}, {"one"}),
        ({"only": "gap"}, set()),
        ({"only": "declared"}, set()),
        ({"status": "nonsense"}, {"one", "two"}),
    ],
)
def test_the_actions_are_narrowed(planned: Planned, signed_in: SignIn, query: dict[str, str], found: set[str]) -> None:
    other = planned.wrote("Former", axis=None, lead=None, partners=[])
    text = opened(signed_in(planned.cast.kadi), "plan", "MLI-plan", **query).content.decode()
    pages = {"one": planned.action, "two": other}
    assert {name for name, one in pages.items() if reverse("action", args=[one.pk]) in text} == found


def test_the_plan_asks_as_much_of_the_database_for_one_action_as_for_many(planned: Planned, signed_in: SignIn) -> None:
    planned.adopt()
    client = signed_in(planned.cast.aminata)

    def queries() -> int:
        with CaptureQueriesContext(connection) as caught:
            assert opened(client, "plan", "MLI-plan").status_code == 200
        return len(caught)

    queries()
    first = queries()
    for number in range(60):
        planned.wrote(f"Action {number}")
    assert queries() == first
