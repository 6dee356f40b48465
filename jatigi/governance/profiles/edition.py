"""One language of a profile, composed and drawn once: what its PDF, its Word file and its note are laid out from."""

from collections.abc import Mapping
from dataclasses import dataclass

from jatigi.governance.profiles.compose import Plain, composed
from jatigi.governance.profiles.drawings import Drawing, drawings
from jatigi.governance.profiles.licences import colophon
from jatigi.governance.profiles.model import Profile


@dataclass(frozen=True)
class Edition:
    """The words (``document``) and figures of a profile in ``lang``. Whoever lays it out changes neither."""

    profile: Profile
    lang: str
    document: Plain
    drawn: Mapping[str, Drawing]

    @classmethod
    def of(cls, profile: Profile, lang: str) -> "Edition":
        """Compose and draw the profile in one language."""
        document = composed(profile, lang) | {"colophon": colophon(profile, lang)}
        return cls(profile, lang, document, drawings(profile, lang))
