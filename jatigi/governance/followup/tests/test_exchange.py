"""Recommendations and actions from Excel: looked at first, all of it or nothing, each fault with its cell."""

import io
from collections.abc import Callable
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from openpyxl import Workbook, load_workbook
from openpyxl.utils import get_column_letter

from jatigi.foundation.audit.models import Entry
from jatigi.foundation.files.problems import DocumentError
from jatigi.foundation.text import PartialDate
from jatigi.governance.assessments.tests.world import text
from jatigi.governance.followup.changes import actions, importing, plans, recommendations
from jatigi.governance.followup.changes.actions import Money, Written
from jatigi.governance.followup.changes.plans import Described
from jatigi.governance.followup.excel import ACTIONS, RECOMMENDATIONS, columns_of, export_workbook
from jatigi.governance.followup.excel_reading import read_workbook
from jatigi.governance.followup.exchange import Preview, preview
from jatigi.governance.followup.models import Action, Plan, Recommendation, RecommendationRevision
from jatigi.governance.followup.tests.acts import refusal
from jatigi.governance.followup.tests.world import World

SignIn = Callable[[Any], Any]


def book(recommended: list[dict[str, Any]], acted: list[dict[str, Any]] | None = None) -> bytes:
    made = Workbook()
    for name, rows in ((RECOMMENDATIONS, recommended), (ACTIONS, acted or [])):
        sheet = made.create_sheet(name)
        columns = columns_of(name)
        sheet.append(columns)
        for row in rows:
            sheet.append([row.get(column) for column in columns])
    made.remove(made["Sheet"])
    held = io.BytesIO()
    made.save(held)
    return held.getvalue()


def read(world: World, *args: Any) -> Preview:
    return preview(read_workbook(book(*args), "f.xlsx"), world.mali)


def faults(world: World, *args: Any) -> dict[str, str]:
    with pytest.raises(DocumentError) as caught:
        read(world, *args)
    return {one.place: str(one.found) for one in caught.value.problems}


@pytest.fixture
def plan(world: World) -> Plan:
    return plans.open_plan("plan-2026", world.mali, Described(text("Plan")), by=world.cast.aminata)


def at(sheet: str, column: str, row: int) -> str:
    """A cell by its heading."""
    return f"{sheet}!{get_column_letter(columns_of(sheet).index(column) + 1)}{row}"


NEW = {
    "code": "soins", "text[fr]": "Étendre les soins", "text[en]": "Extend care", "came_from": "finding",
    "round": "MLI-2026", "indicators": "rights.health", "gcm": "7, 15", "recommended_on": "2021-07-28",
}  # fmt: skip


def test_a_workbook_brings_recommendations_and_the_actions_that_serve_them(world: World, plan: Plan) -> None:
    act = {"plan": "plan-2026", "title[fr]": "Signer le décret", "lead": "instat", "partners": "sante, travail",
           "recommendations": "soins", "indicators": "rights.health", "starts": "2026", "ends": "2027-06"}  # fmt: skip
    found = read(world, [{**NEW, "findings": world.gap.code}, {"text[fr]": "Sans nom"}], [act])
    entries = Entry.objects.count()
    assert importing.take_in(world.mali, found, by=world.cast.aminata) == 3
    assert Entry.objects.count() == entries + 1
    one = Recommendation.objects.get(pk="soins")
    assert (one.state, one.gcm, one.recommended_on) == ("draft", [7, 15], PartialDate("2021-07-28"))
    assert (list(one.findings.all()), one.round_id) == ([world.gap], "MLI-2026")
    assert one.subject is not None
    assert Recommendation.objects.get(pk="MLI-sans-nom").round is None
    action = Action.objects.get()
    assert (action.lead, [served.pk for served in action.recommendations.all()]) == (world.cast.statistics, ["soins"])
    assert {partner.pk for partner in action.partners.all()} == {"sante", "travail"}


def test_what_comes_back_unchanged_changes_nothing_and_what_changed_is_a_new_wording(world: World, plan: Plan) -> None:
    importing.take_in(
        world.mali, read(world, [NEW], [{"plan": "plan-2026", "title[fr]": "Décret"}]), by=world.cast.aminata
    )
    action = Action.objects.get()
    actions.revise_action(
        action, Written(action.title, funding=[Money(None, "XOF")]), by=world.cast.aminata, version=action.version
    )
    out = export_workbook(list(Recommendation.objects.all()), list(Action.objects.all()))
    same = preview(read_workbook(out, "f.xlsx"), world.mali)
    assert same.changes == 0
    changed = load_workbook(io.BytesIO(out))
    changed[RECOMMENDATIONS]["B2"] = "Étendre les soins à tous"
    changed[ACTIONS][at(ACTIONS, "recommendations", 2).split("!")[1]] = "soins"
    held = io.BytesIO()
    changed.save(held)
    found = preview(read_workbook(held.getvalue(), "f.xlsx"), world.mali)
    assert found.changes == 2
    importing.take_in(world.mali, found, by=world.cast.aminata)
    assert RecommendationRevision.objects.filter(recommendation="soins").count() == 2
    assert RecommendationRevision.objects.get(number=2).text.is_stale("en")
    assert [served.pk for served in Action.objects.get().recommendations.all()] == ["soins"]
    assert Action.objects.get().funding.count() == 1  # what a workbook does not carry stays


def test_every_fault_has_its_cell(world: World, plan: Plan) -> None:
    world.recommended("la")
    recommendations.drop(Recommendation.objects.get(pk="la"), by=world.cast.boubacar, reason="Double.")
    found = faults(
        world,
        [
            {"code": "un deux", "text[fr]": "x"},
            {"code": "a"},
            {"code": "a", "text[fr]": "x"},
            {"code": "b", "text[fr]": "x", "round": "MLI-1999", "came_from": "dream", "gcm": "24", "public": "perhaps"},
            {"code": "c", "text[fr]": "x", "recommended_on": "demain", "indicators": "rights.nothing", "findings": "y"},
            {"code": "la", "text[fr]": "Autre"},
        ],
        [{"plan": "no"}, {"title[fr]": "x"}, {"plan": "plan-2026", "starts": "2027", "ends": "2026", "lead": "nobody"}],
    )
    assert set(found) == {
        at(RECOMMENDATIONS, column, row)
        for column, row in (
            ("code", 2), ("text[fr]", 3), ("code", 4), ("round", 5), ("came_from", 5), ("gcm", 5), ("public", 5),
            ("recommended_on", 6), ("indicators", 6), ("findings", 6), ("code", 7),
        )
    } | {
        at(ACTIONS, column, row)
        for column, row in (("plan", 2), ("plan", 3), ("title[fr]", 4), ("ends", 4), ("lead", 4))
    }  # fmt: skip


def test_formulas_errors_and_foreign_sheets_are_refused(world: World) -> None:
    content = load_workbook(io.BytesIO(book([NEW])))
    content[RECOMMENDATIONS]["B2"] = "=1+1"
    content[RECOMMENDATIONS]["Z1"] = "surprise"
    content.create_sheet("macro")
    held = io.BytesIO()
    content.save(held)
    with pytest.raises(DocumentError) as caught:
        read_workbook(held.getvalue(), "f.xlsx")
    assert {one.place for one in caught.value.problems} >= {"recommendations!B2", "recommendations!Z1", "macro"}


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04", b"not a workbook", b"\xd0\xcf\x11\xe0" + b"0" * 600])
def test_what_is_no_workbook_is_refused(content: bytes) -> None:
    with pytest.raises(DocumentError):
        read_workbook(content, "f.xlsx")


def test_too_much_is_refused_with_its_place(world: World) -> None:
    with pytest.raises(DocumentError) as long_text:
        read_workbook(book([{**NEW, "text[fr]": "x" * 4_001}]), "f.xlsx")
    assert [one.place for one in long_text.value.problems] == ["recommendations!B2"]
    with pytest.raises(DocumentError) as many:
        read_workbook(book([{"code": f"c{number}"} for number in range(6_001)]), "f.xlsx")
    assert "recommendations!A6001" in {one.place for one in many.value.problems}


def test_text_that_looks_like_a_formula_leaves_as_text(world: World) -> None:
    world.recommended("soins", words="=HYPERLINK(1)")
    out = load_workbook(io.BytesIO(export_workbook(list(Recommendation.objects.all()), [])))
    cell = out[RECOMMENDATIONS]["B2"]
    assert (cell.data_type, cell.value, cell.quotePrefix) == ("s", "=HYPERLINK(1) (fr)", True)


def test_half_of_a_workbook_is_never_written(world: World, plan: Plan) -> None:
    found = read(world, [NEW], [{"plan": "plan-2026", "title[fr]": "Décret"}])
    Plan.objects.update(state="ended")
    assert refusal(lambda: importing.take_in(world.mali, found, by=world.cast.aminata)) == "action.ended"
    assert not Recommendation.objects.exists()


def test_who_may_not_write_plans_brings_no_actions(world: World, plan: Plan) -> None:
    found = read(world, [NEW], [{"plan": "plan-2026", "title[fr]": "Décret"}])
    assert refusal(lambda: importing.take_in(world.mali, found, by=world.cast.boubacar)) == "not_your_role"
    assert refusal(lambda: importing.take_in(world.mali, found, by=world.cast.kadi)) == "not_your_role"


def test_what_changed_since_the_preview_is_not_overwritten(world: World) -> None:
    made = world.recommended("soins")
    found = read(world, [{"code": "soins", "text[fr]": "Du classeur", "round": "MLI-2026"}])
    recommendations.reword(made, world.worded("D'un collègue"), by=world.cast.boubacar, number=1)
    assert refusal(lambda: importing.take_in(world.mali, found, by=world.cast.boubacar)) == "newer"


def upload(content: bytes) -> dict[str, Any]:
    return {"file": SimpleUploadedFile("f.xlsx", content)}


def test_the_page_shows_first_and_writes_when_told(world: World, signed_in: SignIn) -> None:
    client = signed_in(world.cast.boubacar)
    bring, keep = (reverse(name, args=["MLI"]) for name in ("bring_recommendations", "keep_recommendations"))
    assert client.get(bring).status_code == 200
    assert client.post(bring).status_code == 422
    shown = client.post(bring, upload(book([NEW])))
    assert shown.status_code == 200
    assert "Étendre les soins" in shown.content.decode()
    assert not Recommendation.objects.exists()
    carried = shown.content.decode().split('name="carried" value="')[1].split('"')[0]
    assert signed_in(world.cast.aminata).post(keep, {"carried": carried}).status_code == 422  # another person's
    assert client.post(keep, {"carried": carried}).status_code == 302
    assert Recommendation.objects.count() == 1
    again = client.post(keep, {"carried": carried})  # a double click
    assert again.status_code == 409
    assert RecommendationRevision.objects.count() == 1
    wrong = client.post(bring, upload(book([{"code": "x"}])))
    assert wrong.status_code == 422
    assert "recommendations!B2" in wrong.content.decode()


def test_only_those_who_may_write_bring_a_workbook_and_all_may_take_one(world: World, signed_in: SignIn) -> None:
    world.recommended("soins")
    for who in ("kadi", "tieman", "nene", "demba"):
        assert (
            signed_in(getattr(world.cast, who)).get(reverse("bring_recommendations", args=["MLI"])).status_code == 404
        )
    taken = signed_in(world.cast.tieman).get(reverse("recommendations_workbook", args=["MLI"]))
    assert taken.status_code == 200
    assert load_workbook(io.BytesIO(taken.content))[RECOMMENDATIONS]["A2"].value == "soins"
    assert signed_in(world.cast.nene).get(reverse("recommendations_workbook", args=["MLI"])).status_code == 404
    empty = signed_in(world.cast.tieman).get(reverse("recommendations_workbook", args=["MLI"]), {"empty": "1"})
    assert load_workbook(io.BytesIO(empty.content))[RECOMMENDATIONS]["A2"].value is None
