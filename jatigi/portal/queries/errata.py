"""Published corrections: what a release corrects in those before it, and what later ones correct in it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from jatigi.foundation.text import Text
from jatigi.portal.models import PublishedIndicator, PublishedRelease


@dataclass(frozen=True)
class Erratum:
    """One correction. ``release`` is the id of the release that was wrong, ``indicator`` the question it concerns."""

    release: str
    number: int
    wrong: Text
    right: Text
    since: str  # the day since which the error stood
    recorded: str
    indicator: PublishedIndicator | None


def corrected_by(release: PublishedRelease) -> list[Erratum]:
    """What this release corrects in those before it, in the order of their numbers. One query where there is any."""
    return _told(release, release.errata)


def corrected_in(release: PublishedRelease) -> list[Erratum]:
    """What later releases of the country correct in this one. Two queries at most."""
    later = PublishedRelease.objects.filter(
        jurisdiction=release.jurisdiction, as_known_at__gte=release.as_known_at
    ).exclude(errata=[])
    found = {
        one["number"]: one
        for errata in later.order_by("as_known_at").values_list("errata", flat=True)
        for one in errata
        if one["release"] == release.pk
    }
    return _told(release, found.values())


def _told(release: PublishedRelease, errata: Iterable[Mapping[str, Any]]) -> list[Erratum]:
    given = sorted(errata, key=lambda one: (one["release"], one["number"]))
    codes = {one["indicator"] for one in given if one["indicator"]}
    rows = PublishedIndicator.objects.filter(framework__releases=release, code__in=codes) if codes else ()
    indicators = {one.code: one for one in rows}
    return [
        Erratum(
            one["release"],
            one["number"],
            Text.of(one["wrong"]),
            Text.of(one["right"]),
            one["since"],
            one["recorded"],
            indicators.get(one["indicator"]),
        )
        for one in given
    ]
