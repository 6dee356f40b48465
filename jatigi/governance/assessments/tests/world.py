"""A small world for tests: a framework of five indicators, a register with endings, two rounds of Mali."""

import datetime
from collections.abc import Sequence
from typing import Any

from django.utils import timezone

from jatigi.foundation.text import PartialDate, Text
from jatigi.governance.assessments import recording
from jatigi.governance.assessments.changes import codings as act
from jatigi.governance.assessments.changes import findings
from jatigi.governance.assessments.changes import rounds as lead
from jatigi.governance.assessments.models import Answer, Coding, Finding, Round
from jatigi.governance.assessments.rules.judgements import Cited, Judged
from jatigi.governance.frameworks.models import Framework, FrameworkVersion, Indicator, IndicatorVersion, Node
from jatigi.governance.instruments.models import Evidence, Instrument, Participation, Succession

D = datetime.date
LEVELS = [
    {"id": level, "value": value, "label": {"fr": fr, "en": en}, "anchor": {"fr": "…", "en": "…"}}
    for level, value, fr, en in (
        ("absent", 0, "Absent", "Absent"),
        ("partial", 0.5, "Partiel", "Partial"),
        ("complete", 1, "Complet", "Complete"),
    )
]
CODES = ("rights.health", "rights.school", "mobility.region", "mobility.visas")


def text(word: str) -> Text:
    return Text.of({"fr": f"{word} (fr)", "en": f"{word} (en)"})


def make_framework(id: str = "t-national", version: str = "1.0", *, extends: FrameworkVersion | None = None,
                   codes: Sequence[str] = (*CODES, "mobility.days")) -> FrameworkVersion:  # fmt: skip
    """A published version: dimensions are the first words of the codes; ``mobility.days`` is on a number scale."""
    framework, _new = Framework.objects.get_or_create(pk=id)
    made = FrameworkVersion.objects.create(
        framework=framework, version=version, extends=extends, title=text(id), about=text(id), licence="CC-BY-4.0",
        document={}, digest="0" * 64,
    )  # fmt: skip
    nodes: dict[str, Node] = {}
    for place, code in enumerate(codes):
        dimension = code.split(".")[0]
        if dimension not in nodes:
            nodes[dimension] = Node.objects.create(version=made, code=dimension, position=place, title=text(dimension))
        indicator, _new = Indicator.objects.get_or_create(framework=framework, code=code)
        IndicatorVersion.objects.create(
            version=made, indicator=indicator, node=nodes[dimension], dimension=nodes[dimension], position=place,
            number=f"{len(nodes)}.{place + 1}", name=text(code), question=text(code), scale="presence", weight=1,
            levels=[] if code.endswith("days") else LEVELS,
        )  # fmt: skip
    made.state, made.published_at = FrameworkVersion.State.PUBLISHED, timezone.now()
    made.save()
    return made


def make_instrument(code: str, kind: str = "law", *, mali: Any = None, **dates: str) -> Instrument:
    parsed = {name: PartialDate.parse(value) for name, value in dates.items()}
    return Instrument.objects.create(
        code=code, kind=kind, jurisdiction=mali, title=text(code), status="verified", **parsed
    )


class World:
    """Everything the tests stand on. ``cast`` is the cast of the root conftest."""

    def __init__(self, cast: Any) -> None:
        self.cast, self.mali = cast, cast.mali
        for place in (cast.mali, cast.senegal):
            place.refresh_from_db()  # names as they come from the database
        self.framework = make_framework()
        self._register()
        about = text("exercice")
        self.before = Round.objects.create(
            code="MLI-2021", jurisdiction=self.mali, label="2021", framework=self.framework, origin="reconstructed",
            about=about, reference_date=D(2021, 7, 28), state="published", languages=["fr", "en"],
            opened_at=timezone.now(),
        )  # fmt: skip
        self.round = lead.open_round(
            by=cast.aminata, code="MLI-2026", jurisdiction=self.mali, label="2026", framework=self.framework,
            reference_date=D(2026, 6, 30), about=about, previous=self.before,
        )  # fmt: skip

    def _register(self) -> None:
        mali = self.mali
        self.law = make_instrument("law-2004", mali=mali, adopted="2004-11-25", in_force_from="2004-11-25")
        self.protocol = make_instrument("protocol-1979", "regional_act", adopted="1979-05-29", in_force_from="1980")
        Participation.objects.create(instrument=self.protocol, place=mali, left=PartialDate("2025-01-29"))
        self.old_plan = make_instrument("plan-2009", "plan", mali=mali, adopted="2009", in_force_until="2014")
        self.new_plan = make_instrument("plan-2015", "plan", mali=mali, adopted="2015-03")
        Succession.objects.create(later=self.new_plan, earlier=self.old_plan, kind="supersedes")
        self.future = make_instrument("law-2030", mali=mali, adopted="2030-01-01", in_force_from="2030-01-01")
        self.report = self.evidence("report-2020", dated="2020-05")
        self.reply = self.evidence("reply", kind="official_reply", dated="2026-02-01", publishable=False)

    def evidence(self, code: str, *, kind: str = "document", dated: str | None = None, **more: Any) -> Evidence:
        return Evidence.objects.create(
            jurisdiction=self.mali, code=code, kind=kind, title=text(code), text=text(code), confidence="medium",
            dated=PartialDate.parse(dated) if dated else None, **more,
        )  # fmt: skip

    def indicator(self, code: str = CODES[0], framework: FrameworkVersion | None = None) -> IndicatorVersion:
        return IndicatorVersion.objects.select_related("indicator", "dimension").get(
            version=framework or self.framework, indicator__code=code
        )

    def set_state(self, state: str, round: Round | None = None) -> Round:
        """Put a round at a stage without walking there."""
        moved = round or self.round
        Round.objects.filter(pk=moved.pk).update(state=state)
        moved.refresh_from_db()
        return moved

    def coded(self, code: str = CODES[0], level: str = "partial", *, by: Any = None, state: str = "collection",
              cites: Sequence[Cited] = (), **more: Any) -> Coding:  # fmt: skip
        """Hand in a coding in the round under way."""
        self.set_state(state)
        return act.submit_coding(
            self.round, self.indicator(code), judged(level, cites=cites, **more), by=by or self.cast.boubacar
        )

    def agreed(self, code: str = CODES[0], level: str = "partial", *, cites: Sequence[Cited] = (), by: Any = None,
               **more: Any) -> Answer:  # fmt: skip
        """Hand in and accept: an agreed answer."""
        coding = self.coded(code, level, by=by, cites=cites, **more)
        return act.accept_coding(coding, by=self.cast.coumba, revision=coding.revisions.count()).answer

    def finding(self, **more: Any) -> Finding:
        """Write a finding on every answer of the round under way."""
        values: dict[str, Any] = {
            "kind": "gap", "text": text("constat"), "answers": Answer.objects.filter(round=self.round),
        } | more  # fmt: skip
        written = findings.Written(self.indicator().dimension, **values)
        return findings.write_finding(self.round, written, by=self.cast.boubacar)

    def past(self, code: str, level: str, *cites: Cited) -> None:
        """Give the previous round a published answer."""
        coding = Coding.objects.create(round=self.before, indicator=self.indicator(code), state="accepted")
        one = judged(level, cites=cites)
        read = recording.add_coding_revision(coding, self.before, one, by=None)
        recording.add_answer_revision(self.before, read, by=None)


def judged(level: str = "partial", *, cites: Sequence[Cited] = (), **more: Any) -> Judged:
    """A complete judgement."""
    values: dict[str, Any] = {"reasons": "Lu dans le texte cité.", "confidence": "medium"} | more
    return Judged(level=level, citations=tuple(cites) or (LAW,), **values)


LAW = Cited(instrument="law-2004", place="art. 3")
PROTOCOL = Cited(instrument="protocol-1979", place="art. 2", quote="Libre circulation", quote_lang="fr")
