"""Promise 8: every act of this package is one transaction with one audit entry, and acts never call one another."""

import ast
import importlib
import inspect
import pkgutil
from collections.abc import Iterator

import pytest
from django.db import DatabaseError, connection

from jatigi.foundation.audit.models import Entry
from jatigi.governance.assessments import changes
from jatigi.governance.assessments.changes import codings, drafts
from jatigi.governance.assessments.models import AnswerRevision, CodingRevision, Thread
from jatigi.governance.assessments.tests.world import World, judged

MODULES = [importlib.import_module(f"{changes.__name__}.{m.name}") for m in pkgutil.iter_modules(changes.__path__)]


def acts() -> Iterator[tuple[str, ast.FunctionDef]]:
    """Every public function of ``changes``."""
    for module in MODULES:
        for node in ast.parse(inspect.getsource(module)).body:
            if isinstance(node, ast.FunctionDef) and not node.name.startswith("_"):
                yield f"{module.__name__.rsplit('.', 1)[1]}.{node.name}", node


ACTS = dict(acts())
NAMES = {name.split(".")[1] for name in ACTS}


def called(node: ast.FunctionDef) -> list[str]:
    return [ast.unparse(inner.func) for inner in ast.walk(node) if isinstance(inner, ast.Call)]


@pytest.mark.parametrize("name", sorted(ACTS))
def test_an_act_opens_exactly_one_entry_and_calls_no_other_act(name: str) -> None:
    calls = called(ACTS[name])
    expected = 0 if name.split(".")[1] in drafts.UNAUDITED else 1
    assert calls.count("audit.entry") == expected
    assert not {call.rsplit(".", 1)[-1] for call in calls} & NAMES


def test_each_action_has_a_name_of_its_own() -> None:
    actions = [
        inner.args[0].value
        for node in ACTS.values()
        for inner in ast.walk(node)
        if isinstance(inner, ast.Call) and ast.unparse(inner.func) == "audit.entry"
        and isinstance(inner.args[0], ast.Constant)
    ]  # fmt: skip
    assert len(actions) == len(set(actions)) == len(ACTS) - len(drafts.UNAUDITED)


FAIL = {
    "sqlite": ["CREATE TRIGGER broken BEFORE INSERT ON {table} BEGIN SELECT RAISE(ABORT, 'disk trouble'); END"],
    "postgresql": [
        "CREATE FUNCTION broken() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE 'disk trouble'; END $$",
        "CREATE TRIGGER broken BEFORE INSERT ON {table} FOR EACH ROW EXECUTE FUNCTION broken()",
    ],
}


def break_inserts(table: str) -> None:
    """From here on the database fails on each insert into the table; undone with the test's transaction."""
    with connection.cursor() as cursor:
        for statement in FAIL[connection.vendor]:
            cursor.execute(statement.format(table=table))


@pytest.mark.parametrize("table", ["assessments_citation", "assessments_answerrevision", "audit_entry"])
def test_when_the_database_fails_in_the_middle_nothing_is_half_saved(world: World, table: str) -> None:
    coding = world.coded()
    entries = Entry.objects.count()
    break_inserts(table)
    with pytest.raises(DatabaseError):
        codings.accept_coding(coding, by=world.cast.coumba, revision=1)
    coding.refresh_from_db()
    assert (coding.state, AnswerRevision.objects.count(), Entry.objects.count()) == ("submitted", 0, entries)


@pytest.mark.parametrize("table", ["assessments_citation", "audit_entry"])
def test_a_judgement_is_handed_in_whole_or_not_at_all(world: World, table: str) -> None:
    world.set_state("collection")
    drafts.save_draft(world.round, world.indicator(), by=world.cast.boubacar, content={"level": "partial"}, version=0)
    break_inserts(table)
    with pytest.raises(DatabaseError):
        codings.submit_coding(world.round, world.indicator(), judged(), by=world.cast.boubacar, draft_version=1)
    assert (CodingRevision.objects.count(), Thread.objects.count()) == (0, 0)
    assert world.cast.boubacar.drafts.count() == 1
