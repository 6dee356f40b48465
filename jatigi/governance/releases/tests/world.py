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
from jatigi.governance.profiles import model as profiles
from jatigi.governance.profiles import wording

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
    """The round and what the tests reach into."""

    cast: Any
    version: FrameworkVersion
    round: Round
    indicators: dict[str, IndicatorVersion]
    law: Instrument
    protocol: Instrument
    report: Evidence
    secret: Evidence

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
                question=one["question"], scale="presence", weight=1,
            )  # fmt: skip
    return version


def build_world(cast: Any) -> World:
    """Everything a release is made from, and every private field with the marker in it."""
    version = load_framework()
    round = Round.objects.create(
        code="MLI-2021", jurisdiction=cast.mali, label="2021", framework=version, origin="reconstructed",
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
        publisher="Ministère", confidence="medium", function=MARKER,
    )  # fmt: skip
    secret = Evidence.objects.create(
        jurisdiction=cast.mali, code=f"{MARKER}-reply", kind="official_reply", title=both(MARKER, MARKER),
        text=both(MARKER, MARKER), dated=PartialDate("2020"), publisher=MARKER, confidence="high", publishable=False,
    )  # fmt: skip
    indicators = {one.indicator.code: one for one in IndicatorVersion.objects.select_related("indicator", "dimension")}
    world = World(cast, version, round, indicators, law, protocol, report, secret)
    _answers(world)
    _private(world)
    return world


def _answers(world: World) -> None:
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


def sample_profile(scores_public: bool = True) -> profiles.Profile:
    """The content model of the small round."""
    named = [profiles.Level(level, {"fr": level.capitalize(), "en": level.capitalize()}, level) for level in LEVELS]
    levels = (*named, profiles.Level("unknown", {}, "unknown"), profiles.Level("not_applicable", {}, "not_applicable"))
    given = {
        "rights.health": "complete", "rights.school": "absent", "rights.work": "unknown",
        "mobility.entry": "not_applicable", "mobility.region": "complete", "mobility.data": "unknown",
    }  # fmt: skip
    dimensions = []
    for number, identifier in enumerate(("rights", "mobility"), 1):
        asked = [one for one in ASKED if one.startswith(identifier)]
        answers = tuple(
            profiles.Answer(one, f"{number}.{place}", _title(one), _title(one), given[one])
            for place, one in enumerate(asked, 1)
        )
        counts = {level: [given[one] for one in asked].count(level) for level in (*LEVELS, "unknown", "not_applicable")}
        lead = profiles.Paragraph(f"{identifier}-lead", _title("lead"), (asked[0],), (1,))
        note = profiles.Note(1, "instrument", "law-2012", _title("law"), "https://example.org")
        dimensions.append(
            profiles.Dimension(
                identifier, number, _title(identifier), profiles.Standing(counts), lead=(lead,), answers=answers,
                to_document=tuple(one for one in asked if given[one] == "unknown"), notes=(note,),
            )
        )  # fmt: skip
    support = profiles.Note(1, "evidence", "report-2019", _title("report"))
    sections = {
        name: profiles.Section(
            name, _title(name), (profiles.Paragraph(f"{name}-1", _title(name), (), (1,)),), (support,)
        )
        for name in ("method", "context", "changes", "sources", "disclaimer")
    }
    overall = {level: list(given.values()).count(level) for level in (*LEVELS, "unknown", "not_applicable")}
    return profiles.Profile(
        round="MLI-2021", label="2021", jurisdiction="MLI", country={"fr": "Mali", "en": "Mali"},
        origin="reconstructed",
        origin_notice={lang: wording.origin_notice("reconstructed", lang) for lang in ("fr", "en")},
        languages=("fr", "en"), title={"fr": "Profil d’essai", "en": "Trial profile"}, reference_date="2021-12-31",
        framework="small@1.0", framework_title=_title("small"), levels=levels, overall=profiles.Standing(overall),
        dimensions=tuple(dimensions), scores_public=False, front=(sections["method"],), context=sections["context"],
        previous="MLI-2018", previous_label="2018", changes=sections["changes"],
        sources_text=sections["sources"], back=(sections["disclaimer"],),
    )  # fmt: skip
