"""The library of suggested actions: for each indicator and level, what countries usually undertake to reach the next.

It is read from ``content/actions/<framework>/*.yaml``, once per process. A suggestion is a beginning: once drafted into
a plan its words are the institution's own.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Annotated, Literal, Self

from django.conf import settings
from django.utils.translation import gettext, override
from pydantic import AfterValidator, Field, model_validator

from jatigi.foundation.files import yaml
from jatigi.foundation.files.problems import phrase as _
from jatigi.foundation.files.validation import Refused, validate
from jatigi.foundation.text import PartialDate, Text
from jatigi.governance.followup.changes.actions import Expected, Step, Written
from jatigi.governance.frameworks.models import Indicator
from jatigi.governance.frameworks.schema import Form, Id, Key
from jatigi.governance.instruments.schema import Texts

LANGUAGES = ("fr", "en")


def _both(texts: dict[str, str]) -> dict[str, str]:
    """The library speaks both languages."""
    if missing := [lang for lang in LANGUAGES if lang not in texts]:
        raise Refused(_("no text in “%(lang)s”", lang=", ".join(missing)), _("a text in each language"))
    return texts


Both = Annotated[Texts, AfterValidator(_both)]


class Entry(Form):
    """One suggestion as it is written in the file."""

    id: Id
    indicator: Id
    level_from: Annotated[Id, Field(alias="from")]
    level_to: Annotated[Id, Field(alias="to")]
    title: Both
    why: Both
    steps: Annotated[list[Both], Field(min_length=1, max_length=12)]
    proves: Both
    lead: Both
    effort: Literal["light", "medium", "heavy"]

    @model_validator(mode="after")
    def _moves(self) -> Self:
        if self.level_from == self.level_to:
            raise Refused(_("a suggestion that leads nowhere"), _("two different levels"))
        return self


class SuggestionsFile(Form):
    """One file of the library: the suggestions of one dimension."""

    framework: Key
    dimension: Id
    suggestions: list[Entry]


@dataclass(frozen=True)
class Suggestion:
    """What is usually undertaken to bring an indicator from one level to the next."""

    id: str
    indicator: str  # code
    level_from: str
    level_to: str
    title: Text
    why: Text
    steps: tuple[Text, ...]
    proves: Text
    lead: Text  # who usually leads, in words
    effort: str

    def drafted(self, indicator: Indicator, by: PartialDate | None = None) -> Written:
        """The action that it makes: its steps as milestones, its movement expected by a date."""
        return Written(
            title=self.title,
            about=self._about(),
            indicators=[indicator],
            milestones=[Step(step) for step in self.steps],
            movements=[Expected(indicator, self.level_from, self.level_to, by)],
            effort=self.effort,
            suggestion=self.id,
        )

    def _about(self) -> Text:
        said = {}
        for lang in LANGUAGES:
            with override(lang):
                proof, lead = gettext("What proves it: %(text)s"), gettext("Who usually leads: %(text)s")
            parts = (
                self.why.text(lang),
                proof % {"text": self.proves.text(lang)},
                lead % {"text": self.lead.text(lang)},
            )
            said[lang] = "\n\n".join(parts)
        return Text.of(said)


#: (code of the indicator, level it stands at) → the suggestion
Library = Mapping[tuple[str, str], Suggestion]


def library(framework: str) -> Library:
    """The suggestions for a framework (its id, whatever the version: indicators keep their identity). Empty where
    there are none.

    Raises:
        DocumentError: a file of the library is not as it should be.
    """
    return _read(Path(settings.CONTENT) / "actions" / framework)


@lru_cache(maxsize=8)
def _read(folder: Path) -> Library:
    found: dict[tuple[str, str], Suggestion] = {}
    for path in sorted(folder.glob("*.yaml")):
        for entry in validate(yaml.read(path), SuggestionsFile).suggestions:
            found[entry.indicator, entry.level_from] = _suggestion(entry)
    return found


def _suggestion(entry: Entry) -> Suggestion:
    return Suggestion(
        entry.id,
        entry.indicator,
        entry.level_from,
        entry.level_to,
        Text.of(entry.title),
        Text.of(entry.why),
        tuple(Text.of(step) for step in entry.steps),
        Text.of(entry.proves),
        Text.of(entry.lead),
        entry.effort,
    )
