"""``jatigi release …``: build, publish, verify, take in and compare releases."""

import datetime
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated, NoReturn

import typer
from django.utils import timezone
from rich.console import Console

from jatigi.foundation.audit.reactions import react
from jatigi.foundation.files import crypto
from jatigi.foundation.files.problems import DocumentError
from jatigi.governance.assessments.models import Round
from jatigi.governance.releases import changes, keys, preparing, queries, reader
from jatigi.governance.releases.differences import content_of, differences
from jatigi.governance.releases.layout import FACTS
from jatigi.governance.releases.press import PressError
from jatigi.governance.releases.refusals import Refused

app = typer.Typer(help="Freeze, seal, verify, publish and take in releases.", no_args_is_help=True)

Source = Annotated[Path, typer.Argument(help="A release: its folder or its zip.", metavar="PATH")]
Key = Annotated[Path | None, typer.Option("--key", help="Public key (PEM). Default: all keys trusted here.")]
Moment = Annotated[
    str | None,
    typer.Option(
        "--as-known-at", help="What was recorded by then: 2026-03-02 or 2026-03-02T09:30:00Z.", metavar="WHEN"
    ),
]
Day = Annotated[str | None, typer.Option("--built-for", help="The day it is built for: 2026-03-02.", metavar="DAY")]


@app.command()
def build(
    code: Annotated[str, typer.Argument(help="Code of the round: MLI-2021.", metavar="CODE")],
    out: Annotated[Path, typer.Option("--out", help="Folder to write into; it is made when missing.", metavar="DIR")],
    as_known_at: Moment = None,
    built_for: Day = None,
    predecessor: Annotated[
        str | None, typer.Option(help="Id of the release it follows, or “none”. Default: the last one of the round.")
    ] = None,
    key: Annotated[Path | None, typer.Option(help="Private key (PEM). Default: keys/release.key.")] = None,
) -> None:
    """Build a release of a round into DIR as a folder and a zip. Nothing is registered or published.

    Example: jatigi release build MLI-2021 --out releases
    """
    with _said():
        round = Round.objects.select_related("jurisdiction", "framework", "previous").filter(pk=code).first()
        if round is None:
            known = ", ".join(Round.objects.order_by("pk").values_list("pk", flat=True)) or "–"
            _stop(f"There is no round {code}. Accepted: {known}.")
        with Console(stderr=True).status(f"{code} …"):
            folder = preparing.release_into(
                round,
                out,
                key=key or queries.key_folder() / "release.key",
                as_known_at=_moment(as_known_at),
                built_for=_day(built_for),
                predecessor="" if predecessor == "none" else predecessor,
            )
    typer.echo(f"{folder}\n{folder}.zip")


@app.command()
def verify(source: Source, key: Key = None) -> None:
    """Verify every byte, the seal and the form of a release. The exit code is 1 when anything is wrong.

    Example: jatigi release verify MLI-2021-reconstructed-1.zip --key release.pub
    """
    with _said():
        trusted = keys.single_key(key) if key else queries.trusted()
        for one in _releases_in(source):
            release = reader.open_release(one, trusted, on=None if key else timezone.localdate())
            typer.echo(f"{one.name}: {release.id}, {len(release.files)} files, sealed with {release.key_id}: all right")


@app.command()
def publish(source: Source) -> None:
    """Verify a release of a round of ours, register it and make it public.

    Example: jatigi release publish releases/MLI-2021-reconstructed-1
    """
    with _said():
        release = changes.publish_release(_release_in(source), by=None)
        react("release.publish", release)
        typer.echo(f"{release.pk}: published")


@app.command("import")
def import_(source: Source) -> None:
    """Verify another country's release, register it and show it beside ours. No working table is written.

    Example: jatigi release import SEN-2022-official-1.zip
    """
    with _said():
        release = changes.import_release(_release_in(source), by=None)
        react("release.import", release)
        typer.echo(f"{release.pk}: taken in")


@app.command()
def diff(
    before: Annotated[Path, typer.Argument(help="The earlier release: folder or zip.", metavar="A")],
    after: Annotated[Path, typer.Argument(help="The later release: folder or zip.", metavar="B")],
    key: Key = None,
) -> None:
    """List what changed between two releases: answers, findings, register, words.

    Example: jatigi release diff MLI-2021-reconstructed-1.zip MLI-2021-reconstructed-2.zip
    """
    with _said():
        trusted = keys.single_key(key) if key else queries.trusted()
        one, other = (content_of(reader.open_release(_release_in(path), trusted)) for path in (before, after))
        found = differences(one, other)
    for change in found:
        place = f"{change.what} {change.ref}" + (f", {change.field}" if change.field else "")
        typer.echo(f"{place}: {change.before or '–'} → {change.after or '–'}")
    typer.echo(f"{len(found)} differences")


def _releases_in(source: Path) -> list[Path]:
    """The release itself; or those in a folder that ``build`` wrote into, folders and zips."""
    if not source.is_dir() or (source / FACTS).exists():
        return [source]
    inside = sorted(path for path in source.iterdir() if (path / FACTS).exists() or path.suffix == ".zip")
    return inside or [source]


def _release_in(source: Path) -> Path:
    found = _releases_in(source)
    names = sorted({path.name.removesuffix(".zip") for path in found})
    if len(names) > 1:
        _stop(f"{source.name} holds several releases. Accepted: one of {', '.join(names)}.")
    return found[0]


@contextmanager
def _said() -> Iterator[None]:
    """What people can put right is said on standard error, with exit code 1."""
    try:
        yield
    except (DocumentError, Refused, preparing.NotReady, PressError, crypto.CryptoError) as error:
        _stop(str(error))
    except OSError as error:
        _stop(f"{error.filename}: {error.strerror}")


def _stop(message: str) -> NoReturn:
    typer.echo(message, err=True)
    raise typer.Exit(1)


def _day(text: str | None) -> datetime.date | None:
    try:
        return datetime.date.fromisoformat(text) if text else None
    except ValueError:
        raise typer.BadParameter(f"{text} is no day; accepted: 2026-03-02") from None


def _moment(text: str | None) -> datetime.datetime | None:
    """A moment; a day alone means its end, in the time zone of the installation."""
    if not text:
        return None
    try:
        if len(text) == 10:
            day = datetime.date.fromisoformat(text)
            return timezone.make_aware(datetime.datetime.combine(day, datetime.time.max))
        moment = datetime.datetime.fromisoformat(text)
    except ValueError:
        raise typer.BadParameter(f"{text} is no moment; accepted: 2026-03-02 or 2026-03-02T09:30:00Z") from None
    return moment if moment.tzinfo else timezone.make_aware(moment)
