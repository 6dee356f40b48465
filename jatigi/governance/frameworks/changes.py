"""Taking in framework versions and mappings. A published version never changes."""

from dataclasses import dataclass
from typing import Literal

from django.utils import timezone

from jatigi.foundation import audit
from jatigi.foundation.audit.changes import Actor
from jatigi.foundation.files.problems import Phrase
from jatigi.foundation.files.problems import phrase as _
from jatigi.foundation.text import Text
from jatigi.governance.frameworks import canonical, mappings, structure
from jatigi.governance.frameworks.models import Framework, FrameworkVersion, Indicator, IndicatorVersion, Mapping, Node


class Refused(Exception):
    """A version that cannot be taken in. Nothing was written."""

    def __init__(self, code: str, message: Phrase, advice: Phrase) -> None:
        self.code, self.message, self.advice = code, message, advice
        super().__init__(code)

    def __str__(self) -> str:
        return f"{self.message} {self.advice}"


@dataclass(frozen=True)
class Loaded:
    """The stored version, and whether anything was written."""

    version: FrameworkVersion
    written: bool


def load_framework(framework: structure.Framework, *, by: Actor | None, publish: bool = False) -> Loaded:
    """Store a checked framework: as a draft, which a later file may replace, or published, for ever.

    The same file again writes nothing.

    Raises:
        Refused: the stored version is published and differs, the draft is in use, or its base is not published here.
    """
    stored = FrameworkVersion.objects.filter(framework_id=framework.id, version=framework.version).first()
    published = stored is not None and stored.state == FrameworkVersion.State.PUBLISHED
    if stored is not None and stored.digest == framework.digest and (published or not publish):
        return Loaded(stored, written=False)
    if published:
        raise _refused("framework.published", key=framework.key)
    base = _base(framework)
    with audit.entry(
        "framework.publish" if publish else "framework.load",
        by=by,
        kind=FrameworkVersion._meta.label,
        digest=framework.digest,
    ) as record:
        if stored is not None:
            _remove_draft(stored, framework.key)
        version = _write(framework, base, publish)
        record.objects.append(framework.key)
    return Loaded(version, written=True)


def load_mapping(
    kind: Literal["concordance", "crosswalk"],
    mapping: mappings.Concordance | mappings.Crosswalk,
    document: dict[str, object],
    *,
    by: Actor | None,
) -> bool:
    """Store a checked concordance or crosswalk between two published versions. Returns whether anything was written.

    Raises:
        Refused: one of its ends is not published here.
    """
    ends = [_published(one.key) for one in (mapping.source, mapping.target)]
    digest = canonical.digest(document)
    stored = Mapping.objects.filter(kind=kind, source=ends[0], target=ends[1]).first()
    if stored is not None and stored.digest == digest:
        return False
    with audit.entry(f"{kind}.load", by=by, kind=Mapping._meta.label, digest=digest) as record:
        row = stored or Mapping(kind=kind, source=ends[0], target=ends[1])
        row.document, row.digest = document, digest
        row.save()
        record.objects.append(f"{mapping.source.key}--{mapping.target.key}")
    return True


REFUSALS: dict[str, tuple[Phrase, Phrase]] = {
    "framework.published": (
        _("%(key)s is published and never changes."),
        _("Give the file a new version, with a concordance from the old one."),
    ),
    "framework.in_use": (
        _("%(key)s is a draft that a round already asks."),
        _("Give the file a new version."),
    ),
    "framework.no_base": (
        _("%(key)s is not published here."),
        _("Load and publish it first."),
    ),
}


def _refused(code: str, **values: object) -> Refused:
    message, advice = REFUSALS[code]
    return Refused(code, Phrase(message.msgid, values), advice)


def _published(key: str) -> FrameworkVersion:
    name, _at, version = key.partition("@")
    found = FrameworkVersion.objects.filter(
        framework_id=name, version=version, state=FrameworkVersion.State.PUBLISHED
    ).first()
    if found is None:
        raise _refused("framework.no_base", key=key)
    return found


def _base(framework: structure.Framework) -> FrameworkVersion | None:
    return _published(framework.base.key) if framework.base else None


def _remove_draft(stored: FrameworkVersion, key: str) -> None:
    if stored.rounds.exists() or stored.module_rounds.exists() or stored.modules.exists():
        raise _refused("framework.in_use", key=key)
    stored.indicators.all().delete()
    stored.nodes.filter(parent__isnull=False).delete()
    stored.nodes.all().delete()
    stored.delete()


def _write(framework: structure.Framework, base: FrameworkVersion | None, publish: bool) -> FrameworkVersion:
    identity, _new = Framework.objects.get_or_create(id=framework.id)
    version = FrameworkVersion.objects.create(
        framework=identity,
        version=framework.version,
        extends=base,
        title=Text.of(framework.title),
        about=Text.of(framework.about),
        licence=framework.licence,
        state=FrameworkVersion.State.PUBLISHED if publish else FrameworkVersion.State.DRAFT,
        document=framework.document,
        digest=framework.digest,
        published_at=timezone.now() if publish else None,
    )
    nodes = _write_nodes(framework, version)
    known = {row.code: row for row in Indicator.objects.filter(framework=identity)}
    fresh = [Indicator(framework=identity, code=one.id) for one in framework.own_indicators if one.id not in known]
    known |= {row.code: row for row in Indicator.objects.bulk_create(fresh)}
    rows = [
        _indicator_row(framework, version, one, nodes[dimension.id], nodes[sub.id], known[one.id])
        for dimension in framework.dimensions
        for sub in dimension.subdimensions
        for one in sub.indicators
    ]
    for position, row in enumerate(rows, start=1):
        row.position = position
    IndicatorVersion.objects.bulk_create(rows)
    return version


def _write_nodes(framework: structure.Framework, version: FrameworkVersion) -> dict[str, Node]:
    position, nodes = 0, {}
    for dimension in framework.dimensions:
        position += 1
        top = Node(version=version, code=dimension.id, position=position)
        top.title, top.about = Text.of(dimension.title), Text.of(dimension.about)
        top.save()
        nodes[top.code] = top
        for sub in dimension.subdimensions:
            position += 1
            node = Node(version=version, parent=top, code=sub.id, position=position)
            node.title, node.about = Text.of(sub.title), Text.of(sub.about)
            node.save()
            nodes[node.code] = node
    return nodes


def _indicator_row(
    framework: structure.Framework,
    version: FrameworkVersion,
    one: structure.Indicator,
    dimension: Node,
    node: Node,
    identity: Indicator,
) -> IndicatorVersion:
    scale = framework.scale(one.scale)
    return IndicatorVersion(
        version=version,
        indicator=identity,
        node=node,
        dimension=dimension,
        position=0,
        number=one.number,
        name=Text.of(one.name),
        question=Text.of(one.question),
        guidance=Text.of(one.guidance),
        evidence=Text.of(one.evidence),
        levels=[
            {
                "id": level.id,
                "value": level.value,
                "label": dict(level.label),
                "anchor": dict(one.anchors.get(level.id, {})),
            }
            for level in scale.levels
        ],
        scale=one.scale,
        weight=one.weight,
        tags={"gcm": list(one.gcm), "sdg": list(one.sdg)},
    )
