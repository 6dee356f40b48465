"""Who has handed in what, and what is late."""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass

from django.utils import timezone

from jatigi.foundation.accounts.models import Institution, User
from jatigi.governance.assessments import wording
from jatigi.governance.assessments.models import Answer, Assignment, Coding, Round
from jatigi.governance.assessments.queries.asked import asked
from jatigi.governance.frameworks.models import IndicatorVersion, Node


@dataclass(frozen=True)
class Count:
    """How far a set of indicators is.

    ``handed_in`` counts those accepted too; ``late`` those past their day and not handed in.
    """

    asked: int = 0
    handed_in: int = 0
    accepted: int = 0
    late: int = 0


@dataclass(frozen=True)
class Progress:
    """A round's progress. Institutions and persons come by name; None, the last one, stands for "nobody assigned"."""

    total: Count
    asked: tuple[IndicatorVersion, ...]  # in the framework's order
    dimensions: tuple[Node, ...]
    by_dimension: dict[str, Count]  # by dimension code
    institutions: tuple[Institution | None, ...]
    by_institution: dict[str, Count]  # by institution code, "" for none
    cells: dict[tuple[str, str], Count]  # (institution code, dimension code); a missing cell: nothing assigned
    persons: tuple[User | None, ...]
    by_person: dict[str, Count]  # by public id as text, "" for nobody


@dataclass(frozen=True)
class Late:
    """An indicator past its day and not handed in."""

    indicator: IndicatorVersion
    institution: Institution | None
    assessor: User | None
    due: datetime.date
    days: int


@dataclass(frozen=True)
class _Line:
    """One asked indicator: to whom, until when, how far."""

    indicator: IndicatorVersion
    institution: Institution | None
    assessor: User | None
    due: datetime.date | None
    handed_in: bool
    accepted: bool

    def late_on(self, day: datetime.date) -> bool:
        return self.due is not None and self.due < day and not self.handed_in


def _lines(round: Round) -> list[_Line]:
    assigned = {
        a.indicator_id: a
        for a in Assignment.objects.filter(round=round).select_related("institution", "assessor__institution")
    }
    handed_in = set(
        Coding.objects.filter(round=round, state__in=("submitted", "accepted")).values_list("indicator", flat=True)
    )
    answers = dict(Answer.objects.filter(round=round).values_list("indicator", "state"))
    lines = []
    for one in asked(round):
        to = assigned.get(one.pk)
        lines.append(
            _Line(
                one,
                to.institution if to else None,
                to.assessor if to else None,
                (to.due if to else None) or round.deadline,
                one.pk in handed_in or one.pk in answers,
                answers.get(one.pk) == "agreed",
            )
        )
    return lines


def _count(lines: Iterable[_Line], day: datetime.date) -> Count:
    all_lines = list(lines)
    return Count(
        asked=len(all_lines),
        handed_in=sum(line.handed_in for line in all_lines),
        accepted=sum(line.accepted for line in all_lines),
        late=sum(line.late_on(day) for line in all_lines),
    )


def progress(round: Round, today: datetime.date | None = None) -> Progress:
    """Counts by dimension, institution, person, and institution × dimension."""
    day = today or timezone.localdate()
    lines = _lines(round)
    dimensions = {line.indicator.dimension.code: line.indicator.dimension for line in lines}
    institutions = {line.institution.pk if line.institution else "": line.institution for line in lines}
    persons = {str(line.assessor.public_id) if line.assessor else "": line.assessor for line in lines}
    by_place: dict[str, list[_Line]] = {code: [] for code in institutions}
    by_dimension: dict[str, list[_Line]] = {code: [] for code in dimensions}
    by_person: dict[str, list[_Line]] = {id: [] for id in persons}
    cells: dict[tuple[str, str], list[_Line]] = {}
    for line in lines:
        place, dimension = (line.institution.pk if line.institution else ""), line.indicator.dimension.code
        by_place[place].append(line)
        by_dimension[dimension].append(line)
        by_person[str(line.assessor.public_id) if line.assessor else ""].append(line)
        cells.setdefault((place, dimension), []).append(line)
    return Progress(
        total=_count(lines, day),
        asked=tuple(line.indicator for line in lines),
        dimensions=tuple(dimensions.values()),
        by_dimension={code: _count(some, day) for code, some in by_dimension.items()},
        institutions=tuple(sorted(institutions.values(), key=lambda i: (i is None, wording.called(i) if i else ""))),
        by_institution={code: _count(some, day) for code, some in by_place.items()},
        cells={cell: _count(some, day) for cell, some in cells.items()},
        persons=tuple(sorted(persons.values(), key=lambda p: (p is None, str(p)))),
        by_person={id: _count(some, day) for id, some in by_person.items()},
    )


def late(round: Round, today: datetime.date | None = None) -> list[Late]:
    """What is late, longest first, then in the framework's order."""
    day = today or timezone.localdate()
    found = [
        Late(line.indicator, line.institution, line.assessor, line.due, (day - line.due).days)
        for line in _lines(round)
        if line.due is not None and line.late_on(day)
    ]
    return sorted(found, key=lambda one: -one.days)
