"""Places that can be assessed or named, and groups of countries, both through time."""

from django.db import models

from jatigi.foundation.text.fields import PartialDateField, TextField


class Place(models.Model):
    """A country (``MLI``), or a region, district or city in one (``ML-1``), as it existed from one date to another."""

    class Kind(models.TextChoices):
        COUNTRY = "country"
        REGION = "region"
        DISTRICT = "district"
        CITY = "city"

    code = models.CharField(primary_key=True, max_length=20)
    kind = models.CharField(max_length=10, choices=Kind)
    name = TextField()
    parent = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="parts")
    exists_from = PartialDateField()
    exists_until = PartialDateField()
    created_by = models.CharField(max_length=200, blank=True)  # the law that made it
    source = models.URLField(max_length=500, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(kind__in=["country", "region", "district", "city"]), name="place_kind_known"
            ),
        ]

    def __str__(self) -> str:
        return self.code


class Group(models.Model):
    """A group of countries: ECOWAS, WAEMU, AES, African Union."""

    code = models.CharField(primary_key=True, max_length=20)
    name = TextField()
    abbreviation = TextField()

    def __str__(self) -> str:
        return self.code


class Membership(models.Model):
    """A country's time in a group. An open ``left`` is a membership that lasts."""

    group = models.ForeignKey(Group, on_delete=models.PROTECT, related_name="memberships")
    place = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="memberships")
    joined = PartialDateField()
    left = PartialDateField()
    source = models.URLField(max_length=500, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["group", "place", "joined"], name="membership_once")]

    def __str__(self) -> str:
        return f"{self.place_id} in {self.group_id}"
