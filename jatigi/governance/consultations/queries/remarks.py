"""Remarks as lists show them: who spoke, on what, in which words, what was answered; never more than one may read."""

import datetime
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields

from django.db.models import Count, QuerySet
from django.utils import timezone

from jatigi.foundation.accounts.models import Institution, User
from jatigi.governance.assessments.subjects import Described, describe
from jatigi.governance.consultations import access
from jatigi.governance.consultations.models import Consultation, Disposition, Remark, WordReturn
from jatigi.governance.consultations.queries import rooms
from jatigi.governance.consultations.queries.positions import reader_of


@dataclass(frozen=True)
class Heard:
    """A remark with its answer. ``institution`` is None where the reader does not learn which one spoke."""

    remark: Remark
    progress: str
    disposition: Disposition | None
    institution: Institution | None
    said: Described | None = None  # what it is about, as it reads today


@dataclass(frozen=True)
class Sought:
    """What the list keeps; empty keeps everything."""

    voice: str = ""
    kind: str = ""
    source: str = ""
    progress: str = ""
    institution: str = ""
    returned: str = ""  # the id of a returned Word file

    def keeps(self, one: Heard) -> bool:
        """Whether the list shows it."""
        remark = one.remark
        has = {
            "voice": remark.voice,
            "kind": remark.kind,
            "source": remark.source,
            "progress": one.progress,
            "institution": one.institution.pk if one.institution else "",
            "returned": str(remark.word_return_id or ""),
        }
        wanted = {field.name: getattr(self, field.name) for field in fields(self)}
        return all(not value or has[name] == value for name, value in wanted.items())


def heard_of(user: User, consultation: Consultation) -> list[Heard]:
    """The remarks that the person may read, oldest first, those of one file in its order."""
    reader = reader_of(user, consultation)
    found = []
    for line in rooms.lines_of(consultation):
        remark = line.remark
        if remark is None or not reader.reads(remark.institution_id, confidential=remark.confidential):
            continue
        code = remark.institution_id
        named = code is not None and reader.names(code, confidential=remark.confidential)
        found.append(Heard(remark, line.progress, line.disposition, remark.institution if named else None))
    return sorted(found, key=lambda one: (one.remark.recorded_at, one.remark.code, one.remark.pk))


def with_subjects(heard: Iterable[Heard]) -> list[Heard]:
    """The same, with what each is about."""
    heard = list(heard)
    said = describe({one.remark.subject for one in heard if one.remark.subject is not None})
    return [
        Heard(one.remark, one.progress, one.disposition, one.institution, said.get(one.remark.subject_id))
        if one.remark.subject_id
        else one
        for one in heard
    ]


@dataclass(frozen=True)
class Return:
    """A Word file that came back, how much was read from it, how much of that is not answered yet."""

    word: WordReturn
    remarks: int
    open: int


def returns_of(user: User, consultation: Consultation, heard: Sequence[Heard]) -> list[Return]:
    """The files that came back: all for who keeps the record, one's own institutions' for others. Latest first."""
    found = WordReturn.objects.filter(consultation=consultation).select_related("institution", "file")
    if not access.sees_everyone(user, consultation):
        found = found.filter(institution__in=access.speaks_for(user, consultation))
    rows = []
    for one in found.order_by("-received_at"):
        mine = [each for each in heard if each.remark.word_return_id == one.pk]
        rows.append(Return(one, len(mine), sum(each.progress in ("open", "spoke_again") for each in mine)))
    return rows


def waiting_of(consultation: Consultation) -> QuerySet[Remark]:
    """What the public wrote and nobody has looked at yet, oldest first."""
    return Remark.objects.filter(consultation=consultation, source="public", moderation="pending").order_by(
        "recorded_at"
    )


def moderated_of(consultation: Consultation) -> QuerySet[Remark]:
    """What the public wrote and was shown or hidden, latest first."""
    found = Remark.objects.filter(consultation=consultation, source="public").exclude(moderation="pending")
    return found.order_by("-recorded_at")


def counts_of(consultation: Consultation) -> dict[str, int]:
    """``{moderation: how many}`` of what the public wrote."""
    rows = Remark.objects.filter(consultation=consultation, source="public").order_by().values_list("moderation")
    return dict(rows.annotate(count=Count("pk")))


@dataclass(frozen=True)
class Receipt:
    """What whoever holds a receipt is told: its state, and the answer that was given."""

    remark: Remark
    disposition: Disposition | None


def receipt_of(consultation: Consultation, receipt: str) -> Receipt | None:
    """The remark of that receipt. Spaces, dashes and small letters do not matter."""
    number = "".join(receipt.split()).replace("-", "").upper()
    remark = (
        Remark.objects.filter(consultation=consultation, source="public", receipt=number).first() if number else None
    )
    if remark is None:
        return None
    answer = remark.dispositions.order_by("-number").first() if remark.moderation == "kept" else None
    return Receipt(remark, answer)


def shown_of(consultation: Consultation) -> list[Receipt]:
    """What the public wrote and may be read by all, latest first, with the answers given."""
    remarks = list(Remark.objects.filter(consultation=consultation, source="public", moderation="kept"))
    answers: dict[object, Disposition] = {}
    for one in Disposition.objects.filter(remark__in=remarks).order_by("number"):
        answers[one.remark_id] = one
    remarks.sort(key=lambda one: one.recorded_at, reverse=True)
    return [Receipt(one, answers.get(one.pk)) for one in remarks]


def is_over(consultation: Consultation, now: datetime.datetime | None = None) -> bool:
    """Whether the public could write and no longer can."""
    return consultation.public_until is not None and (now or timezone.now()) > consultation.public_until
