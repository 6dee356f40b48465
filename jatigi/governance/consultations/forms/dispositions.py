"""An answer to what was said, and the reasons kept for reuse."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from jatigi.governance.assessments.forms.rounds import both_languages
from jatigi.governance.assessments.models import Subject
from jatigi.governance.assessments.subjects import Described
from jatigi.governance.consultations import wording
from jatigi.governance.consultations.changes.dispositions import Answered
from jatigi.governance.consultations.changes.templates import Written
from jatigi.governance.consultations.models import Item, ReasonTemplate

NONE, DUE, MADE = "none", "due", "made"
MOST = 4000


def reason_field(label: Any, lang: str) -> forms.CharField:
    """The words of an answer in one language."""
    widget = forms.Textarea(attrs={"rows": 4, "lang": lang})
    return forms.CharField(label=label, required=False, max_length=MOST, widget=widget)


class OutcomeForm(forms.Form):
    """Outcome and reason: all that several lines can be answered with at once."""

    outcome = forms.ChoiceField(
        label=pgettext_lazy("disposition", "What was decided"), choices=[], widget=forms.RadioSelect
    )
    reason_fr = reason_field(_("Reason in French"), "fr")
    reason_en = reason_field(_("Reason in English"), "en")
    due = forms.BooleanField(label=_("A change will follow; it is named once it is made"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: dict[str, Any] = self.fields
        fields["outcome"].choices = [(id, str(words)) for id, words in wording.OUTCOMES.items()]

    def answered(self) -> Answered:
        """What was filled in."""
        given = self.cleaned_data
        return Answered(given["outcome"], both_languages(self, "reason"), change_due=given["due"])


class AnswerForm(OutcomeForm):
    """One line's answer, with the change it caused or will cause. ``after`` is how many answers were seen."""

    change = forms.ChoiceField(
        label=_("The change that comes of it"), choices=[], required=False, widget=forms.RadioSelect, initial=NONE
    )
    changed = forms.ChoiceField(label=_("Which text"), choices=[], required=False)
    after = forms.IntegerField(widget=forms.HiddenInput, required=False, min_value=0)

    def __init__(self, *args: Any, texts: Sequence[tuple[Item, Described]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        del self.fields["due"]
        fields: dict[str, Any] = self.fields
        fields["change"].choices = [
            (NONE, _("None")),
            (DUE, _("Promised: it is named once it is made")),
            (MADE, _("Made already")),
        ]
        lang = get_language() or "fr"
        fields["changed"].choices = [("", _("choose"))]
        fields["changed"].choices += [(str(said.subject), _short(said, lang)) for _item, said in texts]

    def clean(self) -> dict[str, Any]:
        """A change that was made names its text."""
        given: dict[str, Any] = self.cleaned_data
        if given.get("change") == MADE and not given.get("changed"):
            self.add_error("changed", _("Say which text was changed."))
        return given

    def answered(self) -> Answered:
        """What was filled in."""
        given = self.cleaned_data
        change = given["change"] or NONE
        changed = Subject.objects.filter(pk=given["changed"]).first() if change == MADE and given["changed"] else None
        return Answered(
            given["outcome"],
            both_languages(self, "reason"),
            change_due=change == DUE,
            changed=changed,
            after=given["after"] or 0,
        )


def _short(said: Described, lang: str) -> str:
    words = said.heading if said.kind == "answer" else said.words or said.heading
    text = words.text(lang)
    kind = wording.SUBJECT_KINDS[said.kind]
    return f"{kind}, {text[:90]}…" if len(text) > 90 else f"{kind}, {text}"


class TemplateForm(forms.Form):
    """A reason kept for reuse, in both languages."""

    outcome = forms.ChoiceField(
        label=pgettext_lazy("disposition", "What was decided"), choices=[], widget=forms.RadioSelect
    )
    title_fr = forms.CharField(label=_("Name in French"), required=False, max_length=120)
    title_en = forms.CharField(label=_("Name in English"), required=False, max_length=120)
    reason_fr = reason_field(_("Reason in French"), "fr")
    reason_en = reason_field(_("Reason in English"), "en")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: dict[str, Any] = self.fields
        fields["outcome"].choices = [(id, str(words)) for id, words in wording.OUTCOMES.items()]

    def written(self, before: ReasonTemplate | None = None) -> Written:
        """What was filled in."""
        return Written(
            self.cleaned_data["outcome"],
            both_languages(self, "title", before.title if before else None),
            both_languages(self, "reason", before.reason if before else None),
        )


def initial_of(template: ReasonTemplate) -> dict[str, str]:
    """The form's values for a template that is there."""
    title, reason = template.title.plain(), template.reason.plain()
    return {
        "outcome": template.outcome,
        **{f"title_{lang}": words for lang, words in title.items()},
        **{f"reason_{lang}": words for lang, words in reason.items()},
    }
