"""A small round, ready to be released, in which every private field holds a marker."""

import datetime
from dataclasses import dataclass
from typing import Any

from jatigi.foundation.text import PartialDate, Text
from jatigi.governance.assessments.models import (
    Answer,
    AnswerRevision,
    Citation,
    Coding,
    CodingRevision,
    Draft,
    Finding,
    JournalEntry,
    Message,
    Round,
    Step,
    Subject,
    Thread,
)
from jatigi.governance.frameworks.models import Framework, FrameworkVersion, Indicator, IndicatorVersion, Node
from jatigi.governance.instruments.models import (
    Claim,
    Evidence,
    Instrument,
    LegalEffect,
    Participation,
    Source,
)
from jatigi.governance.profiles.models import Paragraph, ParagraphRevision, Profile

MARKER = "SECRETMARKER"
DECIDED = datetime.datetime(2026, 3, 2, 9, 30, tzinfo=datetime.UTC)
EARLIER = datetime.datetime(2026, 2, 1, 8, 0, tzinfo=datetime.UTC)
LATER = datetime.datetime(2026, 4, 1, 8, 0, tzinfo=datetime.UTC)
REFERENCE = datetime.date(2021, 12, 31)
LEVELS = ("absent", "partial", "complete")
ASKED = ("rights.health", "rights.school", "rights.work", "mobility.entry", "mobility.region", "mobility.data")


def both(fr: str, en: str) -> Text:
    return Text.of({"fr": fr, "en": en})


def _title(identifier: str) -> dict[str, str]:
    return {"fr": f"{identifier} en français", "en": f"{identifier} in English"}


def document() -> dict[str, Any]:
    """A framework of two dimensions with three indicators each."""

    def indicator(identifier: str) -> dict[str, Any]:
        anchors = {level: {"fr": f"Ancre {level}", "en": f"Anchor {level}"} for level in LEVELS}
        return {"id": identifier, "name": _title(identifier), "scale": "presence", "question": _title(identifier),
                "levels": anchors}  # fmt: skip

    def dimension(identifier: str) -> dict[str, Any]:
        asked = [indicator(one) for one in ASKED if one.startswith(identifier)]
        sub = {"id": f"{identifier}.all", "title": _title(f"{identifier}.all"), "indicators": asked}
        return {"id": identifier, "title": _title(identifier), "subdimensions": [sub]}

    return {
        "framework": "small",
        "version": "1.0",
        "title": _title("small"),
        "about": _title("about"),
        "licence": "CC-BY-4.0",
        "scales": {
            "presence": {
                "levels": [
                    {"id": level, "value": place / 2, "label": {"fr": level.capitalize(), "en": level.capitalize()}}
                    for place, level in enumerate(LEVELS)
                ]
            }
        },
        "dimensions": [dimension("rights"), dimension("mobility")],
    }


@dataclass
class World:
    """The round and what the tests reach into. ``answer``, ``finding`` and ``paragraph`` write into ``round``."""

    cast: Any
    version: FrameworkVersion
    round: Round
    indicators: dict[str, IndicatorVersion]
    law: Instrument
    protocol: Instrument
    report: Evidence
    secret: Evidence
    record: Any = None  # what was said and what followed, see :mod:`.record`

    def answer(self, code: str, level: str, *cites: Any, at: datetime.datetime = EARLIER, **values: Any) -> Answer:
        """An agreed answer, or a further revision of it."""
        indicator = self.indicators[code]
        found = Answer.objects.filter(round=self.round, indicator=indicator).first()
        if found is None:
            subject = Subject.objects.create(kind="answer", round=self.round)
            found = Answer.objects.create(round=self.round, indicator=indicator, subject=subject)
        values = {"reasons": f"Raisons de {code}.", "confidence": "high", "holds_on": REFERENCE} | values
        revision = AnswerRevision.objects.create(
            answer=found, number=found.revisions.count() + 1, level=level, recorded_at=at,
            recorded_by=self.cast.coumba, **values,
        )  # fmt: skip
        for position, cited in enumerate(cites, 1):
            thing = {"instrument": cited} if isinstance(cited, Instrument) else {"evidence": cited}
            quote = MARKER if cited == self.secret else "Toute personne…"
            Citation.objects.create(
                answer_revision=revision, position=position, place="art. 3", quote=quote, quote_lang="fr", **thing
            )
        return found

    def finding(self, code: str, kind: str, text: Text, *, state: str = "reviewed", at: datetime.datetime = EARLIER,
                cites: tuple[Any, ...] = ()) -> Finding:  # fmt: skip
        subject = Subject.objects.create(kind="finding", round=self.round)
        made = Finding.objects.create(
            subject=subject, round=self.round, code=code, dimension=self.indicators["rights.health"].dimension,
            kind=kind, position=Finding.objects.count(), text=text, state=state, changed_at=at,
            written_by=self.cast.boubacar,
        )  # fmt: skip
        made.answers.set(Answer.objects.filter(round=self.round, indicator=self.indicators["rights.health"]))
        for cited in cites:
            (made.instruments if isinstance(cited, Instrument) else made.evidence).add(cited)
        return made

    def paragraph(self, code: str, section: str, text: Text, *cites: Any, dimension: Node | None = None,
                  answers: tuple[str, ...] = ("rights.health",), at: datetime.datetime = EARLIER,
                  reviewed: bool = True) -> Paragraph:  # fmt: skip
        """A paragraph, or a further revision of it, that rests on answers as they are now."""
        made = Paragraph.objects.filter(code=code).first() or Paragraph.objects.create(
            profile=self.round.profile, subject=Subject.objects.create(kind="paragraph", round=self.round), code=code,
            section=section, dimension=dimension, position=Paragraph.objects.count(),
        )  # fmt: skip
        revision = ParagraphRevision.objects.create(
            paragraph=made, number=made.revisions.count() + 1, text=text, cause="written", recorded_at=at,
            recorded_by=self.cast.boubacar,
        )  # fmt: skip
        for indicator in answers:
            revision.answers.add(
                AnswerRevision.objects.filter(answer__indicator=self.indicators[indicator]).order_by("number").last()
            )
        for cited in cites:
            (revision.instruments if isinstance(cited, Instrument) else revision.evidence).add(cited)
        made.reviewed_number = revision.number if reviewed else 0
        made.save()
        return made


def _levels(content: dict[str, Any], indicator: dict[str, Any]) -> list[dict[str, Any]]:
    return [level | {"anchor": indicator["levels"][level["id"]]} for level in content["scales"]["presence"]["levels"]]


def load_framework() -> FrameworkVersion:
    content = document()
    framework = Framework.objects.create(id="small")
    version = FrameworkVersion.objects.create(
        framework=framework, version="1.0", title=content["title"], about=content["about"], licence="CC-BY-4.0",
        state="published", document=content, digest="0" * 64, published_at=EARLIER,
    )  # fmt: skip
    position = 0
    for number, dimension in enumerate(content["dimensions"], 1):
        top = Node.objects.create(version=version, code=dimension["id"], position=number, title=dimension["title"])
        sub = dimension["subdimensions"][0]
        node = Node.objects.create(version=version, parent=top, code=sub["id"], position=number, title=sub["title"])
        for place, one in enumerate(sub["indicators"], 1):
            position += 1
            IndicatorVersion.objects.create(
                version=version, indicator=Indicator.objects.create(framework=framework, code=one["id"]), node=node,
                dimension=top, position=position, number=f"{number}.{place}", name=one["name"],
                question=one["question"], scale="presence", weight=1, levels=_levels(content, one),
            )  # fmt: skip
    return version


def build_world(cast: Any) -> World:
    """Everything a release is made from, and every private field with the marker in it."""
    version = load_framework()
    earlier = Round.objects.create(
        code="MLI-2018", jurisdiction=cast.mali, label="2018", framework=version, origin="reconstructed",
        reference_date=datetime.date(2018, 12, 31), state="reviewed_by_project", languages=["fr", "en"],
        scores_public=True, opened_at=EARLIER,
    )  # fmt: skip
    round = Round.objects.create(
        previous=earlier, code="MLI-2021", jurisdiction=cast.mali, label="2021", framework=version,
        origin="reconstructed",
        about=both("Essai", "Trial"), reference_date=REFERENCE, state="reviewed_by_project", languages=["fr", "en"],
        scores_public=True, opened_at=EARLIER,
    )  # fmt: skip
    Step.objects.create(round=round, action="review_by_project", state_before="review",
                        state_after="reviewed_by_project", at=DECIDED, by=cast.coumba, note=MARKER)  # fmt: skip
    law = Instrument.objects.create(
        code="law-2012", kind="law", jurisdiction=cast.mali, title=both("Loi d’essai", "Sample Act"), number="12-001",
        adopted=PartialDate("2012-05-04"), in_force_from=PartialDate("2012"), status="verified",
        subjects=["rights", "entry"], summary=both("Résumé & <b>", "Summary & <b>"),
    )  # fmt: skip
    protocol = Instrument.objects.create(
        code="protocol-1979", kind="regional_act", title=both("Protocole d’essai", "Sample Protocol"),
        adopted=PartialDate("1979-05-29"), status="disputed",
    )  # fmt: skip
    Participation.objects.create(
        instrument=protocol, place=cast.mali, ratified=PartialDate("1980"), left=PartialDate("2025-01-29")
    )
    LegalEffect.objects.create(
        instrument=protocol, place=cast.mali, text=both("Examiné", "Examined"), holds_on=datetime.date(2025, 2, 1),
        recorded_at=EARLIER, recorded_by=cast.coumba,
    )  # fmt: skip
    source = Source.objects.create(instrument=protocol, position=1, url="https://example.org/p", publisher="Journal",
                                   says=both("Dit 1980", "Says 1980"))  # fmt: skip
    Claim.objects.create(instrument=protocol, field="participation.MLI.ratified", value="1980", source=source,
                         chosen=True, reason=both("Plus proche", "Closest"))  # fmt: skip
    Claim.objects.create(instrument=protocol, field="participation.MLI.ratified", value="1982")
    report = Evidence.objects.create(
        jurisdiction=cast.mali, code="report-2019", kind="document", title=both("Rapport", "Report"),
        text=both("Ce qu’il montre", "What it shows"), dated=PartialDate("2019-06"), url="https://example.org/r",
        publisher="Ministère", confidence="medium",
    )  # fmt: skip
    secret = Evidence.objects.create(
        jurisdiction=cast.mali, code=f"{MARKER}-reply", kind="official_reply", title=both(MARKER, MARKER),
        text=both(MARKER, MARKER), dated=PartialDate("2020"), publisher=MARKER, confidence="high", publishable=False,
    )  # fmt: skip
    indicators = {one.indicator.code: one for one in IndicatorVersion.objects.select_related("indicator", "dimension")}
    world = World(cast, version, round, indicators, law, protocol, report, secret)
    _answers(world)
    _profile(world)
    _private(world)
    world.round = Round.objects.get(pk=round.pk)  # as everybody else gets it: from the database
    return world


def _answers(world: World) -> None:
    current, world.round = world.round, Round.objects.get(pk="MLI-2018")
    world.answer("rights.health", "absent", world.law)
    world.round = current
    world.answer("rights.health", "partial", world.law)
    world.answer("rights.health", "complete", world.law, world.report, at=DECIDED, reasons="Le texte & « tout » <b>.")
    world.answer("rights.school", "absent", world.secret)
    world.answer("rights.work", "unknown", reasons="Cherché, non trouvé.", confidence="")
    world.answer("mobility.entry", "not_applicable", world.law, world.secret)
    world.answer("mobility.region", "complete", world.protocol)
    world.finding("good-1", "good_practice", both("La loi protège.", "The act protects."), cites=(world.law,))
    world.finding("since-1", "since_then", both("Depuis lors.", "Since then."), cites=(world.protocol, world.secret))
    world.finding("draft-1", "gap", both(MARKER, MARKER), state="draft")
    world.finding("dropped-1", "gap", both(MARKER, MARKER), state="dropped")


def _private(world: World) -> None:
    """Whatever must never leave, each with the marker."""
    cast, indicator = world.cast, world.indicators["rights.health"]
    for person in (cast.boubacar, cast.coumba):
        person.name = f"{MARKER} {person.name}"
        person.save()
    JournalEntry.objects.create(round=world.round, indicator=indicator, user=cast.boubacar, text=MARKER,
                                written_at=EARLIER)  # fmt: skip
    Draft.objects.create(round=world.round, indicator=indicator, user=cast.boubacar, content={"reasons": MARKER},
                         saved_at=EARLIER)  # fmt: skip
    coding = Coding.objects.create(round=world.round, indicator=indicator, assessor=cast.boubacar, state="accepted")
    CodingRevision.objects.create(coding=coding, number=1, level="absent", reasons=MARKER, holds_on=REFERENCE,
                                  recorded_at=EARLIER, recorded_by=cast.boubacar)  # fmt: skip
    thread = Thread.objects.create(coding=coding, opened_at=EARLIER)
    Message.objects.create(thread=thread, author=cast.coumba, text=MARKER, written_at=EARLIER)


def _profile(world: World) -> None:
    """A paragraph in each section and a lead for each dimension, reviewed; and drafts of them that nobody reads."""
    Profile.objects.create(round=world.round, title=both("Profil d’essai", "Trial profile"), opened_at=EARLIER)
    for code in ("objective", "method", "context", "sources", "disclaimer"):
        world.paragraph(code, code, both(f"{code} en français.", f"{code} in English."), world.law)
    for node in world.version.nodes.filter(parent=None):
        lead = both(f"Entrée de {node.code}.", f"Lead of {node.code}.")
        world.paragraph(f"{node.code}-lead", "dimension", lead, world.law, dimension=node)
    dropped = world.paragraph("dropped", "method", both(MARKER, MARKER), world.law)
    Paragraph.objects.filter(pk=dropped.pk).update(dropped_at=EARLIER)
