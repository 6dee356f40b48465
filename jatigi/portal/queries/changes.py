"""What changed between two releases of a country: levels with their cause and evidence, reasons, texts cited."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from django.http import Http404

from jatigi.foundation.text import Text
from jatigi.foundation.web import differences
from jatigi.portal.models import SHAPES, PublishedRelease
from jatigi.portal.queries.citations import Cited
from jatigi.portal.queries.countries import known_of
from jatigi.portal.queries.rounds import Answered, Round, round_of

SAME_ROUND = "same_round"


@dataclass
class Change:
    """One indicator whose level or reasons differ."""

    before: Answered | None
    after: Answered
    gone: list[Cited] = field(default_factory=list)
    new: list[Cited] = field(default_factory=list)

    @property
    def cause(self) -> str:
        """Why, as the later release says; "" where it says nothing."""
        return self.after.answer.cause if self.after.answer.cause != "first" else ""

    @property
    def moved(self) -> bool:
        """The level itself changed."""
        return self.before is None or self.before.answer.level != self.after.answer.level

    @property
    def confirmed(self) -> bool:
        """A change of policy counts as confirmed only with dated evidence in both rounds; else it is attributed."""
        return (
            self.cause == "policy_change"
            and self.before is not None
            and any(_dated(one) for one in self.before.citations)
            and any(_dated(one) for one in self.after.citations)
        )

    @property
    def words(self) -> differences.Row | None:
        """The reasons of both; None where one has none or nothing differs. Marked word by word where most words stayed:
        of a text written anew the marks would only hinder reading."""
        if self.before is None or not self.before.answer.reasons or not self.after.answer.reasons:
            return None
        old, new = self.before.answer.reasons, self.after.answer.reasons
        row = differences.Row("", *differences.sides(old, new))
        if row.same:
            return None
        kept = sum(len(piece.text) for piece in row.after if piece.kind == "same")
        if 2 * kept >= max(len(old), len(new)):
            return row
        return differences.Row("", (differences.Piece("same", old),), (differences.Piece("same", new),))


def _dated(cited: Cited) -> bool:
    held = cited.instrument or cited.evidence
    return bool(held and held.dated)


@dataclass
class Compared:
    """Two releases of a country beside each other. ``rewritten`` kept their level."""

    code: str
    name: Text
    releases: list[PublishedRelease]
    before: PublishedRelease | None
    to: PublishedRelease
    moved: list[Change] = field(default_factory=list)
    rewritten: list[Change] = field(default_factory=list)
    same_framework: bool = True

    @property
    def causes(self) -> list[tuple[str, list[Change]]]:
        """The levels that changed, by cause; those without a stated cause last."""
        order = ("policy_change", "evidence_found", "correction", "other_judgement", "instrument_change", "")
        groups = [(cause, [one for one in self.moved if one.cause == cause]) for cause in order]
        return [(cause, changes) for cause, changes in groups if changes]

    @property
    def counts(self) -> list[tuple[str, int, int]]:
        """Answers per shape, before and after."""
        before = self.before.counts if self.before else {}
        return [(shape, before.get(shape, 0), self.to.counts.get(shape, 0)) for shape in SHAPES]

    @property
    def known(self) -> tuple[int, int]:
        """Known answers, before and after."""
        return (known_of(self.before) if self.before else 0), known_of(self.to)


def compared(code: str, earlier: str = "", later: str = "") -> Compared:
    """The two releases named, or the latest round and the one before it.

    Raises:
        Http404: nothing is published under that code, or a release is named that is not the country's.
    """
    found = PublishedRelease.objects.filter(jurisdiction=code, kind="assessment").select_related("framework")
    releases = sorted(found, key=lambda one: (one.reference_date, one.as_known_at, one.pk))
    by_id = {one.pk: one for one in releases}
    to = by_id.get(later) if later else next((one for one in releases if one.current), None)
    if to is None or (earlier and earlier not in by_id):
        raise Http404("no such release of this country")
    before = by_id[earlier] if earlier else _before(to, releases)
    result = Compared(code, to.name, releases, before, to)
    if before is not None and before.pk != to.pk:
        result.same_framework = before.framework_id == to.framework_id
        _compare(result, round_of(before), round_of(to))
    return result


def _before(to: PublishedRelease, releases: Iterable[PublishedRelease]) -> PublishedRelease | None:
    """The round before; where it is the first, the release that this one follows."""
    earlier = [one for one in releases if one.reference_date < to.reference_date and one.shown]
    same = [one for one in releases if one.pk == to.predecessor]
    return next(iter(reversed(earlier or same)), None)


def _compare(result: Compared, before: Round, after: Round) -> None:
    old = {one.answer.indicator.code: one for one in before.answers}
    for one in after.answers:
        was = old.get(one.answer.indicator.code)
        change = Change(was, one, *_cited(was, one))
        if was is None or was.answer.level != one.answer.level or was.answer.value != one.answer.value:
            result.moved.append(change)
        elif was.answer.reasons != one.answer.reasons or change.gone or change.new:
            result.rewritten.append(change)


def _cited(before: Answered | None, after: Answered) -> tuple[list[Cited], list[Cited]]:
    """The texts cited only before, and only after."""
    old = {one.ref for one in before.citations} if before else set()
    new = {one.ref for one in after.citations}
    gone = [one for one in before.citations if one.ref not in new] if before else []
    return gone, [one for one in after.citations if one.ref not in old]
