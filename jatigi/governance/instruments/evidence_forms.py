"""What people fill in about other evidence."""

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy

from jatigi.governance.instruments import words
from jatigi.governance.instruments.facts import EvidenceFacts
from jatigi.governance.instruments.forms import DayInput, ManyInstruments, PartialDateInput, ReasonForm, WithTexts
from jatigi.governance.instruments.models import Evidence, Instrument


class EvidenceForm(WithTexts):
    """A piece of evidence. The function of who spoke is asked, never a name."""

    TEXTS = {
        "title": (gettext_lazy("Title"), 1, True, "dated"),
        "text": (gettext_lazy("What it shows"), 4, True, "dated"),
        "unit": (gettext_lazy("Unit of the figure"), 1, False, "instruments"),
        "definition": (gettext_lazy("What the figure counts"), 2, False, "instruments"),
    }
    kind = forms.ChoiceField(label=gettext_lazy("Kind"), choices=list(words.EVIDENCE_KINDS.items()))
    dated = PartialDateInput(label=gettext_lazy("Dated"))
    function = forms.CharField(
        label=gettext_lazy("Interview: function of who spoke"),
        help_text=gettext_lazy("For instance “head of the visa service”. No name."),
        max_length=200,
        required=False,
    )
    consent = forms.BooleanField(
        label=gettext_lazy("Interview: the person agreed to be cited by function"), required=False
    )
    publisher = forms.CharField(label=gettext_lazy("Publisher or institution"), max_length=300, required=False)
    url = forms.URLField(label=gettext_lazy("Address"), max_length=1000, required=False, assume_scheme="https")
    accessed = PartialDateInput(label=gettext_lazy("Read on"))
    observed_from = DayInput(label=gettext_lazy("Can be used for reference dates from"), required=False)
    observed_until = DayInput(label=gettext_lazy("Can be used for reference dates until"), required=False)
    value = forms.CharField(label=gettext_lazy("Figure, as printed"), max_length=60, required=False)
    instruments = ManyInstruments(
        label=gettext_lazy("Texts it is about"), queryset=Instrument.objects.none(), required=False,
        widget=forms.SelectMultiple({"size": 8}),
    )  # fmt: skip
    confidence = forms.ChoiceField(label=gettext_lazy("Confidence in it"), choices=list(words.CONFIDENCE.items()))
    file = forms.FileField(
        label=gettext_lazy("File"), help_text=gettext_lazy("Internal evidence is kept encrypted."), required=False
    )
    publishable = forms.BooleanField(
        label=gettext_lazy("May be published with the answers that rest on it"),
        help_text=gettext_lazy("Otherwise it stays internal: coordination, assessors and reviewers read it, and you."),
        required=False,
    )

    def __init__(
        self, *args: Any, evidence: Evidence | None = None, instruments: QuerySet[Instrument], **kwargs: Any
    ) -> None:
        texts = {name: getattr(evidence, name) for name in self.TEXTS} if evidence else {}
        super().__init__(*args, texts=texts, initial=_initial(evidence), **kwargs)
        about = self.fields["instruments"]
        assert isinstance(about, ManyInstruments)
        about.queryset = instruments
        self.dimension = evidence.dimension if evidence else ""
        if evidence is not None:
            self.fields["reason"] = ReasonForm.base_fields["reason"]

    def facts(self) -> EvidenceFacts:
        """What was filled in. Function and consent belong to interviews, figures to statistics."""
        data = self.cleaned_data
        interview = data["kind"] == Evidence.Kind.INTERVIEW
        return EvidenceFacts(
            kind=data["kind"],
            title=self.texts("title"),
            text=self.texts("text"),
            confidence=data["confidence"],
            publishable=data["publishable"],
            dated=data["dated"],
            observed_from=data["observed_from"],
            observed_until=data["observed_until"],
            function=data["function"] if interview else "",
            consent=data["consent"] if interview else None,
            url=data["url"],
            publisher=data["publisher"],
            accessed=data["accessed"],
            value=data["value"],
            unit=self.texts("unit"),
            definition=self.texts("definition"),
            dimension=self.dimension,
            instruments=list(data["instruments"]),
        )


_NAMES = (
    "kind", "dated", "function", "consent", "publisher", "url", "accessed", "observed_from", "observed_until", "value",
    "confidence", "publishable",
)  # fmt: skip


def _initial(evidence: Evidence | None) -> dict[str, Any]:
    if evidence is None:
        return {"confidence": "medium"}
    values: dict[str, Any] = {name: getattr(evidence, name) for name in _NAMES}
    return values | {"instruments": list(evidence.instruments.all())}


class EvidenceFilterForm(forms.Form):
    """What is asked of the evidence."""

    q = forms.CharField(
        label=gettext_lazy("Words"), required=False, max_length=200, widget=forms.TextInput({"type": "search"})
    )
    kind = forms.ChoiceField(
        label=gettext_lazy("Kind"), required=False, choices=[("", gettext_lazy("All")), *words.EVIDENCE_KINDS.items()]
    )
    publishable = forms.ChoiceField(
        label=gettext_lazy("Use"),
        required=False,
        choices=[("", gettext_lazy("All")), ("yes", gettext_lazy("publishable")), ("no", gettext_lazy("internal"))],
    )

    @property
    def narrowed(self) -> bool:
        """Whether anything but words is asked."""
        return any(self.data.get(name) for name in self.fields if name != "q")
