"""Figures say in words what they show, hold no inline style, and come out the same to the byte."""

import os
import subprocess
import sys
import xml.etree.ElementTree as ET
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jatigi.foundation.web import figures
from jatigi.foundation.web.figures import (
    LEVELS,
    Bar,
    Cell,
    Counts,
    DumbbellRow,
    Event,
    Interval,
    IntervalRow,
    Moment,
    Strip,
    Variant,
)
from jatigi.foundation.web.figures.svg import VARIANTS

SVG = "{http://www.w3.org/2000/svg}"
WORDS = {
    "fr": dict(zip(LEVELS, ("Complet", "Partiel", "Absent", "Inconnu", "Sans objet"), strict=True)),
    "en": dict(zip(LEVELS, ("Complete", "Partial", "Absent", "Unknown", "Not applicable"), strict=True)),
}
STRIPS = (
    Strip(1, "Droits", (Cell("complete", "Santé"), Cell("unknown", "École", reverify=True))),
    Strip(2, "Gouvernement", (Cell("absent", "Loi"), Cell("not_applicable", "Port"), Cell("partial", "Plan"))),
)
ROWS = (
    IntervalRow("Droits", Interval(0.34375, 0.96875, 0.9), 1, {"complete": 5, "unknown": 10}),
    IntervalRow("Mobilité en temps de crise", Interval(0, 1), 5),
    IntervalRow("Sans objet ici", Interval(None, None), 6),
)
PAIRS = (
    DumbbellRow(
        "Partenariats",
        Moment("2018", Interval(0.6, 0.9, 0.8)),
        Moment("2021", Interval(0.7, 0.7, 0.7)),
        3,
        "Parce que.",
    ),
)
EVENTS = (
    Event("2018", "Premier exercice", "round"),
    Event("2025-01-29", "Le Mali quitte la CEDEAO.", "break", "29 janv. 2025"),
    Event("2026-05", "Troisième exercice", "open_round"),
)
BARS = (Bar("Côte d’Ivoire", 403646), Bar("Libye", None))
COUNTS = Counts("Partenariats", {"complete": 8, "partial": 4, "unknown": 4, "not_applicable": 1}, 3)

Draw = Callable[[str, str, Variant], str]
DRAWN: dict[str, Draw] = {
    "cloth": lambda lang, ident, v: figures.cloth(
        STRIPS, lang=lang, ident=ident, title="Mali, 2021", levels=WORDS[lang], variant=v
    ),
    "intervals": lambda lang, ident, v: figures.interval_bars(ROWS, lang=lang, ident=ident, title="Mali", variant=v),
    "dumbbell": lambda lang, ident, v: figures.dumbbell(PAIRS, lang=lang, ident=ident, title="Mali", variant=v),
    "timeline": lambda lang, ident, v: figures.timeline(EVENTS, lang=lang, ident=ident, title="Dates", variant=v),
    "bars": lambda lang, ident, v: figures.bars(BARS, lang=lang, ident=ident, title="Pays", variant=v),
    "columns": lambda lang, ident, v: figures.bars(
        BARS, lang=lang, ident=ident, title="Pays", upright=True, digits=3, variant=v
    ),
    "counts": lambda lang, ident, v: figures.counts_bar(COUNTS, lang=lang, ident=ident, levels=WORDS[lang], variant=v),
}
each = pytest.mark.parametrize("name", DRAWN)
each_variant = pytest.mark.parametrize("variant", VARIANTS)


@each
@each_variant
@pytest.mark.parametrize("lang", ["fr", "en"])
def test_every_figure_has_a_title_and_a_description_in_its_language(name: str, variant: Variant, lang: str) -> None:
    root = ET.fromstring(DRAWN[name](lang, "f1", variant))
    title, desc = root.find(f"{SVG}title"), root.find(f"{SVG}desc")
    assert root.get("role") == "img"
    assert root.get("lang") == lang
    assert title is not None
    assert desc is not None
    assert title.text
    assert desc.text
    assert root.get("aria-labelledby") == f"{title.get('id')} {desc.get('id')}" == "f1-t f1-d"


@each
@each_variant
def test_no_figure_carries_a_style_a_script_or_an_address_elsewhere(name: str, variant: Variant) -> None:
    for part in ET.fromstring(DRAWN[name]("fr", "f1", variant)).iter():
        assert part.tag not in (f"{SVG}style", f"{SVG}script", f"{SVG}image", f"{SVG}foreignObject")
        assert not {key for key in part.attrib if key == "style" or key.startswith("on")}
        assert part.get("href", "#").startswith("#")


@each
def test_paper_stands_alone(name: str) -> None:
    drawn = DRAWN[name]("fr", "f1", "paper")
    root = ET.fromstring(drawn)
    assert "Jatigi Text" in (root.get("font-family") or "")
    assert {"width", "height", "viewBox"} <= set(root.attrib)
    # Nothing that only a page has: no sprite, no classes, no pattern that a PDF would turn into a picture.
    for outside in ("<use", "class=", "url(#", "currentColor", "pattern", "%"):
        assert outside not in drawn


@each
@each_variant
def test_two_figures_on_a_page_share_no_id(name: str, variant: Variant) -> None:
    ids = [
        part.get("id")
        for ident in ("a", "b")
        for part in ET.fromstring(DRAWN[name]("fr", ident, variant)).iter()
        if part.get("id")
    ]
    assert len(ids) == len(set(ids))


def test_bytes_do_not_depend_on_the_process() -> None:
    program = "from jatigi.foundation.web.tests import test_figures as t; import hashlib, sys; "
    program += "sys.stdout.write(hashlib.sha256(''.join(d(l, 'x', v) for d in t.DRAWN.values() for l in ('fr', 'en') "
    program += "for v in t.VARIANTS).encode()).hexdigest())"
    sums = {
        subprocess.run(
            [sys.executable, "-c", program],
            env={**os.environ, "PYTHONHASHSEED": seed, "LANG": language, "TZ": zone},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for seed, language, zone in (("1", "C", "UTC"), ("2", "fr_FR.UTF-8", "Africa/Bamako"))
    }
    assert len(sums) == 1
    assert len(sums.pop()) == 64


def test_one_bar_to_the_byte() -> None:
    drawn = figures.interval_bar(Interval(0.34375, 0.96875), lang="fr", ident="b1", number=1)
    assert drawn == (
        '<svg xmlns="http://www.w3.org/2000/svg" role="img" lang="fr" aria-labelledby="b1-t" class="jt-bar d1" '
        'width="100%" height="18"><title id="b1-t">Entre 34 et 97 sur 100</title>'
        '<rect fill="url(#h1)" x="34.38%" y="0" width="62.5%" height="18"/>'
        '<rect class="edge" x="0" y="0" width="100%" height="18"/>'
        '<rect x="0" y="0" width="34.38%" height="18"/></svg>'
    )


@pytest.mark.parametrize(
    ("interval", "words"),
    [
        (Interval(0.34375, 0.96875), "Entre 34 et 97 sur 100"),
        (Interval(0.625, 0.625), "63 sur 100"),
        (Interval(0, 1), "Inconnu, tout est possible entre 0 et 100"),
        (Interval(None, None), "Sans objet"),
        (Interval(0, 0), "0 sur 100"),
    ],
)
def test_unknown_not_applicable_and_zero_are_three_things_in_words(interval: Interval, words: str) -> None:
    root = ET.fromstring(figures.interval_bar(interval, lang="fr", ident="b"))
    assert root.findtext(f"{SVG}title") == words


def test_unknown_not_applicable_and_zero_are_three_things_in_shape() -> None:
    def parts(interval: Interval) -> list[str | None]:
        root = ET.fromstring(figures.interval_bar(interval, lang="fr", ident="b"))
        return [part.get("class") or part.get("fill") for part in root][1:]

    assert parts(Interval(0, 1)) == ["url(#h0)", "edge"]
    assert parts(Interval(0, 0)) == ["edge"]
    assert parts(Interval(None, None)) == ["dash"]


def test_a_missing_figure_of_context_is_hatched_and_named_unknown() -> None:
    page = DRAWN["bars"]("fr", "f", "page")
    assert 'fill="url(#h0)"' in page
    assert ">inconnu<" in page
    assert ">0<" not in page


def test_cells_to_reverify_are_framed_and_counted() -> None:
    drawn = DRAWN["cloth"]("fr", "f", "page")
    assert drawn.count('class="reopen"') == 1
    assert "1 encadré : ce qu’il cite a pris fin" in drawn.replace("\u202f", " ")


def test_cloth_keeps_the_order_of_the_framework() -> None:
    root = ET.fromstring(DRAWN["cloth"]("fr", "f", "page"))
    shapes = [use.get("href") for use in root.iter(f"{SVG}use")]
    assert shapes == ["#s1", "#c-complete", "#c-unknown", "#s2", "#c-absent", "#c-not_applicable", "#c-partial"]


def test_every_reference_of_a_page_is_in_the_sprite() -> None:
    sprite = {part.get("id") for part in ET.fromstring(figures.sprite()).iter() if part.get("id")}
    for draw in DRAWN.values():
        for variant in ("page", "narrow"):
            for part in ET.fromstring(draw("fr", "f", variant)).iter():
                if part.tag == f"{SVG}use":
                    assert (part.get("href") or "")[1:] in sprite
                if (part.get("fill") or "").startswith("url("):
                    assert (part.get("fill") or "")[5:-1] in sprite


@pytest.mark.parametrize(("lang", "printed"), [("fr", "1 292 519,5"), ("en", "1,292,519.5")])
def test_numbers_follow_the_language(lang: str, printed: str) -> None:
    drawn = figures.bars([Bar("x", 1292519.5)], lang=lang, ident="f", title="t", digits=1)
    assert f">{printed.replace(' ', chr(0x202F))}<" in drawn


def test_a_break_breaks_the_thread_until_the_next_round() -> None:
    root = ET.fromstring(DRAWN["timeline"]("fr", "f", "page"))
    threads = [part.get("class") for part in root if part.get("class") in ("axis", "broken")]
    assert threads == ["axis", "broken", "axis"]


@pytest.mark.parametrize(
    ("rows", "header"),
    [
        (STRIPS, ("Dimension", "Indicateur", "Niveau")),
        (ROWS, ("Dimension", "Au moins", "Au plus", *WORDS["fr"].values())),
        (PAIRS, ("Dimension", "2018", "Intervalle 2018", "2021", "Intervalle 2021", "Ce qui explique l’écart")),
        (EVENTS, ("Date", "Événement")),
        (BARS, ("Nom", "Valeur")),
        ((COUNTS,), ("Dimension", *WORDS["fr"].values())),
    ],
)
def test_every_figure_has_its_data_as_a_table(rows: figures.tables.Rows, header: tuple[str, ...]) -> None:
    table = figures.data_table(rows, lang="fr", levels=WORDS["fr"])
    assert table.header == header
    assert table.rows
    assert all(len(row) == len(header) for row in table.rows)
    assert all(all(cell or column == len(header) - 1 for column, cell in enumerate(row)) for row in table.rows)


def test_a_language_without_a_catalogue_is_refused_and_not_answered_in_english() -> None:
    with pytest.raises(FileNotFoundError, match="catalogues compile"):
        DRAWN["intervals"]("bm", "f", "page")


@pytest.mark.parametrize(
    ("low", "high"), [(-0.1, 0.5), (0.2, 1.1), (float("nan"), 1), (0.6, 0.4), (None, 0.4), (0.2, None)]
)
def test_an_interval_that_cannot_be_is_refused(low: float | None, high: float | None) -> None:
    with pytest.raises(ValueError):
        Interval(low, high)


shares = st.floats(0, 1, allow_nan=False)
intervals = st.one_of(
    st.just(Interval(None, None)),
    st.lists(shares, min_size=3, max_size=3).map(sorted).map(lambda v: Interval(v[0], v[2], v[1])),
)
names = st.text(max_size=60)
numbers = st.one_of(st.none(), st.integers(1, 6))
variants = st.sampled_from(VARIANTS)


@given(st.lists(st.builds(IntervalRow, names, intervals, numbers), max_size=7), variants, names)
def test_any_intervals_give_well_formed_svg(rows: list[IntervalRow], variant: Variant, title: str) -> None:
    drawn = figures.interval_bars(rows, lang="fr", ident="f", title=title, variant=variant)
    ET.fromstring(drawn)
    assert "nan" not in drawn


@given(
    st.lists(
        st.builds(
            DumbbellRow, names, st.builds(Moment, names, intervals), st.builds(Moment, names, intervals), numbers, names
        ),
        max_size=6,
    ),
    variants,
)
def test_any_pairs_give_well_formed_svg(rows: list[DumbbellRow], variant: Variant) -> None:
    ET.fromstring(figures.dumbbell(rows, lang="en", ident="f", title="t", variant=variant))


cells = st.builds(Cell, st.sampled_from(LEVELS), names, st.booleans())


@given(
    st.lists(st.builds(Strip, st.integers(1, 6), names, st.lists(cells, max_size=40).map(tuple)), max_size=7), variants
)
def test_any_cloth_gives_one_shape_per_indicator(strips: list[Strip], variant: Variant) -> None:
    drawn = figures.cloth(strips, lang="fr", ident="f", title="t", levels=WORDS["fr"], variant=variant, signs=False)
    root = ET.fromstring(drawn)
    cells = root.findall(f"{SVG}g/{SVG}g" if variant == "paper" else f"{SVG}g/{SVG}use")
    assert len(cells) == sum(len(strip.cells) for strip in strips)


@given(
    st.lists(
        st.builds(
            Event,
            st.dates().map(str),
            names,
            st.sampled_from(["event", "round", "open_round", "break"]),
        ),
        max_size=12,
    ),
    variants,
)
def test_any_dates_give_well_formed_svg(events: list[Event], variant: Variant) -> None:
    ET.fromstring(figures.timeline(events, lang="fr", ident="f", title="t", variant=variant))


@given(
    st.lists(st.builds(Bar, names, st.one_of(st.none(), st.floats(0, 1e15, allow_nan=False))), max_size=9),
    st.booleans(),
    variants,
)
def test_any_figures_of_context_give_well_formed_svg(values: list[Bar], upright: bool, variant: Variant) -> None:
    drawn = figures.bars(values, lang="fr", ident="f", title="t", upright=upright, variant=variant)
    for part in ET.fromstring(drawn).iter(f"{SVG}rect"):
        assert not (part.get("width") or "0").startswith("-")
        assert not (part.get("height") or "0").startswith("-")


@given(st.dictionaries(st.sampled_from(LEVELS), st.integers(0, 10_000)), variants)
def test_any_counts_give_well_formed_svg_that_names_each_level(of: dict[str, int], variant: Variant) -> None:
    drawn = figures.counts_bar(Counts("x", of), lang="fr", ident="f", levels=WORDS["fr"], variant=variant)
    desc = ET.fromstring(drawn).findtext(f"{SVG}desc") or ""
    assert all((WORDS["fr"][level] in desc) == (count > 0) for level, count in of.items())
