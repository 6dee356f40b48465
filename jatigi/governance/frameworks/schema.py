"""The form of framework, concordance and crosswalk files: which keys, which kinds of values.

What needs more than one place of the file (ids that match, classes that join) is in ``rules`` and ``mappings``. The
JSON Schemas under ``docs/formats/`` are made from these models; a test compares them.
"""

import json
import re
import unicodedata
from pathlib import Path
from typing import Annotated, Any, Literal, Self

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, StringConstraints, model_validator

from jatigi.foundation.files.problems import phrase as _
from jatigi.foundation.files.validation import Refused

ID = r"^[A-Za-z][A-Za-z0-9._-]*$"
VERSION = r"^[0-9A-Za-z][0-9A-Za-z._-]*$"
KEY = r"^[A-Za-z][A-Za-z0-9._-]*@[0-9A-Za-z][0-9A-Za-z._-]*$"
LANGUAGE = r"^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$"
# A target (10.7, 10.c) or an indicator (10.7.2) of the Sustainable Development Goals.
SDG = r"^([1-9]|1[0-7])\.([1-9]|1[0-9]|[a-d])(\.[1-9][0-9]?)?$"
NAME = 40  # characters of a short title
LONGEST = 20_000  # characters in a text; an Excel cell holds 32,767
_LINE_END = re.compile("\r\n?")
RESERVED = frozenset({"unknown", "not_applicable"})

Language = Annotated[str, StringConstraints(pattern=LANGUAGE, max_length=20)]
Id = Annotated[str, StringConstraints(pattern=ID, max_length=120)]
Key = Annotated[str, StringConstraints(pattern=KEY, max_length=121)]


def _writable(number: float) -> float:
    """Excel keeps fifteen digits of a number; more would change on the way there and back."""
    if float(f"{number:.15g}") != number:
        raise Refused(str(number), _("a number of at most 15 digits"), _("Round it."))
    return number


Number = Annotated[float, AfterValidator(_writable)]
Weight = Annotated[float, Field(gt=0, le=1_000_000), AfterValidator(_writable)]
Share = Annotated[float, Field(ge=0, le=1), AfterValidator(_writable)]
Aggregate = Literal["arithmetic", "geometric"]


def _tidied(texts: dict[str, str]) -> dict[str, str]:
    """The texts without space around them and with composed accents, as all comparisons expect them."""
    tidy = {lang: unicodedata.normalize("NFC", _LINE_END.sub("\n", text)).strip() for lang, text in texts.items()}
    for lang, text in tidy.items():
        if not text:
            raise Refused(_("an empty text for the language “%(lang)s”", lang=lang), _("a text"))
    return tidy


def _short(texts: dict[str, str]) -> dict[str, str]:
    for lang, text in texts.items():
        if len(text) > NAME:
            found = _("a name of %(length)s characters in “%(lang)s”", length=len(text), lang=lang)
            raise Refused(
                found, _("at most %(most)s characters", most=NAME), _("Shorten it; the question says the rest.")
            )
    return texts


Text = Annotated[
    dict[Language, Annotated[str, Field(min_length=1, max_length=LONGEST)]],
    AfterValidator(_tidied),
    Field(min_length=1),
]
Name = Annotated[Text, AfterValidator(_short)]


class Form(BaseModel):
    """Unknown keys are refused, and nothing is turned from one kind into another."""

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)


class Level(Form):
    """One step of a scale. ``value`` is its place between 0 and 1."""

    id: Id
    value: Share
    label: Text


class Range(Form):
    """Goalposts of a number scale: ``data`` stands for the smallest or largest value in the data."""

    min: Number | Literal["data"]
    max: Number | Literal["data"]
    direction: Literal["higher", "lower"]


class Scale(Form):
    """Either ordered levels or a range of numbers."""

    levels: Annotated[list[Level], Field(min_length=2, max_length=20)] | None = None
    range: Range | None = None

    @model_validator(mode="after")
    def _one_kind(self) -> Self:
        if (self.levels is None) == (self.range is None):
            found = _("a scale with neither") if self.levels is None else _("a scale with both levels and a range")
            raise Refused(found, _("either levels or a range"))
        return self


class Class(Form):
    """One band of scores, ``from`` included, up to the next one's ``from``; the last one reaches 1."""

    id: Id
    lower: Share = Field(alias="from")
    upper: Share | None = Field(alias="to", default=None)
    label: Text


class Tags(Form):
    """Objectives of the Global Compact for Migration (1–23) and targets of the Sustainable Development Goals."""

    gcm: list[Annotated[int, Field(ge=1, le=23)]] = []
    sdg: list[Annotated[str, StringConstraints(pattern=SDG)]] = []


class Indicator(Form):
    """One question. ``levels`` says what each level of the scale looks like here (the anchors)."""

    id: Id
    name: Name | None = None
    scale: Id
    weight: Weight = 1
    question: Text
    guidance: Text | None = None
    levels: dict[Id, Text] | None = None
    evidence: Text | None = None
    tags: Tags | None = None


class Subdimension(Form):
    id: Id
    title: Text
    about: Text | None = None
    weight: Weight = 1
    aggregate: Aggregate | None = None
    indicators: Annotated[list[Indicator], Field(min_length=1, max_length=500)]


class Dimension(Form):
    id: Id
    title: Text
    about: Text | None = None
    weight: Weight = 1
    aggregate: Aggregate | None = None
    subdimensions: Annotated[list[Subdimension], Field(min_length=1, max_length=100)]


class Framework(Form):
    """A framework, or (with ``extends``) a module that adds dimensions to a frozen base."""

    framework: Annotated[str, StringConstraints(pattern=ID, max_length=80)]
    version: Annotated[str, StringConstraints(pattern=VERSION, max_length=40)]
    extends: Key | None = None
    languages: Annotated[list[Language], Field(min_length=1, max_length=20)] = ["fr", "en"]
    title: Text
    about: Text
    licence: Annotated[str, StringConstraints(min_length=1, max_length=60)]
    aggregate: Aggregate = "arithmetic"
    scales: dict[Id, Scale] = {}
    classes: Annotated[list[Class], Field(min_length=1, max_length=20)] | None = None
    min_coverage: Share | None = None
    dimensions: Annotated[list[Dimension], Field(min_length=1, max_length=100)]


Comparability = Literal["high", "medium", "low", "none"]
Change = Literal["same", "reworded", "split", "merged", "added", "dropped", "rescaled"]


class Ends(Form):
    """Two versions, as ``framework@version``."""

    source: Key = Field(alias="from")
    target: Key = Field(alias="to")


class ConcordanceLine(Form):
    source: list[Id] = Field(alias="from")
    target: list[Id] = Field(alias="to")
    change: Change
    comparability: Comparability
    note: Text | None = None


class Concordance(Form):
    """What became of each indicator from one version to another."""

    concordance: Ends
    languages: Annotated[list[Language], Field(min_length=1, max_length=20)] = ["fr", "en"]
    about: Text | None = None
    lines: Annotated[list[ConcordanceLine], Field(min_length=1, max_length=5000)]


class CrosswalkLine(Form):
    """How one indicator of the target is answered from indicators of the source.

    Each source answer becomes a level of the target by ``map``; then ``same`` takes the only one, ``min`` the lowest,
    ``max`` the highest, ``threshold`` the level that at least ``count`` of them reach. ``none``: it cannot be
    derived.
    """

    target: Id = Field(alias="to")
    rule: Literal["same", "min", "max", "threshold", "none"]
    source: list[Id] = Field(alias="from", default=[])
    count: Annotated[int, Field(ge=1)] | None = None
    map: dict[Id, Id] | None = None
    comparability: Comparability
    reason: Text


class Crosswalk(Form):
    """Answers of one framework that answer another."""

    crosswalk: Ends
    languages: Annotated[list[Language], Field(min_length=1, max_length=20)] = ["fr", "en"]
    about: Text
    lines: Annotated[list[CrosswalkLine], Field(min_length=1, max_length=5000)]


PUBLISHED: dict[str, type[Form]] = {
    "framework": Framework,
    "concordance": Concordance,
    "crosswalk": Crosswalk,
}


def json_schema(kind: str) -> dict[str, Any]:
    """The JSON Schema (2020-12) of ``framework``, ``concordance`` or ``crosswalk`` files, as published in
    ``docs/formats``.
    """
    schema = PUBLISHED[kind].model_json_schema(by_alias=True)
    _close(schema)
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **schema}


def _close(node: Any) -> None:
    """Where keys follow a pattern (languages, ids), no other key is taken; pydantic leaves that open."""
    if isinstance(node, dict):
        if "patternProperties" in node:
            node["additionalProperties"] = False
        for inner in node.values():
            _close(inner)
    elif isinstance(node, list):
        for inner in node:
            _close(inner)


def write_json_schemas(folder: Path) -> list[Path]:
    """Write ``<kind>.schema.json`` for each kind into ``folder``; returns the files."""
    written = []
    for kind in PUBLISHED:
        path = folder / f"{kind}.schema.json"
        path.write_text(json.dumps(json_schema(kind), ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
        written.append(path)
    return written
