"""Whether what an answer cites still stands (DESIGN §5). Computed from dates and ``today``, never stored.

Dates may be partial: an ending known only as "2016" counts from the last day it can mean, a beginning from the
first, so that nothing is claimed early.
"""

import datetime
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from jatigi.foundation.text.dates import PartialDate
from jatigi.governance.instruments.rules import Ending, Reason


@dataclass(frozen=True)
class CitedFacts:
    """What the register says of one cited thing. ``about``: for other evidence, the facts of the texts it is
    about."""

    ref: str
    endings: tuple[Ending, ...] = ()
    begins: PartialDate | None = None  # in force, or ratified by the jurisdiction, from
    dated: PartialDate | None = None  # adopted, or the day the evidence speaks of
    usable_until: datetime.date | None = None  # other evidence: the latest reference date it can be used for
    about: tuple["CitedFacts", ...] = ()


@dataclass(frozen=True)
class ToReverify:
    """What is cited has ended where it should hold. Blocks a release. ``on`` None: the day is not documented."""

    reason: Reason
    on: PartialDate | None
    ref: str  # code of the instrument
    by: str = ""  # superseded: code of the later instrument
    examined: bool = False  # a person has recorded what the ending means in law


@dataclass(frozen=True)
class Overtaken:
    """What is cited ended after the reference date of a closed round. A notice: the answer stays true for its
    date."""

    on: PartialDate
    reason: Reason
    ref: str
    by: str = ""
    examined: bool = False


State = ToReverify | Overtaken | None


def evidence_state(
    facts: CitedFacts,
    *,
    reference_date: datetime.date,
    round_open: bool,
    today: datetime.date,
    known_ended_on: datetime.date | None = None,
) -> State:
    """What has become of one cited thing, for a round.

    In an open round: to re-verify when it has ended by ``today``. In a closed one: to re-verify when it had already
    ended on the reference date, overtaken when it ended since. Other evidence that is about texts shares their fate
    once all of them have ended.

    ``known_ended_on``: it was cited on that day in the knowledge that it had ended; endings up to that day are then
    taken care of.
    """
    if facts.about:
        return _about(facts, reference_date, round_open, today, known_ended_on)
    endings = [e for e in facts.endings if known_ended_on is None or not (e.on is None or e.over_on(known_ended_on))]
    if round_open:
        over = [e for e in endings if e.on is None or e.over_on(today)]
        return _reverify(facts.ref, over)
    if state := _reverify(facts.ref, [e for e in endings if e.over_on(reference_date)]):
        return state
    since = _earliest([e for e in endings if e.over_on(today)])
    if since is None or since.on is None:
        return None
    return Overtaken(since.on, since.reason, facts.ref, since.by, since.examined)


def _about(
    facts: CitedFacts, reference: datetime.date, round_open: bool, today: datetime.date, known: datetime.date | None
) -> State:
    states = [
        evidence_state(text, reference_date=reference, round_open=round_open, today=today, known_ended_on=known)
        for text in facts.about
    ]
    if not all(states):
        return None  # it is also about a text that stands
    # The last to end decides; one that was merely overtaken keeps the rest from being more than that.
    notices: list[ToReverify | Overtaken] = [state for state in states if isinstance(state, Overtaken)]
    return max(notices or [state for state in states if state], key=lambda state: _day(state.on))


def _reverify(ref: str, endings: Sequence[Ending]) -> ToReverify | None:
    first = _earliest(endings)
    return ToReverify(first.reason, first.on, ref, first.by, first.examined) if first else None


def _earliest(endings: Sequence[Ending]) -> Ending | None:
    return min(endings, key=lambda e: _day(e.on), default=None)


def _day(on: PartialDate | None) -> datetime.date:
    return on.latest() if on else datetime.date.max


def leading(states: Iterable[State]) -> State:
    """The state that speaks for an answer: to re-verify before overtaken, then the earliest ending."""
    found = [state for state in states if state is not None]
    return min(found, key=lambda s: (isinstance(s, Overtaken), _day(s.on)), default=None)


def not_yet_in_force(facts: CitedFacts, reference_date: datetime.date) -> PartialDate | None:
    """The day from which it holds, when that is certainly later than the reference date."""
    if facts.begins is not None and facts.begins.earliest() > reference_date:
        return facts.begins
    return None


def is_later(facts: CitedFacts, reference_date: datetime.date) -> bool:
    """Whether it certainly came after the reference date, so that no finding may rest on it."""
    dated = facts.dated or facts.begins
    return dated is not None and dated.earliest() > reference_date


def is_too_old(facts: CitedFacts, reference_date: datetime.date) -> bool:
    """Whether other evidence speaks of a time before the reference date only."""
    return facts.usable_until is not None and facts.usable_until < reference_date
