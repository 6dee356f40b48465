"""What a coordinator fills in about people."""

from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import get_language, gettext_lazy

from jatigi.foundation.accounts.models import Institution
from jatigi.foundation.accounts.permissions import ROLES
from jatigi.foundation.places.models import Place


class InstitutionChoice(forms.ModelChoiceField):  # type: ignore[type-arg]
    """Institutions by their name in the page's language."""

    def label_from_instance(self, obj: Any) -> str:
        name = obj.name.text(get_language() or "fr")
        return f"{name} ({obj.abbreviation})" if obj.abbreviation else name


class PersonForm(forms.Form):
    """A new account with its first role."""

    name = forms.CharField(label=gettext_lazy("Name"), max_length=120)
    email = forms.EmailField(
        label=gettext_lazy("E-mail address"), help_text=gettext_lazy("The person signs in with it.")
    )
    institution = InstitutionChoice(
        label=gettext_lazy("Institution"), queryset=Institution.objects.none(), required=False
    )
    role = forms.ChoiceField(label=gettext_lazy("Role"), choices=[])

    def __init__(self, *args: Any, jurisdiction: Place, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        institution = self.fields["institution"]
        assert isinstance(institution, InstitutionChoice)
        institution.queryset = Institution.objects.filter(jurisdiction=jurisdiction).order_by("code")
        role = self.fields["role"]
        assert isinstance(role, forms.ChoiceField)
        role.choices = [(name, settings.ROLE_NAMES[name]) for name in ROLES]
