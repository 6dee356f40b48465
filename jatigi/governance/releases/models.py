"""The list of releases that this installation shows. The bytes lie under ``JATIGI_VAR/releases``."""

from django.db import models
from django.db.models import Q

from jatigi.foundation.accounts.models import User
from jatigi.governance.releases.layout import ORIGINS, RELEASE_KINDS

STATES = ("published", "withdrawn")


class Release(models.Model):
    """A release, our own or another country's: text and hashes only, so that it needs no round to belong to.

    ``manifest_sha256`` was noted when the release came in; whoever opens it later compares.
    """

    id = models.CharField(primary_key=True, max_length=100)  # "MLI-2021-reconstructed-1"
    kind = models.CharField(max_length=10, choices=[(kind, kind) for kind in RELEASE_KINDS])
    jurisdiction = models.CharField(max_length=20, db_index=True)  # a code, whether or not the place is known here
    round = models.CharField(max_length=40, db_index=True)  # a code, as above
    origin = models.CharField(max_length=13, choices=[(origin, origin) for origin in ORIGINS])
    languages = models.JSONField(default=list)
    reference_date = models.DateField()
    built_for = models.DateField()
    predecessor = models.CharField(max_length=100, blank=True)
    manifest_sha256 = models.CharField(max_length=64, unique=True)
    key_id = models.CharField(max_length=16)
    size = models.PositiveBigIntegerField()  # bytes of all files
    imported = models.BooleanField(default=False)
    state = models.CharField(max_length=10, choices=[(state, state) for state in STATES], default="published")
    registered_at = models.DateTimeField()
    registered_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="releases")
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="releases_withdrawn")
    withdrawn_reason = models.TextField(blank=True)

    class Meta:
        ordering = ["registered_at", "id"]
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=RELEASE_KINDS), name="release_kind_known"),
            models.CheckConstraint(condition=Q(origin__in=ORIGINS), name="release_origin_known"),
            models.CheckConstraint(condition=Q(state__in=STATES), name="release_state_known"),
            models.CheckConstraint(
                condition=Q(state="published", withdrawn_at=None) | Q(state="withdrawn", withdrawn_at__isnull=False),
                name="release_withdrawn_when",
            ),
        ]

    def __str__(self) -> str:
        return self.id

    @property
    def number(self) -> int:
        """Which release of its round it is, from 1."""
        return int(self.id.rsplit("-", 1)[-1])
