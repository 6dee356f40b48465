"""The ribbon of years: rounds as squares, events as diamonds, a broken thread after a break."""

import math
from collections.abc import Sequence

from jatigi.foundation.web.figures import svg
from jatigi.foundation.web.figures.data import Event
from jatigi.foundation.web.figures.words import gettext, ngettext

HEIGHT, LINE = 74.0, 38.0
KINDS = {"event": 4.5, "break": 6.0, "round": 9.0, "open_round": 9.0}


def timeline(
    events: Sequence[Event],
    *,
    lang: str,
    ident: str,
    title: str,
    variant: svg.Variant = "page",
    width: float = 481,
) -> str:
    """The ribbon. Beside it stands the list of the same events, whose text wraps and can be read aloud.

    Rounds carry their year above, the scale its years below; ``narrow`` prints fewer of them.
    """
    ordered = sorted(events, key=lambda event: (event.position, event.what))
    first, last = _span(ordered)
    desc = _describe(ordered, lang)
    head = svg.opening(ident, (title, desc), lang, variant, size=(width, HEIGHT), class_="jt-plot jt-ribbon")

    def x(position: float) -> str | float:
        at = 0.04 + 0.92 * (position - first) / (last - first)
        return at * width if variant == "paper" else svg.share(at)

    parts = _threads(ordered, x, first, last, variant)
    parts += _years(first, last, x, variant)
    parts += [_mark(event, x(event.position), variant) for event in ordered]
    return head + "".join(parts) + "</svg>"


def _span(events: Sequence[Event]) -> tuple[float, float]:
    """Whole years around all events; at least one."""
    if not events:
        return 0.0, 1.0
    first, last = math.floor(events[0].position), math.ceil(events[-1].position)
    return float(first), float(max(last, first + 1))


def _describe(events: Sequence[Event], lang: str) -> str:
    """« 14 dates. » and the names of the breaks, the only words that the ribbon itself cannot show."""
    parts = [ngettext("%(count)d date", "%(count)d dates", len(events), lang) % {"count": len(events)}]
    parts += [
        gettext("%(date)s: %(what)s", lang) % {"date": event.written or event.date, "what": event.what.rstrip(".")}
        for event in events
        if event.kind != "event"
    ]
    return ". ".join(parts) + "."


def _threads(events: Sequence[Event], x: svg.Place, first: float, last: float, variant: svg.Variant) -> list[str]:
    """The thread, broken from each break to the next round."""
    parts, start = [], first
    role = "axis"
    for event in events:
        if event.kind == "break" and role == "axis":
            parts.append(_thread(x(start), x(event.position), role, variant))
            start, role = event.position, "broken"
        elif event.kind in ("round", "open_round") and role == "broken":
            parts.append(_thread(x(start), x(event.position), role, variant))
            start, role = event.position, "axis"
    return [*parts, _thread(x(start), x(last), role, variant)]


def _thread(start: str | float, end: str | float, role: str, variant: svg.Variant) -> str:
    return svg.drawn("line", role, variant, x1=start, x2=end, y1=LINE, y2=LINE)


def _years(first: float, last: float, x: svg.Place, variant: svg.Variant) -> list[str]:
    """Ticks at round years: as many as a phone, a page or a sheet has room for."""
    room = 4 if variant == "narrow" else 8
    step = next((s for s in (1, 2, 5, 10, 20, 50, 100) if (last - first) / s <= room), 100)
    year = math.ceil(first / step) * step
    ticks = []
    while year <= last:
        at = x(year)
        ticks.append(svg.drawn("line", "base", variant, x1=at, x2=at, y1=LINE + 12, y2=LINE + 17))
        ticks.append(svg.text(str(int(year)), at, HEIGHT - 6, "yr", variant, text_anchor="middle"))
        year += step
    return ticks


def _mark(event: Event, x: str | float, variant: svg.Variant) -> str:
    """A square for a round, with its year; a diamond for the rest; hollow when open or when the thread breaks."""
    half = KINDS[event.kind]
    hollow = event.kind in ("open_round", "break")
    role = "was" if hollow else "now"
    if event.kind in ("round", "open_round"):
        shape = svg.drawn("rect", role, variant, x=-half, y=-half, width=2 * half, height=2 * half)
        shape += svg.text(event.date[:4], 0, -half - 8, "text", variant, text_anchor="middle")
    else:
        d = f"M0 {svg.number(-half)}L{svg.number(half)} 0L0 {svg.number(half)}L{svg.number(-half)} 0Z"
        shape = svg.drawn("path", role, variant, d=d)
    return svg.placed(shape, x, LINE)
