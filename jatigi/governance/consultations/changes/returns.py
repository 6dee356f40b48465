"""Taking in a draft that came back: the file and whatever was chosen of it, in one act."""

import uuid
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from django.utils import timezone

from jatigi.foundation import audit
from jatigi.foundation.accounts.models import Institution, User
from jatigi.foundation.files.models import StoredFile
from jatigi.foundation.text import Text
from jatigi.governance.assessments.models import Subject
from jatigi.governance.assessments.subjects import Described, describe
from jatigi.governance.consultations import access, guards, wording
from jatigi.governance.consultations.errors import refused
from jatigi.governance.consultations.models import Consultation, Remark, WordReturn
from jatigi.governance.consultations.word.placing import Placed

MOST = 1000  # comments and changes of one file
LONGEST = 20_000  # characters of a comment with its replies


@dataclass(frozen=True)
class Chosen:
    """What is taken of a file: ``placed`` as it was read, ``moved`` the subjects that a person chose for what had lost
    its place (by number), ``lang`` the draft's language."""

    placed: Iterable[Placed]
    lang: str
    moved: Mapping[int, uuid.UUID] = field(default_factory=dict)
    confidential: bool = False


def take_return(
    consultation: Consultation, institution: Institution, file: StoredFile, chosen: Chosen, *, by: User
) -> WordReturn:
    """Record a returned draft in an institution's name: each comment and change chosen becomes a remark to be answered.

    Raises:
        Refused: ``word.taken``, ``word.nothing``, ``word.too_much``, ``remark.too_long``, ``item.elsewhere``,
        ``position.not_yours``, ``consultation.elsewhere``, ``consultation.not_now``, ``not_your_role``.
    """
    with audit.entry("word.take", by=by, on=consultation, institution=institution.pk, sha256=file.sha256) as record:
        consultation = guards.locked(consultation.pk)
        guards.check_state(consultation, "open")
        guards.check_role(by, "remark.write", consultation.jurisdiction_id)
        check_speaker(consultation, institution, by)
        check_not_taken(consultation, institution, file)
        placed = list(chosen.placed)
        _check_amount(placed)
        now = timezone.now()
        made = WordReturn.objects.create(
            consultation=consultation, institution=institution, file=file, lang=chosen.lang, received_at=now,
            received_by=by,
        )  # fmt: skip
        remarks = Remark.objects.bulk_create(_remarks(made, placed, chosen, by))
        record.objects += [str(made.pk), *(str(one.pk) for one in remarks)]
    return made


def check_speaker(consultation: Consultation, institution: Institution, by: User) -> None:
    """The person speaks for the institution here, or keeps the record of what others say.

    Raises:
        Refused: ``position.not_yours``, ``consultation.elsewhere``.
    """
    guards.check_here(consultation, [institution])
    if guards.may_record(by, consultation):
        return
    if not access.speaks_for(by, consultation).filter(pk=institution.pk).exists():
        raise refused("position.not_yours")


def check_not_taken(consultation: Consultation, institution: Institution, file: StoredFile) -> None:
    """These very bytes were not taken in for this institution before.

    Raises:
        Refused: ``word.taken``.
    """
    earlier = WordReturn.objects.filter(
        consultation=consultation, institution=institution, file__sha256=file.sha256
    ).first()
    if earlier is not None:
        raise refused("word.taken", day=wording.moment(earlier.received_at))


def _check_amount(placed: list[Placed]) -> None:
    if not placed:
        raise refused("word.nothing")
    if len(placed) > MOST:
        raise refused("word.too_much", found=len(placed), most=MOST)
    longest = max(len(one.found.text) + len(one.found.removed) + len(one.found.inserted) for one in placed)
    if longest > LONGEST:
        raise refused("remark.too_long", found=longest, most=LONGEST)


def _remarks(made: WordReturn, placed: list[Placed], chosen: Chosen, by: User) -> list[Remark]:
    homes = {one.number: chosen.moved.get(one.number, one.target.subject if one.target else None) for one in placed}
    wanted = {home for home in homes.values() if home is not None}
    subjects = {one.pk: one for one in Subject.objects.filter(pk__in=wanted, round=made.consultation.round_id)}
    if wanted - subjects.keys():
        raise refused("item.elsewhere")
    said = describe(subjects.values())
    return [_remark(made, one, homes[one.number], said, chosen, by) for one in placed]


def _remark(
    made: WordReturn,
    one: Placed,
    home: uuid.UUID | None,
    said: Mapping[uuid.UUID, Described],
    chosen: Chosen,
    by: User,
) -> Remark:
    found, seen = one.found, said.get(home) if home else None
    return Remark(
        consultation=made.consultation,
        subject_id=home,
        kind=found.kind,
        source="word",
        voice="institution",
        institution=made.institution,
        text=Text.of({chosen.lang: found.text}, source=chosen.lang),
        code=f"word-{made.pk}-{one.number + 1:04d}",
        quote=found.passage.quote,
        before=found.passage.before,
        after=found.passage.after,
        quote_lang=chosen.lang,
        removed=found.removed,
        inserted=found.inserted,
        seen_number=seen.number if seen else 0,
        seen_hash=seen.hash if seen else "",
        word_return=made,
        confidential=chosen.confidential,
        recorded_at=made.received_at,
        recorded_by=by,
    )
