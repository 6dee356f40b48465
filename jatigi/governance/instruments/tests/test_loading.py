"""What a broken file is told, and what reloading does to what people changed meanwhile."""

import pytest
from django.utils import translation
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from typer.testing import CliRunner

from jatigi.foundation.audit.models import Entry
from jatigi.foundation.files.yaml import DocumentError
from jatigi.foundation.text import PartialDate, Text
from jatigi.governance.instruments import export, loader
from jatigi.governance.instruments.changes import instruments as changes
from jatigi.governance.instruments.changes import loading, participation
from jatigi.governance.instruments.commands import app
from jatigi.governance.instruments.facts import InstrumentFacts
from jatigi.governance.instruments.models import Instrument, Participation, Succession
from jatigi.governance.instruments.tests.register import entry, part, write

CLAIMS = [{"value": "2010", "source": 1}, {"value": "2011", "source": 1}]
REASON = {"fr": "Le journal officiel l’emporte."}


def dispute(**more):
    return {"field": "adopted", "claims": CLAIMS, "chosen": "2010", "reason": REASON} | more


@pytest.fixture(autouse=True)
def _in_english():
    with translation.override("en"):
        yield


BROKEN = {
    "an id twice": ([entry("a"), entry("a")], "a second time"),
    "a dangling successor": ([entry("a", supersedes=["b"])], "no entry of the register"),
    "a dangling amendment": ([entry("a", amended_by=["b"])], "no entry of the register"),
    "a dangling body": ([entry("a", creates=["b"])], "no entry of the register"),
    "a body that is a law": ([entry("a", creates=["b"]), entry("b")], "kind law"),
    "itself": ([entry("a", supersedes=["a"])], "the instrument itself"),
    "a circle": ([entry("a", supersedes=["b"]), entry("b", supersedes=["a"])], "a circle"),
    "a bad date": ([entry("a", adopted="2016-02-30")], "no date"),
    "a date in words": ([entry("a", adopted="mai 2016")], "no date"),
    "an end before the beginning": ([entry("a", in_force_from="2016", in_force_until="2015")], "in force until"),
    "left before joining": ([entry("a", "convention", participation=[part(ratified="2016", left="2015")])], "left on"),
    "a place twice": ([entry("a", "convention", participation=[part(), part()])], "a second time"),
    "an unknown place": ([entry("a", "convention", participation=[part("XXX")])], "unknown place"),
    "participation in a law": ([entry("a", participation=[part()])], "participation in an entry of kind law"),
    "no source": ([entry("a", sources=[])], "no source"),
    "an address that is none": (
        [entry("a", sources=[{"url": "javascript:alert(1)", "publisher": "x", "says": {"fr": "y"}}])],
        "javascript",
    ),
    "an unknown key": ([entry("a", titel={"fr": "x"})], "unknown key"),
    "an unknown kind": ([entry("a", kind="rumour")], "rumour"),
    "a claim without its source": (
        [
            entry(
                "a",
                status="disputed",
                adopted="2010",
                dispute=dispute(claims=[*CLAIMS, {"value": "2012", "source": 7}]),
            )
        ],
        "source 7",
    ),
    "claims that agree": (
        [entry("a", status="disputed", adopted="2010", dispute=dispute(claims=[CLAIMS[0], CLAIMS[0]]))],
        "claims that all agree",
    ),
    "a choice nobody claims": ([entry("a", status="disputed", dispute=dispute(chosen="2015"))], "2015"),
    "a choice the entry does not follow": (
        [entry("a", status="disputed", adopted="2011", dispute=dispute())],
        "is chosen, but the entry says",
    ),
    "disputed without a dispute": ([entry("a", status="disputed")], "the status"),
    "a dispute that the status hides": ([entry("a", adopted="2010", dispute=dispute())], "the status"),
    "a dispute on what is not there": (
        [entry("a", status="disputed", dispute=dispute(field="participation.MLI.left", chosen=None))],
        "participation of MLI",
    ),
    "an end note without an end": ([entry("a", end_note={"fr": "x"})], "a note on an end"),
}


@pytest.mark.parametrize("what", BROKEN)
def test_a_broken_entry_is_refused_with_its_line_and_nothing_is_written(what, cast, tmp_path):
    entries, said = BROKEN[what]
    with pytest.raises(DocumentError) as refusal:
        loading.load_register(write(tmp_path, *entries))
    problem = next(p for p in refusal.value.problems if said in str(p))
    assert problem.file == "register.yaml"
    assert problem.line > 1
    assert not Instrument.objects.exists()
    assert not Entry.objects.exists()


def test_problems_of_all_files_come_together(cast, tmp_path):
    write(tmp_path, entry("a", adopted="x"), name="one.yaml")
    write(tmp_path, entry("b", adopted="y"), name="two.yaml")
    with pytest.raises(DocumentError) as refusal:
        loading.load_register(tmp_path)
    assert {problem.file for problem in refusal.value.problems} == {"one.yaml", "two.yaml"}


def test_the_command_says_what_is_wrong_and_exits_with_1(cast, tmp_path):
    done = CliRunner().invoke(app, ["load", str(write(tmp_path, entry("a", adopted="2016-13")))])
    assert done.exit_code == 1
    assert "register.yaml:" in done.stderr
    assert "2016-05-27" in done.stderr


def test_the_command_loads_and_exports_the_same(cast, tmp_path):
    source = tmp_path / "in"
    source.mkdir()
    write(source, entry("a", adopted="2010", status="disputed", dispute=dispute(), supersedes=["b"]), entry("b"))
    assert "2 added" in CliRunner().invoke(app, ["load", str(source)]).stdout
    assert "0 added, 0 changed, 2 as they were" in CliRunner().invoke(app, ["load", str(source)]).stdout
    CliRunner().invoke(app, ["export", "MLI", str(tmp_path / "out")])
    first = {e.form.id: export.plain_instrument(e.form) for e in loader.read_register(source)}
    assert {e.form.id: export.plain_instrument(e.form) for e in loader.read_register(tmp_path / "out")} == first


def test_what_the_desk_changed_survives_a_reload_of_the_same_file(cast, tmp_path):
    folder = write(tmp_path, entry("a", "convention", participation=[part(ratified="1980")]))
    loading.load_register(folder)
    convention = Instrument.objects.get(pk="a")
    participation.end_participation(
        convention, cast.mali, left=PartialDate("2025-01-29"), by=cast.aminata, reason="communiqué"
    )
    assert loading.load_register(folder).unchanged == 1
    assert str(Participation.objects.get().left) == "2025-01-29"


def test_a_file_and_a_desk_that_both_changed_are_told_and_the_file_wins_only_when_asked(cast, tmp_path):
    loading.load_register(write(tmp_path, entry("a", adopted="2010")))
    facts = InstrumentFacts(kind="law", title={"fr": "Autre titre"}, status="verified", adopted=PartialDate("2011"))
    changes.edit_instrument(Instrument.objects.get(pk="a"), facts, by=cast.aminata, reason="erreur")
    newer = write(tmp_path, entry("a", adopted="2012"))
    with pytest.raises(DocumentError, match="edited on the desk"):
        loading.load_register(newer)
    assert str(Instrument.objects.get(pk="a").adopted) == "2011"
    assert loading.load_register(newer, overwrite=True).changed == ("a",)
    assert str(Instrument.objects.get(pk="a").adopted) == "2012"


def test_a_file_speaks_for_its_own_country_in_what_belongs_to_all(cast, tmp_path):
    loading.load_register(write(tmp_path, entry("c", "convention", participation=[part(ratified="1973")])))
    theirs = tmp_path / "sen"
    theirs.mkdir()
    senegal = entry("c", "convention", participation=[part("SEN", ratified="1963")])
    loading.load_register(write(theirs, senegal, jurisdiction="SEN"))
    assert {p.place_id: str(p.ratified) for p in Participation.objects.all()} == {"MLI": "1973", "SEN": "1963"}


def test_a_file_cannot_take_over_the_text_of_another_country(cast, tmp_path):
    loading.load_register(write(tmp_path, entry("a")))
    with pytest.raises(DocumentError, match="which belongs to MLI"):
        loading.load_register(write(tmp_path, entry("a", adopted="2020"), jurisdiction="SEN"))


def test_a_changed_file_changes_its_entries_and_their_ties(cast, tmp_path):
    loading.load_register(write(tmp_path, entry("a", supersedes=["b"]), entry("b")))
    done = loading.load_register(write(tmp_path, entry("a", summary={"fr": "Nouveau."}), entry("b")))
    assert (done.changed, done.unchanged) == (("a",), 1)
    assert not Succession.objects.exists()
    assert Instrument.objects.get(pk="a").summary == Text.of({"fr": "Nouveau."})


@settings(max_examples=60, suppress_health_check=list(HealthCheck), deadline=None)
@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.text(max_size=8) | st.sampled_from(["2016", "MLI", "a", "law"]),
        lambda inner: (
            st.lists(inner, max_size=3)
            | st.dictionaries(
                st.sampled_from(["id", "kind", "title", "fr", "sources", "participation", "dispute"]), inner
            )
        ),
        max_leaves=12,
    )
)
def test_any_value_is_taken_or_refused_never_a_crash(tmp_path, value):
    write(tmp_path, value)
    try:
        refused = not loader.read_register(tmp_path)
    except DocumentError as refusal:
        refused = bool(refusal.problems)
    assert refused or value["id"]
