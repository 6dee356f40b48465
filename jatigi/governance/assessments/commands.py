"""``jatigi round …``: rounds from files, and how a round stands."""

import datetime
import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Annotated, Any

import typer
from django.utils import timezone
from django.utils.translation import override

from jatigi.foundation.files.problems import DocumentError
from jatigi.foundation.files.problems import phrase as _
from jatigi.governance.assessments import schema, wording
from jatigi.governance.assessments.changes import loading
from jatigi.governance.assessments.models import Round
from jatigi.governance.assessments.queries import answers, progress, quality
from jatigi.governance.assessments.queries.answers import Standing
from jatigi.governance.assessments.queries.citations import CitationRow
from jatigi.governance.instruments import published

app = typer.Typer(help="Rounds: from a file, and how they stand.", no_args_is_help=True)

MOST = 10  # places of a check that are shown unless all are asked for
Language = Annotated[str, typer.Option("--lang", help="Language of the words: fr or en.", metavar="LANG")]


@app.command()
def load(
    paths: Annotated[list[Path], typer.Argument(help="YAML files, earlier rounds first.", metavar="FILE…")],
    lang: Language = "fr",
) -> None:
    """Open the round that each file describes, or bring it to what the file says; the same again changes nothing.

    Example: jatigi round load content/examples/mali/rounds/MLI-2018.yaml content/examples/mali/rounds/MLI-2021.yaml
    """
    with override(lang):
        for path in paths:
            try:
                done = loading.load_round(path)
            except DocumentError as error:
                typer.echo(str(error), err=True)
                raise typer.Exit(1) from None
            typer.echo(_said(done))


@app.command("schema")
def write_schema(folder: Annotated[Path, typer.Argument(help="Folder to write into.", metavar="FOLDER")]) -> None:
    """Write the JSON Schema of round files, for editors and for docs/formats.

    Example: jatigi round schema docs/formats
    """
    for path in published.write(folder, {"round": schema.RoundFile}):
        typer.echo(str(path))


def _said(done: loading.Loaded) -> str:
    if not done.is_change:
        return str(_("%(round)s: nothing has changed.", round=done.round.pk))
    return str(
        _(
            "%(round)s: answers added %(added)s, changed %(changed)s, as they were %(unchanged)s; findings written"
            " %(findings)s; stage: %(state)s.",
            round=done.round.pk,
            added=len(done.added),
            changed=len(done.changed),
            unchanged=done.unchanged,
            findings=len(done.findings),
            state=wording.ROUND_STATES[done.round.state],
        )
    )


@app.command()
def status(
    code: Annotated[str, typer.Argument(help="Code of the round: MLI-2021.", metavar="CODE")],
    today: Annotated[
        datetime.datetime | None, typer.Option(formats=["%Y-%m-%d"], help="As seen on that day.", metavar="DAY")
    ] = None,
    format: Annotated[str, typer.Option(help="text or json.", metavar="FORMAT")] = "text",
    every: Annotated[bool, typer.Option("--all", help="Every place of each check, not the first ten.")] = False,
    lang: Language = "fr",
) -> None:
    """Where a round stands: its stage, what is handed in, what it cites that has ended, what is left to fix.

    Example: jatigi round status MLI-2021
    Example: jatigi round status MLI-2026 --today 2026-11-01 --format json
    """
    round = Round.objects.select_related("jurisdiction", "framework").filter(pk=code).first()
    with override(lang):
        if round is None:
            codes = ", ".join(Round.objects.order_by("pk").values_list("pk", flat=True)) or "–"
            found = _("There is no round “%(code)s”. Accepted: %(codes)s.", code=code, codes=codes)
            typer.echo(str(found), err=True)
            raise typer.Exit(1)
        if format not in ("text", "json"):
            found = _("“%(format)s” is no format. Accepted: %(formats)s.", format=format, formats="text, json")
            typer.echo(str(found), err=True)
            raise typer.Exit(2)
        stands = gathered(round, today.date() if today else timezone.localdate())
        if format == "json":
            typer.echo(json.dumps(stands, ensure_ascii=False, indent=2))
        else:
            typer.echo("\n".join(_lines(stands, None if every else MOST)))


def gathered(round: Round, day: datetime.date) -> dict[str, Any]:
    """How a round stands on a day, in plain values; words in the language in use."""
    standings = answers.standings(round, day)
    counts = progress.progress(round, day).total
    return {
        "round": round.pk,
        "origin": round.origin,
        "state": round.state,
        "reference_date": round.reference_date.isoformat(),
        "today": day.isoformat(),
        "asked": counts.asked,
        "handed_in": counts.handed_in,
        "accepted": counts.accepted,
        "late": counts.late,
        "to_reverify": [_plain(s) for s in standings if isinstance(s.state, answers.ToReverify)],
        "overtaken": [_plain(s) for s in standings if isinstance(s.state, answers.Overtaken)],
        "quality": [
            {
                "code": check.code,
                "title": str(check.title),
                "blocks": check.blocks,
                "count": check.count,
                "places": [
                    {"indicator": p.indicator, "number": p.number, "finding": p.finding, "message": str(p.message)}
                    for p in check.places
                ],
            }
            for check in quality.quality_checks(round, day)
        ],
    }


def _plain(standing: Standing) -> dict[str, Any]:
    return {
        "indicator": standing.code,
        "number": standing.number,
        "level": standing.level,
        "value": standing.value,
        "source": standing.source,
        "from_round": standing.from_round,
        "because": [_because(citation) for citation in standing.citations],
    }


def _because(citation: CitationRow) -> dict[str, Any]:
    state = citation.state
    return {
        "cited": citation.ref,
        "ended": state.ref if state else citation.ref,
        "reason": state.reason if state else "",
        "reason_text": str(wording.ENDINGS[state.reason]) if state else "",
        "on": state.on.iso if state and state.on else None,
        "by": state.by if state else "",
    }


def _lines(status: dict[str, Any], most: int | None) -> Iterator[str]:
    yield str(
        _(
            "%(round)s (%(origin)s): %(state)s. Reference date %(reference)s, seen on %(today)s.",
            round=status["round"],
            origin=wording.ORIGINS[status["origin"]],
            state=wording.ROUND_STATES[status["state"]],
            reference=status["reference_date"],
            today=status["today"],
        )
    )
    counts = {key: status[key] for key in ("asked", "handed_in", "accepted", "late")}
    yield str(_("Indicators %(asked)s; handed in %(handed_in)s, accepted %(accepted)s, late %(late)s.", **counts))
    yield from _listed(_("To re-verify"), status["to_reverify"])
    yield from _listed(_("Overtaken"), status["overtaken"])
    yield ""
    yield str(_("Quality checks"))
    for check in status["quality"]:
        mark = ("×" if check["blocks"] else "!") if check["count"] else "✓"
        yield f"  {mark} {_titled(check['title'], check['count'])}"
        for place in check["places"][:most]:
            name = " ".join(filter(None, (place["number"], place["indicator"] or place["finding"])))
            yield f"      {_titled(name, place['message'])}"
        if most is not None and check["count"] > most:
            yield f"      … {check['count'] - most}"


def _titled(title: object, text: object) -> str:
    return str(_("%(title)s: %(text)s", title=title, text=text))


def _listed(title: object, standings: Iterable[dict[str, Any]]) -> Iterator[str]:
    rows = list(standings)
    yield ""
    yield _titled(title, len(rows))
    for one in rows:
        from_round = f" ({one['from_round']})" if one["source"] == "carried" else ""
        level = one["level"] or one["value"]
        yield f"  {one['number']:<6} {one['indicator']}  {level}{from_round}"
        # Several citations may end with the same text.
        for why in {
            tuple(because[key] for key in ("ended", "reason_text", "on", "by")): None for because in one["because"]
        }:
            ended, reason, on, by = why
            day = on or _("date not documented")
            yield f"         {_titled(ended, reason)}, {day}" + (f" → {by}" if by else "")
