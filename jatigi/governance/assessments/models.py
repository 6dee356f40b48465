"""Rounds, codings, answers, citations and findings.

A *coding* is one assessor's judgement; an *answer* is the agreed level. Both are identities with a state; what was
judged lies in
their revisions, which never change (the database refuses).
"""

import uuid

from django.db import models
from django.db.models import Q

from jatigi.foundation.accounts.models import Institution, User
from jatigi.foundation.files.models import StoredFile
from jatigi.foundation.places.models import Place
from jatigi.foundation.text.fields import TextField
from jatigi.governance.assessments.rules.judgements import CAUSES as CAUSES
from jatigi.governance.assessments.rules.judgements import CONFIDENCE as CONFIDENCE
from jatigi.governance.assessments.rules.judgements import NOT_APPLICABLE as NOT_APPLICABLE
from jatigi.governance.assessments.rules.judgements import UNKNOWN as UNKNOWN
from jatigi.governance.frameworks.models import FrameworkVersion, IndicatorVersion, Node
from jatigi.governance.instruments.models import Evidence, Instrument

ORIGINS = ("official", "reconstructed", "fictional")
ROUND_STATES = (
    "launch",
    "collection",
    "review",
    "draft_sent",
    "consultation",
    "revised",
    "validated",
    "approved",
    "reviewed_by_project",  # where a reconstruction ends: it is never validated
    "published",
    "closed",  # approved, not published
)
CODING_STATES = ("open", "submitted", "returned", "accepted")
ANSWER_STATES = ("proposed", "agreed")


class Round(models.Model):
    """One assessment of one jurisdiction on one framework version (exercice d'évaluation)."""

    code = models.SlugField(primary_key=True, max_length=40)  # "MLI-2021"
    jurisdiction = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="rounds")
    label = models.CharField(max_length=20)  # "2021", unique in the jurisdiction
    framework = models.ForeignKey(FrameworkVersion, on_delete=models.PROTECT, related_name="rounds")
    modules = models.ManyToManyField(FrameworkVersion, blank=True, related_name="module_rounds")
    origin = models.CharField(max_length=13, choices=[(o, o) for o in ORIGINS])
    about = TextField()
    reference_date = models.DateField()  # answers hold on this day
    deadline = models.DateField(null=True, blank=True)  # of the collection
    state = models.CharField(max_length=20, choices=[(s, s) for s in ROUND_STATES], default="launch")
    lead_language = models.CharField(max_length=10, default="fr")
    languages = models.JSONField(default=list)  # those a release declares, lead first
    previous = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="following")
    scores_public = models.BooleanField(default=False)
    opened_at = models.DateTimeField()
    opened_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="rounds_opened")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["jurisdiction", "label"], name="round_once"),
            models.CheckConstraint(condition=Q(origin__in=ORIGINS), name="round_origin_known"),
            models.CheckConstraint(condition=Q(state__in=ROUND_STATES), name="round_state_known"),
            models.CheckConstraint(
                condition=~Q(origin="reconstructed", state__in=["validated", "approved"]),
                name="round_reconstruction_never_validated",
            ),
        ]

    def __str__(self) -> str:
        return self.code


class Step(models.Model):
    """One move of a round from a state to the next: the record of who did what when (two people for validation)."""

    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="steps")
    action = models.CharField(max_length=30)
    state_before = models.CharField(max_length=20)
    state_after = models.CharField(max_length=20)
    at = models.DateTimeField()
    by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="round_steps")
    note = models.TextField(blank=True)
    digest = models.CharField(max_length=64, blank=True)  # of the round's content at that moment: what was signed

    class Meta:
        ordering = ["at", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(state_before__in=ROUND_STATES, state_after__in=ROUND_STATES), name="step_states_known"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.round_id} {self.action}"


class Approval(models.Model):
    """The government's approval in writing. The person who signed is named by function only."""

    round = models.OneToOneField(Round, on_delete=models.PROTECT, related_name="approval")
    letter_number = models.CharField(max_length=80)
    letter_date = models.DateField()
    signatory_function = models.CharField(max_length=200)
    scan = models.ForeignKey(StoredFile, null=True, blank=True, on_delete=models.PROTECT, related_name="approvals")
    embargo_until = models.DateField(null=True, blank=True)
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="approvals")

    def __str__(self) -> str:
        return self.letter_number


class Subject(models.Model):
    """What can be discussed: an answer, a finding, a paragraph, a recommendation. Positions and comments point here."""

    class Kind(models.TextChoices):
        ANSWER = "answer"
        FINDING = "finding"
        PARAGRAPH = "paragraph"
        RECOMMENDATION = "recommendation"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    kind = models.CharField(max_length=15, choices=Kind)
    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="subjects")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(kind__in=["answer", "finding", "paragraph", "recommendation"]), name="subject_kind_known"
            )
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.id}"


class Assignment(models.Model):
    """Who is asked: an indicator of a round, the institution that holds the evidence, the person who codes."""

    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="assignments")
    indicator = models.ForeignKey(IndicatorVersion, on_delete=models.PROTECT, related_name="assignments")
    institution = models.ForeignKey(
        Institution, null=True, blank=True, on_delete=models.PROTECT, related_name="assignments"
    )
    assessor = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="assignments")
    due = models.DateField(null=True, blank=True)
    asked_at = models.DateTimeField(null=True, blank=True)  # "ask this institution"

    class Meta:
        constraints = [models.UniqueConstraint(fields=["round", "indicator"], name="assignment_once")]

    def __str__(self) -> str:
        return f"{self.round_id} {self.indicator_id}"


class Coding(models.Model):
    """One assessor's judgement of one indicator in one round, with its state of work."""

    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="codings")
    indicator = models.ForeignKey(IndicatorVersion, on_delete=models.PROTECT, related_name="codings")
    assessor = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="codings")  # NULL: the project
    state = models.CharField(max_length=10, choices=[(s, s) for s in CODING_STATES], default="open")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["round", "indicator", "assessor"], name="coding_once"),
            models.UniqueConstraint(
                fields=["round", "indicator"], condition=Q(assessor=None), name="coding_by_project_once"
            ),
            models.CheckConstraint(condition=Q(state__in=CODING_STATES), name="coding_state_known"),
        ]

    def __str__(self) -> str:
        return f"{self.round_id} {self.indicator_id}"


class Judgement(models.Model):
    """What coding revisions and answer revisions share. Never changed once written."""

    number = models.PositiveIntegerField()  # 1, 2, 3 … within the coding or answer
    level = models.CharField(max_length=80)  # a level id, "unknown" or "not_applicable"; "" on number scales
    value = models.FloatField(null=True)  # number scales only
    reasons = models.TextField(blank=True)  # kept in the language it was written in
    reasons_lang = models.CharField(max_length=10, default="fr")
    confidence = models.CharField(max_length=6, choices=[(c, c) for c in CONFIDENCE], blank=True)
    cause = models.CharField(max_length=20, choices=[(c, c) for c in CAUSES], default="first")
    holds_on = models.DateField()
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        abstract = True


class CodingRevision(Judgement):
    """A coding as submitted once."""

    coding = models.ForeignKey(Coding, on_delete=models.PROTECT, related_name="revisions")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["coding", "number"], name="coding_revision_once"),
            models.CheckConstraint(condition=Q(cause__in=CAUSES), name="coding_revision_cause_known"),
            models.CheckConstraint(
                condition=Q(confidence__in=("", *CONFIDENCE)), name="coding_revision_confidence_known"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.coding} r{self.number}"


class Answer(models.Model):
    """The agreed level of one indicator in one round."""

    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="answers")
    indicator = models.ForeignKey(IndicatorVersion, on_delete=models.PROTECT, related_name="answers")
    subject = models.OneToOneField(Subject, on_delete=models.PROTECT, related_name="answer")
    state = models.CharField(max_length=10, choices=[(s, s) for s in ANSWER_STATES], default="agreed")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["round", "indicator"], name="answer_once"),
            models.CheckConstraint(condition=Q(state__in=ANSWER_STATES), name="answer_state_known"),
        ]

    def __str__(self) -> str:
        return f"{self.round_id} {self.indicator_id}"


class AnswerRevision(Judgement):
    """An answer as agreed once; it names the coding it came from."""

    answer = models.ForeignKey(Answer, on_delete=models.PROTECT, related_name="revisions")
    from_coding = models.ForeignKey(
        CodingRevision, null=True, on_delete=models.PROTECT, related_name="answer_revisions"
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["answer", "number"], name="answer_revision_once"),
            models.CheckConstraint(condition=Q(cause__in=CAUSES), name="answer_revision_cause_known"),
            models.CheckConstraint(
                condition=Q(confidence__in=("", *CONFIDENCE)), name="answer_revision_confidence_known"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.answer} r{self.number}"


class Citation(models.Model):
    """A place in an instrument, or a piece of other evidence, on which a coding or answer revision rests."""

    coding_revision = models.ForeignKey(CodingRevision, null=True, on_delete=models.PROTECT, related_name="citations")
    answer_revision = models.ForeignKey(AnswerRevision, null=True, on_delete=models.PROTECT, related_name="citations")
    position = models.PositiveSmallIntegerField()
    instrument = models.ForeignKey(Instrument, null=True, on_delete=models.PROTECT, related_name="citations")
    evidence = models.ForeignKey(Evidence, null=True, on_delete=models.PROTECT, related_name="citations")
    place = models.CharField(max_length=120, blank=True)  # article, page, paragraph
    quote = models.TextField(blank=True)
    quote_lang = models.CharField(max_length=10, blank=True)
    carried_over = models.BooleanField(default=False)  # came with last round's answer, not yet seen again
    although_ended = models.BooleanField(default=False)  # cited knowing that it has ended; the reasons say what follows

    class Meta:
        ordering = ["position"]
        constraints = [
            models.CheckConstraint(
                condition=Q(coding_revision__isnull=False, answer_revision=None)
                | Q(coding_revision=None, answer_revision__isnull=False),
                name="citation_of_one_revision",
            ),
            models.CheckConstraint(
                condition=Q(instrument__isnull=False, evidence=None) | Q(instrument=None, evidence__isnull=False),
                name="citation_of_one_thing",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.instrument_id or self.evidence_id} {self.place}".strip()


class Draft(models.Model):
    """What one person is writing on one indicator, saved as they type. Nobody else reads it."""

    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="drafts")
    indicator = models.ForeignKey(IndicatorVersion, on_delete=models.PROTECT, related_name="drafts")
    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="drafts")
    content = models.JSONField(default=dict)
    saved_at = models.DateTimeField()
    version = models.PositiveIntegerField(default=1)  # two tabs: the older one is told, not overwritten

    class Meta:
        constraints = [models.UniqueConstraint(fields=["round", "indicator", "user"], name="draft_once")]

    def __str__(self) -> str:
        return f"{self.round_id} {self.indicator_id}"


class JournalEntry(models.Model):
    """A private note of an assessor. Never published, never shown to anyone else."""

    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="journal")
    indicator = models.ForeignKey(IndicatorVersion, on_delete=models.PROTECT, related_name="journal")
    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="journal")
    text = models.TextField()
    written_at = models.DateTimeField()

    class Meta:
        ordering = ["written_at"]

    def __str__(self) -> str:
        return f"{self.written_at:%Y-%m-%d}"


class Thread(models.Model):
    """A question raised on a coding in review; open until someone resolves it."""

    coding = models.ForeignKey(Coding, on_delete=models.PROTECT, related_name="threads")
    opened_at = models.DateTimeField()
    resolved_at = models.DateTimeField(null=True, blank=True)
    resolved_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="threads_resolved")

    def __str__(self) -> str:
        return f"thread on {self.coding_id}"


class Message(models.Model):
    """One message in a thread."""

    thread = models.ForeignKey(Thread, on_delete=models.PROTECT, related_name="messages")
    author = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="review_messages")
    text = models.TextField()
    written_at = models.DateTimeField()

    class Meta:
        ordering = ["written_at", "id"]

    def __str__(self) -> str:
        return f"message {self.pk}"


FINDING_KINDS = ("good_practice", "gap", "since_then")


class Finding(models.Model):
    """A good practice or a gap, written by people from answers. Evidence later than the reference date: « since
    then »."""

    subject = models.OneToOneField(Subject, on_delete=models.PROTECT, related_name="finding")
    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="findings")
    code = models.SlugField(max_length=120)
    dimension = models.ForeignKey(Node, on_delete=models.PROTECT, related_name="findings")
    kind = models.CharField(max_length=13, choices=[(k, k) for k in FINDING_KINDS])
    position = models.PositiveIntegerField()
    text = TextField()
    answers = models.ManyToManyField(Answer, blank=True, related_name="findings")
    instruments = models.ManyToManyField(Instrument, blank=True, related_name="findings")
    evidence = models.ManyToManyField(Evidence, blank=True, related_name="findings")
    state = models.CharField(
        max_length=10,
        choices=[("draft", "draft"), ("submitted", "submitted"), ("reviewed", "reviewed"), ("dropped", "dropped")],
        default="draft",
    )
    written_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="findings_written")
    writers = models.JSONField(default=list)  # public ids of all who wrote in it: none of them reviews it
    reviewed_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="findings_reviewed")
    returned_reason = models.TextField(blank=True)  # why the reviewer gave it back, until it is handed in again
    changed_at = models.DateTimeField()

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["round", "code"], name="finding_once"),
            models.CheckConstraint(condition=Q(kind__in=FINDING_KINDS), name="finding_kind_known"),
            models.CheckConstraint(
                condition=Q(state__in=["draft", "submitted", "reviewed", "dropped"]), name="finding_state_known"
            ),
        ]

    def __str__(self) -> str:
        return self.code
