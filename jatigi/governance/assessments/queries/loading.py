"""What a round's file may refer to, read from the database before the file is taken in."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.db.models import Q

from jatigi.foundation.files.problems import DocumentError, Problem
from jatigi.foundation.files.problems import phrase as _
from jatigi.foundation.places.models import Place
from jatigi.governance.assessments.errors import Refused
from jatigi.governance.assessments.loader import Known, Piece, Read
from jatigi.governance.assessments.models import AnswerRevision, Round
from jatigi.governance.assessments.queries import register
from jatigi.governance.assessments.queries.answers import latest_revisions, previous_revisions
from jatigi.governance.assessments.queries.asked import asked
from jatigi.governance.assessments.rules.judgements import Stand
from jatigi.governance.frameworks.models import FrameworkVersion, IndicatorVersion, Node
from jatigi.governance.instruments.models import Evidence, Instrument


@dataclass(frozen=True)
class Ties:
    """What a round is tied to for ever. ``round`` is the present one, or one that is not saved yet."""

    round: Round
    framework: FrameworkVersion
    modules: tuple[FrameworkVersion, ...]
    new: bool


#: What never changes in a round once it is there: key of the file → field of the round.
FIXED = {"jurisdiction": "jurisdiction_id", "label": "label", "origin": "origin", "reference_date": "reference_date"}


def ties_of(read: Read) -> Ties:
    """The round of the file with jurisdiction, framework, modules and previous round found.

    Raises:
        DocumentError: what is not there, or is not what the present round is tied to.
    """
    form, document, problems = read.form, read.document, []
    place = Place.objects.filter(pk=form.jurisdiction).first()
    if place is None:
        problems.append(
            document.problem(("jurisdiction",), _("“%(id)s”, which is not there", id=form.jurisdiction), _("a place"))
        )
    versions = {version.key: version for version in FrameworkVersion.objects.select_related("extends")}
    accepted = ", ".join(sorted(versions)) or _("a framework that was loaded")
    for path, key in ((("framework",), form.framework), *((("modules", n), k) for n, k in enumerate(form.modules))):
        if key not in versions:
            problems.append(document.problem(path, _("“%(id)s”, which is not there", id=key), accepted))
    if form.previous and not Round.objects.filter(pk=form.previous).exists():
        codes = ", ".join(Round.objects.order_by("pk").values_list("pk", flat=True)[:20])
        advice = _("Load the earlier round first.")
        found = _("“%(id)s”, which is not there", id=form.previous)
        problems.append(document.problem(("previous",), found, codes, advice))
    if problems:
        raise DocumentError(problems)
    framework, modules = versions[form.framework], tuple(versions[key] for key in form.modules)
    present = Round.objects.select_related("jurisdiction", "framework", "previous").filter(pk=form.round).first()
    if present is not None:
        problems += _changed_ties(read, present, framework, modules)
    elif Round.objects.filter(jurisdiction=place, label=form.label).exists():
        found = _("“%(id)s”, which another round of the jurisdiction is called", id=form.label)
        problems.append(document.problem(("label",), found, _("a label of its own")))
    if problems:
        raise DocumentError(problems)
    return Ties(present or _unsaved(read, place, framework), framework, modules, present is None)


def _unsaved(read: Read, place: Any, framework: FrameworkVersion) -> Round:
    form = read.form
    previous = Round.objects.filter(pk=form.previous).first() if form.previous else None
    return Round(
        code=form.round,
        jurisdiction=place,
        label=form.label,
        framework=framework,
        origin=form.origin,
        reference_date=form.reference_date,
        previous=previous,
    )


def _changed_ties(
    read: Read, present: Round, framework: FrameworkVersion, modules: tuple[FrameworkVersion, ...]
) -> Iterator[Problem]:
    form = read.form
    differing = [key for key, name in FIXED.items() if getattr(form, key) != getattr(present, name)]
    if present.framework_id != framework.pk:
        differing.append("framework")
    if form.previous != present.previous_id:
        differing.append("previous")
    if {m.pk for m in modules} != set(present.modules.values_list("pk", flat=True)):
        differing.append("modules")
    for key in differing:
        found = _("another value than the round “%(round)s” has", round=present.pk)
        yield read.document.problem((key,), found, "", _("A round keeps it for ever; open another round."))


def ties_problem(read: Read, refusal: Refused) -> DocumentError:
    """A refusal of the round's ties as a problem of the file."""
    key = {"round.previous_elsewhere": "previous", "round.module_elsewhere": "modules"}.get(refusal.code, "framework")
    return DocumentError([read.document.problem((key,), refusal.message, "", refusal.advice)])


def indicators_of(ties: Ties) -> dict[str, IndicatorVersion]:
    """The indicators the round asks, by code; also of a round that is not saved yet."""
    if not ties.new:
        return {one.indicator.code: one for one in asked(ties.round)}
    versions = {ties.framework.pk, *(module.pk for module in ties.modules)}
    for version in (ties.framework, *ties.modules):
        base = version.extends
        while base is not None:
            versions.add(base.pk)
            base = base.extends
    found = IndicatorVersion.objects.filter(version__in=versions).select_related("indicator", "version", "dimension")
    return {one.indicator.code: one for one in found}


def dimensions_of(indicators: dict[str, IndicatorVersion]) -> dict[str, Node]:
    """The dimensions of the round's indicators, by code."""
    return {one.dimension.code: one.dimension for one in indicators.values()}


def known_of(ties: Ties, indicators: dict[str, IndicatorVersion]) -> Known:
    """Everything the file may refer to: the whole register of the jurisdiction, so that a slip finds what was
    meant."""
    place = ties.round.jurisdiction
    places = register.lineage(place)
    mine = Evidence.objects.filter(jurisdiction__in=places).values_list("code", "pk", "level_hint")
    pieces = {code: (str(id), hint) for code, id, hint in mine}
    texts = Instrument.objects.filter(Q(jurisdiction=None) | Q(jurisdiction__in=places)).values_list("code", flat=True)
    facts = register.read(place, texts, [id for id, _hint in pieces.values()])
    present = [] if ties.new else latest_revisions(ties.round)
    return Known(
        levels={code: tuple(level["id"] for level in one.levels) for code, one in indicators.items()},
        dimensions=dimensions_of(indicators),
        instruments={code: Piece(code, facts.instruments[code].facts) for code in texts},
        evidence={code: Piece(id, facts.evidence[id].facts, hint == "unclear") for code, (id, hint) in pieces.items()},
        previous={r.answer.indicator.indicator.code: _stand(r) for r in previous_revisions(ties.round).values()},
        present={r.answer.indicator.indicator.code: _stand(r) for r in present},
    )


def _stand(revision: AnswerRevision) -> Stand:
    return Stand(revision.level, revision.value)
