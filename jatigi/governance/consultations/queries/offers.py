"""What of a round can still be put to the institutions, by kind and by dimension."""

import uuid
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from jatigi.foundation.text import Text
from jatigi.governance.assessments.models import Round, Subject
from jatigi.governance.assessments.queries.asked import asked, asked_versions
from jatigi.governance.assessments.subjects import Described, describe
from jatigi.governance.consultations.models import Consultation, Item
from jatigi.governance.frameworks.models import Node


@dataclass(frozen=True)
class Offer:
    """Something that can be put to the institutions; ``number`` is the question's in the framework, else empty."""

    said: Described
    number: str = ""


@dataclass(frozen=True)
class Group:
    """Offers of one dimension in the framework's order, or (``number`` 0) of one section of the profile."""

    number: int
    title: Text
    offers: list[Offer]


def dimensions_of(round: Round | None) -> dict[str, tuple[int, Text]]:
    """``{code: (number, title)}`` of the dimensions that the round asks about, in order."""
    if round is None:
        return {}
    versions = asked_versions(round)
    nodes = Node.objects.filter(version__in=versions, parent=None)
    ordered = sorted(nodes, key=lambda node: (versions.index(node.version_id), node.position))
    return {node.code: (number, node.title) for number, node in enumerate(ordered, 1)}


def free_of(consultation: Consultation) -> dict[uuid.UUID, Described]:
    """Whatever of the round is not put to the institutions yet."""
    if consultation.round_id is None:
        return {}
    put = Item.objects.filter(consultation=consultation, withdrawn_at=None).values("subject")
    return describe(Subject.objects.filter(round=consultation.round_id).exclude(pk__in=put))


def grouped(consultation: Consultation, subjects: Iterable[Described]) -> list[Group]:
    """The subjects by dimension; what belongs to none comes after, by its section, or alone."""
    dimensions = dimensions_of(consultation.round)
    numbers = {one.indicator.code: one.number for one in asked(consultation.round)} if consultation.round else {}
    order: Mapping[str, int] = {code: place for place, code in enumerate(numbers)}
    groups: dict[str, list[Described]] = {code: [] for code in dimensions}
    for one in sorted(subjects, key=lambda one: (order.get(one.code, len(order)), one.code)):
        groups.setdefault(one.place, []).append(one)
    found = []
    for place, members in groups.items():
        number, title = dimensions.get(place, (0, members[0].heading if place and members else Text("fr")))
        if members:
            found.append(Group(number, title, [Offer(one, numbers.get(one.code, "")) for one in members]))
    return found
