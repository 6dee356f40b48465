"""Two rounds with something expected between them: actions, reports, and who credits them."""

from typing import Any

from django.utils import timezone

from jatigi.foundation.text import PartialDate, Text
from jatigi.governance.assessments.models import Answer
from jatigi.governance.assessments.rules.judgements import Cited
from jatigi.governance.assessments.tests.world import CODES, make_instrument, text
from jatigi.governance.followup.models import Action, Attribution, Movement, Plan, ProgressReport, Verdict
from jatigi.governance.followup.tests.world import World


class Loops(World):
    """``plan`` is adopted; ``before`` is the round of 2021, ``round`` that of 2026 (see the worlds below)."""

    def __init__(self, cast: Any) -> None:
        super().__init__(cast)
        self.plan = Plan.objects.create(
            code="plan-a", jurisdiction=self.mali, origin="official", title=text("Plan"), state="adopted"
        )
        make_instrument("law-2024", mali=self.mali, adopted="2024-03-01", in_force_from="2024-03-01")
        make_instrument("law-undated", mali=self.mali)

    def act(self, code: str = "guichet", **more: Any) -> Action:
        """An action of INSTAT."""
        values = {"title": text(code), "lead": self.cast.statistics, "position": 1} | more
        return Action.objects.create(plan=self.plan, code=code, **values)

    def expects(
        self, action: Action | None, indicator: str = CODES[0], by: str | None = "2025-12-31", **more: Any
    ) -> Movement:
        """From absent to partial."""
        values = {"level_from": "absent", "level_to": "partial"} | more
        return Movement.objects.create(
            action=action,
            indicator=self.indicator(indicator).indicator,
            by=PartialDate(by) if by else None,
            **values,
        )

    def reports(self, action: Action, status: str = "done", *, verdict: str = "confirmed", **more: Any) -> None:
        """INSTAT reports; Moussa gives a verdict unless it is ""."""
        number = action.reports.count() + 1
        values = {"institution": self.cast.statistics, "happened_on": PartialDate("2025-01-01")} | more
        report = ProgressReport.objects.create(
            action=action, number=number, status=status, recorded_at=timezone.now(), **values
        )
        if verdict:
            Verdict.objects.create(
                report=report, number=1, verdict=verdict, status=status, recorded_at=timezone.now()
            )  # fmt: skip

    def credits(
        self, action: Action, link: str = "attributed", said_by: str = "la presse", answer: Answer | None = None
    ) -> Attribution:
        """Somebody credits the action."""
        return Attribution.objects.create(
            action=action, link=link, said_by=Text.of({"fr": said_by}), answer=answer, recorded_at=timezone.now()
        )

    def answers(
        self, code: str = CODES[0], before: str = "absent", after: str = "partial", *, cites: str = "law-2024",
        **more: Any,
    ) -> Answer:  # fmt: skip
        """Both rounds answer; the later one cites something adopted in between, unless told otherwise."""
        self.past(code, before, Cited(instrument="law-2004", place="art. 1"))
        return self.agreed(code, after, cites=[Cited(instrument=cites, place="art. 2")], **more)
