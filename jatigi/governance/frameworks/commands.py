"""``jatigi framework …``: check files, take them in, and give them out as YAML or Excel."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated

import typer
from django.utils.translation import ngettext

from jatigi.foundation.files import yaml
from jatigi.foundation.files.problems import DocumentError, Problem
from jatigi.foundation.files.problems import phrase as _
from jatigi.governance.frameworks import changes, mappings, queries, rules, schema, structure
from jatigi.governance.frameworks.excel import template_workbook
from jatigi.governance.frameworks.excel_reading import import_workbook
from jatigi.governance.frameworks.export import exported
from jatigi.governance.frameworks.library import Library

app = typer.Typer(help="Frameworks: what is asked.", no_args_is_help=True)

Checked = structure.Framework | mappings.Concordance | mappings.Crosswalk
Files = Annotated[
    list[Path], typer.Argument(help="YAML files, Excel workbooks, or folders that hold them.", metavar="PATH…")
]
Publish = Annotated[bool, typer.Option("--publish", help="Publish at once: the version never changes again.")]


@app.command()
def check(
    paths: Files, as_json: Annotated[bool, typer.Option("--json", help="Problems as JSON, for editors.")] = False
) -> None:
    """Say whether files are sound, without a database; bases are looked for beside them.

    Example: jatigi framework check content/frameworks
    """
    problems: list[Problem] = []
    for path in _files(paths):
        try:
            typer.echo(f"{path}: {_described(_read(path, _beside(path)))}", err=as_json)
        except DocumentError as error:
            problems += error.problems
    if as_json:
        typer.echo(json.dumps([problem.as_json() for problem in problems], ensure_ascii=False, indent=2))
    elif problems:
        typer.echo(str(DocumentError(problems)), err=True)
    if problems:
        raise typer.Exit(1)


@app.command()
def load(paths: Files, publish: Publish = False) -> None:
    """Take in frameworks, concordances and crosswalks; the same again changes nothing.

    Frameworks come in as drafts unless --publish is given. Bases and the two sides of a mapping must be there or among
    the files.

    Example: jatigi framework load content/frameworks --publish
    """
    with _told():
        for path in _in_order(_files(paths)):
            checked = _read(path, queries.resolve)
            if isinstance(checked, structure.Framework):
                done = changes.load_framework(checked, by=None, publish=publish).written
            else:
                done = changes.load_mapping(checked, by=None)
            said = _("taken in") if done else _("as it was")
            typer.echo(f"{_described(checked)}: {said}")


@app.command()
def publish(key: Annotated[str, typer.Argument(help="framework@version", metavar="KEY")]) -> None:
    """Publish a draft that is already here.

    Example: jatigi framework publish jatigi-national@1.0
    """
    version = queries.version_of(key)
    with _told():
        if version is None:
            raise _not_there(key)
        changes.publish_framework(version, by=None)
    typer.echo(str(_("%(key)s is published.", key=key)))


@app.command("export")
def export_framework(
    key: Annotated[str, typer.Argument(help="framework@version, or a YAML file.", metavar="[KEY]")] = "",
    target: Annotated[
        Path | None, typer.Argument(help="Where to write: a name in .yaml or .xlsx.", metavar="[FILE]")
    ] = None,
    template: Annotated[
        Path | None,
        typer.Option(help="Write an empty workbook with instructions in French and English here.", metavar="FILE.xlsx"),
    ] = None,
) -> None:
    """Write a version as YAML or as an Excel workbook; both can be taken in again without loss.

    Example: jatigi framework export jatigi-national@1.0 jatigi-national.xlsx
    Example: jatigi framework export --template my-list.xlsx
    """
    if template is not None and not key:
        _write_template(template)
        return
    if template is not None or target is None:
        raise typer.BadParameter(str(_("Give KEY and FILE, or --template FILE alone.")))
    with _told():
        source = Path(key)
        framework = Library(source.parent.parent).read(source) if source.suffix == ".yaml" else queries.resolve(key)
        if framework is None:
            raise _not_there(key)
        target.write_bytes(exported(framework, target.suffix))
    typer.echo(f"{framework.key}: {target}")


def _write_template(target: Path) -> None:
    with _told():
        if target.suffix != ".xlsx":
            raise DocumentError([Problem(target.name, 0, 0, (), _("not a workbook"), _("a file in .xlsx"))])
        target.write_bytes(template_workbook())
    typer.echo(str(_("An empty workbook: %(file)s", file=target)))


@app.command("import")
def import_framework(
    source: Annotated[Path, typer.Argument(help="An Excel workbook.", metavar="WORKBOOK")],
    target: Annotated[
        Path | None, typer.Argument(help="Write YAML here instead of taking it in.", metavar="FILE")
    ] = None,
    publish: Publish = False,
) -> None:
    """Take in a workbook as a draft, or turn it into a YAML file.

    Example: jatigi framework import jatigi-national.xlsx content/frameworks/jatigi-national/1.1.yaml
    """
    with _told():
        if source.suffix != ".xlsx":
            raise DocumentError([Problem(source.name, 0, 0, (), _("not a workbook"), _("a file in .xlsx"))])
        framework = _workbook(source, _beside(target) if target else queries.resolve)
        if target:
            target.write_text(yaml.dump(framework.document), encoding="utf-8")
        else:
            changes.load_framework(framework, by=None, publish=publish)
    where = str(target) if target else str(_("taken in"))
    typer.echo(f"{_described(framework)}: {where}")


@app.command("schema")
def write_schema(folder: Annotated[Path, typer.Argument(help="Folder to write into.", metavar="FOLDER")]) -> None:
    """Write the JSON Schemas of the file formats, for editors and for docs/formats.

    Example: jatigi framework schema docs/formats
    """
    folder.mkdir(parents=True, exist_ok=True)
    for path in schema.write_json_schemas(folder):
        typer.echo(str(path))


def _read(path: Path, resolve: rules.Resolve) -> Checked:
    """The file, checked as what its first key says it is."""
    if path.suffix == ".xlsx":
        return _workbook(path, resolve)
    document = yaml.read(path)
    for kind, check_mapping in mappings.KINDS.items():
        if kind in document.data:
            return check_mapping(document, resolve)
    return rules.check(document, resolve)


def _workbook(path: Path, resolve: rules.Resolve) -> structure.Framework:
    try:
        content = path.read_bytes()
    except OSError as error:
        found = _("the file cannot be read: %(why)s", why=error.strerror or error)
        raise DocumentError([Problem(path.name, 0, 0, (), found)]) from error
    return import_workbook(content, path.name, resolve)


def _described(checked: Checked) -> str:
    if isinstance(checked, structure.Framework):
        count = len(checked.own_indicators)
        return f"{checked.key}, " + ngettext("%(n)s indicator", "%(n)s indicators", count) % {"n": count}
    count = len(checked.lines)
    return f"{checked.source.key} → {checked.target.key}, " + ngettext("%(n)s line", "%(n)s lines", count) % {
        "n": count
    }


def _beside(path: Path) -> rules.Resolve:
    """Looks for bases in the library that the file lies in: ``<library>/<framework>/[concordance/]<file>``."""
    folder = path.resolve().parent
    if folder.name in mappings.KINDS:
        folder = folder.parent
    return Library(folder.parent).framework


def _files(paths: list[Path]) -> list[Path]:
    found: list[Path] = []
    for path in paths:
        found += sorted(path.rglob("*.yaml")) if path.is_dir() else [path]
    return found


def _in_order(paths: list[Path]) -> list[Path]:
    """Bases before modules, frameworks before what maps them."""

    def rank(path: Path) -> int:
        if path.suffix == ".xlsx":
            return 0
        data = yaml.read(path).data
        return 2 if data.keys() & mappings.KINDS.keys() else 1 if data.get("extends") else 0

    return sorted(paths, key=rank)


def _not_there(key: str) -> DocumentError:
    found = _("the framework “%(key)s”, which is not there", key=key)
    return DocumentError([Problem("", 0, 0, (), found, _("framework@version"), _("Load it first."))])


@contextmanager
def _told() -> Iterator[None]:
    """What people can put right is printed, not thrown."""
    try:
        yield
    except (DocumentError, changes.Refused) as error:
        typer.echo(str(error), err=True)
        raise typer.Exit(1) from None
    except (OSError, ValueError) as error:  # the target cannot be written; a text that Excel cannot hold
        typer.echo(str(error), err=True)
        raise typer.Exit(1) from None
