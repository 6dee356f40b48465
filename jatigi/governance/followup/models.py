"""Recommendations, priorities, plans, actions, progress, and the movement expected of each.

Actions, not recommendations, are what institutions report on. A report has two statuses, the institution's own and the
validator's; neither overwrites the other. Revisions, reports and verdicts never change: the database refuses.
"""

import uuid

from django.db import models
from django.db.models import Q

from jatigi.foundation.accounts.models import Institution, User
from jatigi.foundation.places.models import Place
from jatigi.foundation.text.fields import PartialDateField, TextField
from jatigi.governance.assessments.models import ORIGINS, Answer, Finding, Round, Subject
from jatigi.governance.consultations.models import Consultation, Position, Remark
from jatigi.governance.frameworks.models import Indicator
from jatigi.governance.instruments.models import Evidence, Instrument

FROM = ("finding", "floor", "document")
RECOMMENDATION_STATES = ("draft", "adopted", "merged", "split", "dropped")
ACCEPTANCE = ("unknown", "accepted", "in_part", "noted")
BALLOT_METHODS = ("points", "hands")
BALLOT_STATES = ("open", "closed")
PLAN_STATES = ("draft", "adopted", "ended")
PROGRESS = ("not_started", "under_way", "done", "blocked", "abandoned", "no_evidence")
VERDICTS = ("confirmed", "not_confirmed", "more_needed")
REMINDERS = ("soon", "late")
FUNDING = ("secured", "sought", "spent")
EFFORTS = ("light", "medium", "heavy")
STAGES = ("named", "budgeted", "acted_on", "measured")
LINKS = ("attributed", "confirmed", "disputed")
REPORT_KINDS = ("annual", "gcm")


def _one_of(field: str, values: tuple[str, ...], name: str) -> models.CheckConstraint:
    return models.CheckConstraint(condition=Q(**{f"{field}__in": values}), name=name)


class Recommendation(models.Model):
    """What should be done, as it was recommended. Its words lie in its revisions."""

    code = models.SlugField(primary_key=True, max_length=120)  # "MLI-2021-regional-indicator"
    jurisdiction = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="recommendations")
    round = models.ForeignKey(Round, null=True, blank=True, on_delete=models.PROTECT, related_name="recommendations")
    consultation = models.ForeignKey(
        Consultation, null=True, blank=True, on_delete=models.PROTECT, related_name="recommendations"
    )
    subject = models.OneToOneField(  # to be discussed; only where it belongs to a round
        Subject, null=True, blank=True, on_delete=models.PROTECT, related_name="recommendation"
    )
    origin = models.CharField(max_length=13, choices=[(o, o) for o in ORIGINS])
    came_from = models.CharField(max_length=8, choices=[(f, f) for f in FROM])
    state = models.CharField(max_length=7, choices=[(s, s) for s in RECOMMENDATION_STATES], default="draft")
    position = models.PositiveIntegerField()
    findings = models.ManyToManyField(Finding, blank=True, related_name="recommendations")
    remarks = models.ManyToManyField(Remark, blank=True, related_name="recommendations")
    positions = models.ManyToManyField(Position, blank=True, related_name="recommendations")
    indicators = models.ManyToManyField(Indicator, blank=True, related_name="recommendations")
    became = models.ManyToManyField("self", symmetrical=False, blank=True, related_name="comes_of")  # merge, split
    gcm = models.JSONField(default=list)  # objectives of the Global Compact, 1–23
    recommended_on = PartialDateField()
    acceptance = models.CharField(max_length=8, choices=[(a, a) for a in ACCEPTANCE], default="unknown")
    response = TextField()  # the government's, in its words
    public = models.BooleanField(default=True)
    sources = models.JSONField(default=list)  # [{url, publisher, accessed}]

    class Meta:
        ordering = ["position"]
        constraints = [
            _one_of("origin", ORIGINS, "recommendation_origin_known"),
            _one_of("came_from", FROM, "recommendation_source_known"),
            _one_of("state", RECOMMENDATION_STATES, "recommendation_state_known"),
            _one_of("acceptance", ACCEPTANCE, "recommendation_acceptance_known"),
        ]

    def __str__(self) -> str:
        return self.code


class RecommendationRevision(models.Model):
    """A recommendation as worded once. Never changed."""

    recommendation = models.ForeignKey(Recommendation, on_delete=models.PROTECT, related_name="revisions")
    number = models.PositiveIntegerField()
    text = TextField()
    detail = TextField()
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["recommendation", "number"], name="recommendation_worded_once")]

    def __str__(self) -> str:
        return f"{self.recommendation_id} r{self.number}"


class RecommendationStep(models.Model):
    """One move of a recommendation from a state to the next: who, when, and why. Never changed."""

    recommendation = models.ForeignKey(Recommendation, on_delete=models.PROTECT, related_name="steps")
    action = models.CharField(max_length=10)
    state_before = models.CharField(max_length=7)
    state_after = models.CharField(max_length=7)
    at = models.DateTimeField()
    by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    note = models.TextField(blank=True)  # the reason of a drop

    class Meta:
        ordering = ["at", "id"]
        constraints = [
            _one_of("state_before", RECOMMENDATION_STATES, "recommendation_step_from_known"),
            _one_of("state_after", RECOMMENDATION_STATES, "recommendation_step_to_known"),
        ]

    def __str__(self) -> str:
        return f"{self.recommendation_id} {self.action}"


class Ballot(models.Model):
    """How institutions set priorities: points that each spreads, or hands that the rapporteur counts."""

    code = models.SlugField(primary_key=True, max_length=60)
    jurisdiction = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="ballots")
    consultation = models.ForeignKey(
        Consultation, null=True, blank=True, on_delete=models.PROTECT, related_name="ballots"
    )
    title = TextField()
    method = models.CharField(max_length=6, choices=[(m, m) for m in BALLOT_METHODS])
    points = models.PositiveSmallIntegerField(default=10)  # each institution's, method "points"
    state = models.CharField(max_length=6, choices=[(s, s) for s in BALLOT_STATES], default="open")
    closes_at = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    opened_at = models.DateTimeField()
    opened_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    recommendations = models.ManyToManyField(Recommendation, related_name="ballots")

    class Meta:
        constraints = [
            _one_of("method", BALLOT_METHODS, "ballot_method_known"),
            _one_of("state", BALLOT_STATES, "ballot_state_known"),
            models.CheckConstraint(condition=Q(points__gte=1), name="ballot_has_points"),
        ]

    def __str__(self) -> str:
        return self.code


class Vote(models.Model):
    """What one institution gave to one recommendation. ``effect`` and ``feasibility``: 1 (low) to 5, or not said."""

    ballot = models.ForeignKey(Ballot, on_delete=models.PROTECT, related_name="votes")
    institution = models.ForeignKey(Institution, on_delete=models.PROTECT, related_name="votes")
    recommendation = models.ForeignKey(Recommendation, on_delete=models.PROTECT, related_name="votes")
    amount = models.PositiveSmallIntegerField(default=0)  # points, or hands raised
    effect = models.PositiveSmallIntegerField(null=True, blank=True)
    feasibility = models.PositiveSmallIntegerField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)  # two people of one institution: the later is told
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["ballot", "institution", "recommendation"], name="vote_once"),
            models.CheckConstraint(
                condition=Q(effect=None) | Q(effect__gte=1, effect__lte=5), name="vote_effect_in_range"
            ),
            models.CheckConstraint(
                condition=Q(feasibility=None) | Q(feasibility__gte=1, feasibility__lte=5),
                name="vote_feasibility_in_range",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.ballot_id} {self.institution_id} {self.recommendation_id}"


class Plan(models.Model):
    """An action plan: who undertakes what, by when. Institutions report every ``report_months`` months."""

    code = models.SlugField(primary_key=True, max_length=60)
    jurisdiction = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="plans")
    origin = models.CharField(max_length=13, choices=[(o, o) for o in ORIGINS])
    title = TextField()
    about = TextField()
    starts = PartialDateField()
    ends = PartialDateField()
    state = models.CharField(max_length=7, choices=[(s, s) for s in PLAN_STATES], default="draft")
    report_months = models.PositiveSmallIntegerField(default=6)
    first_report = models.DateField(null=True, blank=True)
    instrument = models.ForeignKey(  # the text that adopts it
        Instrument, null=True, blank=True, on_delete=models.PROTECT, related_name="plans"
    )
    sources = models.JSONField(default=list)
    version = models.PositiveIntegerField(default=1)  # of its description and axes: two people at once are told

    class Meta:
        constraints = [
            _one_of("origin", ORIGINS, "plan_origin_known"),
            _one_of("state", PLAN_STATES, "plan_state_known"),
            models.CheckConstraint(condition=Q(report_months__gte=1, report_months__lte=24), name="plan_reports"),
        ]

    def __str__(self) -> str:
        return self.code


class Axis(models.Model):
    """A strategic axis of a plan."""

    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="axes")
    code = models.SlugField(max_length=80)
    title = TextField()
    position = models.PositiveIntegerField()

    class Meta:
        ordering = ["position"]
        constraints = [models.UniqueConstraint(fields=["plan", "code"], name="axis_once")]

    def __str__(self) -> str:
        return f"{self.plan_id} {self.code}"


class Action(models.Model):
    """What an institution undertakes. It may serve several recommendations and indicators."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="actions")
    axis = models.ForeignKey(Axis, null=True, blank=True, on_delete=models.PROTECT, related_name="actions")
    code = models.SlugField(max_length=120)
    title = TextField()
    about = TextField()
    position = models.PositiveIntegerField()
    lead = models.ForeignKey(Institution, null=True, blank=True, on_delete=models.PROTECT, related_name="actions_led")
    partners = models.ManyToManyField(Institution, blank=True, related_name="actions_shared")
    starts = PartialDateField()
    ends = PartialDateField()
    recommendations = models.ManyToManyField(Recommendation, blank=True, related_name="actions")
    indicators = models.ManyToManyField(Indicator, blank=True, related_name="actions")
    instruments = models.ManyToManyField(Instrument, blank=True, related_name="actions")
    suggestion = models.CharField(max_length=160, blank=True)  # the entry of the library that it was drafted from
    effort = models.CharField(max_length=6, choices=[("", "")] + [(e, e) for e in EFFORTS], blank=True)
    public = models.BooleanField(default=True)
    dropped_at = models.DateTimeField(null=True, blank=True)
    dropped_reason = TextField()
    sources = models.JSONField(
        default=list
    )  # two independent ones make a status; with one it is « déclaré fait par … »
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["plan", "code"], name="action_once"),
            _one_of("effort", ("", *EFFORTS), "action_effort_known"),
        ]

    def __str__(self) -> str:
        return f"{self.plan_id} {self.code}"


class Milestone(models.Model):
    """A step of an action that can be seen to be done."""

    action = models.ForeignKey(Action, on_delete=models.PROTECT, related_name="milestones")
    title = TextField()
    due = PartialDateField()
    done_on = PartialDateField()
    position = models.PositiveIntegerField()

    class Meta:
        ordering = ["position"]

    def __str__(self) -> str:
        return f"{self.action} {self.position}"


class Funding(models.Model):
    """Money for an action: how much, from whom, secured or still sought. An amount that is not known is NULL."""

    action = models.ForeignKey(Action, on_delete=models.PROTECT, related_name="funding")
    amount = models.DecimalField(max_digits=18, decimal_places=2, null=True, blank=True)
    currency = models.CharField(max_length=3)  # ISO 4217
    source = TextField()
    standing = models.CharField(max_length=7, choices=[(f, f) for f in FUNDING])
    position = models.PositiveIntegerField()

    class Meta:
        ordering = ["position"]
        constraints = [
            _one_of("standing", FUNDING, "funding_standing_known"),
            models.CheckConstraint(condition=Q(amount=None) | Q(amount__gte=0), name="funding_not_negative"),
        ]

    def __str__(self) -> str:
        return f"{self.action} {self.amount} {self.currency}"


class Movement(models.Model):
    """Which answer should move from which level to which by when, because of an action or a recommendation."""

    action = models.ForeignKey(Action, null=True, blank=True, on_delete=models.PROTECT, related_name="movements")
    recommendation = models.ForeignKey(
        Recommendation, null=True, blank=True, on_delete=models.PROTECT, related_name="movements"
    )
    indicator = models.ForeignKey(Indicator, on_delete=models.PROTECT, related_name="movements")
    level_from = models.CharField(max_length=80)
    level_to = models.CharField(max_length=80)
    by = PartialDateField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(action=None, recommendation__isnull=False) | Q(action__isnull=False, recommendation=None),
                name="movement_of_one_thing",
            ),
            models.CheckConstraint(condition=~Q(level_from=models.F("level_to")), name="movement_moves"),
            models.UniqueConstraint(fields=["action", "indicator"], name="movement_of_action_once"),
            models.UniqueConstraint(fields=["recommendation", "indicator"], name="movement_of_recommendation_once"),
        ]

    def __str__(self) -> str:
        return f"{self.indicator_id} {self.level_from} → {self.level_to}"


class ProgressReport(models.Model):
    """What an institution says of an action for a period. Never changed; a correction is a later report."""

    action = models.ForeignKey(Action, on_delete=models.PROTECT, related_name="reports")
    institution = models.ForeignKey(
        Institution, null=True, blank=True, on_delete=models.PROTECT, related_name="progress_reports"
    )
    number = models.PositiveIntegerField()  # within the action
    due = models.DateField(null=True, blank=True)  # the day of the calendar that it answers
    status = models.CharField(max_length=11, choices=[(p, p) for p in PROGRESS])
    happened_on = PartialDateField()  # when what it reports was so
    text = TextField()
    declared_by = TextField()  # where a public text reports, not the institution: who says so
    evidence = models.ManyToManyField(Evidence, blank=True, related_name="progress_reports")
    instruments = models.ManyToManyField(Instrument, blank=True, related_name="progress_reports")
    spent = models.DecimalField(max_digits=18, decimal_places=2, null=True, blank=True)
    currency = models.CharField(max_length=3, blank=True)
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["action", "number"], name="progress_report_once"),
            _one_of("status", PROGRESS, "progress_status_known"),
        ]

    def __str__(self) -> str:
        return f"{self.action} r{self.number}"


class Verdict(models.Model):
    """What a validator says of a report: confirmed, not confirmed, or more is needed. Never changed."""

    report = models.ForeignKey(ProgressReport, on_delete=models.PROTECT, related_name="verdicts")
    number = models.PositiveIntegerField()
    verdict = models.CharField(max_length=13, choices=[(v, v) for v in VERDICTS])
    status = models.CharField(max_length=11, choices=[(p, p) for p in PROGRESS])  # the validator's own
    reason = TextField()
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["report", "number"], name="verdict_once"),
            _one_of("verdict", VERDICTS, "verdict_known"),
            _one_of("status", PROGRESS, "verdict_status_known"),
        ]

    def __str__(self) -> str:
        return f"{self.report} {self.verdict}"


class Reminder(models.Model):
    """A report of which somebody was reminded by mail. Never changed, never sent twice."""

    action = models.ForeignKey(Action, on_delete=models.PROTECT, related_name="reminders")
    due = models.DateField()
    kind = models.CharField(max_length=4, choices=[(k, k) for k in REMINDERS])
    person = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    sent_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["action", "due", "kind", "person"], name="reminded_once"),
            _one_of("kind", REMINDERS, "reminder_kind_known"),
        ]

    def __str__(self) -> str:
        return f"{self.action} {self.due} {self.kind}"


class Attribution(models.Model):
    """That an action moved an answer: said by a source, or confirmed by dated evidence of both rounds (DESIGN §5)."""

    action = models.ForeignKey(Action, on_delete=models.PROTECT, related_name="attributions")
    recommendation = models.ForeignKey(
        Recommendation, null=True, blank=True, on_delete=models.PROTECT, related_name="attributions"
    )
    answer = models.ForeignKey(Answer, null=True, blank=True, on_delete=models.PROTECT, related_name="attributions")
    link = models.CharField(max_length=10, choices=[(one, one) for one in LINKS])
    said_by = TextField()  # who attributes it
    reason = TextField()
    sources = models.JSONField(default=list)
    evidence = models.ManyToManyField(Evidence, blank=True, related_name="attributions")
    instruments = models.ManyToManyField(Instrument, blank=True, related_name="attributions")
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [_one_of("link", LINKS, "attribution_link_known")]

    def __str__(self) -> str:
        return f"{self.action} {self.link}"


class Sector(models.Model):
    """A sector into whose policy migration is to be brought."""

    jurisdiction = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="sectors")
    code = models.SlugField(max_length=60)
    title = TextField()
    position = models.PositiveIntegerField()
    institution = models.ForeignKey(
        Institution, null=True, blank=True, on_delete=models.PROTECT, related_name="sectors"
    )

    class Meta:
        ordering = ["position"]
        constraints = [models.UniqueConstraint(fields=["jurisdiction", "code"], name="sector_once")]

    def __str__(self) -> str:
        return f"{self.jurisdiction_id} {self.code}"


class SectorStage(models.Model):
    """What shows that migration has reached a stage in a sector: an instrument, an action or a piece of evidence."""

    sector = models.ForeignKey(Sector, on_delete=models.PROTECT, related_name="stages")
    stage = models.CharField(max_length=8, choices=[(s, s) for s in STAGES])
    instrument = models.ForeignKey(
        Instrument, null=True, blank=True, on_delete=models.PROTECT, related_name="sector_stages"
    )
    action = models.ForeignKey(Action, null=True, blank=True, on_delete=models.PROTECT, related_name="sector_stages")
    evidence = models.ForeignKey(
        Evidence, null=True, blank=True, on_delete=models.PROTECT, related_name="sector_stages"
    )
    note = TextField()
    recorded_at = models.DateTimeField()

    class Meta:
        constraints = [
            _one_of("stage", STAGES, "sector_stage_known"),
            models.CheckConstraint(
                condition=Q(instrument__isnull=False, action=None, evidence=None)
                | Q(instrument=None, action__isnull=False, evidence=None)
                | Q(instrument=None, action=None, evidence__isnull=False),
                name="sector_stage_shown_by_one",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.sector} {self.stage}"


class Report(models.Model):
    """A report drafted from the data and edited by people: the year's follow-up, or the Global Compact's review."""

    code = models.SlugField(primary_key=True, max_length=60)
    jurisdiction = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="followup_reports")
    plan = models.ForeignKey(Plan, null=True, blank=True, on_delete=models.PROTECT, related_name="followup_reports")
    kind = models.CharField(max_length=6, choices=[(k, k) for k in REPORT_KINDS])
    origin = models.CharField(max_length=13, choices=[(o, o) for o in ORIGINS])
    title = TextField()
    period_from = models.DateField()
    period_until = models.DateField()
    opened_at = models.DateTimeField()
    opened_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            _one_of("kind", REPORT_KINDS, "report_kind_known"),
            _one_of("origin", ORIGINS, "report_origin_known"),
            models.CheckConstraint(
                condition=Q(period_from__lte=models.F("period_until")), name="report_period_in_order"
            ),
        ]

    def __str__(self) -> str:
        return self.code


class ReportTextRevision(models.Model):
    """A passage of a report that a person wrote over or beside the drafted one. Never changed."""

    report = models.ForeignKey(Report, on_delete=models.PROTECT, related_name="texts")
    block = models.SlugField(max_length=120)  # the passage's place: "introduction", "objective-5" …
    number = models.PositiveIntegerField()
    text = TextField()
    drafted_from = models.CharField(max_length=64)  # hash of what was drafted beside it: another one, and it is stale
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["report", "block", "number"], name="report_text_once")]

    def __str__(self) -> str:
        return f"{self.report_id} {self.block} r{self.number}"
