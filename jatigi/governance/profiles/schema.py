"""The form of a profile's file (``profiles/MLI-2021.yaml``) and of the file of context figures (``figures.yaml``)."""

import re
import unicodedata
from typing import Annotated, Final, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, StringConstraints

from jatigi.foundation.files.problems import phrase as _
from jatigi.foundation.files.problems import shown
from jatigi.foundation.files.validation import Refused
from jatigi.governance.instruments.schema import Date
from jatigi.governance.profiles.rules import SECTIONS

_SECTION = re.compile(f"({'|'.join(one for one in SECTIONS if one != 'dimension')}|dimension\\.[A-Za-z0-9._-]+)\\Z")


def _section(value: str) -> str:
    if not _SECTION.match(value):
        raise Refused(
            _("the section “%(value)s”", value=shown(value)),
            ", ".join("dimension.ID" if one == "dimension" else one for one in SECTIONS),
        )
    return value


def _filled(texts: dict[str, str]) -> dict[str, str]:
    tidy = {lang: unicodedata.normalize("NFC", text).strip() for lang, text in texts.items()}
    for lang, text in tidy.items():
        if not text:
            raise Refused(_("an empty text for the language “%(lang)s”", lang=lang), _("a text"))
    return tidy


Id = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9][A-Za-z0-9._-]*$", max_length=160)]
Slug = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9][A-Za-z0-9_-]*$", max_length=120)]
Texts = Annotated[
    dict[Annotated[str, StringConstraints(pattern=r"^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$", max_length=10)], str],
    AfterValidator(_filled),
    Field(min_length=1),
]


class Form(BaseModel):
    """Unknown keys are refused, and nothing is turned from one kind into another."""

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)


class Paragraph(Form):
    """A paragraph and what it rests on: answers by indicator, instruments, evidence and figures by id."""

    id: Slug
    text: Texts
    answers: list[Id] = []
    instruments: list[Id] = []
    evidence: list[Id] = []
    figures: list[Id] = []


class Section(Form):
    """A section and its paragraphs, in their order."""

    id: Annotated[str, AfterValidator(_section), Field(json_schema_extra={"pattern": f"^{_SECTION.pattern[:-2]}$"})]
    paragraphs: Annotated[list[Paragraph], Field(max_length=200)]


class Abbreviation(Form):
    """An abbreviation and what it stands for."""

    short: Annotated[str, StringConstraints(min_length=1, max_length=30)]
    long: Texts


class ProfileFile(Form):
    """A whole profile. ``sources`` may name what must be among the key sources; they are derived from the text."""

    profile: Slug
    title: Texts
    sections: Annotated[list[Section], Field(min_length=1, max_length=60)]
    figures: list[Id] = []
    abbreviations: Annotated[list[Abbreviation], Field(max_length=500)] = []
    sources: list[Id] = []


class Point(Form):
    """A bar of a series. A value of null is not known."""

    label: Texts | None = None
    year: int | None = None
    value: float | int | None


class Figure(Form):
    """A statistic of the context."""

    id: Slug
    title: Texts
    value: Annotated[str, StringConstraints(max_length=60)]
    unit: Texts
    definition: Texts
    dated: Date | None = None
    url: Annotated[str, StringConstraints(max_length=1000)] | None = None
    publisher: Annotated[str, StringConstraints(max_length=300)] | None = None
    accessed: Date | None = None
    group: Literal["population", "emigrants", "immigrants", "remittances", "displacement", "refugees_abroad", "units"]
    series: Annotated[list[Point], Field(max_length=60)] | None = None
    official: Literal["un", "national", "other", "none_found"]


class FiguresFile(Form):
    """Figures of one jurisdiction; those of one group stand side by side."""

    jurisdiction: str | None = None
    figures: Annotated[list[Figure], Field(min_length=1, max_length=500)]


PUBLISHED: Final[dict[str, type[BaseModel]]] = {"profile": ProfileFile, "figures": FiguresFile}
"""The formats of this package: name of the published schema → the model that reads it."""
