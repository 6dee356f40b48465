"""``jatigi instruments …``: the register from files, and back into files."""

from collections.abc import Callable
from pathlib import Path
from typing import Annotated

import typer

from jatigi.foundation.files.yaml import DocumentError
from jatigi.governance.instruments import export, published
from jatigi.governance.instruments.changes import loading

app = typer.Typer(help="The register of conventions, laws, policies and agreements.", no_args_is_help=True)

PathToRead = Annotated[Path, typer.Argument(help="A folder of YAML files, or one file.", metavar="PATH")]
Jurisdiction = Annotated[
    str | None, typer.Option(help="Whose texts these are, where the files do not say: MLI.", metavar="CODE")
]
Overwrite = Annotated[
    bool, typer.Option("--overwrite", help="Where file and desk both changed, let the file have the last word.")
]


@app.command()
def load(path: PathToRead, jurisdiction: Jurisdiction = None, overwrite: Overwrite = False) -> None:
    """Take in the instruments of a folder or file; the same again changes nothing.

    Example: jatigi instruments load content/examples/mali/instruments
    """
    _load(lambda: loading.load_register(path, jurisdiction=jurisdiction, overwrite=overwrite), "instruments")


@app.command("load-evidence")
def load_evidence(path: PathToRead, jurisdiction: Jurisdiction = None, overwrite: Overwrite = False) -> None:
    """Take in other evidence (documents, statistics, replies, interviews, observations).

    Example: jatigi instruments load-evidence content/examples/mali/evidence --jurisdiction MLI
    """
    _load(lambda: loading.load_evidence(path, jurisdiction=jurisdiction, overwrite=overwrite), "pieces of evidence")


@app.command("export")
def export_register(
    jurisdiction: Annotated[str, typer.Argument(help="Code of the jurisdiction: MLI.", metavar="CODE")],
    folder: Annotated[Path, typer.Argument(help="Folder to write into; it is made when missing.", metavar="FOLDER")],
) -> None:
    """Write the register of a jurisdiction as YAML files, one for each kind.

    Example: jatigi instruments export MLI register/
    """
    files = export.register_files(jurisdiction)
    if not files:
        typer.echo(f"Nothing in the register for {jurisdiction}. Accepted: the code of a place with texts.", err=True)
        raise typer.Exit(1)
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in files.items():
        (folder / name).write_text(text, encoding="utf-8")
    typer.echo(f"{len(files)} files written to {folder}")


@app.command("schema")
def write_schema(folder: Annotated[Path, typer.Argument(help="Folder to write into.", metavar="FOLDER")]) -> None:
    """Write the JSON Schemas of the register's and of evidence files, for editors and for docs/formats.

    Example: jatigi instruments schema docs/formats
    """
    for path in published.write(folder, published.KINDS):
        typer.echo(str(path))


def _load(act: Callable[[], loading.Loaded], what: str) -> None:
    try:
        done = act()
    except DocumentError as error:
        typer.echo(str(error), err=True)
        raise typer.Exit(1) from None
    typer.echo(f"{what}: {len(done.added)} added, {len(done.changed)} changed, {done.unchanged} as they were")
