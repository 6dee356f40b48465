"""What an institution is asked in a round and how its answers stand now: what a workbook hands out, and what an
import is compared with.

The answer to a question is the revision that was handed in last, by the institution's own people, the project or those
who may read every coding, or one that was accepted: what the contributor of another institution handed in stays with
that institution until a reviewer accepts it. Drafts are private and never leave.
Evidence that is not to be published does not leave either: citations of it stay where they are (``kept``).
"""

import datetime
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from django.db.models import Q

from jatigi.foundation.accounts.models import Institution, Role
from jatigi.foundation.accounts.permissions import roles_with
from jatigi.foundation.text import PartialDate, Text
from jatigi.governance.assessments.models import AnswerRevision, Assignment, Citation, CodingRevision, Round
from jatigi.governance.assessments.queries.answers import previous_revisions
from jatigi.governance.assessments.queries.asked import asked, asked_versions
from jatigi.governance.assessments.queries.register import lineage
from jatigi.governance.assessments.rules.judgements import Cited, Judged
from jatigi.governance.assessments.workbook import labels
from jatigi.governance.assessments.workbook.labels import Pair
from jatigi.governance.assessments.workbook.manifest import Manifest, fingerprint
from jatigi.governance.frameworks.models import FrameworkVersion, IndicatorVersion
from jatigi.governance.instruments.models import Evidence, Instrument
from jatigi.governance.instruments.queries.endings import all_endings_for

Line = tuple[str, str, str, str, str]  # source, place, quote, language of the quote, "yes" when cited although ended


@dataclass(frozen=True)
class Written:
    """What stands in the cells of a question, in plain form: ids instead of labels, "" for what is empty.

    ``level`` is a level id, ``unknown``, ``not_applicable`` or, on number scales, a number as text.
    """

    level: str = ""
    confidence: str = ""
    cause: str = ""
    reasons: str = ""
    language: str = ""
    citations: tuple[Line, ...] = ()

    def fingerprints(self) -> tuple[str, ...]:
        """One per field, in the order of :data:`.labels.FIELDS`."""
        return tuple(fingerprint(getattr(self, name)) for name in labels.FIELDS)


@dataclass(frozen=True)
class Source:
    """A text or a piece of evidence that may be cited. ``ref`` is ``law-2004-058`` or ``evidence:report-2020``."""

    ref: str
    id: str  # the instrument's code or the evidence's UUID
    kind: str  # instrument | evidence
    title: Text
    number: str = ""
    adopted: PartialDate | None = None
    from_: PartialDate | datetime.date | None = None
    until: PartialDate | datetime.date | None = None

    @property
    def label(self) -> str:
        """The reference and the beginning of the title, as the drop-down list shows it."""
        title = " ".join(str(self.title).split())
        return f"{self.ref}{labels.BETWEEN}{title if len(title) <= 90 else title[:89] + '…'}"

    def cited(self, line: Line) -> Cited:
        """A line of the sheet as a citation."""
        _source, place, quote, quote_lang, although = line
        instrument, evidence = (self.id, None) if self.kind == "instrument" else (None, self.id)
        return Cited(instrument, evidence, place, quote, quote_lang, although_ended=bool(although))


@dataclass(frozen=True)
class Question:
    """One question with its answer as it stands. ``ref`` is its number, made unique in the workbook."""

    indicator: IndicatorVersion
    ref: str
    state: str  # of the coding that was handed in last; "none" without one
    revision: CodingRevision | None
    written: Written
    cited: tuple[Cited, ...] = ()  # those of ``written.citations``, in the same order
    kept: tuple[Cited, ...] = ()  # citations that the workbook does not show
    previous: AnswerRevision | None = None

    @property
    def code(self) -> str:
        """The indicator's permanent code."""
        return self.indicator.indicator.code

    @property
    def levels(self) -> dict[str, Pair]:
        """The levels that may be given, with their labels; on number scales the special ones only."""
        return {**{one["id"]: pair(one["label"]) for one in self.indicator.levels}, **labels.SPECIAL}


@dataclass(frozen=True)
class Snapshot:
    """The questions of one institution in one round, and the register they may cite from."""

    round: Round
    institution: Institution
    frameworks: tuple[str, ...]
    questions: tuple[Question, ...]
    sources: Mapping[str, Source] = field(repr=False)  # by ref

    def manifest(self) -> Manifest:
        """What a workbook made now says of itself."""
        cells = {question.code: question.written.fingerprints() for question in self.questions}
        return Manifest(self.round.pk, self.institution.pk, self.frameworks, cells)


def snapshot(round: Round, institution: Institution) -> Snapshot:
    """How the institution's answers stand now, in a constant number of queries."""
    wanted = set(Assignment.objects.filter(round=round, institution=institution).values_list("indicator", flat=True))
    indicators = [one for one in asked(round) if one.pk in wanted]
    refs = _refs(indicators)
    sources = sources_for(round)
    by_id = {(one.kind, one.id): one for one in sources.values()}
    latest = _latest(round, institution, wanted)
    cited = _cited(latest.values())
    before = previous_revisions(round)
    questions = (
        _question(one, refs[one.pk], latest.get(one.pk), cited, by_id, before.get(one.indicator_id))
        for one in indicators
    )
    return Snapshot(round, institution, framework_keys(round), tuple(questions), sources)


def framework_keys(round: Round) -> tuple[str, ...]:
    """``key sha256`` of each version that the round asks, bases first."""
    versions = FrameworkVersion.objects.in_bulk(asked_versions(round))
    return tuple(f"{versions[pk].key} {versions[pk].digest}" for pk in asked_versions(round))


def _refs(indicators: Iterable[IndicatorVersion]) -> dict[int, str]:
    """A module may number its questions as its base does: then the code tells them apart."""
    found = list(indicators)
    same = Counter(one.number for one in found)
    return {one.pk: one.number if same[one.number] == 1 else f"{one.number} ({one.indicator.code})" for one in found}


def _latest(round: Round, institution: Institution, indicators: set[int]) -> dict[int, CodingRevision]:
    """The revision handed in last on each indicator, of those that the institution may see."""
    insiders = Role.objects.filter(jurisdiction=round.jurisdiction_id, role__in=roles_with("coding.view"))
    shown = (
        Q(coding__assessor=None)
        | Q(coding__assessor__institution=institution)
        | Q(coding__assessor__in=insiders.values("user"))
        | Q(coding__state="accepted")
    )
    found = CodingRevision.objects.filter(shown, coding__round=round, coding__indicator__in=indicators)
    ordered = found.select_related("coding").order_by("recorded_at", "pk")
    return {revision.coding.indicator_id: revision for revision in ordered}


def _cited(revisions: Iterable[CodingRevision]) -> dict[int, list[Citation]]:
    cited: dict[int, list[Citation]] = defaultdict(list)
    for one in Citation.objects.filter(coding_revision__in=list(revisions)).order_by("position", "pk"):
        cited[one.coding_revision_id or 0].append(one)
    return cited


def _question(
    indicator: IndicatorVersion,
    ref: str,
    revision: CodingRevision | None,
    cited: Mapping[int, list[Citation]],
    sources: Mapping[tuple[str, str], Source],
    previous: AnswerRevision | None,
) -> Question:
    if revision is None:
        return Question(indicator, ref, "none", None, Written(), previous=previous)
    lines: list[Line] = []
    shown: list[Cited] = []
    kept: list[Cited] = []
    for one in cited.get(revision.pk, ()):
        source = sources.get(
            ("instrument", one.instrument_id) if one.instrument_id else ("evidence", str(one.evidence_id))
        )
        whole = _as_cited(one)
        if source is None:
            kept.append(whole)
        else:
            shown.append(whole)
            lines.append(line_of(source.ref, whole))
    written = Written(
        revision.level if revision.value is None else number(revision.value),
        revision.confidence,
        revision.cause,
        clean(revision.reasons),
        revision.reasons_lang,
        tuple(lines),
    )
    return Question(indicator, ref, revision.coding.state, revision, written, tuple(shown), tuple(kept), previous)


def _as_cited(one: Citation) -> Cited:
    evidence = str(one.evidence_id) if one.evidence_id else None
    return Cited(
        one.instrument_id, evidence, one.place, one.quote, one.quote_lang, one.carried_over, one.although_ended
    )


def line_of(ref: str, cited: Cited) -> Line:
    """A citation as it stands in the sheet."""
    although = "yes" if cited.although_ended else ""
    return ref, clean(cited.place), clean(cited.quote), cited.quote_lang if cited.quote else "", although


def sources_for(round: Round) -> dict[str, Source]:
    """What may be cited: the texts of the jurisdiction and those that belong to all; evidence that may be published."""
    places = lineage(round.jurisdiction)
    texts = Instrument.objects.filter(Q(jurisdiction__in=places) | Q(jurisdiction=None)).order_by("kind", "code")
    endings = all_endings_for(round.jurisdiction_id, {text.pk for text in texts})
    found = {}
    for text in texts:
        ended = next(iter(endings.get(text.pk, ())), None)
        until = (ended.on if ended else None) or text.in_force_until
        found[text.pk] = Source(
            text.pk, text.pk, "instrument", text.title, text.number, text.adopted, text.in_force_from, until
        )
    pieces = Evidence.objects.filter(jurisdiction__in=places, publishable=True).order_by("code")
    for piece in sorted(pieces, key=lambda one: -places.index(one.jurisdiction_id)):  # the nearest place wins
        ref = f"evidence:{piece.code}"
        found[ref] = Source(
            ref,
            str(piece.pk),
            "evidence",
            piece.title,
            piece.publisher,
            piece.dated,
            piece.observed_from,
            piece.observed_until,
        )
    return found


def judged(question: Question, written: Written, sources: Mapping[str, Source], lead_language: str) -> Judged:
    """The cells as a judgement; what is not on the sheet comes from the answer as it stands."""
    level, value = written.level, None
    if level and not question.indicator.levels and level not in labels.SPECIAL:
        level, value = "", float(level)
    if written.citations == question.written.citations:
        cited = question.cited
    else:
        cited = tuple(sources[line[0]].cited(line) for line in written.citations)
    return Judged(
        level=level,
        value=value,
        reasons=written.reasons,
        reasons_lang=written.language or lead_language,
        confidence=written.confidence,
        cause=written.cause or "first",
        holds_on=question.revision.holds_on if question.revision else None,
        citations=(*cited, *question.kept),
    )


def number(value: float) -> str:
    """A number the same way whoever writes it: 12 and 12.0 are "12"."""
    return str(int(value)) if value.is_integer() and abs(value) < 1e15 else repr(value)


def clean(text: str) -> str:
    """A text as a sheet gives it back: no control characters, line ends as ``\\n``, no space around."""
    unified = text.replace("\r\n", "\n").replace("\r", "\n")
    kept = (
        c for c in unified if c in "\n\t" or (c >= " " and not "\ud800" <= c <= "\udfff" and c not in "\ufffe\uffff")
    )
    return "".join(kept).strip()


def pair(label: Mapping[str, str]) -> Pair:
    """A label of the framework in French and English; one for the other where one is missing."""
    text = Text.of(label)
    return text.text("fr"), text.text("en")
