"""Reads do not grow with rows (DESIGN §10)."""

import datetime
from collections.abc import Callable, Sequence

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from jatigi.governance.assessments.access import round_for, visible_rounds
from jatigi.governance.assessments.changes import assignments, codings, findings, threads
from jatigi.governance.assessments.models import Assignment, Coding
from jatigi.governance.assessments.queries import (
    answers,
    evidence,
    indicators,
    progress,
    quality,
    rounds,
)
from jatigi.governance.assessments.queries import codings as review
from jatigi.governance.assessments.queries import findings as found
from jatigi.governance.assessments.rules.judgements import Cited
from jatigi.governance.assessments.tests.world import LAW, PROTOCOL, World, judged, make_framework, text

D = datetime.date
NOW = D(2026, 11, 1)


# --- budgets (DESIGN §10)


def grow(world: World) -> None:
    """Twice as much of everything: indicators, answers, codings, citations, assignments, findings, threads,
    rounds."""
    module = make_framework(
        "t-more", extends=world.framework, codes=[f"more.i{n}" for n in range(8)] + [f"other.i{n}" for n in range(4)]
    )
    world.round.modules.add(module)
    world.before.modules.add(module)
    for n in range(8):
        indicator = world.indicator(f"more.i{n}", module)
        Coding.objects.create(round=world.before, indicator=indicator)
        coding = codings.submit_coding(
            world.round, indicator, judged(cites=[LAW, PROTOCOL, Cited(evidence=str(world.report.pk))]),
            by=world.cast.boubacar,
        )  # fmt: skip
        threads.comment(coding, by=world.cast.coumba, text="?")
        if n % 2:
            agreed = codings.accept_coding(coding, by=world.cast.coumba, revision=1)
            findings.write_finding(
                world.round,
                findings.Written(indicator.dimension, "gap", text("x"), [agreed.answer], [world.law], [world.report]),
                by=world.cast.boubacar,
            )
        Assignment.objects.create(round=world.round, indicator=indicator, institution=world.cast.ministry)


READS: Sequence[tuple[str, Callable[[World], object]]] = [
    ("answers_of", lambda w: answers.answers_of(w.round)),
    ("to_reverify", lambda w: answers.to_reverify(w.round, NOW)),
    ("overtaken", lambda w: answers.overtaken(w.before, NOW)),
    ("indicator_list", lambda w: indicators.indicator_list(w.round, w.cast.boubacar, today=NOW)),
    ("history", lambda w: indicators.history(w.round, w.indicator(), today=NOW)),
    ("starting_point", lambda w: indicators.starting_point(w.round, w.indicator("mobility.region"))),
    ("at_hand", lambda w: evidence.at_hand(w.round, w.indicator(), today=NOW)),
    ("review_queue", lambda w: [str(x.coding.assessor) for x in review.review_queue(w.round, w.cast.coumba)]),
    ("disagreements", lambda w: review.disagreements(w.round)),
    ("progress", lambda w: progress.progress(w.round, NOW)),
    ("late", lambda w: progress.late(w.round, NOW)),
    ("quality_checks", lambda w: quality.quality_checks(w.round, NOW)),
    ("suggestions", lambda w: found.suggestions(w.round)),
    ("findings_of", lambda w: [[str(a) for a in f.answers.all()] for f in found.findings_of(w.round)]),
    ("next_moves", lambda w: rounds.next_moves(w.round, w.cast.aminata)),
    ("content_digest", lambda w: rounds.content_digest(w.round)),
    ("visible_rounds", lambda w: [str(r.framework) for r in visible_rounds(w.cast.tieman)]),
]


@pytest.fixture
def busy(world: World) -> World:
    """A round with at least one of everything."""
    world.past("mobility.region", "complete", PROTOCOL, Cited(evidence=str(world.report.pk)))
    world.report.instruments.set([world.law, world.protocol])
    world.agreed("rights.health", cites=[LAW, Cited(evidence=str(world.report.pk))])
    world.finding(instruments=[world.law], evidence=[world.report])
    cites = [LAW, Cited(evidence=str(world.report.pk))]
    threads.comment(world.coded("rights.school", cites=cites), by=world.cast.coumba, text="?")
    world.coded("rights.school", "absent", by=world.cast.fanta)
    assignments.assign(world.round, [world.indicator()], by=world.cast.aminata, institution=world.cast.ministry)
    world.round.modules.add(make_framework("t-one", extends=world.framework, codes=["one.i"]))
    return world


def test_no_read_grows_with_the_number_of_rows(busy: World) -> None:
    def count(read: Callable[[World], object]) -> int:
        # as a view gets them: nothing read before
        busy.round = round_for(busy.cast.tieman, "MLI-2026", "round.view")
        busy.before = round_for(busy.cast.tieman, "MLI-2021", "round.view")
        with CaptureQueriesContext(
            connection,
        ) as queries:
            read(busy)
        return len(queries)

    before = {name: count(read) for name, read in READS}
    grow(busy)
    after = {name: count(read) for name, read in READS}
    assert after == before
    assert max(before.values()) <= 40
