"""A position as a person takes it in an institution's name."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.conf import settings
from django.utils.functional import Promise
from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from jatigi.governance.consultations.changes.positions import Taken
from jatigi.governance.consultations.forms.attendees import letter_field
from jatigi.governance.consultations.models import STANCES, PositionRevision
from jatigi.governance.instruments.models import Evidence

#: What each stance means, under its word.
MEANINGS: dict[str, Promise] = {
    "agrees": _("The text can stand as it is."),
    "reservation": _("It can stand; you ask that your reservation be noted and answered."),
    "objects": _("It cannot stand as it is. Say what is wrong and, if you can, what would be right."),
    "not_concerned": _("It does not touch what your institution does."),
}
MOST = 4000  # characters of one reason


class EvidenceChoices(forms.ModelMultipleChoiceField):  # type: ignore[type-arg]
    """Evidence by its title."""

    widget = forms.CheckboxSelectMultiple

    def label_from_instance(self, obj: Any) -> str:
        title: str = obj.title.text(get_language() or "fr")
        return f"{title} ({obj.dated})" if obj.dated else title


class PositionForm(forms.Form):
    """Stance, reason, language, confidence, evidence; for who enters it in an institution's place, its letter.

    ``seen`` is the hash of the words that were read, ``read`` those words as the page showed them, so that a change
    made meanwhile can be shown; ``after`` is the number of the institution's last revision that was seen.
    """

    stance = forms.ChoiceField(choices=[(one, one) for one in STANCES], required=False)
    text = forms.CharField(
        label=_("Your reason"),
        required=False,
        max_length=MOST,
        widget=forms.Textarea(attrs={"rows": 6, "aria-describedby": "text-help"}),
    )
    lang = forms.ChoiceField(
        label=pgettext_lazy("language of a text", "Written in"), choices=settings.LANGUAGES, required=False
    )
    confidential = forms.BooleanField(label=_("Keep the reason confidential"), required=False)
    evidence = EvidenceChoices(queryset=Evidence.objects.none(), required=False)
    letter = letter_field()
    seen = forms.CharField(widget=forms.HiddenInput, required=False, max_length=64)
    read = forms.CharField(widget=forms.HiddenInput, required=False)
    after = forms.IntegerField(widget=forms.HiddenInput, required=False, min_value=0)

    def __init__(self, *args: Any, evidence: Any, by_letter: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: dict[str, Any] = self.fields
        fields["evidence"].queryset = evidence
        if by_letter:
            fields["text"].label = _("Its reason")
        else:
            del fields["letter"]

    def taken(self) -> Taken:
        """What was filled in."""
        given = self.cleaned_data
        return Taken(
            stance=given["stance"],
            text=given["text"],
            lang=given["lang"] or "fr",
            confidential=given["confidential"],
            evidence=list(given["evidence"]),
            seen_hash=given["seen"],
            after=given["after"] or 0,
        )


def initial_of(held: Sequence[PositionRevision], lang: str) -> dict[str, Any]:
    """The form's values for an institution that has spoken before; else empty, in the page's language."""
    if not held:
        return {"lang": lang}
    last = held[0]
    return {
        "stance": last.stance,
        "text": last.text,
        "lang": last.lang,
        "confidential": last.confidential,
        "evidence": [one.pk for one in last.evidence.all()],
    }
