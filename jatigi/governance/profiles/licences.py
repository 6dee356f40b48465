"""Under which licence a profile and its data go out: the licences a round may choose from, and what each allows.

Identifiers are those of the SPDX list (https://spdx.org/licenses/), so that catalogues of open data understand them.
Only licences that let others use the data for any purpose are offered: what is published here is meant to be used.
"""

from collections.abc import Mapping
from typing import Final

from jatigi.foundation.text.rules import typeset
from jatigi.governance.profiles import wording
from jatigi.governance.profiles.model import DEFAULT_LICENCE as DEFAULT_LICENCE
from jatigi.governance.profiles.model import Profile
from jatigi.governance.profiles.wording import gettext

ADDRESSES: Final[Mapping[str, str]] = {
    "CC-BY-4.0": "https://creativecommons.org/licenses/by/4.0/",
    "CC-BY-SA-4.0": "https://creativecommons.org/licenses/by-sa/4.0/",
    "CC0-1.0": "https://creativecommons.org/publicdomain/zero/1.0/",
}
"""SPDX identifier → the address of its text."""


def title(licence: str, lang: str) -> str:
    """The licence's own name.

    Raises:
        KeyError: for an identifier that is not offered.
    """
    return {
        "CC-BY-4.0": gettext("Creative Commons Attribution 4.0 International (CC BY 4.0)", lang),
        "CC-BY-SA-4.0": gettext("Creative Commons Attribution – ShareAlike 4.0 International (CC BY-SA 4.0)", lang),
        "CC0-1.0": gettext("Creative Commons Zero 1.0, no rights reserved (CC0 1.0)", lang),
    }[licence]


def allows(licence: str, lang: str) -> str:
    """What it lets others do, in sentences that a reader without a lawyer understands; and what it does not cover."""
    said = {
        "CC-BY-4.0": gettext(
            "You may share and adapt these texts, figures and data for any purpose if you name the source, link to "
            "the licence and say what you changed.",
            lang,
        ),
        "CC-BY-SA-4.0": gettext(
            "You may share and adapt these texts, figures and data for any purpose if you name the source, link to "
            "the licence, say what you changed and pass on what you make of them under the same licence.",
            lang,
        ),
        "CC0-1.0": gettext(
            "You may share and adapt these texts, figures and data for any purpose without condition; please name "
            "the source all the same.",
            lang,
        ),
    }[licence]
    others = gettext("Quotations, cited documents and logos remain under the terms of their owners.", lang)
    return typeset(f"{said} {others}", lang)


def source(profile: Profile, lang: str) -> str:
    """How the source is named: the title, the country and year, and where the profile comes from."""
    title, origin = profile.title.get(lang, ""), wording.origin_short(profile.origin, lang)
    place = "" if profile.label in title else f"{profile.country.get(lang, '')}, {profile.label}"
    named = ". ".join(part for part in (title, place, origin, "Jatigi") if part)
    return typeset(gettext("Name the source as: “%(source)s”", lang) % {"source": named}, lang)


def colophon(profile: Profile, lang: str) -> dict[str, str]:
    """The licence as every document prints it: heading, name, address, what it allows, how to name the source."""
    return {
        "heading": gettext("Licence", lang),
        "title": typeset(title(profile.licence, lang), lang),
        "url": ADDRESSES[profile.licence],
        "text": allows(profile.licence, lang),
        "source": source(profile, lang),
    }
