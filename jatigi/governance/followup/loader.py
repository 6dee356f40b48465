"""Reading a follow-up file: checked as a whole, against rounds, consultations, register and people who are asked,
before anything is written."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from jatigi.foundation.files import yaml
from jatigi.foundation.files.problems import DocumentError, Phrase, Problem, Trail
from jatigi.foundation.files.problems import phrase as _
from jatigi.governance.consultations.loader import twice, unknown
from jatigi.governance.followup import schema


@dataclass(frozen=True)
class Known:
    """What the file may refer to, read from the database by whoever loads: all of the file's jurisdiction.

    ``rounds`` and ``consultations`` lead to their origin; ``asked`` to the institutions asked in a consultation;
    ``indicators`` to their levels; ``elsewhere`` has the codes of recommendations, ballots and plans that other
    jurisdictions use.
    """

    places: Collection[str] = ()
    frameworks: Collection[str] = ()
    rounds: Mapping[str, str] = field(default_factory=dict)
    consultations: Mapping[str, str] = field(default_factory=dict)
    asked: Mapping[str, Collection[str]] = field(default_factory=dict)
    remarks: Mapping[str, Collection[str]] = field(default_factory=dict)  # by consultation
    findings: Mapping[str, Collection[str]] = field(default_factory=dict)  # by round
    answers: Mapping[str, Collection[str]] = field(default_factory=dict)  # indicators answered, by round
    indicators: Mapping[str, Collection[str]] = field(default_factory=dict)
    institutions: Collection[str] = ()
    instruments: Collection[str] = ()
    evidence: Collection[str] = ()
    recommendations: Collection[str] = ()
    elsewhere: Collection[str] = ()


@dataclass(frozen=True)
class Read:
    """A file as read, with the places of everything in it."""

    form: schema.FollowupFile
    document: yaml.Document


def read_followup(path: Path) -> Read:
    """The file, of the right form.

    Raises:
        DocumentError: with every problem of form, each with its line.
    """
    document = yaml.read(path)
    return Read(yaml.validate(document, schema.FollowupFile), document)


def check(read: Read, known: Known) -> None:
    """Everything that the form cannot say.

    Raises:
        DocumentError: with every problem, each with its line.
    """
    found = _Check(read, known).problems()
    if found:
        raise DocumentError(found)


class _Check:
    """One file looked through."""

    def __init__(self, read: Read, known: Known) -> None:
        self.form, self.document, self.known = read.form, read.document, known
        self.found: list[Problem] = []
        self.recommended = {*known.recommendations, *(one.id for one in read.form.recommendations)}

    def problems(self) -> list[Problem]:
        """Everything wrong, in the order of the file."""
        form, known = self.form, self.known
        self.name(("jurisdiction",), form.jurisdiction, known.places, _("the code of a place"))
        for path, code in (
            (("framework",), form.framework),
            *((("modules", n), code) for n, code in enumerate(form.modules)),
        ):
            self.name(path, code, known.frameworks, _("a framework that is loaded"))
        for kind, ids in (
            ("recommendations", [one.id for one in form.recommendations]),
            ("ballots", [one.id for one in form.ballots]),
            ("plans", [one.id for one in form.plans]),
            ("sectors", [one.id for one in form.sectors]),
        ):
            self.each_once([((kind, n, "id"), id) for n, id in enumerate(ids)])
            for n, id in enumerate(ids):
                if kind != "sectors" and id in known.elsewhere:
                    self.say((kind, n, "id"), _("“%(id)s”, which another country uses", id=id), _("another id"))
        for n, recommendation in enumerate(form.recommendations):
            self.recommendation(("recommendations", n), recommendation)
        for n, ballot in enumerate(form.ballots):
            self.ballot(("ballots", n), ballot)
        for n, plan in enumerate(form.plans):
            self.plan(("plans", n), plan)
        for n, sector in enumerate(form.sectors):
            self.sector(("sectors", n), sector)
        return self.found

    def recommendation(self, path: Trail, one: schema.Recommendation) -> None:
        """Where it comes from, what it serves."""
        known = self.known
        self.origin((*path, "round"), one.round, known.rounds, _("a round of the jurisdiction, or null"))
        what = _("a consultation of the jurisdiction, or null")
        self.origin((*path, "consultation"), one.consultation, known.consultations, what)
        remarks = known.remarks.get(one.consultation or "", ())
        self.names((*path, "remarks"), one.remarks, remarks, _("a remark of the recommendation’s consultation"))
        findings = known.findings.get(one.round or "", ())
        self.names((*path, "findings"), one.findings, findings, _("a finding of the recommendation’s round"))
        self.names((*path, "indicators"), one.indicators, known.indicators, _("an indicator of the frameworks named"))
        self.movements(path, one.movements)
        self.sourced(path, one.sources)

    def ballot(self, path: Trail, ballot: schema.Ballot) -> None:
        """Who gave what to what."""
        what = _("a consultation of the jurisdiction, or null")
        self.origin((*path, "consultation"), ballot.consultation, self.known.consultations, what)
        what = _("a recommendation of the jurisdiction")
        self.names((*path, "recommendations"), ballot.recommendations, self.recommended, what)
        self.each_once([((*path, "sheets", n, "institution"), s.institution) for n, s in enumerate(ballot.sheets)])
        if ballot.sheets and self.form.origin == "official":
            self.say(
                (*path, "sheets"),
                _("priorities in the file of official recommendations"),
                _("none"),
                _("The institutions set them."),
            )
        asked = self.known.asked.get(ballot.consultation or "", self.known.institutions)
        for n, sheet in enumerate(ballot.sheets):
            here = (*path, "sheets", n)
            self.name((*here, "institution"), sheet.institution, asked, _("an institution that is asked"))
            self.each_once(
                [((*here, "given", p, "recommendation"), g.recommendation) for p, g in enumerate(sheet.given)]
            )
            for place, given in enumerate(sheet.given):
                there = (*here, "given", place)
                what = _("a recommendation of this ballot")
                self.name((*there, "recommendation"), given.recommendation, ballot.recommendations, what)
                if ballot.method == "hands" and given.amount > 1:
                    self.say((*there, "amount"), _("more than one hand"), _("0 or 1"))
            total = sum(given.amount for given in sheet.given)
            if ballot.method == "points" and total > ballot.points:
                found = _("%(total)s points spread", total=total)
                self.say((*here, "given"), found, _("at most %(most)s", most=ballot.points))

    def plan(self, path: Trail, plan: schema.Plan) -> None:
        """Its text, axes and actions."""
        if plan.instrument is not None:
            what = _("an instrument of the register")
            self.name((*path, "instrument"), plan.instrument, self.known.instruments, what)
        self.sourced(path, plan.sources)
        self.each_once([((*path, "axes", n, "id"), one.id) for n, one in enumerate(plan.axes)])
        self.each_once([((*path, "actions", n, "id"), one.id) for n, one in enumerate(plan.actions)])
        axes = [one.id for one in plan.axes]
        for n, action in enumerate(plan.actions):
            if action.axis is not None:
                self.name((*path, "actions", n, "axis"), action.axis, axes, _("an axis of this plan"))
            self.action((*path, "actions", n), action)

    def action(self, path: Trail, action: schema.Action) -> None:
        """Who does what, for what, and what is said of it."""
        known = self.known
        institution = _("an institution of the jurisdiction")
        if action.lead is not None:
            self.name((*path, "lead"), action.lead, known.institutions, institution)
        self.names((*path, "partners"), action.partners, known.institutions, institution)
        what = _("a recommendation of the jurisdiction")
        self.names((*path, "recommendations"), action.recommendations, self.recommended, what)
        self.names(
            (*path, "indicators"), action.indicators, known.indicators, _("an indicator of the frameworks named")
        )
        self.movements(path, action.movements)
        self.proof(path, action.instruments, ())
        self.sourced(path, action.sources)
        if self.form.origin == "official" and any(report.institution for report in action.reports):
            self.say(
                (*path, "reports"),
                _("reports of institutions in the file of an official plan"),
                _("none"),
                _("The institutions report themselves."),
            )
        for n, report in enumerate(action.reports):
            here = (*path, "reports", n)
            if report.institution is not None:
                self.name((*here, "institution"), report.institution, known.institutions, institution)
            self.proof(here, report.instruments, report.evidence)
        for n, link in enumerate(action.attributions):
            self.attribution((*path, "attributions", n), link)

    def attribution(self, path: Trail, link: schema.Attribution) -> None:
        """On whose word, and what it rests on."""
        known = self.known
        if link.round is not None and link.indicator is not None:
            self.origin((*path, "round"), link.round, known.rounds, _("a round of the jurisdiction"))
            what = _("an indicator that is answered in that round")
            self.name((*path, "indicator"), link.indicator, known.answers.get(link.round, ()), what)
        if link.recommendation is not None:
            what = _("a recommendation of the jurisdiction")
            self.name((*path, "recommendation"), link.recommendation, self.recommended, what)
        self.proof(path, link.instruments, link.evidence)
        if link.link == "confirmed" and (link.indicator is None or not (link.evidence or link.instruments)):
            self.say(
                (*path, "link"),
                _("“confirmed” without an answer and dated evidence"),
                _("round, indicator and evidence or instruments"),
                _("Write “attributed” where somebody says so."),
            )

    def sector(self, path: Trail, sector: schema.Sector) -> None:
        """Its institution, and what shows each stage."""
        if sector.institution is not None:
            what = _("an institution of the jurisdiction")
            self.name((*path, "institution"), sector.institution, self.known.institutions, what)
        actions = [action.id for plan in self.form.plans for action in plan.actions]
        for n, shown in enumerate(sector.stages):
            here = (*path, "stages", n)
            if shown.action is not None:
                self.name((*here, "action"), shown.action, actions, _("an action of this file"))
            if shown.instrument is not None:
                what = _("an instrument of the register")
                self.name((*here, "instrument"), shown.instrument, self.known.instruments, what)
            if shown.evidence is not None:
                what = _("evidence of the jurisdiction")
                self.name((*here, "evidence"), shown.evidence, self.known.evidence, what)

    def movements(self, path: Trail, movements: Sequence[schema.Movement]) -> None:
        """Each indicator once, between levels that it has."""
        self.each_once([((*path, "movements", n, "indicator"), one.indicator) for n, one in enumerate(movements)])
        for n, one in enumerate(movements):
            here = (*path, "movements", n)
            what = _("an indicator of the frameworks named")
            self.name((*here, "indicator"), one.indicator, self.known.indicators, what)
            levels = self.known.indicators.get(one.indicator, ())
            for name, level in (("level_from", one.level_from), ("level_to", one.level_to)):
                if one.indicator in self.known.indicators:
                    self.name((*here, name), level, levels, _("a level of the indicator"))

    def proof(self, path: Trail, instruments: Sequence[str], evidence: Sequence[str]) -> None:
        """Instruments and evidence are those of the register."""
        what = _("an instrument of the register")
        self.names((*path, "instruments"), instruments, self.known.instruments, what)
        self.names((*path, "evidence"), evidence, self.known.evidence, _("evidence of the jurisdiction"))

    def sourced(self, path: Trail, sources: Sequence[object]) -> None:
        """What is reconstructed says from what."""
        if self.form.origin == "reconstructed" and not sources:
            found = _("a reconstruction without a source")
            self.say((*path, "sources"), found, _("the public texts it rests on"))

    def origin(self, path: Trail, code: str | None, there: Mapping[str, str], what: Phrase) -> None:
        """It is there, and of the file's own origin."""
        if code is None:
            return
        self.name(path, code, there, what)
        if there.get(code, self.form.origin) != self.form.origin:
            found = _("“%(code)s”, which is of another origin", code=code)
            self.say(path, found, _("the origin of this file: %(origin)s", origin=self.form.origin))

    def names(self, path: Trail, codes: Sequence[str], there: Iterable[str], what: Phrase) -> None:
        """Every code of a list is there, and once."""
        self.each_once([((*path, n), code) for n, code in enumerate(codes)])
        for n, code in enumerate(codes):
            self.name((*path, n), code, there, what)

    def name(self, path: Trail, code: str, there: Iterable[str], what: Phrase) -> None:
        """The code is there."""
        if code not in there:
            self.found.append(unknown(self.document, path, code, there, what))

    def each_once(self, paths: Sequence[tuple[Trail, object]]) -> None:
        """No value twice."""
        self.found += twice(self.document, paths)

    def say(self, path: Trail, found: Phrase, accepted: Phrase, advice: Phrase | str = "") -> None:
        """A problem."""
        self.found.append(self.document.problem(path, found, accepted, advice))
