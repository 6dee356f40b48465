"""`jatigi score FRAMEWORK.yaml ANSWERS.csv`: scores without a database, from files to a file.

How a YAML file is read is the caller's choice (`score_command(read_document)`), because scoring itself knows no file
format but CSV.
"""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Final, TextIO

import typer
import yaml

from . import declarations as read
from .answers import read_answers
from .base import score
from .bounds import read_bounds, write_bounds
from .declarations import Document
from .documents import framework_from_document
from .errors import ScoringError, reason, refuse
from .model import Framework
from .results import rows, write_csv, write_json
from .words import say, terminal_language

ReadDocument = Callable[[Path], Document]

MAX_FRAMEWORK_BYTES: Final = 8 * 1024 * 1024
MAX_CHAIN: Final = 10
"""How many files a module may stand on."""


class Format(StrEnum):
    """How results are written."""

    json = "json"
    csv = "csv"


class Language(StrEnum):
    """The languages that messages are said in."""

    fr = "fr"
    en = "en"


def read_yaml(path: Path) -> Document:
    """The mapping in a YAML file, by PyYAML's safe loader. Raises `ScoringError`."""
    try:
        with path.open("rb") as file:
            data = file.read(MAX_FRAMEWORK_BYTES + 1)
    except OSError as error:
        raise refuse("framework.file", str(path), reason(error), say("a YAML file")) from error
    if len(data) > MAX_FRAMEWORK_BYTES:
        accepted = say("at most {most} bytes", most=MAX_FRAMEWORK_BYTES)
        raise refuse("framework.file", str(path), say("a larger file"), accepted)
    try:
        return read.mapping(yaml.safe_load(data), str(path))
    except (yaml.YAMLError, UnicodeDecodeError, ValueError, RecursionError) as error:
        if isinstance(error, ScoringError):
            raise
        found = " ".join(str(error).split()) or say("lists within lists without end")
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
            accepted = say("a chain without a loop, of {most} files at most", most=MAX_CHAIN)
            raise refuse("framework.extends", "extends", found, accepted)
        chain.insert(0, read_document(path.parent.parent / framework / f"{version}.yaml"))
        seen.append(f"{framework}@{version}")
    return chain


@dataclass(frozen=True)
class Files:
    """What is scored and where it goes. `bounds` are frozen goalposts to use, `freeze` is where to keep those used."""

    framework: Path
    answers: Path
    out: Path | None = None
    bounds: Path | None = None
    freeze: Path | None = None


def score_files(files: Files, *, to: Format, read_document: ReadDocument = read_yaml) -> None:
    """Score a file of answers and write the rows to `out`, or to standard output. A failure leaves files as they were.

    Raises `ScoringError`, or the `OSError` of a file that cannot be written, with its name.
    """
    asked = read_framework(files.framework, read_document)
    frozen = read_bounds(asked, files.bounds) if files.bounds else None
    scores = score(asked, read_answers(asked, files.answers), bounds=frozen)
    found = rows(scores)
    write = write_json if to is Format.json else write_csv
    if files.freeze is not None:
        _write_whole(files.freeze, lambda file: write_bounds(scores.bounds, file))
    if files.out is None:
        write(found, sys.stdout)
    else:
        _write_whole(files.out, lambda file: write(found, file))


def _write_whole(path: Path, write: Callable[[TextIO], None]) -> None:
    """Write a file beside its place, then put it there: never half of it."""
    try:
        handle, part = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    except OSError as error:
        raise _unwritten(path, error) from error
    try:
        with os.fdopen(handle, "w", encoding="utf-8", newline="") as file:
            write(file)
        os.chmod(part, 0o644)  # mkstemp makes it private; results are as public as the answers they came from
        os.replace(part, path)
    except OSError as error:
        os.unlink(part)
        raise _unwritten(path, error) from error
    except BaseException:
        os.unlink(part)
        raise


def _unwritten(path: Path, error: OSError) -> ScoringError:
    return refuse("results.file", str(path), reason(error), say("a folder that is there and may be written to"))


def score_command(
    read_document: ReadDocument = read_yaml,
    *,
    refusals: tuple[type[Exception], ...] = (),
    speaking: Callable[[str], AbstractContextManager[object]] = nullcontext,
) -> Callable[..., None]:
    """The Typer command, to be added by ``app.command("score")(score_command(read_document))``.

    `refusals` are the errors by which `read_document` refuses a file; like `ScoringError`, they end in exit code 1.
    They are said within `speaking(lang)`, in which the caller's own words are in that language.
    """

    def score(
        framework: Annotated[
            Path, typer.Argument(metavar="FRAMEWORK.yaml", help="A framework file, or a module beside its base.")
        ],
        answers: Annotated[
            Path,
            typer.Argument(metavar="ANSWERS.csv", help="Columns jurisdiction, round, indicator, value; `,` or `;`."),
        ],
        to: Annotated[Format, typer.Option("--format", help="How to write the scores.")] = Format.json,
        out: Annotated[Path | None, typer.Option(help="File to write; standard output without it.")] = None,
        bounds: Annotated[
            Path | None,
            typer.Option(metavar="BOUNDS.json", help="Frozen goalposts of scales that say `data`, or a release.json."),
        ] = None,
        freeze: Annotated[
            Path | None, typer.Option(metavar="BOUNDS.json", help="Keep here the goalposts taken from these data.")
        ] = None,
        lang: Annotated[Language | None, typer.Option(help="Language of messages; the terminal's without it.")] = None,
    ) -> None:
        """Score a file of answers: score, interval, coverage and class of every node.

        Example: jatigi score content/frameworks/sdg-10-7-2/2021.yaml answers.csv --format csv --out scores.csv
        Example: jatigi score framework.yaml answers-2026.csv --bounds MLI-2021/release.json
        """
        files = Files(framework, answers, out, bounds, freeze)
        chosen = str(lang) if lang else terminal_language()
        try:
            with speaking(chosen):
                score_files(files, to=to, read_document=read_document)
        except ScoringError as error:
            typer.echo(error.in_language(chosen), err=True)
            raise typer.Exit(1) from error
        except refusals as error:
            with speaking(chosen):
                typer.echo(str(error), err=True)
            raise typer.Exit(1) from error

    return score


def _name(document: Document) -> str:
    return f"{document.get('framework')}@{document.get('version')}"
