"""Opening a profile, and taking a whole one in from a file."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils import timezone

from jatigi.foundation import audit
from jatigi.foundation.accounts.models import User
from jatigi.foundation.files.problems import phrase as _
from jatigi.foundation.text import Text
from jatigi.governance.assessments.models import Round
from jatigi.governance.frameworks.models import Node
from jatigi.governance.instruments.models import Evidence
from jatigi.governance.profiles.errors import Refused
from jatigi.governance.profiles.models import Profile
from jatigi.governance.profiles.recording import Shown, Written, abbreviate, keep, new_paragraph, record_revision, show


def open_profile(round: Round, title: Text, *, by: User | None) -> Profile:
    """Open the profile of a round.

    Raises:
        Refused: ``profile.exists``.
    """
    with audit.entry("profile.open", by=by, on=round) as record:
        if Profile.objects.filter(pk=round.pk).exists():
            raise Refused("profile.exists", _("This round has a profile already."))
        profile = Profile.objects.create(round=round, title=title, opened_at=timezone.now(), opened_by=by)
        keep(profile, "title", by=by)
        record.objects.append(profile.pk)
        return profile


@dataclass(frozen=True)
class WholeParagraph:
    """A paragraph of a file: where it stands and what it says."""

    code: str
    section: str
    dimension: Node | None
    written: Written


def load_profile(
    round: Round,
    title: Text,
    paragraphs: Sequence[WholeParagraph],
    figures: Sequence[Shown],
    abbreviations: Sequence[tuple[str, Text]],
    *,
    reviewed_by_project: bool,
) -> Profile:
    """Take in a whole profile from a file: one act that lists its paragraphs. A round that has a profile is refused.

    ``reviewed_by_project``: reconstructed and fictional rounds come reviewed, as their answers do.

    Raises:
        Refused: ``profile.exists``, ``paragraph.empty``, ``paragraph.code_taken``, and what figures refuse.
    """
    with audit.entry("profile.load", by=None, on=round) as record:
        if Profile.objects.filter(pk=round.pk).exists():
            raise Refused("profile.exists", _("This round has a profile already."))
        now = timezone.now()
        profile = Profile.objects.create(round=round, title=title, opened_at=now)
        for one in paragraphs:
            paragraph = new_paragraph(profile, one.section, one.dimension, one.code)
            record_revision(paragraph, one.written, by=None, cause="written", at=now)
            if reviewed_by_project:
                paragraph.reviewed_number, paragraph.reviewed_at = 1, now
                paragraph.save(update_fields=["reviewed_number", "reviewed_at"])
            record.objects.append(str(paragraph.pk))
        show(profile, figures)
        abbreviate(profile, abbreviations)
        for part in ("title", "figures", "abbreviations"):
            keep(profile, part, by=None)
        return profile


def enter_statistics(round: Round, statistics: Sequence[Evidence]) -> None:
    """Enter statistics of a file of figures as evidence of the round's jurisdiction: one act that lists them."""
    with audit.entry("profile.statistics", by=None, on=round) as record:
        Evidence.objects.bulk_create(statistics)
        record.objects += [str(one.pk) for one in statistics]
