"""What is said of a consultation: its kind, title, place and dates."""

from typing import Any

from django import forms
from django.conf import settings
from django.db.models import QuerySet
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from jatigi.foundation.accounts.forms import InstitutionChoice
from jatigi.foundation.accounts.models import Institution
from jatigi.foundation.text import Text
from jatigi.governance.assessments.forms.rounds import both_languages, day_field
from jatigi.governance.assessments.models import Round
from jatigi.governance.consultations import wording
from jatigi.governance.consultations.changes.meetings import Convened, Described
from jatigi.governance.consultations.forms.programme import moment_field
from jatigi.governance.consultations.models import Consultation


class RoundChoice(forms.ModelChoiceField):  # type: ignore[type-arg]
    """Rounds by their place and label."""

    def label_from_instance(self, obj: Any) -> str:
        return f"{obj.jurisdiction.name.text(get_language() or 'fr')} {obj.label}"


class MeetingForm(forms.Form):
    """A consultation, in both languages."""

    kind = forms.ChoiceField(label=_("Kind of consultation"), choices=[], widget=forms.RadioSelect)
    round = RoundChoice(
        label=_("What it is held on"),
        queryset=Round.objects.none(),
        required=False,
        help_text=_("The round whose answers, findings and profile are put to the institutions."),
    )
    title_fr = forms.CharField(label=_("Title in French"), required=False, max_length=200)
    title_en = forms.CharField(label=_("Title in English"), required=False, max_length=200)
    venue_fr = forms.CharField(label=_("Venue, in French"), required=False, max_length=200)
    venue_en = forms.CharField(label=_("Venue, in English"), required=False, max_length=200)
    starts_on = day_field(_("First day"))
    ends_on = day_field(_("Last day"))
    languages = forms.MultipleChoiceField(
        label=_("Languages spoken"), choices=settings.LANGUAGES, widget=forms.CheckboxSelectMultiple, required=False
    )
    about_fr = forms.CharField(label=_("What it is about, in French"), required=False, widget=forms.Textarea)
    about_en = forms.CharField(label=_("What it is about, in English"), required=False, widget=forms.Textarea)

    def __init__(self, *args: Any, jurisdiction: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: dict[str, Any] = self.fields
        fields["kind"].choices = [(id, str(words)) for id, words in wording.KINDS.items()]
        rounds = Round.objects.filter(jurisdiction=jurisdiction).select_related("jurisdiction")
        fields["round"].queryset = rounds.order_by("-reference_date")
        fields["round"].empty_label = str(_("none"))

    def described(self, before: Consultation | None = None) -> Described:
        """What was filled in; an unchanged language keeps its state of translation, organisers stay."""
        given = self.cleaned_data
        organisers = before.organisers.select_related("institution") if before else ()
        return Described(
            kind=given["kind"],
            title=both_languages(self, "title", before.title if before else None),
            about=both_languages(self, "about", before.about if before else None),
            venue=both_languages(self, "venue", before.venue if before else None),
            round=given["round"],
            starts_on=given["starts_on"],
            ends_on=given["ends_on"],
            languages=given["languages"] or ["fr"],
            organisers=[Convened(one.part, one.institution, one.name) for one in organisers],
        )


def initial_of(consultation: Consultation) -> dict[str, Any]:
    """The form's values for a consultation that is there."""
    texts = {name: getattr(consultation, name).plain() for name in ("title", "venue", "about")}
    return {
        "kind": consultation.kind,
        "round": consultation.round_id,
        "starts_on": consultation.starts_on,
        "ends_on": consultation.ends_on,
        "languages": consultation.languages,
        **{f"{name}_{lang}": text.get(lang, "") for name, text in texts.items() for lang, _name in settings.LANGUAGES},
    }


class OrganiserForm(forms.Form):
    """One body that convenes, supports or pays: an institution, or a name where it has no account here."""

    part = forms.ChoiceField(label=_("Part"), choices=[])
    institution = InstitutionChoice(label=_("Institution"), queryset=Institution.objects.none(), required=False)
    name_fr = forms.CharField(label=_("Or its name, in French"), required=False, max_length=200)
    name_en = forms.CharField(label=_("Or its name, in English"), required=False, max_length=200)

    def __init__(self, *args: Any, institutions: QuerySet[Institution], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: dict[str, Any] = self.fields
        fields["part"].choices = [(id, str(words)) for id, words in wording.PARTS.items()]
        fields["institution"].queryset, fields["institution"].empty_label = institutions, str(_("none of these"))

    def convened(self) -> Convened | None:
        """What was filled in; None for a line that was left or made empty."""
        given, name = self.cleaned_data, both_languages(self, "name")
        if given.get("institution") is None and not name:
            return None
        return Convened(given["part"], given["institution"], Text("fr", {}) if given["institution"] else name)


OrganiserLines = forms.formset_factory(OrganiserForm, extra=2, max_num=40, absolute_max=40)


class SilenceForm(forms.Form):
    """The silence procedure: what was announced to every institution, in writing, and until when."""

    notice_at = moment_field(_("The notice was sent on"), required=True)
    notice = forms.FileField(
        label=_("The notice"),
        help_text=_("The letter that told every institution. Kept encrypted, not published."),
    )
    deadline = moment_field(_("Until when a position can be taken"), required=True)
