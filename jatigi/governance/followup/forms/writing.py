"""A recommendation as a person writes it, merges it, splits it or answers it."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from jatigi.foundation.text import Text
from jatigi.foundation.web.templatetags.jatigi import t_plain
from jatigi.governance.assessments.forms.rounds import both_languages
from jatigi.governance.assessments.models import Finding
from jatigi.governance.assessments.wording import FINDING_KINDS
from jatigi.governance.consultations.models import Consultation, Position, Remark
from jatigi.governance.consultations.wording import VOICES
from jatigi.governance.followup import wording
from jatigi.governance.followup.changes.recommendations import Worded
from jatigi.governance.followup.models import ACCEPTANCE, Recommendation, RecommendationRevision
from jatigi.governance.followup.rules.recommendations import OBJECTIVES
from jatigi.governance.frameworks.models import Indicator, IndicatorVersion
from jatigi.governance.instruments.forms import PartialDateInput

CUT = 160  # characters of a finding or remark in a choice


def words_field(label: Any, lang: str, rows: int = 3, help_text: Any = "") -> forms.CharField:
    """Words in one language."""
    widget = forms.Textarea(attrs={"lang": lang, "rows": rows, "class": "jt-short"})
    return forms.CharField(label=label, required=False, widget=widget, max_length=4000, help_text=help_text)


def offer(form: forms.Form, name: str, choices: Iterable[tuple[str, str]]) -> None:
    """Give a field its choices; without any it leaves the form."""
    field, listed = form.fields[name], list(choices)
    assert isinstance(field, forms.ChoiceField | forms.MultipleChoiceField)
    field.choices = listed
    if not listed:
        del form.fields[name]


def cut(text: Text) -> str:
    """The beginning of a text, for a choice."""
    words = t_plain(text)
    return words if len(words) <= CUT else words[:CUT].rsplit(" ", 1)[0] + " …"


class WordedForm(forms.Form):
    """What should be done, in both languages, where it comes from and what it serves."""

    text_fr = words_field(_("What should be done, in French"), "fr")
    text_en = words_field(_("What should be done, in English"), "en")
    detail_fr = words_field(_("More, in French"), "fr", 4)
    detail_en = words_field(_("More, in English"), "en", 4)
    came_from = forms.ChoiceField(label=_("Where it comes from"), widget=forms.RadioSelect)
    findings = forms.MultipleChoiceField(label=_("Findings"), required=False, widget=forms.CheckboxSelectMultiple)
    remarks = forms.MultipleChoiceField(
        label=_("What was said in consultations"), required=False, widget=forms.CheckboxSelectMultiple
    )
    indicators = forms.MultipleChoiceField(
        label=_("Indicators it should move"), required=False, widget=forms.CheckboxSelectMultiple
    )
    gcm = forms.MultipleChoiceField(
        label=_("Objectives of the Global Compact"), required=False, widget=forms.CheckboxSelectMultiple
    )
    recommended_on = PartialDateInput(label=_("Recommended on"))
    sources = forms.MultipleChoiceField(label=_("Public sources"), required=False, widget=forms.CheckboxSelectMultiple)
    source_publisher = forms.CharField(label=_("One more source: publisher"), required=False, max_length=300)
    source_url = forms.URLField(
        label=_("One more source: address"), required=False, max_length=1000, assume_scheme="https"
    )
    source_accessed = PartialDateInput(label=_("One more source: read on"))
    public = forms.BooleanField(
        label=_("May be published"),
        required=False,
        help_text=_("It is published with its round, never before it was adopted."),
    )
    number = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(
        self,
        *args: Any,
        findings: Sequence[Finding] = (),
        remarks: Sequence[Remark] = (),
        indicators: Sequence[IndicatorVersion] = (),
        sources: Sequence[Mapping[str, Any]] = (),
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self._sources = {str(place): one for place, one in enumerate(sources)}
        self.initial.setdefault("sources", list(self._sources))
        offer(self, "sources", [(key, str(one.get("publisher", ""))) for key, one in self._sources.items()])
        self._findings = {str(one.pk): one for one in findings}
        self._remarks = {str(one.pk): one for one in remarks}
        offer(self, "came_from", [(id, str(words)) for id, words in wording.CAME_FROM.items()])
        offer(self, "findings", [(pk, f"{FINDING_KINDS[f.kind]} – {cut(f.text)}") for pk, f in self._findings.items()])
        offer(self, "remarks", [(pk, said_by(one)) for pk, one in self._remarks.items()])
        offer(self, "indicators", [(str(one.indicator_id), f"{one.number} {t_plain(one.name)}") for one in indicators])
        offer(self, "gcm", [(str(number), str(number)) for number in OBJECTIVES])

    def worded(
        self,
        before: RecommendationRevision | None = None,
        positions: Sequence[Position] = (),
        unseen: Sequence[Remark] = (),
    ) -> Worded:
        """What was filled in; an unchanged language keeps its state of translation. ``unseen`` remarks stay origins
        though whoever writes may not read them."""
        given = self.cleaned_data
        return Worded(
            both_languages(self, "text", before.text if before else None),
            detail=both_languages(self, "detail", before.detail if before else None),
            came_from=given["came_from"],
            findings=[self._findings[pk] for pk in given.get("findings", ())],
            remarks=[*(self._remarks[pk] for pk in given.get("remarks", ())), *unseen],
            positions=positions,
            indicators=list(Indicator.objects.filter(pk__in=given.get("indicators", ()))),
            gcm=[int(number) for number in given["gcm"]],
            recommended_on=given["recommended_on"],
            public=given["public"],
            sources=self._cited(),
        )

    def clean(self) -> dict[str, Any]:
        """A source says who published it."""
        given: dict[str, Any] = super().clean() or self.cleaned_data
        if (given.get("source_url") or given.get("source_accessed")) and not given.get("source_publisher"):
            self.add_error("source_publisher", _("Say who published the source."))
        return given

    def _cited(self) -> list[Mapping[str, Any]]:
        """The sources that stay, and the one that was added."""
        given = self.cleaned_data
        kept = [self._sources[key] for key in given.get("sources", ())]
        if not given["source_publisher"]:
            return kept
        accessed = given["source_accessed"]
        more = {"publisher": given["source_publisher"], "url": given["source_url"]}
        return [*kept, more | ({"accessed": accessed.iso} if accessed else {})]


class NewForm(WordedForm):
    """A new recommendation: also the consultation it came out of."""

    consultation = forms.ChoiceField(label=_("Consultation"), required=False)

    def __init__(self, *args: Any, consultations: Sequence[Consultation], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._consultations = {one.pk: one for one in consultations}
        field = self.fields["consultation"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [("", str(_("none"))), *((one.pk, t_plain(one.title)) for one in consultations)]

    def consultation_chosen(self) -> Consultation | None:
        """The consultation, if one was chosen."""
        return self._consultations.get(self.cleaned_data["consultation"])


def said_by(remark: Remark) -> str:
    """Who said something, and its beginning: for a choice."""
    who = remark.institution.name if remark.institution else remark.organisation
    return f"{t_plain(who) or VOICES[remark.voice]} – {cut(remark.text)}"


class PartForm(forms.Form):
    """One part of a recommendation that is split."""

    text_fr = words_field(_("In French"), "fr")
    text_en = words_field(_("In English"), "en")

    def text(self) -> Text:
        """Its words."""
        return both_languages(self, "text")


class ResponseForm(forms.Form):
    """The government's response."""

    acceptance = forms.ChoiceField(label=_("The government"), widget=forms.RadioSelect)
    response_fr = words_field(_("Its words, in French"), "fr", 4)
    response_en = words_field(_("Its words, in English"), "en", 4)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "acceptance", [(id, str(wording.ACCEPTANCE[id])) for id in ACCEPTANCE])

    @classmethod
    def of(cls, one: Recommendation, data: Any = None) -> "ResponseForm":
        """The form with what is recorded."""
        said = one.response.plain()
        initial = {
            "acceptance": one.acceptance,
            "response_fr": said.get("fr", ""),
            "response_en": said.get("en", ""),
        }
        return cls(data, initial=initial)

    def response(self, before: Text) -> Text:
        """Its words."""
        return both_languages(self, "response", before)


def initial_of(one: Recommendation, revision: RecommendationRevision) -> dict[str, Any]:
    """A recommendation as the form shows it, in the words of that revision."""
    text, detail = revision.text.plain(), revision.detail.plain()
    return {
        "text_fr": text.get("fr", ""),
        "text_en": text.get("en", ""),
        "detail_fr": detail.get("fr", ""),
        "detail_en": detail.get("en", ""),
        "came_from": one.came_from,
        "findings": [str(pk) for pk in one.findings.values_list("pk", flat=True)],
        "remarks": [str(pk) for pk in one.remarks.values_list("pk", flat=True)],
        "indicators": [str(pk) for pk in one.indicators.values_list("pk", flat=True)],
        "gcm": [str(number) for number in one.gcm],
        "recommended_on": one.recommended_on.iso if one.recommended_on else "",
        "public": one.public,
    }
