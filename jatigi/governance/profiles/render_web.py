"""The profile as a web page: the words of the printed one, with figures that follow the theme of the page."""

from dataclasses import dataclass
from typing import Any

from django.utils.safestring import SafeString, mark_safe

from jatigi.foundation.web import figures
from jatigi.governance.profiles.compose import Plain, composed
from jatigi.governance.profiles.drawings import level_words, number_of, strips_of
from jatigi.governance.profiles.model import Profile


@dataclass(frozen=True)
class Page:
    """What the template lays out: the composed document and the figures by name."""

    document: Plain
    figures: dict[str, SafeString]


def page_of(profile: Profile, lang: str) -> Page:
    """The page in ``lang``."""
    document = composed(profile, lang)
    for one in document["dimensions"]:
        one["bar"] = f"bar-{one['id']}"
    return Page(document, {name: mark_safe(drawn) for name, drawn in _figures(profile, lang).items()})  # noqa: S308 - our own drawings, escaped


def _figures(profile: Profile, lang: str) -> dict[str, str]:
    words = level_words(profile, lang)
    title = f"{profile.country[lang]}, {profile.label}"
    found = {"cloth": figures.cloth(strips_of(profile, lang), lang=lang, ident="cloth", title=title, levels=words)}
    for one in profile.dimensions:
        number: Any = number_of(one)
        name = f"bar-{one.id}".replace(".", "-")
        if one.now.interval is not None:
            found[f"bar-{one.id}"] = figures.interval_bar(one.now.interval, lang=lang, ident=name, number=number)
        else:
            counts = figures.Counts(one.title[lang], one.now.counts, number)
            found[f"bar-{one.id}"] = figures.counts_bar(counts, lang=lang, ident=name, levels=words)
    return found
