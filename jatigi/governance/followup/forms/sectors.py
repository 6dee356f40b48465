"""Sectors and what shows their stages, as a person fills them in."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from jatigi.foundation.accounts.models import Institution
from jatigi.foundation.text import Text
from jatigi.foundation.web.templatetags.jatigi import t_plain
from jatigi.governance.assessments.forms.rounds import both_languages
from jatigi.governance.assessments.wording import called
from jatigi.governance.followup import wording
from jatigi.governance.followup.changes.sectors import Named, Shown
from jatigi.governance.followup.forms.writing import cut, offer, words_field
from jatigi.governance.followup.models import STAGES, Action, Sector
from jatigi.governance.followup.queries.sectors import Offered
from jatigi.governance.followup.rules.sectors import USUAL
from jatigi.governance.instruments.models import Evidence, Instrument


class SectorForm(forms.Form):
    """A sector's title and the institution that answers for it."""

    title_fr = forms.CharField(label=_("Sector, in French"), required=False, max_length=200)
    title_en = forms.CharField(label=_("Sector, in English"), required=False, max_length=200)
    institution = forms.ChoiceField(label=_("Institution that answers for it"), required=False)

    def __init__(self, *args: Any, institutions: Sequence[Institution], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._institutions = {one.pk: one for one in institutions}
        offer(self, "institution", [("", str(_("none"))), *((one.pk, called(one)) for one in institutions)])

    def title(self, before: Text | None = None) -> Text:
        """Its title."""
        return both_languages(self, "title", before)

    def chosen(self) -> Institution | None:
        """The institution, if one was chosen."""
        return self._institutions.get(self.cleaned_data["institution"])


class NewForm(SectorForm):
    """Sectors to add: the usual ones that are not there yet, or one of the country's own."""

    usual = forms.MultipleChoiceField(
        label=_("Usual sectors"), required=False, widget=forms.CheckboxSelectMultiple, choices=()
    )
    code = forms.SlugField(
        label=_("Short name of a sector of your own"),
        required=False,
        max_length=60,
        help_text=_("Letters without accents, digits and hyphens: water-and-forests."),
    )
    field_order = ("usual", "code")

    def __init__(self, *args: Any, there: Sequence[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        left = [(code, Text.of({"fr": fr, "en": en})) for code, (fr, en) in USUAL.items() if code not in there]
        offer(self, "usual", [(code, t_plain(title)) for code, title in left])

    def clean(self) -> dict[str, Any]:
        """A sector of one's own has a short name."""
        given = super().clean() or {}
        if (given.get("title_fr") or given.get("title_en")) and not given.get("code") and "code" not in self.errors:
            self.add_error("code", forms.ValidationError(str(_("Give it a short name."))))
        return given

    def named(self) -> list[Named]:
        """What was chosen and written."""
        found = [
            Named(code, Text.of({"fr": USUAL[code][0], "en": USUAL[code][1]}))
            for code in self.cleaned_data.get("usual", ())
        ]
        if self.cleaned_data["code"]:
            found.append(Named(self.cleaned_data["code"], self.title(), self.chosen()))
        return found


class StageForm(forms.Form):
    """What shows a stage."""

    stage = forms.ChoiceField(label=_("Stage"), widget=forms.RadioSelect)
    thing = forms.ChoiceField(label=_("Shown by"))
    note_fr = words_field(_("Where it says so, in French"), "fr", 2)
    note_en = words_field(_("Where it says so, in English"), "en", 2)

    def __init__(self, *args: Any, offered: Offered, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._things: dict[str, Instrument | Action | Evidence] = {
            **{f"instrument:{one.pk}": one for one in offered.instruments},
            **{f"action:{one.pk}": one for one in offered.actions},
            **{f"evidence:{one.pk}": one for one in offered.evidence},
        }
        offer(self, "stage", [(id, str(wording.STAGES[id])) for id in STAGES])
        field = self.fields["thing"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [
            ("", str(_("choose"))),
            (str(_("Texts")), [(f"instrument:{one.pk}", cut(one.title)) for one in offered.instruments]),
            (str(_("Actions")), [(f"action:{one.pk}", cut(one.title)) for one in offered.actions]),
            (str(_("Evidence")), [(f"evidence:{one.pk}", cut(one.title)) for one in offered.evidence]),
        ]

    def shown(self) -> Shown:
        """What was chosen."""
        given = self.cleaned_data
        return Shown(given["stage"], self._things[given["thing"]], both_languages(self, "note"))


def initial_of(sector: Sector) -> dict[str, str]:
    """A sector as the form shows it."""
    title = sector.title.plain()
    return {
        "title_fr": title.get("fr", ""),
        "title_en": title.get("en", ""),
        "institution": sector.institution_id or "",
    }
