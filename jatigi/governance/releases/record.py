"""The rows of a round's record, held to what the release has: nothing in it names what is not there."""

from collections.abc import Mapping, Sequence
from typing import Any

from jatigi.governance.profiles.record import Record

Row = dict[str, Any]
#: Column → table that must hold what it names.
HELD = {"indicators": "answers", "instruments": "instruments", "evidence": "evidence", "findings": "findings"}
ONE = {"indicator": "answers", "instrument": "instruments"}


def held_together(record: Record, rows: Mapping[str, Sequence[Row]]) -> dict[str, list[Row]]:
    """The tables of the record that have rows. Indicators that the round does not ask are left out, and movements of
    such indicators with them; an attribution of one keeps what it says."""
    known = {
        "answers": {row["indicator"] for row in rows["answers"]},
        **{name: {row["id"] for row in rows[name]} for name in ("instruments", "evidence", "findings")},
    }
    tables = record.tables()
    tables["movements"] = [row for row in tables["movements"] if row["indicator"] in known["answers"]]
    return {name: [_held(row, known) for row in given] for name, given in tables.items() if given}


def _held(row: Row, known: Mapping[str, set[str]]) -> Row:
    lists = {name: [one for one in row[name] if one in known[table]] for name, table in HELD.items() if name in row}
    single = {name: row[name] if row[name] in known[table] else "" for name, table in ONE.items() if name in row}
    return row | lists | single
