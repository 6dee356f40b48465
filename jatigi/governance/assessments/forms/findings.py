"""A finding as a person writes it."""

from typing import Any

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from jatigi.foundation.text import Text
from jatigi.governance.assessments import wording
from jatigi.governance.assessments.changes.findings import Written
from jatigi.governance.assessments.forms.rounds import both_languages
from jatigi.governance.assessments.models import Answer, Finding, Round
from jatigi.governance.assessments.queries.answers import AnswerRow
from jatigi.governance.frameworks.models import Node
from jatigi.governance.instruments.models import Evidence, Instrument


def shown(text: Text) -> str:
    """A text in the page's language."""
    return text.text(get_language() or "fr")


class NodeChoice(forms.ModelChoiceField):  # type: ignore[type-arg]
    """Dimensions by their title."""

    def label_from_instance(self, obj: Any) -> str:
        return shown(obj.title)


class RegisterChoices(forms.ModelMultipleChoiceField):  # type: ignore[type-arg]
    """Texts or other evidence by their title."""

    widget = forms.CheckboxSelectMultiple

    def label_from_instance(self, obj: Any) -> str:
        return shown(obj.title)


class FindingForm(forms.Form):
    """Kind, dimension, text in both languages, and what it rests on."""

    kind = forms.ChoiceField(label=_("Kind of finding"), widget=forms.RadioSelect)
    dimension = NodeChoice(label=_("Dimension"), queryset=Node.objects.none())
    text_fr = forms.CharField(label=_("Text in French"), required=False, widget=forms.Textarea(attrs={"lang": "fr"}))
    text_en = forms.CharField(label=_("Text in English"), required=False, widget=forms.Textarea(attrs={"lang": "en"}))
    answers = forms.MultipleChoiceField(
        label=_("Answers it rests on"), required=False, widget=forms.CheckboxSelectMultiple
    )
    instruments = RegisterChoices(label=_("Texts it rests on"), queryset=Instrument.objects.none(), required=False)
    evidence = RegisterChoices(label=_("Other evidence it rests on"), queryset=Evidence.objects.none(), required=False)

    def __init__(
        self,
        *args: Any,
        rows: list[AnswerRow],
        dimensions: list[Node],
        instruments: Any,
        evidence: Any,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        fields: dict[str, Any] = self.fields
        fields["kind"].choices = [(id, str(words)) for id, words in wording.FINDING_KINDS.items()]
        fields["dimension"].queryset = Node.objects.filter(pk__in=[node.pk for node in dimensions])
        fields["answers"].choices = [
            (str(row.answer_id), f"{row.number} {shown(row.indicator.name)} ({_level(row)})")
            for row in rows
            if row.answer_id is not None
        ]
        fields["instruments"].queryset, fields["evidence"].queryset = instruments, evidence

    def written(self, round: Round, before: Finding | None = None) -> Written:
        """What was filled in. An unchanged language keeps its state of translation."""
        given = self.cleaned_data
        return Written(
            dimension=given["dimension"],
            kind=given["kind"],
            text=both_languages(self, "text", before.text if before else None),
            answers=list(Answer.objects.filter(round=round, pk__in=given["answers"]).order_by("pk")),
            instruments=list(given["instruments"]),
            evidence=list(given["evidence"]),
        )


def _level(row: AnswerRow) -> str:
    return str(wording.Level(row.indicator.levels, row.level, row.value))
