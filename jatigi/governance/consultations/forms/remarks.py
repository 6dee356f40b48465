"""A remark: who speaks, in which words, on which passage."""

from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from jatigi.foundation.accounts.forms import InstitutionChoice
from jatigi.foundation.accounts.models import Institution
from jatigi.foundation.text import Text
from jatigi.governance.consultations import wording
from jatigi.governance.consultations.changes.remarks import MOST, Said
from jatigi.governance.consultations.rules.passages import Passage, find, passage


class RemarkForm(forms.Form):
    """Who keeps the record writes down anyone's words; others write in the name of an institution they speak for.

    ``words`` is the paragraph that is commented, in ``lang``; without it the remark is on the whole.
    """

    quote = forms.CharField(
        label=_("The passage"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Copy the words that you speak of. Leave it empty to speak of the whole paragraph."),
    )
    text = forms.CharField(label=_("The remark, in their own words"), max_length=MOST, widget=forms.Textarea)
    kind = forms.ChoiceField(label=_("Kind of remark"), choices=[], widget=forms.RadioSelect, initial="comment")
    lang = forms.ChoiceField(label=_("Written in"), choices=settings.LANGUAGES)
    voice = forms.ChoiceField(label=_("Who speaks"), choices=[], required=False)
    institution = InstitutionChoice(label=_("Institution"), queryset=Institution.objects.none(), required=False)
    organisation = forms.CharField(
        label=_("Organisation without an account here"),
        required=False,
        max_length=200,
        help_text=_("Its name; never a person's."),
    )
    confidential = forms.BooleanField(
        label=_("Given in confidence"),
        required=False,
        help_text=_("Then the coordinator and the institution alone read it."),
    )
    at = forms.IntegerField(required=False, min_value=0, widget=forms.HiddenInput)

    def __init__(
        self,
        *args: Any,
        institutions: Any,
        records: bool,
        words: str | None = None,
        words_lang: str = "",
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.words, self.words_lang = words, words_lang
        fields: dict[str, Any] = self.fields
        fields["lang"].initial = (get_language() or "fr").split("-")[0]
        fields["institution"].queryset = institutions
        fields["kind"].choices = [(id, str(wording.REMARK_KINDS[id])) for id in ("comment", "proposal")]
        if records:
            fields["voice"].choices = [(id, str(said)) for id, said in wording.VOICES.items()]
        else:
            del fields["voice"], fields["organisation"]
            fields["institution"].required = True
            if len(institutions) == 1:
                fields["institution"].initial = institutions[0].pk
        if words is None:
            del fields["quote"], fields["at"]

    def clean_quote(self) -> str:
        """The words must stand in the paragraph; what differs in its spaces only is taken as it stands there."""
        quote = str(self.cleaned_data["quote"]).strip()
        if quote and self.words is not None:
            found = find(self.words, Passage(quote))
            if found is None:
                raise forms.ValidationError(_("These words do not stand in the paragraph. Copy them from it."))
            quote = self.words[found.start : found.end]
        return quote

    def said(self) -> Said:
        """What was filled in."""
        given = self.cleaned_data
        voice = given.get("voice") or "institution"
        return Said(
            Text.of({given["lang"]: given["text"].strip()}, source=given["lang"]),
            kind=given["kind"],
            voice=voice,
            institution=given["institution"] if voice == "institution" else None,
            organisation=given.get("organisation", "").strip() if voice != "institution" else "",
            passage=self._passage(),
            quote_lang=self.words_lang,
            confidential=given["confidential"],
        )

    def _passage(self) -> Passage:
        """The passage with its neighbours: where it was selected, if the words stand there several times."""
        quote, words = self.cleaned_data.get("quote", ""), self.words
        if not quote or words is None:
            return Passage("")
        at = self.cleaned_data.get("at")
        start = at if at is not None and words[at : at + len(quote)] == quote else words.find(quote)
        return passage(words, start, start + len(quote))
