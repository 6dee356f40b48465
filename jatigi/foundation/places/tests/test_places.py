"""Countries have names in both languages; units and groups are known for a day."""

import datetime
from pathlib import Path

import pytest
import yaml

from jatigi.foundation.audit.models import Entry
from jatigi.foundation.places import queries
from jatigi.foundation.places.changes import UnknownPlace, load_places
from jatigi.foundation.places.models import Place
from jatigi.foundation.places.rules import GroupsFile, PlacesFile

CONTENT = Path(__file__).parents[4] / "content"
pytestmark = pytest.mark.django_db


@pytest.fixture
def files() -> tuple[PlacesFile, GroupsFile]:
    units = PlacesFile.model_validate(yaml.safe_load((CONTENT / "examples/mali/places.yaml").read_text()))
    groups = GroupsFile.model_validate(yaml.safe_load((CONTENT / "places/groups.yaml").read_text()))
    return units, groups


@pytest.fixture
def loaded(files: tuple[PlacesFile, GroupsFile]) -> None:
    load_places(units=files[0].places, groups=files[1].groups, by=None)


def test_countries_are_named_in_both_languages(loaded: None) -> None:
    ivory_coast = Place.objects.get(code="CIV")
    assert (ivory_coast.name.text("fr"), ivory_coast.name.text("en")) == ("Côte d’Ivoire", "Côte d’Ivoire")
    assert Place.objects.filter(kind="country").count() > 240


@pytest.mark.parametrize(
    ("day", "regions"),
    [("2015-12-31", 8), ("2021-12-31", 10), ("2023-03-12", 10), ("2023-03-13", 19), ("2026-06-30", 19)],
)
def test_mali_has_the_regions_of_the_day(loaded: None, day: str, regions: int) -> None:
    units = queries.units_on("MLI", datetime.date.fromisoformat(day))
    assert [unit.code for unit in units if unit.kind == "district"] == ["ML-BKO"]
    assert len([unit for unit in units if unit.kind == "region"]) == regions


def test_mali_belongs_to_ecowas_until_it_leaves(loaded: None) -> None:
    assert "MLI" in queries.members_on("ECOWAS", datetime.date(2025, 1, 28))
    assert "MLI" not in queries.members_on("ECOWAS", datetime.date(2025, 1, 29))
    assert queries.groups_of("MLI", datetime.date(2026, 6, 30)) == ["AES", "AU", "WAEMU"]


def test_loading_twice_changes_nothing(loaded: None, files: tuple[PlacesFile, GroupsFile]) -> None:
    again = load_places(units=files[0].places, groups=files[1].groups, by=None)
    assert (again.places, again.memberships) == (0, 0)
    assert Entry.objects.filter(action="places.load").count() == 2


def test_a_place_that_does_not_exist_is_named_and_nothing_is_written(files: tuple[PlacesFile, GroupsFile]) -> None:
    stray = files[0].places[0].model_copy(update={"parent": "XXX"})
    with pytest.raises(UnknownPlace, match="XXX"):
        load_places(units=[stray], groups=[], by=None)
    assert Place.objects.count() == 0
