"""Follow-up reports drafted from the data: the year's actions by status, or the Global Compact's 23 objectives with
what was recommended and done for each; beside each block the passage that people wrote."""

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from jatigi.foundation.text import Text
from jatigi.foundation.web.templatetags.jatigi import t_plain
from jatigi.governance.followup import wording
from jatigi.governance.followup.models import PROGRESS, Action, Recommendation, Report, ReportTextRevision
from jatigi.governance.followup.queries.moved import standings_on
from jatigi.governance.followup.queries.recommendations import latest_revisions
from jatigi.governance.followup.rules.objectives import OBJECTIVES
from jatigi.governance.followup.rules.status import NOT_REPORTED, Standing

INTRODUCTION, CONCLUSION = "introduction", "conclusion"


@dataclass(frozen=True)
class Line:
    """One drafted line: a recommendation (``standing`` None) or an action with where it stood when the period ended."""

    kind: str
    ref: str
    title: Text
    standing: Standing | None = None


@dataclass(frozen=True)
class Block:
    """One block of a report. ``digest`` is of what is drafted from the data: it changes when they do."""

    code: str
    heading: str
    lines: Sequence[Line] = ()
    text: ReportTextRevision | None = None

    @property
    def digest(self) -> str:
        """Of the drafted lines, whatever the language of the reader."""
        told = [
            (one.kind, one.ref, one.title.to_json(), vars(one.standing) if one.standing else None) for one in self.lines
        ]
        return hashlib.sha256(json.dumps(told, sort_keys=True).encode()).hexdigest()

    @property
    def stale(self) -> bool:
        """Whether the data changed after the passage was written."""
        return self.text is not None and self.text.drafted_from != self.digest


def blocks_of(report: Report) -> list[Block]:
    """The blocks in the order of the page. The number of queries does not depend on how much there is."""
    middle = _objectives(report) if report.kind == "gcm" else _statuses(report)
    drafted = [(INTRODUCTION, _("Introduction"), []), *middle, (CONCLUSION, _("What comes next"), [])]
    texts = {one.block: one for one in report.texts.select_related("recorded_by").order_by("number")}
    return [Block(code, heading, lines, texts.get(code)) for code, heading, lines in drafted]


Drafted = list[tuple[str, str, list[Line]]]


def _actions(report: Report) -> list[tuple[Action, Line]]:
    """The actions of adopted plans that had begun, each with its line. Invented ones stay in invented reports."""
    found = Action.objects.filter(plan__jurisdiction=report.jurisdiction_id, dropped_at=None)
    found = found.exclude(plan__state="draft").select_related("plan").prefetch_related("recommendations")
    invented = report.origin == "fictional"
    actions = [
        one
        for one in found.order_by("plan", "position", "code")
        if (one.plan.origin == "fictional") == invented
        and (one.starts is None or one.starts.earliest() <= report.period_until)
    ]
    standings = standings_on([one.pk for one in actions], report.period_until)
    return [(one, Line("action", str(one.pk), one.title, standings[one.pk])) for one in actions]


def _statuses(report: Report) -> Drafted:
    lines = [line for _action, line in _actions(report)]
    blocks: Drafted = []
    for status in (*PROGRESS, NOT_REPORTED):
        mine = [one for one in lines if one.standing is not None and (one.standing.status or NOT_REPORTED) == status]
        heading = str(wording.PROGRESS.get(status, _("No report on it")))
        blocks.append((status.replace("_", "-"), heading, mine))
    return blocks


def _objectives(report: Report) -> Drafted:
    invented = report.origin == "fictional"
    advice = [
        one
        for one in Recommendation.objects.filter(jurisdiction=report.jurisdiction_id, state="adopted")
        if (one.origin == "fictional") == invented
    ]
    words = latest_revisions([one.pk for one in advice])
    serving = [(line, {one.pk for one in action.recommendations.all()}) for action, line in _actions(report)]
    blocks: Drafted = []
    for number, titles in OBJECTIVES.items():
        mine = [one.pk for one in advice if number in one.gcm]
        lines = [Line("recommendation", pk, words[pk].text) for pk in mine]
        lines += [line for line, served in serving if served & set(mine)]
        title = Text.of({"fr": titles[0], "en": titles[1]})
        blocks.append((f"objective-{number}", f"{number}. {t_plain(title)}", lines))
    return blocks
