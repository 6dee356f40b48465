"""What the changes of a profile have in common: writing rows, inside the act that has opened its entry."""

import datetime
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Max
from django.utils import timezone

from jatigi.foundation.accounts.models import User
from jatigi.foundation.files.models import StoredFile
from jatigi.foundation.files.problems import phrase as _
from jatigi.foundation.text import Text
from jatigi.governance.assessments.models import AnswerRevision, Subject
from jatigi.governance.frameworks.models import Node
from jatigi.governance.instruments.models import Evidence, Instrument
from jatigi.governance.profiles import rules
from jatigi.governance.profiles.errors import Refused
from jatigi.governance.profiles.models import (
    Abbreviation,
    ContextFigure,
    Logo,
    Paragraph,
    ParagraphRevision,
    PartRevision,
    Profile,
)


@dataclass(frozen=True)
class Written:
    """What a person writes of a paragraph: its text and what it rests on."""

    text: Text
    answers: Sequence[AnswerRevision] = ()
    instruments: Sequence[Instrument] = ()
    evidence: Sequence[Evidence] = ()


@dataclass(frozen=True)
class Shown:
    """A statistic as it is shown in the context; ``series`` as in :class:`ContextFigure`."""

    evidence: Evidence
    group: str
    standing: str = "other"
    series: Sequence[object] = ()
    upright: bool = False


def latest_number(paragraph: Paragraph) -> int:
    """The number of the paragraph's latest revision; 0 before the first."""
    return paragraph.revisions.aggregate(most=Max("number"))["most"] or 0


def new_paragraph(profile: Profile, section: str, dimension: Node | None, code: str) -> Paragraph:
    if (section == "dimension") != (dimension is not None) or section not in rules.SECTIONS:
        raise Refused("paragraph.section", _("There is no such section in a profile."))
    position = (Paragraph.objects.filter(profile=profile).aggregate(most=Max("position"))["most"] or 0) + 1
    named = code or f"{dimension.code if dimension else section}-{position}".replace(".", "-")
    if Paragraph.objects.filter(profile=profile, code=named).exists():
        raise Refused("paragraph.code_taken", _("There is a paragraph “%(code)s” already.", code=named))
    subject = Subject.objects.create(kind=Subject.Kind.PARAGRAPH, round=profile.round)
    return Paragraph.objects.create(
        profile=profile, subject=subject, code=named, section=section, dimension=dimension, position=position
    )


def record_revision(
    paragraph: Paragraph, written: Written, *, by: User | None, cause: str, at: datetime.datetime | None = None
) -> ParagraphRevision:
    if not written.text:
        raise Refused("paragraph.empty", _("The paragraph has no text."))
    revision = ParagraphRevision.objects.create(
        paragraph=paragraph, number=latest_number(paragraph) + 1, text=written.text, cause=cause,
        recorded_at=at or timezone.now(), recorded_by=by,
    )  # fmt: skip
    revision.answers.add(*written.answers)
    revision.instruments.add(*written.instruments)
    revision.evidence.add(*written.evidence)
    return revision


def show(profile: Profile, figures: Sequence[Shown]) -> None:
    for one in figures:
        if one.evidence.kind != Evidence.Kind.STATISTIC:
            raise Refused(
                "figure.no_statistic", _("“%(code)s” is no statistic. Enter it as one first.", code=one.evidence.code)
            )
        if one.group not in rules.GROUPS or one.standing not in rules.STANDINGS:
            raise Refused("figure.unknown_group", _("There is no such group of figures."))
    ContextFigure.objects.filter(profile=profile).delete()
    ContextFigure.objects.bulk_create(
        ContextFigure(
            profile=profile, evidence=one.evidence, position=place, group=one.group, standing=one.standing,
            series=list(one.series), upright=one.upright,
        )
        for place, one in enumerate(figures)
    )  # fmt: skip


def abbreviate(profile: Profile, abbreviations: Iterable[tuple[str, Text]]) -> None:
    Abbreviation.objects.filter(profile=profile).delete()
    Abbreviation.objects.bulk_create(
        Abbreviation(profile=profile, short=short, long=long) for short, long in abbreviations
    )


def place_logos(profile: Profile, logos: Sequence[tuple[StoredFile, Text]]) -> None:
    """Replace the logos."""
    for file, alt in logos:
        if file.media_type not in {"image/png", "image/jpeg"} or file.restricted or not alt:
            raise Refused(
                "logo.no_picture", _("A logo is a public PNG or JPEG picture, with words that say what it shows.")
            )
    if len({file.sha256 for file, _alt in logos}) < len(logos):
        raise Refused("logo.twice", _("This picture is among the logos already."))
    Logo.objects.filter(profile=profile).delete()
    Logo.objects.bulk_create(
        Logo(profile=profile, file=file, alt=alt, position=place) for place, (file, alt) in enumerate(logos)
    )


def keep(profile: Profile, part: str, *, by: User | None) -> None:
    """Record what a part says now, as its next revision; the same again is no revision."""
    value = value_of(profile, part)
    latest = PartRevision.objects.filter(profile=profile, part=part).order_by("-number").first()
    if latest is None or latest.value != value:
        PartRevision.objects.create(
            profile=profile, part=part, number=latest.number + 1 if latest else 1, value=value,
            recorded_at=timezone.now(), recorded_by=by,
        )  # fmt: skip


def value_of(profile: Profile, part: str) -> list[Any]:
    """What a part says now, as plain values that :func:`take` reads back."""
    if part == "title":
        return [profile.title.to_json()]
    if part == "figures":
        return [
            {"evidence": str(one.evidence_id), "group": one.group, "standing": one.standing, "series": one.series,
             "upright": one.upright}
            for one in ContextFigure.objects.filter(profile=profile)
        ]  # fmt: skip
    if part == "abbreviations":
        return [
            {"short": one.short, "long": one.long.to_json()} for one in Abbreviation.objects.filter(profile=profile)
        ]
    return [{"file": str(one.file_id), "alt": one.alt.to_json()} for one in Logo.objects.filter(profile=profile)]


def take(profile: Profile, part: str, value: Sequence[Any]) -> None:
    """Make a part say what an earlier revision said.

    Raises:
        Refused: ``part.gone`` when a figure or picture of it is no longer there.
    """
    if part == "title":
        profile.title = Text.from_json(value[0])
        profile.save(update_fields=["title"])
    elif part == "figures":
        pieces = {str(one.pk): one for one in Evidence.objects.filter(pk__in=[one["evidence"] for one in value])}
        show(
            profile,
            [
                Shown(_there(pieces, one["evidence"]), one["group"], one["standing"], one["series"], one["upright"])
                for one in value
            ],
        )
    elif part == "abbreviations":
        abbreviate(profile, [(one["short"], Text.from_json(one["long"])) for one in value])
    else:
        files = {str(one.pk): one for one in StoredFile.objects.filter(pk__in=[one["file"] for one in value])}
        place_logos(profile, [(_there(files, one["file"]), Text.from_json(one["alt"])) for one in value])


def _there(found: dict[str, Any], key: str) -> Any:
    if key not in found:
        raise Refused("part.gone", _("A figure or picture of that version is no longer there. Choose anew."))
    return found[key]
