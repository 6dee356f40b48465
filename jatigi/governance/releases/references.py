"""Whatever a row of a release names is in the release."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from jatigi.foundation.files.problems import Problem, shown
from jatigi.foundation.files.problems import phrase as _
from jatigi.governance.releases.errors import ReleaseError, problem

_AGAIN = _("Tell the publisher of the release; nothing of it has been taken in.")
FICTIONAL = "fictional"
#: Table → (column, what it names). Columns that hold several ids name each of them; an empty one names nothing.
NAMED: Mapping[str, tuple[tuple[str, str], ...]] = {
    "answers": (("indicator", "indicator"),),
    "findings": (("answers", "answer"), ("instruments", "instrument"), ("evidence", "evidence")),
    "consultations": (("named", "institution"),),
    "positions": (("consultation", "consultation"), ("institution", "institution")),
    "remarks": (("consultation", "consultation"), ("institution", "institution")),
    "recommendations": (("consultation", "consultation"), ("indicators", "indicator"), ("findings", "finding")),
    "plans": (("instrument", "instrument"),),
    "actions": (
        ("plan", "plan"),
        ("lead", "institution"),
        ("partners", "institution"),
        ("recommendations", "recommendation"),
        ("indicators", "indicator"),
        ("instruments", "instrument"),
    ),
    "progress": (("institution", "institution"), ("evidence", "evidence"), ("instruments", "instrument")),
    "movements": (("recommendation", "recommendation"), ("indicator", "indicator")),
    "attributions": (
        ("recommendation", "recommendation"),
        ("indicator", "indicator"),
        ("evidence", "evidence"),
        ("instruments", "instrument"),
    ),
}
#: Tables whose rows name an action by its plan and its id.
OF_ACTIONS = ("progress", "movements", "attributions")
#: Columns that name what their neighbour says: (kind, id).
DISCUSSED = {"positions": (("kind", "ref"), ("changed_kind", "changed")),
             "remarks": (("about_kind", "about"), ("changed_kind", "changed"))}  # fmt: skip


def check_references(tables: Mapping[str, Sequence[Any]], indicators: frozenset[str], origin: str) -> None:
    """Whatever a row names is in the release, and what is invented stands only in an invented release.

    Raises:
        ReleaseError: with every dangling id.
    """
    problems = [*_dangling(tables, _known(tables, indicators)), *_mixed(tables, origin)]
    if problems:
        raise ReleaseError(problems)


def _known(tables: Mapping[str, Sequence[Any]], indicators: frozenset[str]) -> dict[str, frozenset[str]]:
    singular = {"instruments": "instrument", "findings": "finding", "institutions": "institution", "plans": "plan",
                "consultations": "consultation", "recommendations": "recommendation"}  # fmt: skip
    known = {name: frozenset(row.id for row in tables[table]) for table, name in singular.items()}
    return known | {
        "indicator": indicators,
        "answer": frozenset(row.indicator for row in tables["answers"]),
        "evidence": frozenset(row.id for row in tables["evidence"]),
        "action": frozenset(f"{row.plan}/{row.action}" for row in tables["actions"]),
    }


def _dangling(tables: Mapping[str, Sequence[Any]], known: Mapping[str, frozenset[str]]) -> Iterable[Problem]:
    for table, line, kind, one in _names(tables):
        if kind in known and one not in known[kind]:
            found = _("the unknown id “%(id)s”", id=shown(one))
            yield problem(f"data/{table}.csv", found, _("an id of the release"), _AGAIN, line=line)


def _names(tables: Mapping[str, Sequence[Any]]) -> Iterable[tuple[str, int, str, str]]:
    """Table, line, kind and id of everything that is named. Paragraphs are known to the profile alone."""
    for table, columns in NAMED.items():
        for line, row in enumerate(tables[table], 2):
            for column, kind in columns:
                held = getattr(row, column)
                yield from ((table, line, kind, one) for one in ((held,) if isinstance(held, str) else held) if one)
    for line, row in enumerate(tables["citations"], 2):
        yield "citations", line, "answer", row.indicator
        yield "citations", line, row.kind, row.ref
    for table, pairs in DISCUSSED.items():
        for line, row in enumerate(tables[table], 2):
            yield from ((table, line, getattr(row, kind), getattr(row, ref)) for kind, ref in pairs)
    for table in OF_ACTIONS:
        for line, row in enumerate(tables[table], 2):
            if row.plan or row.action:
                yield table, line, "action", f"{row.plan}/{row.action}"


def _mixed(tables: Mapping[str, Sequence[Any]], origin: str) -> Iterable[Problem]:
    for table, rows in tables.items():
        for line, row in enumerate(rows, 2):
            if hasattr(row, "origin") and (row.origin == FICTIONAL) != (origin == FICTIONAL):
                found = _("%(column)s: “%(value)s”", column="origin", value=shown(row.origin))
                yield problem(f"data/{table}.csv", found, origin, _AGAIN, line=line)
