"""Other evidence that an assessor adds while answering."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from jatigi.foundation.text import PartialDate
from jatigi.governance.instruments import words
from jatigi.governance.instruments.facts import EvidenceFacts
from jatigi.governance.instruments.models import Evidence


class EvidenceForm(forms.Form):
    """A document, an official reply, an interview, a statistic or an observation, with its file."""

    prefix = "new"

    kind = forms.ChoiceField(label=_("What it is"), choices=list(words.EVIDENCE_KINDS.items()))
    title = forms.CharField(label=_("Title"), max_length=300)
    text = forms.CharField(
        label=_("What it shows"), widget=forms.Textarea(attrs={"rows": 3}), help_text=_("In your own words.")
    )
    dated = forms.CharField(
        label=_("Date"),
        required=False,
        max_length=10,
        help_text=_("As far as it is known: 2024, 2024-05 or 2024-05-17."),
    )
    publisher = forms.CharField(label=_("Who published or wrote it"), required=False, max_length=300)
    url = forms.URLField(label=_("Address on the web"), required=False, max_length=1000, assume_scheme="https")
    function = forms.CharField(
        label=_("Interview: the function of who spoke"), required=False, max_length=200, help_text=_("Never a name.")
    )
    consent = forms.BooleanField(label=_("Interview: the person agreed to be cited"), required=False)
    confidence = forms.ChoiceField(label=_("How sure is it?"), choices=list(words.CONFIDENCE.items()), initial="medium")
    publishable = forms.BooleanField(
        label=_("It may be published"), required=False, help_text=_("Otherwise it stays internal.")
    )
    file = forms.FileField(label=_("File"), required=False, help_text=_("PDF, Word, Excel or picture, up to 20 MB."))

    def clean_dated(self) -> PartialDate | None:
        """A date as far as it is known."""
        written: str = self.cleaned_data["dated"].strip()
        if not written:
            return None
        try:
            return PartialDate.parse(written)
        except ValueError:
            raise forms.ValidationError(_("Write it as 2024, 2024-05 or 2024-05-17.")) from None

    def facts(self, lang: str, dimension: str) -> EvidenceFacts:
        """What was filled in, in the language of the page."""
        given: dict[str, Any] = self.cleaned_data
        return EvidenceFacts(
            kind=given["kind"],
            title={lang: given["title"]},
            text={lang: given["text"]},
            confidence=given["confidence"],
            publishable=given["publishable"],
            dated=given["dated"],
            function=given["function"],
            consent=given["consent"] if given["kind"] == Evidence.Kind.INTERVIEW else None,
            url=given["url"],
            publisher=given["publisher"],
            dimension=dimension,
        )
