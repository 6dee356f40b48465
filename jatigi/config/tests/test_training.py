"""The examples: a fictional country that is never taken for a real one; Mali's, without persons."""

import datetime
import re
from pathlib import Path

import pytest
from django.conf import settings

from jatigi.config import training
from jatigi.foundation.audit.models import Entry
from jatigi.foundation.files import yaml
from jatigi.foundation.places.changes import invent_country
from jatigi.foundation.places.models import Place
from jatigi.foundation.text import Text
from jatigi.governance.assessments.models import AnswerRevision, Round
from jatigi.governance.consultations.models import Consultation, Disposition, PositionRevision
from jatigi.governance.consultations.queries.rooms import standings_of
from jatigi.governance.followup.models import Plan, ProgressReport, Recommendation, Verdict
from jatigi.governance.followup.schema import FollowupFile
from jatigi.governance.frameworks import changes as frameworks
from jatigi.governance.frameworks.library import Library

MALI = settings.CONTENT / "examples/mali"


@pytest.fixture
def fiction(db: None) -> None:
    """The country for training, in an empty database."""
    framework = Library(settings.CONTENT / "frameworks").framework("jatigi-national@1.0")
    assert framework is not None
    frameworks.load_framework(framework, by=None, publish=True)
    training.prepare("mot-de-passe")


@pytest.mark.usefixtures("fiction")
def test_it_shows_the_whole_machinery() -> None:
    room = Consultation.objects.get()
    assert room.attendees.count() == 6
    assert room.silence_deadline is not None
    after = room.silence_deadline + datetime.timedelta(days=1)
    found = {where for item in standings_of(room, after).values() for where in item.values()}
    assert found == {"agrees", "reservation", "objects", "not_concerned", "no_observation"}
    assert {one.changed.kind for one in Disposition.objects.exclude(changed=None) if one.changed} == {
        "answer",
        "finding",
        "paragraph",
    }
    assert room.ballots.get().votes.count() > 6
    assert sorted(Verdict.objects.values_list("verdict", flat=True)) == ["confirmed"] * 3 + ["not_confirmed"]
    assert Round.objects.get(pk="XKA-2025").previous_id == "XKA-2022"


@pytest.mark.usefixtures("fiction")
def test_everything_says_that_it_is_invented() -> None:
    for model in (Round, Consultation, Recommendation, Plan):
        assert set(model._default_manager.values_list("origin", flat=True)) == {"fictional"}
    country = Place.objects.get(pk=training.CODE)
    assert ("fictif" in country.name.text("fr"), "fictional" in country.name.text("en")) == (True, True)
    names = [one.name for one in country.institutions.all()]
    assert all("ficti" in name.text(lang) for name in names for lang in ("fr", "en"))


@pytest.mark.usefixtures("fiction")
def test_a_second_time_changes_nothing() -> None:
    counted = (AnswerRevision, PositionRevision, Disposition, ProgressReport, Round)
    before = [model._default_manager.count() for model in counted]
    training.prepare("mot-de-passe")
    assert [model._default_manager.count() for model in counted] == before


def test_only_a_code_left_to_users_becomes_an_invented_country(db: None) -> None:
    with pytest.raises(ValueError, match="XAA to XZZ"):
        invent_country("MLI", Text.of({"fr": "Kalanso"}), by=None)
    invent_country("XKB", Text.of({"fr": "Kalanso"}), by=None)
    entries = Entry.objects.count()
    invent_country("XKB", Text.of({"fr": "Kalanso"}), by=None)
    assert Entry.objects.count() == entries


FILES = sorted([*(MALI / "consultations").glob("*.yaml"), *(MALI / "followup").glob("*.yaml")])


@pytest.mark.parametrize("path", FILES, ids=[path.stem for path in FILES])
def test_the_files_of_mali_name_no_person_telephone_or_mailbox(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert re.findall(r"\b(?:M\.|Mme|Madame|Monsieur|Mr|Mrs|Ms|Dr)\s|@|\+\d{3}", text) == []


def test_what_was_recommended_in_2018_is_not_made_up() -> None:
    files = [yaml.validate(yaml.read(path), FollowupFile) for path in (MALI / "followup").glob("*.yaml")]
    assert all((one.recommended_on or "") >= "2020" for file in files for one in file.recommendations)
    (plan,) = [plan for file in files for plan in file.plans if plan.id == "MLI-2018-followed"]
    assert len(plan.actions) == 6
    assert not any(action.recommendations for action in plan.actions)
    links = [link.link for action in plan.actions for link in action.attributions]
    assert (links.count("attributed"), links.count("disputed"), links.count("confirmed")) == (6, 2, 0)
