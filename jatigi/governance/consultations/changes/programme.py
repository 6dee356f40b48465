"""The programme: sessions in their order, and the papers given in each."""

import datetime
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from jatigi.foundation import audit
from jatigi.foundation.accounts.models import Institution, User
from jatigi.foundation.files.models import StoredFile
from jatigi.foundation.text import Text
from jatigi.governance.consultations import guards
from jatigi.governance.consultations.errors import refused
from jatigi.governance.consultations.models import Communication, Consultation, Session
from jatigi.governance.consultations.rules.order import moved


@dataclass(frozen=True)
class Scheduled:
    """A session as it is announced; times are None where they are not known."""

    kind: str
    title: Text
    starts_at: datetime.datetime | None = None
    ends_at: datetime.datetime | None = None


@dataclass(frozen=True)
class Paper:
    """A communication: its title and who gives it, an institution or an organisation without an account (``author``,
    never a person's name). ``file`` None leaves the file that is there."""

    title: Text
    institution: Institution | None = None
    author: Text = field(default_factory=lambda: Text("fr", {}))
    file: StoredFile | None = None


# ---------- Sessions ----------


def add_session(consultation: Consultation, scheduled: Scheduled, *, by: User) -> Session:
    """Put a session at the end of the programme.

    Raises:
        Refused: ``consultation.untitled``, ``session.times``, ``not_your_role``.
    """
    with audit.entry("session.add", by=by, on=consultation) as record:
        guards.check_role(by, "consultation.write", consultation.jurisdiction_id)
        there = list(Session.objects.filter(consultation=consultation))
        code = _free_code(scheduled.kind, {one.code for one in there})
        last = max((one.position for one in there), default=0)
        made = Session(consultation=consultation, code=code, position=last + 1)
        _fill_session(made, scheduled)
        record.objects.append(str(made.pk))
    return made


def change_session(session: Session, scheduled: Scheduled, *, by: User) -> None:
    """Correct what is announced of a session.

    Raises:
        Refused: as :func:`add_session`.
    """
    with audit.entry("session.change", by=by, on=session):
        guards.check_role(by, "consultation.write", session.consultation.jurisdiction_id)
        _fill_session(session, scheduled)


def move_session(session: Session, to: int, *, by: User) -> None:
    """Put a session at the place ``to`` (from 0) of the programme.

    Raises:
        Refused: ``not_your_role``.
    """
    with audit.entry("session.move", by=by, on=session.consultation, session=session.code, to=to):
        guards.check_role(by, "consultation.write", session.consultation.jurisdiction_id)
        _reorder(Session, {"consultation": session.consultation_id}, session.pk, to)


def remove_session(session: Session, *, by: User) -> None:
    """Take a session off the programme, as long as nothing hangs on it.

    Raises:
        Refused: ``session.in_use``, ``not_your_role``.
    """
    with audit.entry("session.remove", by=by, on=session.consultation, session=session.code):
        guards.check_role(by, "consultation.write", session.consultation.jurisdiction_id)
        hanging = (session.communications, session.items, session.remarks, session.minutes)
        if any(one.exists() for one in hanging):
            raise refused("session.in_use")
        session.delete()


def _fill_session(session: Session, scheduled: Scheduled) -> None:
    guards.check_titled(scheduled.title)
    starts, ends = scheduled.starts_at, scheduled.ends_at
    if starts and ends and ends < starts:
        raise refused("session.times")
    session.kind, session.title = scheduled.kind, scheduled.title
    session.starts_at, session.ends_at = starts, ends
    session.save()


def _free_code(kind: str, taken: set[str]) -> str:
    number = 1
    while f"{kind}-{number}" in taken:
        number += 1
    return f"{kind}-{number}"


# ---------- Communications ----------


def add_communication(session: Session, paper: Paper, *, by: User) -> Communication:
    """Put a paper at the end of a session.

    Raises:
        Refused: ``consultation.untitled``, ``consultation.elsewhere``, ``not_your_role``.
    """
    with audit.entry("communication.add", by=by, on=session, file=_id(paper.file)) as record:
        guards.check_role(by, "consultation.write", session.consultation.jurisdiction_id)
        last = max(session.communications.values_list("position", flat=True), default=0)
        made = Communication(session=session, position=last + 1)
        _fill_communication(made, paper)
        record.objects.append(str(made.pk))
    return made


def change_communication(communication: Communication, paper: Paper, *, by: User) -> None:
    """Correct a paper; another file takes the place of the one that is there.

    Raises:
        Refused: as :func:`add_communication`.
    """
    with audit.entry("communication.change", by=by, on=communication, file=_id(paper.file)):
        guards.check_role(by, "consultation.write", communication.session.consultation.jurisdiction_id)
        _fill_communication(communication, paper)


def move_communication(communication: Communication, to: int, *, by: User) -> None:
    """Put a paper at the place ``to`` (from 0) of its session.

    Raises:
        Refused: ``not_your_role``.
    """
    with audit.entry("communication.move", by=by, on=communication.session, communication=communication.pk, to=to):
        guards.check_role(by, "consultation.write", communication.session.consultation.jurisdiction_id)
        _reorder(Communication, {"session": communication.session_id}, communication.pk, to)


def remove_communication(communication: Communication, *, by: User) -> None:
    """Take a paper off the programme; its file stays where files are kept.

    Raises:
        Refused: ``not_your_role``.
    """
    with audit.entry("communication.remove", by=by, on=communication.session, communication=communication.pk):
        guards.check_role(by, "consultation.write", communication.session.consultation.jurisdiction_id)
        communication.delete()


def _fill_communication(communication: Communication, paper: Paper) -> None:
    guards.check_titled(paper.title)
    consultation = communication.session.consultation
    if paper.institution is not None:
        guards.check_here(consultation, [paper.institution])
    if paper.file is not None:
        if paper.file.jurisdiction_id != consultation.jurisdiction_id:
            raise refused("consultation.elsewhere", code=paper.file)
        communication.file = paper.file
    communication.title, communication.institution = paper.title, paper.institution
    communication.author = Text("fr", {}) if paper.institution else paper.author
    communication.save()


def _id(file: StoredFile | None) -> str:
    return str(file.pk) if file else ""


def _reorder(model: type[Any], among: Mapping[str, Any], pk: int, to: int) -> None:
    """Number the rows anew with the one at its new place."""
    rows = {one.pk: one for one in model.objects.filter(**among).order_by("position", "pk")}
    for place, key in enumerate(moved(list(rows), pk, to), 1):
        rows[key].position = place
    model.objects.bulk_update(rows.values(), ["position"])
