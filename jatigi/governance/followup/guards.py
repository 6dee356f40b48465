"""What every act checks first: the person's role, and that everything named is of the same jurisdiction."""

from collections.abc import Iterable

from jatigi.foundation.accounts.access import may
from jatigi.foundation.accounts.models import Institution, User
from jatigi.foundation.text import PartialDate, Text
from jatigi.governance.followup.errors import refused


def check_role(by: User, permission: str, jurisdiction: str) -> None:
    """The person holds the permission in the jurisdiction.

    Raises:
        Refused: ``not_your_role``.
    """
    if not may(by, permission, jurisdiction):
        raise refused("not_your_role")


def check_here(jurisdiction: str, institutions: Iterable[Institution | None]) -> None:
    """The institutions are of the jurisdiction.

    Raises:
        Refused: ``elsewhere``.
    """
    for one in institutions:
        if one is not None and one.jurisdiction_id != jurisdiction:
            raise refused("elsewhere", code=one.pk)


def check_worded(text: Text) -> None:
    """The text says something in some language.

    Raises:
        Refused: ``untitled``.
    """
    if not any(version.text.strip() for version in text.texts.values()):
        raise refused("untitled")


def check_dates(starts: PartialDate | None, ends: PartialDate | None) -> None:
    """It does not end before it begins; a partial date is taken at its latest possible day.

    Raises:
        Refused: ``dates``.
    """
    if starts is not None and ends is not None and ends.latest() < starts.earliest():
        raise refused("dates")
