"""What people fill in about a paragraph: its text in each language, and what it rests on."""

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import get_language
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


class InLanguages(forms.Form):
    """A text with a field for each language of the round; a translation that is older than its source may be declared
    still right."""

    old: Text | None = None

    def add_texts(self, round: Round, old: Text | None, *, lines: int, most: int, name: str = "") -> None:
        """One field a language; ``name`` stands before the language's, where it does not go without saying."""
        self.round, self.old = round, old
        for lang in round.languages:
            attributes: dict[str, Any] = {"lang": lang}
            widget = forms.Textarea({**attributes, "rows": lines}) if lines > 1 else forms.TextInput(attributes)
            language = LANGUAGE_NAMES.get(lang, lang)
            self.fields[f"text_{lang}"] = forms.CharField(
                label=f"{name} ({language})" if name else language, required=lang == round.lead_language,
                initial=old.plain().get(lang, "") if old else "", strip=True, max_length=most, widget=widget,
            )  # fmt: skip
            if old is not None and lang in old.texts and old.is_stale(lang):
                self.fields[f"still_{lang}"] = forms.BooleanField(
                    label=_("The translation is still right"), required=False,
                    help_text=_("Tick this when you have read it against the new text and it needs no change."),
                )  # fmt: skip

    def text(self) -> Text:
        """What was filled in. A language left as it was keeps its state of translation."""
        given = {lang: self.cleaned_data[f"text_{lang}"] for lang in self.round.languages}
        if self.old is None:
            return Text.of(given, source=self.round.lead_language)
        still = {lang for lang in given if self.cleaned_data.get(f"still_{lang}")}
        return rewritten(self.old, given, still)


def rewritten(old: Text, given: Mapping[str, str], still: Collection[str] = ()) -> Text:
    """``old`` with the languages that differ written anew; a translation left as it was while its source changed
    becomes stale, unless it is among ``still`` (declared right)."""
    text = old
    for lang in sorted(given, key=lambda one: one != text.source):  # the source first: others follow from it
        same = given[lang] == text.plain().get(lang, "")
        if given[lang] and (not same or lang in still):
            text = text.with_text(lang, given[lang])
    return text


class ParagraphForm(InLanguages):
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
        self.add_texts(round, row.text if row is not None else None, lines=7, most=6000)
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
            self.text(),
            list(answers.values()),
            [one for one in self.sources["instruments"] if _code(one) in chosen["instruments"]],  # type: ignore[misc]
            [one for one in self.sources["evidence"] if _code(one) in chosen["evidence"]],  # type: ignore[misc]
        )


def _code(one: Instrument | Evidence) -> str:
    return one.pk if isinstance(one, Instrument) else one.code
