"""Profiles and context figures from YAML files. Nothing is written when anything is wrong; what is there stays."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from jatigi.foundation.files import yaml
from jatigi.foundation.files.problems import Problem, Trail
from jatigi.foundation.files.problems import phrase as _
from jatigi.foundation.text import Text
from jatigi.governance.assessments.models import AnswerRevision, Round
from jatigi.governance.assessments.queries.asked import asked
from jatigi.governance.frameworks.models import Node
from jatigi.governance.instruments import searching
from jatigi.governance.instruments.models import Evidence, Instrument
from jatigi.governance.profiles import changes, schema
from jatigi.governance.profiles.models import Profile
from jatigi.governance.profiles.queries.paragraphs import answer_revisions


@dataclass(frozen=True)
class Loaded:
    """What a file became. ``new`` is False when the round had a profile already, which then stays as it is."""

    profile: Profile
    new: bool


def load_profile(path: Path, figures: Path | None = None) -> Loaded:
    """Take in the profile of a round that has its answers, and show its figures.

    ``figures`` is the file of context figures; its statistics are entered in the register when they are not there.

    Raises:
        DocumentError: with file, line, what was found and what is accepted.
        Refused: what :func:`changes.load_profile` refuses.
    """
    document = yaml.read(path)
    form = yaml.validate(document, schema.ProfileFile)
    round = Round.objects.select_related("jurisdiction", "framework").filter(pk=form.profile).first()
    if round is None:
        codes = ", ".join(Round.objects.order_by("pk").values_list("pk", flat=True)[:20])
        raise yaml.DocumentError([document.problem(("profile",), _("no round “%(code)s”", code=form.profile), codes)])
    there = Profile.objects.filter(pk=round.pk).first()
    if there is not None:
        return Loaded(there, new=False)
    known = read_figures(figures) if figures else {}
    _check_figures(document, form, known)
    reading = _Reading(document, form, round, known)
    reading.check()
    enter_figures(round, list(known.values()))
    reading.find_evidence()
    profile = changes.load_profile(
        round, Text.of(form.title, source=round.lead_language), reading.paragraphs(), reading.figures(),
        [(one.short, Text.of(one.long, source=round.lead_language)) for one in form.abbreviations],
        reviewed_by_project=round.origin != "official",
    )  # fmt: skip
    return Loaded(profile, new=True)


def read_figures(path: Path) -> dict[str, schema.Figure]:
    """The figures of a file by id, in its order.

    Raises:
        DocumentError: with every problem, among them ids used twice.
    """
    document = yaml.read(path)
    found: dict[str, schema.Figure] = {}
    problems = []
    for place, one in enumerate(yaml.validate(document, schema.FiguresFile).figures):
        if one.id in found:
            problems.append(document.problem(("figures", place, "id"), _("the id “%(id)s” again", id=one.id)))
        found[one.id] = one
    if problems:
        raise yaml.DocumentError(problems)
    return found


def enter_figures(round: Round, figures: Sequence[schema.Figure]) -> None:
    """Enter the statistics of a file that the jurisdiction's register does not have yet."""
    codes = [one.id for one in figures]
    there = set(Evidence.objects.filter(jurisdiction=round.jurisdiction, code__in=codes).values_list("code", flat=True))
    fresh = [_statistic(one, round) for one in figures if one.id not in there]
    if fresh:
        changes.enter_statistics(round, fresh)


def _statistic(one: schema.Figure, round: Round) -> Evidence:
    lead = round.lead_language
    piece = Evidence(
        jurisdiction=round.jurisdiction, code=one.id, kind=Evidence.Kind.STATISTIC,
        title=Text.of(one.title, source=lead), text=Text.of(one.definition, source=lead),
        definition=Text.of(one.definition, source=lead), unit=Text.of(one.unit, source=lead), value=one.value,
        dated=one.dated, url=one.url or "", publisher=one.publisher or "", accessed=one.accessed,
        confidence=Evidence.Confidence.MEDIUM, publishable=True,
    )  # fmt: skip
    piece.search = searching.of_evidence(piece)
    return piece


def _check_figures(document: yaml.Document, form: schema.ProfileFile, known: Mapping[str, schema.Figure]) -> None:
    problems = [
        document.problem(("figures", place), _("no figure “%(id)s”", id=one), _("a figure of the file of figures"))
        for place, one in enumerate(form.figures)
        if one not in known
    ]
    if problems:
        raise yaml.DocumentError(problems)


@dataclass
class _Reading:
    """A profile's file while its ids are looked up."""

    document: yaml.Document
    form: schema.ProfileFile
    round: Round
    known_figures: Mapping[str, schema.Figure]

    def __post_init__(self) -> None:
        self.nodes: dict[str, Node] = {}
        for one in asked(self.round):
            self.nodes.setdefault(one.dimension.code, one.dimension)
        named = {each for one in self._paragraphs() for each in one.answers}
        self.revisions: dict[str, AnswerRevision] = answer_revisions(self.round, named)
        codes = {each for one in self._paragraphs() for each in one.instruments}
        self.instruments = {one.pk: one for one in Instrument.objects.filter(pk__in=codes)}
        self.find_evidence()

    def find_evidence(self) -> None:
        """Look up evidence; again once figures were entered."""
        found = Evidence.objects.filter(jurisdiction=self.round.jurisdiction)
        self.evidence = {one.code: one for one in found}

    def _paragraphs(self) -> Iterable[schema.Paragraph]:
        return (one for section in self.form.sections for one in section.paragraphs)

    def check(self) -> None:
        """Every id that the file names must be there.

        Raises:
            DocumentError: with each that is not.
        """
        problems = []
        seen: set[str] = set()
        for place, section in enumerate(self.form.sections):
            trail: Trail = ("sections", place)
            dimension = section.id.partition(".")[2]
            if dimension and dimension not in self.nodes:
                found = _("no dimension “%(id)s”", id=dimension)
                problems.append(self.document.problem((*trail, "id"), found, ", ".join(self.nodes)))
            for number, one in enumerate(section.paragraphs):
                here = (*trail, "paragraphs", number)
                if one.id in seen:
                    problems.append(self.document.problem((*here, "id"), _("the id “%(id)s” again", id=one.id)))
                seen.add(one.id)
                problems += self._dangling(here, one)
        if problems:
            raise yaml.DocumentError(problems)

    def _dangling(self, here: Trail, one: schema.Paragraph) -> Iterable[Problem]:
        kinds: list[tuple[str, Sequence[str], Mapping[str, Any], Any]] = [
            ("answers", one.answers, self.revisions, _("an indicator that this round answered")),
            ("instruments", one.instruments, self.instruments, _("an instrument of the register")),
            ("evidence", one.evidence, self.evidence, _("evidence of this jurisdiction")),
            ("figures", one.figures, {**self.known_figures, **self.evidence}, _("a figure of the file of figures")),
        ]
        for key, ids, known, accepted in kinds:
            for place, each in enumerate(ids):
                if each not in known:
                    yield self.document.problem((*here, key, place), _("“%(id)s” is not there", id=each), accepted)

    def paragraphs(self) -> list[changes.WholeParagraph]:
        """The paragraphs as they are written."""
        return [
            changes.WholeParagraph(one.id, name, self.nodes.get(dimension), self._written(one))
            for section in self.form.sections
            for name, _dot, dimension in [section.id.partition(".")]
            for one in section.paragraphs
        ]

    def _written(self, one: schema.Paragraph) -> changes.Written:
        return changes.Written(
            Text.of(one.text, source=self.round.lead_language),
            [self.revisions[each] for each in one.answers],
            [self.instruments[each] for each in one.instruments],
            [self.evidence[each] for each in dict.fromkeys([*one.evidence, *one.figures])],
        )

    def figures(self) -> list[changes.Shown]:
        """The figures of the context; upright bars where every label is a year."""
        shown = []
        for code in self.form.figures:
            one = self.known_figures[code]
            points = [(self._label(point), point.value) for point in one.series or ()]
            shown.append(
                changes.Shown(
                    self.evidence[code], one.group, one.official,
                    [{"label": label, "value": value} for label, value in points],
                    bool(points) and all(_is_year(label) for label, _value in points),
                )
            )  # fmt: skip
        return shown

    def _label(self, point: schema.Point) -> dict[str, str] | str:
        return point.label if point.label is not None else str(point.year)


def _is_year(label: dict[str, str] | str) -> bool:
    return all(text.isdigit() for text in ([label] if isinstance(label, str) else label.values()))
