"""Follow-up reports: drafted from the data, written beside by people, stale when the data changed."""

import datetime
from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import translation

from jatigi.foundation.text import PartialDate
from jatigi.governance.assessments.tests.world import text
from jatigi.governance.followup.changes import reports as act
from jatigi.governance.followup.changes.reports import Opened
from jatigi.governance.followup.models import Report
from jatigi.governance.followup.queries.reports import Block, blocks_of
from jatigi.governance.followup.rules.objectives import OBJECTIVES
from jatigi.governance.followup.tests.acts import refusal
from jatigi.governance.followup.tests.looping import Loops
from jatigi.governance.followup.tests.world import nothing

SignIn = Callable[[Any], Any]
D = datetime.date


@pytest.fixture
def loops(cast: Any) -> Loops:
    """See :class:`Loops`."""
    return Loops(cast)


def annual(loops: Loops, code: str = "suivi-2025", kind: str = "annual") -> Report:
    opened = Opened(kind, text("Suivi"), "official", D(2025, 1, 1), D(2025, 12, 31))
    return act.open_report(code, loops.mali, opened, by=loops.cast.boubacar)


def block(report: Report, code: str) -> Block:
    return next(one for one in blocks_of(report) if one.code == code)


def address(name: str, *args: Any, lang: str = "fr") -> str:
    with translation.override(lang):
        return reverse(name, args=args)


def test_what_stands_against_opening_one(loops: Loops) -> None:
    day, later = D(2025, 1, 1), D(2025, 12, 31)

    def opening(opened: Opened, by: Any = loops.cast.boubacar) -> str:
        return refusal(lambda: act.open_report("a", loops.mali, opened, by=by))

    assert opening(Opened("weekly", text("x"), "official", day, later)) == "report.kind"
    assert opening(Opened("gcm", nothing(), "official", day, later)) == "untitled"
    assert opening(Opened("gcm", text("x"), "official", later, day)) == "dates"
    assert opening(Opened("gcm", text("x"), "official", day, later), loops.cast.kadi) == "not_your_role"
    annual(loops)
    assert refusal(lambda: annual(loops)) == "exists"


def test_the_year_is_drafted_by_status_as_it_stood_on_its_last_day(loops: Loops) -> None:
    one, two, three = loops.act("un"), loops.act("deux"), loops.act("trois")
    loops.reports(one)
    loops.reports(two, verdict="", happened_on=PartialDate("2026-02"))
    report = annual(loops)
    assert [line.ref for line in block(report, "done").lines] == [str(one.pk)]
    assert {line.ref for line in block(report, "not-reported").lines} == {str(two.pk), str(three.pk)}


def test_the_review_follows_the_23_objectives(loops: Loops) -> None:
    action = loops.act()
    action.recommendations.add(loops.adopted("soins", gcm=[15]))
    report = annual(loops, kind="gcm")
    codes = [one.code for one in blocks_of(report)]
    assert codes == ["introduction", *(f"objective-{number}" for number in range(1, 24)), "conclusion"]
    assert [(one.kind, one.ref) for one in block(report, "objective-15").lines] == [
        ("recommendation", "soins"), ("action", str(action.pk)),
    ]  # fmt: skip
    assert list(OBJECTIVES) == list(range(1, 24))


def test_a_passage_is_stale_when_the_data_changed(loops: Loops) -> None:
    action, report = loops.act(), annual(loops)
    act.write_passage(report, "done", text("Rien encore."), by=loops.cast.boubacar, number=0)
    assert not block(report, "done").stale
    loops.reports(action)
    assert block(report, "done").stale


def test_what_stands_against_a_passage(loops: Loops) -> None:
    report = annual(loops)

    def write(code: str, number: int, by: Any) -> object:
        return act.write_passage(report, code, text("x"), by=by, number=number)

    assert refusal(lambda: write("objective-1", 0, loops.cast.boubacar)) == "report.block"
    assert refusal(lambda: write("done", 0, loops.cast.kadi)) == "not_your_role"
    write("done", 0, loops.cast.boubacar)
    assert refusal(lambda: write("done", 0, loops.cast.boubacar)) == "newer"


@pytest.mark.parametrize(
    ("lang", "words"), [("fr", "L’accès aux services de base"), ("en", "Access to basic services")]
)
def test_a_report_is_opened_written_and_restored(loops: Loops, signed_in: SignIn, lang: str, words: str) -> None:
    client = signed_in(loops.cast.boubacar)
    data = {"kind": "gcm", "code": "gcm-2026", "title_fr": "Examen", "title_en": "Review", "origin": "official",
            "period_from": "2025-01-01", "period_until": "2026-12-31"}  # fmt: skip
    url = address("open_report", "MLI", lang=lang)
    assert client.get(url).status_code == 200
    assert client.post(url, data | {"period_until": "2024-12-31"}).status_code == 422
    assert client.post(url, data).status_code == 302
    assert words in client.get(address("report", "gcm-2026", lang=lang)).content.decode()
    page = address("report_passage", "gcm-2026", "objective-15", lang=lang)
    for number, passage in enumerate(("Un", "Deux")):
        assert client.post(page, {"text_fr": passage, "number": number}).status_code == 302
    late = client.post(page, {"text_fr": "Trois", "number": 1})
    assert (late.status_code, "Trois" in late.content.decode()) == (409, True)
    assert ">\nUn</textarea>" in client.get(page, {"version": "1"}).content.decode()
    assert "Deux" in client.get(address("report", "gcm-2026", lang=lang)).content.decode()
    assert client.get(address("reports", lang=lang)).status_code == 200


def test_not_yours_and_not_there_are_the_same(loops: Loops, signed_in: SignIn) -> None:
    annual(loops)
    for who in ("nene", "demba"):
        client = signed_in(getattr(loops.cast, who))
        for code in ("suivi-2025", "nowhere"):
            assert client.get(address("report", code)).status_code == 404
            assert client.get(address("report_passage", code, "done")).status_code == 404
        assert client.get(address("open_report", "MLI")).status_code == 404
    assert signed_in(loops.cast.tieman).get(address("report", "suivi-2025")).status_code == 200
    assert signed_in(loops.cast.tieman).get(address("report_passage", "suivi-2025", "done")).status_code == 404
    assert signed_in(loops.cast.boubacar).get(address("report_passage", "suivi-2025", "x")).status_code == 404


def test_the_report_asks_as_much_of_the_database_for_one_as_for_many(loops: Loops, signed_in: SignIn) -> None:
    client = signed_in(loops.cast.tieman)
    annual(loops)

    def queries() -> int:
        with CaptureQueriesContext(connection) as caught:
            assert client.get(address("report", "suivi-2025")).status_code == 200
        return len(caught)

    loops.reports(loops.act("a"))
    queries()
    first = queries()
    for number in range(5):
        loops.reports(loops.act(f"b{number}"))
    assert queries() == first
