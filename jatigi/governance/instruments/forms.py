"""What people fill in about the register. Texts have one field a language, the page's language first."""

import hashlib
from collections.abc import Mapping
from typing import Any

from babel import Locale
from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import get_language, gettext_lazy, pgettext_lazy
from django.utils.translation import gettext as _

from jatigi.foundation.places.models import Place
from jatigi.foundation.text import PartialDate, Text
from jatigi.governance.instruments import rules, words
from jatigi.governance.instruments.facts import InstrumentFacts, SourceFacts
from jatigi.governance.instruments.models import STATUSES, Instrument


class PartialDateInput(forms.CharField):
    """A date of which only the year or the month may be known."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("help_text", gettext_lazy("As much as is known: 2016, 2016-05 or 2016-05-27."))
        super().__init__(
            max_length=10,
            required=kwargs.pop("required", False),
            widget=forms.TextInput({"inputmode": "numeric"}),
            **kwargs,
        )

    def clean(self, value: Any) -> PartialDate | None:
        """The date, None when nothing is written."""
        text = super().clean(value)
        if not text:
            return None
        try:
            return PartialDate.parse(text)
        except ValueError as error:
            raise ValidationError(_("Write 2016, 2016-05 or 2016-05-27.")) from error


class DayInput(forms.DateField):
    """A whole day, picked or written as 2021-07-28."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(
            widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d"), input_formats=["%Y-%m-%d"], **kwargs
        )


class InstrumentChoice(forms.ModelChoiceField):  # type: ignore[type-arg]
    """Instruments by their title in the page's language."""

    def label_from_instance(self, obj: Any) -> str:
        title = obj.title.text(_language())
        return f"{title[:110]} ({obj.number})" if obj.number else title[:120]


class ManyInstruments(forms.ModelMultipleChoiceField):  # type: ignore[type-arg]
    """Several instruments, by their title."""

    label_from_instance = InstrumentChoice.label_from_instance


def _language() -> str:
    return (get_language() or settings.LANGUAGE_CODE).split("-")[0]


def languages() -> list[tuple[str, str]]:
    """The languages of the interface and their names in the page's language; the page's own first."""
    names = Locale.parse(_language()).languages
    codes = sorted((code for code, _name in settings.LANGUAGES), key=lambda code: code != _language())
    return [(code, names.get(code, code)) for code in codes]


class InOneLanguage(forms.CharField):
    """A text that may be empty in one language when another has it: the form asks for one of them."""

    def validate(self, value: Any) -> None:
        """Nothing here: see :meth:`WithTexts.clean`."""


class WithTexts(forms.Form):
    """A form whose texts have one field a language: ``title`` becomes ``title_fr`` and ``title_en``.

    ``TEXTS``: name → (label, lines, required in at least one language, name of the field they stand before).
    """

    TEXTS: Mapping[str, tuple[Any, int, bool, str]] = {}
    use_required_attribute = False  # the browser cannot know that one language is enough

    def __init__(self, *args: Any, texts: Mapping[str, Text] | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        plain = {name: text.plain() for name, text in (texts or {}).items()}
        order = list(self.fields)
        for name, (label, lines, required, before) in self.TEXTS.items():
            for lang, language in languages():
                key = f"{name}_{lang}"
                self.fields[key] = self._text(label, language, lines, lang, needed=required)
                self.initial.setdefault(key, plain.get(name, {}).get(lang, ""))
                order.insert(order.index(before) if before in order else len(order), key)
        self.order_fields(order)

    @staticmethod
    def _text(label: Any, language: str, lines: int, lang: str, *, needed: bool) -> forms.CharField:
        attributes = {"lang": lang}
        widget = forms.Textarea({**attributes, "rows": lines}) if lines > 1 else forms.TextInput(attributes)
        named = _("%(label)s, in %(language)s") % {"label": label, "language": language}
        help_text = _("In one language at least.") if needed and lang == _language() else ""
        most = 20_000 if lines > 1 else 500
        return InOneLanguage(label=named, required=needed, widget=widget, max_length=most, help_text=help_text)

    def texts(self, name: str) -> dict[str, str]:
        """What was written, by language."""
        return {lang: self.cleaned_data.get(f"{name}_{lang}", "") for lang, _name in settings.LANGUAGES}

    def clean(self) -> dict[str, Any]:
        """A text that is needed stands in at least one language."""
        cleaned = super().clean() or {}
        for name, (_label, _lines, required, _before) in self.TEXTS.items():
            if required and not any(cleaned.get(f"{name}_{lang}") for lang, _name in settings.LANGUAGES):
                self.add_error(f"{name}_{languages()[0][0]}", _("Write it in at least one language."))
        return cleaned


class ReasonForm(forms.Form):
    """Why something is changed."""

    reason = forms.CharField(
        label=gettext_lazy("Reason for the change"), max_length=1000, widget=forms.Textarea({"rows": 2})
    )


class InstrumentForm(WithTexts):
    """An entry of the register, and one more source for it."""

    TEXTS = {
        "title": (gettext_lazy("Title"), 1, True, "number"),
        "issuer": (gettext_lazy("Issued by"), 1, False, "adopted"),
        "end_note": (gettext_lazy("On what the end rests"), 2, False, "subjects"),
        "summary": (gettext_lazy("What it says"), 4, True, "status"),
        "note": (pgettext_lazy("of a text", "Note"), 2, False, "source_publisher"),
        "source_says": (gettext_lazy("What the source says"), 2, False, "reason"),
    }
    kind = forms.ChoiceField(label=gettext_lazy("Kind"), choices=list(words.KINDS.items()))
    number = forms.CharField(label=gettext_lazy("Number"), max_length=120, required=False)
    adopted = PartialDateInput(label=gettext_lazy("Adopted"))
    in_force_from = PartialDateInput(label=gettext_lazy("In force from"))
    in_force_until = PartialDateInput(label=gettext_lazy("In force until (last day)"))
    subjects = forms.MultipleChoiceField(
        label=gettext_lazy("Subjects"), required=False, widget=forms.CheckboxSelectMultiple, choices=[]
    )
    status = forms.ChoiceField(label=gettext_lazy("How well it is known"), choices=[])
    source_publisher = forms.CharField(label=gettext_lazy("Source: publisher"), max_length=300, required=False)
    source_url = forms.URLField(
        label=gettext_lazy("Source: address"), max_length=1000, required=False, assume_scheme="https"
    )
    source_accessed = PartialDateInput(label=gettext_lazy("Source: read on"))

    def __init__(self, *args: Any, instrument: Instrument | None = None, **kwargs: Any) -> None:
        kept = {name: getattr(instrument, name) for name in self.TEXTS if instrument and hasattr(instrument, name)}
        super().__init__(*args, texts=kept, initial=_initial(instrument), **kwargs)
        known = {**words.SUBJECTS} | {code: words.subject(code) for code in (instrument.subjects if instrument else [])}
        offer(self, "subjects", list(known.items()))
        # While sources differ on a fact the entry is disputed; that ends where the fact is settled, not here.
        disputed = instrument is not None and instrument.claims.filter(settled_on=None).exists()
        allowed = [name for name in STATUSES if (name == "disputed") == disputed]
        offer(self, "status", [(name, words.STATUSES[name]) for name in allowed])
        if instrument is not None:
            self.fields["reason"] = ReasonForm.base_fields["reason"]

    def facts(self) -> InstrumentFacts:
        """What was filled in."""
        data = self.cleaned_data
        source = None
        if data["source_publisher"]:
            source = SourceFacts(
                data["source_publisher"], data["source_url"], self.texts("source_says"), data["source_accessed"]
            )
        return InstrumentFacts(
            kind=data["kind"],
            title=self.texts("title"),
            status=data["status"],
            issuer=self.texts("issuer"),
            number=data["number"],
            adopted=data["adopted"],
            in_force_from=data["in_force_from"],
            in_force_until=data["in_force_until"],
            end_note=self.texts("end_note"),
            subjects=tuple(data["subjects"]),
            summary=self.texts("summary"),
            note=self.texts("note"),
            source=source,
        )

    def clean(self) -> dict[str, Any]:
        """A source has a publisher."""
        cleaned = super().clean()
        rest = cleaned.get("source_url") or any(self.texts("source_says").values())
        if rest and not cleaned.get("source_publisher"):
            self.add_error("source_publisher", _("Say who published the source."))
        return cleaned


def _initial(instrument: Instrument | None) -> dict[str, Any]:
    if instrument is None:
        return {"status": "verified"}
    names = ("kind", "number", "adopted", "in_force_from", "in_force_until", "subjects", "status")
    return {name: getattr(instrument, name) for name in names}


def offer(form: forms.Form, name: str, choices: list[tuple[str, Any]]) -> None:
    field = form.fields[name]
    assert isinstance(field, forms.ChoiceField)
    field.choices = choices


class ParticipationForm(forms.Form):
    """When a place signed and ratified."""

    signed = PartialDateInput(label=gettext_lazy("Signed"))
    ratified = PartialDateInput(label=gettext_lazy("Ratified, acceded or succeeded"))


class DepartureForm(forms.Form):
    """From when a place takes no part any more."""

    left = PartialDateInput(
        label=gettext_lazy("Takes no part any more from"),
        help_text=gettext_lazy("The first day outside: 2025-01-29. Leave empty to take a wrong record back."),
    )
    reason = forms.CharField(
        label=gettext_lazy("On what this rests"), max_length=1000, widget=forms.Textarea({"rows": 2})
    )


class SuccessionForm(forms.Form):
    """A later text that takes the place of this one, or amends it."""

    later = InstrumentChoice(label=gettext_lazy("Later text"), queryset=Instrument.objects.none())
    kind = forms.ChoiceField(
        label=gettext_lazy("What it does"),
        widget=forms.RadioSelect,
        choices=[
            ("supersedes", gettext_lazy("It takes the place of this text, which ends.")),
            ("amends", gettext_lazy("It amends this text, which still stands.")),
        ],
    )
    on = PartialDateInput(label=gettext_lazy("Since, when it is not the later text’s own date"))

    def __init__(self, *args: Any, others: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        later = self.fields["later"]
        assert isinstance(later, InstrumentChoice)
        later.queryset = others


class EffectForm(WithTexts):
    """What an ending means in law."""

    TEXTS = {"text": (gettext_lazy("What the ending means"), 4, True, "holds_on")}
    holds_on = DayInput(label=gettext_lazy("From when this holds"))


class CopyForm(forms.Form):
    """A copy of the text as published."""

    file = forms.FileField(
        label=gettext_lazy("File"), help_text=gettext_lazy("PDF, image, Word, Excel or text, up to 20 MB.")
    )
    sha256 = forms.CharField(
        label=gettext_lazy("SHA-256 that the publisher gives"),
        required=False,
        max_length=100,
        help_text=gettext_lazy("When there is one: the file is kept only if it is that very file."),
    )

    def clean(self) -> dict[str, Any]:
        """The file is the one that the publisher means."""
        cleaned = super().clean() or {}
        wanted = "".join(cleaned.get("sha256", "").lower().split())
        if wanted and cleaned.get("file"):
            found = hashlib.sha256(cleaned["file"].read()).hexdigest()
            cleaned["file"].seek(0)
            if found != wanted:
                self.add_error("sha256", _("This file is another one: its SHA-256 is %(found)s.") % {"found": found})
        return cleaned


class FilterForm(forms.Form):
    """What is asked of the register."""

    q = forms.CharField(
        label=gettext_lazy("Words"), required=False, max_length=200, widget=forms.TextInput({"type": "search"})
    )
    kind = forms.ChoiceField(label=gettext_lazy("Kind"), required=False, choices=[])
    subject = forms.ChoiceField(label=gettext_lazy("Subject"), required=False, choices=[])
    status = forms.ChoiceField(label=gettext_lazy("How well known"), required=False, choices=[])
    on = DayInput(label=gettext_lazy("In force on"), required=False)
    part = forms.ChoiceField(label=gettext_lazy("Participation"), required=False, choices=[])
    jurisdiction = forms.ChoiceField(label=gettext_lazy("Jurisdiction"), required=False, choices=[])

    def __init__(self, *args: Any, subjects: tuple[str, ...], places: list[Place], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        every = [("", _("All"))]
        named = sorted(((code, words.subject(code)) for code in subjects), key=lambda pair: rules.fold(pair[1]))
        offer(self, "kind", [*every, *words.MANY.items()])
        offer(self, "subject", [*every, *named])
        offer(self, "status", [*every, *words.STATUSES.items()])
        offer(self, "part", [*every, *words.PARTAKING.items()])
        offer(self, "jurisdiction", [(place.pk, place.name.text(_language())) for place in places])
        if len(places) < 2:
            del self.fields["jurisdiction"]

    @property
    def narrowed(self) -> bool:
        """Whether anything but words is asked."""
        return any(self.data.get(name) for name in self.fields if name != "q")
