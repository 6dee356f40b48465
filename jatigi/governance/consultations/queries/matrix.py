"""The comment–response matrix: what was said, what was answered, what it changed; as each reader may have it.

Two copies exist. The *circulated* copy goes to everyone: no confidential words, no name without consent. The
*coordinator's* copy has both and says so on every page. What is confidential is left out of the rows, never blanked.
"""

import uuid
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from jatigi.foundation.accounts.models import Institution
from jatigi.foundation.text import Text
from jatigi.governance.assessments.models import Subject
from jatigi.governance.assessments.subjects import Described, describe
from jatigi.governance.consultations.models import Attendee, Consultation, Disposition, Item
from jatigi.governance.consultations.queries import rooms
from jatigi.governance.consultations.queries.rooms import Line
from jatigi.governance.consultations.rules.positions import Tally
from jatigi.governance.consultations.rules.readers import Reader

WAITING = ("open", "spoke_again")
#: what a list of lines can be narrowed to: everything that waits, then each progress
STEPS = ("waiting", "promised", "changed", "answered")


@dataclass(frozen=True)
class Row:
    """One line of the matrix as its reader may have it.

    ``number`` is the point's place in the room, 0 where the line is on none (any more); ``said`` is what the text says
    today, ``about`` what it was when the institution spoke (None where it is the same, or not kept); ``institution`` is
    None where it is not named; ``changed`` is what the answer names as changed.
    """

    line: Line
    number: int
    said: Described | None
    institution: Institution | None
    moved: bool
    changed: Described | None

    @property
    def id(self) -> uuid.UUID:
        """Of the position or the remark."""
        return self.line.id

    @property
    def kind(self) -> str:
        """``position`` or ``remark``."""
        return "position" if self.line.position is not None else "remark"

    @property
    def stance(self) -> str:
        """Of a position; empty for a remark."""
        return self.line.revision.stance if self.line.revision else ""

    @property
    def words(self) -> Text:
        """What was said, in the language it was said in."""
        if self.line.revision is not None:
            return Text.of({self.line.revision.lang: self.line.revision.text}, source=self.line.revision.lang)
        assert self.line.remark is not None
        said: Text = self.line.remark.text
        return said

    @property
    def confidential(self) -> bool:
        """Whether it was said in confidence."""
        one = self.line.revision or self.line.remark
        return one is not None and one.confidential

    @property
    def answer(self) -> Disposition | None:
        """What it was answered last."""
        return self.line.disposition

    @property
    def progress(self) -> str:
        """Where it is (rules.dispositions)."""
        return self.line.progress

    @property
    def given(self) -> int:
        """How many answers it has had."""
        return self.line.disposition.number if self.line.disposition else 0

    @property
    def waits(self) -> bool:
        """Whether it waits for an answer."""
        return self.progress in WAITING


@dataclass(frozen=True)
class Filter:
    """What a reader narrows the matrix to; empty: everything."""

    institution: str = ""
    point: int = 0  # id of the item
    kind: str = ""  # a kind of subject
    outcome: str = ""
    step: str = ""  # one of STEPS

    def keeps(self, row: Row) -> bool:
        """Whether the row stays."""
        institution = row.institution.pk if row.institution else ""
        position = row.line.position
        return (
            (not self.institution or institution == self.institution)
            and (not self.point or (position is not None and position.item_id == self.point) or self._on(row))
            and (not self.kind or (row.said is not None and row.said.kind == self.kind))
            and (not self.outcome or (row.answer is not None and row.answer.outcome == self.outcome))
            and (not self.step or (row.waits if self.step == "waiting" else row.progress == self.step))
        )

    def _on(self, row: Row) -> bool:
        """Whether a remark is on the point's text: told by its number, since remarks hang on texts, not on points."""
        return row.line.position is None and row.number != 0 and row.number == self.number

    number: int = 0  # of ``point`` in the room


@dataclass(frozen=True)
class Group:
    """Rows that belong together: of one point (``said``, ``tally``), of one institution, or of those not named."""

    rows: list[Row]
    number: int = 0
    said: Described | None = None
    tally: Tally | None = None
    institution: Institution | None = None
    stands: Mapping[str, int] = field(default_factory=dict)  # of an institution: how often it holds what


@dataclass(frozen=True)
class Matrix:
    """The rows a reader has, of all that there are, and how many more there are in confidence."""

    consultation: Consultation
    rows: list[Row]
    withheld: int
    points: list[rooms.Point]

    def narrowed(self, wanted: Filter) -> "Matrix":
        """The same with only the rows that ``wanted`` keeps."""
        return Matrix(self.consultation, [one for one in self.rows if wanted.keeps(one)], self.withheld, self.points)

    def count(self, *steps: str) -> int:
        """How many rows are at one of these."""
        return sum(one.progress in steps for one in self.rows)

    def by_point(self) -> list[Group]:
        """By point in the order of the room; what is on none comes last."""
        found = {one.number: one for one in self.points}
        return [
            Group(
                [row for row in self.rows if row.number == number],
                number,
                found[number].said if number in found else None,
                found[number].tally if number in found else None,
            )
            for number in sorted({row.number for row in self.rows}, key=lambda number: (number == 0, number))
        ]

    def by_institution(self) -> list[Group]:
        """By institution, those named; then everyone else together."""
        named = {row.institution.pk: row.institution for row in self.rows if row.institution}
        groups = [
            Group([row for row in self.rows if row.institution == one], institution=one, stands=self._stands(one))
            for one in sorted(named.values(), key=lambda one: one.pk)
        ]
        others = [row for row in self.rows if row.institution is None]
        return [*groups, Group(others)] if others else groups

    def _stands(self, institution: Institution) -> Mapping[str, int]:
        held = [row.stance for row in self.rows if row.institution == institution and row.stance]
        return {stance: held.count(stance) for stance in dict.fromkeys(held)}


def matrix_of(consultation: Consultation, reader: Reader, points: list[rooms.Point]) -> Matrix:
    """The matrix as the reader may have it; ``points`` are those of the room (``rooms.points_of``)."""
    lines = rooms.lines_of(consultation)
    numbers = {one.item.subject_id: one.number for one in points}
    said = describe(_subjects(lines))
    rows, withheld = [], 0
    for line in lines:
        institution = _institution(line)
        confidential = _confidential(line)
        if not reader.reads(institution.pk if institution else None, confidential=confidential):
            withheld += 1
            continue
        named = institution is not None and reader.names(institution.pk, confidential=confidential)
        rows.append(_row(line, numbers, said, institution if named else None))
    return Matrix(consultation, sorted(rows, key=_place), withheld, points)


def _row(
    line: Line,
    numbers: Mapping[uuid.UUID, int],
    said: Mapping[uuid.UUID, Described],
    institution: Institution | None,
) -> Row:
    subject, answer = line.subject_id, line.disposition
    now = said.get(subject) if subject else None
    then = line.revision or line.remark
    moved = now is not None and then is not None and bool(then.seen_hash) and then.seen_hash != now.hash
    changed = said.get(answer.changed_id) if answer and answer.changed_id else None
    return Row(line, numbers.get(subject, 0) if subject else 0, now, institution, moved, changed)


def _place(row: Row) -> tuple[bool, int, int, bool, str]:
    """Points first, in the room's order; on each, objections, reservations, other positions, remarks."""
    order = ("objects", "reservation", "not_concerned", "agrees", "")
    name = row.institution.pk if row.institution else str(row.id)
    return row.number == 0, row.number, order.index(row.stance), row.institution is None, name


def _subjects(lines: Iterable[Line]) -> list[Subject]:
    found: dict[uuid.UUID, Subject] = {}
    for line in lines:
        about = line.position.item.subject if line.position else line.remark.subject if line.remark else None
        for one in (about, line.disposition.changed if line.disposition else None):
            if one is not None:
                found[one.pk] = one
    return list(found.values())


def _institution(line: Line) -> Institution | None:
    if line.position is not None:
        return line.position.institution
    return line.remark.institution if line.remark else None


def _confidential(line: Line) -> bool:
    one = line.revision or line.remark
    return one is not None and one.confidential


def attendees_named(consultation: Consultation, reader: Reader) -> list[Institution]:
    """The institutions asked that the reader may name, by code: the choices of a filter."""
    asked = Attendee.objects.filter(consultation=consultation).values_list("institution", flat=True)
    seen = [one for one in asked if reader.names(one)]
    return list(Institution.objects.filter(pk__in=seen).order_by("code"))


def texts_of(consultation: Consultation, points: Sequence[rooms.Point]) -> list[tuple[Item, Described]]:
    """The texts put to the institutions that still stand: what a change can be named among."""
    return [(one.item, one.said) for one in points if one.said is not None]
