"""Every write to a profile: one transaction, one audit entry."""

import datetime
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db.models import Max
from django.utils import timezone

from jatigi.foundation import audit
from jatigi.foundation.accounts.models import User
from jatigi.foundation.files.models import StoredFile
from jatigi.foundation.files.problems import Phrase
from jatigi.foundation.files.problems import phrase as _
from jatigi.foundation.text import Text
from jatigi.governance.assessments.models import AnswerRevision, Round, Subject
from jatigi.governance.frameworks.models import Node
from jatigi.governance.instruments.models import Evidence, Instrument
from jatigi.governance.profiles import rules
from jatigi.governance.profiles.models import (
    Abbreviation,
    ContextFigure,
    Logo,
    Paragraph,
    ParagraphRevision,
    Profile,
)

CLOSED = frozenset({"validated", "approved", "reviewed_by_project", "published", "closed"})


class Refused(ValueError):
    """The act is refused; ``message`` says why and what to do. ``code`` is stable."""

    def __init__(self, code: str, message: Phrase) -> None:
        self.code, self.message = code, message
        super().__init__(code)

    def __str__(self) -> str:
        return str(self.message)


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


def open_profile(round: Round, title: Text, *, by: User | None) -> Profile:
    """Open the profile of a round.

    Raises:
        Refused: ``profile.exists``.
    """
    with audit.entry("profile.open", by=by, on=round) as record:
        if Profile.objects.filter(pk=round.pk).exists():
            raise Refused("profile.exists", _("This round has a profile already."))
        profile = Profile.objects.create(round=round, title=title, opened_at=timezone.now(), opened_by=by)
        record.objects.append(profile.pk)
        return profile


def retitle(profile: Profile, title: Text, *, by: User) -> None:
    """Change the profile's title.

    Raises:
        Refused: ``profile.closed``.
    """
    with audit.entry("profile.retitle", by=by, on=profile):
        _check_open(profile.round)
        profile.title = title
        profile.save(update_fields=["title"])


def write_paragraph(
    profile: Profile, section: str, written: Written, *, by: User | None, dimension: Node | None = None, code: str = ""
) -> Paragraph:
    """Add a paragraph at the end of its section.

    Raises:
        Refused: ``profile.closed``, ``paragraph.empty``, ``paragraph.code_taken``.
    """
    with audit.entry("profile.write", by=by, on=profile, section=section) as record:
        _check_open(profile.round)
        paragraph = _new_paragraph(profile, section, dimension, code)
        revision = _record(paragraph, written, by=by, cause="written")
        record.objects.append(str(paragraph.pk))
        record.details["text"] = audit.fingerprint(revision.text.text(revision.text.source))
        return paragraph


def rewrite_paragraph(paragraph: Paragraph, written: Written, *, by: User, cause: str = "updated", number: int) -> None:
    """Record a new revision. It must be reviewed again.

    ``number`` is the revision the person had before them: if someone else wrote meanwhile, nothing is lost.

    Raises:
        Refused: ``profile.closed``, ``paragraph.empty``, ``paragraph.newer``.
    """
    with audit.entry("profile.rewrite", by=by, on=paragraph) as record:
        _check_open(paragraph.profile.round)
        if _latest_number(paragraph) != number:
            raise Refused(
                "paragraph.newer", _("Someone else saved this paragraph meanwhile. Read their text, then save yours.")
            )
        revision = _record(paragraph, written, by=by, cause=cause)
        record.details |= {
            "number": revision.number,
            "text": audit.fingerprint(revision.text.text(revision.text.source)),
        }


def review_paragraph(paragraph: Paragraph, *, by: User, number: int) -> None:
    """Agree with the latest revision of a paragraph that someone else wrote.

    Raises:
        Refused: ``paragraph.own``, ``paragraph.newer``.
    """
    with audit.entry("profile.review", by=by, on=paragraph, number=number):
        latest = paragraph.revisions.order_by("-number").first()
        if latest is None or latest.number != number:
            raise Refused("paragraph.newer", _("The text changed meanwhile. Read it again before you agree with it."))
        if latest.recorded_by_id == by.pk:
            raise Refused("paragraph.own", _("Nobody reviews their own text. Ask another reviewer."))
        paragraph.reviewed_number, paragraph.reviewed_at, paragraph.reviewed_by = number, timezone.now(), by
        paragraph.save(update_fields=["reviewed_number", "reviewed_at", "reviewed_by"])


def drop_paragraph(paragraph: Paragraph, *, by: User) -> None:
    """Take a paragraph out; its revisions stay.

    Raises:
        Refused: ``profile.closed``.
    """
    with audit.entry("profile.drop", by=by, on=paragraph):
        _check_open(paragraph.profile.round)
        paragraph.dropped_at = timezone.now()
        paragraph.save(update_fields=["dropped_at"])


def reorder(profile: Profile, codes: Sequence[str], *, by: User) -> None:
    """Put the paragraphs named in this order, in the places they hold together. Others keep theirs.

    Raises:
        Refused: ``profile.closed``, ``paragraph.unknown``.
    """
    with audit.entry("profile.reorder", by=by, on=profile) as record:
        _check_open(profile.round)
        found = {one.code: one for one in Paragraph.objects.filter(profile=profile, code__in=codes, dropped_at=None)}
        if set(codes) != set(found) or len(set(codes)) != len(codes):
            raise Refused("paragraph.unknown", _("The paragraphs changed meanwhile. Load the page again."))
        places = sorted(one.position for one in found.values())
        for code, place in zip(codes, places, strict=True):
            found[code].position = place
        Paragraph.objects.bulk_update(found.values(), ["position"])
        record.objects += [str(found[code].pk) for code in codes]


def show_figures(profile: Profile, figures: Sequence[Shown], *, by: User | None) -> None:
    """Choose the figures of the context, in order; those that were shown before are replaced.

    Raises:
        Refused: ``profile.closed``, ``figure.no_statistic``, ``figure.unknown_group``.
    """
    with audit.entry("profile.figures", by=by, on=profile) as record:
        _check_open(profile.round)
        _show(profile, figures)
        record.objects += [str(one.evidence.pk) for one in figures]


def set_abbreviations(profile: Profile, abbreviations: Iterable[tuple[str, Text]], *, by: User | None) -> None:
    """Replace the list of abbreviations.

    Raises:
        Refused: ``profile.closed``.
    """
    with audit.entry("profile.abbreviations", by=by, on=profile):
        _check_open(profile.round)
        _abbreviate(profile, abbreviations)


def set_logos(profile: Profile, logos: Sequence[tuple[StoredFile, Text]], *, by: User) -> None:
    """Replace the logos of the last page, in order.

    Raises:
        Refused: ``profile.closed``, ``logo.no_picture`` (neither PNG nor JPEG, restricted, or without words).
    """
    with audit.entry("profile.logos", by=by, on=profile) as record:
        _check_open(profile.round)
        for file, alt in logos:
            if file.media_type not in {"image/png", "image/jpeg"} or file.restricted or not alt:
                raise Refused(
                    "logo.no_picture", _("A logo is a public PNG or JPEG picture, with words that say what it shows.")
                )
        Logo.objects.filter(profile=profile).delete()
        Logo.objects.bulk_create(
            Logo(profile=profile, file=file, alt=alt, position=place) for place, (file, alt) in enumerate(logos)
        )
        record.objects += [str(file.pk) for file, _alt in logos]


@dataclass(frozen=True)
class WholeParagraph:
    """A paragraph of a file: where it stands and what it says."""

    code: str
    section: str
    dimension: Node | None
    written: Written


def load_profile(
    round: Round,
    title: Text,
    paragraphs: Sequence[WholeParagraph],
    figures: Sequence[Shown],
    abbreviations: Sequence[tuple[str, Text]],
    *,
    reviewed_by_project: bool,
) -> Profile:
    """Take in a whole profile from a file: one act that lists its paragraphs. A round that has a profile is refused.

    ``reviewed_by_project``: reconstructed and fictional rounds come reviewed, as their answers do.

    Raises:
        Refused: ``profile.exists``, ``paragraph.empty``, ``paragraph.code_taken``, and what figures refuse.
    """
    with audit.entry("profile.load", by=None, on=round) as record:
        if Profile.objects.filter(pk=round.pk).exists():
            raise Refused("profile.exists", _("This round has a profile already."))
        now = timezone.now()
        profile = Profile.objects.create(round=round, title=title, opened_at=now)
        for one in paragraphs:
            paragraph = _new_paragraph(profile, one.section, one.dimension, one.code)
            _record(paragraph, one.written, by=None, cause="written", at=now)
            if reviewed_by_project:
                paragraph.reviewed_number, paragraph.reviewed_at = 1, now
                paragraph.save(update_fields=["reviewed_number", "reviewed_at"])
            record.objects.append(str(paragraph.pk))
        _show(profile, figures)
        _abbreviate(profile, abbreviations)
        return profile


def _check_open(round: Round) -> None:
    if round.state in CLOSED:
        raise Refused(
            "profile.closed",
            _("The profile was validated with the round and no longer changes. Reopen the round first."),
        )


def _latest_number(paragraph: Paragraph) -> int:
    return paragraph.revisions.aggregate(most=Max("number"))["most"] or 0


def _new_paragraph(profile: Profile, section: str, dimension: Node | None, code: str) -> Paragraph:
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


def _record(
    paragraph: Paragraph, written: Written, *, by: User | None, cause: str, at: datetime.datetime | None = None
) -> ParagraphRevision:
    if not written.text:
        raise Refused("paragraph.empty", _("The paragraph has no text."))
    revision = ParagraphRevision.objects.create(
        paragraph=paragraph, number=_latest_number(paragraph) + 1, text=written.text, cause=cause,
        recorded_at=at or timezone.now(), recorded_by=by,
    )  # fmt: skip
    revision.answers.add(*written.answers)
    revision.instruments.add(*written.instruments)
    revision.evidence.add(*written.evidence)
    return revision


def _show(profile: Profile, figures: Sequence[Shown]) -> None:
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


def _abbreviate(profile: Profile, abbreviations: Iterable[tuple[str, Text]]) -> None:
    Abbreviation.objects.filter(profile=profile).delete()
    Abbreviation.objects.bulk_create(
        Abbreviation(profile=profile, short=short, long=long) for short, long in abbreviations
    )


def enter_statistics(round: Round, statistics: Sequence[Evidence]) -> None:
    """Enter statistics of a file of figures as evidence of the round's jurisdiction: one act that lists them."""
    with audit.entry("profile.statistics", by=None, on=round) as record:
        Evidence.objects.bulk_create(statistics)
        record.objects += [str(one.pk) for one in statistics]
