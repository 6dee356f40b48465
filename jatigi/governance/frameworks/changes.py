"""Taking in framework versions and mappings, and publishing them. A published version never changes."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from django.db import IntegrityError
from django.utils import timezone

from jatigi.foundation import audit
from jatigi.foundation.audit.changes import Actor
from jatigi.foundation.files.problems import Phrase
from jatigi.foundation.files.problems import phrase as _
from jatigi.foundation.text import Text
from jatigi.governance.frameworks import mappings, structure
from jatigi.governance.frameworks.models import Framework, FrameworkVersion, Indicator, IndicatorVersion, Mapping, Node

DRAFT, PUBLISHED = FrameworkVersion.State.DRAFT, FrameworkVersion.State.PUBLISHED


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
    stored = _stored(framework)
    if stored is not None and _stands(stored, framework, publish):
        return Loaded(stored, written=False)
    action = "framework.publish" if publish else "framework.load"
    with (
        _told_of_others(framework.key),
        audit.entry(action, by=by, on=stored, kind=FrameworkVersion._meta.label, digest=framework.digest) as record,
    ):
        if stored is not None:  # read again under lock: someone may have published it meanwhile
            _remove_draft(stored, framework.key)
        version = _write(framework, publish)
        record.objects.append(framework.key)
    return Loaded(version, written=True)


def publish_framework(version: FrameworkVersion, *, by: Actor | None) -> None:
    """Publish a draft as it stands. From then on the database refuses to change it.

    Raises:
        Refused: it is published already, or its base is not.
    """
    with audit.entry("framework.publish", by=by, on=version, digest=version.digest):
        if version.state == PUBLISHED:
            raise _refused("framework.published", key=version.key)
        if version.extends is not None and version.extends.state != PUBLISHED:
            raise _refused("framework.no_base", key=version.extends.key)
        version.state, version.published_at = PUBLISHED, timezone.now()
        version.save(update_fields=["state", "published_at"])


def load_mapping(mapping: mappings.Concordance | mappings.Crosswalk, *, by: Actor | None) -> bool:
    """Store a checked concordance or crosswalk between two published versions; an earlier one is replaced.

    Returns:
        Whether anything was written: the same file again writes nothing.

    Raises:
        Refused: one of its ends is not published here.
    """
    kind = Mapping.Kind.CONCORDANCE if isinstance(mapping, mappings.Concordance) else Mapping.Kind.CROSSWALK
    source, target = _published(mapping.source.key), _published(mapping.target.key)
    stored = Mapping.objects.filter(kind=kind, source=source, target=target).first()
    if stored is not None and stored.digest == mapping.digest:
        return False
    with (
        _told_of_others(f"{mapping.source.key}--{mapping.target.key}"),
        audit.entry(f"{kind}.load", by=by, on=stored, kind=Mapping._meta.label, digest=mapping.digest) as record,
    ):
        row = stored or Mapping(kind=kind, source=source, target=target)
        row.document, row.digest = dict(mapping.document), mapping.digest
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
    "framework.meanwhile": (
        _("%(key)s was loaded by someone else at the same moment."),
        _("Look at what is there now, then load your file again if it is still needed."),
    ),
    "framework.no_base": (
        _("%(key)s is not published here."),
        _("Load and publish it first."),
    ),
}


@contextmanager
def _told_of_others(key: str) -> Iterator[None]:
    """Two people load the same version at the same moment: the database keeps one, the other is told."""
    try:
        yield
    except IntegrityError as error:
        raise _refused("framework.meanwhile", key=key) from error


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


def _stored(framework: structure.Framework) -> FrameworkVersion | None:
    return FrameworkVersion.objects.filter(framework_id=framework.id, version=framework.version).first()


def _stands(stored: FrameworkVersion, framework: structure.Framework, publish: bool) -> bool:
    """Whether nothing remains to be written.

    Raises:
        Refused: the stored version is published and says something else.
    """
    same = stored.digest == framework.digest
    if stored.state == PUBLISHED and not same:
        raise _refused("framework.published", key=framework.key)
    return same and (stored.state == PUBLISHED or not publish)


def _remove_draft(stored: FrameworkVersion, key: str) -> None:
    if stored.state == PUBLISHED:
        raise _refused("framework.published", key=key)
    if stored.rounds.exists() or stored.module_rounds.exists() or stored.modules.exists():
        raise _refused("framework.in_use", key=key)
    stored.indicators.all().delete()
    stored.nodes.filter(parent__isnull=False).delete()
    stored.nodes.all().delete()
    Indicator.objects.filter(framework=stored.framework_id, versions=None).delete()
    stored.delete()


def _write(framework: structure.Framework, publish: bool) -> FrameworkVersion:
    identity, _new = Framework.objects.get_or_create(id=framework.id)
    version = FrameworkVersion.objects.create(
        framework=identity,
        version=framework.version,
        extends=_published(framework.base.key) if framework.base else None,
        title=_text(framework, framework.title),
        about=_text(framework, framework.about),
        licence=framework.licence,
        state=PUBLISHED if publish else DRAFT,
        document=framework.document,
        digest=framework.digest,
        published_at=timezone.now() if publish else None,
    )
    nodes = _write_nodes(framework, version)
    known = {row.code: row for row in Indicator.objects.filter(framework=identity)}
    fresh = [Indicator(framework=identity, code=one.id) for one in framework.own_indicators if one.id not in known]
    known |= {row.code: row for row in Indicator.objects.bulk_create(fresh)}
    places = [
        (one, nodes[dimension.id], nodes[sub.id])
        for dimension in framework.dimensions
        for sub in dimension.subdimensions
        for one in sub.indicators
    ]
    IndicatorVersion.objects.bulk_create(
        IndicatorVersion(
            version=version,
            indicator=known[one.id],
            dimension=top,
            node=node,
            position=position,
            **_wording(framework, one),
        )
        for position, (one, top, node) in enumerate(places, 1)
    )
    return version


def _text(framework: structure.Framework, texts: structure.Text) -> Text:
    """The text as stored; the language that the framework names first is its source."""
    return Text.of(texts, source=framework.languages[0])


def _write_nodes(framework: structure.Framework, version: FrameworkVersion) -> dict[str, Node]:
    """The rows of dimensions and sub-dimensions, by id, in the framework's order."""
    nodes: dict[str, Node] = {}

    def write(one: structure.Dimension | structure.Subdimension, parent: Node | None) -> Node:
        node = Node(version=version, parent=parent, code=one.id, position=len(nodes) + 1)
        node.title, node.about = _text(framework, one.title), _text(framework, one.about)
        node.save()
        nodes[one.id] = node
        return node

    for dimension in framework.dimensions:
        top = write(dimension, None)
        for sub in dimension.subdimensions:
            write(sub, top)
    return nodes


def _wording(framework: structure.Framework, one: structure.Indicator) -> dict[str, object]:
    """The columns of an indicator's wording."""
    levels = [
        {
            "id": level.id,
            "value": level.value,
            "label": dict(level.label),
            "anchor": dict(one.anchors.get(level.id, {})),
        }
        for level in framework.scale(one.scale).levels
    ]
    return {
        "number": one.number,
        "name": _text(framework, one.name),
        "question": _text(framework, one.question),
        "guidance": _text(framework, one.guidance),
        "evidence": _text(framework, one.evidence),
        "levels": levels,
        "scale": one.scale,
        "weight": one.weight,
        "tags": {"gcm": list(one.gcm), "sdg": list(one.sdg)},
    }
