"""What the people pages refuse: a stable code, what is wrong, what to do."""

from jatigi.foundation.files.problems import Phrase
from jatigi.foundation.files.problems import phrase as _

CATALOGUE: dict[str, tuple[Phrase, Phrase]] = {
    "role.not_yours": (
        _("You cannot give or take roles in this jurisdiction."),
        _("Ask a coordinator of the jurisdiction."),
    ),
    "role.unknown": (_("There is no such role."), _("Choose one of the roles in the list.")),
    "role.held": (_("This person already holds the role."), _("Nothing needs to be done.")),
    "role.last_coordinator": (
        _("This is the jurisdiction’s last coordinator."),
        _("Give the role to another person first."),
    ),
    "role.own": (_("You cannot take your own coordinator’s role."), _("Ask another coordinator to do it.")),
    "second_factor.none": (_("This person has no second factor."), _("Nothing needs to be done.")),
    "second_factor.own": (
        _("You cannot remove your own second factor here."),
        _("Change it on your own page, or ask another coordinator."),
    ),
    "person.exists": (
        _("Someone already signs in with this e-mail address."),
        _("Give that person a role instead of making a second account."),
    ),
}


class Refused(Exception):
    """An act on people or roles that cannot be done. Nothing was written."""

    def __init__(self, code: str) -> None:
        self.code = code
        self.message, self.advice = CATALOGUE[code]
        super().__init__(code)

    def __str__(self) -> str:
        return str(self.message)
