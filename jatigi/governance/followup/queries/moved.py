"""What two rounds answer to the same questions: the two levels, why they differ, and the dated evidence of each; and
where an action stood on a day."""

import datetime
import uuid
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from jatigi.foundation.accounts.access import Visitor
from jatigi.foundation.places.models import Place
from jatigi.foundation.text import PartialDate, Text
from jatigi.foundation.web.templatetags.jatigi import t_plain
from jatigi.governance.assessments import access
from jatigi.governance.assessments.models import AnswerRevision, Round
from jatigi.governance.assessments.queries.answers import latest_revisions
from jatigi.governance.assessments.queries.asked import asked_versions
from jatigi.governance.assessments.queries.citations import CitationRow, View, citations_of
from jatigi.governance.assessments.wording import called
from jatigi.governance.followup.models import ProgressReport, Verdict
from jatigi.governance.followup.rules.movement import certain_day, confirmed
from jatigi.governance.followup.rules.status import Reported, Standing, standing
from jatigi.governance.frameworks.models import IndicatorVersion

SHOWN = 2  # pieces of evidence of each round in a line


@dataclass(frozen=True)
class Proof:
    """Something that a round's answer cites. ``dated``: adopted, in force from, or the day it speaks of; None where no
    date is documented: it proves no movement."""

    kind: str  # instrument | evidence
    ref: str
    title: Text
    place: str
    dated: PartialDate | None


@dataclass(frozen=True)
class Side:
    """One round's answer. ``proofs`` are those that the reader may read; ``internal`` counts the others."""

    answer: int | None
    level: str
    cause: str
    proofs: tuple[Proof, ...] = ()
    internal: int = 0

    @property
    def shown(self) -> list[Proof]:
        """The newest of what it rests on, as much as a printed line has room for."""
        return sorted(self.proofs, key=lambda one: one.dated.iso if one.dated else "", reverse=True)[:SHOWN]

    @property
    def more(self) -> int:
        """How many others there are."""
        return max(0, len(self.proofs) - SHOWN)


NOBODY = Side(None, "", "")


@dataclass(frozen=True)
class Pair:
    """Both rounds' answers to one question. ``dated``: dated evidence of both rounds stands behind the difference."""

    before: Side
    after: Side
    dated: bool

    @property
    def differs(self) -> bool:
        """Whether both are settled and not the same."""
        return bool(self.before.level and self.after.level) and self.before.level != self.after.level


@dataclass(frozen=True)
class Asked:
    """What both rounds ask, in the wording of the later one where it asks it, and who may not read which answer."""

    versions: Mapping[int, IndicatorVersion]  # by permanent indicator
    withheld: frozenset[int]

    def order(self, indicator: int) -> list[str]:
        """The levels of an indicator from lowest to highest; none where it is not asked, or asks for a number."""
        found = self.versions.get(indicator)
        return [one["id"] for one in found.levels] if found is not None else []


def asked_by(earlier: Round, later: Round, reader: Visitor) -> Asked:
    """The indicators of both rounds. Contributors read the unpublished answers that their institution is asked for."""
    old, new = asked_versions(earlier), asked_versions(later)
    found: dict[int, IndicatorVersion] = {}
    rows = IndicatorVersion.objects.filter(version__in={*old, *new}).select_related("indicator", "dimension")
    for one in sorted(rows, key=lambda row: (row.version_id in new, row.version_id)):
        found[one.indicator_id] = one
    return Asked(found, frozenset(_withheld(later, reader, found)))


def _withheld(round: Round, reader: Visitor, found: Mapping[int, IndicatorVersion]) -> set[int]:
    if round.state == "published":
        return set()
    kept = access.limited_to(reader, round, "answer.view")
    return set() if kept is None else {pk for pk, one in found.items() if one.pk not in kept}


def answers_by_indicator(round: Round) -> dict[int, AnswerRevision]:
    """The latest agreed answers of a round by the indicator's permanent id. One query."""
    return {one.answer.indicator.indicator_id: one for one in latest_revisions(round)}


def pairs_of(
    earlier: Round, later: Round, indicators: Iterable[int], *, place: Place, internal: bool
) -> dict[int, Pair]:
    """Both rounds' answers to these indicators. A constant number of queries.

    ``internal``: the reader may read evidence that is not to be published. What may not be read counts as evidence all
    the same: whether a movement rests on dated evidence does not depend on who looks.
    """
    wanted = set(indicators)
    olds = {pk: one for pk, one in answers_by_indicator(earlier).items() if pk in wanted}
    news = {pk: one for pk, one in answers_by_indicator(later).items() if pk in wanted}
    # What has ended since is not asked here; any view will do, and one read serves both rounds.
    cited = citations_of(place, [*olds.values(), *news.values()], View.of(later, later.reference_date))
    found = {}
    for pk in wanted:
        old, new = olds.get(pk), news.get(pk)
        before = cited.get(old, ()) if old else ()
        after = cited.get(new, ()) if new else ()
        found[pk] = Pair(
            _side(old, before, internal=internal),
            _side(new, after, internal=internal),
            _dated(before, after, earlier.reference_date, later.reference_date),
        )
    return found


def _side(revision: AnswerRevision | None, cited: tuple[CitationRow, ...], *, internal: bool) -> Side:
    if revision is None:
        return NOBODY
    shown = [one for one in cited if internal or one.publishable]
    proofs = tuple(Proof(one.kind, one.ref, one.title, one.place, day_of(one)) for one in shown)
    return Side(revision.answer_id, revision.level, revision.cause, proofs, len(cited) - len(shown))


def day_of(cited: CitationRow) -> PartialDate | None:
    """The date by which a cited thing proves something: when it was adopted or speaks of, else from when it holds."""
    return cited.facts.dated or cited.facts.begins


def _dated(
    before: tuple[CitationRow, ...], after: tuple[CitationRow, ...], first: datetime.date, second: datetime.date
) -> bool:
    olds = [day_of(one) for one in before]
    news = [day_of(one) for one in after]
    return confirmed(
        [one.latest() if one else None for one in olds],
        [certain_day(one.earliest(), one.latest(), first) if one else None for one in news],
        first,
        second,
    )


def standings_on(actions: Iterable[uuid.UUID], on: datetime.date) -> dict[uuid.UUID, Standing]:
    """Where each action stood on a day: what certainly happened later does not count yet. Two queries.

    Who reports is named as people read it: an institution by its abbreviation, else by its name.
    """
    wanted = set(actions)
    given = ProgressReport.objects.filter(action__in=wanted).select_related("institution").order_by("action", "number")
    reports = [one for one in given if one.happened_on is None or one.happened_on.earliest() <= on]
    verdicts = {one.report_id: one for one in Verdict.objects.filter(report__in=reports).order_by("number")}
    told: dict[uuid.UUID, list[Reported]] = defaultdict(list)
    for report in reports:
        said = verdicts.get(report.pk)
        source = called(report.institution) if report.institution else t_plain(report.declared_by)
        verdict, status = (said.verdict, said.status) if said else ("", "")
        told[report.action_id].append(Reported(report.status, source, verdict, status))
    return {pk: standing(told[pk]) for pk in wanted}
