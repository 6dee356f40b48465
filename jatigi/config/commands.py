"""The command line: ``jatigi …``. Each package brings its commands; here they are put together."""

import os
import sys
from collections.abc import Mapping
from importlib import import_module
from typing import Annotated, Final

import typer
from django.utils import translation

app = typer.Typer(
    name="jatigi",
    help="Take stock of how a country governs migration, publish it, follow it up.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    rich_markup_mode="markdown",
)
audit_app = typer.Typer(help="The audit trail.", no_args_is_help=True)
site_app = typer.Typer(help="The public site.", no_args_is_help=True)

Port = Annotated[int, typer.Option(help="Port to listen on.", min=1, max=65535)]


def main() -> None:
    """Entry point: prepare Django, then run the command that was asked for."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "jatigi.config.settings")
    import django
    from django.utils import translation

    django.setup()
    spoken = os.environ.get("LC_ALL") or os.environ.get("LC_MESSAGES") or os.environ.get("LANG") or ""
    translation.activate("fr" if spoken.startswith("fr") else "en")
    _finish_restore()
    asked = next((given for given in sys.argv[1:] if not given.startswith("-")), "")
    assemble(asked if asked in GROUPS else "")
    app()


def _finish_restore() -> None:
    """Before anything reads the data: a restore that was interrupted is finished or undone."""
    from django.conf import settings

    if not any(settings.VAR.glob(".restoring*")):
        return
    from jatigi.config.backup import problems, restoring

    try:
        restoring.recover()
    except problems.BackupError as refusal:
        typer.echo(str(refusal), err=True)
        raise SystemExit(1) from None


#: commands of the packages, by the word they begin with
GROUPS: Final[Mapping[str, str]] = {
    "framework": "jatigi.governance.frameworks.commands",
    "instruments": "jatigi.governance.instruments.commands",
    "round": "jatigi.governance.assessments.commands",
    "workbook": "jatigi.governance.assessments.workbook.commands",
    "consultation": "jatigi.governance.consultations.commands",
    "followup": "jatigi.governance.followup.commands",
    "profile": "jatigi.governance.profiles.commands",
    "release": "jatigi.governance.releases.commands",
}


def assemble(only: str = "") -> typer.Typer:
    """All commands on one line. They are imported only once Django is ready, since they read models.

    ``only`` names the one group that is asked for: the others (workbooks bring a spreadsheet library) stay unread,
    which saves half a second at the start of a command.
    """
    from jatigi.foundation.files import yaml
    from jatigi.governance.scoring.commands import score_command

    if not app.registered_groups:
        for name, module in GROUPS.items():
            if only in ("", name):
                app.add_typer(import_module(module).app, name=name)
        app.add_typer(audit_app, name="audit")
        app.add_typer(site_app, name="site")
        if not only:
            from jatigi.config.backup import commands as backup

            app.command("backup")(backup.backup)
            app.command("restore")(backup.restore)
        score = score_command(
            lambda path: yaml.read(path).data, refusals=(yaml.DocumentError,), speaking=translation.override
        )
        app.command("score")(score)
    return app


@app.command()
def demo(
    port: Port = 8000,
    serve: Annotated[bool, typer.Option(help="Serve once it is prepared.")] = True,
) -> None:
    """Prepare Mali's example, from the database to the published releases, and serve it on this machine.

    Example: jatigi demo --port 8000
    """
    from rich.console import Console

    from jatigi.config import demo as example
    from jatigi.config import serving
    from jatigi.foundation.files.problems import DocumentError
    from jatigi.governance.frameworks.changes import Refused as FrameworkRefused

    console = Console(stderr=True)
    try:
        with console.status("…") as status:
            example.prepare(lambda label: status.update(f"{label} …"))
    except (DocumentError, FrameworkRefused) as error:
        typer.echo(str(error), err=True)
        raise typer.Exit(1) from None
    console.print(_welcome(port, example.password()), soft_wrap=True, highlight=False)
    if serve:
        serving.serve(port=port, demo=True, bind=serving.LOOPBACK)


def _welcome(port: int, password: str) -> str:
    from jatigi.config import demo as example

    lines = [f"  {user.email:<26} {role}" for user, role in example.people()]
    return "\n".join(
        [
            "",
            f"Public pages   http://127.0.0.1:{port}/",
            f"Working pages  http://127.0.0.1:{port}/fr/desk/   password of all accounts: {password}",
            *lines,
            "",
        ]
    )


@app.command()
def migrate() -> None:
    """Bring the database up to the program.

    Example: jatigi migrate
    """
    from jatigi.config import serving

    serving.migrate()
    typer.echo("The database is up to date.")


@app.command()
def tick(
    today: Annotated[str, typer.Option(help="Another day than today, as 2026-07-01.", metavar="DAY")] = "",
) -> None:
    """Do what the day asks for: send reminders of reports that are due. To be run once a day; a second run the same day
    sends nothing twice.

    Example: jatigi tick
    """
    import datetime

    from django.utils import timezone

    from jatigi.config.ticks import TICKS

    try:
        day = datetime.date.fromisoformat(today) if today else timezone.localdate()
    except ValueError:
        typer.echo(f"--today: “{today}” is not a day. Accepted: 2026-07-01", err=True)
        raise typer.Exit(2) from None
    failed = False
    for name, step in TICKS.items():
        for done in step(day):
            typer.echo(f"{name}: {done.text}", err=done.failed)
            failed = failed or done.failed
    if failed:
        raise typer.Exit(1)


@app.command("serve")
def serve_command(
    port: Port = 8000,
    bind: Annotated[str, typer.Option(help="Address to listen on.", metavar="ADDRESS")] = "127.0.0.1",
    demo: Annotated[
        bool, typer.Option("--demo", help="Allow demonstration accounts and self-made keys; this machine only.")
    ] = False,
) -> None:
    """Serve what is there.

    Example: jatigi serve --port 8000
    """
    from jatigi.config import serving

    try:
        serving.check_ready(demo=demo)
    except serving.NotReady as refusal:
        typer.echo(str(refusal), err=True)
        raise typer.Exit(1) from None
    serving.serve(port=port, demo=demo, bind=bind)


@audit_app.command("verify")
def audit_verify() -> None:
    """Read the whole trail and prove that nothing was changed, removed or reordered.

    Example: jatigi audit verify
    """
    from django.db import connection

    from jatigi.foundation.audit import queries, triggers

    count, faults = queries.verify()
    for fault in faults:
        typer.echo(f"entry {fault.seq}: {fault.what}", err=True)
    lost = triggers.missing(connection)
    if lost:
        typer.echo(f"without their guard against changes: {', '.join(lost)}", err=True)
    if faults or lost:
        raise typer.Exit(1)
    typer.echo(f"{count} entries, all in order; last {queries.head_hash()[:16]}")


@site_app.command("reindex")
def site_reindex() -> None:
    """Rebuild the public pages' index from the published releases.

    Example: jatigi site reindex
    """
    from jatigi.config import reactions
    from jatigi.portal import index

    report = index.reindex(reactions.everything(), public_keys=reactions.public_keys())
    for release, why in report.refused.items():
        typer.echo(f"{release}: left out. {why}", err=True)
    typer.echo(f"{len(report.indexed)} releases indexed")
    if report.refused:
        raise typer.Exit(1)


if __name__ == "__main__":
    main()
