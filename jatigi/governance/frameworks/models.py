"""Frameworks and their versions. An indicator is permanent; its wording belongs to one version."""

from django.db import models
from django.db.models import Q

from jatigi.foundation.text.fields import TextField


class Framework(models.Model):
    """What is asked, across versions: ``jatigi-national``."""

    id = models.CharField(primary_key=True, max_length=80)

    def __str__(self) -> str:
        return self.id


class FrameworkVersion(models.Model):
    """One frozen wording: ``jatigi-national@1.0``. Once published it never changes."""

    class State(models.TextChoices):
        DRAFT = "draft"
        PUBLISHED = "published"

    framework = models.ForeignKey(Framework, on_delete=models.PROTECT, related_name="versions")
    version = models.CharField(max_length=40)
    extends = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="modules")
    title = TextField()
    about = TextField()
    licence = models.CharField(max_length=60)
    state = models.CharField(max_length=10, choices=State, default=State.DRAFT)
    document = models.JSONField()  # the whole file as read, the one truth for export, scoring and releases
    digest = models.CharField(max_length=64)  # SHA-256 of the canonical YAML
    published_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["framework", "version"], name="framework_version_once"),
            models.CheckConstraint(condition=Q(state__in=["draft", "published"]), name="framework_state_known"),
        ]

    @property
    def key(self) -> str:
        """``framework@version``."""
        return f"{self.framework_id}@{self.version}"

    def __str__(self) -> str:
        return self.key


class Node(models.Model):
    """A dimension or sub-dimension of one version, in the framework's order."""

    version = models.ForeignKey(FrameworkVersion, on_delete=models.PROTECT, related_name="nodes")
    parent = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="children")
    code = models.CharField(max_length=120)
    position = models.PositiveIntegerField()
    title = TextField()
    about = TextField()

    class Meta:
        ordering = ["position"]
        constraints = [models.UniqueConstraint(fields=["version", "code"], name="node_once")]

    def __str__(self) -> str:
        return self.code


class Indicator(models.Model):
    """A question's permanent identity (framework, code). Tags, actions and history refer to it."""

    framework = models.ForeignKey(Framework, on_delete=models.PROTECT, related_name="indicators")
    code = models.CharField(max_length=160)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["framework", "code"], name="indicator_once")]

    def __str__(self) -> str:
        return self.code


class IndicatorVersion(models.Model):
    """An indicator's wording in one version. Answers refer to this."""

    version = models.ForeignKey(FrameworkVersion, on_delete=models.PROTECT, related_name="indicators")
    indicator = models.ForeignKey(Indicator, on_delete=models.PROTECT, related_name="versions")
    node = models.ForeignKey(Node, on_delete=models.PROTECT, related_name="indicators")  # its sub-dimension
    dimension = models.ForeignKey(Node, on_delete=models.PROTECT, related_name="all_indicators")
    position = models.PositiveIntegerField()  # within the version, across dimensions
    number = models.CharField(max_length=12)  # shown to people: "3.2"; never an identity
    name = TextField()
    question = TextField()
    guidance = TextField()
    evidence = TextField()
    levels = models.JSONField(
        default=list
    )  # [{id, value, label: {lang: text}, anchor: {lang: text}}]; [] on number scales
    scale = models.CharField(max_length=80)
    weight = models.FloatField()
    tags = models.JSONField(default=dict)

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["version", "indicator"], name="indicator_version_once"),
            models.CheckConstraint(condition=Q(weight__gt=0), name="indicator_weight_positive"),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.indicator.code}"


class Mapping(models.Model):
    """A concordance (between versions) or crosswalk (between frameworks), checked against both sides when loaded."""

    class Kind(models.TextChoices):
        CONCORDANCE = "concordance"
        CROSSWALK = "crosswalk"

    kind = models.CharField(max_length=12, choices=Kind)
    source = models.ForeignKey(FrameworkVersion, on_delete=models.PROTECT, related_name="mappings_from")
    target = models.ForeignKey(FrameworkVersion, on_delete=models.PROTECT, related_name="mappings_to")
    document = models.JSONField()
    digest = models.CharField(max_length=64)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["kind", "source", "target"], name="mapping_once"),
            models.CheckConstraint(condition=Q(kind__in=["concordance", "crosswalk"]), name="mapping_kind_known"),
        ]

    def __str__(self) -> str:
        return f"{self.source} → {self.target}"
