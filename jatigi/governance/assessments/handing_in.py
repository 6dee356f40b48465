"""Handing a judgement in: the step that the assessor's page and a workbook share. Called by acts only, inside their
audit entry."""

from jatigi.foundation.accounts.models import User
from jatigi.governance.assessments import guards, recording, wording
from jatigi.governance.assessments.errors import Refused, refused
from jatigi.governance.assessments.models import Coding, CodingRevision, Draft, Round
from jatigi.governance.assessments.rules import codings as rules
from jatigi.governance.assessments.rules.judgements import Judged, faults_of
from jatigi.governance.frameworks.models import IndicatorVersion


def hand_in(
    round: Round, indicator: IndicatorVersion, judged: Judged, *, by: User, draft_version: int | None = None
) -> CodingRevision:
    """Make the next revision of the person's coding, with its citations, and clear their draft.

    ``round`` is held (:func:`.guards.locked`). ``draft_version``: the version that the window wrote last (0: none).
    None: not from a window, whatever the draft says.

    Raises:
        Refused: ``not_your_role``, ``coding.not_asked``, ``coding.not_now``, ``coding.incomplete`` with ``faults``,
            ``draft.stale``.
    """
    guards.check_role(by, "coding.write", round)
    guards.check_asked(round, [indicator])
    guards.check_theirs(by, round, indicator)
    coding = Coding.objects.filter(round=round, indicator=indicator, assessor=by).first()
    state = coding.state if coding else "open"
    move = rules.move(state, "submit")
    if move is None or round.state not in move.rounds:
        raise not_now(state if coding else "none", round)
    faults = faults_of(judged, recording.asked_of(round, indicator, coding))
    faults += recording.faults_of_references(round, by, judged.citations)
    if faults:
        raise refused("coding.incomplete", faults)
    if coding is None:
        coding = Coding(round=round, assessor=by)
    coding.indicator = indicator
    coding.state = move.next
    coding.save()
    revision = recording.add_coding_revision(coding, round, judged, by=by)
    _clear_draft(round, indicator, by, draft_version)
    return revision


def _clear_draft(round: Round, indicator: IndicatorVersion, by: User, version: int | None) -> None:
    """Nothing that another window saved meanwhile is thrown away unseen."""
    mine = Draft.objects.filter(round=round, indicator=indicator, user=by)
    draft = mine.first()
    if version is not None and version != (draft.version if draft else 0):
        raise guards.stale_draft(draft)
    mine.delete()


def not_now(state: str, round: Round) -> Refused:
    """The refusal of a move that the coding's state or the round's stage does not allow."""
    return refused("coding.not_now", state=wording.CODING_STATES[state], stage=wording.ROUND_STATES[round.state])
