"""Rows of actions against what is stored."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from jatigi.foundation.accounts.models import Institution
from jatigi.foundation.files.problems import phrase as _
from jatigi.foundation.files.problems import shown
from jatigi.governance.followup.changes.actions import Expected, Money, Step, Written
from jatigi.governance.followup.excel import ACTIONS
from jatigi.governance.followup.excel_reading import Line
from jatigi.governance.followup.exchange.cells import CHANGED, EMPTY, NEW, SAME, Cells
from jatigi.governance.followup.exchange.recommended import indicators_in
from jatigi.governance.followup.models import EFFORTS, Action, Axis, Plan, Recommendation
from jatigi.governance.followup.rules import plans as rules
from jatigi.governance.followup.rules.recommendations import LIVE


@dataclass(frozen=True)
class Acted:
    """What a row says of an action. ``serves`` names recommendations that may be new in the same file; ``version`` is
    the one it would replace, 0 for a new one."""

    what: str
    plan: Plan
    code: str
    written: Written
    serves: tuple[str, ...]
    version: int
    place: str


@dataclass
class ActionCells(Cells):
    """Reads the second sheet. ``named`` are the recommendations that the first sheet brings."""

    named: Mapping[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        here = self.place.pk
        self.indicators = indicators_in(here)
        self.institutions = {one.pk: one for one in Institution.objects.filter(jurisdiction=here)}
        self.plans = {one.pk: one for one in Plan.objects.filter(jurisdiction=here)}
        self.axes = {(one.plan_id, one.code): one for one in Axis.objects.filter(plan__jurisdiction=here)}
        live = Recommendation.objects.filter(jurisdiction=here, state__in=LIVE)
        self.live = set(live.values_list("pk", flat=True))

    def actions(self) -> list[Acted]:
        """The rows of the second sheet. They may serve recommendations that the same file brings."""
        lines = [line for line in self.book.lines if line.sheet == ACTIONS]
        known = {
            (one.plan_id, one.code): one
            for one in Action.objects.filter(plan__in=self.plans)
            .select_related("axis", "lead")
            .prefetch_related(
                "partners",
                "recommendations",
                "indicators",
                "instruments",
                "milestones",
                "funding",
                "movements__indicator",
            )
        }
        seen: set[tuple[str, str]] = set()
        return [one for line in lines if (one := self._acted(line, known, seen)) is not None]

    def _acted(self, line: Line, known: Mapping[tuple[str, str], Action], seen: set[tuple[str, str]]) -> Acted | None:
        plan = self.one(line, "plan", self.plans)
        if plan is None:
            if not line.get("plan"):
                self.refuse(line, "plan", _("no plan"), shown(", ".join(self.plans), 200))
            return None
        if plan.state not in rules.WRITABLE:
            self.refuse(line, "plan", _("a plan that is over"), _("one that is drafted or adopted"))
        code = line.get("code")
        stored = known.get((plan.pk, code))
        if code and stored is None:
            found = _("“%(name)s”, which is not known here", name=shown(code))
            self.refuse(line, "code", found, _("an action of the plan, or an empty cell for a new one"))
            return None
        if stored is not None and (plan.pk, code) in seen:
            self.refuse(line, "code", _("“%(name)s” a second time", name=code), _("each name once"))
            return None
        seen.add((plan.pk, code))
        serves = self._serves(line, stored)
        written = self._written(line, plan, stored)
        what = NEW if stored is None else CHANGED if _action_differs(stored, written, serves) else SAME
        if what == CHANGED and stored is not None and stored.dropped_at is not None:
            self.refuse(line, "code", _("an action that was taken out of the plan"), _("one that stands"))
        return Acted(what, plan, code, written, serves, stored.version if stored else 0, self.book.place(line, "code"))

    def _serves(self, line: Line, stored: Action | None) -> tuple[str, ...]:
        present = [one.pk for one in stored.recommendations.all()] if stored else []
        named = {code: code for code in (*self.live, *self.named, *present)}
        return tuple(self.kept(line, "recommendations", lambda: self.many(line, "recommendations", named), present))

    def _written(self, line: Line, plan: Plan, stored: Action | None) -> Written:
        axes = {code: one for (of, code), one in self.axes.items() if of == plan.pk}
        before = written_of(stored) if stored is not None else Written(EMPTY)
        written = Written(
            title=self.text(line, "title", before.title),
            about=self.text(line, "about", before.about),
            axis=self.kept(line, "axis", lambda: self.one(line, "axis", axes), before.axis),
            lead=self.kept(line, "lead", lambda: self.one(line, "lead", self.institutions), before.lead),
            partners=self.kept(
                line, "partners", lambda: self.many(line, "partners", self.institutions), list(before.partners)
            ),
            starts=self.kept(line, "starts", lambda: self.date(line, "starts"), before.starts),
            ends=self.kept(line, "ends", lambda: self.date(line, "ends"), before.ends),
            indicators=self.kept(
                line, "indicators", lambda: self.many(line, "indicators", self.indicators), list(before.indicators)
            ),
            instruments=before.instruments,
            milestones=before.milestones,
            funding=before.funding,
            movements=before.movements,
            effort=self.kept(line, "effort", lambda: self.choice(line, "effort", EFFORTS, ""), before.effort),
            public=self.kept(line, "public", lambda: self.flag(line, "public"), before.public),
            suggestion=before.suggestion,
        )
        if not written.title:
            self.refuse(line, "title[fr]", _("no title"), _("a title in one language at least"))
        if written.starts and written.ends and written.ends.latest() < written.starts.earliest():
            self.refuse(line, "ends", _("an end before the beginning"), _("a later date"))
        return written


def written_of(action: Action) -> Written:
    """An action as it was written, to be written again with changes."""
    return Written(
        title=action.title,
        about=action.about,
        axis=action.axis,
        lead=action.lead,
        partners=list(action.partners.all()),
        starts=action.starts,
        ends=action.ends,
        indicators=list(action.indicators.all()),
        instruments=list(action.instruments.all()),
        milestones=[Step(one.title, one.due, one.done_on) for one in action.milestones.all()],
        funding=[Money(one.amount, one.currency, one.source, one.standing) for one in action.funding.all()],
        movements=[Expected(one.indicator, one.level_from, one.level_to, one.by) for one in action.movements.all()],
        effort=action.effort,
        public=action.public,
        suggestion=action.suggestion,
    )


def _action_differs(stored: Action, written: Written, serves: tuple[str, ...]) -> bool:
    before = written_of(stored)
    plain = ("axis", "lead", "starts", "ends", "effort", "public")
    return (
        any(getattr(before, name) != getattr(written, name) for name in plain)
        or any(getattr(before, name).plain() != getattr(written, name).plain() for name in ("title", "about"))
        or {one.pk for one in before.partners} != {one.pk for one in written.partners}
        or {one.pk for one in before.indicators} != {one.pk for one in written.indicators}
        or {one.pk for one in stored.recommendations.all()} != set(serves)
    )
