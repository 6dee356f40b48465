"""What lies at hand for an indicator: what an assessor can open and cite at once."""

import datetime
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from django.db.models import Exists, OuterRef, Q

from jatigi.foundation.text import Text
from jatigi.governance.assessments.models import AnswerRevision, Citation, Round
from jatigi.governance.assessments.queries import register
from jatigi.governance.assessments.queries.citations import View
from jatigi.governance.assessments.rules.evidence import State
from jatigi.governance.frameworks.models import IndicatorVersion
from jatigi.governance.instruments.models import Evidence, Instrument

Why = Literal["cited_before", "bears_on", "about_cited", "same_dimension"]


@dataclass(frozen=True)
class AtHand:
    """Something an assessor can cite.

    ``why``: cited in another round; said to bear on this indicator; other evidence on a text cited before; a text or
    other evidence on the indicator's dimension.
    """

    kind: Literal["instrument", "evidence"]
    id: str  # as in a form: instrument code or evidence UUID
    ref: str
    thing: str
    title: Text
    why: Why
    last_place: str  # where it was cited last
    state: State


Thing = tuple[str, str]  # ("instrument", code) or ("evidence", UUID)


def _cited_elsewhere(round: Round, indicator: IndicatorVersion | None = None) -> dict[int, dict[Thing, str]]:
    """What the other rounds of the jurisdiction cite: {permanent indicator: {thing: place}}, the latest round
    first."""
    later = AnswerRevision.objects.filter(answer=OuterRef("answer_revision__answer"))
    found = Citation.objects.filter(
        ~Exists(later.filter(number__gt=OuterRef("answer_revision__number"))),
        answer_revision__answer__round__jurisdiction=round.jurisdiction_id,
    ).exclude(answer_revision__answer__round=round)
    if indicator is not None:
        found = found.filter(answer_revision__answer__indicator__indicator=indicator.indicator_id)
    rows = found.order_by("-answer_revision__answer__round__reference_date", "position").values_list(
        "answer_revision__answer__indicator__indicator", "instrument_id", "evidence_id", "place"
    )
    cited: dict[int, dict[Thing, str]] = defaultdict(dict)
    for permanent, instrument, evidence, place in rows:
        thing = ("instrument", instrument) if instrument else ("evidence", str(evidence))
        cited[permanent].setdefault(thing, place)
    return cited


@dataclass(frozen=True)
class _Pieces:
    """Other evidence of the jurisdiction: what each piece bears on."""

    about: dict[str, list[str]]  # {instrument: [UUIDs]}
    indicators: dict[str, list[str]]  # {indicator code: [UUIDs]}
    dimensions: dict[str, list[str]]  # {dimension code: [UUIDs]}

    @classmethod
    def of(cls, round: Round) -> "_Pieces":
        # Indicators are a JSON list, which SQLite cannot search; a register has a few hundred pieces.
        mine = Evidence.objects.filter(jurisdiction__in=register.lineage(round.jurisdiction)).order_by("code")
        indicators, dimensions = defaultdict(list), defaultdict(list)
        for id, codes, dimension in mine.values_list("pk", "indicators", "dimension"):
            dimensions[dimension].append(str(id))
            for code in codes:
                indicators[code].append(str(id))
        about = defaultdict(list)
        for text, id in mine.exclude(instruments=None).values_list("instruments", "pk"):
            about[str(text)].append(str(id))
        return cls(about, indicators, dimensions)

    def near(self, code: str, cited: Iterable[Thing]) -> dict[Thing, Why]:
        """What lies near an indicator of which ``cited`` is cited elsewhere, and why."""
        near: dict[Thing, Why] = dict.fromkeys(cited, "cited_before")
        for id in self.indicators.get(code, ()):
            near.setdefault(("evidence", id), "bears_on")
        for kind, text in list(near):
            if kind == "instrument":
                for id in self.about.get(text, ()):
                    near.setdefault(("evidence", id), "about_cited")
        return near


def counts_at_hand(
    round: Round, indicators: Sequence[IndicatorVersion], *, today: datetime.date | None = None
) -> dict[int, int]:
    """How much lies at hand for each indicator version: cited elsewhere, bearing on it, or about what was cited.

    What has ended is not counted.
    """
    view = View.of(round, today)
    cited, pieces = _cited_elsewhere(round), _Pieces.of(round)
    near = {one.pk: pieces.near(one.indicator.code, cited.get(one.indicator_id, ())) for one in indicators}
    known = _read(round, {thing for things in near.values() for thing in things})
    standing = {thing for thing, entry in known.items() if view.state(entry.facts) is None}
    return {one: len(standing.intersection(things)) for one, things in near.items()}


def _read(round: Round, things: Iterable[Thing]) -> dict[Thing, register.Entry]:
    wanted = list(things)
    known = register.read(
        round.jurisdiction,
        {id for kind, id in wanted if kind == "instrument"},
        {id for kind, id in wanted if kind == "evidence"},
    )
    return {(kind, id): known.instruments[id] if kind == "instrument" else known.evidence[id] for kind, id in wanted}


def at_hand(
    round: Round, indicator: IndicatorVersion, *, today: datetime.date | None = None, internal: bool = True
) -> list[AtHand]:
    """What can be cited for an indicator, nearest first: see ``why`` of :class:`AtHand`.

    ``internal``: with evidence that is not to be published (see :func:`.access.may_read_internal`).
    """
    view = View.of(round, today)
    cited = _cited_elsewhere(round, indicator).get(indicator.indicator_id, {})
    pieces = _Pieces.of(round)
    why = pieces.near(indicator.indicator.code, cited)
    for thing in _texts_of_dimension(round, indicator.dimension.code):
        why.setdefault(thing, "same_dimension")
    for id in pieces.dimensions.get(indicator.dimension.code, ()):
        why.setdefault(("evidence", id), "same_dimension")
    rows = []
    for (kind, id), entry in _read(round, why).items():
        if entry.publishable or internal:
            place, state = cited.get((kind, id), ""), view.state(entry.facts)
            sort: Literal["instrument", "evidence"] = "instrument" if kind == "instrument" else "evidence"
            rows.append(AtHand(sort, id, entry.facts.ref, entry.thing, entry.title, why[kind, id], place, state))
    return rows


def _texts_of_dimension(round: Round, dimension: str) -> list[Thing]:
    """Texts on a dimension, of the jurisdiction or of all who take part (conventions, regional acts)."""
    places = register.lineage(round.jurisdiction)
    # Subjects are a JSON list too.
    mine = Instrument.objects.filter(Q(jurisdiction=None) | Q(jurisdiction__in=places)).order_by("code")
    return [("instrument", code) for code, subjects in mine.values_list("code", "subjects") if dimension in subjects]
