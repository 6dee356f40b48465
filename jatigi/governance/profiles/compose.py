"""The profile in one language, every word set, as plain values: what the three renderers lay out.

PDF, Word and web page say the same because they take their words from here. Values are text, numbers, lists and
mappings only, so that they travel as JSON into a Typst document.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from jatigi.foundation.text.dates import written
from jatigi.foundation.text.rules import typeset
from jatigi.foundation.web.figures.words import decimal, rounded
from jatigi.governance.profiles import wording
from jatigi.governance.profiles.drawings import level_words, shapes
from jatigi.governance.profiles.model import (
    Answer,
    Change,
    Citation,
    Dimension,
    KeyFigure,
    Note,
    Paragraph,
    Profile,
    Section,
    Words,
)
from jatigi.governance.profiles.wording import gettext, ngettext

Plain = dict[str, Any]


def say(words: Words, lang: str) -> str:
    """The text in ``lang``, set; where it lacks, the first there is (a preview may run ahead of its translation)."""
    text = words.get(lang) or next((words[key] for key in sorted(words, reverse=True) if words[key]), "")
    return typeset(text, lang)


def composed(profile: Profile, lang: str) -> Plain:
    """The whole document."""
    words = level_words(profile, lang)
    return {
        "lang": lang,
        "title": say(profile.title, lang),
        "country": say(profile.country, lang),
        "label": profile.label,
        "previous": profile.previous_label,
        "origin": wording.origin_short(profile.origin, lang),
        "official": profile.origin == "official",
        "notice": say(profile.origin_notice, lang),
        "reference": filled(gettext("Situation on %(date)s", lang), lang, date=written(profile.reference_date, lang)),
        "framework": say(profile.framework_title, lang) + f" {profile.framework.partition('@')[2]}",
        "says": presence(lang),
        "levels": [
            {"shape": shape, "label": words[shape], "count": profile.overall.counts.get(shape, 0)} for shape in shapes()
        ],
        "words": _words(profile, lang),
        "front": [prose(section, lang) for section in profile.front],
        "context": _context(profile, lang),
        "overview": _overview(profile, lang, words),
        "dimensions": [_dimension(profile, one, lang, words) for one in profile.dimensions],
        "changes": _changes(profile, lang, words),
        "sources": _sources(profile, lang),
        "annex": _annex(profile, lang, words),
        "abbreviations": [{"short": one.short, "long": say(one.long, lang)} for one in profile.abbreviations],
        "back": [prose(section, lang) for section in profile.back],
        "logos": [{"sha256": one.sha256, "alt": say(one.alt, lang)} for one in profile.logos],
    }


def filled(message: str, lang: str, **values: object) -> str:
    """A sentence with its values, set."""
    return typeset(message % values, lang)


def ended(one: Answer, lang: str) -> str:
    """That what the answer cites has ended, since when and how: to re-verify in an open round, overtaken in a closed
    one."""
    if not one.overtaken_since:
        return filled(gettext("To re-verify: %(what)s.", lang), lang, what=say(one.overtaken_by, lang))
    if one.reverify:
        message = gettext("To re-verify since %(date)s: %(what)s.", lang)
    else:
        message = gettext("Overtaken since %(date)s: %(what)s.", lang)
    return filled(message, lang, date=written(one.overtaken_since, lang), what=say(one.overtaken_by, lang))


def presence(lang: str) -> str:
    """What levels and scores speak of, said wherever they stand."""
    return gettext("What is assessed is the presence of rules, not their application or effect.", lang)


def _words(profile: Profile, lang: str) -> Plain:
    return {
        "profile": gettext("Migration governance profile", lang),
        "contents": gettext("Contents", lang),
        "well": gettext("Well-developed areas", lang),
        "potential": gettext("Areas with potential for further development", lang),
        "document": gettext("Still to document", lang),
        "document_note": gettext("Unknown: looked for, not found. An unknown answer is never a gap.", lang),
        "since": gettext("Since then", lang),
        "since_note": gettext("What happened after the reference date changes no answer of this profile.", lang),
        "nothing": gettext("Nothing was recorded here.", lang),
        "rounds": filled(
            gettext("From %(before)s to %(now)s", lang), lang, before=profile.previous_label, now=profile.label
        ),
        "unchanged": gettext("No level changed.", lang),
        "mean": gettext("Mean of the known answers out of 100, with its interval.", lang),
        "overtaken": gettext("Framed: what the answer cites has ended since. It stays true for its date.", lang),
        "overview": gettext("Overview", lang),
        "dimension": gettext("Dimension", lang),
        "indicator": gettext("Indicator", lang),
        "annexes": gettext("Annexes", lang),
        "all_answers": gettext("All answers, their reasons and sources", lang),
        "abbreviations": gettext("Abbreviations", lang),
        "figures": gettext("Key figures", lang),
        "cloth": gettext("Each row is a dimension, each cell an indicator.", lang),
        "internal": gettext("Rests on evidence that is not public.", lang),
        "intervals": gettext("What is assured and what is possible, by dimension", lang),
        "notes": gettext("Sources", lang),
        "on": gettext("On what evidence", lang),
        "before": profile.previous_label,
        "now": profile.label,
    }


def prose(section: Section, lang: str) -> Plain:
    """A section of paragraphs and its notes."""
    return {
        "id": section.id,
        "title": say(section.title, lang),
        "paragraphs": [paragraph(one, lang) for one in section.paragraphs],
        "notes": notes(section.notes, lang),
    }


def paragraph(one: Paragraph, lang: str) -> Plain:
    """A paragraph, its permanent name and its note numbers."""
    return {"id": one.id, "text": say(one.text, lang), "notes": ranges(one.notes)}


def ranges(numbers: Sequence[int]) -> list[Plain]:
    """Note numbers as they are printed: ``1 2 3 5`` becomes « 1–3 5 ». Each leads to its first note.

    >>> [one["text"] for one in ranges([1, 2, 3, 5, 8, 9])]
    ['1–3', '5', '8', '9']
    """
    found: list[list[int]] = []
    for number in numbers:
        if found and number == found[-1][-1] + 1:
            found[-1].append(number)
        else:
            found.append([number])
    return [
        {"to": part[0], "text": f"{part[0]}–{part[-1]}" if len(part) > 2 else str(part[0])}
        for run in found
        for part in ([run] if len(run) > 2 else [[one] for one in run])
    ]


def notes(found: Iterable[Note], lang: str) -> list[Plain]:
    """The numbered sources of a section."""
    return [{"number": one.number, "text": say(one.text, lang), "url": one.url} for one in found]


def _context(profile: Profile, lang: str) -> Plain | None:
    if profile.context is None and not profile.figures:
        return None
    section = profile.context or Section("context", {lang: wording.section_title("context", lang)})
    groups = []
    for group, title in profile.figure_groups:
        members = [one for one in profile.figures if one.group == group]
        groups.append(
            {
                "title": say(title, lang),
                "items": [_figure(one, lang) for one in members],
                "remark": _remark(members, lang),
                "charts": [f"context-{one.id}" for one in members if len(one.series) > 1],
            }
        )
    return {**prose(section, lang), "groups": groups}


def _figure(one: KeyFigure, lang: str) -> Plain:
    none = one.standing == "none_found"
    return {
        "id": one.id,
        "title": say(one.title, lang),
        "value": gettext("None found", lang) if none else number_as_printed(one.value, lang),
        "unit": "" if none else say(one.unit, lang),
        "definition": say(one.definition, lang),
        "source": ", ".join(part for part in (one.publisher, _date(one.dated, lang)) if part),
        "url": one.url,
        "standing": {
            "un": gettext("United Nations", lang),
            "national": gettext("Official figure", lang),
            "none_found": gettext("Official figure", lang),
            "other": gettext("Other source", lang),
        }[one.standing],
        "missing": none,
    }


def number_as_printed(value: str, lang: str) -> str:
    """A figure as its source printed it, with the separators of the language where it is a plain number."""
    try:
        number = float(value)
    except ValueError:
        return typeset(value, lang)
    return decimal(number, lang, digits=len(value.partition(".")[2]))


def _remark(members: Sequence[KeyFigure], lang: str) -> str:
    """What a reader must know of figures that stand side by side."""
    standings = {one.standing for one in members}
    if "un" in standings and not standings & {"national", "none_found"}:
        return gettext("No official or consular figure was found beside it.", lang)
    known = [one for one in members if one.standing != "none_found"]
    if len({(say(one.definition, lang), say(one.unit, lang)) for one in known}) < len(known):
        return gettext("The sources differ; each figure is given, none is a mean of the others.", lang)
    return ""


def _date(iso: str, lang: str) -> str:
    return written(iso, lang) if iso else ""


def _overview(profile: Profile, lang: str, words: Mapping[str, str]) -> Plain:
    rows = [
        {
            "number": one.number,
            "title": say(one.title, lang),
            "counts": [one.now.counts.get(shape, 0) for shape in shapes()],
            "interval": _ends(one, lang),
        }
        for one in profile.dimensions
    ]
    total = sum(profile.overall.counts.values())
    known = total - profile.overall.counts.get("unknown", 0)
    sentence = gettext("%(indicators)s, %(known)s.", lang) % {
        "indicators": ngettext("%(count)d indicator", "%(count)d indicators", total, lang),
        "known": ngettext("%(count)d known answer", "%(count)d known answers", known, lang),
    }
    return {
        "sentence": sentence,
        "rows": rows,
        "total": [profile.overall.counts.get(shape, 0) for shape in shapes()],
        "whole": gettext("All dimensions", lang),
        "heads": [words[shape] for shape in shapes()],
    }


def _ends(one: Dimension, lang: str) -> str:
    interval = one.now.interval
    if interval is None:
        return ""
    ends = interval.ends
    return "–" if ends is None else f"{rounded(ends[0])}–{rounded(ends[1])}"


def _dimension(profile: Profile, one: Dimension, lang: str, words: Mapping[str, str]) -> Plain:
    by_id = {answer.indicator: answer for answer in one.answers}
    return {
        "id": one.id,
        "number": one.number,
        "title": say(one.title, lang),
        "lead": [paragraph(each, lang) for each in one.lead],
        "headline": headline(one, lang),
        "tally": [{"shape": shape, "label": words[shape], "count": one.now.counts.get(shape, 0)} for shape in shapes()],
        "well": [paragraph(each, lang) for each in one.well_developed],
        "potential": [paragraph(each, lang) for each in one.potential],
        "since": [paragraph(each, lang) for each in one.since_then],
        "document": [
            {
                "number": by_id[each].number,
                "name": say(by_id[each].name, lang),
                "question": say(by_id[each].question, lang),
            }
            for each in one.to_document
        ],
        "answers": [_row(profile, each, lang, words) for each in one.answers],
        "answers_title": ngettext("The answer", "The %(count)d answers", len(one.answers), lang),
        "framed": any(each.reverify or each.overtaken_since for each in one.answers),
        "changes": [_change(profile, each, lang, words) for each in one.changes],
        "notes": notes(one.notes, lang),
    }


def headline(one: Dimension, lang: str) -> str:
    """« Assuré 63, possible 88, sur 100. 12 réponses connues sur 16. »; only the second sentence without scores."""
    total = sum(one.now.counts.values())
    known = total - one.now.counts.get("unknown", 0)
    said = ngettext("%(count)d known answer", "%(count)d known answers", known, lang)
    said = gettext("%(known)s of %(total)d.", lang) % {"known": said, "total": total}
    interval = one.now.interval
    if interval is None or interval.ends is None:
        return said
    low, high = interval.ends
    ends = gettext("Assured %(low)s, possible %(high)s, out of 100.", lang) % {
        "low": rounded(low),
        "high": rounded(high),
    }
    return f"{ends} {said}"


def _level(profile: Profile, identifier: str | None, words: Mapping[str, str], lang: str) -> Plain:
    if identifier is None:
        return {"shape": "", "label": gettext("not asked", lang)}
    level = profile.level(identifier)
    own = say(level.label, lang) if level.label else ""
    return {"shape": level.shape, "label": own or words[level.shape]}


def _row(profile: Profile, one: Answer, lang: str, words: Mapping[str, str]) -> Plain:
    return {
        "number": one.number,
        "name": say(one.name, lang),
        "now": _level(profile, one.level, words, lang),
        "before": _level(profile, one.before, words, lang),
        "framed": one.reverify or bool(one.overtaken_since),
    }


def _change(profile: Profile, one: Change, lang: str, words: Mapping[str, str]) -> Plain:
    return {
        "number": one.number,
        "name": say(one.name, lang),
        "before": _level(profile, one.before, words, lang),
        "now": _level(profile, one.after, words, lang),
        "why": filled(
            gettext("%(cause)s; %(status)s", lang),
            lang,
            cause=wording.cause(one.cause, lang),
            status=change_status(one, lang),
        ),
        "on": [citation(each, lang) for each in one.after_on],
        "on_before": [citation(each, lang) for each in one.before_on],
    }


def change_status(one: Change, lang: str) -> str:
    """Confirmed, attributed, or no change of policy at all: attribution is not confirmation."""
    if one.confirmed:
        return gettext("confirmed by dated evidence in both rounds", lang)
    if one.cause == "policy_change":
        source = say(one.after_on[0].title, lang) if one.after_on else gettext("no source", lang)
        return filled(gettext("attributed by %(source)s", lang), lang, source=source)
    return gettext("not a change of policy", lang)


def _changes(profile: Profile, lang: str, words: Mapping[str, str]) -> Plain | None:
    if not profile.previous:
        return None
    section = profile.changes or Section("changes", {lang: wording.section_title("changes", lang)})
    rows = [_change(profile, each, lang, words) for one in profile.dimensions for each in one.changes]
    return {**prose(section, lang), "rows": rows}


def citation(one: Citation, lang: str) -> Plain:
    """One source of an answer: title, place in it, date, quote in its own language."""
    parts = [say(one.title, lang), typeset(one.place, lang), _date(one.dated, lang)]
    return {
        "text": ", ".join(part for part in parts if part),
        "quote": typeset(one.quote, one.quote_lang or lang),
        "quote_lang": one.quote_lang or lang,
        "url": one.url,
    }


def _sources(profile: Profile, lang: str) -> Plain:
    section = profile.sources_text or Section("sources", {lang: wording.section_title("sources", lang)})
    items = [
        {"title": say(one.title, lang), "detail": say(one.detail, lang), "url": one.url} for one in profile.sources
    ]
    return {**prose(section, lang), "items": items}


def _annex(profile: Profile, lang: str, words: Mapping[str, str]) -> list[Plain]:
    return [
        {
            "number": one.number,
            "title": say(one.title, lang),
            "items": [_annex_item(profile, each, lang, words) for each in one.answers],
        }
        for one in profile.dimensions
    ]


def _annex_item(profile: Profile, one: Answer, lang: str, words: Mapping[str, str]) -> Plain:
    now = _level(profile, one.level, words, lang)
    notices = []
    if one.reverify or one.overtaken_since:
        notices.append(ended(one, lang))
    if one.internal_only:
        notices.append(gettext("Rests on evidence that is not public.", lang))
    return {
        "id": one.indicator,
        "number": one.number,
        "name": say(one.name, lang),
        "question": say(one.question, lang),
        "now": now,
        "before": filled(
            gettext("%(label)s: %(level)s", lang),
            lang,
            label=profile.previous_label,
            level=_level(profile, one.before, words, lang)["label"],
        )
        if profile.previous
        else "",
        "confidence": wording.confidence(one.confidence, lang) if now["shape"] != "unknown" else "",
        "reasons": typeset(one.reasons, one.reasons_lang),
        "reasons_lang": one.reasons_lang,
        "citations": [citation(each, lang) for each in one.citations],
        "notices": notices,
    }
