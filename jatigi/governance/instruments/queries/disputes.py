"""On which facts of an entry sources may differ."""

from jatigi.governance.instruments.models import Instrument

PLAIN = ("title", "number", "issuer", "adopted", "in_force_from", "in_force_until")
PARTS = ("signed", "ratified", "left")


def disputable(instrument: Instrument) -> list[str]:
    """The facts of the entry, as files name them: ``adopted``, ``participation.MLI.ratified``."""
    places = instrument.participations.order_by("place").values_list("place", flat=True)
    return [*PLAIN, *(f"participation.{place}.{part}" for place in places for part in PARTS)]


def stands(instrument: Instrument, field: str) -> str:
    """What the entry says of a fact now, as a claim would say it; empty where it says nothing, or more than one thing
    (a title has several languages)."""
    if field in ("title", "issuer"):
        return ""
    if field.startswith("participation."):
        _head, place, which = field.split(".")
        part = instrument.participations.filter(place=place).first()
        return str(getattr(part, which) or "") if part else ""
    return str(getattr(instrument, field) or "")
