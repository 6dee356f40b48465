"""The years of a country: rounds, the texts that its answers rest on most, and the days on which texts ended."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from jatigi.foundation.text import Text
from jatigi.foundation.web.templatetags.jatigi import t_plain
from jatigi.portal.models import PublishedInstrument, PublishedRelease
from jatigi.portal.queries.rounds import Answered, Round

MOST = 8  # texts, besides rounds and endings


@dataclass(frozen=True)
class Moment:
    """One line of the chronology. ``order`` is the day it stands at, where less of it is shown."""

    date: str
    what: Text | str
    kind: str = "event"
    note: str = ""
    url: str = ""
    link: str = ""
    order: str = ""


def chronology(round: Round, rounds: Sequence[PublishedRelease]) -> list[Moment]:
    """Events in order of time. One more query: the texts that entered into force on the day of an ending."""
    moments = [*_rounds(round, rounds), *_breaks(round)]
    moments += _texts(round)
    return sorted(moments, key=lambda moment: (moment.order or moment.date, moment.kind != "break"))


def _rounds(round: Round, rounds: Sequence[PublishedRelease]) -> list[Moment]:
    found = []
    for one in rounds:
        total = sum(one.counts.values())
        note = _("%(known)d answers of %(total)d, as of the reference date.") % {
            "known": total - one.counts.get("unknown", 0),
            "total": total,
        }
        url = "" if one.pk == round.release.pk else reverse("portal:round", args=[one.jurisdiction, one.slug])
        day = one.reference_date
        found.append(Moment(day[:4], _("Round %(label)s") % {"label": one.label}, "round", note, url, order=day))
    return found


def _texts(round: Round) -> list[Moment]:
    """The texts cited by most answers, on the day they were adopted."""
    cited = Counter(one.instrument.code for answer in round.answers for one in answer.citations if one.instrument)
    found = []
    for code, _count in sorted(cited.items(), key=lambda item: (-item[1], item[0])):
        text = round.register.instruments[code]
        if text.dated and text.category != "institution":
            url = reverse("portal:instrument", args=[code])
            found.append(Moment(text.dated, text.title, url=url))
    return found[:MOST]


def _breaks(round: Round) -> list[Moment]:
    """Days on which something that answers rest on came to an end, after the reference date.

    Leaving an agreement breaks the thread; a plan that ran out is an event like another.
    """
    days: dict[str, list[Answered]] = defaultdict(list)
    for one in round.overtaken:
        days[one.answer.overtaken_since].append(one)
    left = [day for day, answers in days.items() if any(one.overtaken_by and one.overtaken_by.left for one in answers)]
    acts = _acts_of(round.release.jurisdiction, left)
    url = reverse("portal:answers", args=[round.release.jurisdiction, round.release.slug]) + "?only=overtaken"
    return [
        Moment(
            day,
            acts.get(day) or _ended(answers),
            "break" if day in left else "ending",
            ngettext(
                "%(count)d answer of %(label)s rested on what ended then. It stays true for its date.",
                "%(count)d answers of %(label)s rested on what ended then. They stay true for their date.",
                len(answers),
            )
            % {"count": len(answers), "label": round.release.label},
            url,
            _("See which"),
        )
        for day, answers in days.items()
    ]


def _acts_of(jurisdiction: str, days: Sequence[str]) -> dict[str, Text]:
    """What the register says took effect on such a day, such as leaving a bloc: of several, what was announced first,
    since leaving takes notice."""
    acts = PublishedInstrument.objects.filter(
        jurisdiction=jurisdiction, in_force_from__in=days, category="regional_act", left="", in_force_until=""
    ).exclude(adopted="")
    return {one.in_force_from: one.title for one in acts.only("in_force_from", "title").order_by("-adopted", "-code")}


def _ended(answers: Sequence[Answered]) -> str:
    titles = {t_plain(one.overtaken_by.title): None for one in answers if one.overtaken_by}
    return _("End of: %(texts)s") % {"texts": ", ".join(titles)} if titles else _("A text ended")
