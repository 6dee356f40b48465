"""The pages of workbooks: who sees them, a file out, a file back, the preview, the decision."""

import io
from collections.abc import Callable
from typing import Any

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from jatigi.foundation.audit.models import Entry
from jatigi.governance.assessments.models import Assignment, Coding, CodingRevision, Draft
from jatigi.governance.assessments.tests.world import CODES, World
from jatigi.governance.assessments.workbook.export import export_workbook
from jatigi.governance.assessments.workbook.standing import snapshot
from jatigi.governance.assessments.workbook.tests.conftest import ASKED
from jatigi.governance.assessments.workbook.tests.filling import COMPLETE, LAW_LINE, exported, filled

SignIn = Callable[[Any], Any]
HEALTH = CODES[0]


def url(world: World, name: str = "workbook", *more: str) -> str:
    return reverse(name, args=[world.round.pk, *more])


def sent(browser: Any, world: World, content: bytes, name: str = "instat.xlsx") -> Any:
    return browser.post(url(world), {"file": SimpleUploadedFile(name, content)})


def test_from_the_file_out_to_the_answers_in(world: World, signed_in: SignIn) -> None:
    browser = signed_in(world.cast.boubacar)
    page = browser.get(url(world)).content.decode()
    assert url(world, "workbook_file", "instat") in page
    out = browser.get(url(world, "workbook_file", "instat"))
    assert out["Content-Disposition"] == 'attachment; filename="MLI-2026-instat.xlsx"'
    content = filled(out.content, {HEALTH: {**COMPLETE, "reasons": "<b>Lu</b>"}}, [LAW_LINE])
    shown = sent(browser, world, content)
    assert shown.status_code == 200
    text = shown.content.decode()
    assert "&lt;b&gt;Lu&lt;/b&gt;" in text
    assert "Questions!" in text
    assert not Coding.objects.filter(round=world.round).exists()
    carried, digest = shown.context["carried"], shown.context["shown"].digest
    done = browser.post(url(world, "workbook_import"), {"carried": carried, "digest": digest})
    assert done.status_code == 302
    assert CodingRevision.objects.get(coding__round=world.round).reasons == "<b>Lu</b>"


def test_a_round_that_changed_since_the_preview_shows_the_new_one(world: World, signed_in: SignIn) -> None:
    browser = signed_in(world.cast.boubacar)
    shown = sent(browser, world, filled(exported(world), {HEALTH: COMPLETE}, [LAW_LINE]))
    world.coded(HEALTH, "absent", by=world.cast.fanta, reasons="Rien.")
    before = Entry.objects.count()
    values = {"carried": shown.context["carried"], "digest": shown.context["shown"].digest}
    again = browser.post(url(world, "workbook_import"), values)
    assert again.status_code == 409
    assert again.context["shown"].conflicts
    assert Entry.objects.count() == before


def test_what_is_carried_belongs_to_one_person_and_is_not_to_be_changed(world: World, signed_in: SignIn) -> None:
    shown = sent(signed_in(world.cast.boubacar), world, filled(exported(world), {HEALTH: COMPLETE}, [LAW_LINE]))
    carried = shown.context["carried"]
    for who, text in ((world.cast.fanta, carried), (world.cast.boubacar, carried[:-2]), (world.cast.boubacar, "")):
        answer = signed_in(who).post(url(world, "workbook_import"), {"carried": text})
        assert answer.status_code == 422
    assert not Coding.objects.filter(round=world.round).exists()
    assert not Draft.objects.exists()


def test_a_wrong_file_is_told_place_by_place(world: World, signed_in: SignIn) -> None:
    browser = signed_in(world.cast.boubacar)
    wrong = sent(browser, world, filled(exported(world), {HEALTH: {"level": "sans doute"}}))
    assert wrong.status_code == 422
    text = wrong.content.decode()
    assert "sans doute" in text
    assert "Partiel · Partial" in text
    assert sent(browser, world, b"no workbook").status_code == 422
    assert browser.post(url(world)).status_code == 422


@pytest.mark.parametrize("name", ["coumba", "moussa", "sira", "tieman", "nene", "demba"])
def test_who_may_not_exchange_workbooks_finds_nothing(world: World, signed_in: SignIn, name: str) -> None:
    browser = signed_in(getattr(world.cast, name))
    there = exported(world)
    assert browser.get(url(world)).status_code == 404
    assert browser.get(url(world, "workbook_file", "instat")).status_code == 404
    assert sent(browser, world, there).status_code == 404
    assert browser.post(url(world, "workbook_import"), {"carried": "x"}).status_code == 404
    assert signed_in(world.cast.aminata).get(url(world)).status_code == 200


def test_a_contributor_exchanges_their_institution_s_workbook_and_no_other(world: World, signed_in: SignIn) -> None:
    browser, other = signed_in(world.cast.kadi), world.indicator("mobility.visas")
    world.cast.ministry.refresh_from_db()  # its name as it comes from the database
    Assignment.objects.create(round=world.round, indicator=other, institution=world.cast.ministry)
    theirs = export_workbook(snapshot(world.round, world.cast.ministry))
    page = browser.get(url(world)).content.decode()
    assert url(world, "workbook_file", "instat") in page
    assert "mmeia" not in page
    assert browser.get(url(world, "workbook_file", "mmeia")).status_code == 404
    refused = sent(browser, world, theirs)
    assert refused.status_code == 403
    assert "autre institution" in refused.content.decode()
    out = browser.get(url(world, "workbook_file", "instat")).content
    shown = sent(browser, world, filled(out, {HEALTH: COMPLETE}, [LAW_LINE]))
    values = {"carried": shown.context["carried"], "digest": shown.context["shown"].digest}
    assert browser.post(url(world, "workbook_import"), values).status_code == 302
    assert Coding.objects.get(round=world.round).assessor == world.cast.kadi


def test_a_contributor_finds_their_questions_and_the_workbook_from_the_desk(world: World, signed_in: SignIn) -> None:
    browser = signed_in(world.cast.kadi)
    Assignment.objects.update(assessor=world.cast.boubacar)  # somebody is named: the institution is asked all the same
    listed = reverse("round_indicators", args=[world.round.pk])
    assert f"{listed}?state=todo" in browser.get(reverse("desk")).content.decode()
    page = browser.get(f"{listed}?state=todo").content.decode()
    assert all(f'href="{listed}{code}/?state=todo"' in page for code in ASKED)
    assert url(world) in page
    assert "Vos questions" in page


def test_an_institution_that_is_asked_nothing_has_no_file(world: World, signed_in: SignIn) -> None:
    browser = signed_in(world.cast.aminata)
    assert browser.get(url(world, "workbook_file", "mmeia")).status_code == 404
    assert browser.get(url(world, "workbook_file", "nowhere")).status_code == 404
    book = openpyxl.load_workbook(io.BytesIO(browser.get(url(world, "workbook_file", "instat")).content))
    assert book["Questions"].max_row == 6


def test_queries_do_not_grow_with_the_questions(
    world: World, signed_in: SignIn, django_assert_max_num_queries: Any
) -> None:
    browser = signed_in(world.cast.boubacar)
    one = filled(exported(world), {HEALTH: COMPLETE}, [LAW_LINE])
    more = filled(one, dict.fromkeys(CODES[1:3], COMPLETE))
    sent(browser, world, one)
    with django_assert_max_num_queries(60) as counted:
        sent(browser, world, one)
    with django_assert_max_num_queries(len(counted)):
        sent(browser, world, more)
