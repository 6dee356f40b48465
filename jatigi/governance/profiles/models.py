"""The text of a profile: paragraphs with their revisions and what they rest on, figures of context, front and back.

A *paragraph* is an identity with a place in the profile; what it says lies in its revisions, which never change (the
database refuses). Everything else a profile shows is read from the round's answers and findings.
"""

from django.db import models
from django.db.models import Q

from jatigi.foundation.accounts.models import User
from jatigi.foundation.files.models import StoredFile
from jatigi.foundation.text.fields import TextField
from jatigi.governance.assessments.models import AnswerRevision, Round, Subject
from jatigi.governance.frameworks.models import Node
from jatigi.governance.instruments.models import Evidence, Instrument
from jatigi.governance.profiles.rules import PARTS, SECTIONS, STANDINGS


class Profile(models.Model):
    """The profile of a round: its title and, through the other tables, its text. One per round."""

    round = models.OneToOneField(Round, on_delete=models.PROTECT, primary_key=True, related_name="profile")
    title = TextField()
    opened_at = models.DateTimeField()
    opened_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="profiles_opened")

    def __str__(self) -> str:
        return self.round_id


class Paragraph(models.Model):
    """A paragraph's place. ``dimension`` is set in section ``dimension`` (the lead of that dimension), and only
    there."""

    profile = models.ForeignKey(Profile, on_delete=models.PROTECT, related_name="paragraphs")
    subject = models.OneToOneField(Subject, on_delete=models.PROTECT, related_name="paragraph")
    code = models.SlugField(max_length=120)
    section = models.CharField(max_length=20, choices=[(one, one) for one in SECTIONS])
    dimension = models.ForeignKey(
        Node, null=True, blank=True, on_delete=models.PROTECT, related_name="profile_paragraphs"
    )
    position = models.PositiveIntegerField()
    reviewed_number = models.PositiveIntegerField(default=0)  # the revision a second person agreed with; 0: none
    reviewed_at = models.DateTimeField(null=True, blank=True)
    reviewed_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="paragraphs_reviewed")
    dropped_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["profile", "code"], name="paragraph_once"),
            models.CheckConstraint(condition=Q(section__in=SECTIONS), name="paragraph_section_known"),
            models.CheckConstraint(
                condition=Q(section="dimension", dimension__isnull=False)
                | (~Q(section="dimension") & Q(dimension=None)),
                name="paragraph_dimension_where_due",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.profile_id} {self.code}"


class ParagraphRevision(models.Model):
    """What a paragraph said, once, and what it rested on: the revisions of answers, instruments, evidence, figures."""

    paragraph = models.ForeignKey(Paragraph, on_delete=models.PROTECT, related_name="revisions")
    number = models.PositiveIntegerField()  # 1, 2, 3 … within the paragraph
    text = TextField()
    cause = models.CharField(max_length=12, choices=[(c, c) for c in ("written", "translated", "updated", "corrected")])
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="paragraph_revisions")
    answers = models.ManyToManyField(AnswerRevision, blank=True, related_name="paragraph_revisions")
    instruments = models.ManyToManyField(Instrument, blank=True, related_name="paragraph_revisions")
    evidence = models.ManyToManyField(Evidence, blank=True, related_name="paragraph_revisions")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["paragraph", "number"], name="paragraph_revision_once"),
            models.CheckConstraint(
                condition=Q(cause__in=("written", "translated", "updated", "corrected")),
                name="paragraph_revision_cause_known",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.paragraph} r{self.number}"


class ContextFigure(models.Model):
    """A statistic shown in the context, with what it stands beside. ``series`` is ``[{label: {lang: text}, value}]``;
    a value of null is not known."""

    profile = models.ForeignKey(Profile, on_delete=models.PROTECT, related_name="figures")
    evidence = models.ForeignKey(Evidence, on_delete=models.PROTECT, related_name="context_figures")
    position = models.PositiveIntegerField()
    group = models.SlugField(max_length=40)
    standing = models.CharField(max_length=10, choices=[(one, one) for one in STANDINGS], default="other")
    series = models.JSONField(default=list)
    upright = models.BooleanField(default=False)  # columns, for years; lines otherwise

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["profile", "evidence"], name="context_figure_once"),
            models.CheckConstraint(condition=Q(standing__in=STANDINGS), name="context_figure_standing_known"),
        ]

    def __str__(self) -> str:
        return f"{self.profile_id} {self.evidence_id}"


class Abbreviation(models.Model):
    """An abbreviation used in the profile."""

    profile = models.ForeignKey(Profile, on_delete=models.PROTECT, related_name="abbreviations")
    short = models.CharField(max_length=30)
    long = TextField()

    class Meta:
        ordering = ["short"]
        constraints = [models.UniqueConstraint(fields=["profile", "short"], name="abbreviation_once")]

    def __str__(self) -> str:
        return self.short


class Logo(models.Model):
    """A logo of the last page, with what it shows in words."""

    profile = models.ForeignKey(Profile, on_delete=models.PROTECT, related_name="logos")
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="profile_logos")
    alt = TextField()
    position = models.PositiveIntegerField()

    class Meta:
        ordering = ["position"]
        constraints = [models.UniqueConstraint(fields=["profile", "file"], name="logo_once")]

    def __str__(self) -> str:
        return f"{self.profile_id} {self.file_id}"


class PartRevision(models.Model):
    """What a part of the profile that is no paragraph said, once: title, figures, abbreviations or logos. ``value`` is
    plain values, as :mod:`.recording` writes and reads them."""

    profile = models.ForeignKey(Profile, on_delete=models.PROTECT, related_name="part_revisions")
    part = models.CharField(max_length=15, choices=[(one, one) for one in PARTS])
    number = models.PositiveIntegerField()  # 1, 2, 3 … within the part
    value = models.JSONField()
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="profile_part_revisions")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["profile", "part", "number"], name="part_revision_once"),
            models.CheckConstraint(condition=Q(part__in=PARTS), name="part_revision_part_known"),
        ]

    def __str__(self) -> str:
        return f"{self.profile_id} {self.part} r{self.number}"
