"""Promise 33: settings, commands, permissions, audit actions and words are documented, and the documents are true.

Tables between ``<!-- table -->`` and ``<!-- end -->`` are written from the code with ``JATIGI_WRITE_DOCS=1``; the prose
around them is written by hand.
"""

import ast
import inspect
import os
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import typer.main
from django.urls import get_resolver

from jatigi.config import commands
from jatigi.config.guards import LIMITED
from jatigi.foundation.accounts.limits import LIMITS
from jatigi.foundation.accounts.permissions import PERMISSIONS, ROLES, SECOND_FACTOR
from jatigi.governance.followup.rules.plans import ACTS as PLAN_ACTS
from tests.promises.test_access import patterns

ROOT = Path(__file__).parents[2]
PACKAGE = ROOT / "jatigi"
SECURITY, OPERATE = ROOT / "docs/security", ROOT / "docs/operate"
TABLE = re.compile(r"(?<=<!-- table -->\n).*?(?=<!-- end -->)", re.S)


def check(document: Path, lines: list[str]) -> None:
    """The document's table is what the code says; with ``JATIGI_WRITE_DOCS=1`` it becomes so."""
    text = document.read_text()
    wanted = "\n" + "\n".join(lines) + "\n\n"
    if os.environ.get("JATIGI_WRITE_DOCS") == "1":
        document.write_text(TABLE.sub(lambda _: wanted, text))
        return
    found = TABLE.search(text)
    assert found is not None, f"{document} has no table"
    assert found[0] == wanted, "write it anew with JATIGI_WRITE_DOCS=1"


def first_sentence(text: str | None) -> str:
    """What the docstring says first, on one line that a Markdown table can hold."""
    whole = " ".join((text or "").split("\n\n")[0].split())
    sentence = re.split(r"(?<=[.!?])\s+(?=[A-Z(«])", whole)[0]
    return re.sub(r":\w+:`~?\.*([^`]+)`", r"`\1`", sentence).replace("``", "`").replace("|", "\\|")


# Permissions


def opened() -> dict[str, list[str]]:
    """What each permission opens: the first sentence of every view that asks for it."""
    found: dict[str, list[str]] = {permission: [] for permission in PERMISSIONS}
    for _path, pattern in patterns(get_resolver()):
        said = first_sentence(inspect.getdoc(pattern.callback))
        permission = getattr(pattern.callback, "access", "")
        if permission in found and said not in found[permission]:
            found[permission].append(said)
    return found


def test_permissions_are_documented() -> None:
    pages = opened()
    lines = [
        "| permission | " + " | ".join(ROLES) + " | pages that ask for it |",
        "|---|" + ":-:|" * len(ROLES) + "---|",
    ]
    for permission, roles in PERMISSIONS.items():
        held = " | ".join("●" if role in roles else "" for role in ROLES)
        lines.append(f"| `{permission}` | {held} | {' '.join(pages[permission]) or '—'} |")
    check(SECURITY / "permissions.md", lines)


def test_limits_and_second_factor_are_documented() -> None:
    text = (SECURITY / "permissions.md").read_text()
    for role, when in SECOND_FACTOR.items():
        assert re.search(rf"^\| {role} \| {when}\b", text, re.M), role
    for what, limit in LIMITS.items():
        hours = limit.span.total_seconds() / 3600
        assert re.search(rf"^\| {what} \| {limit.most} in {hours:g} h \|", text, re.M), what
    assert all(f"`{name}`" in text for name in LIMITED)


# The trail

#: Entries whose action is not written out in the call: file and expression → what it can be.
DYNAMIC: dict[tuple[str, str], tuple[str, ...]] = {
    ("governance/frameworks/changes.py", "action"): ("framework.load", "framework.publish"),
    ("governance/frameworks/changes.py", "f'{kind}.load'"): ("concordance.load", "crosswalk.load"),
    ("governance/followup/changes/plans.py", "f'plan.{act}'"): tuple(f"plan.{act}" for act in PLAN_ACTS),
}


def entries() -> Iterator[tuple[str, str, str]]:
    """(action, package, what the function says it does) of every ``audit.entry``."""
    for path in sorted(PACKAGE.rglob("*.py")):
        name = path.relative_to(PACKAGE).as_posix()
        if "/tests/" in name or name == "foundation/audit/changes.py":
            continue
        for function in ast.walk(ast.parse(path.read_text())):
            if not isinstance(function, ast.FunctionDef):
                continue
            for call in ast.walk(function):
                if isinstance(call, ast.Call) and ast.unparse(call.func) == "audit.entry":
                    given, package = call.args[0], "/".join(name.split("/")[:2])
                    said = first_sentence(ast.get_docstring(function))
                    if isinstance(given, ast.Constant):
                        yield str(given.value), package, said
                    else:
                        for action in DYNAMIC[name, ast.unparse(given)]:
                            yield action, package, said


def test_audit_actions_are_documented() -> None:
    found: dict[str, tuple[str, list[str]]] = {}
    for action, package, said in entries():
        sentences = found.setdefault(action, (package, []))[1]
        if said and said not in sentences:
            sentences.append(said)
    lines = ["| action | package | what was done |", "|---|---|---|"]
    lines += [f"| `{action}` | {package} | {' '.join(said)} |" for action, (package, said) in sorted(found.items())]
    check(SECURITY / "audit.md", lines)
    silent = [action for action, (_, said) in found.items() if not said]
    assert silent == [], "a function that writes says what it does"


# Commands


def leaves(command: Any, path: tuple[str, ...] = ()) -> Iterator[tuple[str, Any]]:
    """Every command that can be given, with its whole name."""
    inner = getattr(command, "commands", None)
    if inner is None:
        yield " ".join(path), command
        return
    for name, one in inner.items():
        yield from leaves(one, (*path, name))


def example_of(command: Any) -> str:
    found = re.search(r"Example: (.+?)(?:\n\n|\s+Example:|$)", inspect.cleandoc(command.help or ""), re.S)
    return " ".join(found[1].split()) if found else ""


def test_commands_are_documented() -> None:
    lines = ["| command | what it does | example |", "|---|---|---|"]
    for name, command in leaves(typer.main.get_command(commands.assemble())):
        assert example_of(command), name
        lines.append(f"| `jatigi {name}` | {first_sentence(command.help)} | `{example_of(command)}` |")
    check(OPERATE / "commands.md", lines)


# Settings

#: Read by the terminal's programs, not ours to document.
FOREIGN = {"LC_ALL", "LC_MESSAGES", "LANG", "PYTEST_VERSION", "PYTHONPATH"}


def read_by_the_program() -> set[str]:
    names = set()
    for path in PACKAGE.rglob("*.py"):
        if "tests" not in path.parts:
            names |= set(re.findall(r"environ(?:\.get)?[(\[]\s*[\"']([A-Z_]+)[\"']", path.read_text()))
    return names - FOREIGN


def test_settings_are_documented() -> None:
    text = (OPERATE / "settings.md").read_text()
    documented = set(re.findall(r"^\| `([A-Z_]+)` \|", text, re.M))
    assert documented == read_by_the_program()


# Words


@pytest.mark.parametrize("word", [*ROLES, "second factor", "backup", "content hash"])
def test_words_are_in_the_list_of_words(word: str) -> None:
    assert re.search(rf"\b{word}\b", (ROOT / "CONTEXT.md").read_text())


def test_what_permissions_are_about_is_in_the_list_of_words() -> None:
    text = (ROOT / "CONTEXT.md").read_text().casefold()
    nouns = {permission.split(".")[0].replace("followup", "follow-up") for permission in PERMISSIONS}
    assert sorted(noun for noun in nouns if noun not in text) == []
