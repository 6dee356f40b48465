"""What makes a framework, a concordance or a crosswalk sound. Every broken file of the corpus differs in one place."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jatigi.foundation.files import yaml
from jatigi.foundation.files.problems import DocumentError, where
from jatigi.governance.frameworks import rules
from jatigi.governance.frameworks.canonical import digest
from jatigi.governance.frameworks.library import Library
from jatigi.governance.frameworks.mappings import apply_crosswalk, check_concordance, check_crosswalk

HERE = Path(__file__).parent
CONTENT = HERE / "content"


def small():
    return Library(CONTENT).framework("small@1.0")


def crosswalk():
    library = Library(CONTENT)
    return check_crosswalk(yaml.read(CONTENT / "small/crosswalk/1.1--pair.yaml"), library.framework)


def check_any(path: Path):
    """Check a file by the kind that its first key names."""
    document, resolve = yaml.read(path), Library(CONTENT).framework
    kinds = {"concordance": check_concordance, "crosswalk": check_crosswalk}
    return kinds.get(next(iter(document.data)), rules.check)(document, resolve)


# file, place, parts of what is said
BROKEN = [
    ("unknown-key", "license", ["unknown key “license”", "Did you mean “licence”?"]),
    ("missing-key", "licence", ["“licence” is missing"]),
    ("unquoted-version", "version", ["1.0", 'in quotes: "1.0"']),
    ("null-title", "title", ["null", "a mapping"]),
    ("empty-text", "about", ["empty text", "“fr”"]),
    ("missing-language", "classes[0].label", ["“en” is missing", "fr, en"]),
    ("undeclared-language", "classes[0].label.bm", ["“bm”, which the file does not declare"]),
    ("bad-language-code", "classes[0].label.FR", ["“FR”", "[a-z]"]),
    ("language-twice", "languages[2]", ["“fr” a second time"]),
    ("long-name", "dimensions[0].subdimensions[0].indicators[0].name", ["49 characters", "at most 40"]),
    ("bad-id", "dimensions[0].subdimensions[0].indicators[0].id", ["“a.x.soins de santé”", "[A-Za-z]"]),
    ("bad-framework-id", "framework", ["“../small”"]),
    ("id-twice", "dimensions[0].subdimensions[0].indicators[1].id", ["“a.x.one” a second time", "on line 28"]),
    ("id-twice-but-for-capitals", "dimensions[0].subdimensions[0].indicators[1].id", ["“a.x.One” a second time"]),
    ("id-of-the-framework", "dimensions[1].id", ["“small” a second time"]),
    (
        "id-outside-its-parent",
        "dimensions[0].subdimensions[0].indicators[1].id",
        ["“b.two” under “a.x”", "starts with “a.”"],
    ),
    ("subdimension-outside-its-parent", "dimensions[1].subdimensions[0].id", ["“bx” under “b”"]),
    (
        "dangling-scale",
        "dimensions[1].subdimensions[0].indicators[0].scale",
        ["“dayz”, which is not defined", "presence, days"],
    ),
    ("scale-of-nothing", "scales.days", ["neither"]),
    ("scale-of-both", "scales.days", ["both levels and a range"]),
    ("range-upside-down", "scales.days.range", ["from 180.0 to 0.0"]),
    ("range-word", "scales.days.range.min", ["“lowest”", "a number or data"]),
    ("level-twice", "scales.presence.levels[1].id", ["“absent” twice"]),
    ("level-reserved", "scales.presence.levels[1].id", ["“unknown”, which has a meaning of its own"]),
    ("level-values-out-of-order", "scales.presence.levels[2].value", ["1.0 after 1.0"]),
    ("level-value-above-one", "scales.presence.levels[2].value", ["100", "at most 1"]),
    ("anchor-missing", "dimensions[0].subdimensions[0].indicators[0].levels", ["“partial” is not described"]),
    ("anchor-unknown", "dimensions[0].subdimensions[0].indicators[0].levels", ["“partial” is not described"]),
    (
        "anchor-on-numbers",
        "dimensions[1].subdimensions[0].indicators[0].levels.many",
        ["“many”", "no levels on a scale of numbers"],
    ),
    ("weight-zero", "dimensions[0].subdimensions[0].indicators[1].weight", ["0", "a number above 0"]),
    ("weight-negative", "dimensions[0].subdimensions[0].weight", ["-1", "a number above 0"]),
    ("weight-text", "dimensions[0].subdimensions[0].indicators[1].weight", ["“3”", "a number"]),
    ("weight-too-fine", "dimensions[0].subdimensions[0].indicators[1].weight", ["at most 15 digits"]),
    ("aggregate-unknown", "dimensions[0].subdimensions[0].aggregate", ["“median”", "arithmetic, geometric"]),
    ("classes-late", "classes[0].from", ["begin at 0.1", "from 0"]),
    ("classes-out-of-order", "classes[1].from", ["from 0.0 after one from 0.0"]),
    ("classes-overlap", "classes[0].to", ["overlaps the next, from 0.5"]),
    ("classes-gap", "classes[0].to", ["a gap between 0.4 and 0.5"]),
    ("classes-short", "classes[1].to", ["a gap between 0.9 and 1.0"]),
    ("class-twice", "classes[1].id", ["“low” twice"]),
    ("coverage-in-percent", "min_coverage", ["50", "at most 1"]),
    ("gcm-24", "dimensions[0].subdimensions[0].indicators[0].tags.gcm[0]", ["24", "at most 23"]),
    ("gcm-twice", "dimensions[0].subdimensions[0].indicators[0].tags.gcm[1]", ["15 a second time"]),
    ("sdg-unquoted", "dimensions[0].subdimensions[0].indicators[0].tags.sdg[1]", ["10.7", 'in quotes: "10.7"']),
    ("sdg-unknown-goal", "dimensions[0].subdimensions[0].indicators[0].tags.sdg[1]", ["“18.1”"]),
    ("tag-unknown", "dimensions[0].subdimensions[0].indicators[0].tags.agenda", ["unknown key “agenda”", "gcm, sdg"]),
    ("no-dimension", "dimensions", ["a list of 0", "at least 1"]),
    ("base-missing", "extends", ["“small@9”, which is not there"]),
    ("base-without-version", "extends", ["“small”"]),
    ("base-in-a-circle", "extends", ["a circle", "ring@one → ring@two → ring@one"]),
    ("module-of-itself", "framework", ["“small”, which small@1.0 has"]),
    ("module-redefines-a-row", "dimensions[0].id", ["“a”, which the base small@1.0 has", "cannot change its base"]),
    ("module-redefines-a-scale", "scales.presence", ["“presence”, which the base has"]),
    ("module-in-another-language", "languages", ["other languages (en)", "fr, en"]),
    ("tag-of-python", "", ["the tag"]),
    ("key-twice", "", ["“framework” a second time"]),
    ("concordance-dangling", "lines[2].to[0]", ["“a.x.job”, which small@1.1 has not"]),
    ("concordance-twice", "lines[1].to[1]", ["“a.x.one” a second time"]),
    ("concordance-incomplete", "lines", ["no line for “b.x.days” of small@1.0"]),
    ("concordance-wrong-sides", "lines[1].from", ["1 indicators", "at least 2"]),
    ("concordance-comparable-loss", "lines[3].comparability", ["“high” of a line “dropped”", "none"]),
    ("concordance-unknown-change", "lines[0].change", ["“changed”", "reworded, split"]),
    ("concordance-renamed", "lines[0]", ["another id for the same question"]),
    ("concordance-without-version", "concordance.to", ["“small@3”, which is not there"]),
    ("concordance-with-itself", "concordance.to", ["the same version on both sides"]),
    ("crosswalk-dangling-source", "lines[0].from[0]", ["“a.x.two”, which small@1.1 has not"]),
    ("crosswalk-dangling-target", "lines[0].to", ["“p.x.sane”, which pair@2 has not"]),
    ("crosswalk-target-twice", "lines[1].to", ["a second line for “p.x.same”"]),
    ("crosswalk-incomplete", "lines", ["no line for “p.x.none” of pair@2", "rule “none”"]),
    ("crosswalk-unmapped-level", "lines[0].map", ["“partial” is not mapped", "no, yes, unknown"]),
    ("crosswalk-unknown-target-level", "lines[0].map.partial", ["“maybe”, which the scale “answer” has not"]),
    ("crosswalk-unknown-source-level", "lines[0].map.full", ["“full”, which the scale “presence” has not"]),
    ("crosswalk-falling-map", "lines[0].map.complete", ["stands for less"]),
    ("crosswalk-without-map", "lines[0].map.absent", ["“absent”, which the scale “answer” has not"]),
    ("crosswalk-count-missing", "lines[3].count", ["threshold", "count –"]),
    ("crosswalk-count-too-high", "lines[3].count", ["the count 4 of 3"]),
    ("crosswalk-none-with-source", "lines[4].rule", ["the rule “none”"]),
    ("crosswalk-same-of-two", "lines[0].from", ["2 indicators for “same”", "one indicator"]),
    ("crosswalk-unknown-rule", "lines[2].rule", ["“mean”", "same, min, max, threshold, none"]),
]


@pytest.mark.parametrize(("name", "place", "fragments"), BROKEN)
def test_a_broken_file_is_refused_at_its_line_and_says_what_to_do(name, place, fragments):
    path = HERE / "broken" / f"{name}.yaml"
    with pytest.raises(DocumentError) as caught:
        check_any(path)
    problem = next(problem for problem in caught.value.problems if where(problem.path) == place)
    for fragment in fragments:
        assert fragment in str(problem)
    # the circle closes in another file than the one that led into it
    path = CONTENT / "ring/two.yaml" if name == "base-in-a-circle" else path
    assert problem.file == path.name
    assert 1 <= problem.line <= len(path.read_text().splitlines())
    assert str(problem).startswith(f"{path.name}:{problem.line}:")


def test_every_broken_file_is_in_the_table():
    assert sorted(path.stem for path in (HERE / "broken").glob("*.yaml")) == sorted(name for name, *_ in BROKEN)


def test_a_problem_stands_on_the_line_of_its_cause():
    with pytest.raises(DocumentError) as caught:
        check_any(HERE / "broken/weight-zero.yaml")
    (problem,) = caught.value.problems
    line = (HERE / "broken/weight-zero.yaml").read_text().splitlines()[problem.line - 1]
    assert line == "            weight: 0"
    assert line[problem.column - 1 :] == "weight: 0"


def test_all_problems_of_a_file_come_at_once():
    text = (CONTENT / "small/1.0.yaml").read_text()
    text = (
        text.replace("scale: days", "scale: dayz").replace("id: a.x.two", "id: c.two").replace("from: 0,", "from: 0.2,")
    )
    with pytest.raises(DocumentError) as caught:
        rules.check(yaml.read_bytes(text.encode(), "f.yaml"))
    places = [where(problem.path) for problem in caught.value.problems]
    assert places == [
        "classes[0].from",
        "dimensions[0].subdimensions[0].indicators[1].id",
        "dimensions[1].subdimensions[0].indicators[0].scale",
    ]


def test_a_framework_answers_for_its_rows():
    framework = small()
    assert framework.key == "small@1.0"
    assert [indicator.id for indicator in framework.all_indicators] == ["a.x.one", "a.x.two", "b.x.days"]
    assert [indicator.number for indicator in framework.all_indicators] == ["1.1", "1.2", "2.1"]
    one, two = framework.indicator("a.x.one"), framework.indicator("a.x.two")
    assert (one.weight, two.weight, one.gcm, one.sdg) == (1, 3, (15,), ("3.8", "10.7"))
    assert one.anchors["partial"] == {"fr": "Un texte.", "en": "One rule."}
    assert (one.title("fr"), two.title("en"), two.title("bm")) == (
        "Santé",
        "Is school open?",
        "L’école est-elle ouverte ?",
    )
    assert framework.scale_of("a.x.one").level_ids == ("absent", "partial", "complete")
    assert framework.scale_of("a.x.one").level("partial").value == 0.5
    assert framework.scale("days").is_number
    assert framework.dimension_of("b.x.days").number == 2
    assert framework.min_coverage == 0.5
    assert list(framework.node_ids()) == ["a", "a.x", "a.x.one", "a.x.two", "b", "b.x", "b.x.days"]
    assert "a.x.one" in framework
    assert "a.x" not in framework
    for ask in (framework.indicator, framework.scale, framework.dimension_of):
        with pytest.raises(KeyError):
            ask("absent")


@pytest.mark.parametrize(("score", "expected"), [(0, "low"), (0.4999, "low"), (0.5, "high"), (1, "high")])
def test_classes_take_their_lower_end_and_the_last_one_takes_one(score, expected):
    assert small().class_of(score).id == expected


def test_a_module_refers_to_the_rows_of_its_base_and_copies_none():
    library = Library(CONTENT)
    module, base = library.framework("module@1"), library.framework("small@1.0")
    assert module.base is base
    assert [i.id for i in module.all_indicators] == ["a.x.one", "a.x.two", "b.x.days", "m.x.travel"]
    assert module.all_indicators[0] is base.all_indicators[0]
    assert [i.id for i in module.own_indicators] == ["m.x.travel"]
    assert module.indicator("m.x.travel").number == "3.1"
    assert module.scale_of("m.x.travel") is base.scale("presence")
    assert (module.classes, module.min_coverage) == (base.classes, 0.5)
    assert [d["id"] for d in module.document["dimensions"]] == ["m"]


def test_the_file_of_a_library_bears_its_frameworks_name(tmp_path):
    (tmp_path / "other").mkdir()
    (tmp_path / "other/1.0.yaml").write_text((CONTENT / "small/1.0.yaml").read_text())
    with pytest.raises(DocumentError, match=r"small@1\.0 in the file of other@1\.0"):
        Library(tmp_path).framework("other@1.0")
    assert Library(tmp_path).framework("other@2") is None
    assert Library(tmp_path / "other").framework("../other@1.0") is None


def test_the_digest_depends_on_what_is_said_and_not_on_how():
    text = (CONTENT / "small/1.0.yaml").read_text()
    same = [
        text.replace("min_coverage: 0.5", "min_coverage: 0.50   # half"),
        text.replace("{fr: Bas, en: Low}", "{en: \"Low\", fr: 'Bas'}"),
        text.replace("            scale: days\n", "            scale: days\n            weight: 1.0\n"),
        text.replace(
            "about: {fr: Pour les essais., en: For tests.}",
            "about:\n  fr: >\n    Pour\n    les essais.\n  en: For tests.",
        ),
        text.replace("{id: low, from: 0,", "{id: low, from: 0, to: 0.5,"),
        text.replace('version: "1.0"', 'version: "1.0"\nextends: null\nlanguages: [fr, en]\naggregate: arithmetic'),
        "\ufeff" + text.replace("\n", "\r\n"),
        text.replace("Santé", "Sante\u0301"),
    ]
    base = rules.check(yaml.read_bytes(text.encode(), "f.yaml"))
    for other in same:
        assert other != text
        assert rules.check(yaml.read_bytes(other.encode(), "f.yaml")).digest == base.digest
    for old, new in (("weight: 3", "weight: 2"), ("En combien", "Combien"), ("id: b.x.days", "id: b.x.day")):
        assert rules.check(yaml.read_bytes(text.replace(old, new).encode(), "f.yaml")).digest != base.digest


def test_the_digest_is_that_of_the_canonical_text_and_stays_the_same_for_ever():
    framework = small()
    again = yaml.read_bytes(yaml.dump(framework.document).encode(), "f.yaml")
    assert again.data == framework.document
    assert rules.check(again).digest == framework.digest == digest(framework.document)
    assert framework.digest == "ec909707ecf1b5d3275eafd962353cad284d9a833ceab261d926b041df7a0dbe"


def test_a_concordance_says_what_became_of_each_indicator():
    concordance = check_concordance(yaml.read(CONTENT / "small/concordance/1.0--1.1.yaml"), Library(CONTENT).framework)
    assert concordance.line_to("a.x.secondary").source == ("a.x.two",)
    assert concordance.line_to("a.x.secondary").note["en"] == "Two questions."
    assert concordance.line_from("b.x.days").change == "dropped"
    assert concordance.line_from("a.x.work") is None


# a.x.one, a.x.primary, a.x.secondary → same, min, max, threshold (two of three)
DERIVED = [
    ("complete", "complete", "complete", "yes", "yes", "yes", "yes"),
    ("absent", "complete", "complete", "no", "no", "yes", "yes"),
    ("partial", "complete", "absent", "unknown", "no", "yes", "no"),
    ("unknown", "complete", "complete", "unknown", "unknown", "yes", "yes"),
    ("unknown", "absent", "absent", "unknown", "no", "unknown", "no"),
    ("absent", "absent", "unknown", "no", "no", "no", "no"),
    ("complete", "unknown", "absent", "yes", "unknown", "yes", "unknown"),
    ("not_applicable", "complete", "complete", "unknown", "unknown", "yes", "yes"),
    ("not_applicable", "absent", "not_applicable", "unknown", "no", "unknown", "unknown"),
    (None, None, None, "unknown", "unknown", "unknown", "unknown"),
]  # fmt: skip


@pytest.mark.parametrize("row", DERIVED)
def test_a_crosswalk_gives_what_follows_and_leaves_the_rest_unknown(row):
    answers = {
        f"a.x.{name}": answer for name, answer in zip(("one", "primary", "secondary"), row[:3], strict=True) if answer
    }
    assert apply_crosswalk(crosswalk(), answers) == {
        "p.x.same": row[3], "p.x.min": row[4], "p.x.max": row[5], "p.x.count": row[6], "p.x.none": "unknown",
    }  # fmt: skip


KNOWN = ("absent", "partial", "complete")
ASKED = ("a.x.one", "a.x.primary", "a.x.secondary")


@given(st.fixed_dictionaries({one: st.sampled_from([*KNOWN, "unknown", "not_applicable"]) for one in ASKED}), st.data())
def test_learning_more_never_changes_a_derived_answer(answers, data):
    known = {
        one: data.draw(st.sampled_from(KNOWN)) if answer not in KNOWN else answer for one, answer in answers.items()
    }
    before, after = apply_crosswalk(crosswalk(), answers), apply_crosswalk(crosswalk(), known)
    assert all(before[one] in {"unknown", after[one]} for one in before)


def test_an_answer_that_the_scale_has_not_stops_the_crosswalk():
    with pytest.raises(
        ValueError, match=r"a\.x\.one: the answer 'maybe'; accepted: absent, partial, complete, unknown"
    ):
        apply_crosswalk(crosswalk(), {"a.x.one": "maybe"})
