"""Mainstreaming: the sectors of a country, and what shows that migration has reached a stage in one."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db import IntegrityError
from django.db.models import Max
from django.utils import timezone

from jatigi.foundation import audit
from jatigi.foundation.accounts.models import Institution, User
from jatigi.foundation.places.models import Place
from jatigi.foundation.text import Text
from jatigi.governance.followup import guards
from jatigi.governance.followup.errors import refused
from jatigi.governance.followup.models import STAGES, Action, Sector, SectorStage
from jatigi.governance.instruments.models import Evidence, Instrument

EMPTY = Text("fr", {})


@dataclass(frozen=True)
class Named:
    """A sector as a person names it, and the institution that answers for it, if any."""

    code: str
    title: Text
    institution: Institution | None = None


@dataclass(frozen=True)
class Shown:
    """What shows a stage: a text, an action or a piece of evidence; exactly one of them."""

    stage: str
    thing: Instrument | Action | Evidence
    note: Text = EMPTY


def add_sectors(place: Place, named: Sequence[Named], *, by: User) -> list[Sector]:
    """Name sectors of a country, after those that are there.

    Raises:
        Refused: ``not_your_role``, ``untitled``, ``elsewhere``, ``exists``, ``sector.none``.
    """
    try:
        with audit.entry("sector.add", by=by, kind=Sector._meta.label) as record:
            guards.check_role(by, "plan.write", place.pk)
            if not named:
                raise refused("sector.none")
            last = Sector.objects.filter(jurisdiction=place).aggregate(last=Max("position"))["last"] or 0
            made = [_make(place, one, last + number) for number, one in enumerate(named, start=1)]
            record.objects.extend(str(one.pk) for one in made)
            record.details["sectors"] = [one.code for one in made]
    except IntegrityError:
        raise refused("exists", code=", ".join(one.code for one in named)) from None
    return made


def _make(place: Place, named: Named, position: int) -> Sector:
    guards.check_worded(named.title)
    guards.check_here(place.pk, [named.institution])
    return Sector.objects.create(
        jurisdiction=place, code=named.code, title=named.title, institution=named.institution, position=position
    )


def rename_sector(sector: Sector, title: Text, institution: Institution | None, *, by: User) -> None:
    """Give a sector another title or another institution.

    Raises:
        Refused: ``not_your_role``, ``untitled``, ``elsewhere``.
    """
    with audit.entry("sector.rename", by=by, on=sector):
        guards.check_role(by, "plan.write", sector.jurisdiction_id)
        guards.check_worded(title)
        guards.check_here(sector.jurisdiction_id, [institution])
        sector.title, sector.institution = title, institution
        sector.save(update_fields=["title", "institution"])


def remove_sector(sector: Sector, *, by: User) -> None:
    """Take a sector out of the matrix; only while nothing is shown for it.

    Raises:
        Refused: ``not_your_role``, ``sector.filled``.
    """
    with audit.entry("sector.remove", by=by, on=sector, code=sector.code):
        guards.check_role(by, "plan.write", sector.jurisdiction_id)
        if sector.stages.exists():
            raise refused("sector.filled")
        sector.delete()


def show_stage(sector: Sector, shown: Shown, *, by: User) -> SectorStage:
    """Name what shows that migration has reached a stage.

    Raises:
        Refused: ``not_your_role``, ``sector.stage``, ``elsewhere``, ``sector.dropped`` (the action was taken out),
        ``sector.twice``.
    """
    kind = type(shown.thing)._meta.model_name or ""
    with audit.entry("sector.show", by=by, on=sector, stage=shown.stage, by_a=kind) as record:
        guards.check_role(by, "plan.write", sector.jurisdiction_id)
        if shown.stage not in STAGES:
            raise refused("sector.stage")
        _check_thing(sector.jurisdiction_id, shown.thing)
        values = {kind: shown.thing, "stage": shown.stage}
        if sector.stages.filter(**values).exists():
            raise refused("sector.twice")
        made = SectorStage.objects.create(sector=sector, note=shown.note, recorded_at=timezone.now(), **values)
        record.details["shown"] = str(shown.thing.pk)
    return made


def _check_thing(place: str, thing: Instrument | Action | Evidence) -> None:
    home = thing.plan.jurisdiction_id if isinstance(thing, Action) else thing.jurisdiction_id
    shared = isinstance(thing, Instrument) and home is None
    if home != place and not shared:
        raise refused("elsewhere", code=str(thing.pk))
    if isinstance(thing, Action) and thing.dropped_at is not None:
        raise refused("sector.dropped")


def unshow_stage(stage: SectorStage, *, by: User) -> None:
    """Take back what was shown: the stage is not documented by it any more.

    Raises:
        Refused: ``not_your_role``.
    """
    with audit.entry("sector.unshow", by=by, on=stage.sector, stage=stage.stage) as record:
        guards.check_role(by, "plan.write", stage.sector.jurisdiction_id)
        record.details["shown"] = str(stage.instrument_id or stage.action_id or stage.evidence_id)
        stage.delete()
