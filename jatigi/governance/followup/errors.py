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
    "recommendation.lives_on": (
        409,
        _("What it became is still there."),
        _("Drop that one first; then this one can be restored."),
    ),
}


def refused(code: str, /, **values: object) -> Refused:
    """The refusal with that code; ``values`` fill the blanks of its messages.

    Raises:
        KeyError: for a code that is not in the catalogue, which is always a slip in the program.
    """
    status, message, advice = CATALOGUE[code]
    return Refused(code, Phrase(message.msgid, values), Phrase(advice.msgid, values), status)
