"""The filter of the list of recommendations."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from jatigi.foundation.accounts.models import Institution
from jatigi.foundation.places.models import Place
from jatigi.foundation.web.templatetags.jatigi import t_plain
from jatigi.governance.assessments.models import Round
from jatigi.governance.assessments.wording import called
from jatigi.governance.followup import wording
from jatigi.governance.followup.queries.recommendations import ALL, Asked, Dimension
from jatigi.governance.followup.rules.recommendations import OBJECTIVES

ANY = pgettext_lazy("filter", "all")


class FilterForm(forms.Form):
    """What a person asks of the list; what makes no sense filters nothing."""

    jurisdiction = forms.ChoiceField(label=_("Country"), required=False)
    q = forms.CharField(label=_("Words"), required=False, max_length=200)
    round = forms.ChoiceField(label=_("Round"), required=False)
    dimension = forms.ChoiceField(label=_("Dimension"), required=False)
    state = forms.ChoiceField(label=_("State"), required=False)
    acceptance = forms.ChoiceField(label=_("Government’s response"), required=False)
    institution = forms.ChoiceField(label=_("Institution"), required=False)
    objective = forms.ChoiceField(label=_("Objective of the Global Compact"), required=False)

    def __init__(
        self,
        *args: Any,
        place: Place,
        places: Sequence[Place],
        rounds: Sequence[Round],
        dimensions: Sequence[Dimension],
        institutions: Sequence[Institution],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self._offer("jurisdiction", [(one.pk, t_plain(one.name)) for one in places])
        self.initial.setdefault("jurisdiction", place.pk)
        if len(places) < 2:
            self.fields["jurisdiction"].widget = forms.HiddenInput()
        every = ("", str(ANY))
        self._offer("round", [every, *((one.pk, one.label) for one in rounds)])
        self._offer("dimension", [every, *((one.code, f"{one.number}. {t_plain(one.title)}") for one in dimensions)])
        standing = ("", str(pgettext_lazy("filter", "those that stand")))
        states = [(id, str(word)) for id, word in wording.RECOMMENDATION_STATES.items()]
        self._offer("state", [standing, *states, (ALL, str(ANY))])
        self._offer("acceptance", [every, *((id, str(word)) for id, word in wording.ACCEPTANCE.items())])
        self._offer("institution", [every, *((one.pk, called(one)) for one in institutions)])
        self._offer("objective", [every, *((str(number), str(number)) for number in OBJECTIVES)])

    def _offer(self, name: str, choices: Sequence[tuple[str, str]]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)
        field.choices = list(choices)

    @property
    def narrowed(self) -> bool:
        """Whether anything but the words is asked."""
        return any(self.data.get(name) for name in self.fields if name not in {"q", "jurisdiction"})

    def asked(self) -> Asked:
        """What is asked."""
        self.is_valid()
        given = self.cleaned_data
        objective = given.get("objective", "")
        return Asked(
            text=given.get("q", ""),
            round=given.get("round", ""),
            dimension=given.get("dimension", ""),
            state=given.get("state", ""),
            institution=given.get("institution", ""),
            objective=int(objective) if objective else None,
            acceptance=given.get("acceptance", ""),
        )
