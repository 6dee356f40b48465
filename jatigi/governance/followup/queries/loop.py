"""The closed loop of a round: what was expected since the round before, what was done, what moved, and who says that
the one came of the other."""

import datetime
import uuid
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.db.models import Prefetch, Q, QuerySet

from jatigi.foundation.accounts.access import Visitor, may
from jatigi.foundation.text import Text
from jatigi.governance.assessments.models import Round
from jatigi.governance.followup.models import Action, Attribution, Movement, Recommendation
from jatigi.governance.followup.queries.moved import Asked, Pair, asked_by, pairs_of, standings_on
from jatigi.governance.followup.queries.recommendations import latest_revisions
from jatigi.governance.followup.rules import movement as rules
from jatigi.governance.followup.rules.status import Standing, done
from jatigi.governance.frameworks.models import IndicatorVersion

#: What the four figures at the top count; the other two groups follow in small.
FIRST = (rules.DONE_MOVED, rules.DONE_NOT_MOVED, rules.MOVED_WITHOUT, rules.NOT_DONE)
UNSPOKEN = Standing("not_reported", "", "", "", ())
LIVED = ("adopted", "merged", "split")


@dataclass(frozen=True)
class Claim:
    """What somebody says of the link. ``standing`` is ``attributed``, ``confirmed``, ``disputed``, or ``unproven``: it
    was confirmed, but dated evidence of both rounds does not stand behind it (any more)."""

    attribution: Attribution
    standing: str


@dataclass(frozen=True)
class Line:
    """One expected movement, or one attributed action (``movement`` None), and what became of it."""

    result: str
    movement: Movement | None
    indicator: IndicatorVersion | None
    action: Action | None
    recommendations: Sequence[tuple[str, Text]]  # what it serves: code, words
    standing: Standing  # of the action, or of what serves the recommendation
    pair: Pair | None
    claims: Sequence[Claim]
    apparent: bool = False
    serving: int = 1  # how many actions stand behind it: a recommendation may be served by several, or by none

    @property
    def confirmed(self) -> bool:
        """Whether somebody confirmed it, with dated evidence of both rounds, and nobody disputes it."""
        said = {claim.standing for claim in self.claims}
        return "confirmed" in said and "disputed" not in said

    @property
    def disputed(self) -> bool:
        """Whether somebody disputes it: then every claim is shown."""
        return any(claim.standing == "disputed" for claim in self.claims)


@dataclass(frozen=True)
class Changed:
    """An answer that differs although no movement was expected of it."""

    indicator: IndicatorVersion
    pair: Pair


@dataclass(frozen=True)
class Loop:
    """See the module. Without an earlier round, ``earlier`` is None and ``ahead`` counts what the next round will
    check."""

    round: Round
    earlier: Round | None
    lines: Sequence[Line] = ()
    attributed: Sequence[Line] = ()  # actions that somebody credits, though no movement was expected
    changed: Sequence[Changed] = ()
    apparent: Sequence[Changed] = ()  # they differ because something was read otherwise
    withheld: int = 0
    ahead: int = 0

    @property
    def counts(self) -> Mapping[str, int]:
        """How many expected movements ended in each group."""
        return rules.counts([line.result for line in self.lines])

    @property
    def groups(self) -> list[tuple[str, list[Line]]]:
        """The groups that hold something, in the order of the page."""
        found = ((name, [line for line in self.lines if line.result == name]) for name in rules.RESULTS)
        return [(name, lines) for name, lines in found if lines]

    @property
    def first(self) -> list[tuple[str, int]]:
        """The four figures of the top."""
        return [(name, self.counts[name]) for name in FIRST]

    @property
    def empty(self) -> bool:
        """Whether there is nothing to tell."""
        return not (self.lines or self.attributed or self.changed or self.apparent)


def loop_of(round: Round, reader: Visitor) -> Loop:
    """The loop as the reader may see it. The number of queries does not depend on how much there is."""
    movements = _movements(round)
    if round.previous is None:
        return Loop(round, None, ahead=len(movements))
    earlier = round.previous
    asked = asked_by(earlier, round, reader)
    credited = _credited(round)
    internal = may(reader, "evidence.read_internal", round.jurisdiction_id)
    pairs = pairs_of(earlier, round, asked.versions, place=round.jurisdiction, internal=internal)
    read = _Reading(round, earlier, asked, pairs, _standings(movements, credited, round.reference_date), credited)
    mine = [one for one in movements if one.indicator_id not in asked.withheld]
    expected = [line for one in mine if (line := read.line(one)) is not None]
    aimed = {one.indicator_id for one in movements}
    changed = [one for one in _changed(asked, pairs) if one.indicator.indicator_id not in aimed]
    return Loop(
        round,
        earlier,
        lines=_worded(expected),
        attributed=_worded(read.beyond({one.action_id for one in movements})),
        changed=[one for one in changed if one.pair.after.cause not in rules.APPARENT],
        apparent=[one for one in changed if one.pair.after.cause in rules.APPARENT],
        withheld=len(movements) - len(mine),
    )


# ---------- What is to be checked ----------


def _movements(round: Round) -> list[Movement]:
    """The movements that this round checks, or (of a first round) that the next one will."""
    mine, first = round.jurisdiction_id, round.previous is None
    served = Prefetch("action__recommendations", Recommendation.objects.select_related("round").order_by("position"))
    serving = Prefetch("recommendation__actions", Action.objects.filter(dropped_at=None).exclude(plan__state="draft"))
    found = (
        Movement.objects.filter(
            Q(action__plan__jurisdiction=mine, action__dropped_at=None)
            | Q(recommendation__jurisdiction=mine, recommendation__state__in=LIVED)
        )
        .exclude(action__plan__state="draft")
        .select_related("indicator", "action__plan", "action__lead", "recommendation__round")
        .prefetch_related(served, serving)
        .order_by("action__plan", "action__position", "recommendation__position", "indicator__code")
    )
    same = [one for one in found if _of_kind(one, round)]
    kept = same if first else [one for one in same if _due(one, round)]
    double = {(rec.pk, one.indicator_id) for one in kept if one.action for rec in one.action.recommendations.all()}
    return [one for one in kept if (one.recommendation_id, one.indicator_id) not in double]


def _of_kind(movement: Movement, round: Round) -> bool:
    """Invented ones are checked in invented rounds, and nowhere else."""
    source = movement.action.plan if movement.action else movement.recommendation
    return source is not None and (source.origin == "fictional") == (round.origin == "fictional")


def _due(movement: Movement, round: Round) -> bool:
    """Whether it came before this round: what begins later, or comes out of this round itself, waits for the next."""
    action = movement.action
    if action is None:
        return movement.recommendation is not None and _earlier(movement.recommendation, round)
    if action.starts is not None and action.starts.earliest() > round.reference_date:
        return False
    served = list(action.recommendations.all())
    return not served or any(_earlier(one, round) for one in served)


def _earlier(recommendation: Recommendation, round: Round) -> bool:
    if recommendation.round is not None:
        return recommendation.round.reference_date < round.reference_date
    said = recommendation.recommended_on
    return said is None or said.earliest() < round.reference_date


# ---------- What happened ----------


def _standings(
    movements: Sequence[Movement], credited: Sequence[Attribution], on: datetime.date
) -> dict[uuid.UUID, Standing]:
    """Where each action stood on the round's reference date: what certainly happened later does not count yet."""
    actions = {one.action_id for one in movements if one.action_id} | {one.action_id for one in credited}
    actions |= {one.pk for m in movements if m.recommendation for one in m.recommendation.actions.all()}
    return standings_on(actions, on)


def _credited(round: Round) -> list[Attribution]:
    """Who says that an action moved an answer of this round, or followed from a recommendation; oldest first."""
    return list(
        Attribution.objects.filter(action__plan__jurisdiction=round.jurisdiction_id, action__dropped_at=None)
        .filter(Q(answer=None) | Q(answer__round=round))
        .select_related("action__plan", "action__lead", "answer__indicator", "recommendation")
        .prefetch_related(Prefetch("action__recommendations", Recommendation.objects.select_related("round")))
        .prefetch_related("evidence", "instruments")
        .order_by("recorded_at", "pk")
    )


@dataclass(frozen=True)
class _Reading:
    """Everything that was read, from which the lines are made."""

    round: Round
    earlier: Round
    asked: Asked
    pairs: Mapping[int, Pair]
    standings: Mapping[uuid.UUID, Standing]
    credited: Sequence[Attribution]

    def line(self, movement: Movement) -> Line | None:
        """What became of one expected movement; None where the earlier round had settled it."""
        pair, order = self.pairs.get(movement.indicator_id), self.asked.order(movement.indicator_id)
        before, after = (pair.before.level, pair.after.level) if pair else ("", "")
        by = movement.by.latest() if movement.by else None
        expected = rules.Expected(movement.level_from, movement.level_to, by)
        if rules.settled_before(expected, before, order, self.earlier.reference_date):
            return None
        where, is_done = self._stands(movement)
        happened = rules.Happened(before, after, is_done, pair.after.cause if pair else "")
        return Line(
            result=rules.result(expected, happened, order, self.round.reference_date),
            movement=movement,
            indicator=self.asked.versions.get(movement.indicator_id),
            action=movement.action,
            recommendations=_served(movement),
            standing=where,
            pair=pair,
            claims=self._claims(movement.action, movement.indicator_id, pair),
            apparent=happened.apparent,
            serving=len(movement.recommendation.actions.all()) if movement.recommendation else 1,
        )

    def beyond(self, expected: Iterable[object]) -> list[Line]:
        """The actions that somebody credits and of which no movement was expected, one line for each answer."""
        known = set(expected)
        found: dict[tuple[object, int | None], Action] = {}
        for one in self.credited:
            indicator = one.answer.indicator.indicator_id if one.answer else None
            kind = (one.action.plan.origin == "fictional") == (self.round.origin == "fictional")
            if one.action_id in known or indicator in self.asked.withheld or not kind or not self._began(one.action):
                continue
            found.setdefault((one.action_id, indicator), one.action)
        return [self._beyond(action, indicator) for (_pk, indicator), action in found.items()]

    def _beyond(self, action: Action, indicator: int | None) -> Line:
        pair = self.pairs.get(indicator) if indicator is not None else None
        return Line(
            result="",
            movement=None,
            indicator=self.asked.versions.get(indicator) if indicator is not None else None,
            action=action,
            recommendations=[(one.pk, Text("fr", {})) for one in action.recommendations.all()],
            standing=self.standings.get(action.pk, UNSPOKEN),
            pair=pair,
            claims=self._claims(action, indicator, pair),
        )

    def _began(self, action: Action) -> bool:
        return action.starts is None or action.starts.earliest() <= self.round.reference_date

    def _stands(self, movement: Movement) -> tuple[Standing, bool | None]:
        if movement.action is not None:
            found = self.standings.get(movement.action.pk, UNSPOKEN)
            return found, done(found)
        assert movement.recommendation is not None  # the database holds it to one of the two
        serving = [self.standings.get(one.pk, UNSPOKEN) for one in movement.recommendation.actions.all()]
        return (serving[0] if len(serving) == 1 else UNSPOKEN), rules.together([done(one) for one in serving])

    def _claims(self, action: Action | None, indicator: int | None, pair: Pair | None) -> list[Claim]:
        """Who says what of an action and this answer; what is said of no answer concerns the action as a whole."""
        if action is None:
            return []
        found = [
            one
            for one in self.credited
            if one.action_id == action.pk and (one.answer is None or one.answer.indicator.indicator_id == indicator)
        ]
        proven = pair is not None and pair.dated and pair.differs
        return [
            Claim(one, "unproven" if one.link == "confirmed" and one.answer and not proven else one.link)
            for one in found
        ]


def _served(movement: Movement) -> list[tuple[str, Text]]:
    if movement.action is not None:
        return [(one.pk, Text("fr", {})) for one in movement.action.recommendations.all()]
    assert movement.recommendation_id is not None
    return [(movement.recommendation_id, Text("fr", {}))]


def _worded(lines: Sequence[Line]) -> list[Line]:
    """The same lines with the words of what they serve. One query."""
    words = latest_revisions({code for line in lines for code, _text in line.recommendations})
    return [
        Line(**{**vars(line), "recommendations": [(code, words[code].text) for code, _text in line.recommendations]})
        for line in lines
    ]


def _changed(asked: Asked, pairs: Mapping[int, Pair]) -> list[Changed]:
    """The answers that both rounds settled, and settled differently, in the framework's order."""
    found = []
    for pk, version in asked.versions.items():
        pair, order = pairs[pk], asked.order(pk)
        moved = rules.steps(pair.before.level, pair.after.level, order)
        if moved and pk not in asked.withheld:
            found.append(Changed(version, pair))
    return sorted(found, key=lambda one: (one.indicator.version_id, one.indicator.position))


# ---------- The list ----------


def rounds_of(rounds: QuerySet[Round]) -> list[Round]:
    """The rounds of the list, newest first."""
    return list(rounds.select_related("jurisdiction", "previous").order_by("jurisdiction", "-reference_date"))
