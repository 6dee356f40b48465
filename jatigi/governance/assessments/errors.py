"""Every refusal of this package: a stable code, what is wrong, what to do. One catalogue.

``raise refused("coding.stale")``; a page shows ``str(error)`` and ``error.advice``, both in the language in use.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from jatigi.foundation.files.problems import Phrase


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
        self.faults = tuple(faults)
        super().__init__(code)

    def __str__(self) -> str:
        return str(self.message)


#: code → (HTTP status, what is wrong, what to do)
CATALOGUE: dict[str, tuple[int, Phrase, Phrase]] = {}


def refused(code: str, faults: Iterable[Fault] = (), **values: object) -> Refused:
    """The refusal with that code; ``values`` fill the blanks of its messages.

    Raises:
        KeyError: for a code that is not in the catalogue, which is always a slip in the program.
    """
    status, message, advice = CATALOGUE[code]
    return Refused(code, Phrase(message.msgid, values), Phrase(advice.msgid, values), status, faults)
