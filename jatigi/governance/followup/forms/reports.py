"""Opening a follow-up report, and writing its passages."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from jatigi.foundation.text import Text
from jatigi.governance.assessments.forms.rounds import both_languages, day_field
from jatigi.governance.assessments.wording import ORIGINS as ORIGIN_WORDS
from jatigi.governance.followup import wording
from jatigi.governance.followup.changes.reports import Opened
from jatigi.governance.followup.forms.writing import offer
from jatigi.governance.followup.models import REPORT_KINDS, ReportTextRevision


class OpenForm(forms.Form):
    """What the report is, and the period that it tells."""

    kind = forms.ChoiceField(label=_("Kind of report"), widget=forms.RadioSelect)
    code = forms.SlugField(label=_("Short name"), max_length=60, help_text=_("It stands in the address: MLI-2026."))
    title_fr = forms.CharField(label=_("Title, in French"), required=False, max_length=200)
    title_en = forms.CharField(label=_("Title, in English"), required=False, max_length=200)
    origin = forms.ChoiceField(label=_("Origin"), widget=forms.RadioSelect)
    period_from = day_field(_("First day of the period"), required=True)
    period_until = day_field(_("Last day of the period"), required=True)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "kind", [(id, str(wording.REPORT_KINDS[id])) for id in REPORT_KINDS])
        offer(self, "origin", [(id, str(words)) for id, words in ORIGIN_WORDS.items()])

    def opened(self) -> Opened:
        """What was filled in."""
        given = self.cleaned_data
        title = both_languages(self, "title")
        return Opened(given["kind"], title, given["origin"], given["period_from"], given["period_until"])


class PassageForm(forms.Form):
    """A passage in both languages; empty, it says nothing beside what is drafted."""

    text_fr = forms.CharField(
        label=_("In French"), required=False, max_length=20000, widget=forms.Textarea({"rows": 6})
    )
    text_en = forms.CharField(
        label=_("In English"), required=False, max_length=20000, widget=forms.Textarea({"rows": 6})
    )
    number = forms.IntegerField(widget=forms.HiddenInput, min_value=0)

    @classmethod
    def of(cls, latest: ReportTextRevision | None, shown: ReportTextRevision | None) -> "PassageForm":
        """The form with the words of a revision, to be written after the latest one."""
        words = shown.text.plain() if shown else {}
        number = latest.number if latest else 0
        return cls(initial={"text_fr": words.get("fr", ""), "text_en": words.get("en", ""), "number": number})

    def text(self) -> Text:
        """What was written."""
        return both_languages(self, "text")
