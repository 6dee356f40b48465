"""Mali's register, as shipped: it loads, changes nothing the second time, and comes back as it was written."""

from pathlib import Path

import pytest

from jatigi.foundation.audit.models import Entry
from jatigi.foundation.files import yaml
from jatigi.governance.instruments import export, loader, queries
from jatigi.governance.instruments.changes import loading
from jatigi.governance.instruments.models import Evidence, Instrument

MALI = Path(__file__).parents[4] / "content/examples/mali/instruments"
EVIDENCE = MALI.parent / "evidence"


@pytest.fixture
def loaded(cast):
    return loading.load_register(MALI)


def test_every_entry_is_loaded_with_one_line_in_the_trail(loaded):
    assert len(loaded.added) == Instrument.objects.count() >= 150
    entry = Entry.objects.get(action="register.load")
    assert sorted(entry.targets) == sorted(loaded.added)


def test_loading_the_same_again_changes_nothing(loaded):
    again = loading.load_register(MALI)
    assert (again.added, again.changed, again.unchanged) == ((), (), len(loaded.added))
    assert Entry.objects.filter(action="register.load").latest("seq").targets == []


def test_the_register_comes_back_as_it_was_written(loaded, tmp_path):
    written = {}
    for path in sorted(MALI.glob("*.yaml")):
        written |= {entry["id"]: entry for entry in yaml.read(path).data["instruments"]}
    for name, text in export.register_files("MLI").items():
        (tmp_path / name).write_text(text, encoding="utf-8")
        back = {entry["id"]: entry for entry in yaml.read(tmp_path / name).data["instruments"]}
        for code, entry in back.items():
            assert entry == written.pop(code)
    assert written == {}
    assert len(loader.read_register(tmp_path)) == len(loaded.added)


def test_the_ecowas_protocols_ended_for_mali_and_their_end_waits_to_be_looked_at(loaded):
    endings = queries.endings_for("MLI", Instrument.objects.values_list("code", flat=True))
    left = {code for code, ending in endings.items() if ending.reason == "left"}
    assert {"ecowas-free-movement-1979", "ecowas-residence-1986", "ecowas-establishment-1990"} <= left
    assert all(str(endings[code].on) == "2025-01-29" and not endings[code].examined for code in left)


def test_the_act_of_leaving_has_not_itself_ended(loaded):
    assert queries.endings_for("MLI", ["ecowas-exit-2025"]) == {}


def test_a_successor_is_named_before_the_bare_end(loaded):
    ending = queries.endings_for("MLI", ["constitution-1992"])["constitution-1992"]
    assert (ending.reason, ending.by, str(ending.on)) == ("superseded", "constitution-2023", "2023-07-22")


@pytest.mark.parametrize(
    ("text", "first"),
    [("etrangers 04-058", "foreigners-act-2004"), ("CEDEAO libre circulation", "ecowas-free-movement-1979")],
)
def test_search_forgives_case_and_accents(loaded, text, first):
    assert first in [found.code for found in queries.search_register("MLI", text)]


def test_mali_s_evidence_is_loaded_once_and_says_what_its_files_say(loaded):
    first = loading.load_evidence(EVIDENCE, jurisdiction="MLI")
    assert len(first.added) == Evidence.objects.count() >= 200
    again = loading.load_evidence(EVIDENCE, jurisdiction="MLI")
    assert (again.added, again.changed) == ((), ())
    rows = Evidence.objects.prefetch_related("instruments")
    assert all(export.digest(export.plain_evidence_row(row)) == row.loaded for row in rows)
