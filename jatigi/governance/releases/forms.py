"""An erratum and a licence as a person fills them in."""

import datetime
from collections.abc import Mapping, Sequence
from typing import Any

from babel import Locale
from django import forms
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _

from jatigi.foundation.text.rules import Text
from jatigi.governance.profiles import licences
from jatigi.governance.releases.queries import Asked

LONGEST = 4000  # characters of what is wrong, and of what is right


class ErratumForm(forms.Form):
    """What a release says wrongly and what is right, in each of its languages."""

    indicator = forms.ChoiceField(label=_("What it concerns"), required=False)
    since = forms.DateField(
        label=_("The right version is known since"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )

    def __init__(self, *args: Any, languages: Sequence[str], asked: Mapping[str, Asked], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.languages = languages
        here = get_language() or languages[0]
        fields: dict[str, Any] = self.fields
        fields["indicator"].choices = [
            ("", _("The release as a whole")),
            *((code, f"{one.number} {one.name.get(here, code)}") for code, one in asked.items()),
        ]
        labels = {"wrong": gettext("What is wrong (%(language)s)"), "right": gettext("What is right (%(language)s)")}
        for lang in languages:
            spoken = Locale.parse(here).languages.get(lang, lang)
            for key, label in labels.items():
                fields[f"{key}_{lang}"] = forms.CharField(
                    label=label % {"language": spoken},
                    max_length=LONGEST,
                    widget=forms.Textarea(attrs={"lang": lang, "rows": 3}),
                )
        self.order_fields(["indicator", *(f"{key}_{lang}" for lang in languages for key in labels), "since"])

    def written(self) -> dict[str, Any]:
        """What was filled in, as ``record_erratum`` takes it."""
        given = self.cleaned_data
        since: datetime.date = given["since"]
        return {
            "wrong": Text.of({lang: given[f"wrong_{lang}"].strip() for lang in self.languages}),
            "right": Text.of({lang: given[f"right_{lang}"].strip() for lang in self.languages}),
            "since": since,
            "indicator": given["indicator"],
        }


class LicenceForm(forms.Form):
    """The licence of the next releases."""

    licence = forms.ChoiceField(label=_("Licence of the next release"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        lang = get_language() or "fr"
        fields: dict[str, Any] = self.fields
        fields["licence"].choices = [(one, licences.title(one, lang)) for one in licences.ADDRESSES]
