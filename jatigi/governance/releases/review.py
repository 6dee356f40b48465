"""What the review page of a release shows: what would be public, what changed, what stands against it."""

import datetime
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.urls import is_valid_path
from django.utils import timezone

from jatigi.foundation.files.problems import Phrase
from jatigi.foundation.text.rules import Text
from jatigi.foundation.web.differences import Piece, sides
from jatigi.foundation.web.templatetags.jatigi import address
from jatigi.governance.assessments.models import Approval, Citation, Finding, Round
from jatigi.governance.frameworks.models import IndicatorVersion
from jatigi.governance.profiles.model import Profile
from jatigi.governance.releases import build, layout, parsing, press, queries, words
from jatigi.governance.releases.conditions import ADVICE, Decision, Reason, decision_of, reasons, whole_second
from jatigi.governance.releases.differences import Change, Content, content_of, differences
from jatigi.governance.releases.freeze import Frozen, freeze
from jatigi.governance.releases.models import Release
from jatigi.governance.releases.preparing import logos_of, profile_for
from jatigi.governance.scoring import ScoringError

MOST = 60  # changes of one kind shown on the page; `release diff` lists all


@dataclass(frozen=True)
class Fix:
    """A reason and the address where it is put right, "" where there is no page for it."""

    reason: Reason
    href: str


@dataclass(frozen=True)
class Group:
    """Reasons of one kind, which are put right in the same way."""

    title: Phrase
    advice: Phrase
    fixes: tuple[Fix, ...]


@dataclass(frozen=True)
class Level:
    """A level as a page shows it."""

    id: str
    shape: str
    label: Text


@dataclass(frozen=True)
class Moved:
    """An indicator whose answer differs. Levels where they do; else the names of the fields that differ."""

    indicator: IndicatorVersion | None
    code: str
    before: Level | None
    after: Level | None
    fields: tuple[str, ...]


@dataclass(frozen=True)
class Reworded:
    """A text that differs, cut in what went and what came. ``place`` says which text it is."""

    place: str
    before: tuple[Piece, ...]
    after: tuple[Piece, ...]


@dataclass(frozen=True)
class Changes:
    """What changed since the last release, grouped as people read it. ``more`` counts what is not listed."""

    since: Release
    answers: tuple[Moved, ...]
    texts: tuple[Reworded, ...]
    register: tuple[Change, ...]
    more: int

    def __bool__(self) -> bool:
        return bool(self.answers or self.texts or self.register)


@dataclass(frozen=True)
class Review:
    """Everything on the page."""

    id: str
    facts: dict[str, Any]
    decision: Decision | None
    groups: tuple[Group, ...]
    counts: dict[str, int]
    internal: dict[str, int]
    documents: tuple[str, ...]
    figures: tuple[str, ...]
    changes: Changes | None
    history: tuple[Release, ...]
    embargo: datetime.date | None
    same_as_last: bool
    errata: tuple[dict[str, Any], ...]  # what the release will say of earlier ones
    waiting: int  # of these, how many no release carries yet

    @property
    def ready(self) -> bool:
        """Whether nothing stands against publishing today."""
        return not self.groups and self.embargo is None

    @property
    def left(self) -> int:
        """How many things are left to put right."""
        return sum(len(group.fixes) for group in self.groups)


def review_of(round: Round, today: datetime.date | None = None) -> Review:
    """The page of a round, as the release would be if it were built now."""
    today = today or timezone.localdate()
    decision = decision_of(round)
    found = reasons(round, today=timezone.localdate(decision.known) if decision else today)
    moment = decision.known if decision else whole_second(timezone.now())
    day = timezone.localdate(moment)
    profile = profile_for(round, moment, day)
    last = queries.latest(round.pk, round.origin)
    try:
        frozen = freeze(round, profile, as_known_at=moment, built_for=day)
    except ScoringError:
        # A scale that takes its goalposts from the data of one round: `prepare` refuses it and says why.
        frozen = freeze(round, profile, as_known_at=moment, built_for=day, with_scores=False)
    content = _content(frozen)
    approval = Approval.objects.filter(round=round, embargo_until__gt=today).first()
    changes = _changes(round, profile, last, content) if last else None
    waiting = queries.waiting_errata(round.pk)
    return Review(
        id=build.release_id(round.pk, round.origin, last.pk if last else ""),
        facts=dict(frozen.facts),
        decision=decision,
        groups=_groups(round, found),
        counts=_counts(content),
        internal=_internal(round, content),
        documents=tuple(
            name for lang in frozen.languages for name in press.documents_of(lang, frozen.languages[0])
        ),
        figures=tuple(build.figures(profile, frozen.languages)),
        changes=changes,
        history=tuple(queries.releases_of(round.pk)),
        embargo=approval.embargo_until if approval else None,
        same_as_last=changes is not None and not changes and not waiting,
        errata=tuple(frozen.facts["errata"]),
        waiting=waiting,
    )  # fmt: skip


def _groups(round: Round, found: Sequence[Reason]) -> tuple[Group, ...]:
    codes = dict.fromkeys(reason.code for reason in found)
    return tuple(
        Group(
            words.REASONS[code],
            ADVICE[code],
            tuple(Fix(reason, where(round, reason)) for reason in found if reason.code == code),
        )
        for code in codes
    )


def _content(frozen: Frozen) -> Content:
    """The frozen rows, read as a reader of the release would read them."""
    data = frozen.data()
    rows = {table.name: parsing.rows(table, data[table.path], frozen.languages, {}) for table in layout.TABLES}
    return Content(
        rows["answers"], rows["citations"], rows["findings"], rows["instruments"], rows["evidence"],
        frozen.profile.to_json(),
    )  # fmt: skip


def _counts(content: Content) -> dict[str, int]:
    levels = Counter(row.level for row in content.answers)
    kinds = Counter(row.kind for row in content.findings)
    return {
        "indicators": len(content.answers),
        "answered": len(content.answers) - levels["unknown"],
        "unknown": levels["unknown"],
        "citations": len(content.citations),
        "findings": len(content.findings),
        "good_practice": kinds["good_practice"],
        "gap": kinds["gap"],
        "since_then": kinds["since_then"],
        "instruments": len(content.instruments),
        "evidence": len(content.evidence),
        "overtaken": sum(bool(row.overtaken_since) for row in content.answers),
    }


def _internal(round: Round, content: Content) -> dict[str, int]:
    """What stays here, for the people who must be sure of it."""
    support = Counter(row.support for row in content.answers)
    cited = Citation.objects.filter(answer_revision__answer__round=round, evidence__publishable=False)
    return {
        "evidence": cited.values("evidence").distinct().count(),
        "answers": support["internal"],
        "findings": Finding.objects.filter(round=round).exclude(state="reviewed").count(),
    }


#: where a reason is put right: the first of these pages that exists
PLACES: dict[str, tuple[str, ...]] = {
    "round": ("desk/rounds/{round}/",),
    "indicator": ("desk/rounds/{round}/indicators/{ref}/", "desk/rounds/{round}/answers/", "desk/rounds/{round}/"),
    "finding": ("desk/rounds/{round}/findings/{ref}/", "desk/rounds/{round}/findings/", "desk/rounds/{round}/"),
    "paragraph": ("desk/rounds/{round}/profile/paragraphs/{ref}/", "desk/rounds/{round}/profile/"),
    "profile": ("desk/rounds/{round}/profile/",),
}


def where(round: Round, reason: Reason) -> str:
    """The address of the page on which the reason is put right."""
    candidates = (address(path.format(round=round.pk, ref=reason.ref)) for path in PLACES[reason.place])
    return next((href for href in candidates if is_valid_path(href)), "")


def _changes(round: Round, profile: Profile, last: Release, content: Content) -> Changes:
    found = differences(content_of(queries.opened(last.pk)), content)
    answers = _moved(round, profile, [one for one in found if one.what == "answer"])
    texts = [
        Reworded(f"{one.ref}, {one.field}" if one.field else one.ref, *sides(one.before, one.after))
        for one in found
        if one.what == "text" or (one.what, one.field) == ("finding", "text")
    ]
    register = [one for one in found if one.what in {"instrument", "evidence", "finding"} and one.field != "text"]
    listed = (answers[:MOST], texts[:MOST], register[:MOST])
    more = len(answers) + len(texts) + len(register) - sum(len(group) for group in listed)
    return Changes(last, tuple(listed[0]), tuple(listed[1]), tuple(listed[2]), more)


def _moved(round: Round, profile: Profile, found: Sequence[Change]) -> list[Moved]:
    codes = list(dict.fromkeys(one.ref for one in found))
    asked = IndicatorVersion.objects.filter(indicator__code__in=codes, version__rounds=round)
    indicators = {one.indicator.code: one for one in asked.select_related("indicator", "dimension")}
    return [_one(profile, indicators.get(code), code, [one for one in found if one.ref == code]) for code in codes]


def _one(profile: Profile, indicator: IndicatorVersion | None, code: str, found: Iterable[Change]) -> Moved:
    by_field = {one.field: one for one in found}
    level = by_field.pop("level", None)
    before, after = (_level(profile, level.before), _level(profile, level.after)) if level else (None, None)
    return Moved(indicator, code, before, after, tuple(sorted(by_field)))


def _level(profile: Profile, identifier: str) -> Level | None:
    if not identifier:
        return None
    known = {one.id: one for one in profile.levels}
    one = known.get(identifier)
    return Level(identifier, one.shape if one else "unknown", Text.of(dict(one.label)) if one else Text("fr"))


def preview(round: Round, name: str) -> bytes | None:
    """One document as it would be printed now; None when the release has no document of that name.

    Raises:
        PressError: it cannot be printed.
    """
    known = [
        document for lang in round.languages for document in press.documents_of(lang, round.languages[0])
    ]  # fmt: skip
    if name not in known:
        return None
    decision = decision_of(round)
    moment = decision.known if decision else whole_second(timezone.now())
    profile = profile_for(round, moment, timezone.localdate(moment))
    with press.Press(round.languages, only=name) as at_work:
        at_work.order(profile, logos_of(round))
        return at_work.printed()[name]
