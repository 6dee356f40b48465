"""Who came, with how many; whether an institution's name may stand publicly; who speaks in its place."""

from collections.abc import Iterator, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from jatigi.foundation.accounts.forms import InstitutionChoice
from jatigi.foundation.accounts.models import Institution
from jatigi.governance.consultations import wording
from jatigi.governance.consultations.models import Attendee

MOST_SEATS = 9999


def letter_field() -> forms.FileField:
    """A letter that stays with its consultation, encrypted."""
    return forms.FileField(
        label=_("Letter of the institution"),
        required=False,
        help_text=_("PDF, Word or picture, up to 20 MB. Kept encrypted, not published."),
    )


class AttendanceForm(forms.Form):
    """One line for each institution that is asked: was it there, with how many people. Never who."""

    def __init__(self, *args: Any, attendees: Sequence[Attendee], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.attendees = attendees
        choices = [(id, str(words)) for id, words in wording.ATTENDANCE.items()]
        for one in attendees:
            code = one.institution_id
            self.fields[f"attendance-{code}"] = forms.ChoiceField(choices=choices, initial=one.attendance)
            self.fields[f"seats-{code}"] = forms.IntegerField(
                required=False, min_value=0, max_value=MOST_SEATS, initial=one.seats
            )

    def lines(self) -> Iterator[tuple[Attendee, forms.BoundField, forms.BoundField]]:
        """Each institution with its two fields."""
        for one in self.attendees:
            yield one, self[f"attendance-{one.institution_id}"], self[f"seats-{one.institution_id}"]

    def attended(self) -> dict[str, tuple[str, int | None]]:
        """``{institution: (attendance, seats)}``."""
        given = self.cleaned_data
        codes = [one.institution_id for one in self.attendees]
        return {code: (given[f"attendance-{code}"], given[f"seats-{code}"]) for code in codes}


class ConsentForm(forms.Form):
    """Whether an institution's name may stand beside its positions in public."""

    prefix = "consent"
    named = forms.BooleanField(label=_("Its name may stand beside its positions in what is published"), required=False)
    letter = letter_field()


class DelegationForm(forms.Form):
    """Which other institution speaks in this one's place, if any."""

    prefix = "delegation"
    to = InstitutionChoice(label=_("Who speaks in its place"), queryset=Institution.objects.none(), required=False)
    letter = letter_field()

    def __init__(self, *args: Any, attendee: Attendee, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["to"]
        others = Attendee.objects.filter(consultation=attendee.consultation_id).exclude(pk=attendee.pk)
        field.queryset = Institution.objects.filter(pk__in=others.values("institution")).order_by("code")
        field.empty_label = str(_("nobody: it speaks for itself"))
