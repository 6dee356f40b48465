"""Rows of recommendations against what is stored."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Final

from jatigi.foundation.files.problems import phrase as _
from jatigi.foundation.files.problems import shown
from jatigi.governance.assessments.models import Finding, Round
from jatigi.governance.followup.changes.recommendations import Worded
from jatigi.governance.followup.excel import RECOMMENDATIONS
from jatigi.governance.followup.excel_reading import Line
from jatigi.governance.followup.exchange.cells import CHANGED, EMPTY, NEW, SAME, Cells
from jatigi.governance.followup.models import FROM, Recommendation, RecommendationRevision
from jatigi.governance.followup.queries.recommendations import latest_revisions
from jatigi.governance.followup.rules.recommendations import OBJECTIVES, move, short_name
from jatigi.governance.frameworks.models import Indicator

_NAME: Final = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{0,109}\Z")


@dataclass(frozen=True)
class Recommended:
    """What a row says of a recommendation. ``number``: the revision it would replace, 0 for a new one."""

    what: str  # new | changed | same
    code: str
    worded: Worded
    round: Round | None
    number: int
    place: str


@dataclass
class RecommendationCells(Cells):
    """Reads the first sheet. ``named`` keeps the names that stand in it, with their cells."""

    named: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        here = self.place.pk
        self.rounds = {one.pk: one for one in Round.objects.filter(jurisdiction=here)}
        self.findings: Mapping[tuple[str, str], Finding] = {
            (one.round_id, one.code): one
            for one in Finding.objects.filter(round__jurisdiction=here).exclude(state="dropped").select_related("round")
        }
        self.indicators = indicators_in(here)
        self.stored = {one.pk: one for one in self._stored()}
        self.latest = latest_revisions(self.stored)

    def _stored(self) -> Iterable[Recommendation]:
        found = Recommendation.objects.filter(jurisdiction=self.place).select_related("round")
        return found.prefetch_related("findings", "indicators", "remarks", "positions")

    def recommendations(self) -> list[Recommended]:
        """The rows of the first sheet."""
        lines = [line for line in self.book.lines if line.sheet == RECOMMENDATIONS]
        taken = {*self.stored, *(line.get("code") for line in lines)}
        return [one for line in lines if (one := self._recommended(line, taken)) is not None]

    def _recommended(self, line: Line, taken: set[str]) -> Recommended | None:
        code = line.get("code")
        if code and not self._name(line, code):
            return None
        stored = self.stored.get(code)
        round = self.one(line, "round", self.rounds)
        if stored is not None and line.get("round") and round != stored.round:
            accepted = stored.round_id or _("an empty cell")
            self.refuse(line, "round", _("another round than the one it belongs to"), accepted)
        latest = self.latest.get(code)
        worded = self._worded(line, stored, latest, stored.round if stored else round)
        if not worded.text:
            self.refuse(line, "text[fr]", _("no text"), _("a text in one language at least"))
        if not code:
            prefix = round.pk if round else self.place.pk
            code = short_name(prefix, str(worded.text), taken)
            taken.add(code)
        number = latest.number if latest else 0
        what = NEW if stored is None or latest is None else CHANGED if self._differs(stored, latest, worded) else SAME
        if what == CHANGED and stored is not None and move(stored.state, "reword") is None:
            self.refuse(line, "code", _("a recommendation that was merged, split or taken out"), _("one that stands"))
        return Recommended(what, code, worded, round, number, self.book.place(line, "code"))

    def _name(self, line: Line, code: str) -> bool:
        """Whether the name can be one, and stands once."""
        if not _NAME.match(code):
            accepted = _("letters, digits, - and _, at most 110")
            self.refuse(line, "code", _("“%(name)s”, which cannot be a name", name=shown(code)), accepted)
            return False
        if code in self.named:
            self.refuse(line, "code", _("“%(name)s” a second time", name=code), _("each name once"))
            return False
        self.named[code] = self.book.place(line, "code")
        if code not in self.stored and Recommendation.objects.filter(pk=code).exists():
            self.refuse(line, "code", _("“%(name)s”, which is taken", name=code), _("another name"))
            return False
        return True

    def _worded(
        self, line: Line, stored: Recommendation | None, latest: RecommendationRevision | None, round: Round | None
    ) -> Worded:
        """What the row says; where it has no such column, what stands."""
        before = _worded_of(stored) if stored else Worded(EMPTY, came_from="document")
        in_round = round.pk if round else ""
        findings = {code: one for (of, code), one in self.findings.items() if of == in_round}
        kept = self.kept
        return Worded(
            self.text(line, "text", latest.text if latest else EMPTY),
            detail=self.text(line, "detail", latest.detail if latest else EMPTY),
            came_from=self.choice(line, "came_from", FROM, before.came_from),
            findings=kept(line, "findings", lambda: self.many(line, "findings", findings), before.findings),
            remarks=before.remarks,
            positions=before.positions,
            indicators=kept(
                line, "indicators", lambda: self.many(line, "indicators", self.indicators), before.indicators
            ),
            gcm=kept(line, "gcm", lambda: self._objectives(line), before.gcm),
            recommended_on=kept(
                line, "recommended_on", lambda: self.date(line, "recommended_on"), before.recommended_on
            ),
            public=kept(line, "public", lambda: self.flag(line, "public"), before.public),
        )

    def _objectives(self, line: Line) -> list[int]:
        return sorted(self.many(line, "gcm", {str(number): number for number in OBJECTIVES}, "1–23"))

    def _differs(self, stored: Recommendation, latest: RecommendationRevision, worded: Worded) -> bool:
        same_words = latest.text.plain() == worded.text.plain() and latest.detail.plain() == worded.detail.plain()
        present = (stored.came_from, sorted(stored.gcm), stored.recommended_on, stored.public)
        given = (worded.came_from, sorted(worded.gcm), worded.recommended_on, worded.public)
        return not (
            same_words
            and present == given
            and {one.pk for one in stored.findings.all()} == {one.pk for one in worded.findings}
            and {one.pk for one in stored.indicators.all()} == {one.pk for one in worded.indicators}
        )


def _worded_of(stored: Recommendation) -> Worded:
    """What a recommendation comes from and serves, beside its words."""
    return Worded(
        EMPTY,
        came_from=stored.came_from,
        findings=list(stored.findings.all()),
        remarks=list(stored.remarks.all()),
        positions=list(stored.positions.all()),
        indicators=list(stored.indicators.all()),
        gcm=list(stored.gcm),
        recommended_on=stored.recommended_on,
        public=stored.public,
    )


def indicators_in(place: str) -> dict[str, Indicator]:
    """The indicators that the jurisdiction's rounds ask, by their ids."""
    asked = Indicator.objects.filter(versions__version__rounds__jurisdiction=place)
    modules = Indicator.objects.filter(versions__version__module_rounds__jurisdiction=place)
    return {one.code: one for one in (*asked.distinct(), *modules.distinct())}
