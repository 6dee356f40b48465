"""What people fill in about a paragraph: its text in each language, and what it rests on."""

from collections.abc import Collection, Mapping, Sequence
from typing import Any, TypeVar

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from jatigi.foundation.text import Text
from jatigi.governance.assessments.models import AnswerRevision, Round
from jatigi.governance.instruments.models import Evidence, Instrument
from jatigi.governance.instruments.queries.register import register_of
from jatigi.governance.profiles.changes import Written
from jatigi.governance.profiles.queries.paragraphs import ParagraphRow, answer_revisions

LANGUAGE_NAMES = {"fr": _("French"), "en": _("English")}
MOST_ID = 160


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
                label=gettext("%(language)s: %(what)s") % {"language": language, "what": name} if name else language,
                required=lang == round.lead_language,
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


class Codes(forms.MultipleChoiceField):
    """Ids that are ticked; whether each is there is looked up in one go by the form."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(required=False, **kwargs)

    def valid_value(self, value: str) -> bool:
        """Any id of a form that ids have."""
        return 0 < len(value) <= MOST_ID


class ParagraphForm(InLanguages):
    """A paragraph: a text per language of the round, the answers and sources it rests on.

    ``readable`` is the evidence that the person may read. What is ticked is laid out by the page (see :mod:`.rests`).
    """

    use_required_attribute = False  # sources are looked for before the text is written

    def __init__(
        self, *args: Any, round: Round, row: ParagraphRow | None, readable: QuerySet[Evidence], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.row, self.readable = row, readable
        self.add_texts(round, row.text if row is not None else None, lines=7, most=6000)
        if row is not None:
            self.fields["number"] = forms.IntegerField(widget=forms.HiddenInput, initial=row.revision.number)
            causes = [("updated", _("The facts or answers changed")), ("corrected", _("A slip is put right")),
                      ("translated", _("Only a translation changed"))]  # fmt: skip
            self.fields["cause"] = forms.ChoiceField(label=_("What has changed"), choices=causes)
        for name in ("answers", "instruments", "evidence"):
            self.fields[name] = Codes()

    @property
    def text_fields(self) -> list[Any]:
        """The fields of the text, in the order of the languages."""
        return [self[name] for name in self.fields if name.startswith(("text_", "still_"))]

    def clean_answers(self) -> dict[str, AnswerRevision]:
        """The latest revisions of the answers.

        Raises:
            ValidationError: when one is not there.
        """
        codes = self.cleaned_data["answers"]
        return _all_there(codes, answer_revisions(self.round, codes))

    def clean_instruments(self) -> dict[str, Instrument]:
        """The texts of the register. Raises as :meth:`clean_answers`."""
        codes = self.cleaned_data["instruments"]
        found = register_of(self.round.jurisdiction_id).filter(pk__in=codes)
        return _all_there(codes, {one.pk: one for one in found})

    def clean_evidence(self) -> dict[str, Evidence]:
        """The evidence of the jurisdiction that the person may read. Raises as :meth:`clean_answers`."""
        codes = self.cleaned_data["evidence"]
        found = self.readable.filter(jurisdiction=self.round.jurisdiction_id, code__in=codes)
        return _all_there(codes, {one.code: one for one in found})

    def written(self) -> Written:
        """What was filled in. A language left as it was keeps its state of translation."""
        chosen = self.cleaned_data
        return Written(
            self.text(),
            list(chosen["answers"].values()),
            list(chosen["instruments"].values()),
            list(chosen["evidence"].values()),
        )


Found = TypeVar("Found")


def _all_there(codes: Sequence[str], found: dict[str, Found]) -> dict[str, Found]:
    gone = [code for code in codes if code not in found]
    if gone:
        raise forms.ValidationError(
            gettext("No longer there: %(codes)s. Take it off, or look for another.") % {"codes": ", ".join(gone)}
        )
    return found
