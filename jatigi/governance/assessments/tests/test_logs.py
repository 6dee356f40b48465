"""Promise 5: what is confidential is in no log record and on no error page, whoever walks the desk."""

import logging
import traceback
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.db import connection
from django.test import Client, override_settings

from jatigi.foundation.text import Text
from jatigi.governance.assessments.changes import codings, drafts, threads
from jatigi.governance.assessments.models import Assignment, Coding, Thread
from jatigi.governance.assessments.rules.judgements import Cited
from jatigi.governance.assessments.tests.world import CODES, LAW, World

MARK = "MARQUEUR-SECRET"
ROUND = "/{lang}/desk/rounds/MLI-2026/"
HEALTH = f"{ROUND}indicators/{CODES[0]}/"
EVERYONE = ("aminata", "boubacar", "fanta", "coumba", "kadi", "moussa", "sira", "tieman", "nene", "demba")
pytestmark = pytest.mark.django_db(transaction=True)


class Said(logging.Handler):
    """Every record of every logger, as it would be written out, with its traceback."""

    def __init__(self) -> None:
        super().__init__(level=logging.NOTSET)
        self.lines: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        """Keep the record: its words, its parts, its traceback."""
        trace = "".join(traceback.format_exception(*record.exc_info)) if record.exc_info else ""
        self.lines.append(f"{record.getMessage()} {record.args!r} {trace}")


@pytest.fixture
def said() -> Iterator[Said]:
    """All loggers speak, at every level, also those that pass nothing on."""
    heard = Said()
    found = (one for one in logging.root.manager.loggerDict.values() if isinstance(one, logging.Logger))
    loggers = [logging.root, *(one for one in found if not one.propagate)]
    before = [(one, one.level) for one in loggers]
    for one in loggers:
        one.addHandler(heard)
        one.setLevel(logging.DEBUG)
    yield heard
    for one, level in before:
        one.removeHandler(heard)
        one.setLevel(level)


@pytest.fixture
def marked(transactional_db: None, world: World) -> World:
    """Journal, drafts, reasons, a discussion and internal evidence carry the marker."""
    cast, health = world.cast, world.indicator(CODES[0])
    world.reply.title = world.reply.text = Text.of({"fr": MARK, "en": MARK})
    world.reply.save()
    world.past(CODES[0], "partial", LAW)
    internal = Cited(evidence=str(world.reply.pk), quote=MARK, quote_lang="fr")
    coding = world.coded(CODES[0], cites=(LAW, internal), reasons=MARK)
    threads.comment(coding, by=cast.coumba, text=MARK)
    codings.return_coding(coding, by=cast.coumba, reason=MARK, revision=1)
    for person in (cast.boubacar, cast.kadi):
        Assignment.objects.get_or_create(round=world.round, indicator=health, defaults={"institution": cast.statistics})
        drafts.add_journal_entry(world.round, health, by=person, text=MARK)
        drafts.save_draft(world.round, health, by=person, content={"reasons": MARK}, version=0)
    world.coded(CODES[1], cites=(LAW,), reasons=MARK)
    return world


def requests(world: World) -> list[tuple[str, dict[str, str] | None]]:
    """What people ask for, and what they send with every confidential field filled in: as it should be, with mistakes,
    to what is not there."""
    coding, thread = Coding.objects.get(indicator__indicator__code=CODES[1], round="MLI-2026"), Thread.objects.first()
    assert thread is not None
    pages = ["", "assign/", "indicators/", "review/", "findings/", "write/", "answers/", "workbook/", "settings/"]
    return [
        *((ROUND + page, None) for page in pages),
        (f"{ROUND}answers/{CODES[0]}/", None),
        (HEALTH, None),
        (f"{ROUND}review/{coding.pk}/", None),
        (f"{ROUND}indicators/nowhere/", {"reasons": MARK, "do": "save"}),
        (HEALTH, {"reasons": MARK, "do": "submit", "level": "none-such", "version": "99"}),
        (HEALTH, {"reasons": MARK, "do": "save", "version": "99"}),
        (f"{HEALTH}draft/", {"reasons": MARK, "version": "99"}),
        (f"{HEALTH}draft/", {"reasons": MARK * 20_000}),
        (f"{HEALTH}journal/", {"text": ""}),
        (f"{HEALTH}journal/", {"text": MARK}),
        (f"{HEALTH}evidence/", {"kind": "none", "title": MARK, "text": MARK}),
        (f"/{{lang}}/desk/codings/{coding.pk}/comment/", {"text": MARK, "thread": str(thread.pk)}),
        (f"{ROUND}review/{coding.pk}/return/", {"reason": MARK, "revision": "99"}),
        (f"{ROUND}workbook/import/", {"carried": MARK}),
    ]


@pytest.mark.parametrize("who", EVERYONE)
def test_no_log_and_no_refusal_repeats_what_is_confidential(
    marked: World, signed_in: Callable[[Any], Client], said: Said, who: str
) -> None:
    browser = signed_in(getattr(marked.cast, who))
    browser.raise_request_exception = False
    statuses = []
    for lang in ("fr", "en"):
        for address, sent in requests(marked):
            url = address.format(lang=lang)
            answer = browser.get(url) if sent is None else browser.post(url, sent)
            statuses.append(answer.status_code)
            if answer.status_code in {403, 404, 405, 500}:
                assert MARK not in answer.content.decode(), url
    assert 500 not in statuses
    assert 404 in statuses
    assert any("Not Found" in line for line in said.lines)  # records were heard
    assert [line for line in said.lines if MARK in line] == []


@override_settings(DEBUG=False)
def test_the_page_and_the_log_of_a_failure_repeat_nothing_of_what_was_sent(
    marked: World, signed_in: Callable[[Any], Client], said: Said
) -> None:
    browser = signed_in(marked.cast.fanta)
    browser.raise_request_exception = False
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE assessments_draft RENAME TO assessments_draft_away")
    try:
        answer = browser.post(HEALTH.format(lang="fr"), {"reasons": MARK, "do": "save"})
    finally:
        with connection.cursor() as cursor:
            cursor.execute("ALTER TABLE assessments_draft_away RENAME TO assessments_draft")
    assert answer.status_code == 500
    assert MARK not in answer.content.decode()
    assert any("Internal Server Error" in line and "Traceback" in line for line in said.lines)
    assert [line for line in said.lines if MARK in line] == []
