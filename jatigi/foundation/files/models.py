"""Stored files: the record beside the bytes."""

import uuid

from django.db import models
from django.db.models import Q

from jatigi.foundation.places.models import Place


class StoredFile(models.Model):
    """One file as it was received. The bytes lie under ``JATIGI_VAR/files`` by their hash; restricted ones are
    encrypted."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    jurisdiction = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="files")
    name = models.CharField(max_length=200)
    media_type = models.CharField(max_length=100)  # found from the bytes, not from the name
    size = models.PositiveBigIntegerField()  # bytes, before encryption
    sha256 = models.CharField(max_length=64, db_index=True)  # of the bytes, before encryption
    restricted = models.BooleanField(default=False)
    stored_at = models.DateTimeField()
    stored_by = models.UUIDField(null=True)  # the person's public id

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(size__gt=0), name="file_not_empty")]

    def __str__(self) -> str:
        return self.name


class Restored(models.Model):
    """Which restore the present content came from: one row, written in the transaction that replaces everything.

    A restore that was interrupted reads here whether the database had already changed; see ``config/backup``.
    """

    id = models.PositiveSmallIntegerField(primary_key=True, default=1)
    token = models.UUIDField()

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(id=1), name="restored_once")]

    def __str__(self) -> str:
        return str(self.token)
