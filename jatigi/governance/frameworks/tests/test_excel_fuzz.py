"""The Excel twin under arbitrary frameworks and hostile sheets: nothing is changed, nothing is lost without a word."""

import datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jatigi.foundation.files import yaml
from jatigi.foundation.files.archives import read_zip, write_zip
from jatigi.foundation.files.problems import DocumentError
from jatigi.governance.frameworks import rules
from jatigi.governance.frameworks.excel import export_workbook
from jatigi.governance.frameworks.excel_grid import first_fault
from jatigi.governance.frameworks.excel_reading import import_workbook
from jatigi.governance.frameworks.library import Library

CONTENT = Path(__file__).parent / "content"
DAY = datetime.date(2000, 1, 1)

LANGUAGES = st.lists(st.sampled_from(["fr", "en", "bm", "pt-BR", "ff-Latn"]), min_size=1, max_size=3, unique=True)
WORDS = st.text(
    st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="\ufffe\uffff"), min_size=1, max_size=30
).filter(str.strip)
AWKWARD = st.sampled_from(
    ["=1+1", "-", "@x", "'", "1.0", "TRUE", "2021-07-28", "_x0041_", "a\nb", "12,5", "1e5", "nan"]
)
NUMBERS = st.floats(-1e9, 1e9).map(lambda number: float(f"{number:.15g}"))
WEIGHTS = st.floats(1e-6, 1e6).map(lambda number: float(f"{number:.15g}"))
NAMES = st.from_regex(r"[A-Za-z][A-Za-z0-9_-]{0,8}", fullmatch=True)


def some(draw: Any, **optional: Any) -> dict[str, Any]:
    """Each key there or not."""
    return {key: draw(strategy) for key, strategy in optional.items() if draw(st.booleans())}


@st.composite
def documents(draw: Any) -> dict[str, Any]:
    """A sound framework: one to three languages, level and number scales, optional keys there or not."""
    languages = draw(LANGUAGES)
    text = st.fixed_dictionaries(dict.fromkeys(languages, WORDS | AWKWARD))
    aggregate = st.sampled_from(["arithmetic", "geometric"])
    names = draw(
        st.lists(NAMES, min_size=8, max_size=8, unique_by=str.lower).filter(
            lambda found: not {"unknown", "not_applicable", "number"} & {name.lower() for name in found}
        )
    )
    levels = [
        {"id": name, "value": value, "label": draw(text)} for name, value in zip(names[:3], (0, 0.25, 1), strict=True)
    ]
    low, high = sorted(draw(st.lists(NUMBERS, min_size=2, max_size=2, unique=True)))
    span = draw(st.sampled_from([(low, high), ("data", "data"), ("data", high), (low, "data")]))
    direction = draw(st.sampled_from(["higher", "lower"]))
    scales = {
        names[3]: {"levels": levels},
        names[4]: {"range": {"min": span[0], "max": span[1], "direction": direction}},
    }
    anchors = st.fixed_dictionaries({level["id"]: text for level in levels})

    def indicator(here: str) -> dict[str, Any]:
        scale = draw(st.sampled_from(sorted(scales)))
        tags = st.fixed_dictionaries(
            {
                "gcm": st.lists(st.integers(1, 23), min_size=1, max_size=4, unique=True),
                "sdg": st.lists(
                    st.sampled_from(["10.7", "3.8", "10.10", "16.1", "8.8.1", "17.a"]), min_size=1, unique=True
                ),
            }
        )
        more = some(draw, weight=WEIGHTS, guidance=text, evidence=text, tags=tags)
        if scale == names[3]:
            more |= some(draw, levels=anchors)
        return {"id": here, "scale": scale, "question": draw(text), **more}

    dimensions = []
    for dimension in names[5 : 5 + draw(st.integers(1, 2))]:
        subs = []
        for number in range(draw(st.integers(1, 2))):
            sub = f"{dimension}.s{number}"
            asked = [indicator(f"{sub}.i{place}") for place in range(draw(st.integers(1, 3)))]
            subs.append(
                {
                    "id": sub,
                    "title": draw(text),
                    **some(draw, about=text, weight=WEIGHTS, aggregate=aggregate),
                    "indicators": asked,
                }
            )
        more = some(draw, about=text, weight=WEIGHTS, aggregate=aggregate)
        dimensions.append({"id": dimension, "title": draw(text), **more, "subdimensions": subs})
    classes = st.just([{"id": "low", "from": 0, "label": draw(text)}, {"id": "high", "from": 0.5, "label": draw(text)}])
    return {
        "framework": names[7],
        "version": draw(st.sampled_from(["1.0", "2021", "1e5", "0x10", "1.10-rc"])),
        "languages": languages,
        "title": draw(text),
        "about": draw(text),
        "licence": "CC-BY-4.0",
        "scales": scales,
        "dimensions": dimensions,
        **some(draw, aggregate=aggregate, min_coverage=st.sampled_from([0, 0.5, 1]), classes=classes),
    }


@given(documents())
@settings(max_examples=60, deadline=None)
def test_any_framework_goes_to_excel_and_back_unchanged(document: dict[str, Any]) -> None:
    framework = rules.check(yaml.Document("f.yaml", document))
    again = import_workbook(export_workbook(framework), "f.xlsx")
    assert yaml.dump(again.document) == yaml.dump(framework.document)
    assert again.digest == framework.digest


def sheet_of(number: int) -> tuple[dict[str, bytes], str]:
    parts = read_zip(export_workbook(Library(CONTENT).framework("small@1.0")))
    return parts, f"xl/worksheets/sheet{number}.xml"


def said(parts: dict[str, bytes]) -> str:
    with pytest.raises(DocumentError) as caught:
        import_workbook(write_zip(parts, DAY), "f.xlsx")
    return str(caught.value)


@pytest.mark.parametrize(
    ("before", "after", "place"),
    [
        (b'<row r="2"', b'<row r="9"', "indicators!A9"),
        (b'<row r="3"', b'<row r="2"', "indicators!2"),  # a second row 2: openpyxl would leave it out
        (b'<c r="B3"', b'<c r="A3"', "indicators!A3"),  # a second A3: the last one would win
        (b'<c r="B3"', b'<c r="ZZ3"', "indicators!C3"),
        (b'<c r="B3"', b'<c r="B7"', "indicators!B3"),  # a cell of another row
        (b'<row r="4"', b'<row r="999999999999"', "indicators!A"),
    ],
)
def test_what_openpyxl_would_lose_is_refused_with_its_place(before: bytes, after: bytes, place: str) -> None:
    parts, sheet = sheet_of(7)
    assert before in parts[sheet]
    parts[sheet] = parts[sheet].replace(before, after, 1)
    assert f"f.xlsx {place}" in said(parts)


def test_rows_that_are_only_formatted_are_nothing_to_lose() -> None:
    parts, sheet = sheet_of(7)
    empty = b'<row r="9000"><c r="A9000" s="2"/></row></sheetData>'
    parts[sheet] = parts[sheet].replace(b"</sheetData>", empty)
    assert import_workbook(write_zip(parts, DAY), "f.xlsx").digest == Library(CONTENT).framework("small@1.0").digest
    parts[sheet] = parts[sheet].replace(b'<c r="A9000" s="2"/>', b'<c r="A9000" t="inlineStr"><is><t>far</t></is></c>')
    assert "f.xlsx indicators!A9000: too large a sheet." in said(parts)


def test_a_prefix_and_rows_without_numbers_are_understood() -> None:
    assert first_fault(b"<x:row><x:c><x:v>1</x:v></x:c><x:c/></x:row><x:row/>", rows=5) is None
    fault = first_fault(b'<row r="6"><c r="C6"><f>1</f></c></row>', rows=5)
    assert fault is not None
    assert (fault.cell, fault.ordered) == ("C6", True)


@given(st.data())
@settings(max_examples=60, deadline=None)
def test_what_is_read_from_a_shuffled_sheet_is_what_stands_in_it(data: Any) -> None:
    """Rows taken in another order are refused, or the framework has them all."""
    parts, sheet = sheet_of(7)
    head, first, rest = parts[sheet].partition(b"<row ")
    rows = [first + row for row in rest.split(b"<row ")]
    end = rows[-1].index(b"</sheetData>")
    rows[-1], tail = rows[-1][:end], rows[-1][end:]
    order = data.draw(st.permutations(rows))
    parts[sheet] = head + b"".join(order) + tail
    if order == rows:
        assert import_workbook(write_zip(parts, DAY), "f.xlsx")
    else:
        assert "out of its order" in said(parts)
