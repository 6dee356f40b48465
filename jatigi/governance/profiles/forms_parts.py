"""What people fill in about the title, the figures of the context, abbreviations and logos."""

import math
import re
from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from jatigi.foundation.text import Text
from jatigi.governance.assessments.models import Round
from jatigi.governance.profiles import pictures, rules, wording
from jatigi.governance.profiles.forms import LANGUAGE_NAMES, InLanguages, rewritten

STANDINGS = {
    "un": _("United Nations"),
    "national": _("Official or consular figure"),
    "other": _("Other source"),
    "none_found": _("National figure: looked for, none found"),
}
MOST_POINTS = 60
_SPACES = re.compile(r"[ \u00a0\u202f]")


class Numbered(forms.Form):
    """A form that knows which revision the person had before them."""

    number = forms.IntegerField(widget=forms.HiddenInput)


class TitleForm(InLanguages, Numbered):
    """The title of the profile."""

    def __init__(self, *args: Any, round: Round, title: Text, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.add_texts(round, title, lines=1, most=200)


class FigureForm(Numbered):
    """How a statistic is shown: beside which others, whose figure it is, and its bars."""

    group = forms.ChoiceField(label=_("Stands with"), choices=[])
    standing = forms.ChoiceField(label=_("Whose figure it is"), choices=list(STANDINGS.items()))
    series = forms.CharField(
        label=_("Bars of its chart"), required=False, max_length=6000, widget=forms.Textarea({"rows": 6})
    )
    upright = forms.BooleanField(
        label=_("Draw the bars as columns"), required=False, help_text=_("For years. Names are read better as lines.")
    )

    def __init__(self, *args: Any, round: Round, lang: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.languages = list(round.languages)
        group = self.fields["group"]
        assert isinstance(group, forms.ChoiceField)
        group.choices = [(one, wording.figure_group(one, lang)) for one in rules.GROUPS]
        names = " | ".join(str(LANGUAGE_NAMES.get(one, one)) for one in self.languages)
        self.fields["series"].help_text = gettext(
            "One a line: %(names)s | number, or year | number. Leave the number out where it is not known."
        ) % {"names": names}

    def clean_series(self) -> list[dict[str, Any]]:
        """The lines as points: ``{label, value}``.

        Raises:
            ValidationError: naming the first line that cannot be read.
        """
        lines = [line for line in self.cleaned_data["series"].splitlines() if line.strip()]
        if len(lines) > MOST_POINTS:
            raise forms.ValidationError(gettext("At most %(most)d lines.") % {"most": MOST_POINTS})
        return [self._point(number, line) for number, line in enumerate(lines, 1)]

    def _point(self, number: int, line: str) -> dict[str, Any]:
        *labels, value = [part.strip() for part in line.split("|")]
        if len(labels) not in (1, len(self.languages)) or not all(labels):
            raise forms.ValidationError(
                gettext("Line %(number)d: write the name in every language, or a year, and the number, parted by “|”.")
                % {"number": number}
            )
        named = labels[0] if len(labels) == 1 else dict(zip(self.languages, labels, strict=True))
        return {"label": named, "value": self._number(number, value)}

    @staticmethod
    def _number(number: int, value: str) -> float | int | None:
        if not value:
            return None
        plain = _SPACES.sub("", value).replace(",", ".")
        try:
            found = float(plain)
        except ValueError:
            found = math.nan
        if not math.isfinite(found):
            raise forms.ValidationError(
                gettext("Line %(number)d: “%(value)s” is no number.") % {"number": number, "value": value[:40]}
            )
        return int(found) if found == int(found) else found


def lines_of(series: Sequence[Mapping[str, Any]], languages: Sequence[str]) -> str:
    """Points as the lines that :class:`FigureForm` reads."""
    return "\n".join(
        " | ".join([*_labels(point["label"], languages), "" if point["value"] is None else f"{point['value']}"])
        for point in series
    )


def _labels(label: str | Mapping[str, str], languages: Sequence[str]) -> list[str]:
    return [label] if isinstance(label, str) else [label.get(lang, "") for lang in languages]


class LogoForm(InLanguages, Numbered):
    """What a logo shows, in words."""

    def __init__(self, *args: Any, round: Round, alt: Text | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.add_texts(round, alt, lines=1, most=200, name=gettext("what it shows, in words"))


class NewLogoForm(LogoForm):
    """A logo that is brought: the picture and its words."""

    def __init__(self, *args: Any, round: Round, **kwargs: Any) -> None:
        super().__init__(*args, round=round, alt=None, **kwargs)
        self.fields["file"] = forms.FileField(
            label=_("Picture"),
            help_text=_("PNG or JPEG, up to 2 MB. Place, author and date that a camera wrote into it are taken out."),
        )
        self.order_fields(["file"])

    def clean_file(self) -> Any:
        """A picture that can be printed.

        Raises:
            ValidationError: when it cannot, with what to do.
        """
        upload = self.cleaned_data["file"]
        fault = pictures.fault_of(upload.read(pictures.MOST_BYTES + 1))
        upload.seek(0)
        if fault is not None:
            raise forms.ValidationError(str(fault))
        return upload


class AbbreviationsForm(Numbered):
    """The abbreviations, one a line: ``ONU | Organisation des Nations Unies | United Nations``."""

    def __init__(self, *args: Any, languages: Sequence[str], old: Mapping[str, Text], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.languages, self.old = languages, old
        names = " | ".join(str(LANGUAGE_NAMES.get(lang, lang)) for lang in languages)
        self.fields["lines"] = forms.CharField(
            label=_("Abbreviations"), required=False, max_length=60_000, widget=forms.Textarea(attrs={"rows": 14}),
            help_text=gettext("One a line: abbreviation | %(names)s") % {"names": names},
        )  # fmt: skip
        stale = [short for short, long in old.items() if any(long.is_stale(one) for one in long.texts)]
        if stale:
            self.fields["still"] = forms.MultipleChoiceField(
                label=_("Translations that are still right"), required=False, widget=forms.CheckboxSelectMultiple,
                choices=[(short, short) for short in stale],
                help_text=_("Their source changed after them. Tick those that you have read against the new text."),
            )  # fmt: skip

    def clean_lines(self) -> list[tuple[str, dict[str, str]]]:
        """The lines as abbreviations with their words by language.

        Raises:
            ValidationError: naming the first line that has not the parts it needs.
        """
        found = []
        for number, line in enumerate(self.cleaned_data["lines"].splitlines(), 1):
            parts = [part.strip() for part in line.split("|")]
            if not any(parts):
                continue
            if len(parts) != len(self.languages) + 1 or not all(parts) or len(parts[0]) > 30:
                raise forms.ValidationError(
                    gettext("Line %(number)d: write the abbreviation and its words in every language, parted by “|”.")
                    % {"number": number}
                )
            found.append((parts[0], dict(zip(self.languages, parts[1:], strict=True))))
        if len({short for short, _long in found}) < len(found):
            raise forms.ValidationError(gettext("An abbreviation stands there twice."))
        return found

    def abbreviations(self) -> list[tuple[str, Text]]:
        """What was filled in. A translation left as it was while its source changed becomes stale."""
        still = set(self.cleaned_data.get("still", ()))
        return [
            (short, rewritten(self.old[short], long, self.languages if short in still else ()))
            if short in self.old
            else (short, Text.of(long, source=self.languages[0]))
            for short, long in self.cleaned_data["lines"]
        ]
