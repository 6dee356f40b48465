"""A plan with two institutions and one action, on the world of follow-up."""

import datetime
from typing import Any

from jatigi.foundation.text import PartialDate
from jatigi.governance.assessments.tests.world import text
from jatigi.governance.followup.changes import actions, plans
from jatigi.governance.followup.changes.actions import Written
from jatigi.governance.followup.changes.plans import AxisLine, Described
from jatigi.governance.followup.models import Action, Plan
from jatigi.governance.followup.tests.world import World

D = datetime.date


class Planned:
    """``plan`` runs from 2026 to 2028 and asks for reports every six months from 1 July 2026; ``action`` is led by
    INSTAT (Kadi) with Labour (Awa) and serves an adopted recommendation."""

    def __init__(self, world: World) -> None:
        self.world, self.cast = world, world.cast
        self.plan = self.opened()
        self.axis = plans.set_axes(self.plan, [AxisLine(text("Axe un"))], by=self.cast.aminata, version=1)[0]
        self.soins = world.adopted("soins")
        self.action = self.wrote("Ouvrir un guichet", recommendations=[self.soins])

    def opened(self, code: str = "MLI-plan", **more: Any) -> Plan:
        """A draft plan."""
        values: dict[str, Any] = {
            "starts": PartialDate("2026"),
            "ends": PartialDate("2028"),
            "first_report": D(2026, 7, 1),
        } | more
        return plans.open_plan(code, self.world.mali, Described(text("Plan"), **values), by=self.cast.aminata)

    def written(self, words: str = "Ouvrir un guichet", **more: Any) -> Written:
        """An action under the axis, led by INSTAT."""
        values: dict[str, Any] = {
            "axis": self.axis,
            "lead": self.cast.statistics,
            "partners": [self.world.labour],
            "starts": PartialDate("2026-02"),
            "ends": PartialDate("2027-10"),
        } | more
        return Written(text(words), **values)

    def wrote(self, words: str = "Ouvrir un guichet", **more: Any) -> Action:
        """The same, in the plan."""
        return actions.write_action(self.plan, self.written(words, **more), by=self.cast.aminata)

    def adopt(self) -> Plan:
        """Adopt the plan."""
        plans.move_plan(self.plan, "adopt", by=self.cast.aminata)
        self.action.refresh_from_db()
        return self.plan
