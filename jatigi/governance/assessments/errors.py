"""Every refusal of this package: a stable code, what is wrong, what to do. One catalogue.

``raise refused("coding.stale")``; a page shows ``str(error)`` and ``error.advice``, both in the language in use.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from jatigi.foundation.files.problems import Phrase
from jatigi.foundation.files.problems import phrase as _


@dataclass(frozen=True)
class Fault:
    """One thing to put right in what a person wrote: ``field`` is the name of the field in the form."""

    field: str
    code: str
    message: Phrase

    def __str__(self) -> str:
        return str(self.message)


class Refused(Exception):
    """An act that cannot be done as things stand. Nothing was written.

    Attributes:
        code: stable, for tests and for pages that treat one case in their own way.
        message: what is wrong.
        advice: what to do.
        status: the HTTP status that says the same: 403 not yours to do, 409 overtaken by someone else, 422
        incomplete. faults: the fields to put right, for a form.
    """

    def __init__(self, code: str, message: Phrase, advice: Phrase, status: int, faults: Iterable[Fault] = ()) -> None:
        self.code, self.message, self.advice, self.status = code, message, advice, status
        self.values = message.values
        self.faults = tuple(faults)
        super().__init__(code)

    def __str__(self) -> str:
        return str(self.message)


#: code → (HTTP status, what is wrong, what to do)
CATALOGUE: dict[str, tuple[int, Phrase, Phrase]] = {
    # anywhere
    "not_your_role": (
        403,
        _("Your role in %(place)s does not allow this."),
        _("Ask the coordinator to do it, or to give you the role."),
    ),
    # rounds
    "round.no_such_move": (
        409,
        _("This cannot be done while the round is at the stage “%(state)s”."),
        _("Open the page again: someone may have moved the round meanwhile."),
    ),
    "round.reason_missing": (422, _("Going back needs a reason."), _("Write in a sentence why.")),
    "round.nothing_handed_in": (
        422,
        _("No answer has been handed in."),
        _("Close the collection once at least one has been."),
    ),
    "round.codings_waiting": (
        422,
        _("Answers handed in and not reviewed yet: %(count)s."),
        _("Accept or return each of them."),
    ),
    "round.to_reverify": (
        422,
        _("Answers that rest on a text that has ended: %(count)s."),
        _("Judge them again, or say in the reasons what follows from the ending."),
    ),
    "round.findings_waiting": (
        422,
        _("Findings not reviewed yet: %(count)s."),
        _("Have each reviewed by someone who did not write it, or drop it."),
    ),
    "round.quality": (
        422,
        _("Places that do not pass the quality checks: %(count)s."),
        _("Put them right; the dashboard leads to each of them."),
    ),
    "round.one_signature": (
        422,
        _("Nobody validates a round alone."),
        _("A second validator must sign the same content."),
    ),
    "round.already_signed": (
        409,
        _("You have signed this content already."),
        _("Another validator must sign too."),
    ),
    "workbook.not_theirs": (
        403,
        _("This is the workbook of another institution."),
        _("Take in the one that was handed out for yours; the coordination takes in any."),
    ),
    "round.letter_missing": (
        422,
        _("The approval needs the letter's number and date and the function of who signed it."),
        _("Fill in the three fields."),
    ),
    "round.embargo": (
        422,
        _("The approval asks to wait until %(day)s."),
        _("Publish from that day on."),
    ),
    "round.own_approval": (
        403,
        _("Whoever recorded the approval does not publish the round."),
        _("Another person with the role of publisher must do it."),
    ),
    "round.exists": (
        409,
        _("%(place)s already has a round called “%(name)s”."),
        _("Choose another name or code."),
    ),
    "round.draft_framework": (
        422,
        _("The version %(version)s of the framework is not published."),
        _("Publish it first: a round is tied to its wording for ever."),
    ),
    "round.module_elsewhere": (
        422,
        _("The module %(version)s does not extend the round's framework."),
        _("Choose a module that extends it."),
    ),
    "round.previous_elsewhere": (
        422,
        _("The previous round belongs to another jurisdiction, or is later."),
        _("Choose an earlier round of the same jurisdiction."),
    ),
    "round.languages": (
        422,
        _("A round needs at least one language, each once."),
        _("Give the lead language first."),
    ),
    "round.deadline": (
        422,
        _("The deadline %(day)s has already passed."),
        _("Choose a later day."),
    ),
    "round.fixed": (
        409,
        _("The settings cannot change any more: the round is at the stage “%(state)s”."),
        _("Take the round back first."),
    ),
    # assignments
    "assignment.nothing": (422, _("No indicator is chosen."), _("Tick at least one.")),
    "assignment.elsewhere": (
        422,
        _("The round does not ask the indicator “%(code)s”."),
        _("Choose from the round's list."),
    ),
    "assignment.institution": (
        422,
        _("The institution belongs to another jurisdiction."),
        _("Choose one of %(place)s."),
    ),
    "assignment.assessor": (
        422,
        _("This person may not answer in %(place)s."),
        _("Give them the role of assessor or contributor first."),
    ),
    "assignment.not_now": (
        409,
        _("Nothing is assigned any more: the round is at the stage “%(state)s”."),
        _("Take the round back to the collection first."),
    ),
    # drafts and codings
    "draft.stale": (
        409,
        _("This answer was changed in another window at %(time)s. Nothing has been overwritten."),
        _("Load the page again, then add what is missing."),
    ),
    "draft.too_long": (422, _("The draft is too long to be kept."), _("Shorten the quotes.")),
    "journal.empty": (422, _("The note is empty."), _("Write something.")),
    "coding.not_asked": (
        403,
        _("Your institution is not asked about this indicator."),
        _("Ask the coordinator to assign it."),
    ),
    "coding.not_now": (
        409,
        _("The answer is “%(state)s” and the round at the stage “%(stage)s”: this cannot be done now."),
        _("Open the page again: someone may have acted meanwhile."),
    ),
    "coding.incomplete": (422, _("The answer is not complete."), _("Put right what is marked.")),
    "coding.own": (
        403,
        _("Nobody reviews their own answer."),
        _("Leave it to another reviewer."),
    ),
    "coding.not_own": (403, _("This answer is another person's."), _("Hand in your own.")),
    "coding.stale": (
        409,
        _("The answer has changed since you read it."),
        _("Read the new revision, then decide."),
    ),
    "coding.reason_missing": (
        422,
        _("Giving an answer back needs a reason."),
        _("Write what should be changed or checked."),
    ),
    "coding.nothing_to_confirm": (
        422,
        _("The previous round has no answer to this indicator."),
        _("Answer it anew."),
    ),
    "coding.evidence_again": (
        422,
        _("An answer stays true only where its evidence has been seen again."),
        _("Give the evidence again; leave out what has ended."),
    ),
    # threads
    "thread.empty": (422, _("The message is empty."), _("Write something.")),
    "thread.resolved": (
        409,
        _("This discussion is already closed."),
        _("Open a new one if something is left."),
    ),
    "thread.not_yours": (
        403,
        _("Whoever answers a question does not close it."),
        _("Leave it to the reviewer who raised it."),
    ),
    "thread.elsewhere": (422, _("The discussion belongs to another answer."), _("Open the page again.")),
    # findings
    "finding.not_now": (
        409,
        _("The finding is “%(state)s” and the round at the stage “%(stage)s”: this cannot be done now."),
        _("Open the page again: someone may have acted meanwhile."),
    ),
    "finding.own": (
        403,
        _("Nobody reviews a finding they wrote."),
        _("Leave it to another reviewer."),
    ),
    "finding.reason_missing": (422, _("Giving a finding back needs a reason."), _("Write what should be changed.")),
    "finding.empty": (422, _("The finding has no text."), _("Write it in one of the round's languages.")),
    "finding.elsewhere": (
        422,
        _("The finding names something that is not of this round or jurisdiction."),
        _("Choose from the lists of the page."),
    ),
    "finding.rests_on_nothing": (
        422,
        _("The finding rests on no answer or evidence."),
        _("Name the answers, and for “since then” the texts or evidence, on which it rests."),
    ),
    "finding.unknown_is_no_gap": (
        422,
        _("“%(indicator)s” has no known answer: it is still to be documented, neither a gap nor a good practice."),
        _("Leave it out; it stands in the list of what is to be documented."),
    ),
    "finding.later_evidence": (
        422,
        _("“%(ref)s” is later than the reference date, %(day)s."),
        _("Make it a finding of the kind “since then”."),
    ),
    "finding.exists": (409, _("A finding called “%(code)s” already exists."), _("Choose another code.")),
}


def refused(code: str, /, faults: Iterable[Fault] = (), **values: object) -> Refused:
    """The refusal with that code; ``values`` fill the blanks of its messages.

    Raises:
        KeyError: for a code that is not in the catalogue, which is always a slip in the program.
    """
    status, message, advice = CATALOGUE[code]
    return Refused(code, Phrase(message.msgid, values), Phrase(advice.msgid, values), status, faults)
