"""Citations as pages and releases show them, with what has become of what they cite."""

import datetime
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from django.db.models import Q
from django.utils import timezone

from jatigi.foundation.places.models import Place
from jatigi.foundation.text import Text
from jatigi.governance.assessments.models import AnswerRevision, Citation, CodingRevision, Round
from jatigi.governance.assessments.queries import register
from jatigi.governance.assessments.rules.evidence import CitedFacts, State, evidence_state
from jatigi.governance.assessments.rules.judgements import Cited
from jatigi.governance.assessments.rules.rounds import is_open


@dataclass(frozen=True)
class View:
    """From where evidence is looked at: a round (open, or closed on its reference date) on a day."""

    reference_date: datetime.date
    open: bool
    today: datetime.date

    @classmethod
    def of(cls, round: Round, today: datetime.date | None) -> "View":
        """The round's view on ``today`` (None: the present day)."""
        return cls(round.reference_date, is_open(round.state), today or timezone.localdate())

    def state(self, facts: CitedFacts, known_ended_on: datetime.date | None = None) -> State:
        """What has become of a cited thing, from here.

        ``known_ended_on``: the day it was cited although it had ended. In a closed round that covers what had ended
        on the reference date; what ended since is told all the same.
        """
        if known_ended_on is not None and not self.open:
            known_ended_on = min(known_ended_on, self.reference_date)
        return evidence_state(
            facts,
            reference_date=self.reference_date,
            round_open=self.open,
            today=self.today,
            known_ended_on=known_ended_on,
        )


@dataclass(frozen=True)
class CitationRow:
    """A citation as a page and a release show it. ``state`` is what has become of the cited thing, for this round."""

    position: int
    kind: Literal["instrument", "evidence"]
    ref: str  # code of the instrument or of the evidence (permanent, public)
    id: str  # the instrument's code or the evidence's UUID: what a form hands back
    thing: str  # kind of instrument or evidence: "law", "regional_act", "official_reply" …
    title: Text
    place: str
    quote: str
    quote_lang: str
    carried_over: bool
    although_ended: bool
    publishable: bool  # instruments always
    state: State
    effect: Text | None  # the legal effect that a person recorded for the ending, if any
    facts: CitedFacts

    def cited(self, *, carried_over: bool = False) -> Cited:
        """The citation as a judgement's content; ``carried_over`` when it is offered again in a later round."""
        instrument, evidence = (self.id, None) if self.kind == "instrument" else (None, self.id)
        return Cited(instrument, evidence, self.place, self.quote, self.quote_lang, carried_over)


Revision = AnswerRevision | CodingRevision


def citations_of(
    jurisdiction: Place, revisions: Iterable[Revision], view: View | Mapping[Revision, View]
) -> dict[Revision, tuple[CitationRow, ...]]:
    """The citations of revisions of either kind, seen from one round, or each from its own.

    Revisions without citations are not among the keys.
    """
    wanted = {(type(revision), revision.pk): revision for revision in revisions}
    answers = [pk for kind, pk in wanted if kind is AnswerRevision]
    codings = [pk for kind, pk in wanted if kind is CodingRevision]
    found = Citation.objects.filter(Q(answer_revision__in=answers) | Q(coding_revision__in=codings))
    cited = list(found.order_by("position", "pk"))
    known = register.read(
        jurisdiction,
        {c.instrument_id for c in cited if c.instrument_id},
        {c.evidence_id for c in cited if c.evidence_id},
    )
    rows: dict[Revision, list[CitationRow]] = defaultdict(list)
    for citation in cited:
        of_answer = (AnswerRevision, citation.answer_revision_id or 0)
        revision = wanted.get(of_answer) or wanted[CodingRevision, citation.coding_revision_id or 0]
        entry = known.entry(citation.instrument_id, citation.evidence_id)
        seen_from = view if isinstance(view, View) else view[revision]
        rows[revision].append(_row(citation, entry, seen_from, revision.recorded_at))
    return {revision: tuple(cited_by) for revision, cited_by in rows.items()}


def _row(citation: Citation, entry: register.Entry, view: View, recorded_at: datetime.datetime) -> CitationRow:
    known_ended_on = timezone.localdate(recorded_at) if citation.although_ended else None
    return CitationRow(
        position=citation.position,
        kind="instrument" if citation.instrument_id else "evidence",
        ref=entry.facts.ref,
        id=citation.instrument_id or str(citation.evidence_id),
        thing=entry.thing,
        title=entry.title,
        place=citation.place,
        quote=citation.quote,
        quote_lang=citation.quote_lang,
        carried_over=citation.carried_over,
        although_ended=citation.although_ended,
        publishable=entry.publishable,
        state=view.state(entry.facts, known_ended_on),
        effect=entry.effect,
        facts=entry.facts,
    )


def ended(citations: Iterable[CitationRow]) -> tuple[CitationRow, ...]:
    """Those among the citations that have ended, in their order."""
    return tuple(c for c in citations if c.state is not None)


def internal_only(citations: Sequence[CitationRow]) -> bool:
    """Whether they are all internal: there is something to rest on, and nothing of it may be published."""
    return bool(citations) and not any(c.publishable for c in citations)


def readable(citations: Sequence[CitationRow], *, internal: bool) -> tuple[CitationRow, ...]:
    """The citations that a person may read: with internal evidence only where they may read it."""
    return tuple(c for c in citations if internal or c.publishable)
