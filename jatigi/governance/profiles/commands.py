"""``jatigi profile …``: take in the text of a profile, print it."""

from pathlib import Path
from typing import Annotated

import typer

from jatigi.foundation.files.yaml import DocumentError
from jatigi.governance.assessments.models import Round
from jatigi.governance.instruments import published
from jatigi.governance.profiles import loader, schema
from jatigi.governance.profiles.changes import Refused
from jatigi.governance.profiles.queries import profile_of
from jatigi.governance.profiles.render_note import render_note
from jatigi.governance.profiles.render_pdf import RenderingError, render_pdf
from jatigi.governance.profiles.render_word import render_word

app = typer.Typer(help="The governance profile of a round: its text, its print.", no_args_is_help=True)


@app.command()
def load(
    path: Annotated[Path, typer.Argument(help="The profile's YAML file.", metavar="FILE")],
    figures: Annotated[Path | None, typer.Option(help="The YAML file of context figures.", metavar="FILE")] = None,
) -> None:
    """Take in the text of a profile; a round that has one keeps it.

    Example: jatigi profile load profiles/MLI-2021.yaml --figures figures.yaml
    """
    try:
        done = loader.load_profile(path, figures)
    except (DocumentError, Refused) as error:
        typer.echo(str(error), err=True)
        raise typer.Exit(1) from None
    typer.echo(f"{done.profile.pk}: taken in" if done.new else f"{done.profile.pk}: there already, left as it is")


@app.command("schema")
def write_schema(folder: Annotated[Path, typer.Argument(help="Folder to write into.", metavar="FOLDER")]) -> None:
    """Write the JSON Schemas of profile files and of files of context figures, for editors and for docs/formats.

    Example: jatigi profile schema docs/formats
    """
    for path in published.write(folder, schema.PUBLISHED):
        typer.echo(str(path))


@app.command("print")
def print_documents(
    code: Annotated[str, typer.Argument(help="Code of the round: MLI-2021.", metavar="ROUND")],
    out: Annotated[Path, typer.Option(help="Folder to write into; it is made when missing.", metavar="FOLDER")],
) -> None:
    """Write the profile as PDF and Word in every language of the round, and the two-page note.

    Example: jatigi profile print MLI-2021 --out print/
    """
    round = Round.objects.select_related("jurisdiction", "framework", "previous").filter(pk=code).first()
    if round is None:
        codes = ", ".join(Round.objects.order_by("pk").values_list("pk", flat=True)[:20])
        typer.echo(f"{code}: no such round. Accepted: {codes}.", err=True)
        raise typer.Exit(1)
    profile = profile_of(round, with_drafts=True)
    out.mkdir(parents=True, exist_ok=True)
    try:
        with typer.progressbar(profile.languages, label=code) as languages:
            for lang in languages:
                (out / f"profile.{lang}.pdf").write_bytes(render_pdf(profile, lang))
                (out / f"profile.{lang}.docx").write_bytes(render_word(profile, lang))
                (out / f"note.{lang}.docx").write_bytes(render_note(profile, lang))
    except RenderingError as error:
        typer.echo(str(error), err=True)
        raise typer.Exit(1) from None
