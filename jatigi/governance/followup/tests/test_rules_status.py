"""Two statuses, and whose word a status rests on."""

import pytest

from jatigi.governance.followup.rules.status import Reported, done, standing


def test_one_institution_s_word_is_declared_and_not_official() -> None:
    found = standing([Reported("done", "instat")])
    assert (found.standing, found.status, found.by, done(found)) == ("declared", "done", ("instat",), None)


def test_a_validator_s_verdict_makes_it_official_with_their_status_and_the_gap_shows() -> None:
    found = standing([Reported("done", "instat", "not_confirmed", "under_way")])
    assert (found.standing, found.status, found.own, found.validated) == ("official", "under_way", "done", "under_way")
    assert found.gap
    assert done(found) is False
    agreed = standing([Reported("done", "instat", "confirmed", "done")])
    assert not agreed.gap
    assert done(agreed) is True


def test_a_verdict_that_asks_for_more_settles_nothing() -> None:
    found = standing([Reported("done", "instat", "more_needed", "under_way")])
    assert (found.standing, found.validated) == ("declared", "")


def test_two_sources_that_say_the_same_make_it_official() -> None:
    assert standing([Reported("done", "press"), Reported("done", "instat")]).by == ("instat", "press")
    assert done(standing([Reported("done", "press"), Reported("done", "instat")])) is True


def test_the_same_source_twice_is_one_source() -> None:
    assert standing([Reported("done", "press"), Reported("done", "press")]).standing == "declared"


def test_a_source_that_changed_its_word_no_longer_supports_the_old_one() -> None:
    found = standing([Reported("done", "press"), Reported("under_way", "press"), Reported("done", "instat")])
    assert (found.standing, found.by) == ("declared", ("instat",))


def test_a_later_report_opens_the_question_again() -> None:
    found = standing([Reported("under_way", "instat", "confirmed", "under_way"), Reported("done", "instat")])
    assert (found.standing, found.status) == ("declared", "done")


@pytest.mark.parametrize("word", ["", "confirmed"])
def test_no_evidence_is_a_status_of_its_own_neither_done_nor_not(word: str) -> None:
    report = Reported("no_evidence", "instat", word, "no_evidence" if word else "")
    found = standing([Reported("no_evidence", "press"), report])
    assert found.status == "no_evidence"
    assert done(found) is None


def test_nothing_reported_is_not_not_started() -> None:
    found = standing([])
    assert (found.standing, found.status) == ("not_reported", "")
    assert done(found) is None
