"""Every refusal of this package: a stable code, what is wrong, what to do. One catalogue."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from jatigi.foundation.files.problems import Phrase
from jatigi.foundation.files.problems import phrase as _

if TYPE_CHECKING:
    from jatigi.governance.instruments.queries.citing import Cited

CATALOGUE: dict[str, tuple[Phrase, Phrase]] = {
    "register.cited": (
        _("This cannot be deleted: something rests on it."),
        _("Change what cites it first, or record its end instead of deleting it."),
    ),
    "register.dates": (_("The end comes before the beginning."), _("Correct one of the two dates.")),
    "register.no_source": (
        _("No source is given."),
        _("Say where the facts were read, or mark the text as not verified."),
    ),
    "register.not_shared": (
        _("Countries do not take part in a text of this kind."),
        _("Record participation on conventions, regional acts, agreements and shared policies."),
    ),
    "participation.none": (
        _("No participation is recorded that could end."),
        _("Record the signature or ratification first, if there was one."),
    ),
    "participation.disputed": (
        _("Sources differ on a date of this participation."),
        _("Take the dispute back first, if it was recorded by mistake too."),
    ),
    "succession.itself": (_("A text cannot replace or amend itself."), _("Choose another text.")),
    "succession.recorded": (_("This is recorded already."), _("Nothing needs to be done.")),
    "succession.circle": (
        _("The other text already replaces this one, directly or by way of others."),
        _("Check which of the two is the later one."),
    ),
    "effect.nothing_ended": (
        _("Nothing has ended here, so there is no effect to record."),
        _("Record the end first: a date, a departure or a later text."),
    ),
    "claim.reason": (_("No reason is given for the choice."), _("Write why this version is kept.")),
    "claim.there": (
        _("This version with this source is recorded already."),
        _("Nothing needs to be done; or name the other source."),
    ),
    "claim.chosen": (
        _("This version is the one that the register takes."),
        _("Choose another one first, or none."),
    ),
    "copy.none": (_("No copy is kept that could be taken back."), _("Nothing needs to be done.")),
    "dispute.agree": (
        _("Sources differ only when two of them say different things."),
        _("Write at least two different versions; if the sources never differed, take the whole dispute back."),
    ),
    "dispute.contradicts": (
        _("Sources differ on this fact, and the entry would no longer say what was chosen."),
        _("Change the choice, with its reason, under “Sources differ”."),
    ),
    "dispute.field": (
        _("Sources cannot differ on this fact: the entry does not have it."),
        _("Choose a fact from the list; record the participation first if it is about one."),
    ),
    "dispute.none": (_("Nothing is disputed here."), _("Record first that sources differ.")),
    "dispute.settled": (
        _("This fact is settled."),
        _("Open it again first, if sources differ after all."),
    ),
    "dispute.there": (
        _("It is recorded already that sources differ on this fact."),
        _("Add your version to it."),
    ),
    "dispute.unchosen": (
        _("No version is chosen yet."),
        _("Choose the one that holds; then the fact can be settled."),
    ),
    "interview.function": (
        _("The function of who spoke is missing."),
        _("Write the function, never a name."),
    ),
    "interview.consent": (
        _("An interview can be published only when the person agreed."),
        _("Tick the consent if it was given, or keep the interview internal."),
    ),
    "reason.missing": (_("No reason is given for the change."), _("Write what was corrected and why.")),
}


class Refused(Exception):
    """An act on the register that cannot be done as things stand. Nothing was written.

    Attributes:
        code: stable, for tests and pages. message, advice: in the language in use when turned to text.
        cited: for ``register.cited``, what rests on the object.
    """

    def __init__(self, code: str, cited: Sequence["Cited"] = ()) -> None:
        self.code = code
        self.message, self.advice = CATALOGUE[code]
        self.cited = tuple(cited)
        super().__init__(code)

    def __str__(self) -> str:
        return str(self.message)
