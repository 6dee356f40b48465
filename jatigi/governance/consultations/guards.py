"""What every act checks first: the consultation as it is now, and the person's role."""

from collections.abc import Iterable

from jatigi.foundation.accounts.access import may
from jatigi.foundation.accounts.models import Institution, User
from jatigi.foundation.text import Text
from jatigi.governance.consultations import wording
from jatigi.governance.consultations.errors import refused
from jatigi.governance.consultations.models import Consultation
from jatigi.governance.consultations.rules.positions import Silence


def locked(code: str) -> Consultation:
    """The consultation as it is now, held until the act ends. Inside an audit entry only."""
    held = Consultation.objects.select_for_update(of=("self",), no_key=True)
    return held.select_related("jurisdiction", "round").get(pk=code)


def check_role(by: User, permission: str, jurisdiction: str) -> None:
    """The person holds the permission in the jurisdiction.

    Raises:
        Refused: ``not_your_role``.
    """
    if not may(by, permission, jurisdiction):
        raise refused("not_your_role")


def check_state(consultation: Consultation, *states: str) -> None:
    """The consultation is in one of ``states``.

    Raises:
        Refused: ``consultation.not_now``.
    """
    if consultation.state not in states:
        raise refused("consultation.not_now", state=wording.STATES[consultation.state])


def check_here(consultation: Consultation, institutions: Iterable[Institution]) -> None:
    """The institutions are of the consultation's jurisdiction.

    Raises:
        Refused: ``consultation.elsewhere``.
    """
    for one in institutions:
        if one.jurisdiction_id != consultation.jurisdiction_id:
            raise refused("consultation.elsewhere", code=one.pk)


def check_titled(title: Text) -> None:
    """The title says something in some language.

    Raises:
        Refused: ``consultation.untitled``.
    """
    if not any(version.text.strip() for version in title.texts.values()):
        raise refused("consultation.untitled")


def silence_of(consultation: Consultation) -> Silence:
    """The silence procedure as the rules read it."""
    return Silence(consultation.silence_deadline, consultation.silence_notice_at)


def may_record(by: User, consultation: Consultation) -> bool:
    """Whether the person keeps the record of what others say: the coordinator, the rapporteur."""
    return may(by, "consultation.record", consultation.jurisdiction_id)
