"""The figures of a profile's context: statistics of the register with their series."""

from django.db import models
from django.db.models import Q

from jatigi.governance.instruments.models import Evidence

FIGURE_GROUPS = (
    "emigrants",
    "immigrants",
    "remittances",
    "displacement",
    "population",
    "units",
    "refugees_abroad",
)
FIGURE_SOURCES = ("un", "national", "none_found")


class Figure(models.Model):
    """A statistic shown in a profile's context: its group, who published it, and its series over time.

    ``official`` ``none_found`` says that a national figure was looked for and not found.
    """

    evidence = models.OneToOneField(Evidence, on_delete=models.PROTECT, related_name="figure")
    group = models.CharField(max_length=20, choices=[(g, g) for g in FIGURE_GROUPS])
    official = models.CharField(max_length=10, choices=[(o, o) for o in FIGURE_SOURCES])
    position = models.PositiveIntegerField()  # in the file
    series = models.JSONField(default=list)  # [{"label": {lang: text}, "value": number}] in the order of the file

    class Meta:
        ordering = ["position"]
        constraints = [
            models.CheckConstraint(condition=Q(group__in=FIGURE_GROUPS), name="figure_group_known"),
            models.CheckConstraint(condition=Q(official__in=FIGURE_SOURCES), name="figure_source_known"),
        ]

    def __str__(self) -> str:
        return f"{self.group} {self.evidence_id}"
