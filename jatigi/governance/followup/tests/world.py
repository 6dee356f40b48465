"""Two institutions and a consultation, on which follow-up stands."""

from typing import Any

from jatigi.foundation.text import Text
from jatigi.governance.assessments.tests.world import text
from jatigi.governance.consultations.tests import world as below
from jatigi.governance.followup.changes import recommendations
from jatigi.governance.followup.changes.recommendations import Belongs, Worded
from jatigi.governance.followup.models import Recommendation


class World(below.World):
    """A consultation (see below) and what is recommended in it."""

    def belongs(self) -> Belongs:
        """To the round under way and the consultation on it."""
        return Belongs(self.mali, self.round, self.room)

    def worded(self, words: str = "Étendre les soins", **more: Any) -> Worded:
        """Words that come from the gap."""
        values: dict[str, Any] = {"findings": [self.gap], "indicators": [self.indicator().indicator]} | more
        return Worded(text(words), **values)

    def recommended(self, code: str = "soins", *, by: Any = None, **more: Any) -> Recommendation:
        """A draft recommendation."""
        return recommendations.write_recommendation(
            code, self.belongs(), self.worded(**more), by=by or self.cast.boubacar
        )

    def adopted(self, code: str = "soins", **more: Any) -> Recommendation:
        """An adopted one."""
        made = self.recommended(code, **more)
        recommendations.adopt(made, by=self.cast.aminata)
        return made


def nothing() -> Text:
    """No text at all."""
    return Text("fr", {})
