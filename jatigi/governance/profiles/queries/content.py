"""The content model of a round's profile, as known at a time."""

import datetime
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.utils import timezone

from jatigi.foundation.text import Text
from jatigi.foundation.web.figures.data import Interval
from jatigi.governance.assessments.models import Finding, Round
from jatigi.governance.assessments.queries.answers import AnswerRow, answers_of
from jatigi.governance.assessments.queries.asked import asked
from jatigi.governance.assessments.queries.findings import findings_of, order_of
from jatigi.governance.assessments.rules.evidence import ToReverify
from jatigi.governance.frameworks.models import Node
from jatigi.governance.profiles import model, rules, wording
from jatigi.governance.profiles.models import Abbreviation, ContextFigure, Logo, Profile
from jatigi.governance.profiles.queries.paragraphs import ParagraphRow, paragraph_rows
from jatigi.governance.profiles.queries.sources import Library, Notes, Ref, words
from jatigi.governance.profiles.queries.standing import counted, intervals


def profile_of(
    round: Round,
    as_known_at: datetime.datetime | None = None,
    *,
    today: datetime.date | None = None,
    with_drafts: bool = False,
) -> model.Profile:
    """The profile of a round.

    Args:
        as_known_at: what was recorded by then; None: now.
        today: the day on which endings are looked at; the day of ``as_known_at`` by default.
        with_drafts: also findings that are not reviewed yet, for a preview. A release has reviewed ones only.
    """
    day = today or timezone.localdate(as_known_at)
    rows = answers_of(round, as_known_at, today=day)
    findings = [one for one in findings_of(round) if with_drafts or one.state == "reviewed"]
    return _Building(round, as_known_at, rows, findings, paragraph_rows(round, as_known_at)).profile()


@dataclass
class _Building:
    """The parts at hand while a profile is put together."""

    round: Round
    as_known_at: datetime.datetime | None
    rows: Sequence[AnswerRow]
    findings: Sequence[Finding]
    paragraphs: Sequence[ParagraphRow]

    def __post_init__(self) -> None:
        self.by_code = {row.code: row for row in self.rows}
        self.languages: list[str] = list(self.round.languages)
        self.figures = list(ContextFigure.objects.filter(profile=self.round.pk).select_related("evidence"))
        self.library = Library(self.languages)
        self.library.read(self._all_refs(), self.round.jurisdiction_id)
        previous = self.round.previous
        self.asked_before = {one.indicator.code for one in asked(previous)} if previous else set()
        self.shapes = {row.code: rules.shape_of(row.level, order_of(row)) for row in self.rows}
        self.shapes_before = {
            row.code: rules.shape_of(row.previous_level or "unknown", order_of(row)) for row in self.rows
        }

    def _all_refs(self) -> Iterable[Ref]:
        yield from ((one.kind, one.ref) for row in self.rows for one in row.citations if one.publishable)
        yield from (("instrument", row.state.ref) for row in self.rows if row.state)
        for finding in self.findings:
            yield from (("instrument", one.pk) for one in finding.instruments.all())
            yield from (("evidence", one.code) for one in finding.evidence.all())
        for row in self.paragraphs:
            yield from (("instrument", one) for one in row.support.instruments)
            yield from (("evidence", one) for one in row.support.evidence)

    def profile(self) -> model.Profile:
        """All of it."""
        round, previous = self.round, self.round.previous
        stored = Profile.objects.filter(pk=round.pk).first()
        scored = self._intervals()
        dimensions = tuple(self._dimensions(scored))
        return model.Profile(
            round=round.pk,
            label=round.label,
            jurisdiction=round.jurisdiction_id,
            country=self._all(round.jurisdiction.name),
            origin=round.origin,
            origin_notice={lang: wording.origin_notice(round.origin, lang) for lang in self.languages},
            languages=tuple(self.languages),
            title=self._title(stored),
            reference_date=round.reference_date.isoformat(),
            framework=round.framework.key,
            framework_title=self._all(round.framework.title),
            levels=tuple(self._levels()),
            overall=model.Standing(counted(self.shapes.values()), scored.get(round.label, {}).get("")),
            dimensions=dimensions,
            scores_public=round.scores_public,
            previous=previous.pk if previous else "",
            previous_label=previous.label if previous else "",
            overall_before=model.Standing(counted(self.shapes_before.values()), scored.get(previous.label, {}).get(""))
            if previous
            else None,
            front=self._sections(rules.FRONT),
            context=self._section("context"),
            figures=tuple(self._figure(one) for one in self.figures if one.evidence.publishable),
            figure_groups=tuple(self._groups()),
            changes=self._section("changes"),
            decisions=self._section("decisions"),
            sources_text=self._section("sources"),
            sources=self.library.key_sources(),
            abbreviations=tuple(
                model.Abbreviation(one.short, self._all(one.long))
                for one in Abbreviation.objects.filter(profile=round.pk)
            ),
            back=self._sections(rules.BACK),
            logos=tuple(
                model.Logo(one.file.sha256, one.file.media_type, self._all(one.alt))
                for one in Logo.objects.filter(profile=round.pk, file__restricted=False).select_related("file")
            ),
        )

    def _all(self, text: Text) -> model.Words:
        """The text in every language of the round; where it lacks, its source."""
        return {lang: text.text(lang) for lang in self.languages}

    def _title(self, stored: Profile | None) -> model.Words:
        if stored is not None and stored.title:
            return self._all(stored.title)
        return {
            lang: f"{self.round.jurisdiction.name.text(lang)}, {self.round.label}: "
            f"{wording.gettext('Migration governance profile', lang)}"
            for lang in self.languages
        }

    def _levels(self) -> Iterable[model.Level]:
        seen: set[str] = set()
        for row in self.rows:
            ordered = order_of(row)
            for level in row.indicator.levels:
                if level["id"] not in seen:
                    seen.add(level["id"])
                    yield model.Level(level["id"], level["label"], rules.shape_of(level["id"], ordered))
        yield model.Level("unknown", {}, "unknown")
        yield model.Level("not_applicable", {}, "not_applicable")
        if any(not row.indicator.levels for row in self.rows):
            label = {lang: wording.pgettext("level", "Measured", lang) for lang in self.languages}
            yield model.Level("measured", label, "partial")

    def _intervals(self) -> dict[str, dict[str, Interval]]:
        if not self.round.scores_public:
            return {}
        panel = {self.round.label: {row.code: _value(row.level, row.value) for row in self.rows}}
        if self.round.previous is not None:
            panel[self.round.previous.label] = {
                row.code: _value(row.previous_level or "unknown", row.previous_value) for row in self.rows
            }
        return intervals(self.round, panel)

    def _dimensions(self, scored: Mapping[str, Mapping[str, Interval]]) -> Iterable[model.Dimension]:
        groups: dict[str, list[AnswerRow]] = {}
        nodes: dict[str, Node] = {}
        for row in self.rows:
            groups.setdefault(row.dimension, []).append(row)
            nodes.setdefault(row.dimension, row.indicator.dimension)
        for number, (code, rows) in enumerate(groups.items(), 1):
            yield self._dimension(number, nodes[code], rows, scored)

    def _dimension(
        self, number: int, node: Node, rows: Sequence[AnswerRow], scored: Mapping[str, Mapping[str, Interval]]
    ) -> model.Dimension:
        notes, code, previous = Notes(self.library, self.by_code), node.code, self.round.previous
        lead = tuple(self._paragraph(one, notes) for one in self.paragraphs if one.place == f"dimension.{code}")
        found = {kind: self._findings(code, kind, notes) for kind in ("good_practice", "gap", "since_then")}
        answers = tuple(self._answer(row) for row in rows)
        before = None
        if previous is not None:
            shapes = counted(self.shapes_before[row.code] for row in rows)
            before = model.Standing(shapes, scored.get(previous.label, {}).get(code))
        return model.Dimension(
            id=code,
            number=number,
            title=self._all(node.title),
            now=model.Standing(
                counted(self.shapes[row.code] for row in rows), scored.get(self.round.label, {}).get(code)
            ),
            before=before,
            lead=lead,
            well_developed=found["good_practice"],
            potential=found["gap"],
            since_then=found["since_then"],
            to_document=tuple(row.code for row in rows if row.level == "unknown"),
            answers=answers,
            changes=tuple(self._changes(rows)),
            notes=notes.all(),
        )

    def _findings(self, dimension: str, kind: str, notes: Notes) -> tuple[model.Paragraph, ...]:
        kept = []
        for one in self.findings:
            codes = [answer.indicator.indicator.code for answer in one.answers.all()]
            levels = [self.by_code[code].level for code in codes if code in self.by_code]
            if one.dimension.code != dimension or one.kind != kind or (kind == "gap" and not rules.keeps_gap(levels)):
                continue
            instruments = sorted(text.pk for text in one.instruments.all())
            evidence = sorted(piece.code for piece in one.evidence.all())
            numbers = notes.named(instruments, evidence, codes)
            kept.append(model.Paragraph(one.code, words(one.text), tuple(sorted(codes)), numbers))
        return tuple(kept)

    def _paragraph(self, row: ParagraphRow, notes: Notes) -> model.Paragraph:
        support = row.support
        numbers = notes.named(support.instruments, support.evidence, sorted(support.answers))
        return model.Paragraph(row.paragraph.code, words(row.text), tuple(sorted(support.answers)), numbers)

    def _answer(self, row: AnswerRow) -> model.Answer:
        cited = tuple(one for one in map(self.library.citation, row.citations) if one is not None)
        state = row.state
        return model.Answer(
            indicator=row.code, number=row.number, name=self._all(row.indicator.name),
            question=self._all(row.indicator.question),
            level=row.level or "measured", value=row.value, confidence=row.confidence, cause=row.cause,
            holds_on=row.holds_on.isoformat() if row.holds_on else "",
            reasons=row.reasons, reasons_lang=row.reasons_lang or self.round.lead_language,
            citations=cited, internal_only=row.internal_only,
            before=self._before_of(row),
            overtaken_since=state.on.iso if state and state.on else "",
            overtaken_by=self._ending(row),
            reverify=isinstance(state, ToReverify),
        )  # fmt: skip

    def _before_of(self, row: AnswerRow) -> str | None:
        """Last round's level: unknown where it asked and had no answer, None where it did not ask."""
        if row.previous_level is not None:
            return row.previous_level or "measured"
        return "unknown" if row.code in self.asked_before else None

    def _ending(self, row: AnswerRow) -> model.Words:
        """Which text ended, how, and what a person found that to mean; « effet à examiner » until then."""
        state = row.state
        if state is None:
            return {}
        cited = self.library.known.get(("instrument", state.ref))
        effect = next((one.effect for one in row.citations if one.effect and one.state == state), None)
        return {
            lang: " – ".join(
                part
                for part in (
                    cited.title.text(lang) if cited else "",
                    effect.text(lang) if effect else wording.ending(state.reason, lang),
                )
                if part
            )
            for lang in self.languages
        }

    def _changes(self, rows: Sequence[AnswerRow]) -> Iterable[model.Change]:
        moved = [
            row
            for row in rows
            if row.answered and row.previous_level is not None
            and (row.level, row.value) != (row.previous_level, row.previous_value)
        ]  # fmt: skip
        if not moved or self.round.previous is None:
            return
        before = self._cited_before()
        for row in moved:
            then = before.get(row.code, ())
            now = tuple(one for one in map(self.library.citation, row.citations) if one is not None)
            confirmed = rules.is_confirmed(row.cause, any(c.dated for c in then), any(c.dated for c in now))
            yield model.Change(
                row.code, row.number, self._all(row.indicator.name), row.previous_level or "measured",
                row.level or "measured", row.cause, confirmed, then, now,
            )  # fmt: skip

    def _cited_before(self) -> dict[str, tuple[model.Citation, ...]]:
        """What last round's answers cite, by indicator; read once, when a level moved."""
        if not hasattr(self, "_before"):
            previous = self.round.previous
            rows = answers_of(previous, self.as_known_at, today=self.round.reference_date) if previous else []
            library = Library(self.languages)
            library.read(
                {(one.kind, one.ref) for row in rows for one in row.citations if one.publishable},
                self.round.jurisdiction_id,
            )
            self._before = {
                row.code: tuple(one for one in map(library.citation, row.citations) if one is not None) for row in rows
            }
        return self._before

    def _sections(self, names: Sequence[str]) -> tuple[model.Section, ...]:
        return tuple(one for one in map(self._section, names) if one is not None)

    def _section(self, name: str) -> model.Section | None:
        rows = [row for row in self.paragraphs if row.place == name]
        if not rows:
            return None
        notes = Notes(self.library, self.by_code)
        paragraphs = tuple(self._paragraph(row, notes) for row in rows)
        title = {lang: wording.section_title(name, lang) for lang in self.languages}
        return model.Section(name, title, paragraphs, notes.all())

    def _figure(self, one: ContextFigure) -> model.KeyFigure:
        said = one.evidence
        return model.KeyFigure(
            id=said.code, group=one.group, title=self._all(said.title), value=said.value, unit=self._all(said.unit),
            definition=self._all(said.definition), dated=said.dated.iso if said.dated else "",
            publisher=said.publisher, url=said.url, standing=one.standing,
            series=tuple(
                model.Point({lang: _label(point["label"], lang) for lang in self.languages}, point["value"])
                for point in one.series
            ),
            upright=one.upright,
        )  # fmt: skip

    def _groups(self) -> Iterable[tuple[str, model.Words]]:
        used = {one.group for one in self.figures if one.evidence.publishable}
        for group in rules.GROUPS:
            if group in used:
                yield group, {lang: wording.figure_group(group, lang) for lang in self.languages}


def _value(level: str, value: float | None) -> str:
    """An answer as scoring reads it."""
    return level if level or value is None else repr(value)


def _label(label: str | Mapping[str, str], lang: str) -> str:
    return label if isinstance(label, str) else label.get(lang) or next(iter(label.values()))
