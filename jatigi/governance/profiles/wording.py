"""The fixed words of the document, in any language that has a catalogue. Pure: renderers run without Django.

English is the language of the source; the translation lies in this package's catalogue and is compiled with French
typography.
"""

import gettext as catalogues
from functools import cache
from pathlib import Path

LOCALE = Path(__file__).parent / "locale"
SOURCE_LANGUAGE = "en"


@cache
def _catalogue(lang: str) -> catalogues.NullTranslations:
    """The compiled catalogue.

    Raises:
        FileNotFoundError: when there is none: an English word in a French document would go unnoticed until printed.
    """
    if lang == SOURCE_LANGUAGE:
        return catalogues.NullTranslations()
    try:
        return catalogues.translation("django", LOCALE, [lang])
    except FileNotFoundError as error:
        raise FileNotFoundError(
            f"no compiled catalogue of the profile for language {lang!r}; "
            "run `python -m jatigi.foundation.text.catalogues compile`"
        ) from error


def gettext(message: str, lang: str) -> str:
    """``message`` in ``lang``."""
    return _catalogue(lang).gettext(message)


def pgettext(context: str, message: str, lang: str) -> str:
    """``message`` in ``lang``, where the same English word has several translations."""
    return _catalogue(lang).pgettext(context, message)


def ngettext(one: str, many: str, count: int, lang: str) -> str:
    """``one`` or ``many`` in ``lang`` by the language's own rule, with the number filled in."""
    return _catalogue(lang).ngettext(one, many, count) % {"count": count}


def origin_short(origin: str, lang: str) -> str:
    """What stands in every page header: a reconstruction and a fiction say what they are."""
    return {
        "official": gettext("Official profile", lang),
        "reconstructed": gettext("Reconstructed from public sources", lang),
        "fictional": gettext("Fiction", lang),
    }[origin]


def origin_notice(origin: str, lang: str) -> str:
    """The notice on the cover and beside the contents."""
    return {
        "official": gettext("This profile was validated and approved by the country’s authorities.", lang),
        "reconstructed": gettext(
            "This profile was reconstructed by the project from public sources alone. It is not an official "
            "profile: no authority of the country has validated it.",
            lang,
        ),
        "fictional": gettext("This profile is a fiction: the country, the answers and the sources are invented.", lang),
    }[origin]


def section_title(section: str, lang: str) -> str:
    """The title of a section of prose by its id. An id without a title of its own is a slip in the code."""
    return {
        "foreword": gettext("Foreword", lang),
        "objective": gettext("Objective", lang),
        "method": gettext("Method", lang),
        "context": gettext("Context", lang),
        "changes": gettext("What changed", lang),
        "decisions": gettext("Decisions requested", lang),
        "sources": gettext("Key sources", lang),
        "credits": gettext("Credits", lang),
        "funder": gettext("Funding", lang),
        "disclaimer": gettext("Disclaimer", lang),
    }[section]


def cause(identifier: str, lang: str) -> str:
    """Why a level differs from last round's."""
    return {
        "first": gettext("first assessment", lang),
        "policy_change": gettext("the policy changed", lang),
        "evidence_found": gettext("evidence found since", lang),
        "correction": gettext("correction", lang),
        "other_judgement": gettext("other judgement of the same evidence", lang),
        "instrument_change": gettext("the question changed", lang),
    }[identifier]


def confidence(identifier: str, lang: str) -> str:
    """How sure the answer is, in words; empty when not given."""
    return {
        "": "",
        "low": gettext("low confidence", lang),
        "medium": gettext("medium confidence", lang),
        "high": gettext("high confidence", lang),
    }[identifier]


def figure_group(group: str, lang: str) -> str:
    """The heading over figures of context that stand side by side."""
    return {
        "emigrants": gettext("People from the country living abroad", lang),
        "immigrants": gettext("People from abroad living in the country", lang),
        "remittances": gettext("Money sent home", lang),
        "displacement": gettext("Displaced within the country", lang),
        "refugees_abroad": gettext("Refugees and asylum-seekers abroad", lang),
        "population": gettext("Population", lang),
        "units": gettext("Territory", lang),
    }[group]


def ending(reason: str, lang: str) -> str:
    """What became of a cited text. A participation that ended has a legal effect only once a person recorded it."""
    return {
        "ended": gettext("no longer in force", lang),
        "superseded": gettext("superseded", lang),
        "left": gettext("participation ended; effect to be examined", lang),
    }[reason]
