"""What people fill in about a fact on which sources differ."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from jatigi.governance.instruments.changes.disputes import ClaimFacts
from jatigi.governance.instruments.forms import WithTexts, offer
from jatigi.governance.instruments.models import Source

MOST = 4  # versions that are written at once; further ones are added to the dispute


class ClaimForm(WithTexts):
    """Which version of a disputed fact is taken, and why."""

    NONE = "none"
    TEXTS = {"reason": (gettext_lazy("Why this one, or why none"), 3, True, "")}
    claim = forms.ChoiceField(label=gettext_lazy("The register takes"), widget=forms.RadioSelect, choices=[])

    def __init__(self, *args: Any, claims: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "claim", [*claims, (self.NONE, _("None: the sources do not let one be chosen"))])


class SettleForm(WithTexts):
    """Why a fact is no longer disputed."""

    TEXTS = {"reason": (gettext_lazy("Why it is settled"), 3, True, "")}


class OneClaimForm(forms.Form):
    """One more version of a disputed fact."""

    value = forms.CharField(
        label=gettext_lazy("What this source says"),
        max_length=200,
        help_text=gettext_lazy("A date such as 2016, 2016-05 or 2016-05-27, or the words of the source."),
    )
    source = forms.ChoiceField(label=gettext_lazy("Where it was read"), required=False, choices=[])

    def __init__(self, *args: Any, sources: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "source", [("", _("No source that could be read")), *sources])

    def claim(self) -> ClaimFacts:
        """What was filled in."""
        return _claim(self.cleaned_data["value"], self.cleaned_data["source"])


class DisputeForm(WithTexts):
    """A fact on which sources differ: at least two versions, the one that the register takes, and why."""

    NONE = "none"
    TEXTS = {"reason": (gettext_lazy("Why this one, or why none"), 3, True, "")}
    field = forms.ChoiceField(label=gettext_lazy("Fact on which sources differ"), choices=[])

    def __init__(
        self, *args: Any, fields: list[tuple[str, str]], sources: list[tuple[str, str]], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "field", fields)
        places = range(1, MOST + 1)
        for place in places:
            number = {"number": place}
            self.fields[f"value_{place}"] = forms.CharField(
                label=_("Version %(number)s") % number, required=place <= 2, max_length=200,
                help_text=_("A date such as 2016, 2016-05 or 2016-05-27, or the words of the source.")
                if place == 1 else "",
            )  # fmt: skip
            self.fields[f"source_{place}"] = forms.ChoiceField(
                label=_("Version %(number)s: where it was read") % number, required=False,
                choices=[("", _("No source that could be read")), *sources],
            )  # fmt: skip
        self.fields["chosen"] = forms.ChoiceField(
            label=_("The register takes"), widget=forms.RadioSelect,
            choices=[*((str(place), _("Version %(number)s") % {"number": place}) for place in places),
                     (self.NONE, _("None: the sources do not let one be chosen"))],
        )  # fmt: skip
        rows = [name for place in places for name in (f"value_{place}", f"source_{place}")]
        self.order_fields(["field", *rows, "chosen"])

    def clean(self) -> dict[str, Any]:
        """The version taken is one that was written, and a source stands beside a version."""
        cleaned = super().clean()
        for place in range(1, MOST + 1):
            if cleaned.get(f"source_{place}") and not cleaned.get(f"value_{place}"):
                self.add_error(f"value_{place}", _("Write what this source says, or take the source away."))
        chosen = cleaned.get("chosen", self.NONE)
        if chosen != self.NONE and not cleaned.get(f"value_{chosen}"):
            self.add_error("chosen", _("This version is empty. Choose one that is written."))
        return cleaned

    def _written(self) -> list[int]:
        return [place for place in range(1, MOST + 1) if self.cleaned_data[f"value_{place}"]]

    def claims(self) -> list[ClaimFacts]:
        """The versions that were written, in order."""
        given = self.cleaned_data
        return [_claim(given[f"value_{place}"], given[f"source_{place}"]) for place in self._written()]

    def chosen(self) -> int | None:
        """The place of the version taken among :meth:`claims`; None: none is."""
        chosen = self.cleaned_data["chosen"]
        return None if chosen == self.NONE else self._written().index(int(chosen))


def _claim(value: str, source: str) -> ClaimFacts:
    """The source was one of those offered: the form refuses any other."""
    return ClaimFacts(value.strip(), Source.objects.get(pk=source) if source else None)
