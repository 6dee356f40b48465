"""Promise 5: what is confidential is in no byte of a workbook that leaves."""

import io
import zipfile
from collections.abc import Iterator
from typing import Any

import pytest

from jatigi.foundation.accounts.models import Institution, Role, User
from jatigi.foundation.text import Text
from jatigi.governance.assessments.changes import codings, drafts, threads
from jatigi.governance.assessments.models import Assignment
from jatigi.governance.assessments.rules.judgements import Cited
from jatigi.governance.assessments.tests.world import CODES, LAW, World, judged
from jatigi.governance.assessments.workbook.tests.filling import COMPLETE, LAW_LINE, exported, filled, seen

MARK = "MARQUEUR"
SHOWN = "Ceci se lit"  # a control: were nothing found at all, nothing would be proved


def secret(where: str) -> str:
    return f"{MARK}-{where}"


@pytest.fixture
def marked(world: World) -> World:
    """The questions of INSTAT in a round where everything confidential carries the marker."""
    cast, health = world.cast, world.indicator(CODES[0])
    theirs = _contributor_of_another_institution(world)
    drafts.add_journal_entry(world.round, health, by=cast.boubacar, text=secret("journal"))
    for person in (cast.fanta, cast.kadi):
        drafts.save_draft(world.round, health, by=person, content={"reasons": secret("draft")}, version=0)
    world.reply.code = secret("evidence-code").lower()
    world.reply.title = world.reply.text = Text.of({"fr": secret("evidence"), "en": secret("evidence")})
    world.reply.publisher = secret("publisher")
    world.reply.save()
    internal = Cited(evidence=str(world.reply.pk), place=secret("place"), quote=secret("quote"), quote_lang="fr")
    coding = world.coded(CODES[0], cites=(LAW, internal), reasons=SHOWN)
    threads.comment(coding, by=cast.coumba, text=secret("thread"))
    codings.return_coding(coding, by=cast.coumba, reason=secret("return"), revision=1)
    world.coded("mobility.visas", reasons=secret("not asked of it"))
    Assignment.objects.filter(indicator=world.indicator(CODES[1])).update(institution=theirs.institution)
    world.coded(CODES[1], by=theirs, reasons=secret("another institution"))
    Assignment.objects.filter(indicator=world.indicator(CODES[1])).update(institution=cast.statistics)
    return world


def _contributor_of_another_institution(world: World) -> User:
    place = Institution.objects.create(
        code="cigem", jurisdiction=world.mali, name={"fr": "Centre", "en": "Centre"}, abbreviation="CIGEM"
    )
    user = User.objects.create_user("other@example.org", "mot-de-passe", name=secret("name"))
    user.institution = place
    user.save()
    Role.objects.create(user=user, jurisdiction=world.mali, role="contributor")
    return user


def every_byte(content: bytes) -> Iterator[tuple[str, bytes]]:
    """The file as it leaves, and each part inside it."""
    yield "whole", content
    with zipfile.ZipFile(io.BytesIO(content)) as parts:
        for name in parts.namelist():
            yield name, name.encode() + parts.read(name)


def test_nothing_confidential_is_in_a_workbook(marked: World) -> None:
    content = exported(marked)
    parts = dict(every_byte(content))
    assert any(SHOWN.encode() in part for part in parts.values())
    assert [name for name, part in parts.items() if MARK.lower().encode() in part.lower()] == []


def test_a_preview_tells_a_contributor_nothing_of_another_institution_s_answer(marked: World) -> None:
    content = filled(exported(marked), {CODES[1]: COMPLETE}, [("1.2", *LAW_LINE[1:])])
    rows = seen(marked, content, "kadi").rows
    assert [row.question.code for row in rows] == [CODES[1]]
    assert MARK not in repr([(row.changes, row.conflicts, row.faults, row.why) for row in rows])


def test_an_accepted_answer_is_no_secret_whoever_gave_it(marked: World) -> None:
    theirs = User.objects.get(email="other@example.org")
    coding = theirs.codings.get()
    assert secret("another institution").encode() not in b"".join(part for _name, part in every_byte(exported(marked)))
    codings.accept_coding(coding, by=marked.cast.coumba, revision=1)
    assert secret("another institution").encode() in b"".join(part for _name, part in every_byte(exported(marked)))


def test_control_the_marker_is_found_where_it_does_leave(marked: World) -> None:
    own: Any = codings.submit_coding(
        marked.round, marked.indicator(CODES[2]), judged(reasons=secret("own")), by=marked.cast.kadi
    )
    assert own.state == "submitted"
    assert any(secret("own").encode() in part for _name, part in every_byte(exported(marked)))
