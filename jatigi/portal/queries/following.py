"""What followed a round: consultations, actions with both statuses, movements, and who attributes what to whom."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from jatigi.foundation.text import Text
from jatigi.portal.models import (
    PublishedAction,
    PublishedConsultation,
    PublishedIndicator,
    PublishedLink,
    PublishedRelease,
)
from jatigi.portal.queries.citations import Cited, register_of

RESULTS = ("done_moved", "done_not_moved", "moved_without", "not_done", "too_early", "not_documented")
LIST = ("jurisdiction", "code", "plan", "title", "lead", "starts", "ends", "standing", "status", "own_status",
        "validated_status", "dropped_on", "facts", "origin")  # fmt: skip


@dataclass
class Linked:
    """A movement or an attribution with what it names."""

    row: PublishedLink
    indicator: PublishedIndicator | None
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
class Acted:
    """An action as lists show it, with what links it to answers."""

    row: PublishedAction
    links: list[Linked] = field(default_factory=list)

    @property
    def lead(self) -> Text:
        """Who leads it."""
        return Text.of(self.row.facts.get("lead_name") or {})

    @property
    def by(self) -> list[Text]:
        """Whose word its status is."""
        return [Text.of(one["name"]) for one in self.row.facts.get("declared_by") or ()]


@dataclass
class Following:
    """What followed, for the page of a country: actions that are credited with something, what was expected to move
    and did or not, and the consultations of the round."""

    attributed: list[Acted]
    movements: list[PublishedLink]
    consultations: list[PublishedConsultation]

    @property
    def results(self) -> list[tuple[str, int]]:
        """How many movements came to what, in the fixed order, those that occur."""
        counted = Counter(one.word for one in self.movements)
        return [(one, counted[one]) for one in RESULTS if counted[one]]

    def __bool__(self) -> bool:
        return bool(self.attributed or self.movements or self.consultations)


def following(release: PublishedRelease, indicators: Mapping[str, PublishedIndicator]) -> Following:
    """What followed the round before ``release``, as its release states it, in three queries."""
    links = list(PublishedLink.objects.filter(release=release))
    claims = [Linked(one, indicators.get(one.indicator)) for one in links if not one.movement]
    actions = PublishedAction.objects.filter(
        jurisdiction=release.jurisdiction, code__in={one.row.action for one in claims}
    )
    rooms = PublishedConsultation.objects.filter(release=release).defer("facts", "positions", "about")
    return Following(
        acts_of(actions, claims) if claims else [],
        [one for one in links if one.movement],
        list(rooms.order_by("starts_on", "code")),
    )


def linked_of(links: Sequence[PublishedLink], jurisdiction: str) -> list[Linked]:
    """The links with their indicators and sources. Three queries."""
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
            register.named(one.facts.get("instruments") or (), one.facts.get("evidence") or ()),
        )
        for one in links
    ]


def acts_of(actions: Iterable[PublishedAction], links: Sequence[Linked] = ()) -> list[Acted]:
    """The actions, each with its links."""
    by_action: dict[str, list[Linked]] = {}
    for link in links:
        by_action.setdefault(link.row.action, []).append(link)
    return [Acted(row, by_action.get(row.code, [])) for row in sorted(actions, key=lambda one: one.pk)]


def indicators_named(codes: Collection[str]) -> dict[str, PublishedIndicator]:
    """Indicators by code, in the newest framework that has them."""
    if not codes:
        return {}
    found = PublishedIndicator.objects.filter(code__in=codes).select_related("dimension").defer("document", "question")
    return {one.code: one for one in found.order_by("framework")}
