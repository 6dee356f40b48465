"""Writes to the paragraphs of a profile: revisions are added, none is overwritten."""

from collections.abc import Sequence

from django.utils import timezone

from jatigi.foundation import audit
from jatigi.foundation.accounts.models import User
from jatigi.foundation.files.problems import phrase as _
from jatigi.governance.frameworks.models import Node
from jatigi.governance.profiles.errors import Refused, check_open
from jatigi.governance.profiles.models import Paragraph, Profile
from jatigi.governance.profiles.recording import Written, latest_number, new_paragraph, record_revision


def write_paragraph(
    profile: Profile, section: str, written: Written, *, by: User | None, dimension: Node | None = None, code: str = ""
) -> Paragraph:
    """Add a paragraph at the end of its section.

    Raises:
        Refused: ``profile.closed``, ``paragraph.empty``, ``paragraph.code_taken``.
    """
    with audit.entry("profile.write", by=by, on=profile, section=section) as record:
        check_open(profile.round)
        paragraph = new_paragraph(profile, section, dimension, code)
        revision = record_revision(paragraph, written, by=by, cause="written")
        record.objects.append(str(paragraph.pk))
        record.details["text"] = audit.fingerprint(revision.text.text(revision.text.source))
        return paragraph


def rewrite_paragraph(paragraph: Paragraph, written: Written, *, by: User, cause: str = "updated", number: int) -> None:
    """Record a new revision. It must be reviewed again.

    ``number`` is the revision the person had before them: if someone else wrote meanwhile, nothing is lost.

    Raises:
        Refused: ``profile.closed``, ``paragraph.empty``, ``paragraph.newer``.
    """
    with audit.entry("profile.rewrite", by=by, on=paragraph) as record:
        check_open(paragraph.profile.round)
        if latest_number(paragraph) != number:
            raise Refused(
                "paragraph.newer", _("Someone else saved this paragraph meanwhile. Read their text, then save yours.")
            )
        revision = record_revision(paragraph, written, by=by, cause=cause)
        record.details |= {
            "number": revision.number,
            "text": audit.fingerprint(revision.text.text(revision.text.source)),
        }


def review_paragraph(paragraph: Paragraph, *, by: User, number: int) -> None:
    """Agree with the latest revision of a paragraph that someone else wrote.

    Raises:
        Refused: ``paragraph.own``, ``paragraph.newer``.
    """
    with audit.entry("profile.review", by=by, on=paragraph, number=number):
        latest = paragraph.revisions.order_by("-number").first()
        if latest is None or latest.number != number:
            raise Refused("paragraph.newer", _("The text changed meanwhile. Read it again before you agree with it."))
        if latest.recorded_by_id == by.pk:
            raise Refused("paragraph.own", _("Nobody reviews their own text. Ask another reviewer."))
        paragraph.reviewed_number, paragraph.reviewed_at, paragraph.reviewed_by = number, timezone.now(), by
        paragraph.save(update_fields=["reviewed_number", "reviewed_at", "reviewed_by"])


def drop_paragraph(paragraph: Paragraph, *, by: User) -> None:
    """Take a paragraph out; its revisions stay.

    Raises:
        Refused: ``profile.closed``.
    """
    with audit.entry("profile.drop", by=by, on=paragraph):
        check_open(paragraph.profile.round)
        paragraph.dropped_at = timezone.now()
        paragraph.save(update_fields=["dropped_at"])


def reorder(profile: Profile, codes: Sequence[str], *, by: User) -> None:
    """Put the paragraphs named in this order, in the places they hold together. Others keep theirs.

    Raises:
        Refused: ``profile.closed``, ``paragraph.unknown``.
    """
    with audit.entry("profile.reorder", by=by, on=profile) as record:
        check_open(profile.round)
        found = {one.code: one for one in Paragraph.objects.filter(profile=profile, code__in=codes, dropped_at=None)}
        if set(codes) != set(found) or len(set(codes)) != len(codes):
            raise Refused("paragraph.unknown", _("The paragraphs changed meanwhile. Load the page again."))
        places = sorted(one.position for one in found.values())
        for code, place in zip(codes, places, strict=True):
            found[code].position = place
        Paragraph.objects.bulk_update(found.values(), ["position"])
        record.objects += [str(found[code].pk) for code in codes]
