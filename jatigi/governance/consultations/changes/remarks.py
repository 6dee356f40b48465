"""What people say in their own words: on a passage, on a whole text, or as a proposal from the floor."""

import secrets
import uuid
from dataclasses import dataclass, field

from django.utils import timezone

from jatigi.foundation import audit
from jatigi.foundation.accounts.models import Institution, User
from jatigi.foundation.text import Text
from jatigi.governance.assessments.models import Subject
from jatigi.governance.assessments.subjects import describe
from jatigi.governance.consultations import access, guards, wording
from jatigi.governance.consultations.errors import refused
from jatigi.governance.consultations.models import HIDDEN_FOR, VOICES, Consultation, Remark, Session
from jatigi.governance.consultations.rules.passages import Passage

MOST = 4000  # characters of one remark
RECEIPT = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"  # no letter that looks like a digit


@dataclass(frozen=True)
class Said:
    """A remark as it was made. ``passage`` is empty for one on the whole; ``removed`` and ``inserted`` only for a
    change that is proposed."""

    text: Text
    kind: str = "comment"
    voice: str = "institution"
    institution: Institution | None = None
    organisation: str = ""
    passage: Passage = field(default_factory=lambda: Passage(""))
    quote_lang: str = ""
    removed: str = ""
    inserted: str = ""
    confidential: bool = False


def write_remark(
    consultation: Consultation,
    said: Said,
    *,
    by: User,
    source: str = "web",
    subject: Subject | None = None,
    session: Session | None = None,
    id: uuid.UUID | None = None,
) -> Remark:
    """Record a remark. Who speaks for an institution records its own; who keeps the record (coordinator, rapporteur)
    records anyone's, in their words. ``id`` is given where a page made it, so that what it sends twice is there once.

    Raises:
        Refused: ``remark.empty``, ``remark.too_long``, ``remark.no_voice``, ``position.not_yours``,
        ``item.elsewhere``, ``consultation.not_now``, ``not_your_role``.
    """
    with audit.entry("remark.write", by=by, on=consultation, source=source) as record:
        guards.check_state(consultation, "open")
        guards.check_role(by, "remark.write", consultation.jurisdiction_id)
        _check_speaker(consultation, said, by)
        made = _record(consultation, said, by=by, source=source, subject=subject, session=session, id=id)
        record.objects.append(str(made.pk))
        record.details["text"] = audit.fingerprint(made.text.text(made.text.source))
    return made


def write_public_remark(
    consultation: Consultation,
    text: str,
    lang: str,
    *,
    voice: str,
    organisation: str = "",
    subject: Subject | None = None,
    id: uuid.UUID | None = None,
) -> Remark:
    """Take in what someone without an account wrote. It waits for the moderator; the receipt is all that they keep.
    ``id`` is the form's, so that what is sent twice is there once.

    Raises:
        Refused: ``remark.closed``, ``remark.empty``, ``remark.too_long``, ``remark.no_voice``.
    """
    with audit.entry("remark.public", by=None, on=consultation) as record:
        now = timezone.now()
        if not is_public(consultation):
            until = consultation.public_until or now
            raise refused("remark.closed", time=wording.moment(until))
        said = Said(Text.of({lang: text.strip()}, source=lang), voice=voice, organisation=organisation.strip())
        made = _record(consultation, said, by=None, source="public", subject=subject, moderation="pending", id=id)
        record.objects.append(str(made.pk))
    return made


def moderate(remark: Remark, moderation: str, *, by: User, hidden_for: str = "") -> None:
    """Show or hide a remark that came from the public; hiding says why. A decision can be changed.

    Raises:
        Refused: ``remark.hidden_for``, ``remark.moderated``, ``not_your_role``.
    """
    with audit.entry("remark.moderate", by=by, on=remark, moderation=moderation, hidden_for=hidden_for):
        guards.check_role(by, "remark.moderate", remark.consultation.jurisdiction_id)
        if (moderation == "hidden") != (hidden_for in HIDDEN_FOR):
            raise refused("remark.hidden_for")
        if remark.source != "public" or (remark.moderation, remark.hidden_for) == (moderation, hidden_for):
            raise refused("remark.moderated")
        remark.moderation, remark.hidden_for = moderation, hidden_for
        remark.save(update_fields=["moderation", "hidden_for"])


def is_public(consultation: Consultation) -> bool:
    """Whether anyone may write without an account now."""
    starts, ends = consultation.public_from, consultation.public_until
    return consultation.state == "open" and starts is not None and ends is not None and starts <= timezone.now() <= ends


def _check_speaker(consultation: Consultation, said: Said, by: User) -> None:
    if guards.may_record(by, consultation):
        return
    own = said.institution is not None and access.speaks_for(by, consultation).filter(pk=said.institution.pk).exists()
    if not own:
        raise refused("position.not_yours")


def _record(
    consultation: Consultation,
    said: Said,
    *,
    by: User | None,
    source: str,
    subject: Subject | None,
    session: Session | None = None,
    moderation: str = "kept",
    id: uuid.UUID | None = None,
) -> Remark:
    words = said.text.text(said.text.source).strip()
    if not words and not (said.removed or said.inserted):
        raise refused("remark.empty")
    if len(words) > MOST:
        raise refused("remark.too_long", found=len(words), most=MOST)
    if said.voice not in VOICES or (said.voice == "institution") != (said.institution is not None):
        raise refused("remark.no_voice")
    if said.institution is not None:
        guards.check_here(consultation, [said.institution])
    if subject is not None and subject.round_id != consultation.round_id:
        raise refused("item.elsewhere")
    seen = describe([subject]).get(subject.pk) if subject else None
    return Remark.objects.create(
        id=id or uuid.uuid4(),
        consultation=consultation,
        subject=subject,
        session=session,
        kind=said.kind,
        source=source,
        voice=said.voice,
        institution=said.institution,
        organisation=said.organisation,
        text=said.text,
        quote=said.passage.quote,
        before=said.passage.before,
        after=said.passage.after,
        quote_lang=said.quote_lang,
        removed=said.removed,
        inserted=said.inserted,
        seen_number=seen.number if seen else 0,
        seen_hash=seen.hash if seen else "",
        moderation=moderation,
        receipt="".join(secrets.choice(RECEIPT) for _ in range(10)) if source == "public" else "",
        confidential=said.confidential,
        recorded_at=timezone.now(),
        recorded_by=by,
    )
