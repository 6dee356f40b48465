"""Promise 34: the commands that the README names exist, explain themselves with an example, and refuse with exit
code 1 or 2."""

import re
from pathlib import Path

import pytest
from typer.testing import CliRunner

from jatigi.config import commands

ROOT = Path(__file__).parents[2]
RUN = CliRunner()


def leaves() -> list[tuple[str, ...]]:
    import typer.main

    found = []

    def walk(group: object, path: tuple[str, ...]) -> None:
        inner = getattr(group, "commands", None)
        if inner is None:
            found.append(path)
            return
        for name, one in inner.items():
            walk(one, (*path, name))

    walk(typer.main.get_command(commands.assemble()), ())
    return found


@pytest.mark.parametrize("path", leaves(), ids=" ".join)
def test_every_command_explains_itself_with_an_example(path: tuple[str, ...]) -> None:
    said = RUN.invoke(commands.assemble(), [*path, "--help"])
    assert said.exit_code == 0
    assert "Example" in said.output


def test_a_command_that_does_not_exist_is_refused() -> None:
    assert RUN.invoke(commands.assemble(), ["nothing"]).exit_code == 2


def test_the_commands_of_the_readme_stand_in_the_makefile() -> None:
    makefile = (ROOT / "Makefile").read_text()
    named = set(re.findall(r"\bmake ([a-z-]+)", (ROOT / "README.md").read_text()))
    assert {"run", "test"} <= named
    assert all(re.search(rf"^{name}:", makefile, re.M) for name in named)


@pytest.mark.django_db
def test_the_trail_of_an_empty_installation_is_in_order() -> None:
    said = RUN.invoke(commands.assemble(), ["audit", "verify"])
    assert said.exit_code == 0
    assert "0 entries" in said.output


@pytest.mark.parametrize(
    "file", ["README.md", *sorted(p.relative_to(ROOT).as_posix() for p in ROOT.glob("docs/**/*.md"))]
)
def test_links_between_documents_lead_somewhere(file: str) -> None:
    text = (ROOT / file).read_text()
    targets = [
        t.split("#")[0] for t in re.findall(r"\]\(([^)\s]+)\)", text) if not t.startswith(("http", "mailto", "#"))
    ]
    lost = [target for target in targets if target and not (ROOT / file).parent.joinpath(target).exists()]
    assert lost == []
