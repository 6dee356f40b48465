"""Who has published: countries in alphabetical order, and the rounds of one of them."""

from dataclasses import dataclass

from django.http import Http404

from jatigi.foundation.text import Text
from jatigi.foundation.web import figures
from jatigi.foundation.web.templatetags.jatigi import language
from jatigi.portal import weaving
from jatigi.portal.index.register import folded
from jatigi.portal.models import PublishedDimension, PublishedRelease


@dataclass(frozen=True)
class Portrait:
    """A country at a glance: the round it opens on, as a cloth and in counts."""

    release: PublishedRelease
    strips: list[figures.Strip]

    @property
    def known(self) -> int:
        """Answers that rest on something."""
        return known_of(self.release)

    @property
    def total(self) -> int:
        """All indicators."""
        return sum(self.release.counts.values())


def known_of(release: PublishedRelease) -> int:
    """How many indicators have an answer: all but the unknown."""
    counts: dict[str, int] = release.counts
    return sum(counts.values()) - counts.get("unknown", 0)


def portrait(release: PublishedRelease, *, framed: bool = False) -> Portrait:
    """The portrait of one release; ``framed`` marks the answers that were overtaken."""
    return Portrait(release, weaving.strips(release.weave, {}, framed=framed))


def countries() -> list[PublishedRelease]:
    """The current release of every country, by its name in the reader's language."""
    lang = language()
    current = PublishedRelease.objects.filter(current=True).only(
        "pk",
        "jurisdiction",
        "name",
        "slug",
        "label",
        "origin",
        "counts",
        "weave",
        "reference_date",
        "as_known_at",
        "framework_id",
    )
    return sorted(current, key=lambda one: (folded([one.name.text(lang)]), one.jurisdiction))


@dataclass(frozen=True)
class Rounds:
    """A country with its rounds, earliest first, and the one that is shown."""

    release: PublishedRelease
    all: list[PublishedRelease]

    @property
    def name(self) -> Text:
        """The country's name as the shown release writes it."""
        name: Text = self.release.name
        return name

    @property
    def previous(self) -> PublishedRelease | None:
        """The round before the one that is shown."""
        earlier = [one for one in self.all if one.reference_date < self.release.reference_date]
        return earlier[-1] if earlier else None


def rounds_of(jurisdiction: str, slug: str | None = None) -> Rounds:
    """The country's rounds; the one called ``slug``, or the one its page opens on.

    Raises:
        Http404: nothing is published under that code, or no such round.
    """
    shown = PublishedRelease.objects.filter(jurisdiction=jurisdiction, shown=True, kind="assessment")
    rounds = sorted(shown.select_related("framework"), key=lambda one: (one.reference_date, one.pk))
    for one in rounds:
        if one.slug == slug if slug is not None else one.current:
            return Rounds(one, rounds)
    raise Http404("no such country or round")


def dimensions_of(release: PublishedRelease) -> list[PublishedDimension]:
    """The dimensions that the round asks, in order: the framework's, what it extends, then the modules'."""
    keys = [release.framework.extends, release.framework_id, *release.modules]
    return sorted(
        PublishedDimension.objects.filter(framework_id__in=[key for key in keys if key]),
        key=lambda one: (keys.index(one.framework_id), one.number),
    )


def named_strips(release: PublishedRelease, dimensions: list[PublishedDimension]) -> list[figures.Strip]:
    """The cloth with the names of its strips, for the country's own page."""
    names = {one.number: one.title.text(language()) for one in dimensions}
    return weaving.strips(release.weave, names)
