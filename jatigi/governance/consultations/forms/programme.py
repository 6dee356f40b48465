"""A session, a paper, the minutes and a picture as people fill them in."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from jatigi.foundation.accounts.forms import InstitutionChoice
from jatigi.foundation.accounts.models import Institution
from jatigi.foundation.files.models import StoredFile
from jatigi.governance.assessments.forms.rounds import both_languages
from jatigi.governance.consultations import wording
from jatigi.governance.consultations.changes.minutes import MOST
from jatigi.governance.consultations.changes.programme import Paper, Scheduled
from jatigi.governance.consultations.models import Communication, Consultation, MinutesRevision, Picture, Session


def words(label: Any, lang: str, *, most: int = 300) -> forms.CharField:
    """A line in one language."""
    return forms.CharField(label=label, required=False, max_length=most, widget=forms.TextInput(attrs={"lang": lang}))


def moment_field(label: Any, *, required: bool = False, help_text: Any = "") -> forms.DateTimeField:
    """A day and an hour, picked or written as 2026-06-30T14:00."""
    widget = forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M")
    formats = ["%Y-%m-%dT%H:%M", "%Y-%m-%d %H:%M", "%d/%m/%Y %H:%M"]
    return forms.DateTimeField(
        label=label, required=required, widget=widget, help_text=help_text, input_formats=formats
    )


class SessionForm(forms.Form):
    """A session of the programme."""

    kind = forms.ChoiceField(label=_("Kind of session"), choices=[])
    title_fr = words(_("Title in French"), "fr")
    title_en = words(_("Title in English"), "en")
    starts_at = moment_field(_("Begins"))
    ends_at = moment_field(_("Ends"))

    def __init__(self, *args: Any, session: Session | None = None, **kwargs: Any) -> None:
        if session is not None:
            plain = session.title.plain()
            initial = {"kind": session.kind, "starts_at": session.starts_at, "ends_at": session.ends_at}
            kwargs["initial"] = initial | {f"title_{lang}": text for lang, text in plain.items()}
        super().__init__(*args, **kwargs)
        self._before = session
        field: Any = self.fields["kind"]
        field.choices = [(id, str(word)) for id, word in wording.SESSION_KINDS.items()]

    def scheduled(self) -> Scheduled:
        """What was filled in; an unchanged language keeps its state of translation."""
        given = self.cleaned_data
        title = both_languages(self, "title", self._before.title if self._before else None)
        return Scheduled(given["kind"], title, given["starts_at"], given["ends_at"])


class PaperForm(forms.Form):
    """A paper given in a session."""

    title_fr = words(_("Title in French"), "fr")
    title_en = words(_("Title in English"), "en")
    institution = InstitutionChoice(label=_("Institution"), queryset=Institution.objects.none(), required=False)
    author_fr = words(_("Organisation without an account, in French"), "fr")
    author_en = words(_("Organisation without an account, in English"), "en")
    file = forms.FileField(
        label=_("File"),
        required=False,
        help_text=_("PDF, Word, Excel or picture, up to 20 MB. Everyone here can read it."),
    )

    def __init__(
        self, *args: Any, consultation: Consultation, paper: Communication | None = None, **kwargs: Any
    ) -> None:
        if paper is not None:
            initial: dict[str, Any] = {"institution": paper.institution_id}
            initial |= {f"title_{lang}": text for lang, text in paper.title.plain().items()}
            kwargs["initial"] = initial | {f"author_{lang}": text for lang, text in paper.author.plain().items()}
        super().__init__(*args, **kwargs)
        self._before = paper
        field: Any = self.fields["institution"]
        field.queryset = Institution.objects.filter(jurisdiction=consultation.jurisdiction_id).order_by("code")
        field.empty_label = str(_("none of these"))

    def paper(self, file: StoredFile | None) -> Paper:
        """What was filled in; an unchanged language keeps its state of translation."""
        before = self._before
        return Paper(
            title=both_languages(self, "title", before.title if before else None),
            institution=self.cleaned_data["institution"],
            author=both_languages(self, "author", before.author if before else None),
            file=file,
        )


class MinutesForm(forms.Form):
    """The minutes in both languages, and the revision they were written on."""

    text_fr = forms.CharField(
        label=_("Minutes in French"),
        required=False,
        max_length=MOST,
        widget=forms.Textarea(attrs={"lang": "fr", "rows": 14}),
    )
    text_en = forms.CharField(
        label=_("Minutes in English"),
        required=False,
        max_length=MOST,
        widget=forms.Textarea(attrs={"lang": "en", "rows": 14}),
    )
    after = forms.IntegerField(widget=forms.HiddenInput, min_value=0, max_value=100_000)

    @classmethod
    def of(cls, latest: MinutesRevision | None, data: Any = None) -> "MinutesForm":
        """The form of the minutes as they stand."""
        texts = latest.text.plain() if latest else {}
        initial: dict[str, Any] = {f"text_{lang}": text for lang, text in texts.items()}
        return cls(data, initial=initial | {"after": latest.number if latest else 0})


class PictureForm(forms.Form):
    """A picture and what it shows."""

    file = forms.FileField(
        label=_("Picture"), help_text=_("PNG or JPEG, up to 20 MB. Place and device are taken out of it.")
    )
    alt_fr = words(_("What it shows, in French"), "fr", most=500)
    alt_en = words(_("What it shows, in English"), "en", most=500)

    @classmethod
    def of(cls, picture: Picture, data: Any = None) -> "PictureForm":
        """The form of a picture that is there: its words only."""
        form = cls(data, initial={f"alt_{lang}": text for lang, text in picture.alt.plain().items()})
        del form.fields["file"]
        return form
