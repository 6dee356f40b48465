"""From a frozen round to the bytes of a release. Pure: the same values and key give the same bytes; nothing is kept.

A release is a folder and its zip: ``release.json``, the frozen frameworks, ``profile.json``, tables under ``data/``
with their description, the documents in each language, the figures, and a manifest of it all with its seal.
"""

import datetime
from collections.abc import Mapping

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from jatigi.foundation.files import archives, crypto
from jatigi.foundation.web.figures.svg import escape
from jatigi.governance.profiles import wording
from jatigi.governance.profiles.drawings import drawings
from jatigi.governance.profiles.model import Profile
from jatigi.governance.releases import layout, sealed, writing
from jatigi.governance.releases.freeze import Frozen
from jatigi.governance.releases.press import Press


def build(
    frozen: Frozen,
    *,
    predecessor: str,
    key: Ed25519PrivateKey,
    logos: Mapping[str, bytes] | None = None,
    press: Press | None = None,
) -> dict[str, bytes]:
    """Every file of the release by name.

    ``predecessor`` is the id of the release that this one follows, "" for the first of its round. ``key`` seals it.
    ``press`` may be at work on this profile already.

    Raises:
        PressError: when a document cannot be printed.
    """
    with press or Press(frozen.languages) as at_work:
        if not at_work.ordered:
            at_work.order(frozen.profile, logos)
        identifier = release_id(frozen.facts["round"], frozen.facts["origin"], predecessor)
        facts = {
            **frozen.facts,
            "id": identifier,
            "predecessor": predecessor,
            "errata": [one for one in frozen.facts["errata"] if _corrects_another(one["release"], identifier)],
            "key_id": crypto.key_id(key.public_key()),
        }
        files = {
            layout.FACTS: writing.canonical_json(facts),
            layout.PROFILE: writing.canonical_json(frozen.profile.to_json()),
            **frozen.documents,
            **frozen.data(),
            **figures(frozen.profile, frozen.languages),
        }
        files[layout.PACKAGE] = writing.data_package(facts, files)
        files |= at_work.printed()
    return sealed_files(files, key)


def sealed_files(files: Mapping[str, bytes], key: Ed25519PrivateKey) -> dict[str, bytes]:
    """The files with their manifest and its seal."""
    rest = {name: content for name, content in files.items() if name not in (layout.MANIFEST, layout.SIGNATURE)}
    manifest = sealed.manifest_of(rest)
    return rest | {layout.MANIFEST: manifest, layout.SIGNATURE: key.sign(manifest)}


def release_id(round: str, origin: str, predecessor: str) -> str:
    """``MLI-2021-reconstructed-1``: the origin is part of the name; the number counts the releases of the round.

    >>> release_id("MLI-2021", "reconstructed", "MLI-2021-reconstructed-1")
    'MLI-2021-reconstructed-2'
    """
    number = int(predecessor.rsplit("-", 1)[-1]) + 1 if predecessor else 1
    return f"{round}-{origin}-{number}"


def _corrects_another(corrected: str, identifier: str) -> bool:
    """Whether an erratum belongs into the release: one of itself or of a later release of its round does not."""
    (chain, number), (own_chain, own_number) = (one.rsplit("-", 1) for one in (corrected, identifier))
    return chain != own_chain or int(number) < int(own_number)


def figures(profile: Profile, languages: tuple[str, ...]) -> dict[str, bytes]:
    """The figures as SVG files: ``figures/cloth.fr.svg``. Each says its origin, wherever it is pasted.

    Drawings without a title are parts of a page and mean nothing alone; they stay in the documents.
    """
    return {
        f"figures/{name}.{lang}.svg": (_with_origin(drawing.svg, profile.origin, lang) + "\n").encode()
        for lang in languages
        for name, drawing in drawings(profile, lang).items()
        if "</title>" in drawing.svg
    }


def _with_origin(drawing: str, origin: str, lang: str) -> str:
    words = escape(wording.origin_short(origin, lang))
    return drawing if words in drawing else drawing.replace("</title>", f" ({words})</title>", 1)


def zipped(files: Mapping[str, bytes], built_for: datetime.date) -> bytes:
    """The release as a zip, every time in it the day the release was built for."""
    return archives.write_zip(files, built_for)
