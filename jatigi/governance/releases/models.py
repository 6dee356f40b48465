"""The list of releases that this installation shows. The bytes lie under ``JATIGI_VAR/releases``."""

from django.db import models
from django.db.models import Q

from jatigi.foundation.accounts.models import User
from jatigi.foundation.text.fields import TextField
from jatigi.governance.assessments.models import Round
from jatigi.governance.profiles.licences import ADDRESSES
from jatigi.governance.releases.layout import ORIGINS, RELEASE_KINDS

STATES = ("published", "withdrawn")
LICENCES = tuple(ADDRESSES)


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


class Terms(models.Model):
    """Under which licence the next releases of a round go out. A round without a row has the licence that all have."""

    round = models.OneToOneField(Round, on_delete=models.PROTECT, primary_key=True, related_name="release_terms")
    licence = models.CharField(max_length=20, choices=[(licence, licence) for licence in LICENCES])
    set_at = models.DateTimeField()
    set_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="release_terms")

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(licence__in=LICENCES), name="terms_licence_known")]

    def __str__(self) -> str:
        return f"{self.round_id} {self.licence}"


class Erratum(models.Model):
    """A correction of one of our releases: what it says wrongly and what is right. Published bytes never change; the
    next release of the country carries it.

    Who recorded it stays here. It can be taken back as long as no release carries it; later, another one corrects it.
    """

    release = models.ForeignKey(Release, on_delete=models.PROTECT, related_name="errata")
    number = models.PositiveIntegerField()  # 1, 2, 3 … within the release
    indicator = models.CharField(max_length=120, blank=True)  # a code of the release; "": the release as a whole
    wrong = TextField()
    right = TextField()
    since = models.DateField()  # since when the right one is known
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="errata")
    carried_by = models.ForeignKey(  # the first release that states it
        Release, null=True, blank=True, on_delete=models.PROTECT, related_name="errata_carried"
    )
    taken_back_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["release", "number"]
        constraints = [
            models.UniqueConstraint(fields=["release", "number"], name="erratum_once"),
            models.CheckConstraint(
                condition=Q(taken_back_at=None) | Q(carried_by=None), name="erratum_carried_or_taken_back"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.release_id} e{self.number}"
