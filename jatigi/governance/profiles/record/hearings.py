"""What was said in the consultations of a round, as it may be published.

An institution stands by name beside what it held only with its consent and never when it spoke in confidence;
otherwise it is counted. Silence is a word of its own and never named. What institutions without consent remarked is
counted, not quoted.
"""

import uuid
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Q

from jatigi.governance.assessments.models import Subject
from jatigi.governance.consultations.models import (
    Attendee,
    Communication,
    Disposition,
    Item,
    Organiser,
    PositionRevision,
    Remark,
    Session,
)
from jatigi.governance.consultations.rules.positions import Silence, standing
from jatigi.governance.profiles.record import selection
from jatigi.governance.profiles.record.public import RECORD_FIELDS
from jatigi.governance.profiles.record.selection import Scope

Row = dict[str, Any]
Ref = tuple[str, str]  # kind and id of what is discussed
NOTHING: Ref = ("", "")


@dataclass
class Heard:
    """Rows of the tables ``consultations``, ``positions`` and ``remarks``."""

    consultations: list[Row] = field(default_factory=list)
    positions: list[Row] = field(default_factory=list)
    remarks: list[Row] = field(default_factory=list)


def heard(scope: Scope, recommendations: Iterable[str]) -> Heard:
    """The consultations of the round with what was said. ``recommendations``: those that are public."""
    return _Hearing(scope, frozenset(recommendations)).read()


class _Hearing:
    """The rows at hand while the three tables are put together."""

    def __init__(self, scope: Scope, recommendations: frozenset[str]) -> None:
        self.scope = scope
        self.rooms = {row["code"]: row for row in _values(selection.consultations(scope), "consultations.Consultation")}
        here: Mapping[str, Any] = {"consultation__in": list(self.rooms)}
        self.attendees = _grouped(_values(Attendee.objects.filter(**here), "consultations.Attendee"), "consultation_id")
        self.items = _values(
            Item.objects.filter(**here).filter(_standing_at(scope)).order_by("position"), "consultations.Item"
        )
        remarks = Remark.objects.filter(**here, recorded_at__lte=scope.moment).order_by("recorded_at", "id")
        self.remarks = [row for row in _values(remarks, "consultations.Remark") if row["moderation"] == "kept"]
        self.stances = self._stances()
        self.given = self._given()
        self.refs = self._refs(recommendations)
        self.named = {
            (one["consultation_id"], one["institution_id"])
            for group in self.attendees.values()
            for one in group
            if one["named_publicly"]
        }

    def _stances(self) -> dict[tuple[int, str], Row]:
        """The latest position of each institution on each point."""
        said = PositionRevision.objects.filter(
            position__item__in=[one["id"] for one in self.items], recorded_at__lte=self.scope.moment
        )
        rows = _values(said.order_by("number"), "consultations.PositionRevision")
        return {(row["position__item_id"], row["position__institution_id"]): row for row in rows}

    def _given(self) -> dict[uuid.UUID, Row]:
        """The answer that stands to each position and remark."""
        rows = _values(
            Disposition.objects.filter(
                position__in={one["position_id"] for one in self.stances.values()},
                recorded_at__lte=self.scope.moment,
            ).order_by("number"),
            "consultations.Disposition",
        )
        rows += _values(
            Disposition.objects.filter(
                remark__in=[one["id"] for one in self.remarks], recorded_at__lte=self.scope.moment
            ).order_by("number"),
            "consultations.Disposition",
        )
        return {row["position_id"] or row["remark_id"]: row for row in rows}

    def _refs(self, recommendations: frozenset[str]) -> dict[uuid.UUID, Ref]:
        """What each subject is called in the release; those that it does not hold are missing."""
        wanted = {one["subject_id"] for one in [*self.items, *self.remarks]}
        wanted |= {one["changed_id"] for one in self.given.values()}
        subjects = Subject.objects.filter(pk__in=wanted - {None}, round=self.scope.round.pk)
        return dict(_public(_values(subjects, "assessments.Subject"), recommendations))

    def read(self) -> Heard:
        done = Heard()
        for code, room in self.rooms.items():
            done.positions += self._positions(code, room)
            done.remarks += self._remarks(code, room)
        done.consultations = self._consultations()
        return done

    def _positions(self, code: str, room: Row) -> list[Row]:
        silence = Silence(room["silence_deadline"], room["silence_notice_at"])
        asked = [one["institution_id"] for one in self.attendees.get(code, ())]
        rows: list[Row] = []
        for item in (one for one in self.items if one["consultation_id"] == code):
            kind, ref = self.refs.get(item["subject_id"], NOTHING)
            if not ref:
                continue
            point = {"consultation": code, "origin": room["origin"], "kind": kind, "ref": ref}
            counted: Counter[str] = Counter()
            for institution in asked:
                said = self.stances.get((item["id"], institution))
                if said and not said["confidential"] and (code, institution) in self.named:
                    rows.append(point | self._named(said) | {"institution": institution, "count": 1})
                else:
                    counted[standing(said["stance"] if said else None, silence, self.scope.moment)] += 1
            rows += [point | _UNNAMED | {"stance": stance, "count": n} for stance, n in counted.items()]
        return rows

    def _named(self, said: Row) -> Row:
        words = {"text": said["text"], "text_lang": said["lang"] if said["text"] else ""}
        return {"stance": said["stance"]} | words | self._answered(said["position_id"])

    def _remarks(self, code: str, room: Row) -> list[Row]:
        rows = []
        for one in self.remarks:
            if one["consultation_id"] != code or not self._quotable(one):
                continue
            kind, about = self.refs.get(one["subject_id"], NOTHING)
            rows.append(
                {
                    "consultation": code,
                    "origin": room["origin"],
                    "id": one["code"] or str(one["id"]),
                    "about_kind": kind,
                    "about": about,
                    "institution": one["institution_id"] or "",
                    "organisation": one["organisation"] if one["source"] == "document" else "",
                    "text": one["text"].plain(),
                    "text_lang": one["text"].source,
                    **{name: one[name] for name in ("kind", "source", "voice", "inserted")},
                }
                | self._answered(one["id"])
            )
        return rows

    def _quotable(self, remark: Row) -> bool:
        """Whether a remark may be shown: not in confidence, and of an institution only with its consent."""
        if remark["confidential"]:
            return False
        if remark["source"] == "document":
            return True  # a public text says it already
        institution = remark["institution_id"]
        if institution is not None:
            return (remark["consultation_id"], institution) in self.named
        return bool(remark["voice"] != "institution")

    def _answered(self, line: uuid.UUID) -> Row:
        given = self.given.get(line)
        if given is None:
            return dict(_UNANSWERED)
        kind, changed = self.refs.get(given["changed_id"], NOTHING)
        return {
            "outcome": given["outcome"],
            "reason": given["reason"].plain(),
            "change": "made" if given["changed_id"] else "promised" if given["change_due"] else "",
            "changed_kind": kind,
            "changed": changed,
        }

    def _consultations(self) -> list[Row]:
        organisers = _grouped(
            _values(Organiser.objects.filter(consultation__in=self.rooms), "consultations.Organiser"), "consultation_id"
        )
        sessions = _grouped(
            _values(Session.objects.filter(consultation__in=self.rooms), "consultations.Session"), "consultation_id"
        )
        papers = Counter(
            Communication.objects.filter(session__consultation__in=self.rooms).values_list("session", flat=True)
        )
        return [
            self._consultation(row, organisers.get(code, ()), sessions.get(code, ()), papers)
            for code, row in self.rooms.items()
        ]

    def _consultation(
        self, row: Row, organisers: Sequence[Row], sessions: Sequence[Row], papers: Mapping[int, int]
    ) -> Row:
        code = row["code"]
        asked = self.attendees.get(code, ())
        lines = {one["id"] for one in self.remarks if one["consultation_id"] == code}
        items = {one["id"] for one in self.items if one["consultation_id"] == code}
        lines |= {one["position_id"] for (item, _institution), one in self.stances.items() if item in items}
        outcomes = Counter(one["outcome"] for key, one in self.given.items() if key in lines)
        silence = Silence(row["silence_deadline"], row["silence_notice_at"])
        return {
            **{name: row[name] for name in ("origin", "kind", "languages")},
            **{name: row[name].plain() for name in ("title", "about", "venue")},
            "id": code,
            "of_round": row["round_id"] or "",
            "starts_on": row["starts_on"],
            "ends_on": row["ends_on"],
            "silence_deadline": row["silence_deadline"] if silence.on else None,
            "organisers": [
                {"part": one["part"], "name": one["name"].plain(), "institution": one["institution_id"] or ""}
                for one in sorted(organisers, key=lambda one: one["position"])
            ],
            "sessions": [
                {"kind": one["kind"], "title": one["title"].plain(), "communications": papers.get(one["id"], 0)}
                for one in sorted(sessions, key=lambda one: one["position"])
            ],
            "counts": [
                {"what": what, "value": one.get("value"), "more": bool(one.get("more")), "source": one.get("source")}
                for what, one in sorted(row["counts"].items())
            ],
            "asked": len(asked),
            "attended": sum(one["attendance"] == "attended" for one in asked),
            "named": sorted(one["institution_id"] for one in asked if one["named_publicly"]),
            "points": len(items),
            "remarks": sum(one["consultation_id"] == code for one in self.remarks),
            "answers": [{"outcome": name, "count": outcomes[name]} for name in sorted(outcomes)],
            "sources": sources(row["sources"]),
        }


_UNANSWERED: Row = {"outcome": "", "reason": {}, "change": "", "changed_kind": "", "changed": ""}
_UNNAMED: Row = {"institution": "", "text": "", "text_lang": ""} | _UNANSWERED


def sources(given: Iterable[Mapping[str, Any]]) -> list[Row]:
    """Sources as a release states them: address, publisher, day on which they were read, what they say."""
    return [
        {
            "url": str(one.get("url") or ""),
            "publisher": str(one.get("publisher") or ""),
            "accessed": str(one.get("accessed") or ""),
            "says": {lang: text for lang, text in (one.get("says") or {}).items() if text},
        }
        for one in given
    ]


def _standing_at(scope: Scope) -> Q:
    return Q(withdrawn_at=None) | Q(withdrawn_at__gt=scope.moment)


def _public(rows: Iterable[Row], recommendations: frozenset[str]) -> Iterable[tuple[uuid.UUID, Ref]]:
    for row in rows:
        names = {
            "answer": row["answer__indicator__indicator__code"] if row["answer__state"] == "agreed" else "",
            "finding": row["finding__code"] if row["finding__state"] == "reviewed" else "",
            "paragraph": row["paragraph__code"] if row["paragraph__dropped_at"] is None else "",
            "recommendation": row["recommendation__code"] if row["recommendation__code"] in recommendations else "",
        }
        if names.get(row["kind"]):
            yield row["id"], (row["kind"], names[row["kind"]])


def _values(query: Any, label: str) -> list[Row]:
    return list(query.values(*RECORD_FIELDS[label]))


def _grouped(rows: Iterable[Row], by: str) -> dict[Any, list[Row]]:
    found: dict[Any, list[Row]] = defaultdict(list)
    for row in rows:
        found[row[by]].append(row)
    return dict(found)
