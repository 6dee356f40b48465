"""The register: texts, bodies and publications with their dates, who takes part in them, and other evidence."""

import uuid

from django.db import models
from django.db.models import Q

from jatigi.foundation.accounts.models import User
from jatigi.foundation.files.models import StoredFile
from jatigi.foundation.places.models import Place
from jatigi.foundation.text.fields import PartialDateField, TextField

KINDS = (
    "convention",
    "regional_act",
    "bilateral_agreement",
    "law",
    "decree",
    "policy",
    "plan",
    "programme",
    "institution",
    "publication",
)
STATUSES = ("verified", "recalled", "disputed")


class Instrument(models.Model):
    """A legal or policy text, a programme, a body or a publication. Its ``code`` is permanent."""

    code = models.SlugField(primary_key=True, max_length=100)
    kind = models.CharField(max_length=20, choices=[(kind, kind) for kind in KINDS])
    jurisdiction = models.ForeignKey(
        Place, null=True, blank=True, on_delete=models.PROTECT, related_name="instruments"
    )  # whose text it is; NULL for conventions and regional acts
    title = TextField()
    number = models.CharField(max_length=120, blank=True)
    issuer = TextField()
    adopted = PartialDateField()
    in_force_from = PartialDateField()
    in_force_until = PartialDateField()
    end_note = TextField()
    subjects = models.JSONField(default=list)
    summary = TextField()
    note = TextField()
    status = models.CharField(max_length=10, choices=[(status, status) for status in STATUSES])
    recalled_fields = models.JSONField(default=list)
    archived = models.ForeignKey(
        StoredFile, null=True, blank=True, on_delete=models.PROTECT, related_name="instruments"
    )
    creates = models.ManyToManyField("self", symmetrical=False, blank=True, related_name="created_by")
    search = models.TextField(blank=True, editable=False)  # folded words of code, titles, number, issuer and summary
    loaded = models.JSONField(
        default=dict, editable=False
    )  # hash of the file's entry, by the jurisdiction it speaks for

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=KINDS), name="instrument_kind_known"),
            models.CheckConstraint(condition=Q(status__in=STATUSES), name="instrument_status_known"),
        ]

    def __str__(self) -> str:
        return self.code


class Succession(models.Model):
    """A later instrument supersedes or amends an earlier one. ``on`` is when; NULL means the later one's own date."""

    class Kind(models.TextChoices):
        SUPERSEDES = "supersedes"
        AMENDS = "amends"

    later = models.ForeignKey(Instrument, on_delete=models.PROTECT, related_name="replaces")
    earlier = models.ForeignKey(Instrument, on_delete=models.PROTECT, related_name="replaced_by")
    kind = models.CharField(max_length=10, choices=Kind)
    on = PartialDateField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["later", "earlier", "kind"], name="succession_once"),
            models.CheckConstraint(condition=Q(kind__in=["supersedes", "amends"]), name="succession_kind_known"),
            models.CheckConstraint(condition=~Q(later=models.F("earlier")), name="succession_not_of_itself"),
        ]

    def __str__(self) -> str:
        return f"{self.later_id} {self.kind} {self.earlier_id}"


class Participation(models.Model):
    """A place's part in a convention, regional act or agreement. ``ratified`` also covers accession and succession."""

    instrument = models.ForeignKey(Instrument, on_delete=models.PROTECT, related_name="participations")
    place = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="participations")
    signed = PartialDateField()
    ratified = PartialDateField()
    left = PartialDateField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["instrument", "place"], name="participation_once")]

    def __str__(self) -> str:
        return f"{self.place_id} in {self.instrument_id}"


class LegalEffect(models.Model):
    """What a person found an ending to mean (« participation terminée ; effet à examiner » until then). Rows are
    kept."""

    instrument = models.ForeignKey(Instrument, on_delete=models.PROTECT, related_name="effects")
    place = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="legal_effects")
    text = TextField()
    holds_on = models.DateField()
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="legal_effects")

    class Meta:
        ordering = ["holds_on", "id"]

    def __str__(self) -> str:
        return f"effect on {self.place_id} of {self.instrument_id}"


class Source(models.Model):
    """Where a fact about an instrument was read."""

    instrument = models.ForeignKey(Instrument, on_delete=models.PROTECT, related_name="sources")
    position = models.PositiveSmallIntegerField()
    url = models.URLField(max_length=1000, blank=True)
    publisher = models.CharField(max_length=300)
    says = TextField()
    accessed = PartialDateField()

    class Meta:
        ordering = ["position"]
        constraints = [models.UniqueConstraint(fields=["instrument", "position"], name="source_once")]

    def __str__(self) -> str:
        return f"{self.instrument_id} [{self.position}]"


class Claim(models.Model):
    """One side of a disputed fact. All are kept; at most one is chosen.

    ``reason`` stands on the chosen claim; where none is chosen, on the first one (why none could be).
    ``settled_on``: since when the fact is no longer disputed; its claims stay readable. NULL while sources differ.
    """

    instrument = models.ForeignKey(Instrument, on_delete=models.PROTECT, related_name="claims")
    field = models.CharField(max_length=80)  # "participation.MLI.ratified"
    value = models.CharField(max_length=200)
    source = models.ForeignKey(Source, null=True, on_delete=models.PROTECT, related_name="claims")
    chosen = models.BooleanField(default=False)
    reason = TextField()
    settled_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["instrument", "field"], condition=Q(chosen=True), name="claim_chosen_at_most_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.instrument_id} {self.field} = {self.value}"


class Evidence(models.Model):
    """Other evidence: an official reply, an interview, a statistic, an observation, or a public document that is
    read."""

    class Kind(models.TextChoices):
        OFFICIAL_REPLY = "official_reply"
        INTERVIEW = "interview"
        STATISTIC = "statistic"
        OBSERVATION = "observation"
        DOCUMENT = "document"

    class Confidence(models.TextChoices):
        HIGH = "high"
        MEDIUM = "medium"
        LOW = "low"

    class LevelHint(models.TextChoices):
        ABSENT = "absent"
        PARTIAL = "partial"
        COMPLETE = "complete"
        UNCLEAR = "unclear"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    jurisdiction = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="evidence")
    code = models.SlugField(max_length=120)
    kind = models.CharField(max_length=15, choices=Kind)
    title = TextField()
    text = TextField()  # what it shows
    dated = PartialDateField()  # of the document, reply, interview or observation
    observed_until = models.DateField(
        null=True
    )  # the latest reference date it can be used for; NULL: any after ``dated``
    observed_from = models.DateField(null=True)  # the earliest one
    function = models.CharField(max_length=200, blank=True)  # interview: the function of who spoke, never a name
    consent = models.BooleanField(null=True)  # interview: agreed to be cited
    url = models.URLField(max_length=1000, blank=True)
    publisher = models.CharField(max_length=300, blank=True)
    accessed = PartialDateField()
    value = models.CharField(max_length=60, blank=True)  # statistic: the figure as printed
    unit = TextField()
    definition = TextField()
    confidence = models.CharField(max_length=6, choices=Confidence)
    publishable = models.BooleanField(default=True)
    file = models.ForeignKey(StoredFile, null=True, blank=True, on_delete=models.PROTECT, related_name="evidence")
    instruments = models.ManyToManyField(Instrument, blank=True, related_name="evidence")
    dimension = models.CharField(max_length=120, blank=True)  # code of a dimension: where an assessor looks for it
    indicators = models.JSONField(default=list, blank=True)  # codes of the indicators it bears on, as a hint
    level_hint = models.CharField(max_length=8, choices=LevelHint, blank=True)  # what it seems to say; never a level
    added_by = models.ForeignKey(
        User, null=True, blank=True, on_delete=models.PROTECT, related_name="evidence_added"
    )  # may read it although it is internal; NULL: loaded from a file
    search = models.TextField(blank=True, editable=False)
    loaded = models.CharField(max_length=64, blank=True, editable=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["jurisdiction", "code"], name="evidence_once"),
            models.CheckConstraint(
                condition=Q(kind__in=["official_reply", "interview", "statistic", "observation", "document"]),
                name="evidence_kind_known",
            ),
            models.CheckConstraint(
                condition=Q(confidence__in=["high", "medium", "low"]), name="evidence_confidence_known"
            ),
            models.CheckConstraint(
                condition=Q(level_hint__in=["", "absent", "partial", "complete", "unclear"]),
                name="evidence_level_hint_known",
            ),
            models.CheckConstraint(
                condition=~Q(kind="interview") | Q(consent=True) | Q(publishable=False),
                name="evidence_interview_public_by_consent",
            ),
        ]

    def __str__(self) -> str:
        return self.code
