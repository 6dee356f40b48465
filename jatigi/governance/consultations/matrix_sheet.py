"""The comment–response matrix as plain words in one language: what both files, Word and Excel, are made from."""

import datetime
from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from jatigi.foundation.text import Text, typeset
from jatigi.foundation.text.dates import written
from jatigi.governance.assessments.subjects import Described
from jatigi.governance.consultations import wording
from jatigi.governance.consultations.queries.matrix import Filter, Group, Matrix, Row
from jatigi.governance.consultations.rules.positions import Tally


@dataclass(frozen=True)
class Words:
    """Words and the language they are in."""

    text: str
    lang: str


@dataclass(frozen=True)
class Line:
    """One row of the file."""

    number: int  # of the point, 0: of none
    kind: str
    point: Words
    who: str
    stance: str  # or what kind of remark, and where it was made
    quote: Words
    said: Words
    confidential: bool
    outcome: str
    reason: Words
    answered: str
    changed: str
    progress: str


@dataclass(frozen=True)
class Part:
    """Rows under one heading; ``about`` says what the point says today, ``counts`` where the institutions stand."""

    heading: str
    about: Words
    counts: str
    lines: Sequence[Line]


@dataclass(frozen=True)
class Sheet:
    """A matrix to be written. ``own``: the coordinator's copy, which says so wherever it can."""

    name: str
    lang: str
    title: str
    consultation: str
    facts: str
    origin: str  # empty for an official one
    copy: str
    notes: Sequence[str]
    parts: Sequence[Part]
    by: str
    own: bool
    day: str

    @property
    def lines(self) -> list[Line]:
        """All rows."""
        return [line for part in self.parts for line in part.lines]


def sheet_of(matrix: Matrix, wanted: Filter, by: str, lang: str, *, own: bool, today: datetime.date) -> Sheet:
    """The matrix in words. To be called with ``lang`` in force, since words of the interface are among them."""
    room = matrix.consultation
    name = f"{room.pk}-{_('matrix')}-{lang}"
    return Sheet(
        name=f"{name}-{_('confidential')}" if own else name,
        lang=lang,
        title=_("Comment and response matrix"),
        consultation=_t(room.title, lang).text,
        facts=_facts(matrix, lang),
        origin=_origin(room.origin),
        copy=_("Coordinator's copy: it holds what was said in confidence. Do not pass it on.")
        if own
        else _(
            "Copy to pass on: without what was said in confidence, and without the names of those who did not agree."
        ),
        notes=_notes(matrix, wanted),
        parts=_parts(matrix, by, lang),
        by=by,
        own=own,
        day=written(today.isoformat(), lang),
    )


def _t(text: Text, lang: str) -> Words:
    found = text.lang_of(lang)
    return Words(typeset(text.text(lang), found), found)


def _facts(matrix: Matrix, lang: str) -> str:
    room = matrix.consultation
    days = [written(day.isoformat(), lang) for day in (room.starts_on, room.ends_on) if day]
    parts = [str(wording.KINDS[room.kind]), " – ".join(dict.fromkeys(days)), room.venue.text(lang)]
    return typeset(", ".join(part for part in parts if part), lang)


def _origin(origin: str) -> str:
    if origin == "reconstructed":
        return _("Reconstruction from public sources, not an official record")
    return _("Fiction: invented data, which describe no real country") if origin == "fictional" else ""


def _notes(matrix: Matrix, wanted: Filter) -> list[str]:
    found = [
        ngettext("%(n)s line.", "%(n)s lines.", len(matrix.rows)) % {"n": len(matrix.rows)},
        _("Silence is never agreement: “no observation received” is counted apart."),
    ]
    if matrix.withheld:
        found.append(
            ngettext(
                "%(n)s line said in confidence is answered apart and not in this file.",
                "%(n)s lines said in confidence are answered apart and not in this file.",
                matrix.withheld,
            )
            % {"n": matrix.withheld}
        )
    if wanted != Filter():
        found.append(_("Only a part of the lines: those that were chosen on the page."))
    return found


def _parts(matrix: Matrix, by: str, lang: str) -> list[Part]:
    if by == "point":
        return [_point(group, lang) for group in matrix.by_point()]
    if by == "institution":
        return [_institution(group, lang) for group in matrix.by_institution()]
    return [Part("", Words("", lang), "", [_line(row, lang) for row in matrix.rows])] if matrix.rows else []


def _point(group: Group, lang: str) -> Part:
    lines = [_line(row, lang) for row in group.rows]
    if not group.number:
        return Part(_("On no point"), Words("", lang), "", lines)
    if group.said is None:
        return Part(f"{group.number}. {_('taken out meanwhile')}", Words("", lang), "", lines)
    counts = _counts(group.tally) if group.tally else ""
    return Part(f"{group.number}. {_t(group.said.heading, lang).text}", _about(group.said, lang), counts, lines)


def _about(said: Described, lang: str) -> Words:
    words = _t(said.words, lang)
    kind, level = str(wording.SUBJECT_KINDS[said.kind]), _t(said.level_label, lang).text
    label = f"{kind}, {level}" if level else kind
    short = words.text if len(words.text) <= 420 else words.text[:419].rstrip() + "…"
    return Words(f"{label}. {short}", words.lang)


def _institution(group: Group, lang: str) -> Part:
    lines = [_line(row, lang) for row in group.rows]
    if group.institution is None:
        return Part(_("Not named, and other voices"), Words("", lang), "", lines)
    stands = ", ".join(f"{wording.STANDINGS[stance]} {number}" for stance, number in group.stands.items())
    return Part(_t(group.institution.name, lang).text, Words("", lang), stands, lines)


def _counts(tally: Tally) -> str:
    names = ("agrees", "reservation", "objects", "not_concerned", "no_observation", "awaited")
    found = [(wording.STANDINGS[name], getattr(tally, name)) for name in names]
    return " · ".join(f"{word} {number}" for word, number in found if number)


def _line(row: Row, lang: str) -> Line:
    remark, answer = row.line.remark, row.answer
    point = _t(row.said.heading, lang) if row.said else Words("", lang)
    return Line(
        number=row.number,
        kind=str(wording.SUBJECT_KINDS[row.said.kind]) if row.said else "",
        point=point,
        who=_who(row, lang),
        stance=_stance(row),
        quote=Words(remark.quote, remark.quote_lang or lang) if remark and remark.quote else Words("", lang),
        said=_said(row, lang),
        confidential=row.confidential,
        outcome=str(wording.OUTCOMES[answer.outcome]) if answer else "",
        reason=_t(answer.reason, lang) if answer else Words("", lang),
        answered=written(answer.recorded_at.date().isoformat(), lang, short=True) if answer else "",
        changed=_changed(row, lang),
        progress=str(wording.PROGRESS[row.progress]),
    )


def _who(row: Row, lang: str) -> str:
    if row.institution is not None:
        return _t(row.institution.name, lang).text
    remark = row.line.remark
    if remark is None or remark.voice == "institution":
        return _("An institution")
    return remark.organisation or str(wording.VOICES[remark.voice])


def _stance(row: Row) -> str:
    if row.stance:
        return str(wording.STANDINGS[row.stance])
    remark = row.line.remark
    assert remark is not None
    return f"{wording.REMARK_KINDS[remark.kind]}, {wording.SOURCES[remark.source]}"


def _said(row: Row, lang: str) -> Words:
    words, remark = _t(row.words, lang), row.line.remark
    if remark is None or not (remark.removed or remark.inserted):
        return words
    parts = [words.text] if words.text else []
    parts += (
        [pgettext("tracked change", "To take out: %(words)s") % {"words": remark.removed}] if remark.removed else []
    )
    parts += (
        [pgettext("tracked change", "To put in: %(words)s") % {"words": remark.inserted}] if remark.inserted else []
    )
    return Words("\n".join(parts), words.lang)


def _changed(row: Row, lang: str) -> str:
    if row.changed is not None:
        kind, level = str(wording.SUBJECT_KINDS[row.changed.kind]), _t(row.changed.level_label, lang).text
        number = row.answer.changed_number if row.answer else 0
        revision = _("revision %(number)s") % {"number": number} if number else ""
        return ", ".join(part for part in (kind, revision, level) if part)
    if row.answer is None:
        return ""
    if row.answer.changed_id:
        return str(wording.PROGRESS["changed"])
    return str(wording.PROGRESS["promised"]) if row.progress == "promised" else _("nothing")
