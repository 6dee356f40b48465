"""Consultations, their programme, who was asked, what was said, and what was answered.

The unit is the institution. A *position* is an identity (one institution on one subject in one consultation); what it
said lies in its revisions, and every *disposition* is a row of its own: the database refuses to change either.
"""

import uuid

from django.db import models
from django.db.models import Q

from jatigi.foundation.accounts.models import Institution, User
from jatigi.foundation.files.models import StoredFile
from jatigi.foundation.places.models import Place
from jatigi.foundation.text.fields import TextField
from jatigi.governance.assessments.models import ORIGINS, Round, Subject
from jatigi.governance.instruments.models import Evidence

KINDS = ("interministerial", "technical_workshop", "public")
STATES = ("planned", "open", "closed")
SESSION_KINDS = ("plenary", "panel", "group", "other")
STANCES = ("agrees", "reservation", "objects", "not_concerned")  # silence is computed, never stored
ATTENDANCE = ("unknown", "attended", "absent", "excused")
REMARK_KINDS = ("comment", "change", "proposal")
REMARK_SOURCES = ("web", "word", "floor", "letter", "public", "document")
VOICES = ("institution", "diaspora", "local", "civil_society", "private_sector", "partner", "person", "unknown")
MODERATION = ("pending", "kept", "hidden")
HIDDEN_FOR = ("personal_data", "insult", "off_topic", "repeated", "advertising")
OUTCOMES = ("accepted", "partly", "rejected", "deferred")


def _one_of(field: str, values: tuple[str, ...], name: str) -> models.CheckConstraint:
    return models.CheckConstraint(condition=Q(**{f"{field}__in": values}), name=name)


class Consultation(models.Model):
    """A meeting, or several, in which institutions and others are heard; ``round`` is what on, if there is one."""

    code = models.SlugField(primary_key=True, max_length=60)  # "MLI-2021-07-bamako"
    jurisdiction = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="consultations")
    round = models.ForeignKey(Round, null=True, blank=True, on_delete=models.PROTECT, related_name="consultations")
    kind = models.CharField(max_length=20, choices=[(k, k) for k in KINDS])
    origin = models.CharField(max_length=13, choices=[(o, o) for o in ORIGINS])
    title = TextField()
    about = TextField()
    venue = TextField()
    starts_on = models.DateField(null=True, blank=True)
    ends_on = models.DateField(null=True, blank=True)
    languages = models.JSONField(default=list)  # those spoken, lead first
    state = models.CharField(max_length=8, choices=[(s, s) for s in STATES], default="planned")
    sources = models.JSONField(default=list)  # [{url, publisher, accessed}] where it is rebuilt from public texts
    counts = models.JSONField(
        default=dict
    )  # what a source counts without listing: {"panels": {"value": 11, "source": 1}}
    # The silence procedure is off unless a deadline stands here, and binds only who was told before it in writing.
    silence_deadline = models.DateTimeField(null=True, blank=True)
    silence_notice_at = models.DateTimeField(null=True, blank=True)
    silence_notice = models.ForeignKey(
        StoredFile, null=True, blank=True, on_delete=models.PROTECT, related_name="silence_notices"
    )
    # A public consultation: who may write without an account, until when, and what they agree to.
    public_from = models.DateTimeField(null=True, blank=True)
    public_until = models.DateTimeField(null=True, blank=True)
    invitation = TextField()
    consent = TextField()
    opened_at = models.DateTimeField()
    opened_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="consultations_opened")

    class Meta:
        constraints = [
            _one_of("kind", KINDS, "consultation_kind_known"),
            _one_of("origin", ORIGINS, "consultation_origin_known"),
            _one_of("state", STATES, "consultation_state_known"),
            models.CheckConstraint(
                condition=Q(ends_on=None) | Q(starts_on__lte=models.F("ends_on")), name="consultation_ends_after_start"
            ),
            models.CheckConstraint(
                condition=Q(silence_deadline=None) | Q(silence_notice_at__lt=models.F("silence_deadline")),
                name="consultation_silence_needs_notice",
            ),
        ]

    def __str__(self) -> str:
        return self.code


class Organiser(models.Model):
    """Who convened, supported or paid for it: an institution, or a body that has no account here."""

    consultation = models.ForeignKey(Consultation, on_delete=models.PROTECT, related_name="organisers")
    institution = models.ForeignKey(Institution, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    name = TextField()  # where there is no institution
    part = models.CharField(max_length=9, choices=[(p, p) for p in ("organiser", "partner", "funder")])
    position = models.PositiveIntegerField()

    class Meta:
        ordering = ["position"]
        constraints = [_one_of("part", ("organiser", "partner", "funder"), "organiser_part_known")]

    def __str__(self) -> str:
        return self.institution_id or str(self.position)


class Attendee(models.Model):
    """An institution that is asked: invited, there or not, and whether its name may stand beside its positions."""

    consultation = models.ForeignKey(Consultation, on_delete=models.PROTECT, related_name="attendees")
    institution = models.ForeignKey(Institution, on_delete=models.PROTECT, related_name="consultations_attended")
    attendance = models.CharField(max_length=8, choices=[(a, a) for a in ATTENDANCE], default="unknown")
    seats = models.PositiveIntegerField(null=True, blank=True)  # how many came; never who
    named_publicly = models.BooleanField(default=False)  # its own consent, given by itself or by letter
    consent_letter = models.ForeignKey(
        StoredFile, null=True, blank=True, on_delete=models.PROTECT, related_name="naming_consents"
    )
    consented_at = models.DateTimeField(null=True, blank=True)
    speaks_for_it = models.ForeignKey(  # delegation: who takes positions in its place
        Institution, null=True, blank=True, on_delete=models.PROTECT, related_name="speaks_for"
    )
    delegation_letter = models.ForeignKey(
        StoredFile, null=True, blank=True, on_delete=models.PROTECT, related_name="delegations"
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["consultation", "institution"], name="attendee_once"),
            _one_of("attendance", ATTENDANCE, "participation_attendance_known"),
            models.CheckConstraint(
                condition=Q(speaks_for_it=None) | ~Q(speaks_for_it=models.F("institution")),
                name="attendee_delegates_to_another",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.consultation_id} {self.institution_id}"


class Session(models.Model):
    """A part of the programme: a plenary, a panel, a working group."""

    consultation = models.ForeignKey(Consultation, on_delete=models.PROTECT, related_name="sessions")
    code = models.SlugField(max_length=80)
    kind = models.CharField(max_length=7, choices=[(k, k) for k in SESSION_KINDS])
    title = TextField()
    position = models.PositiveIntegerField()
    starts_at = models.DateTimeField(null=True, blank=True)
    ends_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["consultation", "code"], name="session_once"),
            _one_of("kind", SESSION_KINDS, "session_kind_known"),
        ]

    def __str__(self) -> str:
        return f"{self.consultation_id} {self.code}"


class Communication(models.Model):
    """A paper given in a session, by an institution; its file where there is one."""

    session = models.ForeignKey(Session, on_delete=models.PROTECT, related_name="communications")
    title = TextField()
    institution = models.ForeignKey(Institution, null=True, blank=True, on_delete=models.PROTECT, related_name="papers")
    author = TextField()  # an organisation without an account; never a person's name
    file = models.ForeignKey(StoredFile, null=True, blank=True, on_delete=models.PROTECT, related_name="communications")
    position = models.PositiveIntegerField()

    class Meta:
        ordering = ["position"]

    def __str__(self) -> str:
        return f"communication {self.pk}"


class MinutesRevision(models.Model):
    """The minutes of a consultation (or of one session) as saved once; the latest one stands. Never changed."""

    consultation = models.ForeignKey(Consultation, on_delete=models.PROTECT, related_name="minutes")
    session = models.ForeignKey(Session, null=True, blank=True, on_delete=models.PROTECT, related_name="minutes")
    number = models.PositiveIntegerField()
    text = TextField()
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["consultation", "session", "number"], name="minutes_once", nulls_distinct=False
            )
        ]

    def __str__(self) -> str:
        return f"{self.consultation_id} minutes r{self.number}"


class Picture(models.Model):
    """A picture of the event, with what it shows in words."""

    consultation = models.ForeignKey(Consultation, on_delete=models.PROTECT, related_name="pictures")
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="consultation_pictures")
    alt = TextField()
    position = models.PositiveIntegerField()

    class Meta:
        ordering = ["position"]

    def __str__(self) -> str:
        return f"{self.consultation_id} {self.file_id}"


class Item(models.Model):
    """A subject that is put to the institutions in this consultation, in the order of the room."""

    consultation = models.ForeignKey(Consultation, on_delete=models.PROTECT, related_name="items")
    subject = models.ForeignKey(Subject, on_delete=models.PROTECT, related_name="items")
    session = models.ForeignKey(Session, null=True, blank=True, on_delete=models.PROTECT, related_name="items")
    position = models.PositiveIntegerField()
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["position"]
        constraints = [models.UniqueConstraint(fields=["consultation", "subject"], name="item_once")]

    def __str__(self) -> str:
        return f"{self.consultation_id} {self.subject_id}"


class Position(models.Model):
    """What one institution holds on one item. Latest revision: the position; all others: how it came to be."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    item = models.ForeignKey(Item, on_delete=models.PROTECT, related_name="positions")
    institution = models.ForeignKey(Institution, on_delete=models.PROTECT, related_name="positions")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["item", "institution"], name="position_once")]

    def __str__(self) -> str:
        return f"{self.institution_id} on {self.item_id}"


class PositionRevision(models.Model):
    """A position as taken once: on which wording of the subject, by whom, and what may be shown. Never changed."""

    position = models.ForeignKey(Position, on_delete=models.PROTECT, related_name="revisions")
    number = models.PositiveIntegerField()
    stance = models.CharField(max_length=13, choices=[(s, s) for s in STANCES])
    text = models.TextField(blank=True)  # kept in the language it was written in
    lang = models.CharField(max_length=10, default="fr")
    confidential = models.BooleanField(default=False)  # its text is for the coordinator and the institution alone
    seen_number = models.PositiveIntegerField()  # the subject's revision, 0 where it has none
    seen_hash = models.CharField(max_length=64)  # of the subject's words then
    seen_words = TextField()  # those very words, so that a later reader sees what has changed since
    seen_level = TextField()  # the label of an answer's level then
    letter = models.ForeignKey(  # entered by the coordinator in the institution's place
        StoredFile, null=True, blank=True, on_delete=models.PROTECT, related_name="position_letters"
    )
    delegate = models.ForeignKey(  # the institution that spoke in its place
        Institution, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    evidence = models.ManyToManyField(Evidence, blank=True, related_name="position_revisions")
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["position", "number"], name="position_revision_once"),
            _one_of("stance", STANCES, "position_stance_known"),
        ]

    def __str__(self) -> str:
        return f"{self.position} r{self.number}"


class WordReturn(models.Model):
    """A draft that came back as a Word file, with the institution it speaks for."""

    consultation = models.ForeignKey(Consultation, on_delete=models.PROTECT, related_name="word_returns")
    institution = models.ForeignKey(Institution, on_delete=models.PROTECT, related_name="word_returns")
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="word_returns")
    lang = models.CharField(max_length=10)
    received_at = models.DateTimeField()
    received_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["consultation", "institution", "file"], name="word_return_once")]

    def __str__(self) -> str:
        return f"{self.consultation_id} {self.institution_id}"


class Remark(models.Model):
    """What someone said in their own words: a comment on a passage, a change proposed to it, or a proposal.

    ``quote`` with what stands before and after it finds the passage again after edits; ``quote`` is empty for a remark
    on the whole. ``removed`` and ``inserted`` are those of a tracked change.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    consultation = models.ForeignKey(Consultation, on_delete=models.PROTECT, related_name="remarks")
    subject = models.ForeignKey(Subject, null=True, blank=True, on_delete=models.PROTECT, related_name="remarks")
    session = models.ForeignKey(Session, null=True, blank=True, on_delete=models.PROTECT, related_name="remarks")
    kind = models.CharField(max_length=8, choices=[(k, k) for k in REMARK_KINDS])
    source = models.CharField(max_length=8, choices=[(s, s) for s in REMARK_SOURCES])
    voice = models.CharField(max_length=14, choices=[(v, v) for v in VOICES])
    institution = models.ForeignKey(
        Institution, null=True, blank=True, on_delete=models.PROTECT, related_name="remarks"
    )
    organisation = models.CharField(max_length=200, blank=True)  # without an account; never a person's name
    text = TextField()  # in its own words and language; a translation says that it is one
    code = models.SlugField(max_length=120, blank=True)  # of those that come from a file
    quote = models.TextField(blank=True)
    before = models.CharField(max_length=80, blank=True)
    after = models.CharField(max_length=80, blank=True)
    quote_lang = models.CharField(max_length=10, blank=True)
    removed = models.TextField(blank=True)
    inserted = models.TextField(blank=True)
    seen_number = models.PositiveIntegerField(default=0)
    seen_hash = models.CharField(max_length=64, blank=True)
    word_return = models.ForeignKey(WordReturn, null=True, blank=True, on_delete=models.PROTECT, related_name="remarks")
    moderation = models.CharField(max_length=7, choices=[(m, m) for m in MODERATION], default="kept")
    hidden_for = models.CharField(max_length=13, blank=True, choices=[(r, r) for r in HIDDEN_FOR])
    receipt = models.CharField(max_length=12, blank=True, db_index=True)  # what a visitor without account keeps
    confidential = models.BooleanField(default=False)
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["recorded_at", "id"]
        constraints = [
            _one_of("kind", REMARK_KINDS, "remark_kind_known"),
            _one_of("source", REMARK_SOURCES, "remark_source_known"),
            _one_of("voice", VOICES, "remark_voice_known"),
            _one_of("moderation", MODERATION, "remark_moderation_known"),
            models.CheckConstraint(
                condition=Q(hidden_for="") | Q(moderation="hidden", hidden_for__in=HIDDEN_FOR),
                name="remark_hidden_for_known",
            ),
            models.UniqueConstraint(fields=["consultation", "code"], condition=~Q(code=""), name="remark_code_once"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.id}"


class Disposition(models.Model):
    """The answer to a position or to a remark, and the change it caused. A later one replaces an earlier; both stay.

    ``changed`` with ``changed_number`` names the revision that came of it (a new coding agreed, a paragraph edited);
    ``change_due`` says that one is promised and not there yet.
    """

    position = models.ForeignKey(Position, null=True, blank=True, on_delete=models.PROTECT, related_name="dispositions")
    remark = models.ForeignKey(Remark, null=True, blank=True, on_delete=models.PROTECT, related_name="dispositions")
    number = models.PositiveIntegerField()
    answers_number = models.PositiveIntegerField(default=0)  # the position's revision that it answers
    outcome = models.CharField(max_length=8, choices=[(o, o) for o in OUTCOMES])
    reason = TextField()
    change_due = models.BooleanField(default=False)
    changed = models.ForeignKey(Subject, null=True, blank=True, on_delete=models.PROTECT, related_name="dispositions")
    changed_number = models.PositiveIntegerField(null=True, blank=True)
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            _one_of("outcome", OUTCOMES, "disposition_outcome_known"),
            models.CheckConstraint(
                condition=Q(position=None, remark__isnull=False) | Q(position__isnull=False, remark=None),
                name="disposition_of_one_thing",
            ),
            models.UniqueConstraint(fields=["position", "number"], name="disposition_of_position_once"),
            models.UniqueConstraint(fields=["remark", "number"], name="disposition_of_remark_once"),
        ]

    def __str__(self) -> str:
        return f"{self.outcome} {self.pk}"


class ReasonTemplate(models.Model):
    """A reason that is given often, kept by a jurisdiction to be reused and adapted."""

    jurisdiction = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="reason_templates")
    code = models.SlugField(max_length=60)
    outcome = models.CharField(max_length=8, choices=[(o, o) for o in OUTCOMES])
    title = TextField()
    reason = TextField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["jurisdiction", "code"], name="reason_template_once"),
            _one_of("outcome", OUTCOMES, "reason_template_outcome_known"),
        ]

    def __str__(self) -> str:
        return self.code
