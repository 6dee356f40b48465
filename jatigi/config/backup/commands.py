"""``jatigi backup`` and ``jatigi restore``."""

from pathlib import Path
from typing import Annotated, NoReturn

import typer
from django.utils.translation import gettext as _
from rich.console import Console

from jatigi.config import serving
from jatigi.config.backup import restoring, writing
from jatigi.config.backup.problems import BackupError

Passphrase = Annotated[
    Path | None, typer.Option(help="File with the passphrase on its first line.", metavar="FILE", dir_okay=False)
]


def backup(
    file: Annotated[Path, typer.Argument(help="Where to write it.", metavar="FILE")],
    passphrase_file: Passphrase = None,
    with_keys: Annotated[bool, typer.Option("--with-keys", help="The keys too; needs a passphrase.")] = False,
) -> None:
    """Write database, stored files and releases into one file, while people go on working.

    Prints the content hash: the same after a restore. Exit code 1 where a file that the database names is gone.

    Example: jatigi backup /media/usb/jatigi-2026-11-22.backup --passphrase-file /root/passphrase --with-keys
    """
    try:
        if serving.waiting_migrations():
            raise BackupError("behind")
        with Console(stderr=True).status(_("Writing the backup …")):
            made = writing.back_up(file, passphrase=_passphrase(passphrase_file), with_keys=with_keys)
    except BackupError as refusal:
        _refuse(refusal)
    typer.echo(_("%(rows)s rows and %(files)s files.") % {"rows": made.rows, "files": made.files})
    typer.echo(_("Content %(hash)s") % {"hash": made.content})
    for name in made.missing:
        typer.echo(_("%(name)s is no longer on the disk; the backup is without it.") % {"name": name}, err=True)
    if made.missing:
        raise typer.Exit(1)


def restore(
    file: Annotated[Path, typer.Argument(help="A file that `jatigi backup` wrote.", metavar="FILE")],
    passphrase_file: Passphrase = None,
    check: Annotated[bool, typer.Option("--check", help="Only prove that the file could be restored.")] = False,
    yes: Annotated[bool, typer.Option("--yes", help="Replace what is there without asking.")] = False,
) -> None:
    """Put a backup in the place of everything that is there. Stop the server first.

    Works from SQLite to PostgreSQL and back. If it is interrupted, what was there is still there.

    Example: jatigi restore /media/usb/jatigi-2026-11-22.backup --passphrase-file /root/passphrase
    """
    try:
        passphrase = _passphrase(passphrase_file)
        if check:
            content = restoring.check(file, passphrase=passphrase)
            typer.echo(_("The backup is whole. Content %(hash)s") % {"hash": content})
            return
        if not yes:
            typer.confirm(_("Everything that is here now is replaced. Go on?"), abort=True)
        with Console(stderr=True).status(_("Restoring …")):
            if serving.waiting_migrations():
                serving.migrate()
            done = restoring.restore(file, passphrase=passphrase)
    except BackupError as refusal:
        _refuse(refusal)
    typer.echo(_("%(rows)s rows and %(files)s files.") % {"rows": done.rows, "files": done.files})
    typer.echo(_("Content %(hash)s") % {"hash": done.content})
    if done.other_data_key:
        words = _("Restricted files and second factors need data key %(key)s; keys/data.key holds another.")
        typer.echo(words % {"key": done.other_data_key}, err=True)


def _passphrase(path: Path | None) -> str | None:
    if path is None:
        return None
    try:
        first = path.read_text().split("\n", 1)[0].strip()
    except (OSError, UnicodeDecodeError) as error:
        raise BackupError("passphrase_file", path) from error
    return first


def _refuse(refusal: BackupError) -> NoReturn:
    typer.echo(str(refusal), err=True)
    raise typer.Exit(1) from None
