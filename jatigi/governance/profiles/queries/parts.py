"""The parts of a profile that are no paragraphs, as their pages show them: what they say, and what they said."""

import datetime
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from jatigi.foundation.files.models import StoredFile
from jatigi.foundation.text import Text
from jatigi.governance.instruments.models import Evidence
from jatigi.governance.instruments.queries.evidence import matching_evidence
from jatigi.governance.profiles.models import Abbreviation, ContextFigure, Logo, PartRevision, Profile
from jatigi.governance.profiles.recording import Shown

MOST_FOUND = 20


@dataclass(frozen=True)
class Earlier:
    """A revision of a part: its number, when and by whom, what it said in a few words. ``latest`` is what stands."""

    number: int
    recorded_at: datetime.datetime
    by: str
    says: tuple[Text, ...]
    latest: bool


def latest_number(profile: Profile, part: str) -> int:
    """The number of the part's latest revision; 0 before the first."""
    found = PartRevision.objects.filter(profile=profile, part=part).order_by("-number").first()
    return found.number if found else 0


def revisions_of_part(profile: Profile, part: str, most: int = 20) -> list[Earlier]:
    """The latest revisions of a part, newest first."""
    rows = list(
        PartRevision.objects.filter(profile=profile, part=part).select_related("recorded_by").order_by("-number")[:most]
    )
    titles = _titles(rows) if part == "figures" else {}
    return [
        Earlier(
            row.number, row.recorded_at, row.recorded_by.name if row.recorded_by else "",
            tuple(_says(part, one, titles) for one in row.value), row is rows[0],
        )
        for row in rows
    ]  # fmt: skip


def _titles(rows: Sequence[PartRevision]) -> dict[str, Text]:
    named = {one["evidence"] for row in rows for one in row.value}
    return {str(one.pk): one.title for one in Evidence.objects.filter(pk__in=named)}


def _says(part: str, one: Any, titles: dict[str, Text]) -> Text:
    if part == "figures":
        return titles.get(one["evidence"], Text.of({}))
    if part == "abbreviations":
        return Text.of({"fr": one["short"]})
    return Text.from_json(one["alt"] if part == "logos" else one)


def figures_of(profile: Profile) -> list[ContextFigure]:
    """The figures of the context, in order, with their statistics."""
    return list(ContextFigure.objects.filter(profile=profile).select_related("evidence"))


def as_shown(figures: Sequence[ContextFigure]) -> list[Shown]:
    """Figures as :func:`changes.show_figures` takes them."""
    return [Shown(one.evidence, one.group, one.standing, one.series, one.upright) for one in figures]


def statistics_at_hand(profile: Profile, readable: QuerySet[Evidence], text: str) -> tuple[list[Evidence], int]:
    """Statistics of the jurisdiction that are not among the figures and fit the words: the first ones, and how many
    there are."""
    shown = ContextFigure.objects.filter(profile=profile).values("evidence")
    rows = readable.filter(jurisdiction=profile.round.jurisdiction_id, kind=Evidence.Kind.STATISTIC)
    rows = matching_evidence(rows.exclude(pk__in=shown), text).order_by("code")
    return list(rows[:MOST_FOUND]), rows.count()


def logos_of(profile: Profile) -> list[Logo]:
    """The logos in order, with their files."""
    return list(Logo.objects.filter(profile=profile).select_related("file"))


def as_placed(logos: Sequence[Logo]) -> list[tuple[StoredFile, Text]]:
    """Logos as :func:`changes.set_logos` takes them."""
    return [(one.file, one.alt) for one in logos]


def abbreviations_of(profile: Profile) -> list[Abbreviation]:
    """The abbreviations, by their letters."""
    return list(Abbreviation.objects.filter(profile=profile))
