"""Forms of a plan: its description, its axes, the filter of its actions."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from jatigi.foundation.accounts.models import Institution
from jatigi.foundation.web.templatetags.jatigi import t_plain
from jatigi.governance.assessments.forms.rounds import both_languages
from jatigi.governance.assessments.wording import called
from jatigi.governance.followup import wording
from jatigi.governance.followup.changes.plans import AxisLine, Described
from jatigi.governance.followup.forms.recommendations import ANY
from jatigi.governance.followup.forms.writing import cut, words_field
from jatigi.governance.followup.models import Axis, Plan
from jatigi.governance.followup.queries.plans import COLUMNS, GAP, LATE, NO_AXIS, Asked
from jatigi.governance.followup.rules.status import DECLARED
from jatigi.governance.instruments.forms import DayInput, PartialDateInput
from jatigi.governance.instruments.models import Instrument

SPARE = 3  # empty lines for new axes


class PlanForm(forms.Form):
    """What a plan is, from when to when, how often institutions report."""

    title_fr = forms.CharField(label=_("Title in French"), required=False, max_length=300)
    title_en = forms.CharField(label=_("Title in English"), required=False, max_length=300)
    about_fr = words_field(_("What the plan is, in French"), "fr")
    about_en = words_field(_("What the plan is, in English"), "en")
    starts = PartialDateInput(label=_("Begins"))
    ends = PartialDateInput(label=_("Ends"))
    first_report = DayInput(
        label=_("First report due on"),
        required=False,
        help_text=_("From there the calendar of reports is counted until the plan ends."),
    )
    report_months = forms.IntegerField(label=_("Months between reports"), min_value=1, max_value=24, initial=6)
    instrument = forms.ChoiceField(label=_("Text that adopts it"), required=False)
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, instruments: Sequence[Instrument], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._instruments = {str(one.pk): one for one in instruments}
        listed = [("", str(_("none"))), *((pk, cut(one.title)) for pk, one in self._instruments.items())]
        give(self, "instrument", listed)

    def described(self, before: Plan | None = None) -> Described:
        """What was filled in; an unchanged language keeps its state of translation."""
        given = self.cleaned_data
        return Described(
            title=both_languages(self, "title", before.title if before else None),
            about=both_languages(self, "about", before.about if before else None),
            starts=given["starts"],
            ends=given["ends"],
            report_months=given["report_months"],
            first_report=given["first_report"],
            instrument=self._instruments.get(given["instrument"]),
        )


def initial_of(plan: Plan) -> dict[str, Any]:
    """A plan as the form shows it."""
    return {
        **spread("title", plan.title.plain()),
        **spread("about", plan.about.plain()),
        "starts": plan.starts.iso if plan.starts else "",
        "ends": plan.ends.iso if plan.ends else "",
        "first_report": plan.first_report,
        "report_months": plan.report_months,
        "instrument": str(plan.instrument_id or ""),
        "version": plan.version,
    }


class AxisForm(forms.Form):
    """One axis. A line whose words are taken away is an axis taken away."""

    code = forms.CharField(widget=forms.HiddenInput, required=False)
    title_fr = forms.CharField(label=_("Axis, in French"), required=False, max_length=300)
    title_en = forms.CharField(label=_("Axis, in English"), required=False, max_length=300)
    place = forms.IntegerField(label=_("Place"), required=False, min_value=1, max_value=999)


class BaseAxes(forms.BaseFormSet):  # type: ignore[type-arg]
    """The axes of a plan, in the order of their places; what has no place comes last."""

    def lines(self, before: Mapping[str, Axis]) -> list[AxisLine]:
        """The axes as they should stand."""
        written = []
        for number, form in enumerate(self.forms):
            if not form.has_changed() and not form.initial:
                continue
            code = form.cleaned_data.get("code", "")
            kept = before[code].title if code in before else None
            if not any(form.cleaned_data.get(f"title_{lang}") for lang in ("fr", "en")):
                continue
            place = form.cleaned_data.get("place") or 1000
            written.append((place, number, AxisLine(both_languages(form, "title", kept), code)))
        return [line for _place, _number, line in sorted(written, key=lambda one: one[:2])]


AxisForms = forms.formset_factory(AxisForm, formset=BaseAxes, extra=SPARE, max_num=60, absolute_max=80)


def axes_initial(axes: Sequence[Axis]) -> list[dict[str, Any]]:
    """The axes as the form shows them."""
    return [
        {"code": one.code, "place": place, **spread("title", one.title.plain())}
        for place, one in enumerate(axes, start=1)
    ]


class FilterForm(forms.Form):
    """What a person asks of the actions; what makes no sense filters nothing."""

    q = forms.CharField(label=_("Words"), required=False, max_length=200)
    axis = forms.ChoiceField(label=_("Axis"), required=False)
    institution = forms.ChoiceField(label=_("Institution"), required=False)
    status = forms.ChoiceField(label=_("Status"), required=False)
    only = forms.ChoiceField(label=_("Only"), required=False)

    def __init__(self, *args: Any, axes: Sequence[Axis], institutions: Iterable[Institution], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        every = ("", str(ANY))
        give(self, "axis", [every, *((one.code, t_plain(one.title)) for one in axes), (NO_AXIS, str(_("no axis")))])
        named = [(one.pk, called(one)) for one in institutions]
        give(self, "institution", [every, *named, (NO_AXIS, str(_("no lead named")))])
        give(self, "status", [every, *((column, str(wording.COLUMNS[column])) for column in COLUMNS)])
        only = (
            (LATE, _("a report is missing")),
            (GAP, _("institution and validator disagree")),
            (DECLARED, _("declared, not confirmed")),
            ("dropped", pgettext_lazy("actions", "taken out")),
        )
        give(self, "only", [every, *((id, str(word)) for id, word in only)])

    @property
    def narrowed(self) -> bool:
        """Whether anything is asked."""
        return any(self.data.get(name) for name in self.fields)

    def asked(self) -> Asked:
        """What is asked."""
        self.is_valid()
        given = self.cleaned_data
        only = given.get("only", "")
        return Asked(
            text=given.get("q", ""),
            axis=given.get("axis", ""),
            institution=given.get("institution", ""),
            status=given.get("status", ""),
            only="" if only == "dropped" else only,
            dropped=only == "dropped",
        )


def give(form: forms.Form, name: str, choices: Sequence[tuple[str, str]]) -> None:
    """Give a field its choices."""
    field = form.fields[name]
    assert isinstance(field, forms.ChoiceField)
    field.choices = list(choices)


def spread(name: str, words: Mapping[str, str]) -> dict[str, str]:
    """A text as the initial values of its two fields."""
    return {f"{name}_{lang}": words.get(lang, "") for lang in ("fr", "en")}
