"""Profiles from files: what is taken in, and how a wrong file is told."""

from pathlib import Path
from typing import Any

import pytest

from jatigi.foundation.files.yaml import DocumentError
from jatigi.governance.instruments.models import Evidence
from jatigi.governance.profiles import loader
from jatigi.governance.profiles.compose import composed
from jatigi.governance.profiles.models import ContextFigure, Paragraph, Profile
from jatigi.governance.profiles.queries import checks
from jatigi.governance.profiles.tests.sample import profile
from jatigi.governance.profiles.tests.world import ROOT, World

HEALTH = "rights.services.health"
PROFILE = """\
profile: MLI-2021
title: {fr: "Mali : profil", en: "Mali: profile"}
sections:
  - id: objective
    paragraphs:
      - {id: objective-1, text: {fr: "Objectif.", en: "Objective."}, instruments: [loi-essai]}
  - id: dimension.rights
    paragraphs:
      - {id: rights-lead, text: {fr: "Socle.", en: "Ground."}, answers: [rights.services.health], figures: [money]}
  - id: credits
    paragraphs:
      - {id: credits-1, text: {fr: "Merci.", en: "Thanks."}}
figures: [money]
abbreviations:
  - {short: ONU, long: {fr: Nations Unies, en: United Nations}}
sources: []
"""
FIGURES = """\
figures:
  - id: money
    title: {fr: Transferts, en: Remittances}
    value: "1.154"
    unit: {fr: milliards, en: billion}
    definition: {fr: Reçus, en: Received}
    dated: 2023
    url: https://example.org
    publisher: Banque
    accessed: null
    group: remittances
    series: [{year: 2022, value: 1.107}, {year: 2023, value: null}]
    official: un
"""


@pytest.fixture
def files(tmp_path: Path, world: World) -> tuple[Path, Path]:
    world.answer(HEALTH, "partial", cites=(world.law,))
    (tmp_path / "MLI-2021.yaml").write_text(PROFILE)
    (tmp_path / "figures.yaml").write_text(FIGURES)
    return tmp_path / "MLI-2021.yaml", tmp_path / "figures.yaml"


def test_a_file_becomes_a_profile_that_may_be_released(world: World, files: tuple[Path, Path]) -> None:
    assert loader.load_profile(*files).new
    assert list(Paragraph.objects.values_list("code", flat=True)) == ["objective-1", "rights-lead", "credits-1"]
    shown = ContextFigure.objects.get()
    assert (shown.group, shown.standing, shown.upright) == ("remittances", "un", True)
    assert shown.series == [{"label": "2022", "value": 1.107}, {"label": "2023", "value": None}]
    statistic = Evidence.objects.get(code="money")
    assert (statistic.value, str(statistic.dated), statistic.kind) == ("1.154", "2023", "statistic")
    assert checks(world.round) == []


def test_the_same_again_changes_nothing(files: tuple[Path, Path]) -> None:
    loader.load_profile(*files)
    assert not loader.load_profile(*files).new
    assert Profile.objects.count() == 1
    assert Evidence.objects.filter(code="money").count() == 1


@pytest.mark.parametrize(
    ("old", "new", "line", "said"),
    [
        ("profile: MLI-2021", "profile: MLI-1900", 1, "MLI-1900"),
        ("id: objective\n", "id: objectif\n", 4, "objectif"),
        ("id: dimension.rights", "id: dimension.right", 7, "right"),
        ("instruments: [loi-essai]", "instruments: [loi-autre]", 6, "loi-autre"),
        ("answers: [rights.services.health]", "answers: [rights.services.school]", 9, "rights.services.school"),
        ("figures: [money]}", "figures: [gold]}", 9, "gold"),
        ("figures: [money]\n", "figures: [gold]\n", 13, "gold"),
        ("{id: credits-1,", "{id: objective-1,", 12, "objective-1"),
        ("abbreviations:", "abreviations:", 14, "abreviations"),
        ('en: "Thanks."', 'en: ""', 12, "en"),
    ],
)
def test_a_wrong_file_is_told_by_line_and_writes_nothing(
    files: tuple[Path, Path], old: str, new: str, line: int, said: str
) -> None:
    assert PROFILE.count(old) == 1
    files[0].write_text(PROFILE.replace(old, new))
    with pytest.raises(DocumentError) as refusal:
        loader.load_profile(*files)
    problem = refusal.value.problems[0]
    assert problem.line == line, str(refusal.value)
    assert said in str(problem)
    assert not Profile.objects.exists()


def test_figures_used_twice_are_refused(files: tuple[Path, Path]) -> None:
    files[1].write_text(FIGURES + FIGURES.partition("\n")[2])
    with pytest.raises(DocumentError, match="money"):
        loader.load_profile(*files)
    assert not Evidence.objects.filter(code="money").exists()


def test_the_example_figures_are_read() -> None:
    found = loader.read_figures(ROOT / "content/examples/mali/figures.yaml")
    assert len(found) >= 20
    groups: dict[str, set[Any]] = {}
    for one in found.values():
        groups.setdefault(one.group, set()).add(one.official)
    assert "none_found" in groups["refugees_abroad"]


def test_observatories_and_banks_are_not_the_united_nations() -> None:
    """IDMC and the World Bank are other sources, in words beside the figure as in the file."""
    found = loader.read_figures(ROOT / "content/examples/mali/figures.yaml").values()
    others = {one.publisher for one in found if one.official == "other"}
    assert {one.publisher for one in found if "IDMC" in str(one.publisher)} <= others
    assert any("World Bank" in str(publisher) for publisher in others)
    context = composed(profile(), "fr")["context"]
    said = {item["id"]: item["standing"] for group in context["groups"] for item in group["items"]}
    assert (said["displaced-a"], said["displaced-b"]) == ("Autre source", "Nations Unies")
