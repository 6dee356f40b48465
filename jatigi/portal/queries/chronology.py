"""The years of a country: rounds, the texts that its answers rest on most, and the days on which texts ended."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from jatigi.foundation.text import Text
from jatigi.foundation.web.templatetags.jatigi import t_plain
from jatigi.portal.models import PublishedInstrument, PublishedRelease
from jatigi.portal.queries.rounds import Round

MOST = 12  # texts, besides rounds and endings


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
    taken = {moment.date for moment in moments if moment.kind == "break"}
    moments += [moment for moment in _texts(round) if moment.date not in taken]
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
    """Days on which something that answers rest on came to an end, after the reference date."""
    days: dict[str, list[str]] = defaultdict(list)
    answers: Counter[str] = Counter()
    for one in round.overtaken:
        answers[one.answer.overtaken_since] += 1
        if one.answer.overtaken_by and one.answer.overtaken_by not in days[one.answer.overtaken_since]:
            days[one.answer.overtaken_since].append(one.answer.overtaken_by)
    acts = _acts_of(round.release.jurisdiction, list(days))
    url = reverse("portal:answers", args=[round.release.jurisdiction, round.release.slug]) + "?only=overtaken"
    return [
        Moment(
            day,
            acts.get(day) or _ended(round, codes),
            "break",
            ngettext(
                "%(count)d answer of %(label)s rested on a text that ended that day. It stays true for its date.",
                "%(count)d answers of %(label)s rested on texts that ended that day. They stay true for their date.",
                answers[day],
            )
            % {"count": answers[day], "label": round.release.label},
            url,
            _("See which"),
        )
        for day, codes in days.items()
    ]


def _acts_of(jurisdiction: str, days: Sequence[str]) -> dict[str, Text]:
    """What the register says took effect on such a day, such as leaving a bloc."""
    acts = PublishedInstrument.objects.filter(
        jurisdiction=jurisdiction, in_force_from__in=days, category="regional_act", left="", in_force_until=""
    )
    return {one.in_force_from: one.title for one in acts.only("in_force_from", "title").order_by("-code")}


def _ended(round: Round, codes: Sequence[str]) -> str:
    titles = [t_plain(round.register.instruments[code].title) for code in codes if code in round.register.instruments]
    return capfirst(_("came to an end: %(texts)s") % {"texts": " ; ".join(titles)}) if titles else _("A text ended")
