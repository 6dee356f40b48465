"""Taking in a consultation's file: the whole of it or nothing, in one act. What was said before stays."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.utils import timezone

from jatigi.foundation import audit
from jatigi.foundation.accounts.models import Institution, User
from jatigi.foundation.places.models import Place
from jatigi.governance.assessments.models import Round
from jatigi.governance.assessments.subjects import Described, subjects_of
from jatigi.governance.consultations import loader, schema
from jatigi.governance.consultations.filing import Filing, NothingNew
from jatigi.governance.consultations.loader import Key, Known, Read
from jatigi.governance.consultations.models import (
    Attendee,
    Communication,
    Consultation,
    Disposition,
    Item,
    MinutesRevision,
    Organiser,
    Position,
    PositionRevision,
    Remark,
    Session,
)
from jatigi.governance.consultations.rules.passages import Passage, passage
from jatigi.governance.instruments.models import Evidence


@dataclass(frozen=True)
class Loaded:
    """What a load did. ``written``: rows made or changed; 0 when everything stood as the file says."""

    consultation: Consultation
    new: bool
    written: int


def load_consultation(path: Path, *, by: User | None = None) -> Loaded:
    """Enter the consultation that a file describes, or bring it to what the file says now.

    The same file again changes nothing. A position, an answer to it or minutes that read otherwise become a further
    revision; what the file does not name stays. A change that an answer names is recorded as promised as long as what
    it names reads as it did, and as made once that was edited and the file is loaded again.

    Raises:
        DocumentError: with everything wrong in the file; nothing is written then.
    """
    read = loader.read_consultation(path)
    loader.check(read, _known(read))
    new = not Consultation.objects.filter(pk=read.form.consultation).exists()
    work = _Work(read)
    try:
        with audit.entry("consultation.load", by=by, kind=Consultation._meta.label, origin=read.form.origin) as record:
            consultation = work.write()
            if not work.filing.written:
                raise NothingNew
            record.objects.append(consultation.pk)
            record.details["rows"] = work.filing.written
    except NothingNew:
        consultation = Consultation.objects.get(pk=read.form.consultation)
    return Loaded(consultation, new, work.filing.written)


def _known(read: Read) -> Known:
    """What the file may refer to, as it is now."""
    place = read.form.jurisdiction
    rounds = dict(Round.objects.filter(jurisdiction=place).values_list("pk", "origin"))
    return Known(
        places=frozenset(Place.objects.values_list("code", flat=True)),
        rounds=rounds,
        institutions=frozenset(Institution.objects.filter(jurisdiction=place).values_list("code", flat=True)),
        subjects=_subjects(read.form.round) if read.form.round in rounds else {},
        evidence=frozenset(Evidence.objects.filter(jurisdiction=place).values_list("code", flat=True)),
    )


def _subjects(round: str | None) -> Mapping[Key, Described]:
    if round is None:
        return {}
    described = subjects_of(Round.objects.get(pk=round)).values()
    return {(one.kind, one.code): one for one in described}


class _Work:
    """One file on its way into the tables."""

    def __init__(self, read: Read) -> None:
        self.form = read.form
        self.lead = read.form.languages[0]
        self.filing = Filing(timezone.now())
        self.subjects = _subjects(read.form.round)
        self.sessions: dict[str, Session] = {}

    def write(self) -> Consultation:
        """Everything, in the order in which one thing names another."""
        consultation = self._consultation()
        self._organisers(consultation)
        for one in self.form.attendees:
            values = one.model_dump(exclude={"institution", "speaks_for_it"}) | {"speaks_for_it_id": one.speaks_for_it}
            key = {"consultation": consultation, "institution_id": one.institution}
            self.filing.row(Attendee, key, values, consented_at=self.filing.now if one.named_publicly else None)
        for place, session in enumerate(self.form.sessions, 1):
            self.sessions[session.id] = self._session(consultation, session, place)
        self._minutes(consultation, None, self.form.minutes)
        for place, item in enumerate(self.form.items, 1):
            self._item(consultation, item, place)
        for remark in self.form.remarks:
            self._remark(consultation, remark)
        return consultation

    def _consultation(self) -> Consultation:
        form, text = self.form, self.filing.text
        values: dict[str, Any] = {
            "jurisdiction_id": form.jurisdiction,
            "round_id": form.round,
            "kind": form.kind,
            "origin": form.origin,
            "title": text(form.title, self.lead),
            "about": text(form.about, self.lead),
            "venue": text(form.venue, self.lead),
            "starts_on": form.starts_on,
            "ends_on": form.ends_on,
            "languages": list(form.languages),
            "state": form.state,
            "sources": [plain_source(one) for one in form.sources],
            "counts": form.counts.model_dump(exclude_none=True),
            "silence_notice_at": form.silence.notice_at if form.silence else None,
            "silence_deadline": form.silence.deadline if form.silence else None,
        }
        return self.filing.row(Consultation, {"code": form.consultation}, values, opened_at=self.filing.now)

    def _organisers(self, consultation: Consultation) -> None:
        wanted = [
            {"part": one.part, "institution_id": one.institution, "name": self.filing.text(one.name, self.lead)}
            for one in self.form.organisers
        ]
        self.filing.list(Organiser.objects.all(), {"consultation": consultation}, wanted)

    def _session(self, consultation: Consultation, form: schema.Session, place: int) -> Session:
        text = self.filing.text
        values = {
            "kind": form.kind,
            "title": text(form.title, self.lead),
            "position": place,
            "starts_at": form.starts_at,
            "ends_at": form.ends_at,
        }
        session = self.filing.row(Session, {"consultation": consultation, "code": form.id}, values)
        papers = [
            {
                "title": text(one.title, self.lead),
                "institution_id": one.institution,
                "author": text(one.author, self.lead),
            }
            for one in form.communications
        ]
        self.filing.list(Communication.objects.all(), {"session": session}, papers)
        self._minutes(consultation, session, form.minutes)
        return session

    def _minutes(self, consultation: Consultation, session: Session | None, texts: Mapping[str, str]) -> None:
        if not texts:
            return
        said = self.filing.text(texts, self.lead)
        last = MinutesRevision.objects.filter(consultation=consultation, session=session).order_by("-number").first()
        if last is None or last.text != said:
            MinutesRevision.objects.create(
                consultation=consultation,
                session=session,
                number=last.number + 1 if last else 1,
                text=said,
                recorded_at=self.filing.now,
            )
            self.filing.written += 1

    def _item(self, consultation: Consultation, form: schema.Item, place: int) -> None:
        subject = self.subjects[form.on.key]
        item = self.filing.row(
            Item,
            {"consultation": consultation, "subject_id": subject.subject},
            {"session": self.sessions.get(form.session or "")},
            position=place,
        )
        for held in form.positions:
            self._position(item, subject, held)

    def _position(self, item: Item, subject: Described, form: schema.Position) -> None:
        position, _new = Position.objects.get_or_create(item=item, institution_id=form.institution)
        said = {"stance": form.stance, "text": form.text.strip(), "lang": form.lang, "confidential": form.confidential}
        evidence = list(Evidence.objects.filter(jurisdiction=self.form.jurisdiction, code__in=form.evidence))
        last = position.revisions.order_by("-number").first()
        same = last is not None and all(getattr(last, name) == value for name, value in said.items())
        if last is None or not same or set(last.evidence.all()) != set(evidence):
            last = PositionRevision.objects.create(
                position=position,
                number=last.number + 1 if last else 1,
                **said,
                seen_number=subject.number,
                seen_hash=subject.hash,
                seen_words=subject.words,
                seen_level=subject.level_label,
                recorded_at=self.filing.now,
            )
            last.evidence.set(evidence)
            self.filing.written += 1
        if form.disposition is not None:
            self._disposition(position, form.disposition, subject, last.seen_hash, last.number)

    def _remark(self, consultation: Consultation, form: schema.Remark) -> None:
        subject = self.subjects[form.on.key] if form.on else None
        key = {"consultation": consultation, "code": form.id}
        there = Remark.objects.filter(**key).first()
        quoted = self._passage(form, subject) if there is None or there.quote != form.quote else None
        values: dict[str, Any] = {
            "kind": form.kind,
            "source": form.source,
            "voice": form.voice,
            "institution_id": form.institution,
            "organisation": form.organisation,
            "text": self.filing.text(form.text, next(iter(form.text))),
            "subject_id": subject.subject if subject else None,
            "session": self.sessions.get(form.session or ""),
            "quote_lang": form.quote_lang,
            "removed": form.removed,
            "inserted": form.inserted,
            "confidential": form.confidential,
        }
        if quoted is not None:
            values |= {"quote": quoted.quote, "before": quoted.before, "after": quoted.after}
        seen = {"seen_number": subject.number, "seen_hash": subject.hash} if subject else {}
        remark = self.filing.row(Remark, key, values, **seen, recorded_at=self.filing.now)
        if form.disposition is not None:
            self._disposition(remark, form.disposition, subject, remark.seen_hash, 0)

    def _passage(self, form: schema.Remark, subject: Described | None) -> Passage:
        if not form.quote or subject is None:
            return Passage("")
        words = subject.words.text(form.quote_lang)
        start = words.index(form.quote)
        return passage(words, start, start + len(form.quote))

    def _disposition(
        self, line: Position | Remark, form: schema.Disposition, subject: Described | None, seen: str, answers: int
    ) -> None:
        last = line.dispositions.order_by("-number").first()
        changed = self.subjects[form.changed.key] if form.changed else None
        # What was spoken of and still reads as it did was not changed yet.
        waits = changed is not None and subject is not None and changed.subject == subject.subject
        due = form.change_due or (waits and changed is not None and changed.hash == seen)
        made = changed if not due else None
        values = {
            "outcome": form.outcome,
            "reason": self.filing.text(form.reason, self.lead),
            "change_due": due,
            "changed_id": made.subject if made else None,
            "answers_number": answers,
        }
        if last is not None and all(getattr(last, name) == value for name, value in values.items()):
            return
        mine: dict[str, Any] = {"position": line} if isinstance(line, Position) else {"remark": line}
        Disposition.objects.create(
            **mine,
            **values,
            number=last.number + 1 if last else 1,
            changed_number=made.number if made else None,
            recorded_at=self.filing.now,
        )
        self.filing.written += 1


def plain_source(source: schema.Source) -> dict[str, Any]:
    """A source as rows keep it: address, publisher, day of reading, and what is read there where the file says so."""
    return source.model_dump(exclude_defaults=True) | {
        "url": source.url,
        "publisher": source.publisher,
        "accessed": source.accessed,
    }
