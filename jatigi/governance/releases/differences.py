"""What changed from one release to another: answers, the register, words. Pure; compares two opened releases."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from jatigi.governance.releases.shapes import AnswerRow, FindingRow, InstrumentRow

_JUDGED = ("level", "value", "confidence", "cause", "holds_on", "reasons", "overtaken_since", "support")


@dataclass(frozen=True)
class Change:
    """One difference. ``what`` is ``answer``, ``finding``, ``instrument``, ``evidence`` or ``text``; ``ref`` its id;
    ``field`` what differs ("" when it is new or gone); ``before`` and ``after`` as text, "" when there was none."""

    what: str
    ref: str
    field: str
    before: str
    after: str


@dataclass(frozen=True)
class Content:
    """The part of a release that is compared: of a :class:`.shapes.Release`, or of what is about to become one."""

    answers: Sequence[AnswerRow]
    citations: Sequence[Any]
    findings: Sequence[FindingRow]
    instruments: Sequence[InstrumentRow]
    evidence: Sequence[Any]
    profile: Mapping[str, Any]


def content_of(release: Any) -> Content:
    """The comparable part of an opened release."""
    return Content(
        release.answers, release.citations, release.findings, release.instruments, release.evidence, release.profile
    )


def differences(before: Content, after: Content) -> list[Change]:
    """Every difference, answers first, each kind in the order of its ids."""
    found = list(_rows("answer", before.answers, after.answers, lambda row: row.indicator, _JUDGED))
    found += _citations(before, after)
    found += _rows("finding", before.findings, after.findings, lambda row: row.id, ("kind", "text", "answers"))
    found += _rows("instrument", before.instruments, after.instruments, lambda row: row.id, _fields(InstrumentRow))
    found += _rows("evidence", before.evidence, after.evidence, lambda row: row.id, ("title", "text", "dated", "value"))
    texts_before, texts_after = dict(_texts(before.profile)), dict(_texts(after.profile))
    for place in sorted(texts_before.keys() | texts_after.keys()):
        one, other = texts_before.get(place, ""), texts_after.get(place, "")
        if one != other:
            found.append(Change("text", place, "text" if one and other else "", one, other))
    return found


def _fields(kind: type[Any]) -> tuple[str, ...]:
    return tuple(name for name in kind.__dataclass_fields__ if name not in {"origin", "id"})


def _rows(
    what: str, before: Sequence[Any], after: Sequence[Any], key: Callable[[Any], str], fields: Sequence[str]
) -> Iterator[Change]:
    old, new = {key(row): row for row in before}, {key(row): row for row in after}
    for ref in sorted(old.keys() | new.keys()):
        if ref not in old:
            yield Change(what, ref, "", "", _shown(getattr(new[ref], fields[0])))
        elif ref not in new:
            yield Change(what, ref, "", _shown(getattr(old[ref], fields[0])), "")
        else:
            for name in fields:
                one, other = getattr(old[ref], name), getattr(new[ref], name)
                if one != other:
                    yield Change(what, ref, name, _shown(one), _shown(other))


def _citations(before: Content, after: Content) -> Iterator[Change]:
    old, new = _cited(before), _cited(after)
    for ref in sorted(old.keys() | new.keys()):
        if old.get(ref) != new.get(ref):
            yield Change("answer", ref, "citations", "; ".join(old.get(ref, ())), "; ".join(new.get(ref, ())))


def _cited(content: Content) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for row in content.citations:
        found.setdefault(row.indicator, []).append(f"{row.ref} {row.place}".strip())
    return found


def _shown(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, Mapping):
        return " / ".join(f"{lang}: {value[lang]}" for lang in sorted(value))
    if isinstance(value, tuple):
        return ", ".join(map(str, value))
    return str(value)


def _texts(value: Any, place: str = "") -> Iterator[tuple[str, str]]:
    """The paragraphs of a profile, by section, id and language: wherever the model holds ``{id, text: {lang: …}}``."""
    if isinstance(value, Mapping):
        here = f"{place}/{value['id']}" if isinstance(value.get("id"), str) else place
        text = value.get("text")
        if isinstance(value.get("id"), str) and isinstance(text, Mapping):
            yield from ((f"{here.lstrip('/')} [{lang}]", str(text[lang])) for lang in sorted(text))
        for key in sorted(value):
            if key != "text":
                yield from _texts(value[key], here)
    elif isinstance(value, list):
        for item in value:
            yield from _texts(item, place)
