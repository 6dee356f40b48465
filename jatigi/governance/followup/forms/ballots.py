"""What is filled in for priorities: opening them, and one institution's sheet."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from jatigi.foundation.text import Text
from jatigi.foundation.web.templatetags.jatigi import t_plain
from jatigi.governance.assessments.forms.rounds import both_languages
from jatigi.governance.consultations.models import Consultation
from jatigi.governance.followup import wording
from jatigi.governance.followup.changes.ballots import Drawn
from jatigi.governance.followup.errors import refused
from jatigi.governance.followup.forms.writing import offer
from jatigi.governance.followup.models import Recommendation
from jatigi.governance.followup.queries.priorities import Entry, Sheet
from jatigi.governance.followup.queries.recommendations import Row
from jatigi.governance.followup.rules.ballots import MOST_POINTS, SCALE, Given


class BallotForm(forms.Form):
    """Title, method, and the recommendations that are put."""

    title_fr = forms.CharField(label=_("Title in French"), max_length=200, required=False)
    title_en = forms.CharField(label=_("Title in English"), max_length=200, required=False)
    consultation = forms.ChoiceField(
        label=_("Consultation"),
        required=False,
        help_text=_("The institutions asked in it set the priorities; without one, all institutions of the country."),
    )
    method = forms.ChoiceField(label=_("How institutions say what comes first"), widget=forms.RadioSelect)
    points = forms.IntegerField(
        label=_("Points of each institution"), min_value=1, max_value=MOST_POINTS, initial=10, required=False
    )
    closes_at = forms.DateTimeField(
        label=_("Closes on"),
        required=False,
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
        help_text=_("Without a moment it stays open until the coordinator closes it."),
    )
    recommendations = forms.MultipleChoiceField(
        label=_("Recommendations"), widget=forms.CheckboxSelectMultiple, required=False
    )

    def __init__(self, *args: Any, rooms: Sequence[Consultation], rows: Sequence[Row], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._rooms = {one.pk: one for one in rooms}
        self._listed: dict[str, Recommendation] = {row.code: row.recommendation for row in rows}
        offer(self, "consultation", [("", str(_("none"))), *((one.pk, t_plain(one.title)) for one in rooms)])
        offer(self, "method", [(id, str(words)) for id, words in wording.METHODS.items()])
        field = self.fields["recommendations"]
        assert isinstance(field, forms.MultipleChoiceField)
        field.choices = [(row.code, t_plain(row.text)) for row in rows]

    @property
    def room(self) -> Consultation | None:
        """The consultation that was chosen."""
        return self._rooms.get(self.cleaned_data["consultation"])

    def drawn(self) -> Drawn:
        """What was filled in."""
        given = self.cleaned_data
        return Drawn(
            title=both_languages(self, "title", Text("fr")),
            method=given["method"],
            recommendations=[self._listed[code] for code in given["recommendations"]],
            points=given["points"] or 10,
            closes_at=given["closes_at"],
        )


@dataclass(frozen=True)
class Line:
    """One recommendation of a sheet as it is shown: what was typed, or what was handed in."""

    entry: Entry
    amount: str
    effect: str
    feasibility: str


def lines(entries: Sequence[Entry], sheet: Sheet, typed: Mapping[str, Any] | None) -> list[Line]:
    """The sheet to fill in. What was typed and refused stays as it was typed."""
    found = []
    for one in entries:
        given = sheet.given.get(one.code, Given())
        kept = (str(given.amount or ""), str(given.effect or ""), str(given.feasibility or ""))
        if typed is not None:
            kept = tuple(str(typed.get(f"{name}-{one.code}", ""))[:20] for name in FIELDS)  # type: ignore[assignment]
        found.append(Line(one, *kept))
    return found


FIELDS = ("amount", "effect", "feasibility")


def read_sheet(entries: Sequence[Entry], typed: Mapping[str, Any]) -> dict[str, Given]:
    """What was typed, for each recommendation of which something was said.

    Raises:
        Refused: ``ballot.amount``, ``ballot.scale`` for what is no number.
    """
    found: dict[str, Given] = {}
    for one in entries:
        amount, effect, feasibility = (str(typed.get(f"{name}-{one.code}", "")).strip() for name in FIELDS)
        if not whole(amount):
            raise refused("ballot.amount", code=one.number, found=amount[:20])
        if not whole(effect) or not whole(feasibility):
            raise refused("ballot.scale")
        given = Given(int(amount or 0), int(effect) if effect else None, int(feasibility) if feasibility else None)
        if not given.blank:
            found[one.code] = given
    return found


def whole(text: str) -> bool:
    """Whether it is empty or a whole number of at most five digits."""
    return not text or (text.isascii() and text.isdigit() and len(text) < 6)


def scale() -> list[str]:
    """The five values, as a choice offers them."""
    return [str(value) for value in SCALE]
