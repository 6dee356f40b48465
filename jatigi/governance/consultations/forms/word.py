"""A draft that came back: which institution it speaks for, and the file."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from jatigi.foundation.accounts.forms import InstitutionChoice
from jatigi.foundation.accounts.models import Institution


class ReturnForm(forms.Form):
    """The file with the institution that sent it."""

    institution = InstitutionChoice(label=_("Which institution it speaks for"), queryset=Institution.objects.none())
    file = forms.FileField(
        label=_("The Word file that came back"),
        help_text=_("The .docx file, from Word or LibreOffice, up to 12 MB. Nothing is written yet."),
        widget=forms.ClearableFileInput(attrs={"accept": ".docx"}),
    )
    confidential = forms.BooleanField(
        label=_("What it says is given in confidence"),
        required=False,
        help_text=_("Then the coordinator and the institution alone read it."),
    )

    def __init__(self, *args: Any, institutions: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["institution"]
        field.queryset = institutions
        if len(institutions) == 1:
            field.initial = institutions[0].pk
