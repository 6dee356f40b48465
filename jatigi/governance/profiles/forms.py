"""What people fill in about a paragraph: its text in each language, and what it rests on."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _

from jatigi.foundation.text import Text, typeset
from jatigi.governance.assessments.models import Round
from jatigi.governance.assessments.queries.answers import AnswerRow
from jatigi.governance.instruments.models import Evidence, Instrument
from jatigi.governance.profiles.changes import Written
from jatigi.governance.profiles.queries.paragraphs import ParagraphRow, answer_revisions

LANGUAGE_NAMES = {"fr": _("French"), "en": _("English")}
Grouped = Sequence[tuple[str, Sequence[tuple[str, str]]]]


def _here(text: Text) -> str:
    lang = (get_language() or "fr").split("-")[0]
    return typeset(text.text(lang), text.lang_of(lang))


class ParagraphForm(forms.Form):
    """A paragraph: a text per language of the round, the answers and sources it rests on."""

    def __init__(
        self,
        *args: Any,
        round: Round,
        rows: Sequence[AnswerRow],
        row: ParagraphRow | None,
        sources: Mapping[str, Sequence[Instrument | Evidence]],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.round, self.row, self.sources = round, row, sources
        for lang in round.languages:
            self._add_language(lang)
        if row is not None:
            self.fields["number"] = forms.IntegerField(widget=forms.HiddenInput, initial=row.revision.number)
            causes = [("updated", _("The facts or answers changed")), ("corrected", _("A slip is put right")),
                      ("translated", _("Only a translation changed"))]  # fmt: skip
            self.fields["cause"] = forms.ChoiceField(label=_("What has changed"), choices=causes)
        self.fields["answers"] = forms.MultipleChoiceField(
            label=_("Answers it rests on"), choices=self._answers(rows), required=False,
            widget=forms.CheckboxSelectMultiple, initial=sorted(row.support.answers) if row else [],
        )  # fmt: skip
        for kind, label in (("instruments", _("Texts it rests on")), ("evidence", _("Other evidence it rests on"))):
            self.fields[kind] = forms.MultipleChoiceField(
                label=label, required=False, widget=forms.CheckboxSelectMultiple,
                choices=[(_code(one), _here(one.title)) for one in sources[kind]],
                initial=list(getattr(row.support, kind)) if row else [],
            )  # fmt: skip

    def _add_language(self, lang: str) -> None:
        lead = lang == self.round.lead_language
        given = self.row.text.plain().get(lang, "") if self.row else ""
        name = LANGUAGE_NAMES.get(lang, lang)
        self.fields[f"text_{lang}"] = forms.CharField(
            label=name, required=lead, initial=given, strip=True, max_length=6000,
            widget=forms.Textarea(attrs={"rows": 7, "lang": lang}),
        )  # fmt: skip
        if self.row is not None and lang in self.row.stale:
            self.fields[f"still_{lang}"] = forms.BooleanField(
                label=_("The translation is still right"), required=False,
                help_text=_("Tick this when you have read it against the new text and it needs no change."),
            )  # fmt: skip

    def _answers(self, rows: Sequence[AnswerRow]) -> Grouped:
        groups: dict[str, list[tuple[str, str]]] = {}
        for row in rows:
            if row.answered:
                name = f"{row.number} {_here(row.indicator.name)}"
                groups.setdefault(_here(row.indicator.dimension.title), []).append((row.code, name))
        return list(groups.items())

    def written(self) -> Written:
        """What was filled in. A language left as it was keeps its state of translation."""
        chosen = self.cleaned_data
        answers = answer_revisions(self.round, chosen["answers"])
        return Written(
            self._text(),
            list(answers.values()),
            [one for one in self.sources["instruments"] if _code(one) in chosen["instruments"]],  # type: ignore[misc]
            [one for one in self.sources["evidence"] if _code(one) in chosen["evidence"]],  # type: ignore[misc]
        )

    def _text(self) -> Text:
        given = {lang: self.cleaned_data[f"text_{lang}"] for lang in self.round.languages}
        if self.row is None:
            return Text.of(given, source=self.round.lead_language)
        text = self.row.text
        for lang in sorted(given, key=lambda one: one != text.source):  # the source first: others follow from it
            same = given[lang] == text.plain().get(lang, "")
            if given[lang] and (not same or self.cleaned_data.get(f"still_{lang}")):
                text = text.with_text(lang, given[lang])
        return text


class AbbreviationsForm(forms.Form):
    """The abbreviations, one a line: ``ONU | Organisation des Nations Unies | United Nations``."""

    def __init__(self, *args: Any, languages: Sequence[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.languages = languages
        names = " | ".join(str(LANGUAGE_NAMES.get(lang, lang)) for lang in languages)
        self.fields["lines"] = forms.CharField(
            label=_("Abbreviations"), required=False, widget=forms.Textarea(attrs={"rows": 10}),
            help_text=gettext("One a line: abbreviation | %(names)s") % {"names": names},
        )  # fmt: skip

    def clean_lines(self) -> list[tuple[str, Text]]:
        """The lines as abbreviations.

        Raises:
            ValidationError: naming the first line that has not the parts it needs.
        """
        found = []
        for number, line in enumerate(self.cleaned_data["lines"].splitlines(), 1):
            parts = [part.strip() for part in line.split("|")]
            if not any(parts):
                continue
            if len(parts) != len(self.languages) + 1 or not all(parts) or len(parts[0]) > 30:
                raise forms.ValidationError(
                    gettext("Line %(number)d: write the abbreviation and its words in every language, parted by “|”.")
                    % {"number": number}
                )
            long = Text.of(dict(zip(self.languages, parts[1:], strict=True)), source=self.languages[0])
            found.append((parts[0], long))
        if len({short for short, _long in found}) < len(found):
            raise forms.ValidationError(gettext("An abbreviation stands there twice."))
        return found


def _code(one: Instrument | Evidence) -> str:
    return one.pk if isinstance(one, Instrument) else one.code
