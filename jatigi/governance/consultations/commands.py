"""``jatigi consultation …``: consultations from files."""

from pathlib import Path
from typing import Annotated

import typer
from django.utils.translation import override

from jatigi.foundation.files.problems import DocumentError
from jatigi.foundation.files.problems import phrase as _
from jatigi.governance.consultations import schema
from jatigi.governance.consultations.changes import loading
from jatigi.governance.instruments import published

app = typer.Typer(help="Consultations: from a file.", no_args_is_help=True)

Language = Annotated[str, typer.Option("--lang", help="Language of the words: fr or en.", metavar="LANG")]


@app.command()
def load(
    paths: Annotated[list[Path], typer.Argument(help="YAML files.", metavar="FILE…")],
    lang: Language = "fr",
) -> None:
    """Enter the consultation that each file describes, or bring it to what the file says; the same again does nothing.

    Example: jatigi consultation load content/examples/mali/consultations/MLI-2021-07-bamako.yaml
    """
    with override(lang):
        for path in paths:
            try:
                done = loading.load_consultation(path)
            except DocumentError as error:
                typer.echo(str(error), err=True)
                raise typer.Exit(1) from None
            typer.echo(_said(done))


@app.command("schema")
def write_schema(folder: Annotated[Path, typer.Argument(help="Folder to write into.", metavar="FOLDER")]) -> None:
    """Write the JSON Schema of consultation files, for editors and for docs/formats.

    Example: jatigi consultation schema docs/formats
    """
    for path in published.write(folder, {"consultation": schema.ConsultationFile}):
        typer.echo(str(path))


def _said(done: loading.Loaded) -> str:
    code = done.consultation.pk
    if not done.written:
        return str(_("%(code)s: nothing has changed.", code=code))
    if done.new:
        return str(_("%(code)s: entered, with %(rows)s rows.", code=code, rows=done.written))
    return str(_("%(code)s: brought up to the file, %(rows)s rows.", code=code, rows=done.written))
