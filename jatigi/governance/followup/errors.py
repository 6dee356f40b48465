"""Every refusal of this package: a stable code, what is wrong, what to do. One catalogue."""

from jatigi.foundation.files.problems import Phrase
from jatigi.foundation.files.problems import phrase as _
from jatigi.governance.assessments.errors import Refused as Refused

#: code → (HTTP status, what is wrong, what to do)
CATALOGUE: dict[str, tuple[int, Phrase, Phrase]] = {
    "not_your_role": (
        403,
        _("Your role here does not allow this."),
        _("Ask the coordinator to do it, or to give you the role."),
    ),
    "elsewhere": (
        422,
        _("“%(code)s” belongs to another jurisdiction."),
        _("Choose from the lists of the page."),
    ),
    "exists": (409, _("“%(code)s” is there already."), _("Choose another short name, or open that one.")),
    "newer": (
        409,
        _("Someone else has saved this meanwhile."),
        _("Read it first. What you wrote is kept below; save it again if it should replace theirs."),
    ),
    "untitled": (422, _("It has no text."), _("Write it, in at least one language.")),
    "reason_missing": (422, _("This needs a reason."), _("Write in a sentence why.")),
    "dates": (422, _("It would end before it begins."), _("Correct one of the two dates.")),
    # recommendations
    "recommendation.not_now": (
        409,
        _("This cannot be done with a recommendation that is “%(state)s”."),
        _("Open the page again: someone may have acted meanwhile."),
    ),
    "recommendation.no_origin": (
        422,
        _("A recommendation says where it comes from."),
        _("Choose a finding, the room or a document."),
    ),
    "recommendation.objective": (
        422,
        _("The Global Compact has the objectives 1 to 23."),
        _("Choose among them."),
    ),
    "recommendation.acceptance": (
        422,
        _("This is not a response to a recommendation."),
        _("Choose accepted, accepted in part or noted; leave it as not documented if nobody answered."),
    ),
    "recommendation.too_few": (422, _("It takes two recommendations at least."), _("Choose another one.")),
    "recommendation.apart": (
        422,
        _("These recommendations are not of the same country and origin."),
        _("Merge only what belongs together."),
    ),
    "recommendation.served": (
        409,
        _("Actions under way serve this recommendation."),
        _("Drop or redirect those actions first."),
    ),
    "exchange.moved": (
        409,
        _("Something has changed here since you looked at the workbook."),
        _("Bring the file again and look once more; nothing has been written."),
    ),
    # priorities
    "ballot.empty": (422, _("It takes two recommendations at least to set priorities."), _("Tick more of them.")),
    "ballot.method": (
        422,
        _("Priorities are set by points or by a show of hands."),
        _("Choose one of the two."),
    ),
    "ballot.points": (
        422,
        _("Each institution spreads between 1 and %(most)s points."),
        _("Ten is usual; take more where there are many recommendations."),
    ),
    "ballot.past": (422, _("It would close before it opens."), _("Choose a later moment, or none.")),
    "ballot.closed": (
        409,
        _("The priorities are closed."),
        _("The coordinator can open them again. What you filled in is kept below."),
    ),
    "ballot.open": (409, _("The priorities are open already."), _("Open the page again.")),
    "ballot.not_asked": (
        403,
        _("“%(code)s” is not asked here."),
        _("Invite the institution to the consultation first."),
    ),
    "ballot.too_many": (
        422,
        _("%(given)s points are given, %(points)s may be."),
        _("Take %(over)s off. What you filled in is kept below."),
    ),
    "ballot.amount": (
        422,
        _("“%(found)s” is not a number of points for “%(code)s”."),
        _("Write a whole number from 0 up, or leave it empty."),
    ),
    "ballot.scale": (
        422,
        _("Effect and feasibility go from 1 (low) to 5 (high)."),
        _("Choose one of the five, or leave it empty."),
    ),
    "ballot.other": (
        422,
        _("“%(code)s” is not among these recommendations."),
        _("Open the page again: the list may have changed."),
    ),
    "ballot.rapporteur": (
        403,
        _("A show of hands is entered by the rapporteur."),
        _("Raise your hand in the room."),
    ),
    # follow-up reports
    "report.kind": (422, _("This kind of report is not known."), _("Choose one of the list.")),
    "report.block": (404, _("The report has no such passage."), _("Open the report again.")),
    # mainstreaming
    "sector.none": (422, _("No sector is chosen."), _("Tick some, or name one of your own.")),
    "sector.filled": (
        409,
        _("Something is shown for this sector."),
        _("Take back what is shown first, or keep the sector."),
    ),
    "sector.stage": (422, _("This is not a stage."), _("Choose one of the four.")),
    "sector.dropped": (422, _("This action was taken out of its plan."), _("Choose an action that stands.")),
    "sector.twice": (409, _("This is shown for the stage already."), _("Choose something else.")),
    # who credits what
    "attribution.link": (
        422,
        _("It is not said whether this is attributed, confirmed or disputed."),
        _("Choose one of the three."),
    ),
    "attribution.not_now": (
        409,
        _("Nothing can be credited to this action."),
        _("It was taken out, or its plan is still a draft."),
    ),
    "attribution.apart": (
        422,
        _("What is invented and what is real do not explain each other."),
        _("Choose an answer of the same kind of round."),
    ),
    "attribution.nobody": (422, _("Nobody is named who says so."), _("Write who says it, or name a source.")),
    "attribution.no_source": (
        422,
        _("Nothing shows that it was said."),
        _("Name a source, a text or a piece of evidence."),
    ),
    "attribution.no_reason": (422, _("A dispute says why."), _("Write in a sentence what speaks against it.")),
    "attribution.no_answer": (
        422,
        _("Only the change of an answer can be confirmed."),
        _("Choose the answer; or record it as attributed."),
    ),
    "attribution.no_round": (
        422,
        _("There is no earlier round with which this answer could be compared."),
        _("Record it as attributed."),
    ),
    "attribution.not_moved": (
        422,
        _("Between the two rounds this answer has not moved, or it is not known whether it has."),
        _("Record it as attributed, or see first to the two answers."),
    ),
    "attribution.not_dated": (
        422,
        _("Dated evidence of both rounds does not stand behind this change."),
        _("Let the answers cite evidence with its date, newer than the earlier round; until then it is attributed."),
    ),
    "attribution.not_done": (
        422,
        _("The action was not officially done on this round’s reference date."),
        _("A validator confirms its report first; until then it is attributed."),
    ),
    "recommendation.lives_on": (
        409,
        _("What it became is still there."),
        _("Drop that one first; then this one can be restored."),
    ),
    # plans and actions
    "plan.not_now": (
        409,
        _("This cannot be done with a plan that is “%(state)s”."),
        _("Open the page again: someone may have acted meanwhile."),
    ),
    "plan.months": (422, _("Reports are due every 1 to 24 months."), _("Write a number from 1 to 24.")),
    "plan.no_calendar": (
        422,
        _("Reports have no first day, or the plan has no end."),
        _("Say when the first report is due and when the plan ends; the calendar follows from them."),
    ),
    "plan.empty": (422, _("The plan has no action."), _("Write an action first, then adopt the plan.")),
    "axis.twice": (422, _("Two axes have the same name."), _("Give each axis its own name.")),
    "axis.used": (
        409,
        _("Actions stand under the axis “%(code)s”."),
        _("Put them under another axis first."),
    ),
    "action.ended": (
        409,
        _("The plan is over."),
        _("Resume the plan first. What you filled in is kept below."),
    ),
    "action.gone": (
        409,
        _("“%(code)s” is not there any more."),
        _("Choose another one from the lists. What you filled in is kept below."),
    ),
    "action.served": (
        422,
        _("The recommendation “%(code)s” was taken out."),
        _("Choose among the recommendations that stand."),
    ),
    "action.effort": (422, _("This effort is not known."), _("Choose one of the list, or leave it empty.")),
    "action.money": (
        422,
        _("“%(found)s” is not money that can be recorded."),
        _("Write an amount from 0 up, or leave it empty if nobody knows it; the currency has three letters: XOF, EUR."),
    ),
    "action.movement": (
        422,
        _("The indicator %(code)s has no such movement."),
        _("Choose two different levels of its scale, once for each indicator."),
    ),
    "action.dropped": (409, _("The action was taken out of the plan."), _("Bring it back first.")),
    "action.stands": (409, _("The action stands in the plan."), _("Open the page again.")),
    "action.suggestion": (
        422,
        _("“%(code)s” is not among the suggestions offered here."),
        _("Open the page again: the list may have changed."),
    ),
    "action.none_ticked": (422, _("Nothing is ticked."), _("Tick the suggestions that should become actions.")),
    # progress
    "progress.not_yet": (
        409,
        _("The plan is not adopted."),
        _("Progress is reported once the plan is adopted."),
    ),
    "progress.status": (422, _("This status is not known."), _("Choose one of the list.")),
    "progress.silent": (
        422,
        _("A report says what happened."),
        _("Write in a sentence what was done, or what stands in the way."),
    ),
    "progress.day": (
        422,
        _("No report is due on %(day)s."),
        _("Choose one of the days of the calendar, or none."),
    ),
    "progress.future": (
        422,
        _("What is reported cannot lie in the future."),
        _("Write the day on which it was so."),
    ),
    "progress.not_theirs": (
        403,
        _("“%(code)s” neither leads this action nor shares in it."),
        _("Report in the name of an institution of the action."),
    ),
    "verdict.unknown": (422, _("This verdict is not known."), _("Choose one of the list.")),
    "verdict.no_reason": (
        422,
        _("A verdict that does not confirm needs a reason."),
        _("Write in a sentence what is missing."),
    ),
    "verdict.differs": (
        422,
        _("The verdict confirms, but with another status."),
        _("Confirm the status that was reported, or do not confirm it."),
    ),
    "verdict.same": (
        422,
        _("The verdict does not confirm, but with the same status."),
        _("Say the status as you see it, or confirm the one that was reported."),
    ),
    "verdict.public": (
        422,
        _("This was declared in a public text, not reported by an institution."),
        _("A second source makes it official; a verdict is given on reports of institutions."),
    ),
    "verdict.own": (
        403,
        _("You wrote this report, or it is your institution’s."),
        _("Another validator gives the verdict."),
    ),
    "verdict.newer": (
        409,
        _("The institution has reported again meanwhile."),
        _("Read the later report; the verdict belongs there."),
    ),
}


def refused(code: str, /, **values: object) -> Refused:
    """The refusal with that code; ``values`` fill the blanks of its messages.

    Raises:
        KeyError: for a code that is not in the catalogue, which is always a slip in the program.
    """
    status, message, advice = CATALOGUE[code]
    return Refused(code, Phrase(message.msgid, values), Phrase(advice.msgid, values), status)
