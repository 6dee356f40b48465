"""Recommendations: written, reworded, adopted, merged, split, dropped, answered by the government."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db import IntegrityError
from django.db.models import Max
from django.utils import timezone

from jatigi.foundation import audit
from jatigi.foundation.accounts.models import User
from jatigi.foundation.places.models import Place
from jatigi.foundation.text import PartialDate, Text
from jatigi.governance.assessments.models import Finding, Round, Subject
from jatigi.governance.consultations.models import Consultation, Position, Remark
from jatigi.governance.followup import guards, wording
from jatigi.governance.followup.errors import refused
from jatigi.governance.followup.models import (
    ACCEPTANCE,
    FROM,
    Recommendation,
    RecommendationRevision,
    RecommendationStep,
)
from jatigi.governance.followup.rules import recommendations as rules
from jatigi.governance.frameworks.models import Indicator

EMPTY = Text("fr", {})


@dataclass(frozen=True)
class Worded:
    """What a person writes of a recommendation: its words, and what it comes from and serves. ``sources`` are those of
    a public document, ``{publisher, url, accessed}``; None leaves what stands."""

    text: Text
    detail: Text = EMPTY
    came_from: str = "finding"
    findings: Sequence[Finding] = ()
    remarks: Sequence[Remark] = ()
    positions: Sequence[Position] = ()
    indicators: Sequence[Indicator] = ()
    gcm: Sequence[int] = ()
    recommended_on: PartialDate | None = None
    public: bool = True
    sources: Sequence[Mapping[str, Any]] | None = None


@dataclass(frozen=True)
class Belongs:
    """Where a recommendation belongs: a jurisdiction, and the round or consultation it came out of, if any."""

    jurisdiction: Place
    round: Round | None = None
    consultation: Consultation | None = None
    origin: str = field(default="")

    @property
    def kind_of_origin(self) -> str:
        """official | reconstructed | fictional: that of what it came out of."""
        source = self.round or self.consultation
        return self.origin or (source.origin if source is not None else "official")


def write_recommendation(code: str, place: Belongs, worded: Worded, *, by: User) -> Recommendation:
    """Write a recommendation (state ``draft``).

    Raises:
        Refused: ``exists``, ``untitled``, ``elsewhere``, ``recommendation.no_origin``, ``recommendation.objective``,
        ``not_your_role``.
    """
    try:
        with audit.entry("recommendation.write", by=by, kind=Recommendation._meta.label) as record:
            guards.check_role(by, "recommendation.write", place.jurisdiction.code)
            made = _new(code, place, worded)
            revision = _word(made, worded, by)
            record.objects.append(made.pk)
            record.details["text"] = _print(revision)
    except IntegrityError:
        raise refused("exists", code=code) from None
    return made


def reword(recommendation: Recommendation, worded: Worded, *, by: User, number: int) -> RecommendationRevision:
    """Give it new words, or name other origins. One that was adopted becomes a draft again. ``number`` is the revision
    that the person had before them.

    Raises:
        Refused: ``newer``, ``recommendation.not_now``, and as :func:`write_recommendation`.
    """
    with audit.entry("recommendation.reword", by=by, on=recommendation) as record:
        _move(recommendation, "reword", "recommendation.write", by)
        if recommendation.revisions.count() != number:
            raise refused("newer")
        revision = _word(recommendation, worded, by)
        record.details |= {"number": revision.number, "text": _print(revision)}
    return revision


def adopt(recommendation: Recommendation, *, by: User) -> None:
    """Adopt it as it is worded.

    Raises:
        Refused: ``recommendation.not_now``, ``not_your_role``.
    """
    with audit.entry("recommendation.adopt", by=by, on=recommendation):
        _move(recommendation, "adopt", "recommendation.respond", by)


def reopen(recommendation: Recommendation, *, by: User) -> None:
    """Take an adoption back.

    Raises:
        Refused: ``recommendation.not_now``, ``not_your_role``.
    """
    with audit.entry("recommendation.reopen", by=by, on=recommendation):
        _move(recommendation, "reopen", "recommendation.respond", by)


def respond(recommendation: Recommendation, acceptance: str, response: Text, *, by: User) -> None:
    """Record the government's acceptance and response, in its words.

    Raises:
        Refused: ``recommendation.not_now``, ``recommendation.acceptance``, ``not_your_role``.
    """
    with audit.entry("recommendation.respond", by=by, on=recommendation, acceptance=acceptance):
        _move(recommendation, "respond", "recommendation.respond", by)
        if acceptance not in ACCEPTANCE:
            raise refused("recommendation.acceptance")
        recommendation.acceptance, recommendation.response = acceptance, response
        recommendation.save(update_fields=["acceptance", "response"])


def merge(sources: Sequence[Recommendation], code: str, worded: Worded, *, by: User) -> Recommendation:
    """Make one recommendation of several. It keeps all their origins; they say what they became.

    Raises:
        Refused: ``recommendation.too_few``, ``recommendation.apart`` (not of one round and consultation), ``exists``,
        ``recommendation.not_now``, and as :func:`write_recommendation`.
    """
    if len({one.pk for one in sources}) < 2:
        raise refused("recommendation.too_few")
    try:
        with audit.entry("recommendation.merge", by=by, many=sources) as record:
            place = _common_place(sources)
            for one in sources:
                one.refresh_from_db()
                _move(one, "merge", "recommendation.write", by)
            made = _new(code, place, worded)
            revision = _word(made, worded, by)
            _inherit(made, sources)
            for one in sources:
                one.became.add(made)
            record.objects.append(made.pk)
            record.details["text"] = _print(revision)
    except IntegrityError:
        raise refused("exists", code=code) from None
    return made


def split(source: Recommendation, parts: Mapping[str, Worded], *, by: User) -> list[Recommendation]:
    """Make several of one: ``{code: words}``. Each keeps its origins.

    Raises:
        Refused: ``recommendation.too_few``, ``exists``, ``recommendation.not_now``, and as
        :func:`write_recommendation`.
    """
    if len(parts) < 2:
        raise refused("recommendation.too_few")
    taken = Recommendation.objects.filter(pk__in=parts).values_list("pk", flat=True).first()
    if taken is not None:
        raise refused("exists", code=taken)
    with audit.entry("recommendation.split", by=by, on=source) as record:
        _move(source, "split", "recommendation.write", by)
        made = []
        for code, worded in parts.items():
            one = _new(code, _common_place([source]), worded)
            _word(one, worded, by)
            _inherit(one, [source])
            source.became.add(one)
            made.append(one)
        record.objects += [one.pk for one in made]
    return made


def drop(recommendation: Recommendation, *, by: User, reason: str) -> None:
    """Take it out, with a reason; its record stays.

    Raises:
        Refused: ``reason_missing``, ``recommendation.served``, ``recommendation.not_now``, ``not_your_role``.
    """
    if not reason.strip():
        raise refused("reason_missing")
    with audit.entry("recommendation.drop", by=by, on=recommendation, reason=reason):
        if recommendation.actions.filter(dropped_at=None).exists():
            raise refused("recommendation.served")
        _move(recommendation, "drop", "recommendation.write", by, note=reason.strip())


def restore(recommendation: Recommendation, *, by: User) -> None:
    """Undo a drop, a merge or a split. After a merge or split, what came of it must have been dropped first.

    Raises:
        Refused: ``recommendation.lives_on``, ``recommendation.not_now``, ``not_your_role``.
    """
    with audit.entry("recommendation.restore", by=by, on=recommendation):
        if recommendation.became.filter(state__in=rules.LIVE).exists():
            raise refused("recommendation.lives_on")
        _move(recommendation, "restore", "recommendation.write", by)
        recommendation.became.clear()


def _move(recommendation: Recommendation, action: str, permission: str, by: User, note: str = "") -> None:
    guards.check_role(by, permission, recommendation.jurisdiction_id)
    before, state = recommendation.state, rules.move(recommendation.state, action)
    if state is None:
        raise refused("recommendation.not_now", state=wording.RECOMMENDATION_STATES[before])
    recommendation.state = state
    recommendation.save(update_fields=["state"])
    RecommendationStep.objects.create(
        recommendation=recommendation,
        action=action,
        state_before=before,
        state_after=state,
        at=timezone.now(),
        by=by,
        note=note,
    )


def _new(code: str, place: Belongs, worded: Worded) -> Recommendation:
    _check_place(place)
    _check_words(worded)
    subject = Subject.objects.create(kind=Subject.Kind.RECOMMENDATION, round=place.round) if place.round else None
    last = Recommendation.objects.filter(jurisdiction=place.jurisdiction).aggregate(last=Max("position"))["last"] or 0
    return Recommendation.objects.create(
        code=code,
        jurisdiction=place.jurisdiction,
        round=place.round,
        consultation=place.consultation,
        subject=subject,
        origin=place.kind_of_origin,
        came_from=worded.came_from,
        position=last + 1,
    )


def _check_place(place: Belongs) -> None:
    for one in (place.round, place.consultation):
        if one is not None and one.jurisdiction_id != place.jurisdiction.code:
            raise refused("elsewhere", code=one.pk)


def _word(recommendation: Recommendation, worded: Worded, by: User | None) -> RecommendationRevision:
    _check_words(worded)
    _check_origins(recommendation, worded)
    recommendation.came_from, recommendation.public = worded.came_from, worded.public
    recommendation.gcm, recommendation.recommended_on = sorted(set(worded.gcm)), worded.recommended_on
    if worded.sources is not None:
        recommendation.sources = [dict(one) for one in worded.sources]
    recommendation.save(update_fields=["came_from", "public", "gcm", "recommended_on", "sources"])
    recommendation.findings.set(worded.findings)
    recommendation.remarks.set(worded.remarks)
    recommendation.positions.set(worded.positions)
    recommendation.indicators.set(worded.indicators)
    return RecommendationRevision.objects.create(
        recommendation=recommendation,
        number=recommendation.revisions.count() + 1,
        text=worded.text,
        detail=worded.detail,
        recorded_at=timezone.now(),
        recorded_by=by,
    )


def _check_words(worded: Worded) -> None:
    guards.check_worded(worded.text)
    if worded.came_from not in FROM:
        raise refused("recommendation.no_origin")
    if not set(worded.gcm) <= set(rules.OBJECTIVES):
        raise refused("recommendation.objective")


def _check_origins(recommendation: Recommendation, worded: Worded) -> None:
    """What it comes from is of its own jurisdiction."""
    here = recommendation.jurisdiction_id
    places = [(one.code, one.round.jurisdiction_id) for one in worded.findings]
    places += [(str(one.pk), one.consultation.jurisdiction_id) for one in worded.remarks]
    places += [(str(one.pk), one.item.consultation.jurisdiction_id) for one in worded.positions]
    for code, place in places:
        if place != here:
            raise refused("elsewhere", code=code)


def _inherit(made: Recommendation, sources: Iterable[Recommendation]) -> None:
    """What several came from, their heir comes from."""
    for one in sources:
        for name in ("findings", "remarks", "positions", "indicators"):
            getattr(made, name).add(*getattr(one, name).all())
        made.sources = [*made.sources, *(source for source in one.sources if source not in made.sources)]
    made.gcm = sorted({*made.gcm, *(objective for one in sources for objective in one.gcm)})
    made.save(update_fields=["gcm", "sources"])


def _common_place(sources: Sequence[Recommendation]) -> Belongs:
    places = {(one.jurisdiction_id, one.round_id, one.consultation_id, one.origin) for one in sources}
    if len({(place, origin) for place, _round, _consultation, origin in places}) > 1:
        raise refused("recommendation.apart")
    first = sources[0]
    same_round = len({one.round_id for one in sources}) == 1
    same_meeting = len({one.consultation_id for one in sources}) == 1
    return Belongs(
        first.jurisdiction,
        first.round if same_round else None,
        first.consultation if same_meeting else None,
        first.origin,
    )


def _print(revision: RecommendationRevision) -> str:
    text: str = audit.fingerprint(revision.text.text(revision.text.source))
    return text
