"""The library of suggested actions: complete for the national framework, and offered where an answer falls short."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.urls import reverse

from jatigi.foundation.files import yaml
from jatigi.foundation.files.problems import DocumentError
from jatigi.foundation.files.validation import validate
from jatigi.governance.followup import suggestions
from jatigi.governance.followup.models import EFFORTS, Action
from jatigi.governance.followup.queries import suggestions as lists
from jatigi.governance.followup.suggestions import SuggestionsFile
from jatigi.governance.followup.tests.planned import Planned
from jatigi.governance.followup.tests.world import World

SignIn = Callable[[Any], Any]
ENTRY = """
framework: t-national@1.0
dimension: rights
suggestions:
  - id: rights.health.complete
    indicator: rights.health
    from: partial
    to: complete
    title: {fr: Étendre les soins aux réfugiés, en: Extend care to refugees}
    why: {fr: Pour tous, en: For all}
    steps:
      - {fr: Écrire le décret, en: Write the decree}
    proves: {fr: Le décret, en: The decree}
    lead: {fr: La santé, en: Health}
    effort: medium
"""


@pytest.fixture
def planned(world: World, settings: Any, tmp_path: Path) -> Planned:
    """A library of one suggestion, for the answer that stands at *partial*."""
    folder = tmp_path / "actions/t-national"
    folder.mkdir(parents=True)
    (folder / "rights.yaml").write_text(ENTRY)
    settings.CONTENT = tmp_path
    return Planned(world)


def test_every_indicator_has_a_suggestion_for_every_level_below_the_highest() -> None:
    found = suggestions.library("jatigi-national")
    framework = yaml.read(Path(settings.CONTENT) / "frameworks/jatigi-national/1.0.yaml").data
    asked = [
        one["id"]
        for dimension in framework["dimensions"]
        for part in dimension["subdimensions"]
        for one in part["indicators"]
    ]
    missing = [(code, level) for code in asked for level in ("absent", "partial") if (code, level) not in found]
    assert missing == []
    assert {one.effort for one in found.values()} == set(EFFORTS)
    assert len({one.id for one in found.values()}) == len(found)
    assert {code for code, _level in found} == set(asked)


@pytest.mark.parametrize(
    ("found", "instead"),
    [
        ("effort: medium", "effort: huge"),
        ("to: complete", "to: partial"),
        ("proves: {fr: Le décret, en: The decree}", "proves: {fr: Le décret}"),
        ("    lead:", "    chief: x\n    lead:"),
        ("      - {fr: Écrire le décret, en: Write the decree}", "      []"),
    ],
)
def test_a_file_that_is_not_as_it_should_be_is_refused(tmp_path: Path, found: str, instead: str) -> None:
    assert found in ENTRY
    (tmp_path / "x.yaml").write_text(ENTRY.replace(found, instead))
    with pytest.raises(DocumentError):
        validate(yaml.read(tmp_path / "x.yaml"), SuggestionsFile)


def test_one_click_drafts_an_action_whose_words_are_then_the_institutions(planned: Planned, signed_in: SignIn) -> None:
    client = signed_in(planned.cast.aminata)
    address = reverse("plan_suggestions", args=["MLI-plan"])
    page = client.get(address).content.decode()
    assert "Étendre les soins aux réfugiés" in page
    assert client.post(address, {"one": "rights.health.complete"}).status_code == 302
    made = Action.objects.get(suggestion="rights.health.complete")
    assert made.title.text("en") == "Extend care to refugees"
    assert "Ce qui le prouve" in made.about.text("fr")
    assert "What proves it" in made.about.text("en")
    assert [(one.level_from, one.level_to, str(one.by)) for one in made.movements.all()] == [
        ("partial", "complete", "2028")
    ]
    assert [str(one.title) for one in made.milestones.all()] == ["Écrire le décret"]
    assert 'name="one"' not in client.get(address).content.decode()
    client.post(address, {"of": ["rights.health.complete"]})
    assert Action.objects.filter(suggestion="rights.health.complete").count() == 1


def test_what_is_not_offered_cannot_be_drafted(planned: Planned, signed_in: SignIn) -> None:
    client = signed_in(planned.cast.aminata)
    address = reverse("plan_suggestions", args=["MLI-plan"])
    for wrong in ({"of": ["nothing.of.that"]}, {}):
        assert client.post(address, wrong).status_code == 422
    assert client.get(address, {"round": "SEN-2026"}).status_code == 404
    for who in ("boubacar", "kadi", "nene"):
        assert signed_in(getattr(planned.cast, who)).get(address).status_code == 404


def test_a_round_without_answers_has_nothing_to_suggest(planned: Planned, signed_in: SignIn) -> None:
    assert lists.offers(planned.plan, planned.world.before).dimensions == []
    page = signed_in(planned.cast.aminata).get(reverse("plan_suggestions", args=["MLI-plan"]), {"round": "MLI-2021"})
    assert "Rien à suggérer" in page.content.decode()
