"""Frameworks into the index: each version once, however many releases bring it."""

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from jatigi.foundation.text import Text
from jatigi.governance.releases.reader import Release
from jatigi.portal import models
from jatigi.portal.weaving import shape_of

Document = Mapping[str, Any]


class IndexingError(ValueError):
    """A release that cannot stand beside those that are published already. The message says why, for the operator."""


@dataclass
class Known:
    """What the release's frameworks hold: indicators by code (ids are unique along a chain), dimensions by code."""

    indicators: dict[str, models.PublishedIndicator] = field(default_factory=dict)
    dimensions: dict[str, models.PublishedDimension] = field(default_factory=dict)


def add(release: Release) -> Known:
    """The release's frameworks, those that were not there yet written first.

    Raises:
        IndexingError: a framework is there with another text.
    """
    known = Known()
    scales: dict[str, Any] = {}
    rows = {row.pk: row for row in models.PublishedFramework.objects.filter(pk__in=list(release.frameworks))}
    for key, document in release.frameworks.items():
        digest = hashlib.sha256(json.dumps(document, sort_keys=True, default=str).encode()).hexdigest()
        scales |= document.get("scales") or {}
        if key not in rows:
            _write(key, document, digest, scales, first=len(known.dimensions))
        elif rows[key].digest != digest:
            raise IndexingError(
                f"{release.id}: it brings the framework {key} with another text than the one published already; "
                "ask its publisher to give the changed framework a version of its own"
            )
        for dimension in models.PublishedDimension.objects.filter(framework_id=key):
            known.dimensions.setdefault(dimension.code, dimension)
        for indicator in models.PublishedIndicator.objects.filter(framework_id=key).select_related("dimension"):
            known.indicators[indicator.code] = indicator
    return known


def _write(key: str, document: Document, digest: str, scales: Document, *, first: int) -> None:
    outside = {name: value for name, value in document.items() if name not in ("dimensions", "title", "about")}
    framework = models.PublishedFramework.objects.create(
        key=key,
        framework=document["framework"],
        version=str(document["version"]),
        extends=document.get("extends") or "",
        title=text(document.get("title")),
        about=text(document.get("about")),
        licence=document.get("licence") or "",
        digest=digest,
        document=json.loads(json.dumps(outside, default=str)),
    )
    given = list(enumerate(document.get("dimensions") or (), first + 1))
    dimensions = models.PublishedDimension.objects.bulk_create(
        models.PublishedDimension(
            framework=framework,
            code=one["id"],
            number=number,
            title=text(one.get("title")),
            about=text(one.get("about")),
            parts=[
                {"code": sub["id"], "title": dict(sub.get("title") or {})} for sub in one.get("subdimensions") or ()
            ],
        )
        for number, one in given
    )
    rows = [
        _indicator(framework, dimension, part, number, place, indicator, scales)
        for dimension, (number, one) in zip(dimensions, given, strict=True)
        for place, (part, indicator) in enumerate(_asked(one), 1)
    ]
    for position, row in enumerate(rows, 1):
        row.position = position
    models.PublishedIndicator.objects.bulk_create(rows, batch_size=500)


def _asked(dimension: Document) -> Iterator[tuple[str, Document]]:
    """The indicators of a dimension in order, each with the code of its sub-dimension ("" where there is none)."""
    yield from (("", one) for one in dimension.get("indicators") or ())
    for part in dimension.get("subdimensions") or ():
        yield from ((part["id"], one) for one in part.get("indicators") or ())


def _indicator(
    framework: models.PublishedFramework, dimension: models.PublishedDimension, part: str, number: int, place: int,
    document: Document, scales: Document,
) -> models.PublishedIndicator:  # fmt: skip
    levels = sorted(
        (scales.get(document.get("scale", "")) or {}).get("levels") or (), key=lambda level: level.get("value", 0)
    )
    ordered = [level["id"] for level in levels]
    return models.PublishedIndicator(
        framework=framework,
        dimension=dimension,
        part=part,
        code=document["id"],
        number=f"{number}.{place}",
        name=text(document.get("name") or document.get("question")),
        question=text(document.get("question")),
        levels=[
            {"id": level["id"], "label": dict(level.get("label") or {}), "shape": shape_of(level["id"], ordered)}
            for level in levels
        ],
        document={name: document[name] for name in ("guidance", "levels", "evidence", "tags") if document.get(name)},
    )


def text(value: Mapping[str, str] | None, lead: str = "fr") -> Text:
    """``{lang: text}`` of a document as a text."""
    return Text.of(value or {}, source=lead)
