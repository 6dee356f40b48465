"""The public record of a round beside its answers: what was said in consultations, and what followed.

Plain rows, the same for the data of a release and for the chapters of the profile.
"""

import datetime
from dataclasses import dataclass, fields
from typing import Any

from jatigi.foundation.accounts.models import Institution
from jatigi.governance.assessments.models import Round
from jatigi.governance.profiles.record.followed import followed
from jatigi.governance.profiles.record.hearings import heard
from jatigi.governance.profiles.record.public import RECORD_FIELDS
from jatigi.governance.profiles.record.selection import scope_of

__all__ = ["RECORD_FIELDS", "Record", "record_of"]
Row = dict[str, Any]


@dataclass(frozen=True)
class Record:
    """The rows of each table, by its name. Every list may be empty."""

    institutions: list[Row]
    consultations: list[Row]
    positions: list[Row]
    remarks: list[Row]
    recommendations: list[Row]
    plans: list[Row]
    actions: list[Row]
    progress: list[Row]
    movements: list[Row]
    attributions: list[Row]

    def tables(self) -> dict[str, list[Row]]:
        """Table → rows."""
        return {one.name: getattr(self, one.name) for one in fields(self)}

    def named(self) -> tuple[set[str], set[str]]:
        """Codes of the instruments and of the evidence that the record names."""
        claims = [*self.progress, *self.attributions]
        texts = {code for one in [*self.actions, *claims] for code in one["instruments"]}
        texts |= {one["instrument"] for one in self.plans if one["instrument"]}
        return texts, {code for one in claims for code in one["evidence"]}


def record_of(round: Round, as_known_at: datetime.datetime | None = None) -> Record:
    """The record of a round as known at a moment; None: now."""
    scope = scope_of(round, as_known_at)
    after = followed(scope)
    said = heard(scope, [one["id"] for one in after.recommendations])
    named = {one["institution"] for one in [*said.positions, *said.remarks, *after.progress] if one["institution"]}
    for room in said.consultations:
        named |= {*room["named"], *(one["institution"] for one in room["organisers"] if one["institution"])}
    for action in after.actions:
        named |= {*action["partners"], *([action["lead"]] if action["lead"] else [])}
    return Record(
        institutions=_institutions(named, round.origin),
        **{one.name: getattr(said, one.name) for one in fields(said)},
        **{one.name: getattr(after, one.name) for one in fields(after)},
    )


def _institutions(codes: set[str], origin: str) -> list[Row]:
    rows = Institution.objects.filter(pk__in=codes).order_by("pk").values(*RECORD_FIELDS["accounts.Institution"])
    return [
        {"origin": origin, "id": row["code"], "name": row["name"].plain(), "abbreviation": row["abbreviation"]}
        for row in rows
    ]
