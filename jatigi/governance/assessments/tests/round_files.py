"""Files of rounds for tests, as a country would write them."""

import datetime
from collections.abc import Callable
from typing import Any

from jatigi.foundation.audit.models import Entry
from jatigi.governance.assessments.changes.loading import Loaded
from jatigi.governance.assessments.models import (
    Answer,
    AnswerRevision,
    Citation,
    Coding,
    CodingRevision,
    Finding,
    Round,
    Step,
)

D = datetime.date
TODAY = D(2026, 11, 1)
COUNTED = (Round, Step, Coding, CodingRevision, Answer, AnswerRevision, Citation, Finding, Entry)


def answer(indicator: str = "rights.health", **more: Any) -> dict[str, Any]:
    values: dict[str, Any] = {
        "indicator": indicator, "level": "partial", "confidence": "medium", "cause": "first", "reasons_lang": "fr",
        "reasons": "La loi prévoit les soins urgents.", "citations": [{"instrument": "law-2004", "place": "art. 3"}],
    }  # fmt: skip
    return values | more


def finding(**more: Any) -> dict[str, Any]:
    values: dict[str, Any] = {
        "id": "care", "dimension": "rights", "kind": "gap", "text": {"fr": "Les soins", "en": "Care"},
        "answers": ["rights.health"], "instruments": ["law-2004"], "evidence": ["report-2020"],
    }  # fmt: skip
    return values | more


def a_round(**more: Any) -> dict[str, Any]:
    values: dict[str, Any] = {
        "round": "MLI-2022", "jurisdiction": "MLI", "label": "2022", "framework": "t-national@1.0", "modules": [],
        "origin": "reconstructed", "about": {"fr": "Reconstruit", "en": "Rebuilt"}, "reference_date": D(2022, 3, 31),
        "deadline": None, "languages": ["fr", "en"], "previous": None, "scores_public": True,
        "target_state": "reviewed_by_project",
        "answers": [answer(), answer("rights.school", level="complete", citations=[{"evidence": "report-2020"}])],
        "findings": [finding()],
    }  # fmt: skip
    return values | more


def counts() -> list[int]:
    return [model._default_manager.count() for model in COUNTED]


Load = Callable[..., Loaded]
