"""The public: when anyone may write and what they agree to; what they write."""

import uuid
from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import get_language, gettext_noop, override
from django.utils.translation import gettext as now
from django.utils.translation import gettext_lazy as _

from jatigi.governance.assessments.forms.rounds import both_languages
from jatigi.governance.consultations import wording
from jatigi.governance.consultations.changes.remarks import MOST
from jatigi.governance.consultations.forms.programme import moment_field
from jatigi.governance.consultations.models import Consultation

#: Who writes without an account. Institutions take positions with theirs.
PUBLIC_VOICES = ("person", "diaspora", "local", "civil_society", "private_sector", "partner")
CONSENT = gettext_noop(
    "What you write is read by the institution that leads this consultation. It may be shown here, in your words, with "
    "the kind of person or organisation that you are, and with the answer given to it. No name, address or number is "
    "asked for: write none, neither yours nor anyone else's."
)


class PublicForm(forms.Form):
    """The window, the invitation, the consent."""

    starts = moment_field(_("Anyone may write from"), required=True)
    ends = moment_field(_("until"), required=True)

    def __init__(self, *args: Any, consultation: Consultation, **kwargs: Any) -> None:
        initial: dict[str, Any] = {"starts": consultation.public_from, "ends": consultation.public_until}
        for lang, _name in settings.LANGUAGES:
            with override(lang):
                proposed = now(CONSENT)
            initial[f"invitation_{lang}"] = consultation.invitation.plain().get(lang, "")
            initial[f"consent_{lang}"] = consultation.consent.plain().get(lang, proposed)
        kwargs["initial"] = initial
        super().__init__(*args, **kwargs)
        self.consultation = consultation
        labels = {
            "invitation_fr": _("Invitation, in French"),
            "invitation_en": _("Invitation, in English"),
            "consent_fr": _("What they agree to, in French"),
            "consent_en": _("What they agree to, in English"),
        }
        for name, label in labels.items():
            area = forms.Textarea(attrs={"rows": 4, "lang": name[-2:]})
            self.fields[name] = forms.CharField(label=label, required=False, max_length=4000, widget=area)

    def given(self) -> dict[str, Any]:
        """What was filled in, as the act takes it."""
        return {
            "starts": self.cleaned_data["starts"],
            "ends": self.cleaned_data["ends"],
            "invitation": both_languages(self, "invitation", self.consultation.invitation),
            "consent": both_languages(self, "consent", self.consultation.consent),
        }


class SayForm(forms.Form):
    """What someone without an account writes. No field asks who they are."""

    text = forms.CharField(
        label=_("What do you want to say?"), max_length=MOST, widget=forms.Textarea(attrs={"rows": 8})
    )  # fmt: skip
    voice = forms.ChoiceField(label=_("You write as"), choices=[], widget=forms.RadioSelect, initial="person")
    organisation = forms.CharField(
        label=_("Name of the organisation"),
        required=False,
        max_length=200,
        help_text=_("Only if you write for one. Never a person's name."),
    )
    consent = forms.BooleanField(label=_("I have read this and agree."))
    # A field that people do not see: what is written in it comes from a machine.
    website = forms.CharField(label=_("Leave this empty"), required=False)
    id = forms.UUIDField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs["initial"] = {"id": uuid.uuid4()}
        super().__init__(*args, **kwargs)
        fields: dict[str, Any] = self.fields
        fields["voice"].choices = [(id, str(wording.VOICES[id])) for id in PUBLIC_VOICES]
        fields["website"].widget.attrs |= {"tabindex": "-1", "autocomplete": "off"}

    def clean_website(self) -> str:
        """Empty."""
        if self.cleaned_data["website"]:
            raise forms.ValidationError(_("Leave this empty."))
        return ""

    def clean_organisation(self) -> str:
        """The organisation's name, where it is not a person who writes."""
        given = str(self.cleaned_data["organisation"]).strip()
        return given if self.cleaned_data.get("voice") != "person" else ""

    @property
    def lang(self) -> str:
        """The language of the page is that of what is written."""
        return (get_language() or "fr").split("-")[0]


class ReceiptForm(forms.Form):
    """The number that was given."""

    receipt = forms.CharField(label=_("Receipt number"), max_length=30)
