"""Consultations and follow-up into the index: for each thing, what the newest release of the jurisdiction says of it.

Movements and attributions are of one round: they stay with the release that states them.
"""

import dataclasses
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from jatigi.foundation.text import Text
from jatigi.governance.releases.reader import ActionRow, ConsultationRow, RecommendationRow, Release
from jatigi.portal import models
from jatigi.portal.index.register import folded

BATCH = 200
NO_ACTION = "none"


def add(release: Release, row: models.PublishedRelease) -> None:
    """Write what no newer release of the jurisdiction states already, and the links of this round."""
    _Adding(release, row).write()


class _Adding:
    """One release on its way into the index."""

    def __init__(self, release: Release, row: models.PublishedRelease) -> None:
        self.release, self.row, self.lead = release, row, release.languages[0]
        self.serving: dict[str, list[ActionRow]] = defaultdict(list)
        for one in release.actions:
            for code in one.recommendations:
                self.serving[code].append(one)
        self.advice = {one.id: one for one in release.recommendations}
        # Pages show names beside many rows: they are written into them, so that none has to be looked up.
        self.names = {one.id: dict(one.name) for one in release.institutions}

    def write(self) -> None:
        release = self.release
        self._put(models.PublishedInstitution, release.institutions, _id, self._institution)
        fresh = self._put(models.PublishedConsultation, release.consultations, _id, self._consultation)
        self._remarks(fresh)
        self._put(models.PublishedRecommendation, release.recommendations, _id, self._recommendation)
        self._put(models.PublishedPlan, release.plans, _id, self._plan)
        self._put(models.PublishedAction, release.actions, _code, self._action)
        self._links()

    def _put(self, model: Any, given: Sequence[Any], name: Callable[[Any], str], make: Callable[[Any], Any]) -> Any:
        """The rows written, by code. What a newer release says of the same thing stands."""
        standing = model.objects.filter(jurisdiction=self.release.jurisdiction)
        held = {code: age for code, *age in standing.values_list("code", "release__as_known_at", "release_id")}
        newer = {code for code, age in held.items() if age > [self.release.as_known_at, self.release.id]}
        mine = [one for one in given if name(one) not in newer]
        standing.filter(code__in=[name(one) for one in mine if name(one) in held]).delete()
        made = model.objects.bulk_create([make(one) for one in mine], batch_size=BATCH)
        return {one.code: one for one in made}

    def _text(self, value: Mapping[str, str]) -> Text:
        return Text.of(value, source=self.lead)

    def _own(self, one: Any, code: str) -> dict[str, Any]:
        return {"release": self.row, "jurisdiction": self.release.jurisdiction, "code": code}

    def _institution(self, one: Any) -> models.PublishedInstitution:
        return models.PublishedInstitution(
            **self._own(one, one.id), name=self._text(one.name), abbreviation=one.abbreviation
        )

    def _consultation(self, one: ConsultationRow) -> models.PublishedConsultation:
        same = ("origin", "of_round", "starts_on", "ends_on")
        facts = ("languages", "silence_deadline", "organisers", "sessions", "counts", "asked", "attended", "named",
                 "points", "remarks", "answers", "sources")  # fmt: skip
        return models.PublishedConsultation(
            **self._own(one, one.id),
            category=one.kind,
            title=self._text(one.title),
            about=self._text(one.about),
            venue=self._text(one.venue),
            facts={name: _plain(getattr(one, name)) for name in facts}
            | {
                "organisers": [
                    {**part, "name": self.names.get(part.get("institution") or "") or part.get("name") or {}}
                    for part in one.organisers
                ]
            },
            positions=[
                {name: value for name, value in dataclasses.asdict(said).items() if name not in _ASIDE}
                | {"name": self.names.get(said.institution, {})}
                for said in self.release.positions
                if said.consultation == one.id
            ],
            **{name: getattr(one, name) for name in same},
        )

    def _remarks(self, rooms: Mapping[str, models.PublishedConsultation]) -> None:
        same = ("source", "voice", "institution", "organisation", "about_kind", "about", "inserted", "outcome",
                "change", "changed_kind", "changed")  # fmt: skip
        models.PublishedRemark.objects.bulk_create(
            (
                models.PublishedRemark(
                    consultation=rooms[one.consultation],
                    name=self._text(self.names.get(one.institution, {})),
                    code=one.id,
                    category=one.kind,
                    text=Text.of(one.text, source=one.text_lang or self.lead),
                    reason=self._text(one.reason),
                    **{name: getattr(one, name) for name in same},
                )
                for one in self.release.remarks
                if one.consultation in rooms
            ),
            batch_size=BATCH,
        )

    def _recommendation(self, one: RecommendationRow) -> models.PublishedRecommendation:
        same = ("origin", "of_round", "consultation", "came_from", "recommended_on", "acceptance")
        serving = self.serving.get(one.id, [])
        named = {
            "dimension": one.dimensions,
            "objective": one.gcm,
            "institution": {code for action in serving for code in _institutions(action)},
            "status": {_status(action) for action in serving} or {NO_ACTION},
        }
        return models.PublishedRecommendation(
            **self._own(one, one.id),
            text=self._text(one.text),
            detail=self._text(one.detail),
            response=self._text(one.response),
            gcm=[int(number) for number in one.gcm],
            indicators=list(one.indicators),
            sources=list(one.sources),
            served=len(serving),
            keys=keys(named),
            search=folded([one.id, *one.text.values(), *one.detail.values()]),
            **{name: getattr(one, name) for name in same},
        )

    def _plan(self, one: Any) -> models.PublishedPlan:
        same = ("origin", "starts", "ends", "state", "instrument")
        return models.PublishedPlan(
            **self._own(one, one.id),
            title=self._text(one.title),
            about=self._text(one.about),
            axes=list(one.axes),
            sources=list(one.sources),
            **{name: getattr(one, name) for name in same},
        )

    def _action(self, one: ActionRow) -> models.PublishedAction:
        same = ("origin", "plan", "lead", "starts", "ends", "standing", "status", "own_status", "validated_status",
                "dropped_on")  # fmt: skip
        facts = ("axis", "partners", "recommendations", "indicators", "gcm", "instruments", "milestones", "funding",
                 "declared_by", "dropped_reason", "sources")  # fmt: skip
        advised = [self.advice[code] for code in one.recommendations if code in self.advice]
        named = {
            "dimension": {*one.dimensions, *(code for each in advised for code in each.dimensions)},
            "objective": one.gcm,
            "institution": _institutions(one),
            "status": {_status(one)},
            "recommendation": one.recommendations,
        }
        return models.PublishedAction(
            **self._own(one, _code(one)),
            title=self._text(one.title),
            about=self._text(one.about),
            facts={name: _plain(getattr(one, name)) for name in facts}
            | {
                "lead_name": self.names.get(one.lead, {}),
                "partner_names": [self.names.get(code, {}) for code in one.partners],
                "declared_by": [self._by(said) for said in one.declared_by],
            },
            reports=[
                {name: _plain(value) for name, value in dataclasses.asdict(report).items() if name not in _ASIDE}
                | {"by": self.names.get(report.institution) or dict(report.declared_by)}
                for report in self.release.progress
                if (report.plan, report.action) == (one.plan, one.action)
            ],
            keys=keys(named),
            search=folded([one.action, *one.title.values(), *one.about.values()]),
            **{name: getattr(one, name) for name in same},
        )

    def _by(self, said: Mapping[str, Any]) -> dict[str, Any]:
        """Whose word it is, with its name."""
        code = said.get("institution") or ""
        return {"institution": code, "name": self.names.get(code) or dict(said.get("name") or {})}

    def _links(self) -> None:
        moved = {one.indicator: one for one in self.release.answers}
        rows: list[models.PublishedLink] = []
        stated: list[Any] = [*self.release.movements, *self.release.attributions]
        for one in stated:
            facts = {name: _plain(value) for name, value in dataclasses.asdict(one).items() if name not in _NAMED}
            movement = hasattr(one, "result")
            if not movement and one.indicator in moved:  # what the answer did, beside who says why
                answer = moved[one.indicator]
                facts |= {"previous_level": answer.previous_level, "level": answer.level}
            rows.append(
                models.PublishedLink(
                    release=self.row,
                    position=len(rows),
                    movement=movement,
                    action=_code(one) if one.action else "",
                    recommendation=one.recommendation,
                    indicator=one.indicator,
                    word=one.result if movement else one.link,
                    facts=facts,
                )
            )
        models.PublishedLink.objects.bulk_create(rows, batch_size=BATCH)


_ASIDE = frozenset({"origin", "jurisdiction", "consultation", "plan", "action"})
_NAMED = _ASIDE | {"recommendation", "indicator"}


def keys(named: Mapping[str, Iterable[str]]) -> str:
    """What a list is narrowed by, each between bars."""
    return "|" + "".join(f"{kind}:{one}|" for kind, ones in named.items() for one in sorted(ones))


def _id(one: Any) -> str:
    return str(one.id)


def _code(one: Any) -> str:
    return f"{one.plan}/{one.action}"


def _institutions(one: ActionRow) -> set[str]:
    return {*one.partners, *([one.lead] if one.lead else [])}


def _status(one: ActionRow) -> str:
    return one.status or one.standing


def _plain(value: Any) -> Any:
    return list(value) if isinstance(value, tuple) else value
