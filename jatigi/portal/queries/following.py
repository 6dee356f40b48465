"""What followed a round: consultations, actions with both statuses, movements, and who attributes what to whom."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from jatigi.foundation.text import Text
from jatigi.portal.models import (
    PublishedAction,
    PublishedConsultation,
    PublishedIndicator,
    PublishedInstitution,
    PublishedLink,
    PublishedRecommendation,
    PublishedRelease,
)
from jatigi.portal.queries.citations import Cited, register_of

RESULTS = ("done_moved", "done_not_moved", "moved_without", "not_done", "too_early", "not_documented")
LINKS = ("confirmed", "attributed", "disputed")
LIST = ("jurisdiction", "code", "plan", "title", "lead", "starts", "ends", "standing", "status", "own_status",
        "validated_status", "dropped_on", "facts", "origin")  # fmt: skip


@dataclass
class Names:
    """What codes are called: institutions and indicators."""

    institutions: Mapping[str, PublishedInstitution]
    indicators: Mapping[str, PublishedIndicator] = field(default_factory=dict)

    def by(self, said: Iterable[Mapping[str, Any]]) -> list[Text]:
        """Whose word it is: institutions by their names, public texts by theirs."""
        return [self._one(one) for one in said]

    def _one(self, one: Mapping[str, Any]) -> Text:
        code = one.get("institution") or ""
        known = self.institutions.get(code)
        if known is not None:
            name: Text = known.name
            return name
        return Text.of(one.get("name") or {"fr": code, "en": code})


@dataclass
class Acted:
    """An action as lists show it: the row, who leads it, whose word its status is."""

    row: PublishedAction
    lead: PublishedInstitution | None
    by: list[Text]
    links: list["Linked"] = field(default_factory=list)


@dataclass
class Linked:
    """A movement or an attribution with what it names."""

    row: PublishedLink
    indicator: PublishedIndicator | None
    action: PublishedAction | None = None
    recommendation: PublishedRecommendation | None = None
    sources: list[Cited] = field(default_factory=list)

    @property
    def said_by(self) -> Text:
        """Who attributes it."""
        return Text.of(self.row.facts.get("said_by") or {})

    @property
    def reason(self) -> Text:
        """Why, or what confirms it."""
        return Text.of(self.row.facts.get("reason") or {})

    @property
    def before(self) -> str:
        """The level in the round before; "" where it was not asked."""
        return str(self.row.facts.get("previous_level") or "")

    @property
    def level(self) -> str:
        """The level in this round."""
        return str(self.row.facts.get("level") or "")


@dataclass
class Following:
    """What followed, for the page of a country: actions that are credited with something, what was expected to move
    and did or not, and the consultations of the round."""

    attributed: list[Acted]
    movements: list[Linked]
    consultations: list[PublishedConsultation]
    recommendations: int
    actions: int

    @property
    def results(self) -> list[tuple[str, int]]:
        """How many movements came to what, in the fixed order, those that occur."""
        counted = Counter(one.row.word for one in self.movements)
        return [(one, counted[one]) for one in RESULTS if counted[one]]

    def __bool__(self) -> bool:
        return bool(self.attributed or self.movements or self.consultations or self.recommendations or self.actions)


def following(release: PublishedRelease) -> Following:
    """What followed the round before ``release``, as its release states it. Nine queries at most; three where there is
    nothing."""
    links = list(PublishedLink.objects.filter(release=release))
    here = {"jurisdiction": release.jurisdiction}
    actions = PublishedAction.objects.filter(**here)
    linked = linked_of(links, release.jurisdiction)
    acted = acts_of(actions.filter(code__in={one.action for one in links if one.action}), linked)
    return Following(
        [one for one in acted if any(not link.row.movement for link in one.links)],
        [one for one in linked if one.row.movement],
        list(PublishedConsultation.objects.filter(release=release).only("jurisdiction", "code", "title", "starts_on",
                                                                        "ends_on", "venue", "category", "origin")),
        PublishedRecommendation.objects.filter(**here).count(),
        actions.count(),
    )  # fmt: skip


def linked_of(links: Sequence[PublishedLink], jurisdiction: str) -> list[Linked]:
    """The links with their indicators and sources."""
    indicators = indicators_named({one.indicator for one in links if one.indicator})
    register = register_of(
        jurisdiction,
        {code for one in links for code in one.facts.get("instruments") or ()},
        {code for one in links for code in one.facts.get("evidence") or ()},
    )
    return [
        Linked(
            one,
            indicators.get(one.indicator),
            sources=register.named(one.facts.get("instruments") or (), one.facts.get("evidence") or ()),
        )
        for one in links
    ]


def acts_of(actions: Any, links: Sequence[Linked] = ()) -> list[Acted]:
    """The actions in their order, each with its links."""
    rows = list(actions.only(*LIST).order_by("pk"))
    names = Names(institutions_named(rows))
    by_action: dict[str, list[Linked]] = {}
    for link in links:
        by_action.setdefault(link.row.action, []).append(link)
    return [
        Acted(
            row,
            names.institutions.get(row.lead),
            names.by(row.facts.get("declared_by") or ()),
            sorted(by_action.get(row.code, ()), key=lambda one: (one.row.movement, one.row.position)),
        )
        for row in rows
    ]


def institutions_named(rows: Iterable[PublishedAction]) -> dict[str, PublishedInstitution]:
    """The institutions that lead or report, by code."""
    codes, places = set(), set()
    for row in rows:
        places.add(row.jurisdiction)
        codes |= {row.lead, *(row.facts.get("partners") or ())}
        codes |= {one.get("institution") or "" for one in row.facts.get("declared_by") or ()}
    return institutions(places, codes)


def institutions(places: Collection[str], codes: Collection[str]) -> dict[str, PublishedInstitution]:
    """Institutions by code; none asks nothing."""
    if not codes:
        return {}
    found = PublishedInstitution.objects.filter(jurisdiction__in=places, code__in=codes)
    return {one.code: one for one in found}


def indicators_named(codes: Collection[str]) -> dict[str, PublishedIndicator]:
    """Indicators by code, in the newest framework that has them."""
    if not codes:
        return {}
    found = PublishedIndicator.objects.filter(code__in=codes).select_related("dimension").defer("document", "question")
    return {one.code: one for one in found.order_by("framework")}
