"""YAML from outside: the plain part is read, the rest is refused with its line; what is written reads back."""

import datetime
import os
import string
import time
import tracemalloc

import pytest
import yaml as pyyaml
from django.utils import translation
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import BaseModel, ConfigDict, Field

from jatigi.foundation.files import yaml
from jatigi.foundation.files.problems import DocumentError, Problem
from jatigi.foundation.files.validation import Refused, validate


@pytest.fixture(autouse=True)
def _english():
    with translation.override("en"):
        yield


def read(text: str | bytes) -> dict:
    return yaml.read_bytes(text.encode() if isinstance(text, str) else text, "f.yaml").data


LIMITS = yaml.Limits()


def refused(text: str | bytes, limits: yaml.Limits = LIMITS) -> Problem:
    with pytest.raises(DocumentError) as caught:
        yaml.read_bytes(text.encode() if isinstance(text, str) else text, "f.yaml", limits)
    (problem,) = caught.value.problems
    return problem


# what is written → what it means
MEANINGS = [
    ("1", 1), ("-7", -7), ("0", 0), ("1.5", 1.5), (".5", 0.5), ("1e3", 1000.0), ("-2.5E-1", -0.25),
    ("007", "007"), ("1.0.2", "1.0.2"), ("0x1F", "0x1F"), ("0o17", "0o17"), ("1_000", "1_000"), ("12:30", "12:30"),
    (".inf", ".inf"), (".nan", ".nan"), ("1e999", "1e999"), ("5.", "5."), ("+e5", "+e5"), ("٣", "٣"),
    ("1234567890123456789012", "1234567890123456789012"),
    ("true", True), ("False", False), ("yes", "yes"), ("no", "no"), ("on", "on"), ("n", "n"),
    ("null", None), ("~", None), ("", None),
    ("2021-07-28", datetime.date(2021, 7, 28)), ("2021-07", "2021-07"),
    ("2021-07-28T10:00:00Z", "2021-07-28T10:00:00Z"),
    ('"1.0"', "1.0"), ("'2021-07-28'", "2021-07-28"), ('"true"', "true"), ("Santé", "Santé"),
]  # fmt: skip


@pytest.mark.parametrize(("written", "meant"), MEANINGS)
def test_values_mean_what_a_person_wrote(written, meant):
    value = read(f"key: {written}\n")["key"]
    assert value == meant
    assert type(value) is type(meant)


def test_keys_are_text_whatever_they_look_like():
    assert read("no: 1\n2021: 2\ntrue: 3\n1.0: 4\n") == {"no": 1, "2021": 2, "true": 3, "1.0": 4}


def test_a_byte_order_mark_and_windows_line_ends_are_accepted():
    assert read("\ufeffa: 1\r\nb: 2\r\n".encode()) == {"a": 1, "b": 2}


def test_every_value_knows_its_line_and_column():
    document = yaml.read_bytes(b"a:\n  - b: 1\n    c: [x, y]\n  - 1.10\n", "f.yaml")
    assert document.position(("a", 0, "b")) == (2, 5)
    assert document.position(("a", 0, "c", 1)) == (3, 12)
    assert document.position(("a", 0, "c", 9)) == (3, 5)  # what is not there is answered by what is around it
    assert document.written[("a", 1)] == "1.10"


# the file → line, a part of what was found
BROKEN = [
    ("", 1, "empty"),
    ("# only a remark\n", 1, "empty"),
    ("just text\n", 1, "does not start with"),
    ("- a\n- b\n", 1, "does not start with"),
    ("a: 1\nb: 2\na: 3\n", 3, "“a” a second time; the first is on line 1"),
    ("a: 1\n---\nb: 1\n", 2, "second document"),
    ("a: &x 1\n", 1, "anchor"),
    ("a: 1\nb: *x\n", 2, "alias"),
    ("a: &x {b: 1}\nc:\n  <<: *x\n", 1, "anchor"),
    ("a:\n  <<: {b: 1}\n", 2, "“<<”"),
    ("a: !!python/object/apply:os.system ['true']\n", 1, "tag"),
    ("a: !!str 1\n", 1, "tag"),
    ("a: ! b\n", 1, "tag"),
    ("%TAG ! tag:x,2000:\n---\na: 1\n", 1, "directive"),
    ("%YAML 1.1\n---\na: 1\n", 1, "directive"),
    ("? [a, b]\n: c\n", 1, "used as a key"),
    ("? {a: b}\n: c\n", 1, "used as a key"),
    (": c\n", 1, "breaks"),
    ("'': c\n", 1, "the key “”"),
    ("a: b: c\n", 1, "mapping values"),
    ("a: 1\n\tb: 2\n", 2, "breaks"),
    ("a: [1, 2\n", 2, "breaks"),
    ('a: "b\n', 2, "end of stream"),
    ("a: 1\n b: 2\n", 2, "breaks"),
    ("a: 2021-02-30\n", 1, "2021-02-30, which is not in the calendar"),
    ('a: "x\\0y"\n', 1, "U+0000"),
    ('a: "x\\uFFFEy"\n', 1, "U+FFFE"),
    ("a: 1\nb: x\u2028y\n", 2, "U+2028"),
    ("a: 1\nb: x\x07\n", 2, "U+0007"),
    (b"a: 1\nb: caf\xe9\n", 2, "0xe9 is not UTF-8"),
    ("a: é\n".encode("utf-16"), 1, "0xff is not UTF-8"),
    (b"PK\x03\x04 a zip", 1, "U+0003"),
    ("a: @b\n", 1, "breaks"),
    ('a: "C:\\path"\n', 1, "breaks"),
]


@pytest.mark.parametrize(("text", "line", "found"), BROKEN)
def test_a_broken_file_is_refused_with_its_line(text, line, found):
    problem = refused(text)
    assert found in str(problem.found)
    assert problem.line == line
    assert problem.column >= 1
    assert problem.file == "f.yaml"
    assert str(problem).startswith(f"f.yaml:{line}:")


# the file → what it exceeds
BOMBS = [
    ("a: " + "[" * 2000 + "]" * 2000, "nesting"),
    ("a: " + "{a: " * 500 + "1" + "}" * 500, "nesting"),
    ("".join(" " * i + "a:\n" for i in range(900)), "nesting"),
    ("a: [" + "1," * 300_000 + "]", "values"),
    ("a:\n" + "- 1\n" * 300_000, "values"),
    ("a: " + "x" * 60_000, "characters"),
    ("x" * 300 + ": 1", "the key"),
    ("a: 1\n" * 500_000, "larger"),
    ("a: &a [x, x]\nb: &b [*a, *a]\nc: &c [*b, *b]\n", "anchor"),
    ("a: " + "9" * 40_000, None),
]


@pytest.mark.parametrize(("text", "found"), BOMBS)
def test_a_bomb_costs_little(text, found):
    tracemalloc.start()
    began = time.perf_counter()
    if found:
        assert found in str(refused(text, yaml.Limits(values=20_000)).found)
    else:
        assert isinstance(read(text)["a"], str)
    assert time.perf_counter() - began < 2
    assert tracemalloc.get_traced_memory()[1] < 30_000_000
    tracemalloc.stop()


def test_what_is_not_a_readable_file_is_refused(tmp_path):
    os.mkfifo(tmp_path / "pipe")
    for path in (tmp_path, tmp_path / "absent.yaml", tmp_path / "pipe", tmp_path / "a\0b"):
        with pytest.raises(DocumentError):
            yaml.read(path)


def test_problems_are_printable_and_go_into_json():
    problem = refused("a: 1\nb: x\x1b[31m\n")
    assert "\x1b" not in str(problem)
    assert problem.as_json() == {
        "file": "f.yaml", "line": 2, "column": 5, "place": "", "path": "",
        "found": "the invisible character U+001B",
        "accepted": "printable text, spaces and line ends",
        "advice": "Delete the character and type the place again.",
    }  # fmt: skip


@given(st.binary(max_size=400))
@settings(max_examples=150, deadline=2000)
def test_any_bytes_are_read_or_refused_never_anything_else(content):
    try:
        said = read(content)
    except DocumentError as error:
        said = {"problems": error.as_json(), "text": str(error)}
    assert all(said.values()) or "problems" not in said


ALPHABET = st.sampled_from(
    [*"ab01-:,[]{}#&*!|>'\"%@`? \n\t\\.~<=é\ufeff\u2028\x00\x85", "\n  ", ": ", "- ", "---\n", "<<: ", "...\n"]
)


@given(st.lists(ALPHABET, max_size=60).map("".join))
@settings(max_examples=300, deadline=2000)
def test_any_text_that_looks_like_yaml_is_read_or_refused(text):
    try:
        data = read(text)
    except DocumentError:
        return
    assert read(yaml.dump(data)) == data


SPECIAL = st.sampled_from(
    ["no", "Yes", "null", "~", "1.0", "007", "1_0", "12:30", "2021-07-28", "0x1f", "a: b", "a #b", "- a", " a",
     "a ", "a\n", "a\nb",
     "\ta",
     "\u202f", "é : è", "«\u202fa\u202f»",
     "=", "<<", "'", '"', "\\", "a,b", "a, b", "x" * 200, "mot " * 60, "fin ; " * 40,
     "%", "a\u2028b", "a\x85b",
     "\ufeffa", "a b " * 30 + " double  espace", "e5", "Nan", "a" * 109, "?", "? a", "-", "[a]", "{a}", "!a", "|", ">-"]
)  # fmt: skip
TEXT = SPECIAL | st.text(
    st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="\ufffe\uffff"), max_size=150
)
KEYS = st.text(string.ascii_letters + "0123456789._-:# é", min_size=1, max_size=150).filter(lambda k: k != "<<")
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers(-(10**17), 10**17) | st.floats(allow_nan=False, allow_infinity=False) | TEXT
    | st.dates(datetime.date(1000, 1, 1)),
    lambda inner: st.lists(inner, max_size=15) | st.dictionaries(KEYS, inner, max_size=8),
    max_leaves=25,
)  # fmt: skip


@given(st.dictionaries(KEYS, VALUES, min_size=1, max_size=6))
@settings(max_examples=200, deadline=2000)
def test_what_is_written_reads_back_the_same_here_and_elsewhere(data):
    text = yaml.dump(data)
    assert read(text) == data
    assert list(read(text)) == list(data)
    assert pyyaml.load(text, Loader=pyyaml.CSafeLoader) == data  # another reader, of YAML 1.1
    assert yaml.dump(read(text)) == text


def test_canonical_yaml_is_readable_and_its_bytes_are_fixed():
    long = "Les textes ouvrent-ils aux migrants les soins financés par l’État aux mêmes conditions qu’aux nationaux, "
    long += "partout et toujours ; ou non ?"
    text = yaml.dump(
        {
            "version": "1.0",
            "title": {"fr": "Droits des migrants", "en": "Migrants’ rights"},
            "weight": 1.0,
            "value": 0.5,
            "from": datetime.date(2025, 1, 29),
            "levels": [{"id": "no", "value": 0, "label": {"fr": "Absent", "en": "Absent"}}],
            "question": {"fr": long, "en": "Short"},
            "tags": {"gcm": [15], "sdg": ["3.8", "10.7"]},
            "none": None,
            "empty": {"list": [], "map": {}},
        }
    )
    assert text == (
        'version: "1.0"\n'
        "title: {fr: Droits des migrants, en: Migrants’ rights}\n"
        "weight: 1\n"
        "value: 0.5\n"
        "from: 2025-01-29\n"
        'levels:\n  - {id: "no", value: 0, label: {fr: Absent, en: Absent}}\n'
        "question:\n"
        "  fr: >-\n"
        "    Les textes ouvrent-ils aux migrants les soins financés par l’État aux mêmes conditions qu’aux nationaux,\n"
        "    partout et toujours ; ou non ?\n"
        "  en: Short\n"
        'tags: {gcm: [15], sdg: ["3.8", "10.7"]}\n'
        '"none": null\n'
        "empty: {list: [], map: {}}\n"
    )


def test_what_yaml_cannot_hold_is_not_written():
    for value, error in (
        (float("nan"), ValueError),
        ({1, 2}, TypeError),
        (b"x", TypeError),
        (datetime.datetime(2020, 1, 1), TypeError),
    ):
        with pytest.raises(error):
            yaml.dump({"a": value})
    for key, error in ((1, TypeError), ("", ValueError), ("x" * 300, ValueError)):
        with pytest.raises(error):
            yaml.dump({key: 1})


class Level(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True)
    id: str = Field(pattern="^[a-z]+$")
    value: float = Field(ge=0, le=1)


class Sheet(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True)
    version: str
    origin: str = Field(alias="from", default="here")
    levels: list[Level] = Field(default=[], max_length=3)
    on: datetime.date | None = None
    grade: "int | str" = 0

    def model_post_init(self, context: object) -> None:
        if self.version == "9":
            raise Refused("version nine", "another version", "Take another.")


# the file → line:column, path, found, accepted, advice
MODEL = [
    ("version: 1.10\n", "1:1", "version", "1.10", "a text", 'Write it in quotes: "1.10".'),
    ("version: null\n", "1:1", "version", "null", "a text", 'Write it in quotes: "null".'),
    ("levels: []\n", "1:1", "version", "the key “version” is missing", "", "Add it."),
    ('version: "1"\nlevels:\n  - {id: a, vlaue: 1, value: 1}\n', "3:13", "levels[0].vlaue", "the unknown key “vlaue”",
     "id, value", "Did you mean “value”?"),
    ('version: "1"\nzzz: 1\n', "2:1", "zzz", "the unknown key “zzz”", "version, from, levels, on, grade",
     "Delete it, or correct its name."),
    ('version: "1"\nlevels:\n  - {id: A, value: 1}\n', "3:6", "levels[0].id", "“A”", "a text of the form ^[a-z]+$", ""),
    ('version: "1"\nlevels:\n  - {id: a, value: 2}\n', "3:13", "levels[0].value", "2", "a number of at most 1.0", ""),
    ('version: "1"\nlevels:\n  - {id: a, value: x}\n', "3:13", "levels[0].value", "“x”", "a number", ""),
    ('version: "1"\nlevels: {a: 1}\n', "2:1", "levels", "a mapping (a)", "a list", ""),
    ('version: "1"\nlevels: [x]\n', "2:10", "levels[0]", "“x”", "a mapping: lines of “key: value”", ""),
    ('version: "1"\non: hier\n', "2:1", "on", "“hier”", "a day such as 2021-07-28", ""),
    ('version: "9"\n', "1:1", "", "version nine", "another version", "Take another."),
]  # fmt: skip


@pytest.mark.parametrize(("text", "position", "path", "found", "accepted", "advice"), MODEL)
def test_what_a_model_refuses_is_said_with_its_line(text, position, path, found, accepted, advice):
    with pytest.raises(DocumentError) as caught:
        validate(yaml.read_bytes(text.encode(), "f.yaml"), Sheet)
    said = caught.value.problems[0].as_json()
    assert f"{said['line']}:{said['column']}" == position
    assert (said["path"], said["found"], said["accepted"], said["advice"]) == (path, found, accepted, advice)


def test_all_problems_come_at_once_in_the_order_of_the_file_and_at_most_fifty():
    text = "version: 1.0\nlevels: []\n" + "".join(f"k{i}: 1\n" for i in range(70))
    with pytest.raises(DocumentError) as caught:
        validate(yaml.read_bytes(text.encode(), "f.yaml"), Sheet)
    lines = [problem.line for problem in caught.value.problems]
    assert len(lines) == 50
    assert lines == sorted(lines)
    assert caught.value.more == 21
    assert "21 more" in str(caught.value)


def test_a_document_that_fits_becomes_the_model():
    sheet = validate(yaml.read_bytes(b'version: "1"\nfrom: there\non: 2021-07-28\ngrade: a\n', "f.yaml"), Sheet)
    assert (sheet.origin, sheet.on, sheet.grade) == ("there", datetime.date(2021, 7, 28), "a")


def test_a_text_of_several_lines_is_written_as_paragraphs_that_people_can_read():
    text = " ".join(["mot"] * 40) + "\n(1) " + " ".join(["autre"] * 30) + "\n(2) court"
    written = yaml.dump({"about": text})
    assert "\n\n  (1) autre" in written
    assert pyyaml.safe_load(written) == {"about": text}
