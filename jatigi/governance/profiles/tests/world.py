"""Two rounds of Mali's place in a test database, on the real framework: answers, findings and evidence are invented."""

import datetime
from pathlib import Path
from typing import Any

from django.utils import timezone

from jatigi.foundation.text import Text
from jatigi.governance.assessments.models import (
    Answer,
    AnswerRevision,
    Citation,
    Finding,
    Round,
    Subject,
)
from jatigi.governance.frameworks import changes as frameworks
from jatigi.governance.frameworks.library import Library
from jatigi.governance.frameworks.models import FrameworkVersion, IndicatorVersion, Node
from jatigi.governance.instruments.models import Evidence, Instrument, Source
from jatigi.governance.profiles.changes import Shown, WholeParagraph, Written, load_profile

ROOT = Path(__file__).resolve().parents[4]
THEN = datetime.datetime(2021, 12, 1, tzinfo=datetime.UTC)


def both(fr: str, en: str) -> Text:
    """A text in both languages."""
    return Text.of({"fr": fr, "en": en})


class World:
    """``world.round`` is MLI-2021 with MLI-2018 before it; ``law``, ``report`` and ``secret`` (internal) are cited."""

    def __init__(self, cast: Any) -> None:
        framework = Library(ROOT / "content/frameworks").framework("jatigi-national@1.0")
        assert framework is not None
        self.framework: FrameworkVersion = frameworks.load_framework(framework, by=None, publish=True).version
        self.indicators = {
            one.indicator.code: one
            for one in IndicatorVersion.objects.filter(version=self.framework).select_related("indicator", "dimension")
        }
        self.law = Instrument.objects.create(
            code="loi-essai", kind="law", jurisdiction=cast.mali, title=both("Loi d’essai <1>", "Sample act & more"),
            number="12-001", adopted="2012-05-04", status="verified",
        )  # fmt: skip
        Source.objects.create(instrument=self.law, position=1, url="https://example.org/loi", publisher="JO")
        self.report = self._evidence(cast, "rapport", dated="2017-06")
        self.secret = self._evidence(cast, "marqueur-interne", publishable=False)
        self.number = self._evidence(cast, "emigres", kind="statistic", value="1292519", publisher="UN DESA")
        self.before = self._round(cast, "MLI-2018", "2018", datetime.date(2018, 12, 31), None)
        self.round = self._round(cast, "MLI-2021", "2021", datetime.date(2021, 12, 31), self.before)

    def _evidence(self, cast: Any, code: str, **given: Any) -> Evidence:
        values: dict[str, Any] = {"kind": "document", "confidence": "high", "definition": both("Déf.", "Def.")}
        return Evidence.objects.create(
            jurisdiction=cast.mali, code=code, title=both(f"Pièce {code}", f"Evidence {code}"), **(values | given)
        )

    def _round(self, cast: Any, code: str, label: str, on: datetime.date, previous: Round | None) -> Round:
        Round.objects.create(
            code=code, jurisdiction=cast.mali, label=label, framework=self.framework, origin="reconstructed",
            reference_date=on, state="review", languages=["fr", "en"], previous=previous, scores_public=True,
            opened_at=THEN, about=both("À propos", "About"),
        )  # fmt: skip
        return Round.objects.select_related("jurisdiction", "framework", "previous").get(pk=code)

    def dimension(self, code: str = "rights") -> Node:
        """A dimension of the framework."""
        return Node.objects.get(version=self.framework, code=code)

    def answer(
        self, indicator: str, level: str, *, round: Round | None = None, cites: tuple[Any, ...] = (),
        cause: str = "first", at: datetime.datetime = THEN,
    ) -> AnswerRevision:  # fmt: skip
        """Agree an answer, or agree it anew."""
        here = round or self.round
        answer = Answer.objects.filter(round=here, indicator=self.indicators[indicator]).first()
        if answer is None:
            subject = Subject.objects.create(kind="answer", round=here)
            answer = Answer.objects.create(round=here, indicator=self.indicators[indicator], subject=subject)
        revision = AnswerRevision.objects.create(
            answer=answer, number=answer.revisions.count() + 1, level=level, reasons="Le critère est rempli.",
            confidence="high", cause=cause, holds_on=here.reference_date, recorded_at=at,
        )  # fmt: skip
        for place, one in enumerate(cites):
            kind = "instrument" if isinstance(one, Instrument) else "evidence"
            Citation.objects.create(answer_revision=revision, position=place, place="art. 3", **{kind: one})
        return revision

    def finding(self, code: str, kind: str, answers: list[AnswerRevision], *, state: str = "reviewed") -> Finding:
        """A finding on the first dimension."""
        finding = Finding.objects.create(
            subject=Subject.objects.create(kind="finding", round=self.round), round=self.round, code=code,
            dimension=self.dimension(), kind=kind, position=1, text=both(f"Constat {code}", f"Finding {code}"),
            state=state, changed_at=timezone.now(),
        )  # fmt: skip
        finding.answers.add(*[one.answer for one in answers])
        return finding

    def profile(self, answers: tuple[AnswerRevision, ...] = ()) -> Any:
        """A short profile: objective, one lead, changes, credits; the lead rests on ``answers``."""
        on_law = Written(both("Ce profil…", "This profile…"), instruments=[self.law])
        lead = Written(both("Le socle est là.", "The ground is laid."), answers=answers)
        return load_profile(
            self.round, both("Mali : profil, 2021", "Mali: profile, 2021"),
            [
                WholeParagraph("objective-1", "objective", None, on_law),
                WholeParagraph("lead-1", "dimension", self.dimension(), lead),
                WholeParagraph("changes-1", "changes", None, on_law),
                WholeParagraph("credits-1", "credits", None, Written(both("Merci.", "Thanks."))),
            ],
            [Shown(self.number, "emigrants", "un", [{"label": "2010", "value": 3}, {"label": "2020", "value": None}])],
            [("ONU", both("Nations Unies", "United Nations"))],
            reviewed_by_project=True,
        )  # fmt: skip
