"""The audit trail: one table that only grows, and the head of its chain."""

from django.db import models


class Entry(models.Model):
    """One act: who (an opaque id), what, on which objects. Ids and hashes only, so that a person can be erased.

    ``hash`` covers the entry and ``previous``; a changed, removed or reordered entry breaks the chain. The database
    refuses
    UPDATE and DELETE by trigger.
    """

    seq = models.BigIntegerField(primary_key=True)
    at = models.DateTimeField()
    actor = models.CharField(max_length=36, blank=True)  # "" is the system itself
    action = models.CharField(max_length=60)
    kind = models.CharField(max_length=60)
    targets = models.JSONField()
    details = models.JSONField(default=dict)
    caused_by = models.BigIntegerField(null=True)
    previous = models.CharField(max_length=64)
    hash = models.CharField(max_length=64, unique=True)

    class Meta:
        indexes = [models.Index(fields=["action"]), models.Index(fields=["kind"]), models.Index(fields=["actor"])]

    def __str__(self) -> str:
        return f"{self.seq} {self.action}"


class Head(models.Model):
    """The last link. One row, locked last in every writing transaction."""

    id = models.PositiveSmallIntegerField(primary_key=True, default=1)
    seq = models.BigIntegerField(default=0)
    hash = models.CharField(max_length=64, default="0" * 64)

    class Meta:
        constraints = [models.CheckConstraint(condition=models.Q(id=1), name="audit_one_head")]

    def __str__(self) -> str:
        return f"{self.seq}"
