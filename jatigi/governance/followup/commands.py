"""``jatigi followup …``: recommendations, priorities, plans and sectors from files."""

from pathlib import Path
from typing import Annotated

import typer
from django.utils.translation import override

from jatigi.foundation.files.problems import DocumentError
from jatigi.foundation.files.problems import phrase as _
from jatigi.governance.followup import schema
from jatigi.governance.followup.changes import loading
from jatigi.governance.instruments import published

app = typer.Typer(help="Follow-up: recommendations, priorities, plans and sectors from a file.", no_args_is_help=True)

Language = Annotated[str, typer.Option("--lang", help="Language of the words: fr or en.", metavar="LANG")]


@app.command()
def load(
    paths: Annotated[list[Path], typer.Argument(help="YAML files; consultations come first.", metavar="FILE…")],
    lang: Language = "fr",
) -> None:
    """Enter what each file says of recommendations, plans and sectors; the same file again changes nothing.

    Example: jatigi followup load content/examples/mali/followup/MLI-2021.yaml
    """
    with override(lang):
        for path in paths:
            try:
                done = loading.load_followup(path)
            except DocumentError as error:
                typer.echo(str(error), err=True)
                raise typer.Exit(1) from None
            typer.echo(_said(done))


@app.command("schema")
def write_schema(folder: Annotated[Path, typer.Argument(help="Folder to write into.", metavar="FOLDER")]) -> None:
    """Write the JSON Schema of follow-up files, for editors and for docs/formats.

    Example: jatigi followup schema docs/formats
    """
    for path in published.write(folder, {"followup": schema.FollowupFile}):
        typer.echo(str(path))


def _said(done: loading.Loaded) -> str:
    if not done.written:
        return str(_("%(code)s: nothing has changed.", code=done.name))
    return str(_("%(code)s: brought up to the file, %(rows)s rows.", code=done.name, rows=done.written))
