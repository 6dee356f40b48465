"""What somebody says of an action, as a person records it."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from jatigi.foundation.web.templatetags.jatigi import t_plain
from jatigi.governance.assessments.forms.rounds import both_languages
from jatigi.governance.followup import wording
from jatigi.governance.followup.changes.attributions import Said
from jatigi.governance.followup.forms.writing import cut, offer, words_field
from jatigi.governance.followup.models import LINKS
from jatigi.governance.followup.queries.attributions import Offered
from jatigi.governance.followup.queries.recommendations import latest_revisions
from jatigi.governance.instruments.forms import PartialDateInput

LINES = (1, 2)


class AttributionForm(forms.Form):
    """One claim: what is said, by whom, of which answer, on what it rests."""

    link = forms.ChoiceField(label=_("What is said of the link"), widget=forms.RadioSelect)
    answer = forms.ChoiceField(label=_("Answer that changed"), required=False)
    recommendation = forms.ChoiceField(label=_("Recommendation that it followed from"), required=False)
    said_by_fr = forms.CharField(
        label=_("Who says so, in French"),
        required=False,
        max_length=300,
        help_text=_("The publisher, body or function; never a person’s name."),
    )
    said_by_en = forms.CharField(label=_("Who says so, in English"), required=False, max_length=300)
    reason_fr = words_field(_("What they say, in French"), "fr")
    reason_en = words_field(_("What they say, in English"), "en")
    instruments = forms.MultipleChoiceField(
        label=_("Texts it rests on"), required=False, widget=forms.CheckboxSelectMultiple
    )
    evidence = forms.MultipleChoiceField(
        label=_("Evidence it rests on"), required=False, widget=forms.CheckboxSelectMultiple
    )
    publisher_1 = forms.CharField(label=_("Source: publisher"), required=False, max_length=300)
    url_1 = forms.URLField(label=_("Source: address"), required=False, max_length=1000, assume_scheme="https")
    accessed_1 = PartialDateInput(label=_("Source: read on"))
    publisher_2 = forms.CharField(label=_("Second source: publisher"), required=False, max_length=300)
    url_2 = forms.URLField(label=_("Second source: address"), required=False, max_length=1000, assume_scheme="https")
    accessed_2 = PartialDateInput(label=_("Second source: read on"))

    def __init__(self, *args: Any, offered: Offered, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._offered = offered
        offer(self, "link", [(id, str(wording.LINKS_MEAN[id])) for id in LINKS])
        none = ("", str(_("none, the action as a whole")))
        answers = [
            (str(one.pk), f"{one.round.label} – {one.indicator.number} {t_plain(one.indicator.name)}")
            for one in offered.answers
        ]
        offer(self, "answer", [none, *answers])
        words = latest_revisions([one.pk for one in offered.recommendations])
        served = [(one.pk, cut(words[one.pk].text)) for one in offered.recommendations]
        offer(self, "recommendation", [("", str(_("none"))), *served] if served else [])
        offer(self, "instruments", [(one.pk, t_plain(one.title)) for one in offered.instruments])
        offer(self, "evidence", [(str(one.pk), t_plain(one.title)) for one in offered.evidence])

    def said(self) -> Said:
        """What was filled in."""
        given = self.cleaned_data
        texts, pieces = set(given.get("instruments", ())), set(given.get("evidence", ()))
        return Said(
            given["link"],
            both_languages(self, "said_by"),
            both_languages(self, "reason"),
            next((one for one in self._offered.answers if str(one.pk) == given["answer"]), None),
            next((one for one in self._offered.recommendations if one.pk == given.get("recommendation")), None),
            [source for number in LINES if (source := _source(given, number))],
            [one for one in self._offered.instruments if one.pk in texts],
            [one for one in self._offered.evidence if str(one.pk) in pieces],
        )


def _source(given: Mapping[str, Any], number: int) -> dict[str, str]:
    """One line of sources as it is kept: what is empty is left out; a date alone is no source."""
    read = given[f"accessed_{number}"]
    line = {
        "url": given[f"url_{number}"],
        "publisher": given[f"publisher_{number}"].strip(),
        "accessed": read.iso if read else "",
    }
    return {key: value for key, value in line.items() if value} if line["publisher"] or line["url"] else {}
