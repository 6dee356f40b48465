"""Writes to the parts of a profile that are no paragraphs: title, context figures, abbreviations, logos.

Each change leaves a revision; an earlier one can be taken again. ``number`` is the revision that a person had before
them: if someone else changed the part meanwhile, they are told and nothing is lost.
"""

from collections.abc import Iterable, Sequence

from jatigi.foundation import audit
from jatigi.foundation.accounts.models import User
from jatigi.foundation.files.models import StoredFile
from jatigi.foundation.files.problems import phrase as _
from jatigi.foundation.text import Text
from jatigi.governance.profiles.errors import Refused, check_open
from jatigi.governance.profiles.models import PartRevision, Profile
from jatigi.governance.profiles.recording import Shown, abbreviate, keep, place_logos, show, take


def retitle(profile: Profile, title: Text, *, by: User, number: int | None = None) -> None:
    """Change the profile's title.

    Raises:
        Refused: ``profile.closed``, ``part.newer``, ``title.empty``.
    """
    with audit.entry("profile.retitle", by=by, on=profile):
        check_open(profile.round)
        _check_number(profile, "title", number)
        if not title:
            raise Refused("title.empty", _("The profile has no title."))
        profile.title = title
        profile.save(update_fields=["title"])
        keep(profile, "title", by=by)


def show_figures(profile: Profile, figures: Sequence[Shown], *, by: User | None, number: int | None = None) -> None:
    """Choose the figures of the context, in order; those that were shown before are replaced.

    Raises:
        Refused: ``profile.closed``, ``part.newer``, ``figure.no_statistic``, ``figure.unknown_group``.
    """
    with audit.entry("profile.figures", by=by, on=profile) as record:
        check_open(profile.round)
        _check_number(profile, "figures", number)
        show(profile, figures)
        keep(profile, "figures", by=by)
        record.objects += [str(one.evidence.pk) for one in figures]


def set_abbreviations(
    profile: Profile, abbreviations: Iterable[tuple[str, Text]], *, by: User | None, number: int | None = None
) -> None:
    """Replace the list of abbreviations.

    Raises:
        Refused: ``profile.closed``, ``part.newer``.
    """
    with audit.entry("profile.abbreviations", by=by, on=profile):
        check_open(profile.round)
        _check_number(profile, "abbreviations", number)
        abbreviate(profile, abbreviations)
        keep(profile, "abbreviations", by=by)


def set_logos(
    profile: Profile, logos: Sequence[tuple[StoredFile, Text]], *, by: User, number: int | None = None
) -> None:
    """Replace the logos of the last page, in order.

    Raises:
        Refused: ``profile.closed``, ``part.newer``, ``logo.twice``, ``logo.no_picture`` (neither PNG nor JPEG,
            restricted, or without words).
    """
    with audit.entry("profile.logos", by=by, on=profile) as record:
        check_open(profile.round)
        _check_number(profile, "logos", number)
        place_logos(profile, logos)
        keep(profile, "logos", by=by)
        record.objects += [str(file.pk) for file, _alt in logos]


def restore_part(profile: Profile, revision: PartRevision, *, by: User, number: int | None = None) -> None:
    """Let a part say again what it said in an earlier revision, as a new one.

    Raises:
        Refused: ``profile.closed``, ``part.newer``, ``part.gone``, and what the part itself refuses.
    """
    with audit.entry("profile.restore", by=by, on=profile, part=revision.part, number=revision.number):
        check_open(profile.round)
        _check_number(profile, revision.part, number)
        take(profile, revision.part, revision.value)
        keep(profile, revision.part, by=by)


def _check_number(profile: Profile, part: str, number: int | None) -> None:
    if number is None:
        return
    latest = PartRevision.objects.filter(profile=profile, part=part).order_by("-number").first()
    if (latest.number if latest else 0) != number:
        raise Refused(
            "part.newer", _("Someone else changed this meanwhile. Look at what stands there now, then save yours.")
        )
