"""The queue of what waits for an answer, one line's answer, several at once, naming the change, and reasons kept."""

from typing import Any

import pytest

from jatigi.foundation.text import Text
from jatigi.governance.assessments.changes import findings
from jatigi.governance.assessments.tests.world import text
from jatigi.governance.consultations.changes import dispositions, remarks
from jatigi.governance.consultations.changes import templates as kept
from jatigi.governance.consultations.changes.dispositions import Answered
from jatigi.governance.consultations.changes.remarks import Said
from jatigi.governance.consultations.changes.templates import Written
from jatigi.governance.consultations.models import Disposition, Position, ReasonTemplate, Remark
from jatigi.governance.consultations.tests.acts import refusal
from jatigi.governance.consultations.tests.world import World

HERE = "/fr/desk/consultations/MLI-2026-bamako/"
QUEUE = f"{HERE}dispositions/"


def objected(world: World, words: str = "Ce constat est dépassé.", **more: Any) -> Position:
    return world.takes("objects", words, **more).position


def remark(world: World) -> Remark:
    said = Said(text("Parlez du guichet"), voice="diaspora", organisation="Conseil de base")
    return remarks.write_remark(world.room, said, by=world.cast.aminata, source="floor", subject=world.gap.subject)


def reword(world: World, words: str = "Tout autre constat") -> None:
    written = findings.Written(world.gap.dimension, "gap", text(words), [world.answer])
    findings.edit_finding(world.gap, written, by=world.cast.boubacar)


def answer_of(line: Position | Remark) -> str:
    kind = "positions" if isinstance(line, Position) else "remarks"
    return f"{QUEUE}{kind}/{line.pk}/"


@pytest.mark.parametrize("lang", ["fr", "en"])
def test_the_queue_shows_what_waits_in_both_languages(world: World, signed_in, lang) -> None:
    objected(world)
    remark(world)
    world.takes("agrees", institution=world.labour, by=world.awa)
    page = signed_in(world.cast.coumba).get(f"/{lang}/desk/consultations/MLI-2026-bamako/dispositions/")
    found = page.content.decode()
    assert {"fr": "2 lignes attendent une suite", "en": "2 lines wait for an answer"}[lang] in found
    assert "Ce constat est dépassé." in found
    assert "Conseil de base" in found


def test_an_objection_is_answered_with_a_change_promised_then_named(world: World, signed_in) -> None:
    position, browser = objected(world), signed_in(world.cast.coumba)
    given = {"outcome": "accepted", "reason_fr": "Retenu", "change": "due", "after": 0, "do": "answer"}
    assert browser.post(answer_of(position), given)["Location"] == QUEUE
    promised = browser.get(f"{QUEUE}?step=promised").content.decode()
    assert f"/findings/{world.gap.code}/" in promised  # where the change is made
    assert "Nommer cette modification" not in promised
    change = f"{QUEUE}{position.pk}/change/"
    assert "n’existe pas" in browser.post(change, follow=True).content.decode()
    reword(world)
    assert "Nommer cette modification" in browser.get(f"{QUEUE}?step=promised").content.decode()
    browser.post(change)
    last = position.dispositions.order_by("-number").first()
    assert last is not None
    assert (last.outcome, last.changed, last.change_due) == ("accepted", world.gap.subject, False)
    assert "Tout autre constat" in browser.get(answer_of(position)).content.decode()


def test_a_text_that_has_changed_already_is_proposed_as_the_change(world: World, signed_in) -> None:
    position, browser = objected(world), signed_in(world.cast.coumba)
    reword(world)
    page = browser.get(answer_of(position)).content.decode()
    assert 'value="made" required' in page or 'value="made"' in page
    assert "<ins>" in page
    given = {"outcome": "partly", "reason_fr": "En partie", "change": "made", "after": 0, "do": "answer"}
    assert browser.post(answer_of(position), given).status_code == 422  # which text?
    given["changed"] = str(world.gap.subject_id)
    assert browser.post(answer_of(position), given).status_code == 302
    assert Disposition.objects.get().changed == world.gap.subject


def test_a_remark_is_answered_and_what_is_wrong_is_said_above_what_was_typed(world: World, signed_in) -> None:
    line, browser = remark(world), signed_in(world.cast.aminata)
    given = {"outcome": "rejected", "reason_fr": "Hors sujet", "change": "due", "after": 0, "do": "answer"}
    answer = browser.post(answer_of(line), given)
    assert answer.status_code == 422
    assert "Hors sujet" in answer.content.decode()
    assert browser.post(answer_of(line), {**given, "change": "none"}).status_code == 302
    again = browser.post(answer_of(line), {**given, "change": "none", "reason_fr": "Autrement"})
    assert again.status_code == 409
    page = again.content.decode()
    assert "Autrement" in page
    assert "Hors sujet" in page
    assert 'name="after" value="1"' in page


def test_several_lines_are_answered_at_once_with_a_reason_kept(world: World, signed_in) -> None:
    lines = [objected(world), remark(world)]
    template = kept.add_template(
        world.mali, Written("deferred", text("Plus tard"), text("À la prochaine révision")), by=world.cast.coumba
    )
    browser, ticked = signed_in(world.cast.coumba), [str(one.pk) for one in lines]
    many = f"{QUEUE}answer/"
    taken = browser.post(many, {"do": "template", "template": template.code, "line": ticked}).content.decode()
    assert "À la prochaine révision" in taken
    assert taken.count("checked") >= 3  # both lines and the outcome
    assert Disposition.objects.count() == 0
    given = {"outcome": "deferred", "reason_fr": "À la prochaine révision", "do": "answer"}
    assert browser.post(many, given).status_code == 422  # nothing ticked
    assert browser.post(many, {**given, "line": ticked}).status_code == 302
    assert set(Disposition.objects.values_list("outcome", flat=True)) == {"deferred"}
    assert "Une suite est donnée à tout" in browser.get(QUEUE).content.decode()


def test_an_institution_that_speaks_again_comes_back_to_the_queue(world: World, signed_in) -> None:
    position = objected(world)
    dispositions.dispose(position, Answered("rejected", text("Non")), by=world.cast.coumba)
    browser = signed_in(world.cast.coumba)
    assert "Une suite est donnée à tout" in browser.get(QUEUE).content.decode()
    world.takes("objects", "Nous maintenons.", after=1)
    found = browser.get(QUEUE).content.decode()
    assert "Nous maintenons." in found
    assert "s’est exprimée à nouveau" in found


def test_what_was_said_in_confidence_is_answered_by_the_coordinator_alone(world: World, signed_in) -> None:
    position = objected(world, "Réserve entre nous", confidential=True)
    reviewer = signed_in(world.cast.coumba)
    found = reviewer.get(QUEUE).content.decode()
    assert "Réserve entre nous" not in found
    assert "à 1 ligne dite en confidence" in found
    assert reviewer.get(answer_of(position)).status_code == 404
    given = {"outcome": "rejected", "reason_fr": "Non", "change": "none", "after": 0, "do": "answer"}
    assert reviewer.post(answer_of(position), given).status_code == 404
    many = {"outcome": "rejected", "reason_fr": "Non", "do": "answer", "line": [str(position.pk)]}
    assert reviewer.post(f"{QUEUE}answer/", many).status_code == 422
    assert Disposition.objects.count() == 0
    assert "Réserve entre nous" in signed_in(world.cast.aminata).get(answer_of(position)).content.decode()


def test_the_institution_reads_the_answer_on_its_own_page(world: World, signed_in) -> None:
    dispositions.dispose(objected(world), Answered("partly", text("Nuancé")), by=world.cast.coumba)
    assert "Nuancé" in signed_in(world.cast.kadi).get(f"{HERE}positions/").content.decode()


def test_only_who_answers_opens_the_queue(world: World, signed_in) -> None:
    position = objected(world)
    template = kept.add_template(world.mali, Written("rejected", text("Non"), text("Non")), by=world.cast.coumba)
    paths = (QUEUE, answer_of(position), f"{HERE}reasons/", f"{HERE}reasons/{template.code}/")
    for user in (world.cast.kadi, world.cast.boubacar, world.cast.tieman, world.cast.nene, world.cast.demba):
        for path in paths:
            assert signed_in(user).get(path).status_code == 404
    other = signed_in(world.cast.coumba)
    assert other.get(f"{QUEUE}positions/00000000-0000-0000-0000-000000000000/").status_code == 404


def test_reasons_are_kept_reworded_and_thrown_away(world: World, signed_in) -> None:
    browser, reasons = signed_in(world.cast.coumba), f"{HERE}reasons/"
    assert "Aucun" in browser.get(reasons).content.decode()
    given = {"outcome": "rejected", "title_fr": "Hors champ", "reason_fr": "Hors du champ du référentiel."}
    assert browser.post(reasons, {**given, "reason_fr": ""}).status_code == 422
    for expected in ("hors-champ", "hors-champ-2"):
        browser.post(reasons, given)
        assert ReasonTemplate.objects.filter(code=expected).exists()
    one = f"{reasons}hors-champ/"
    assert "Hors du champ du référentiel." in browser.get(one).content.decode()
    browser.post(one, {**given, "reason_fr": "Hors du champ.", "reason_en": "Out of scope."})
    assert ReasonTemplate.objects.get(code="hors-champ").reason.text("en") == "Out of scope."
    browser.post(f"{one}drop/")
    assert list(ReasonTemplate.objects.values_list("code", flat=True)) == ["hors-champ-2"]


def test_reasons_are_the_reviewer_s_and_the_coordinator_s(world: World) -> None:
    written = Written("rejected", text("Non"), text("Non"))
    made = kept.add_template(world.mali, written, by=world.cast.aminata)
    assert refusal(lambda: kept.add_template(world.mali, written, by=world.cast.kadi)) == "not_your_role"
    assert refusal(lambda: kept.edit_template(made, written, by=world.cast.nene)) == "not_your_role"
    assert refusal(lambda: kept.drop_template(made, by=world.cast.boubacar)) == "not_your_role"
    empty = Written("rejected", text("Non"), Text("fr", {}))
    assert refusal(lambda: kept.edit_template(made, empty, by=world.cast.aminata)) == "disposition.no_reason"


def test_queries_of_the_queue_do_not_grow_with_lines(world: World, signed_in, django_assert_max_num_queries) -> None:
    objected(world)
    signed_in(world.cast.coumba).get(QUEUE)
    with django_assert_max_num_queries(60) as before:
        signed_in(world.cast.coumba).get(QUEUE)
    objected(world, institution=world.labour, by=world.awa)
    objected(world, item=world.on_answer)
    for _time in range(5):
        remark(world)
    with django_assert_max_num_queries(len(before) + 1):  # an answer beside a finding is described too
        signed_in(world.cast.coumba).get(QUEUE)
