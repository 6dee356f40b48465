"""The forms of a progress report and of a verdict on it."""

import datetime
from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from jatigi.foundation.accounts.models import Institution
from jatigi.foundation.text import Text
from jatigi.foundation.text.dates import written
from jatigi.governance.assessments.forms.rounds import both_languages
from jatigi.governance.assessments.wording import called
from jatigi.governance.followup import wording
from jatigi.governance.followup.changes.progress import Told
from jatigi.governance.followup.forms.plans import give
from jatigi.governance.followup.forms.writing import cut, offer, words_field
from jatigi.governance.followup.models import PROGRESS, VERDICTS, Milestone
from jatigi.governance.instruments.forms import PartialDateInput
from jatigi.governance.instruments.models import Evidence, Instrument


class ReportForm(forms.Form):
    """What an institution reports on an action."""

    institution = forms.ChoiceField(label=_("In the name of"))
    status = forms.ChoiceField(label=_("Where it stands"), widget=forms.RadioSelect)
    due = forms.ChoiceField(label=_("Report due on"), required=False)
    happened_on = PartialDateInput(label=_("It was so on"))
    text_fr = words_field(_("What was done, or what stands in the way, in French"), "fr", 4)
    text_en = words_field(_("What was done, or what stands in the way, in English"), "en", 4)
    reached = forms.MultipleChoiceField(
        label=_("Milestones that are done"), required=False, widget=forms.CheckboxSelectMultiple
    )
    evidence = forms.MultipleChoiceField(
        label=_("Evidence"), required=False, widget=forms.CheckboxSelectMultiple,
        help_text=_("If there is none, say so with the status “No evidence available”, or tell why in the text."),
    )  # fmt: skip
    instruments = forms.MultipleChoiceField(
        label=_("Texts that show it"), required=False, widget=forms.CheckboxSelectMultiple
    )
    spent = forms.DecimalField(
        label=_("Spent in the period"), required=False, min_value=0, max_digits=18, decimal_places=2,
        widget=forms.TextInput({"inputmode": "decimal"}),
    )  # fmt: skip
    currency = forms.CharField(label=_("Currency"), required=False, max_length=3)
    number = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(
        self,
        *args: Any,
        institutions: Sequence[Institution],
        days: Sequence[datetime.date],
        milestones: Sequence[Milestone],
        evidence: Sequence[Evidence],
        instruments: Sequence[Instrument],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self._institutions = {one.pk: one for one in institutions}
        self._milestones = {str(one.pk): one for one in milestones}
        self._evidence = {str(one.pk): one for one in evidence}
        self._instruments = {str(one.pk): one for one in instruments}
        lang = (get_language() or "fr").split("-")[0]
        give(self, "institution", [(pk, called(one)) for pk, one in self._institutions.items()])
        give(self, "status", [(id, str(wording.PROGRESS[id])) for id in PROGRESS])
        listed = [(day.isoformat(), written(day, lang)) for day in days]
        give(self, "due", [*listed, ("", str(_("none: an extra report")))])
        offer(self, "reached", [(pk, cut(one.title)) for pk, one in self._milestones.items()])
        offer(self, "evidence", [(pk, cut(one.title)) for pk, one in self._evidence.items()])
        offer(self, "instruments", [(pk, cut(one.title)) for pk, one in self._instruments.items()])
        self.fields["currency"].widget.attrs["list"] = "currencies"
        if len(self._institutions) == 1:
            self.fields["institution"].widget = forms.HiddenInput()
            self.initial.setdefault("institution", next(iter(self._institutions)))

    def clean_currency(self) -> str:
        """Three letters, in capitals."""
        return str(self.cleaned_data["currency"]).strip().upper()

    def clean(self) -> dict[str, Any]:
        """Money has a currency."""
        given = super().clean() or {}
        if given.get("spent") is not None and not given.get("currency"):
            self.add_error("currency", _("Say this too, or empty the line."))
        return given

    @property
    def reporter(self) -> Institution:
        """In whose name it is reported."""
        return self._institutions[self.cleaned_data["institution"]]

    def told(self) -> Told:
        """What was filled in."""
        given = self.cleaned_data
        return Told(
            status=given["status"],
            text=both_languages(self, "text"),
            due=datetime.date.fromisoformat(given["due"]) if given["due"] else None,
            happened_on=given["happened_on"],
            evidence=_chosen(self._evidence, given.get("evidence")),
            instruments=_chosen(self._instruments, given.get("instruments")),
            spent=given["spent"],
            currency=given["currency"],
            reached=_chosen(self._milestones, given.get("reached")),
        )


def _chosen(among: Mapping[str, Any], given: Sequence[str] | None) -> list[Any]:
    return [among[pk] for pk in given or ()]


class VerdictForm(forms.Form):
    """What a validator says of a report."""

    verdict = forms.ChoiceField(label=_("Verdict"), widget=forms.RadioSelect)
    status = forms.ChoiceField(
        label=_("Status as you see it"), widget=forms.RadioSelect,
        help_text=_("It stands beside the institution’s; neither replaces the other."),
    )  # fmt: skip
    reason_fr = words_field(_("Reason, in French"), "fr")
    reason_en = words_field(_("Reason, in English"), "en")
    number = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        give(self, "verdict", [(id, str(wording.VERDICTS[id])) for id in VERDICTS])
        give(self, "status", [(id, str(wording.PROGRESS[id])) for id in PROGRESS])

    def reason(self) -> Text:
        """Why."""
        return both_languages(self, "reason")
