"""Opening a release: verify every byte, then give it as frozen values. No Django models; the public side's only door.

:func:`open_release` takes a folder or its zip. It answers only when the manifest is complete both ways, every hash is
right, the seal is that of a trusted key and every row has the form that :mod:`.layout` describes.
"""

import datetime
import re
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from jatigi.foundation.files import yaml
from jatigi.foundation.files.problems import DocumentError, shown
from jatigi.foundation.files.problems import phrase as _
from jatigi.governance.releases import layout, parsing, references, sealed
from jatigi.governance.releases.errors import ReleaseError, refusal
from jatigi.governance.releases.pictures import check_svg
from jatigi.governance.releases.sealed import TrustedKey
from jatigi.governance.releases.shapes import (
    AnswerRow,
    CitationRow,
    EvidenceRow,
    FindingRow,
    InstrumentRow,
    PlaceRow,
    Release,
    ReleaseFile,
    ScoreRow,
    Texts,
)
from jatigi.governance.releases.shapes_record import (
    ActionRow,
    AttributionRow,
    ConsultationRow,
    InstitutionRow,
    MovementRow,
    PlanRow,
    PositionRow,
    ProgressRow,
    RecommendationRow,
    RemarkRow,
)

__all__ = [
    "ActionRow",
    "AnswerRow",
    "AttributionRow",
    "CitationRow",
    "ConsultationRow",
    "EvidenceRow",
    "FindingRow",
    "InstitutionRow",
    "InstrumentRow",
    "MovementRow",
    "PlaceRow",
    "PlanRow",
    "PositionRow",
    "ProgressRow",
    "RecommendationRow",
    "Release",
    "ReleaseError",
    "ReleaseFile",
    "RemarkRow",
    "ScoreRow",
    "Texts",
    "TrustedKey",
    "facts_of",
    "open_release",
]

_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,99}\Z")
_LICENCE = re.compile(r"[A-Za-z0-9][A-Za-z0-9.+-]{0,59}\Z")
_ADDRESS = re.compile(r"https://[^\s\"'<>]{1,300}\Z")
_LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})?\Z")
_FRAMEWORK_LIMITS = yaml.Limits(size=8_000_000)
_AGAIN = _("Tell the publisher of the release; nothing of it has been taken in.")


def open_release(
    source: Path, trusted: sealed.Trusted | None, *, on: datetime.date | None = None, manifest: str | None = None
) -> Release:
    """The release in the folder or zip ``source``, every byte of it verified.

    ``trusted`` are the keys whose seal counts, by id: PEM text, or :class:`TrustedKey` with its dates. ``on`` is the
    day on which a release is taken in; keys must be valid then. ``manifest`` is the hash that a register noted for the
    release when it came in: with it, ``trusted`` may be ``None``, since no byte can have changed since.

    Raises:
        ReleaseError: naming each file that is missing, extra, changed or not as the layout says; or the key.
        ValueError: neither ``trusted`` nor ``manifest``.
    """
    if trusted is None and manifest is None:
        raise ValueError("a release is opened with trusted keys, or with the hash that was noted for it")
    files = sealed.files_of(source)
    sealed.check_manifest(files)
    noted = files[layout.MANIFEST].sha256
    if manifest is not None and noted != manifest:
        raise refusal(
            layout.MANIFEST, _("the hash %(hash)s", hash=noted), _("the hash %(hash)s", hash=manifest), _AGAIN
        )
    facts = parsing.json_object(_content(files, layout.FACTS), layout.FACTS)
    if trusted is not None:
        sealed.check_seal(files, str(facts.get("key_id", "")), trusted, on=on)
    read = _READERS.get(facts.get("schema"))  # type: ignore[arg-type]
    if read is None:
        raise refusal(
            layout.FACTS, _("schema %(schema)s", schema=shown(facts.get("schema"))), ", ".join(map(str, _READERS)),
            _("Update this installation to read it."),
        )  # fmt: skip
    return read(facts, files)


def facts_of(folder: Path, manifest: str) -> dict[str, Any]:
    """What ``release.json`` of a registered release says, when that is all that is asked. ``manifest`` is the hash that
    the register noted: the manifest must have it, and the file the hash that stands in the manifest.

    Raises:
        ReleaseError: one of the two is missing or changed.
    """
    facts = parsing.json_object(sealed.member(folder, layout.FACTS, manifest), layout.FACTS)
    _bounds(facts)
    return facts


def _content(files: Mapping[str, ReleaseFile], name: str) -> bytes:
    if name not in files:
        raise refusal(name, _("the file is missing"), "", _AGAIN)
    return files[name].read()


def _schema_1(facts: Mapping[str, Any], files: Mapping[str, ReleaseFile]) -> Release:
    languages = _languages(facts)
    frameworks = _frameworks(facts, files)
    fixed = {name: _text(facts, name) for name in ("origin", "jurisdiction")} | {"round": _text(facts, "round")}
    tables = {table.name: parsing.rows(table, _content(files, table.path), languages, fixed) for table in layout.TABLES}
    # What was said and what followed came later than the first releases, and stands only where there is something.
    here = {"jurisdiction": fixed["jurisdiction"]}
    for table in layout.RECORD:
        given = files.get(table.path)
        tables[table.name] = parsing.rows(table, given.read(), languages, here) if given else ()
    references.check_references(tables, frozenset(_indicators(frameworks.values())), fixed["origin"])
    figures = {
        name: check_svg(file.read(), name)
        for name, file in sorted(files.items())
        if name.startswith("figures/") and name.endswith(".svg")
    }
    return Release(
        id=_id(facts),
        schema=1,
        kind=_one_of(facts, "kind", layout.RELEASE_KINDS),
        origin=_one_of(facts, "origin", layout.ORIGINS),
        jurisdiction=fixed["jurisdiction"],
        jurisdiction_name=_texts(facts, "jurisdiction_name"),
        round=fixed["round"],
        label=_text(facts, "label"),
        reference_date=_day(facts, "reference_date"),
        framework=_text(facts, "framework"),
        modules=tuple(_list(facts, "modules", str)),
        languages=languages,
        built_for=_day(facts, "built_for"),
        as_known_at=_text(facts, "as_known_at"),
        predecessor=_text(facts, "predecessor", empty=True),
        errata=_errata(facts),
        scores_public=_flag(facts, "scores_public"),
        bounds=_bounds(facts),
        audit_head=_text(facts, "audit_head"),
        key_id=_text(facts, "key_id"),
        notice=_texts(facts, "notice"),
        title=_texts(facts, "title"),
        about=_texts(facts, "about"),
        frameworks=frameworks,
        mappings=_mappings(files),
        profile=parsing.json_object(_content(files, layout.PROFILE), layout.PROFILE),
        **tables,
        figures_svg=figures,
        files=files,
        manifest_sha256=files[layout.MANIFEST].sha256,
        licence=(licence := _licence(facts))["id"],
        licence_url=licence["url"],
        licence_title=licence["title"],
        licence_text=licence["text"],
    )


_READERS: dict[int, Callable[[Mapping[str, Any], Mapping[str, ReleaseFile]], Release]] = {1: _schema_1}


def _wrong(key: str, value: object, accepted: object) -> ReleaseError:
    found = _("%(column)s: “%(value)s”", column=key, value=shown(value))
    return refusal(layout.FACTS, found, str(accepted), _AGAIN)


def _text(facts: Mapping[str, Any], key: str, *, empty: bool = False) -> str:
    value = facts.get(key)
    if not isinstance(value, str) or not (value or empty) or len(value) > 400:
        raise _wrong(key, value, _("a text"))
    return value


def _id(facts: Mapping[str, Any]) -> str:
    value = _text(facts, "id")
    if not _ID.match(value) or f"-{facts.get('origin')}-" not in value:
        raise _wrong("id", value, "MLI-2021-reconstructed-1")
    return value


def _one_of(facts: Mapping[str, Any], key: str, accepted: tuple[str, ...]) -> str:
    value = _text(facts, key)
    if value not in accepted:
        raise _wrong(key, value, ", ".join(accepted))
    return value


def _day(facts: Mapping[str, Any], key: str) -> str:
    value = _text(facts, key)
    try:
        if datetime.date.fromisoformat(value).isoformat() == value:
            return value
    except ValueError:
        pass
    raise _wrong(key, value, "2021-12-31")


def _flag(facts: Mapping[str, Any], key: str) -> bool:
    value = facts.get(key)
    if not isinstance(value, bool):
        raise _wrong(key, value, "true, false")
    return value


def _texts(facts: Mapping[str, Any], key: str) -> dict[str, str]:
    value = facts.get(key)
    if not isinstance(value, dict) or not all(isinstance(text, str) for text in value.values()):
        raise _wrong(key, value, "{fr: …, en: …}")
    return value


def _list(facts: Mapping[str, Any], key: str, kind: type[Any]) -> list[Any]:
    value = facts.get(key)
    if not isinstance(value, list) or not all(isinstance(item, kind) for item in value):
        raise _wrong(key, value, "[…]")
    return value


def _licence(facts: Mapping[str, Any]) -> dict[str, Any]:
    """The licence by its SPDX identifier; one that this installation does not offer is shown by its own words."""
    given = facts.get("licence")
    if not isinstance(given, dict):
        raise _wrong("licence", given, "{id: CC-BY-4.0, url, title, text}")
    for key, form, accepted in (("id", _LICENCE, "CC-BY-4.0"), ("url", _ADDRESS, "https://…")):
        if not isinstance(given.get(key), str) or not form.match(given[key]):
            raise _wrong(f"licence.{key}", given.get(key), accepted)
    return {"id": given["id"], "url": given["url"], "title": _texts(given, "title"), "text": _texts(given, "text")}


def _errata(facts: Mapping[str, Any]) -> tuple[dict[str, Any], ...]:
    found = []
    for given in _list(facts, "errata", dict):
        if type(number := given.get("number")) is not int or number < 1:
            raise _wrong("errata.number", number, "1, 2, 3 …")
        if not _ID.match(release := _text(given, "release")):
            raise _wrong("errata.release", release, "MLI-2021-reconstructed-1")
        texts = {key: _texts(given, key) for key in ("wrong", "right")}
        days = {key: _day(given, key) for key in ("since", "recorded")}
        indicator = _text(given, "indicator", empty=True)
        found.append({"release": release, "number": number, "indicator": indicator} | texts | days)
    return tuple(found)


def _languages(facts: Mapping[str, Any]) -> tuple[str, ...]:
    languages = _list(facts, "languages", str)
    if not languages or len(set(languages)) != len(languages) or not all(map(_LANGUAGE.match, languages)):
        raise _wrong("languages", languages, "[fr, en]")
    return tuple(languages)


def _bounds(facts: Mapping[str, Any]) -> dict[str, tuple[float, float]]:
    value = facts.get("bounds")
    if not isinstance(value, dict):
        raise _wrong("bounds", value, "{indicator: [min, max]}")
    for pair in value.values():
        if not isinstance(pair, list) or len(pair) != 2 or not all(type(end) in {int, float} for end in pair):
            raise _wrong("bounds", pair, "[min, max]")
    return {key: (float(low), float(high)) for key, (low, high) in value.items()}


def _frameworks(facts: Mapping[str, Any], files: Mapping[str, ReleaseFile]) -> dict[str, dict[str, Any]]:
    """The documents by key, base first, as scoring takes them."""
    found: dict[str, dict[str, Any]] = {}
    for entry in _list(facts, "frameworks", dict):
        key, name = str(entry.get("key", "")), str(entry.get("file", ""))
        document = _yaml(_content(files, name), name)
        if f"{document.get('framework')}@{document.get('version')}" != key:
            raise _wrong("frameworks", key, f"{document.get('framework')}@{document.get('version')}")
        found[key] = document
    if _text(facts, "framework") not in found:
        raise _wrong("framework", facts.get("framework"), ", ".join(found))
    return found


def _yaml(content: bytes, name: str) -> dict[str, Any]:
    try:
        return yaml.read_bytes(content, name, _FRAMEWORK_LIMITS).data
    except DocumentError as error:
        raise ReleaseError(error.problems) from error


def _indicators(documents: Any) -> list[str]:
    """Every indicator id of the frameworks; a document of another shape simply has none, and answers then dangle."""
    found: list[str] = []
    for document in documents:
        nodes = [node for node in document.get("dimensions") or () if isinstance(node, dict)]
        while nodes:
            node = nodes.pop()
            found += [str(one.get("id")) for one in node.get("indicators") or () if isinstance(one, dict)]
            nodes += [child for child in node.get("subdimensions") or () if isinstance(child, dict)]
    return found


def _mappings(files: Mapping[str, ReleaseFile]) -> dict[str, dict[str, Any]]:
    return {
        name: _yaml(file.read(), name)
        for name, file in sorted(files.items())
        if name.split("/")[0] in {"concordance", "crosswalk"}
    }
