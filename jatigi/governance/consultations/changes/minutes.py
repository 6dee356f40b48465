"""What stays of the event: its minutes, revision by revision, and pictures with what they show."""

from django.utils import timezone

from jatigi.foundation import audit
from jatigi.foundation.accounts.models import User
from jatigi.foundation.files.models import StoredFile
from jatigi.foundation.text import Text
from jatigi.governance.consultations import guards
from jatigi.governance.consultations.errors import refused
from jatigi.governance.consultations.models import Consultation, MinutesRevision, Picture, Session
from jatigi.governance.consultations.rules.order import moved

MOST = 60_000  # characters of minutes in one language


def write_minutes(
    consultation: Consultation, text: Text, *, by: User, session: Session | None = None, after: int = 0
) -> MinutesRevision:
    """Save the minutes of the whole, or of one session. ``after`` is the number of the revision that the person read
    (0: none). Earlier ones stay.

    Raises:
        Refused: ``minutes.empty``, ``minutes.too_long``, ``minutes.newer``, ``session.elsewhere``,
        ``consultation.not_now`` (it has not been opened), ``not_your_role``.
    """
    with audit.entry("minutes.write", by=by, on=consultation, session=session.code if session else "") as record:
        guards.check_role(by, "consultation.record", consultation.jurisdiction_id)
        guards.check_state(consultation, "open", "closed")
        if session is not None and session.consultation_id != consultation.pk:
            raise refused("session.elsewhere")
        longest = max((len(version.text.strip()) for version in text.texts.values()), default=0)
        if not longest:
            raise refused("minutes.empty")
        if longest > MOST:
            raise refused("minutes.too_long", found=longest, most=MOST)
        last = MinutesRevision.objects.filter(consultation=consultation, session=session).count()
        if last != after:
            raise refused("minutes.newer")
        made = MinutesRevision.objects.create(
            consultation=consultation,
            session=session,
            number=last + 1,
            text=text,
            recorded_at=timezone.now(),
            recorded_by=by,
        )
        record.objects.append(str(made.pk))
        record.details |= {"number": made.number, "text": audit.fingerprint(text.text(text.source))}
    return made


def add_picture(consultation: Consultation, file: StoredFile, alt: Text, *, by: User) -> Picture:
    """Add a picture of the event. ``alt`` says what it shows to whoever cannot see it, and is its caption.

    Raises:
        Refused: ``picture.no_picture``, ``picture.no_words``, ``consultation.elsewhere``, ``not_your_role``.
    """
    with audit.entry("picture.add", by=by, on=consultation, file=str(file.pk)) as record:
        guards.check_role(by, "consultation.record", consultation.jurisdiction_id)
        if file.jurisdiction_id != consultation.jurisdiction_id:
            raise refused("consultation.elsewhere", code=file)
        if not file.media_type.startswith("image/"):
            raise refused("picture.no_picture")
        _check_words(alt)
        last = max(consultation.pictures.values_list("position", flat=True), default=0)
        made = Picture.objects.create(consultation=consultation, file=file, alt=alt, position=last + 1)
        record.objects.append(str(made.pk))
    return made


def describe_picture(picture: Picture, alt: Text, *, by: User) -> None:
    """Correct what a picture shows.

    Raises:
        Refused: ``picture.no_words``, ``not_your_role``.
    """
    with audit.entry("picture.describe", by=by, on=picture):
        guards.check_role(by, "consultation.record", picture.consultation.jurisdiction_id)
        _check_words(alt)
        picture.alt = alt
        picture.save(update_fields=["alt"])


def move_picture(picture: Picture, to: int, *, by: User) -> None:
    """Put a picture at the place ``to`` (from 0).

    Raises:
        Refused: ``not_your_role``.
    """
    with audit.entry("picture.move", by=by, on=picture.consultation, picture=picture.pk, to=to):
        guards.check_role(by, "consultation.record", picture.consultation.jurisdiction_id)
        rows = {one.pk: one for one in Picture.objects.filter(consultation=picture.consultation_id)}
        for place, key in enumerate(moved(list(rows), picture.pk, to), 1):
            rows[key].position = place
        Picture.objects.bulk_update(rows.values(), ["position"])


def remove_picture(picture: Picture, *, by: User) -> None:
    """Take a picture out; its file stays where files are kept.

    Raises:
        Refused: ``not_your_role``.
    """
    with audit.entry("picture.remove", by=by, on=picture.consultation, picture=picture.pk):
        guards.check_role(by, "consultation.record", picture.consultation.jurisdiction_id)
        picture.delete()


def _check_words(alt: Text) -> None:
    if not any(version.text.strip() for version in alt.texts.values()):
        raise refused("picture.no_words")
