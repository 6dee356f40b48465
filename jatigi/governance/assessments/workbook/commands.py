"""``jatigi workbook …``: an institution's questions as one Excel file, and back."""

from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, NoReturn

import typer
from django.utils.translation import override

from jatigi.foundation.accounts.models import Institution, User
from jatigi.foundation.files.archives import OFFICE_LIMITS
from jatigi.foundation.files.problems import DocumentError, Phrase, Problem
from jatigi.foundation.files.problems import phrase as _
from jatigi.governance.assessments.errors import Refused
from jatigi.governance.assessments.models import Round
from jatigi.governance.assessments.workbook.changes import import_workbook
from jatigi.governance.assessments.workbook.export import export_workbook
from jatigi.governance.assessments.workbook.preview import Preview, Row, preview
from jatigi.governance.assessments.workbook.read import open_workbook
from jatigi.governance.assessments.workbook.standing import snapshot
from jatigi.governance.assessments.workbook.views import said

app = typer.Typer(help="Excel workbooks: questions to an institution, its answers back.", no_args_is_help=True)

Language = Annotated[str, typer.Option("--lang", help="Language of the words: fr or en.", metavar="LANG")]
OUTCOMES = {
    "hand_in": _("would be handed in"),
    "draft": _("would be kept as a draft"),
    "refused": _("would not go in"),
}


@app.command("export")
def export_command(
    code: Annotated[str, typer.Argument(help="Code of the round: MLI-2026.", metavar="ROUND")],
    institution: Annotated[str, typer.Option(help="Code of the institution that is asked.", metavar="CODE")],
    out: Annotated[Path, typer.Option(help="The file to write.", metavar="FILE")],
    lang: Language = "fr",
) -> None:
    """Write an institution's questions, with its answers as they stand, as one workbook.

    Example: jatigi workbook export MLI-2026 --institution instat --out instat.xlsx
    """
    with override(lang):
        round = _round(code)
        asked = Institution.objects.filter(assignments__round=round).distinct()
        found = asked.filter(pk=institution).first()
        if found is None:
            codes = ", ".join(asked.order_by("pk").values_list("pk", flat=True)) or "–"
            _stop(_("“%(code)s” is asked nothing in this round. Accepted: %(codes)s.", code=institution, codes=codes))
        now = snapshot(round, found)
        try:
            out.write_bytes(export_workbook(now))
        except DocumentError as error:
            _stop(error)
        except OSError as error:
            _stop(_("%(file)s cannot be written: %(why)s.", file=out, why=error.strerror or error))
        typer.echo(str(_("%(file)s: %(count)s questions.", file=out, count=len(now.questions))))


@app.command("import")
def import_command(
    path: Annotated[Path, typer.Argument(help="The workbook that came back.", metavar="FILE")],
    apply: Annotated[bool, typer.Option("--apply", help="Take it in; without this it is only shown.")] = False,
    by: Annotated[str, typer.Option(help="E-mail address of the person in whose name it goes in.")] = "",
    lang: Language = "fr",
) -> None:
    """Show what a workbook that came back would change; with --apply, take it in.

    Example: jatigi workbook import instat.xlsx
    Example: jatigi workbook import instat.xlsx --by aminata@example.org --apply
    """
    with override(lang):
        if apply and not by:
            _stop(_("--apply needs --by: answers stand in a person's name."), status=2)
        try:
            raw = open_workbook(_content(path), path.name)
            round = _round(raw.manifest.round)
            user = _user(by) if by else None
            shown = preview(raw, round, user)
            typer.echo("\n".join(_lines(shown)) or str(_("The workbook changes nothing.")))
            if apply and user is not None:
                typer.echo(said(import_workbook(round, raw, by=user, digest=shown.digest)))
        except DocumentError as error:
            _stop(error)
        except Refused as refusal:
            _stop(f"{refusal} {refusal.advice}")


def _stop(why: object, *, status: int = 1) -> NoReturn:
    typer.echo(str(why), err=True)
    raise typer.Exit(status)


def _content(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            return file.read(OFFICE_LIMITS.size + 1)
    except OSError as error:
        found = _("the file cannot be read: %(why)s", why=error.strerror or str(error))
        raise DocumentError([Problem(path.name, 0, 0, (), found)]) from error


def _round(code: str) -> Round:
    round = Round.objects.select_related("jurisdiction", "framework").filter(pk=code).first()
    if round is None:
        codes = ", ".join(Round.objects.order_by("pk").values_list("pk", flat=True)) or "–"
        _stop(_("There is no round “%(code)s”. Accepted: %(codes)s.", code=code, codes=codes))
    return round


def _user(email: str) -> User:
    user = User.objects.filter(email=email, is_active=True).first()
    if user is None:
        _stop(_("Nobody has the address “%(email)s”.", email=email))
    return user


def _lines(shown: Preview) -> Iterator[str]:
    for row in shown.rows:
        yield from _row_lines(row)


def _row_lines(row: Row) -> Iterator[str]:
    yield f"{row.question.ref} {row.question.code}: {OUTCOMES[row.outcome]}"
    notes: list[Phrase | str] = [*([row.why] if row.why else []), *(fault.message for fault in row.faults)]
    yield from (f"    {note}" for note in notes)
    for cell in row.changes:
        yield f"    {cell.place} {cell.heading}: {_short(cell.now)} → {_short(cell.new)}"
    for cell in row.conflicts:
        refused = _("refused: changed meanwhile")
        yield f"    {cell.place} {cell.heading}: {_short(cell.now)} × {_short(cell.new)} ({refused})"


def _short(text: str) -> str:
    line = " ".join(text.split())
    return f"“{line if len(line) <= 60 else line[:59] + '…'}”"
