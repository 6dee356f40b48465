"""What a paragraph rests on, as its form shows it: what is chosen with what is wrong with it, what is found, what is
offered."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import get_language, pgettext
from django.utils.translation import gettext as _

from jatigi.foundation.text import Text, typeset
from jatigi.foundation.text.dates import written
from jatigi.foundation.web.templatetags.jatigi import address
from jatigi.governance.assessments.models import Round
from jatigi.governance.assessments.queries.answers import AnswerRow
from jatigi.governance.instruments import rules as register_rules
from jatigi.governance.instruments.models import Evidence, Instrument
from jatigi.governance.instruments.queries import endings_for
from jatigi.governance.instruments.queries.evidence import matching_evidence
from jatigi.governance.instruments.queries.register import matching, register_of
from jatigi.governance.instruments.words import EVIDENCE_KINDS, KINDS, how_it_ends
from jatigi.governance.profiles.compose import number_as_printed
from jatigi.governance.profiles.rules import Support

FIELDS: Final = ("answers", "instruments", "evidence")
MOST: Final = 8  # of each kind in a search


@dataclass(frozen=True)
class Chosen:
    """What is ticked: indicators, instruments and evidence by code."""

    answers: Collection[str] = ()
    instruments: Collection[str] = ()
    evidence: Collection[str] = ()

    @classmethod
    def of(cls, support: Support | None) -> "Chosen":
        """What a revision rests on."""
        return cls(sorted(support.answers), support.instruments, support.evidence) if support else cls()

    def __contains__(self, rest: "Rest") -> bool:
        return rest.value in getattr(self, rest.field)

    def __bool__(self) -> bool:
        return bool(self.answers or self.instruments or self.evidence)


@dataclass(frozen=True)
class Rest:
    """One thing a paragraph may rest on. ``href`` is where it is read and put right."""

    field: str
    value: str
    label: str
    detail: str
    href: str
    warnings: tuple[str, ...] = ()


@dataclass
class Rests:
    """The things of a round, looked up once for a page."""

    round: Round
    rows: Sequence[AnswerRow]
    readable: QuerySet[Evidence]
    support: Support | None = None  # of the latest revision: answers given anew since are told
    by_code: dict[str, AnswerRow] = field(init=False)

    def __post_init__(self) -> None:
        self.by_code = {row.code: row for row in self.rows if row.answered}
        self.lang = (get_language() or "fr").split("-")[0]
        self.place = self.round.jurisdiction_id

    def chosen(self, chosen: Chosen) -> list[Rest]:
        """What is ticked, with what is wrong with each."""
        answers = [self._answer(row) for row in self.rows if row.code in chosen.answers and row.answered]
        texts = Instrument.objects.filter(pk__in=chosen.instruments).order_by("pk")
        pieces = self.readable.filter(jurisdiction=self.place, code__in=chosen.evidence).order_by("code")
        return [*answers, *self._texts(texts), *map(self._piece, pieces)]

    def found(self, text: str, chosen: Chosen) -> list[Rest]:
        """What fits the words of a search and is not ticked yet."""
        asked = register_rules.words(text)
        if not asked:
            return []
        answers = [self._answer(row) for row in self.by_code.values() if _fits(row, asked)]
        texts = matching(register_of(self.place), text).exclude(pk__in=chosen.instruments)
        ranked = sorted(texts.order_by("pk")[:200], key=lambda one: _rank(one, asked))
        mine = self.readable.filter(jurisdiction=self.place)
        pieces = matching_evidence(mine, text).exclude(code__in=chosen.evidence).order_by("code")
        fresh = [one for one in answers if one not in chosen]
        return [*fresh[:MOST], *self._texts(ranked[:MOST]), *map(self._piece, pieces[:MOST])]

    def offered(self, dimension: str, chosen: Chosen) -> list[tuple[str, list[Rest]]]:
        """Answers of the section's dimension (every one, where it has none), and what they cite."""
        rows = [row for row in self.by_code.values() if not dimension or row.dimension == dimension]
        cited = {(one.kind, one.ref) for row in rows for one in row.citations}
        texts = Instrument.objects.filter(pk__in=[ref for kind, ref in cited if kind == "instrument"]).order_by("pk")
        codes = [ref for kind, ref in cited if kind == "evidence"]
        pieces = self.readable.filter(jurisdiction=self.place, code__in=codes).order_by("code")
        statistics = self.readable.filter(jurisdiction=self.place, kind=Evidence.Kind.STATISTIC).order_by("code")
        groups: list[tuple[str, Iterable[Rest]]] = [
            (_("Answers"), map(self._answer, rows)),
            (_("Texts that they cite"), self._texts(texts)),
            (_("Other evidence that they cite"), map(self._piece, pieces)),
            (_("Statistics shown"), [] if dimension else map(self._piece, statistics)),
        ]
        left = [(name, [one for one in rests if one not in chosen]) for name, rests in groups]
        return [(name, rests) for name, rests in left if rests]

    def _answer(self, row: AnswerRow) -> Rest:
        warnings = []
        if self.support and self.support.answers.get(row.code, row.revision) != row.revision:
            warnings.append(_("Given anew since this text was saved: read it, then save the text again."))
        if row.state is not None:
            warnings.append(_("What it cites has ended."))
        label = f"{row.number} {self._text(row.indicator.name)}"
        href = address(f"desk/rounds/{self.round.pk}/answers/{row.code}/")
        return Rest("answers", row.code, label, _level(row, self.lang), href, tuple(warnings))

    def _texts(self, texts: Iterable[Instrument]) -> list[Rest]:
        rows = list(texts)
        ends = endings_for(self.place, [one.pk for one in rows])
        return [self._instrument(one, ends) for one in rows]

    def _instrument(self, one: Instrument, ends: Mapping[str, register_rules.Ending]) -> Rest:
        warnings = []
        ending = ends.get(one.pk)
        if ending is not None and (ending.on is None or ending.over_on(self.round.reference_date)):
            ended = how_it_ends(ending, self.lang)
            warnings.append(_("Did not stand on the reference date: %(ending)s.") % {"ending": ended})
        if one.status == "recalled":
            warnings.append(_("Not verified: nothing may rest on it before it is read in a source."))
        dated = one.adopted or one.in_force_from
        parts = [str(KINDS[one.kind]), one.number, written(dated, self.lang, short=True) if dated else ""]
        label, detail = self._text(one.title), ", ".join(filter(None, parts))
        return Rest("instruments", one.pk, label, detail, reverse("instrument", args=[one.pk]), tuple(warnings))

    def _piece(self, one: Evidence) -> Rest:
        warnings = () if one.publishable else (_("Internal: the document will not name it."),)
        figure = f"{number_as_printed(one.value, self.lang)} {self._text(one.unit)}".strip() if one.value else ""
        dated = written(one.dated, self.lang, short=True) if one.dated else ""
        detail = ", ".join(filter(None, [str(EVIDENCE_KINDS[one.kind]), figure, one.publisher, dated]))
        return Rest("evidence", one.code, self._text(one.title), detail, reverse("evidence", args=[one.pk]), warnings)

    def _text(self, text: Text) -> str:
        return typeset(text.text(self.lang), text.lang_of(self.lang))


def _level(row: AnswerRow, lang: str) -> str:
    fixed = {"unknown": pgettext("level", "Unknown"), "not_applicable": pgettext("level", "Not applicable")}
    if row.level in fixed:
        return fixed[row.level]
    label = next((one["label"] for one in row.indicator.levels if one["id"] == row.level), None)
    return label.get(lang) or next(iter(label.values())) if label else f"{row.value if row.value is not None else ''}"


def _fits(row: AnswerRow, asked: Sequence[str]) -> bool:
    said = [row.number, row.code, *row.indicator.name.plain().values(), *row.indicator.question.plain().values()]
    words = register_rules.folded(said)
    return all(f" {word}" in words for word in asked)


def _rank(one: Instrument, asked: Sequence[str]) -> tuple[int, str]:
    return register_rules.rank(asked, one.pk, one.number, list(one.title.plain().values())), one.pk
