"""A consultation and what followed, in the small round: what may be published, and beside it whatever must not."""

import datetime
from typing import Any

from jatigi.foundation.accounts.models import Institution
from jatigi.foundation.text import PartialDate, Text
from jatigi.governance.assessments.models import Answer, Finding, Subject
from jatigi.governance.consultations.models import (
    Attendee,
    Communication,
    Consultation,
    Disposition,
    Item,
    MinutesRevision,
    Organiser,
    Position,
    PositionRevision,
    ReasonTemplate,
    Remark,
    Session,
)
from jatigi.governance.followup.models import (
    Action,
    Attribution,
    Axis,
    Ballot,
    Funding,
    Milestone,
    Movement,
    Plan,
    ProgressReport,
    Recommendation,
    RecommendationRevision,
    RecommendationStep,
    Report,
    ReportTextRevision,
    Sector,
    Verdict,
)
from jatigi.governance.releases.tests.world import EARLIER, MARKER, World, both

SOURCE = [{"url": "https://example.org/room", "publisher": "Journal", "accessed": "2026-01-02"}]
HELD = datetime.date(2021, 7, 28)


class Record:
    """``add_record`` fills it; tests reach into ``room``, ``named``, ``action`` …"""

    def __init__(self, world: World) -> None:
        self.world, self.mali, self.cast = world, world.cast.mali, world.cast
        self.named = world.cast.statistics
        self.silent = self._institution("silent")
        self.unnamed = self._institution(f"{MARKER.lower()}-ministry")
        self.lead = Institution.objects.create(
            code="labour", jurisdiction=self.mali, name=both("Travail", "Labour"), abbreviation="MT"
        )
        self.room = self._room("MLI-2021-07-room")
        self.answer = Subject.objects.get(
            answer__round=world.round, answer__indicator=world.indicators["rights.health"]
        )
        self.gap = Finding.objects.get(code="good-1").subject
        self.item = self._item(self.answer, 1)
        self._positions()
        self._remarks()
        self.recommendation = self._recommendation("health", both("Étendre les soins.", "Extend health care."))
        self._hidden_recommendations()
        self._plan()

    def _institution(self, code: str) -> Institution:
        return Institution.objects.create(
            code=code, jurisdiction=self.mali, name=both(f"{MARKER} {code}", f"{MARKER} {code}"), abbreviation=MARKER
        )

    def _room(self, code: str, **more: Any) -> Consultation:
        values: dict[str, Any] = {
            "round": self.world.round, "kind": "interministerial", "origin": "reconstructed", "state": "closed",
            "title": both("Consultation de Bamako", "Consultation in Bamako"), "about": both("Objet.", "Purpose."),
            "venue": both("Bamako", "Bamako"), "starts_on": HELD, "ends_on": HELD, "languages": ["fr"],
            "sources": SOURCE, "counts": {"panels": {"value": 11, "source": 1}}, "invitation": both(MARKER, MARKER),
            "consent": both(MARKER, MARKER), "opened_at": EARLIER,
        } | more  # fmt: skip
        room = Consultation.objects.create(code=code, jurisdiction=self.mali, **values)
        Organiser.objects.create(consultation=room, name=both("OIM", "IOM"), part="organiser", position=1)
        secret = both(MARKER, MARKER)
        session = Session.objects.create(
            consultation=room, code="one", kind="panel", title=both("Panel", "Panel"), position=1
        )
        Communication.objects.create(session=session, title=secret, author=secret, position=1)
        MinutesRevision.objects.create(consultation=room, number=1, text=both(MARKER, MARKER), recorded_at=EARLIER)
        ReasonTemplate.objects.create(
            jurisdiction=self.mali, code=f"{code}-t", outcome="accepted", title=both(MARKER, MARKER),
            reason=both(MARKER, MARKER),
        )  # fmt: skip
        for institution in (self.named, self.unnamed, self.silent):
            Attendee.objects.create(
                consultation=room, institution=institution, attendance="attended",
                named_publicly=institution != self.unnamed,
            )  # fmt: skip
        # It agreed to stand beside what it says; it said nothing, and silence has no name.
        Attendee.objects.filter(institution=self.silent).update(named_publicly=False)
        return room

    def _item(self, subject: Subject, position: int) -> Item:
        return Item.objects.create(consultation=self.room, subject=subject, position=position)

    def says(
        self, institution: Institution, stance: str, words: str, item: Item | None = None, **more: Any
    ) -> Position:
        """A position as taken."""
        values: dict[str, Any] = {"recorded_at": EARLIER, "seen_number": 1, "seen_hash": "0" * 64} | more
        position, _new = Position.objects.get_or_create(item=item or self.item, institution=institution)
        PositionRevision.objects.create(
            position=position, number=position.revisions.count() + 1, stance=stance, text=words,
            seen_words=both(MARKER, MARKER), **values,
        )  # fmt: skip
        return position

    def answers(self, line: Position | Remark, outcome: str, reason: Text, **more: Any) -> Disposition:
        """What was answered to it."""
        mine = {"position": line} if isinstance(line, Position) else {"remark": line}
        values: dict[str, Any] = {"recorded_at": EARLIER} | more
        number = line.dispositions.count() + 1
        return Disposition.objects.create(**mine, number=number, outcome=outcome, reason=reason, **values)

    def _positions(self) -> None:
        held = self.says(self.named, "reservation", "Les chiffres datent.")
        self.answers(held, "partly", both("Le texte est précisé.", "The text is made precise."), changed=self.answer,
                     changed_number=2)  # fmt: skip
        secret = self.says(self.unnamed, "objects", MARKER)
        self.answers(secret, "rejected", both(MARKER, MARKER))
        other = self._item(self.gap, 2)
        self.says(self.named, "reservation", MARKER, other, confidential=True)

    def remark(self, words: Text, **more: Any) -> Remark:
        """A remark as recorded."""
        values: dict[str, Any] = {
            "kind": "proposal",
            "source": "floor",
            "voice": "diaspora",
            "recorded_at": EARLIER,
        } | more
        return Remark.objects.create(consultation=self.room, text=words, **values)

    def _remarks(self) -> None:
        said = self.remark(Text.of({"fr": "Associer la diaspora."}), code="diaspora", organisation=MARKER, quote=MARKER,
                           before=MARKER, after=MARKER, removed=MARKER, inserted="avec la diaspora")  # fmt: skip
        self.answers(said, "accepted", both("Retenu.", "Kept."), change_due=True)
        secret = both(MARKER, MARKER)
        self.remark(secret, moderation="hidden", voice="person", source="public")
        self.remark(secret, moderation="pending", voice="person", source="public")
        self.remark(secret, confidential=True)
        self.remark(secret, voice="institution", institution=self.unnamed, source="word")

    def _recommendation(self, code: str, words: Text, **more: Any) -> Recommendation:
        values: dict[str, Any] = {
            "round": self.world.round, "consultation": self.room, "origin": "reconstructed", "came_from": "finding",
            "state": "adopted", "gcm": [15, 7], "position": Recommendation.objects.count(), "sources": SOURCE,
            "recommended_on": PartialDate("2021-07-28"),
        } | more  # fmt: skip
        made = Recommendation.objects.create(code=code, jurisdiction=self.mali, **values)
        RecommendationRevision.objects.create(recommendation=made, number=1, text=words, recorded_at=EARLIER)
        made.indicators.add(self.world.indicators["rights.health"].indicator)
        made.findings.add(Finding.objects.get(code="good-1"))
        return made

    def _hidden_recommendations(self) -> None:
        secret = both(MARKER, MARKER)
        for code, more in {"draft": {"state": "draft"}, "inside": {"public": False}, "out": {"state": "dropped"},
                           "made-up": {"origin": "fictional"}}.items():  # fmt: skip
            made = self._recommendation(code, secret, **more)
            if code == "out":
                RecommendationStep.objects.create(recommendation=made, action="drop", state_before="draft",
                                                  state_after="dropped", at=EARLIER, note=MARKER)  # fmt: skip
        ballot = Ballot.objects.create(
            code="b", jurisdiction=self.mali, title=secret, method="points", opened_at=EARLIER
        )
        ballot.recommendations.add(self.recommendation)

    def act(self, plan: Plan, code: str, title: Text, **more: Any) -> Action:
        """An action of a plan."""
        made = Action.objects.create(
            plan=plan, code=code, title=title, position=plan.actions.count(), lead=self.lead, **more
        )
        made.recommendations.add(self.recommendation)
        made.indicators.add(self.world.indicators["rights.health"].indicator)
        return made

    def _plan(self) -> None:
        secret = both(MARKER, MARKER)
        hidden = Plan.objects.create(
            code="hidden", jurisdiction=self.mali, origin="official", title=secret, state="draft"
        )
        self.act(hidden, "a", secret)
        self.plan = Plan.objects.create(
            code="MLI-plan", jurisdiction=self.mali, origin="reconstructed", title=both("Plan", "Plan"),
            starts=PartialDate("2019"), ends=PartialDate("2023"), state="adopted", instrument=self.world.law,
            sources=SOURCE,
        )  # fmt: skip
        axis = Axis.objects.create(plan=self.plan, code="one", title=both("Axe", "Axis"), position=1)
        self.act(self.plan, "inside", secret, public=False)
        self.action = self.act(self.plan, "care", both("Ouvrir des postes de soins", "Open care posts"), axis=axis,
                               suggestion=MARKER, sources=SOURCE)  # fmt: skip
        self.action.partners.add(self.named)
        Milestone.objects.create(action=self.action, title=both("Dix postes", "Ten posts"), due=PartialDate("2021-06"),
                                 position=1)  # fmt: skip
        Funding.objects.create(action=self.action, amount=None, currency="XOF", source=both("État", "State"),
                               standing="sought", position=1)  # fmt: skip
        self.report = ProgressReport.objects.create(
            action=self.action, institution=self.lead, number=1, status="done", due=datetime.date(2021, 6, 30),
            happened_on=PartialDate("2021-05"), text=both("Dix postes ouverts.", "Ten posts opened."),
            recorded_at=EARLIER,
        )  # fmt: skip
        self.report.evidence.set([self.world.report, self.world.secret])
        Verdict.objects.create(report=self.report, number=1, verdict="not_confirmed", status="under_way",
                               reason=both("Six postes sont documentés.", "Six posts are documented."),
                               recorded_at=EARLIER)  # fmt: skip
        indicator = self.world.indicators["rights.health"].indicator
        Movement.objects.create(action=self.action, indicator=indicator, level_from="absent", level_to="complete",
                                by=PartialDate("2021"))  # fmt: skip
        self.claim = Attribution.objects.create(
            action=self.action, recommendation=self.recommendation, link="attributed", recorded_at=EARLIER,
            answer=Answer.objects.get(round=self.world.round, indicator__indicator=indicator),
            said_by=both("le communiqué de 2021", "the press release of 2021"), sources=SOURCE,
        )  # fmt: skip
        self.claim.evidence.set([self.world.report, self.world.secret])
        Sector.objects.create(jurisdiction=self.mali, code="s", title=secret, position=1)
        report = Report.objects.create(code="r", jurisdiction=self.mali, kind="annual", origin="official", title=secret,
                                       period_from=HELD, period_until=HELD, opened_at=EARLIER)  # fmt: skip
        ReportTextRevision.objects.create(report=report, block="b", number=1, text=secret, recorded_at=EARLIER)
