"""What the rapporteur types: the point, who speaks, what they say. Made for the keyboard."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from jatigi.foundation.web.templatetags.jatigi import t_plain
from jatigi.governance.consultations.changes.remarks import MOST
from jatigi.governance.consultations.models import Consultation, Session


class RecordForm(forms.Form):
    """One thing that was said. ``shown`` holds the ids of the points in the order in which the page numbered them: a
    point keeps its number for whoever is typing, even if it is moved meanwhile. ``id`` is made by the page, so that
    what is sent twice over a bad line is recorded once."""

    id = forms.UUIDField(required=False, widget=forms.HiddenInput)
    shown = forms.CharField(required=False, widget=forms.HiddenInput)
    point = forms.CharField(
        label=_("Point"),
        required=False,
        max_length=6,
        help_text=_("number, or empty"),
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
    )
    who = forms.CharField(
        label=pgettext_lazy("record", "Who speaks"),
        max_length=250,
        help_text=_("a few letters; “diaspora: name” for an organisation; never a person"),
        widget=forms.TextInput(attrs={"autocomplete": "off", "list": "speakers"}),
    )
    text = forms.CharField(
        label=_("What they say"),
        max_length=MOST,
        help_text=_("in their words; Enter saves, Shift+Enter begins a line"),
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    session = forms.ChoiceField(label=_("Session"), required=False, choices=[])
    lang = forms.ChoiceField(label=_("Language spoken"), choices=[])

    def __init__(self, *args: Any, consultation: Consultation, sessions: Sequence[Session], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: dict[str, Any] = self.fields
        names = dict(settings.LANGUAGES)
        spoken = [lang for lang in consultation.languages if lang in names] or list(names)
        fields["lang"].choices = [(lang, names[lang]) for lang in dict.fromkeys([*spoken, *names])]
        fields["session"].choices = [("", _("no session")), *((one.code, t_plain(one.title)) for one in sessions)]
        if not sessions:
            del fields["session"]

    def items(self) -> list[int]:
        """The ids of the points as the page numbered them."""
        given = str(self.cleaned_data["shown"]).split(",")
        return [int(one) for one in given if one.isdecimal() and len(one) < 19]
