"""The list that a person works through: what it is narrowed to, its order, and what comes next in it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from django.http import HttpRequest
from django.utils.translation import gettext_lazy

from jatigi.foundation.accounts.models import User
from jatigi.governance.assessments.queries import indicators as queries
from jatigi.governance.assessments.rules.evidence import ToReverify
from jatigi.governance.assessments.views.shell import me

Row = queries.IndicatorRow


def is_left(row: Row) -> bool:
    """Whether the row still asks something of the person: begun, returned or taken back, or answered by nobody yet, or
    resting on what has ended. What somebody else has answered well is not asked twice."""
    if row.work not in queries.NOT_HANDED_IN:
        return False
    return row.work != "none" or not row.answered or isinstance(row.state, ToReverify)


def next_left(rows: Sequence[Row], after: str = "", keeps: Callable[[Row], bool] | None = None) -> Row | None:
    """The next row that asks something of the person, after the indicator ``after``, then from the top; of those that
    ``keeps`` keeps."""
    start = next((place + 1 for place, row in enumerate(rows) if row.code == after), 0)
    wanted = (row for row in (*rows[start:], *rows[:start]) if row.code != after and is_left(row))
    return next((row for row in wanted if keeps is None or keeps(row)), None)


#: filter → (words, whether a row belongs to it)
STATES: dict[str, tuple[object, Callable[[Row], bool]]] = {
    "todo": (gettext_lazy("To hand in"), is_left),
    "returned": (gettext_lazy("Returned"), lambda row: row.work == "returned"),
    "begun": (gettext_lazy("Begun"), lambda row: row.has_draft),
    "reverify": (gettext_lazy("To re-verify"), lambda row: row.state is not None),
    "late": (gettext_lazy("Late"), lambda row: row.late),
    "done": (gettext_lazy("Handed in"), lambda row: row.work not in queries.NOT_HANDED_IN),
}


@dataclass(frozen=True)
class Asked:
    """What the list is narrowed to, as the address says it."""

    dimension: str
    state: str
    institution: str
    order: str
    mine: bool
    person: str  # public id
    user: User

    @property
    def query(self) -> dict[str, str]:
        """The list's own part of an address, so that its order is kept from question to question."""
        said = {
            "dimension": self.dimension,
            "state": self.state,
            "institution": self.institution,
            "order": self.order,
            "mine": "1" if self.mine else "",
            "person": self.person,
        }
        return {name: value for name, value in said.items() if value}

    @property
    def tail(self) -> str:
        """The same as text, with its question mark; empty for the whole list in the framework's order."""
        return f"?{urlencode(self.query)}" if self.query else ""

    def ordered(self, rows: Sequence[Row]) -> list[Row]:
        """All rows in the list's order."""
        return queries.by_ease(rows) if self.order == "ease" else list(rows)

    @classmethod
    def of(cls, request: HttpRequest) -> "Asked":
        """From the query of the address."""
        get = request.GET.get
        return cls(
            get("dimension", ""),
            get("state", ""),
            get("institution", ""),
            get("order", ""),
            bool(get("mine", "")),
            get("person", ""),
            me(request),
        )

    def keeps(self, row: Row) -> bool:
        """Whether a row belongs to what was asked for."""
        place = row.institution.pk if row.institution else "none"
        return (
            (not self.dimension or row.dimension == self.dimension)
            and (not self.institution or place == self.institution)
            and (self.state not in STATES or STATES[self.state][1](row))
            and (not self.person or (row.assessor is not None and str(row.assessor.public_id) == self.person))
            and (self.order != "ease" or is_left(row))
            and (not self.mine or is_theirs(row, self.user))
        )


def is_theirs(row: Row, user: User) -> bool:
    """Asked of the person or, where no person is named, of their institution."""
    if row.assessor is not None:
        return row.assessor.pk == user.pk
    return row.institution is not None and row.institution.pk == user.institution_id
