"""What was said and what followed in an invented country: a consultation, recommendations, a plan, both statuses."""

from collections.abc import Sequence
from typing import Any

from jatigi.governance.releases.reader import (
    ActionRow,
    AttributionRow,
    ConsultationRow,
    InstitutionRow,
    MovementRow,
    PlanRow,
    PositionRow,
    ProgressRow,
    RecommendationRow,
    RemarkRow,
)

Words = dict[str, str]
SOURCE: dict[str, Any] = {"url": "https://example.org/press", "publisher": "Journal inventé", "accessed": "2026-01-02",
                          "says": {}}  # fmt: skip
NOT_ANSWERED: dict[str, Any] = {"outcome": "", "reason": {}, "change": "", "changed_kind": "", "changed": ""}


def both(fr: str, en: str) -> Words:
    return {"fr": fr, "en": en}


def record(origin: str, country: str, code: str, indicators: Sequence[tuple[str, str]]) -> dict[str, Any]:
    """The tables of the record, by name, for one round. ``indicators``: dimension and id, two of them."""
    return _Record(origin, country, code, indicators).tables()


class _Record:
    def __init__(self, origin: str, country: str, code: str, indicators: Sequence[tuple[str, str]]) -> None:
        self.own = {"origin": origin, "jurisdiction": country}
        self.code, self.room, self.plan = code, f"{code}-07-ville-une", f"{country}-plan"
        self.indicators = indicators

    def tables(self) -> dict[str, Any]:
        return {
            "institutions": tuple(
                InstitutionRow(**self.own, id=one, name=both(fr, en), abbreviation="")
                for one, fr, en in (
                    ("sante", "Ministère inventé de la Santé", "Invented Ministry of Health"),
                    ("travail", "Ministère inventé du Travail", "Invented Ministry of Labour"),
                )
            ),
            "consultations": (self._room(),),
            "positions": tuple(self._positions()),
            "remarks": tuple(self._remark(number) for number in (1, 2)),
            "recommendations": (
                self._advice(f"{self.code}-sante", "Ouvrir les soins à tous.", "Open health care to all.", 0),
                self._advice(f"{self.code}-donnees", "Publier les chiffres.", "Publish the figures.", 1),
            ),
            "plans": (self._plan(),),
            "actions": (
                self._action("postes", "Ouvrir des postes de soins", "Open care posts", "official", "under_way", "done",
                             "under_way"),
                self._action("guide", "Imprimer un guide inventé", "Print an invented guide", "declared", "done",
                             "done", ""),
                self._action("registre", "Tenir un registre", "Keep a register", "not_reported", "", "", ""),
            ),
            "progress": tuple(self._reports()),
            "movements": (self._movement(),),
            "attributions": tuple(self._claims()),
        }  # fmt: skip

    def _room(self) -> ConsultationRow:
        return ConsultationRow(
            **self.own, id=self.room, of_round=self.code, kind="interministerial",
            title=both("Consultation de Ville-Une", "Consultation in Town One"), about=both("Objet.", "Purpose."),
            venue=both("Ville-Une", "Town One"), starts_on=f"{self.code[-4:]}-07-28", ends_on=f"{self.code[-4:]}-07-29",
            languages=("fr",), silence_deadline="",
            organisers=({"part": "organiser", "name": {}, "institution": "sante"},
                        {"part": "funder", "name": both("Fonds inventé", "Invented Fund"), "institution": ""}),
            sessions=({"kind": "panel", "title": both("Panel inventé", "Invented panel"), "communications": 2},),
            counts=({"what": "panels", "value": 11, "more": False, "source": 1},
                    {"what": "communications", "value": 30, "more": True, "source": 1}),
            asked=4, attended=3, named=("sante",), points=1, remarks=3,
            answers=({"outcome": "accepted", "count": 1}, {"outcome": "partly", "count": 1}), sources=(SOURCE,),
        )  # fmt: skip

    def _positions(self) -> list[PositionRow]:
        point = {"consultation": self.room, "kind": "answer", "ref": self.indicators[0][1]}
        counted = [("agrees", 1), ("no_observation", 2)]
        named = {"outcome": "partly", "reason": both("Le texte est précisé.", "The text is made precise."),
                 "change": "made", "changed_kind": "answer", "changed": self.indicators[0][1]}  # fmt: skip
        return [
            *(PositionRow(**self.own, **point, stance=stance, institution="", count=count, text_lang="", text="",
                          **NOT_ANSWERED) for stance, count in counted),
            PositionRow(**self.own, **point, stance="reservation", institution="sante", count=1, text_lang="fr",
                        text="Les chiffres datent.", **named),
        ]  # fmt: skip

    def _remark(self, number: int) -> RemarkRow:
        answered = NOT_ANSWERED if number == 1 else NOT_ANSWERED | {
            "outcome": "accepted", "reason": both("Retenu.", "Kept."), "change": "promised"}  # fmt: skip
        return RemarkRow(
            **self.own, consultation=self.room, id=f"proposition-{number}", kind="proposal", source="floor",
            voice="diaspora", institution="", organisation="", about_kind="", about="", text_lang="fr",
            text={"fr": f"Associer la diaspora inventée ({number})."}, inserted="", **answered,
        )  # fmt: skip

    def _advice(self, code: str, fr: str, en: str, place: int) -> RecommendationRow:
        dimension, indicator = self.indicators[place]
        return RecommendationRow(
            **self.own, id=code, of_round=self.code, consultation=self.room, came_from="floor", text=both(fr, en),
            detail={}, recommended_on=f"{self.code[-4:]}-07-28", gcm=("15",) if place == 0 else ("1", "3"),
            indicators=(indicator,), dimensions=(dimension,), findings=(), acceptance="accepted" if not place else
            "unknown", response=both("D’accord.", "Agreed.") if not place else {}, sources=(SOURCE,),
        )  # fmt: skip

    def _plan(self) -> PlanRow:
        return PlanRow(**self.own, id=self.plan, title=both("Plan inventé", "Invented plan"), about={}, starts="2019",
                       ends="2025", state="adopted", instrument="", sources=(SOURCE,),
                       axes=({"id": "un", "title": both("Axe inventé", "Invented axis")},))  # fmt: skip

    def _action(
        self, code: str, fr: str, en: str, standing: str, status: str, own: str, validated: str
    ) -> ActionRow:  # fmt: skip
        by = {"postes": ({"institution": "sante"},), "guide": ({"name": both("un communiqué", "a press release")},)}
        dimension, indicator = self.indicators[0]
        return ActionRow(
            **self.own, plan=self.plan, action=code, axis="un", title=both(fr, en), about=both("But.", "Aim."),
            lead="sante", partners=("travail",) if code == "postes" else (), starts="2020", ends="2022-06",
            recommendations=() if code == "guide" else (f"{self.code}-sante",), indicators=(indicator,),
            dimensions=(dimension,), gcm=("15",), instruments=("convention-inventee",),
            milestones=({"title": both("Dix postes", "Ten posts"), "due": "2021-06", "done_on": ""},),
            funding=({"amount": None, "currency": "XOF", "source": both("État", "State"), "standing": "sought"},
                     {"amount": "1500000", "currency": "XOF", "source": {}, "standing": "secured"}),
            standing=standing, status=status, own_status=own, validated_status=validated,
            declared_by=by.get(code, ()), dropped_on="", dropped_reason={}, sources=(SOURCE,),
        )  # fmt: skip

    def _reports(self) -> list[ProgressRow]:
        common: dict[str, Any] = {"number": 1, "due": "", "recorded_at": "2026-02-01T08:00:00Z", "happened_on": "2021",
                                  "instruments": (), "spent": None, "currency": ""}  # fmt: skip
        return [
            ProgressRow(**self.own, plan=self.plan, action="guide", institution="",
                        declared_by=both("un communiqué", "a press release"), status="done", text={}, evidence=(),
                        verdict="", verdict_status="", verdict_reason={}, **common),
            ProgressRow(**self.own, plan=self.plan, action="postes", institution="sante", declared_by={}, status="done",
                        text=both("Dix postes ouverts.", "Ten posts opened."), evidence=("rapport",),
                        verdict="not_confirmed", verdict_status="under_way",
                        verdict_reason=both("Six sont documentés.", "Six are documented."), **common),
        ]  # fmt: skip

    def _movement(self) -> MovementRow:
        return MovementRow(**self.own, plan=self.plan, action="postes", recommendation="",
                           indicator=self.indicators[0][1], level_from="absent", level_to="complete", by="2021",
                           previous_level="partial", level="partial", result="not_done")  # fmt: skip

    def _claims(self) -> list[AttributionRow]:
        common: dict[str, Any] = {"recommendation": "", "indicator": self.indicators[0][1], "reason": {},
                                  "instruments": ("convention-inventee",), "sources": (SOURCE,)}  # fmt: skip
        return [
            AttributionRow(**self.own, plan=self.plan, action="guide", number=1, link="attributed",
                           said_by=both("le communiqué inventé", "the invented press release"), evidence=(), **common),
            AttributionRow(**self.own, plan=self.plan, action="postes", number=1, link="confirmed",
                           said_by=both("deux textes datés", "two dated texts"), evidence=("rapport",), **common),
        ]  # fmt: skip
