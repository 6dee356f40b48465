"""`jatigi score FRAMEWORK.yaml ANSWERS.csv`: scores without a database, from files to a file.

How a YAML file is read is the caller's choice (`score_command(read_document)`), because scoring itself knows no file
format but CSV.
"""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Callable
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Final

import typer
import yaml

from . import declarations as read
from .answers import read_answers
from .base import score
from .declarations import Document
from .documents import framework_from_document
from .errors import ScoringError, refuse
from .model import Framework
from .results import rows, write_csv, write_json

ReadDocument = Callable[[Path], Document]

MAX_FRAMEWORK_BYTES: Final = 8 * 1024 * 1024
MAX_CHAIN: Final = 10
"""How many files a module may stand on."""


class Format(StrEnum):
    """How results are written."""

    json = "json"
    csv = "csv"


def read_yaml(path: Path) -> Document:
    """The mapping in a YAML file, by PyYAML's safe loader. Raises `ScoringError`."""
    try:
        with path.open("rb") as file:
            data = file.read(MAX_FRAMEWORK_BYTES + 1)
    except OSError as error:
        raise refuse("framework.file", str(path), error.strerror or "an unreadable file", "a YAML file") from error
    if len(data) > MAX_FRAMEWORK_BYTES:
        raise refuse("framework.file", str(path), "a larger file", f"at most {MAX_FRAMEWORK_BYTES} bytes")
    try:
        return read.mapping(yaml.safe_load(data), str(path))
    except (yaml.YAMLError, UnicodeDecodeError, ValueError, RecursionError) as error:
        if isinstance(error, ScoringError):
            raise
        found = " ".join(str(error).split()) or "lists within lists without end"
        raise refuse("framework.file", str(path), found, "YAML") from error


def read_framework(path: Path, read_document: ReadDocument = read_yaml) -> Framework:
    """The framework in a file, with what it extends: `base@1.0` is looked for at `../base/1.0.yaml`."""
    return framework_from_document(read_chain(path, read_document))


def read_chain(path: Path, read_document: ReadDocument = read_yaml) -> list[Document]:
    """The documents of a framework file and of all it extends, base first."""
    chain = [read_document(path)]
    seen = [_name(chain[0])]
    while (base := read.base(chain[0], seen[-1])) is not None:
        framework, version = base
        if f"{framework}@{version}" in seen or len(seen) == MAX_CHAIN:
            found = " → ".join([*seen, f"{framework}@{version}"])
            raise refuse("framework.extends", "extends", found, f"a chain without a loop, of {MAX_CHAIN} files at most")
        chain.insert(0, read_document(path.parent.parent / framework / f"{version}.yaml"))
        seen.append(f"{framework}@{version}")
    return chain


def score_files(
    framework: Path, answers: Path, *, to: Format, out: Path | None, read_document: ReadDocument = read_yaml
) -> None:
    """Score a file of answers and write the rows to `out`, or to standard output. A failure leaves `out` as it was."""
    asked = read_framework(framework, read_document)
    found = rows(score(asked, read_answers(asked, answers)))
    write = write_json if to is Format.json else write_csv
    if out is None:
        write(found, sys.stdout)
        return
    handle, part = tempfile.mkstemp(dir=out.parent, prefix=f".{out.name}.")
    try:
        with os.fdopen(handle, "w", encoding="utf-8", newline="") as file:
            write(found, file)
        os.chmod(part, 0o644)  # mkstemp makes it private; results are as public as the answers they came from
        os.replace(part, out)
    except BaseException:
        os.unlink(part)
        raise


def score_command(
    read_document: ReadDocument = read_yaml, *, refusals: tuple[type[Exception], ...] = ()
) -> Callable[[Path, Path, Format, Path | None], None]:
    """The Typer command, to be added by ``app.command("score")(score_command(read_document))``.

    `refusals` are the errors by which `read_document` refuses a file; like `ScoringError`, they end in exit code 1.
    """
    refused: tuple[type[Exception], ...] = (ScoringError, *refusals)

    def score(
        framework: Annotated[
            Path, typer.Argument(metavar="FRAMEWORK.yaml", help="A framework file, or a module beside its base.")
        ],
        answers: Annotated[
            Path, typer.Argument(metavar="ANSWERS.csv", help="Columns jurisdiction, round, indicator, value.")
        ],
        to: Annotated[Format, typer.Option("--format", help="How to write the scores.")] = Format.json,
        out: Annotated[Path | None, typer.Option(help="File to write; standard output without it.")] = None,
    ) -> None:
        """Score a file of answers: score, interval, coverage and class of every node.

        Example: jatigi score content/frameworks/sdg-10-7-2/2021.yaml answers.csv --format csv --out scores.csv
        """
        try:
            score_files(framework, answers, to=to, out=out, read_document=read_document)
        except refused as error:
            typer.echo(str(error), err=True)
            raise typer.Exit(1) from error
        except OSError as error:
            typer.echo(f"{out}: {error.strerror}", err=True)
            raise typer.Exit(1) from error

    return score


def _name(document: Document) -> str:
    return f"{document.get('framework')}@{document.get('version')}"
