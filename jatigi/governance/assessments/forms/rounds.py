"""Opening a round, its settings, who is asked what, and the approval in writing."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from jatigi.foundation.accounts.forms import InstitutionChoice
from jatigi.foundation.accounts.models import Institution, Role, User
from jatigi.foundation.accounts.permissions import roles_with
from jatigi.foundation.places.models import Place
from jatigi.foundation.text import Text
from jatigi.governance.assessments import wording
from jatigi.governance.assessments.models import ORIGINS, Round
from jatigi.governance.frameworks.models import FrameworkVersion


def day_field(label: Any, *, required: bool = False, help_text: Any = "") -> forms.DateField:
    """A date, picked or written as 2026-06-30."""
    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    return forms.DateField(
        label=label, required=required, widget=widget, help_text=help_text, input_formats=["%Y-%m-%d", "%d/%m/%Y"]
    )


def both_languages(form: forms.Form, name: str, before: Text | None = None) -> Text:
    """The text of the fields ``name_fr`` and ``name_en``: what is unchanged keeps its state of translation."""
    text = before or Text("fr")
    for lang, _name in settings.LANGUAGES:
        written = str(form.cleaned_data.get(f"{name}_{lang}", "")).strip()
        if written and written != (text.texts[lang].text if lang in text.texts else ""):
            text = text.with_text(lang, written)
    return text


class ApprovalForm(forms.Form):
    """The government's approval in writing."""

    letter_number = forms.CharField(label=_("Number of the letter"), max_length=80)
    letter_date = day_field(_("Date of the letter"), required=True)
    signatory_function = forms.CharField(
        label=_("Function of who signed it"),
        max_length=200,
        help_text=_("The function, never a name: “Minister of Malians Abroad”."),
    )
    scan = forms.FileField(label=_("Scan of the letter"), required=False, help_text=_("Kept encrypted, not published."))
    embargo_until = day_field(_("Not to be published before"))


class AssignForm(forms.Form):
    """Several indicators to an institution, a person, a day. What is left empty stays as it is."""

    institution = InstitutionChoice(label=_("Institution"), queryset=Institution.objects.none(), required=False)
    assessor = forms.ModelChoiceField(label=_("Person"), queryset=User.objects.none(), required=False)
    due = day_field(_("Due on"))

    def __init__(self, *args: Any, jurisdiction: Place, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        institution, assessor = self.fields["institution"], self.fields["assessor"]
        assert isinstance(institution, forms.ModelChoiceField)
        assert isinstance(assessor, forms.ModelChoiceField)
        institution.queryset = Institution.objects.filter(jurisdiction=jurisdiction).order_by("code")
        writers = Role.objects.filter(
            jurisdiction=jurisdiction, revoked_at=None, role__in=roles_with("coding.write")
        ).values("user")
        assessor.queryset = User.objects.filter(pk__in=writers, is_active=True).order_by("name", "pk")
        for field in (institution, assessor):
            field.empty_label = str(_("leave as it is"))


class VersionChoice(forms.ModelChoiceField):  # type: ignore[type-arg]
    """Published versions of frameworks by their title."""

    def label_from_instance(self, obj: Any) -> str:
        return f"{obj.title.text(get_language() or 'fr')} ({obj.key})"


class VersionChoices(forms.ModelMultipleChoiceField):  # type: ignore[type-arg]
    """The same, several."""

    widget = forms.CheckboxSelectMultiple

    def label_from_instance(self, obj: Any) -> str:
        return f"{obj.title.text(get_language() or 'fr')} ({obj.key})"


class SettingsForm(forms.Form):
    """What may change while a round is under way."""

    about_fr = forms.CharField(label=_("About the round, in French"), required=False, widget=forms.Textarea)
    about_en = forms.CharField(label=_("About the round, in English"), required=False, widget=forms.Textarea)
    deadline = day_field(_("Answers are due on"))
    languages = forms.MultipleChoiceField(
        label=_("Languages of the profile"),
        choices=settings.LANGUAGES,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Texts must be up to date in each of them before a release."),
    )
    lead = forms.ChoiceField(label=_("Lead language"), choices=settings.LANGUAGES)
    scores_public = forms.BooleanField(
        label=_("Publish the scores"),
        required=False,
        help_text=_("Counts of levels are always public. Scores come with their intervals, never as a ranking."),
    )

    def clean(self) -> dict[str, Any]:
        """The lead language is one of the languages."""
        given: dict[str, Any] = super().clean() or self.cleaned_data
        if given.get("lead") and given.get("languages") and given["lead"] not in given["languages"]:
            self.add_error("lead", _("Choose one of the languages of the profile."))
        return given

    def ordered(self) -> list[str]:
        """The languages, the lead one first."""
        lead: str = self.cleaned_data["lead"]
        return [lead, *(lang for lang in self.cleaned_data["languages"] if lang != lead)]

    @classmethod
    def of(cls, round: Round, data: Any = None) -> "SettingsForm":
        """The form of a round as it is now."""
        texts = round.about.plain()
        initial = {
            "about_fr": texts.get("fr", ""),
            "about_en": texts.get("en", ""),
            "deadline": round.deadline,
            "languages": round.languages,
            "lead": round.lead_language,
            "scores_public": round.scores_public,
        }
        return cls(data, initial=initial)


class OpenRoundForm(SettingsForm):
    """A new round. Framework, origin and reference date never change afterwards."""

    label = forms.CharField(label=_("Name"), max_length=20, help_text=_("Often the year: 2026."))
    framework = VersionChoice(label=_("Framework"), queryset=FrameworkVersion.objects.none())
    modules = VersionChoices(label=_("Modules"), queryset=FrameworkVersion.objects.none(), required=False)
    origin = forms.ChoiceField(label=_("Origin"), choices=[(id, id) for id in ORIGINS])
    reference_date = day_field(_("Reference date"), required=True, help_text=_("Answers say what holds on this day."))
    previous = forms.ModelChoiceField(
        label=_("Last round"),
        queryset=Round.objects.none(),
        required=False,
        help_text=_("Its answers are shown as starting points, never taken over."),
    )
    field_order = ("label", "framework", "modules", "origin", "reference_date", "previous", "deadline")

    def __init__(self, *args: Any, jurisdiction: Place, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        published = FrameworkVersion.objects.filter(state=FrameworkVersion.State.PUBLISHED).order_by("framework", "pk")
        self._choose("framework", published.filter(extends=None))
        self._choose("modules", published.exclude(extends=None))
        self._choose("previous", Round.objects.filter(jurisdiction=jurisdiction).order_by("-reference_date"))
        origin = self.fields["origin"]
        assert isinstance(origin, forms.ChoiceField)
        origin.choices = [(id, str(words)) for id, words in wording.ORIGINS.items()]
        self.initial.setdefault("languages", ["fr", "en"])

    def _choose(self, name: str, queryset: Any) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = queryset


def chosen(ids: Sequence[str]) -> list[int]:
    """The ids ticked in a list of indicators; what is no number is left out."""
    return [int(id) for id in ids if id.isdigit() and len(id) < 19]
