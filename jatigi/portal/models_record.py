"""Consultations and follow-up in the index, as the newest release of the jurisdiction that holds each states it.

``keys`` is what lists are narrowed by, each between bars: ``|dimension:rights|institution:instat|objective:15|…``.
"""

from django.db import models

from jatigi.foundation.text.fields import TextField

RELEASE = "portal.PublishedRelease"


class PublishedInstitution(models.Model):
    """An institution that a release names: it leads, takes part, or agreed to stand beside what it said."""

    release = models.ForeignKey(RELEASE, on_delete=models.CASCADE, related_name="institutions")
    jurisdiction = models.CharField(max_length=20)
    code = models.CharField(max_length=60)
    name = TextField()
    abbreviation = models.CharField(max_length=20, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["jurisdiction", "code"], name="published_institution_once")]

    def __str__(self) -> str:
        return f"{self.jurisdiction} {self.code}"


class PublishedConsultation(models.Model):
    """A consultation with the positions taken in it, counted or named. ``facts``: organisers, programme, counts …"""

    release = models.ForeignKey(RELEASE, on_delete=models.CASCADE, related_name="consultations")
    jurisdiction = models.CharField(max_length=20)
    code = models.CharField(max_length=60)
    origin = models.CharField(max_length=13)
    of_round = models.CharField(max_length=40, blank=True)
    category = models.CharField(max_length=20)  # interministerial, technical_workshop, public
    title = TextField()
    about = TextField()
    venue = TextField()
    starts_on = models.CharField(max_length=10, blank=True)
    ends_on = models.CharField(max_length=10, blank=True)
    facts = models.JSONField(default=dict)
    positions = models.JSONField(default=list)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["jurisdiction", "code"], name="published_consultation_once")]

    def __str__(self) -> str:
        return f"{self.jurisdiction} {self.code}"


class PublishedRemark(models.Model):
    """A remark or proposal in its own words, with what was answered."""

    consultation = models.ForeignKey(PublishedConsultation, on_delete=models.CASCADE, related_name="remarks")
    code = models.CharField(max_length=120)
    category = models.CharField(max_length=8)  # comment, change, proposal
    source = models.CharField(max_length=8)
    voice = models.CharField(max_length=14)
    institution = models.CharField(max_length=60, blank=True)
    name = TextField()  # of the institution
    organisation = models.CharField(max_length=200, blank=True)
    about_kind = models.CharField(max_length=14, blank=True)
    about = models.CharField(max_length=120, blank=True)
    text = TextField()
    inserted = models.TextField(blank=True)
    outcome = models.CharField(max_length=8, blank=True)
    reason = TextField()
    change = models.CharField(max_length=8, blank=True)
    changed_kind = models.CharField(max_length=14, blank=True)
    changed = models.CharField(max_length=120, blank=True)

    class Meta:
        ordering = ["code"]
        constraints = [models.UniqueConstraint(fields=["consultation", "code"], name="published_remark_once")]

    def __str__(self) -> str:
        return f"{self.consultation_id} {self.code}"


class PublishedRecommendation(models.Model):
    """A recommendation. ``served``: how many actions serve it."""

    release = models.ForeignKey(RELEASE, on_delete=models.CASCADE, related_name="recommendations")
    jurisdiction = models.CharField(max_length=20)
    code = models.CharField(max_length=120)
    origin = models.CharField(max_length=13)
    of_round = models.CharField(max_length=40, blank=True)
    consultation = models.CharField(max_length=60, blank=True)
    came_from = models.CharField(max_length=8)
    text = TextField()
    detail = TextField()
    recommended_on = models.CharField(max_length=10, blank=True)
    gcm = models.JSONField(default=list)
    indicators = models.JSONField(default=list)
    acceptance = models.CharField(max_length=8)
    response = TextField()
    sources = models.JSONField(default=list)
    served = models.PositiveIntegerField(default=0)
    keys = models.TextField(blank=True)
    search = models.TextField(blank=True)

    class Meta:
        indexes = [models.Index(fields=["jurisdiction", "of_round"], name="recommendation_round")]
        constraints = [models.UniqueConstraint(fields=["jurisdiction", "code"], name="published_recommendation_once")]

    def __str__(self) -> str:
        return f"{self.jurisdiction} {self.code}"


class PublishedPlan(models.Model):
    """An action plan."""

    release = models.ForeignKey(RELEASE, on_delete=models.CASCADE, related_name="plans")
    jurisdiction = models.CharField(max_length=20)
    code = models.CharField(max_length=60)
    origin = models.CharField(max_length=13)
    title = TextField()
    about = TextField()
    starts = models.CharField(max_length=10, blank=True)
    ends = models.CharField(max_length=10, blank=True)
    state = models.CharField(max_length=7)
    instrument = models.CharField(max_length=100, blank=True)
    axes = models.JSONField(default=list)
    sources = models.JSONField(default=list)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["jurisdiction", "code"], name="published_plan_once")]

    def __str__(self) -> str:
        return f"{self.jurisdiction} {self.code}"


class PublishedAction(models.Model):
    """An action with both statuses; ``code`` is ``plan/action``. ``facts``: milestones, funding, who says so, sources;
    ``reports``: what was reported, oldest first, each with the verdict on it."""

    release = models.ForeignKey(RELEASE, on_delete=models.CASCADE, related_name="actions")
    jurisdiction = models.CharField(max_length=20)
    code = models.CharField(max_length=190)
    origin = models.CharField(max_length=13)
    plan = models.CharField(max_length=60)
    title = TextField()
    about = TextField()
    lead = models.CharField(max_length=60, blank=True)
    starts = models.CharField(max_length=10, blank=True)
    ends = models.CharField(max_length=10, blank=True)
    standing = models.CharField(max_length=12)  # official, declared, not_reported
    status = models.CharField(max_length=11, blank=True)
    own_status = models.CharField(max_length=11, blank=True)
    validated_status = models.CharField(max_length=11, blank=True)
    dropped_on = models.CharField(max_length=10, blank=True)
    facts = models.JSONField(default=dict)
    reports = models.JSONField(default=list)
    keys = models.TextField(blank=True)
    search = models.TextField(blank=True)

    class Meta:
        indexes = [models.Index(fields=["jurisdiction", "plan"], name="action_plan")]
        constraints = [models.UniqueConstraint(fields=["jurisdiction", "code"], name="published_action_once")]

    def __str__(self) -> str:
        return f"{self.jurisdiction} {self.code}"

    @property
    def name(self) -> str:
        """Its id within its plan."""
        return self.code.removeprefix(f"{self.plan}/")

    @property
    def gap(self) -> bool:
        """Whether the institution and validation disagree."""
        return bool(self.own_status and self.validated_status) and self.own_status != self.validated_status


class PublishedLink(models.Model):
    """Between what was undertaken and what was found in one round: a movement that was expected, or one that somebody
    attributes to an action. It belongs to the release of that round."""

    release = models.ForeignKey(RELEASE, on_delete=models.CASCADE, related_name="links")
    position = models.PositiveIntegerField()
    movement = models.BooleanField()
    action = models.CharField(max_length=190, blank=True)  # "plan/action"
    recommendation = models.CharField(max_length=120, blank=True)
    indicator = models.CharField(max_length=100, blank=True)
    word = models.CharField(max_length=14)  # the result of a movement; attributed, confirmed or disputed
    facts = models.JSONField(default=dict)

    class Meta:
        ordering = ["position"]
        indexes = [
            models.Index(fields=["action"], name="link_action"),
            models.Index(fields=["recommendation"], name="link_recommendation"),
        ]
        constraints = [models.UniqueConstraint(fields=["release", "position"], name="published_link_once")]

    def __str__(self) -> str:
        return f"{self.release_id} {self.word}"
