"""Promise 8: every public function that writes opens exactly one audit entry, and never calls another that does."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parents[2] / "jatigi"
FILES = sorted({*PACKAGE.rglob("changes.py"), *PACKAGE.rglob("changes/*.py")})

#: Functions of changes files that write nothing of record, each with the reason.
SILENT = {
    "save_draft": "autosave of a private draft is not audited (DESIGN §5)",
    "discard_draft": "a private draft, as above",
    "spend": "counts downloads and comments, which are no acts of record",
    "countries": "reads ISO codes, writes nothing",
    "accepted_kind": "reads bytes",
    "clean_name": "a name",
    "path_of": "a path",
    "entry": "the trail itself",
    "fingerprint": "a hash",
    "chain_hash": "a hash",
    "content_of": "what a hash covers",
}


def writers() -> Iterator[tuple[str, ast.FunctionDef]]:
    for path in FILES:
        if "tests" not in path.parts:
            for node in ast.parse(path.read_text()).body:
                if isinstance(node, ast.FunctionDef) and not node.name.startswith("_"):
                    yield f"{path.relative_to(PACKAGE).with_suffix('').as_posix()}.{node.name}", node


WRITERS = dict(writers())


def entries(node: ast.AST) -> int:
    return sum(
        isinstance(call, ast.Call) and ast.unparse(call.func) in ("audit.entry", "entry") for call in ast.walk(node)
    )


def helpers(name: str) -> dict[str, ast.FunctionDef]:
    module = PACKAGE / (name.rpartition(".")[0] + ".py")
    return {n.name: n for n in ast.parse(module.read_text()).body if isinstance(n, ast.FunctionDef)}


@pytest.mark.parametrize("name", WRITERS)
def test_a_function_that_writes_opens_one_entry(name: str) -> None:
    node = WRITERS[name]
    if node.name in SILENT or not writes(name):
        assert entries(node) == 0
        return
    called = [helpers(name)[c] for c in calls(node) if c in helpers(name) and c.startswith("_")]
    assert entries(node) + sum(entries(helper) for helper in called) == 1, "one act, one entry"


@pytest.mark.parametrize("name", WRITERS)
def test_a_function_that_writes_calls_no_other_that_does(name: str) -> None:
    others = {
        other.name
        for key, other in WRITERS.items()
        if key.rpartition(".")[0] == name.rpartition(".")[0] and other.name not in SILENT and entries(other)
    }
    assert not (set(calls(WRITERS[name])) & others) - {WRITERS[name].name}


def calls(node: ast.AST) -> list[str]:
    return [call.func.id for call in ast.walk(node) if isinstance(call, ast.Call) and isinstance(call.func, ast.Name)]


WRITING = {"save", "create", "bulk_create", "bulk_update", "update", "delete", "get_or_create", "update_or_create"}


def writes(name: str, seen: frozenset[str] = frozenset()) -> bool:
    """Whether the function, or a helper of its file, calls something that writes rows, or opens an entry."""
    known = helpers(name)

    def does(node: ast.FunctionDef, seen: frozenset[str]) -> bool:
        if entries(node):
            return True
        for call in ast.walk(node):
            if isinstance(call, ast.Call) and isinstance(call.func, ast.Attribute) and call.func.attr in WRITING:
                owner = ast.unparse(call.func.value)
                if "objects" in owner or call.func.attr in {"save", "bulk_create", "delete"}:
                    return True
        inner = [c for c in calls(node) if c in known and c not in seen]
        return any(does(known[c], seen | {c}) for c in inner)

    return does(known[name.rpartition(".")[2]], seen)


def test_the_list_of_silent_functions_is_true() -> None:
    assert set(SILENT) <= {node.name for node in WRITERS.values()}
