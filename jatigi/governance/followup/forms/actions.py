"""The form of an action: what it is, who leads it, what it serves; its milestones, money and expected movements."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from jatigi.foundation.text import Text
from jatigi.foundation.web.templatetags.jatigi import t_plain
from jatigi.governance.assessments.forms.rounds import both_languages
from jatigi.governance.assessments.wording import called
from jatigi.governance.followup import wording
from jatigi.governance.followup.changes.actions import Expected, Money, Step, Written
from jatigi.governance.followup.forms.plans import give, spread
from jatigi.governance.followup.forms.writing import cut, offer, words_field
from jatigi.governance.followup.models import EFFORTS, FUNDING, Action
from jatigi.governance.followup.queries.actions import Offered
from jatigi.governance.frameworks.models import Indicator
from jatigi.governance.instruments.forms import PartialDateInput

#: Offered beside the field; any other code of three letters is taken too.
CURRENCIES = ("XOF", "EUR", "USD")
MOST = 60  # lines of a kind


class ActionForm(forms.Form):
    """What an institution undertakes."""

    title_fr = forms.CharField(label=_("Action, in French"), required=False, max_length=500)
    title_en = forms.CharField(label=_("Action, in English"), required=False, max_length=500)
    about_fr = words_field(_("More, in French"), "fr", 4)
    about_en = words_field(_("More, in English"), "en", 4)
    axis = forms.ChoiceField(label=_("Axis"), required=False)
    lead = forms.ChoiceField(
        label=_("Leads it"), required=False, help_text=_("This institution reports on its progress.")
    )
    partners = forms.MultipleChoiceField(
        label=_("Partners"), required=False, widget=forms.CheckboxSelectMultiple,
        help_text=_("They may report too."),
    )  # fmt: skip
    starts = PartialDateInput(label=_("Begins"))
    ends = PartialDateInput(label=_("Ends"))
    recommendations = forms.MultipleChoiceField(
        label=_("Recommendations it serves"), required=False, widget=forms.CheckboxSelectMultiple
    )
    indicators = forms.MultipleChoiceField(
        label=_("Indicators it serves"), required=False, widget=forms.CheckboxSelectMultiple
    )
    instruments = forms.MultipleChoiceField(
        label=_("Texts it rests on"), required=False, widget=forms.CheckboxSelectMultiple
    )
    effort = forms.ChoiceField(label=_("What it takes"), required=False)
    public = forms.BooleanField(label=_("May be published"), required=False)
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, offered: Offered, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._axes = {one.code: one for one in offered.axes}
        self._institutions = {one.pk: one for one in offered.institutions}
        self._said = {one.pk: one for one, _words in offered.said}
        self._indicators = offered.asked
        self._instruments = {str(one.pk): one for one in offered.instruments}
        none = ("", str(_("none")))
        named = [(pk, called(one)) for pk, one in self._institutions.items()]
        give(self, "axis", [none, *((code, t_plain(one.title)) for code, one in self._axes.items())])
        give(self, "lead", [("", str(_("not decided"))), *named])
        offer(self, "partners", named)
        offer(self, "recommendations", [(one.pk, cut(words)) for one, words in offered.said])
        offer(
            self,
            "indicators",
            [(str(one.indicator_id), f"{one.number} {t_plain(one.name)}") for one in offered.indicators],
        )
        offer(self, "instruments", [(pk, cut(one.title)) for pk, one in self._instruments.items()])
        give(self, "effort", [("", str(_("not said"))), *((id, str(wording.EFFORTS[id])) for id in EFFORTS)])

    def written(self, lines: "Lines", before: Action | None = None) -> Written:
        """What was filled in; an unchanged language keeps its state of translation."""
        given = self.cleaned_data
        return Written(
            title=both_languages(self, "title", before.title if before else None),
            about=both_languages(self, "about", before.about if before else None),
            axis=self._axes.get(given["axis"]),
            lead=self._institutions.get(given["lead"]),
            partners=[self._institutions[pk] for pk in given.get("partners", ())],
            starts=given["starts"],
            ends=given["ends"],
            recommendations=[self._said[pk] for pk in given.get("recommendations", ())],
            indicators=[self._indicators[pk] for pk in given.get("indicators", ())],
            instruments=[self._instruments[pk] for pk in given.get("instruments", ())],
            milestones=lines.steps(),
            funding=lines.money(),
            movements=lines.expected(self._indicators),
            effort=given["effort"],
            public=given["public"],
            suggestion=before.suggestion if before else "",
        )


class StepForm(forms.Form):
    """A milestone."""

    title_fr = forms.CharField(label=_("Milestone, in French"), required=False, max_length=300)
    title_en = forms.CharField(label=_("Milestone, in English"), required=False, max_length=300)
    due = PartialDateInput(label=_("Due"), help_text="")
    done_on = PartialDateInput(label=_("Done on"), help_text="")


class MoneyForm(forms.Form):
    """A line of funding."""

    amount = forms.DecimalField(
        label=_("Amount"), required=False, min_value=0, max_digits=18, decimal_places=2,
        widget=forms.TextInput({"inputmode": "decimal"}),
    )  # fmt: skip
    currency = forms.CharField(label=_("Currency"), required=False, max_length=3)
    source_fr = forms.CharField(label=_("From, in French"), required=False, max_length=300)
    source_en = forms.CharField(label=_("From, in English"), required=False, max_length=300)
    standing = forms.ChoiceField(label=_("Secured or not"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        give(self, "standing", [("", ""), *((id, str(wording.FUNDING[id])) for id in FUNDING)])
        self.fields["currency"].widget.attrs["list"] = "currencies"

    def clean_currency(self) -> str:
        """Three letters, in capitals."""
        return str(self.cleaned_data["currency"]).strip().upper()

    def clean(self) -> dict[str, Any]:
        """A line with money says in which currency, and whether it is there."""
        given = super().clean() or {}
        if self.has_changed() and not self.errors and _filled(given):
            for name in ("currency", "standing"):
                if not given.get(name):
                    self.add_error(name, _("Say this too, or empty the line."))
        return given


class MovementForm(forms.Form):
    """The movement that is expected of an answer."""

    indicator = forms.ChoiceField(label=_("Indicator"), required=False)
    level_from = forms.ChoiceField(label=_("From"), required=False)
    level_to = forms.ChoiceField(label=_("To"), required=False)
    by = PartialDateInput(label=pgettext_lazy("deadline", "By"), help_text="")

    def __init__(self, *args: Any, indicators: Sequence[tuple[str, str]], levels: Sequence[tuple[str, str]],
                 **kwargs: Any) -> None:  # fmt: skip
        super().__init__(*args, **kwargs)
        give(self, "indicator", [("", ""), *indicators])
        for name in ("level_from", "level_to"):
            give(self, name, [("", ""), *levels])

    def clean(self) -> dict[str, Any]:
        """Both levels, and different ones."""
        given = super().clean() or {}
        if given.get("indicator") and not self.errors:
            for name in ("level_from", "level_to"):
                if not given.get(name):
                    self.add_error(name, _("Choose a level."))
            if given.get("level_from") and given["level_from"] == given.get("level_to"):
                self.add_error("level_to", _("Choose another level than the first."))
        return given


def _filled(given: Mapping[str, Any]) -> bool:
    return given.get("amount") is not None or any(given.get(name) for name in ("source_fr", "source_en", "standing"))


def _several(form: Any, extra: int) -> Any:
    return forms.formset_factory(form, extra=extra, max_num=MOST, absolute_max=MOST + 20)


StepForms, MoneyForms, MovementForms = _several(StepForm, 2), _several(MoneyForm, 2), _several(MovementForm, 1)


class Lines:
    """The three lists under an action. A line that is emptied is taken away."""

    def __init__(self, data: Any, offered: Offered, action: Action | None = None) -> None:
        indicators = [(str(one.indicator_id), f"{one.number} {t_plain(one.name)}") for one in offered.indicators]
        initial = _initial_lines(action) if action else {}
        self.steps_forms = StepForms(data, initial=initial.get("steps"), prefix="steps")
        self.money_forms = MoneyForms(data, initial=initial.get("money"), prefix="money")
        self.movement_forms = MovementForms(
            data,
            initial=initial.get("movements"),
            prefix="movements",
            form_kwargs={"indicators": indicators, "levels": list(offered.levels)},
        )
        self._action = action

    def is_valid(self) -> bool:
        """Whether every line can be read."""
        return all([self.steps_forms.is_valid(), self.money_forms.is_valid(), self.movement_forms.is_valid()])

    def steps(self) -> list[Step]:
        """The milestones."""
        before = {place: one.title for place, one in enumerate(self._action.milestones.all())} if self._action else {}
        found = []
        for place, form in enumerate(self.steps_forms):
            title = both_languages(form, "title", _kept(form, "title", before.get(place)))
            if title:
                found.append(Step(title, form.cleaned_data.get("due"), form.cleaned_data.get("done_on")))
        return found

    def money(self) -> list[Money]:
        """The lines of funding."""
        before = {place: one.source for place, one in enumerate(self._action.funding.all())} if self._action else {}
        found = []
        for place, form in enumerate(self.money_forms):
            given = form.cleaned_data
            if _filled(given):
                source = both_languages(form, "source", _kept(form, "source", before.get(place)))
                found.append(Money(given.get("amount"), given["currency"], source, given["standing"]))
        return found

    def expected(self, indicators: Mapping[str, Indicator]) -> list[Expected]:
        """The expected movements."""
        return [
            Expected(indicators[given["indicator"]], given["level_from"], given["level_to"], given.get("by"))
            for given in (form.cleaned_data for form in self.movement_forms)
            if given.get("indicator")
        ]


def _kept(form: forms.Form, name: str, before: Text | None) -> Text | None:
    """The text before, so that an unchanged language keeps its state; nothing of it where the line was emptied."""
    return before if any(form.cleaned_data.get(f"{name}_{lang}") for lang in ("fr", "en")) else None


def initial_of(action: Action) -> dict[str, Any]:
    """An action as the form shows it."""
    return {
        **spread("title", action.title.plain()),
        **spread("about", action.about.plain()),
        "axis": action.axis.code if action.axis else "",
        "lead": action.lead_id or "",
        "partners": [one.pk for one in action.partners.all()],
        "starts": action.starts.iso if action.starts else "",
        "ends": action.ends.iso if action.ends else "",
        "recommendations": [one.pk for one in action.recommendations.all()],
        "indicators": [str(one.pk) for one in action.indicators.all()],
        "instruments": [str(one.pk) for one in action.instruments.all()],
        "effort": action.effort,
        "public": action.public,
        "version": action.version,
    }


def _initial_lines(action: Action) -> dict[str, list[dict[str, Any]]]:
    return {
        "steps": [
            {**spread("title", one.title.plain()), "due": _iso(one.due), "done_on": _iso(one.done_on)}
            for one in action.milestones.all()
        ],
        "money": [
            {
                "amount": one.amount,
                "currency": one.currency,
                **spread("source", one.source.plain()),
                "standing": one.standing,
            }
            for one in action.funding.all()
        ],
        "movements": [
            {
                "indicator": str(one.indicator_id),
                "level_from": one.level_from,
                "level_to": one.level_to,
                "by": _iso(one.by),
            }
            for one in action.movements.all()
        ],
    }


def _iso(date: Any) -> str:
    return date.iso if date else ""
