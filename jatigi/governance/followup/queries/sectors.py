"""The mainstreaming matrix: sectors × stages, each cell with what shows it. Empty means not documented, never "no"."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from jatigi.foundation.accounts.access import Visitor, may
from jatigi.foundation.places.models import Place
from jatigi.foundation.text import PartialDate, Text
from jatigi.governance.followup.models import STAGES, Action, Sector, SectorStage
from jatigi.governance.instruments.models import Evidence, Instrument


@dataclass(frozen=True)
class Shown:
    """What shows a stage. ``kind``: instrument, action or evidence; ``title`` None: an internal piece, kept from the
    reader."""

    stage: SectorStage
    kind: str
    ref: str
    title: Text | None
    dated: PartialDate | None


@dataclass(frozen=True)
class Cell:
    """One stage of one sector."""

    stage: str
    shown: Sequence[Shown]


@dataclass(frozen=True)
class Row:
    """One sector with its four cells."""

    sector: Sector
    cells: Sequence[Cell]

    @property
    def documented(self) -> int:
        """How many of its stages are documented."""
        return sum(bool(cell.shown) for cell in self.cells)


def matrix_of(place: Place, reader: Visitor, *, only: Sector | None = None) -> list[Row]:
    """The rows of a country (or of one sector). Two queries, however many sectors there are."""
    internal = may(reader, "evidence.read_internal", place.pk)
    sectors = Sector.objects.filter(jurisdiction=place).select_related("institution").order_by("position", "code")
    if only is not None:
        sectors = sectors.filter(pk=only.pk)
    found: dict[tuple[int, str], list[Shown]] = defaultdict(list)
    stages = SectorStage.objects.filter(sector__jurisdiction=place).exclude(action__dropped_at__isnull=False)
    for one in stages.select_related("instrument", "action", "evidence").order_by("recorded_at", "pk"):
        found[one.sector_id, one.stage].append(_shown(one, internal=internal))
    return [Row(sector, [Cell(stage, found[sector.pk, stage]) for stage in STAGES]) for sector in sectors]


def _shown(stage: SectorStage, *, internal: bool) -> Shown:
    if stage.instrument is not None:
        text = stage.instrument
        return Shown(stage, "instrument", text.pk, text.title, text.adopted or text.in_force_from)
    if stage.action is not None:
        return Shown(stage, "action", str(stage.action.pk), stage.action.title, stage.action.starts)
    assert stage.evidence is not None  # the database holds it to one of the three
    piece = stage.evidence
    return Shown(stage, "evidence", piece.code, piece.title if internal or piece.publishable else None, piece.dated)


@dataclass(frozen=True)
class Offered:
    """What may be named as showing a stage."""

    instruments: Sequence[Instrument]
    actions: Sequence[Action]
    evidence: Sequence[Evidence]


def offered_in(place: Place, reader: Visitor) -> Offered:
    """The country's texts, its actions that stand, and the evidence that the reader may read."""
    pieces = Evidence.objects.filter(jurisdiction=place)
    if not may(reader, "evidence.read_internal", place.pk):
        pieces = pieces.filter(publishable=True)
    texts = Instrument.objects.filter(jurisdiction=place).only("code", "title", "jurisdiction")
    actions = Action.objects.filter(plan__jurisdiction=place, dropped_at=None).select_related("plan")
    return Offered(
        list(texts.order_by("code")),
        list(actions.order_by("plan", "position")),
        list(pieces.only("code", "title", "jurisdiction").order_by("code")),
    )
