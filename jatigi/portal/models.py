"""The index: published releases taken apart into rows that pages can be read from. Rebuilt at will, never edited.

Nothing here points to a working table, and nothing but :mod:`.index` writes here. Rows of a release go with it: they
stand for nothing by themselves, so that here, and only here, deletion cascades.
"""

from django.db import models
from django.db.models import Q

from jatigi.foundation.text import PartialDate
from jatigi.foundation.text.fields import TextField

ORIGINS = ("official", "reconstructed", "fictional")
CITED = ("instrument", "evidence")
SHAPES = ("complete", "partial", "absent", "unknown", "not_applicable")


class Generation(models.Model):
    """The one row that says which index is read: pages are cached until it changes."""

    digest = models.CharField(max_length=64)  # of all manifests and of the form of the index
    changed_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.digest


class PublishedRelease(models.Model):
    """A release as its ``release.json`` states it, with what the list of countries needs at a glance.

    ``slug`` is the round in addresses (``2021``). ``counts`` are the answers per shape, ``weave`` the cloth:
    ``[[number, "cpaun…"], …]``, one letter per indicator (see :mod:`.weaving`).
    """

    id = models.CharField(primary_key=True, max_length=100)
    kind = models.CharField(max_length=10)
    origin = models.CharField(max_length=13)
    jurisdiction = models.CharField(max_length=20)
    name = TextField()
    round = models.CharField(max_length=40, db_index=True)
    slug = models.CharField(max_length=40)
    label = models.CharField(max_length=100)
    reference_date = models.CharField(max_length=10)
    framework = models.ForeignKey("PublishedFramework", on_delete=models.CASCADE, related_name="releases")
    modules = models.JSONField(default=list)
    languages = models.JSONField(default=list)
    built_for = models.CharField(max_length=10)
    as_known_at = models.CharField(max_length=40)
    predecessor = models.CharField(max_length=100, blank=True)
    errata = models.JSONField(default=list)  # of its predecessors: [{"release", "number", "indicator", "wrong", …}]
    licence = models.CharField(max_length=60, blank=True)  # SPDX id
    licence_url = models.CharField(max_length=300, blank=True)
    licence_title = TextField()
    licence_text = TextField()
    scores_public = models.BooleanField(default=False)
    audit_head = models.CharField(max_length=64)
    key_id = models.CharField(max_length=64)
    public_key = models.TextField(blank=True)
    notice = TextField()
    title = TextField()
    about = TextField()
    manifest_sha256 = models.CharField(max_length=64)
    folder = models.CharField(max_length=500)
    counts = models.JSONField(default=dict)
    weave = models.JSONField(default=list)
    shown = models.BooleanField(default=False)
    current = models.BooleanField(default=False)

    class Meta:
        indexes = [
            models.Index(fields=["jurisdiction", "slug"], name="release_round"),
            # Conditions, since SQLite uses no index on a bare truth value.
            models.Index(fields=["-reference_date", "jurisdiction"], condition=Q(shown=True), name="release_shown"),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(origin__in=ORIGINS), name="published_origin_known"),
            models.UniqueConstraint(fields=["jurisdiction"], condition=Q(current=True), name="one_current_per_country"),
        ]

    def __str__(self) -> str:
        return self.id


class PublishedProfile(models.Model):
    """The content model of a release, without the answers, which have their own table."""

    release = models.OneToOneField(PublishedRelease, primary_key=True, on_delete=models.CASCADE, related_name="profile")
    document = models.JSONField()

    def __str__(self) -> str:
        return self.release_id


class PublishedFile(models.Model):
    """One file of a release as its manifest names it, and its zip, which holds them all. The only names served."""

    release = models.ForeignKey(PublishedRelease, on_delete=models.CASCADE, related_name="files")
    name = models.CharField(max_length=300)
    size = models.PositiveBigIntegerField()
    sha256 = models.CharField(max_length=64)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["release", "name"], name="published_file_once")]

    def __str__(self) -> str:
        return f"{self.release_id}/{self.name}"


class PublishedFramework(models.Model):
    """A framework as releases froze it. ``digest`` is of its document: a key never has two."""

    key = models.CharField(primary_key=True, max_length=120)  # "jatigi-national@1.0"
    framework = models.CharField(max_length=100)
    version = models.CharField(max_length=20)
    extends = models.CharField(max_length=120, blank=True)
    title = TextField()
    about = TextField()
    licence = models.CharField(max_length=60, blank=True)
    digest = models.CharField(max_length=64)
    document = models.JSONField()  # what stands outside the dimensions: scales, classes, thresholds

    class Meta:
        constraints = [models.UniqueConstraint(fields=["framework", "version"], name="published_framework_once")]

    def __str__(self) -> str:
        return self.key


class PublishedDimension(models.Model):
    """A dimension; ``number`` counts on after those of the framework that is extended. ``parts`` its sub-dimensions."""

    framework = models.ForeignKey(PublishedFramework, on_delete=models.CASCADE, related_name="dimensions")
    code = models.CharField(max_length=100)
    number = models.PositiveSmallIntegerField()
    title = TextField()
    about = TextField()
    parts = models.JSONField(default=list)  # [{"code": …, "title": {lang: …}}]

    class Meta:
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["framework", "code"], name="published_dimension_once")]

    def __str__(self) -> str:
        return f"{self.framework_id}/{self.code}"


class PublishedIndicator(models.Model):
    """An indicator with its document: guidance, anchors of the levels, usual evidence, tags.

    ``levels`` are those of its scale, lowest first: ``[{"id", "label", "shape"}]``; empty on scales of numbers.
    """

    framework = models.ForeignKey(PublishedFramework, on_delete=models.CASCADE, related_name="indicators")
    dimension = models.ForeignKey(PublishedDimension, on_delete=models.CASCADE, related_name="indicators")
    part = models.CharField(max_length=100, blank=True)  # the code of its sub-dimension
    code = models.CharField(max_length=100)
    number = models.CharField(max_length=20)
    position = models.PositiveIntegerField()
    name = TextField()
    question = TextField()
    levels = models.JSONField(default=list)
    document = models.JSONField()

    class Meta:
        ordering = ["position"]
        constraints = [models.UniqueConstraint(fields=["framework", "code"], name="published_indicator_once")]

    def __str__(self) -> str:
        return f"{self.framework_id}/{self.code}"


class PublishedAnswer(models.Model):
    """The agreed answer of one round. ``shape`` is how its level is drawn; a measured number has its ``value``."""

    release = models.ForeignKey(PublishedRelease, on_delete=models.CASCADE, related_name="answers")
    indicator = models.ForeignKey(PublishedIndicator, on_delete=models.CASCADE, related_name="answers")
    level = models.CharField(max_length=60, blank=True)
    shape = models.CharField(max_length=14)
    value = models.FloatField(null=True)
    confidence = models.CharField(max_length=10, blank=True)
    cause = models.CharField(max_length=30, blank=True)
    holds_on = models.CharField(max_length=10, blank=True)
    recorded_at = models.CharField(max_length=40, blank=True)
    reasons_lang = models.CharField(max_length=12, blank=True)
    reasons = models.TextField(blank=True)
    previous_level = models.CharField(max_length=60, blank=True)
    overtaken_since = models.CharField(max_length=10, blank=True)
    overtaken_by = models.CharField(max_length=100, blank=True)
    support = models.CharField(max_length=20)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["release", "indicator"], name="published_answer_once"),
            models.CheckConstraint(condition=Q(shape__in=SHAPES), name="published_shape_known"),
        ]

    def __str__(self) -> str:
        return f"{self.release_id} {self.indicator_id}"


class PublishedCitation(models.Model):
    """What an answer rests on. ``ref`` is the id of an instrument or of evidence, in the tables below. ``release`` is
    the answer's: a text that every country cites is looked up by release, never by reading all its citations."""

    release = models.ForeignKey(PublishedRelease, on_delete=models.CASCADE, related_name="citations")
    answer = models.ForeignKey(PublishedAnswer, on_delete=models.CASCADE, related_name="citations")
    position = models.PositiveSmallIntegerField()
    cited = models.CharField(max_length=10)
    ref = models.CharField(max_length=100)
    place = models.TextField(blank=True)
    quote_lang = models.CharField(max_length=12, blank=True)
    quote = models.TextField(blank=True)

    class Meta:
        ordering = ["position"]
        indexes = [models.Index(fields=["ref", "cited", "release"], name="citation_of")]
        constraints = [
            models.UniqueConstraint(fields=["answer", "position"], name="published_citation_once"),
            models.CheckConstraint(condition=Q(cited__in=CITED), name="published_cited_known"),
        ]

    def __str__(self) -> str:
        return f"{self.answer_id} [{self.position}] {self.ref}"


class PublishedScore(models.Model):
    """Counts under a dimension, a sub-dimension or the whole; scores where the release says that they are public."""

    release = models.ForeignKey(PublishedRelease, on_delete=models.CASCADE, related_name="scores")
    node = models.CharField(max_length=120)
    level = models.CharField(max_length=14)  # of the tree: framework, dimension, subdimension
    score = models.FloatField(null=True)
    low = models.FloatField(null=True)
    high = models.FloatField(null=True)
    coverage = models.FloatField(null=True)
    klass = models.CharField(max_length=60, blank=True)
    class_low = models.CharField(max_length=60, blank=True)
    class_high = models.CharField(max_length=60, blank=True)
    complete = models.PositiveIntegerField()
    partial = models.PositiveIntegerField()
    absent = models.PositiveIntegerField()
    unknown = models.PositiveIntegerField()
    not_applicable = models.PositiveIntegerField()
    measured = models.PositiveIntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["release", "node"], name="published_score_once")]

    def __str__(self) -> str:
        return f"{self.release_id} {self.node}"


class PublishedFinding(models.Model):
    """A good practice, a gap, or what happened since then, with the ids of what it rests on."""

    release = models.ForeignKey(PublishedRelease, on_delete=models.CASCADE, related_name="findings")
    code = models.CharField(max_length=100)
    dimension = models.CharField(max_length=100, blank=True)
    finding = models.CharField(max_length=20)  # good_practice, gap, since_then
    text = TextField()
    answers = models.JSONField(default=list)
    instruments = models.JSONField(default=list)
    evidence = models.JSONField(default=list)

    class Meta:
        ordering = ["code"]
        constraints = [models.UniqueConstraint(fields=["release", "code"], name="published_finding_once")]

    def __str__(self) -> str:
        return f"{self.release_id} {self.code}"


class PublishedInstrument(models.Model):
    """A text of a jurisdiction's register, as the newest release that holds it states it.

    Conventions stand once for each jurisdiction that takes part; ``lead`` marks the row that the register's list shows.
    """

    release = models.ForeignKey(PublishedRelease, on_delete=models.CASCADE, related_name="instruments")
    jurisdiction = models.CharField(max_length=20)
    code = models.CharField(max_length=100, db_index=True)
    category = models.CharField(max_length=20)  # convention, law, policy …
    title = TextField()
    number = models.CharField(max_length=120, blank=True)
    issuer = TextField()
    adopted = models.CharField(max_length=10, blank=True)
    in_force_from = models.CharField(max_length=10, blank=True)
    in_force_until = models.CharField(max_length=10, blank=True)
    signed = models.CharField(max_length=10, blank=True)
    ratified = models.CharField(max_length=10, blank=True)
    left = models.CharField(max_length=10, blank=True)
    standing = models.CharField(max_length=10)  # verified, recalled, disputed
    recalled_fields = models.JSONField(default=list)
    subjects = models.JSONField(default=list)
    summary = TextField()
    note = TextField()
    end_note = TextField()
    superseded_by = models.JSONField(default=list)
    creates = models.JSONField(default=list)
    sources = models.JSONField(default=list)
    claims = models.JSONField(default=list)
    effects = models.JSONField(default=list)
    dated = models.CharField(max_length=10, blank=True)  # what the list sorts by: adopted, else in force
    search = models.TextField(blank=True)  # folded words, and subjects between bars
    lead = models.BooleanField(default=False)

    class Meta:
        indexes = [models.Index(fields=["-dated", "code"], condition=Q(lead=True), name="instrument_list")]
        constraints = [models.UniqueConstraint(fields=["jurisdiction", "code"], name="published_instrument_once")]

    def __str__(self) -> str:
        return f"{self.jurisdiction} {self.code}"

    @property
    def ended(self) -> str:
        """The date it ended, if that was past when the release was made; "" while it is in force."""
        until = PartialDate(self.in_force_until) if self.in_force_until else None
        return until.iso if until and until.latest().isoformat() < self.release.built_for else ""


class PublishedEvidence(models.Model):
    """Public evidence other than instruments, as the newest release that holds it states it."""

    release = models.ForeignKey(PublishedRelease, on_delete=models.CASCADE, related_name="evidence")
    jurisdiction = models.CharField(max_length=20)
    code = models.CharField(max_length=100)
    category = models.CharField(max_length=20)  # document, official_reply, statistic, interview, observation
    title = TextField()
    text = TextField()
    dated = models.CharField(max_length=10, blank=True)
    url = models.TextField(blank=True)
    publisher = models.CharField(max_length=300, blank=True)
    confidence = models.CharField(max_length=10, blank=True)
    accessed = models.CharField(max_length=10, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["jurisdiction", "code"], name="published_evidence_once")]

    def __str__(self) -> str:
        return f"{self.jurisdiction} {self.code}"


from jatigi.portal.models_record import PublishedAction as PublishedAction  # noqa: E402 -- they point to releases
from jatigi.portal.models_record import PublishedConsultation as PublishedConsultation  # noqa: E402
from jatigi.portal.models_record import PublishedInstitution as PublishedInstitution  # noqa: E402
from jatigi.portal.models_record import PublishedLink as PublishedLink  # noqa: E402
from jatigi.portal.models_record import PublishedPlan as PublishedPlan  # noqa: E402
from jatigi.portal.models_record import PublishedRecommendation as PublishedRecommendation  # noqa: E402
from jatigi.portal.models_record import PublishedRemark as PublishedRemark  # noqa: E402
