"""Tags of the desk: a judgement's level by the framework's own label, and states in words."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from jatigi.foundation.accounts.models import Institution
from jatigi.foundation.text import Text, typeset
from jatigi.foundation.web.templatetags.jatigi import day_short, figure, level
from jatigi.governance.assessments import wording
from jatigi.governance.assessments.rules.evidence import Overtaken, State, ToReverify
from jatigi.governance.frameworks.models import IndicatorVersion
from jatigi.governance.instruments import words as register_words

register = template.Library()

TABLES = {
    "round": wording.ROUND_STATES,
    "origin": wording.ORIGINS,
    "coding": wording.CODING_STATES,
    "finding": wording.FINDING_STATES,
    "kind": wording.FINDING_KINDS,
    "confidence": wording.CONFIDENCE,
    "cause": wording.CAUSES,
    "ending": wording.ENDINGS,
}
#: state of work → glyph
GLYPHS = {
    "none": "open",
    "draft": "doing",
    "open": "doing",
    "submitted": "done",
    "returned": "late",
    "accepted": "done",
}


def shape_of(levels: Sequence[Mapping[str, Any]], id: str) -> str:
    """Which of the five shapes stands for a level: the lowest is empty, the highest full, the others half."""
    if id in {"unknown", "not_applicable"}:
        return id
    values = {entry["id"]: float(entry["value"]) for entry in levels}
    if id not in values:
        return "unknown"
    if values[id] == max(values.values()):
        return "complete"
    return "absent" if values[id] == min(values.values()) else "partial"


def label_of(levels: Sequence[Mapping[str, Any]], id: str) -> Text | str:
    """The framework's word for a level; ours for unknown and not applicable."""
    for entry in levels:
        if entry["id"] == id:
            return Text.of(entry["label"])
    return str(wording.SPECIAL_LEVELS.get(id, id))


@register.simple_tag
def judged(indicator: IndicatorVersion, name: str, value: float | None = None, *, alone: bool = False) -> SafeString:
    """Glyph and word of an answer: ``{% judged row.indicator row.level row.value %}``."""
    if value is not None and not name:
        return format_html('<span class="jt-level">{}</span>', figure(value))
    return level(
        name or "unknown", label_of(indicator.levels, name), alone=alone, shape=shape_of(indicator.levels, name)
    )


@register.simple_tag
def word(table: str, name: str) -> str:
    """The word of a state or choice: ``{% word "coding" row.work %}``."""
    return str(TABLES[table].get(name, name))


@register.filter
def glyph(work: str) -> str:
    """The glyph of a state of work."""
    return GLYPHS[work]


@register.filter
def is_reverify(state: State) -> bool:
    """Whether the state asks for another look."""
    return isinstance(state, ToReverify)


@register.simple_tag
def ending(state: State) -> SafeString | str:
    """« participation terminée ; effet à examiner, 29 janvier 2025 »: why something must be looked at again."""
    if state is None:
        return ""
    if state.reason == "left" and state.examined:
        why = _("participation ended")
    else:
        why = str(wording.ENDINGS[state.reason])
    if state.on is None:
        return format_html("{}, {}", why, _("date not documented"))
    return format_html("{}, {}", why, day_short(state.on))


@register.filter
def is_overtaken(state: State) -> bool:
    """Whether it ended only after the reference date."""
    return isinstance(state, Overtaken)


@register.simple_tag
def thing(kind: str) -> str:
    """The kind of an instrument or of other evidence, in words."""
    found = register_words.KINDS.get(kind) or register_words.EVIDENCE_KINDS.get(kind)
    return str(found or kind)


@register.filter
def lookup(table: Mapping[Any, Any], key: Any) -> Any:
    """A value of a mapping by a key that the template knows only at run time."""
    return table.get(key)


@register.filter
def set_in(words: str, lang: str) -> str:
    """What people wrote, set by the rules of its own language: reasons and quotes keep theirs."""
    return typeset(words, lang)


@register.filter
def dim(number: str) -> int:
    """The number of the dimension in an indicator's number: 3 for "3.2". There are six signs; a seventh dimension of
    somebody's framework takes the first again."""
    first = number.split(".")[0]
    return (int(first) - 1) % 6 + 1 if first.isdigit() and int(first) else 1


@register.simple_tag
def level_word(indicator: IndicatorVersion | None, name: str) -> str:
    """The word of a level alone; where a round has no answer yet, ours for unknown and not applicable."""
    label = label_of(indicator.levels if indicator else (), name)
    return label.text((get_language() or "fr").split("-")[0]) if isinstance(label, Text) else label


@register.filter
def called(institution: Institution) -> str:
    """An institution where there is little room: its abbreviation, else its name."""
    return wording.called(institution)


@register.filter
def short(title: Text) -> str:
    """The head of a dimension's title, for the head of a narrow column."""
    lang = (get_language() or "fr").split("-")[0]
    return typeset(wording.short_title(title.text(lang)), lang)
