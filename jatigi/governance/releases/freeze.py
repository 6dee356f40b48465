"""Everything public about a round as known at a moment, as plain values: what a release is built from.

Only fields of :data:`.public_fields.PUBLIC_FIELDS` are fetched. Judgements come from the latest revision recorded by
``as_known_at``; the register and the findings have no revisions, they are taken as they stand.
"""

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from jatigi.foundation.audit.models import Entry
from jatigi.foundation.text.rules import Text
from jatigi.governance.assessments.models import AnswerRevision, Citation, Finding, Round
from jatigi.governance.assessments.queries.answers import answers_of
from jatigi.governance.assessments.rules.evidence import Overtaken
from jatigi.governance.frameworks.models import IndicatorVersion
from jatigi.governance.profiles import licences, wording
from jatigi.governance.profiles.model import Profile
from jatigi.governance.profiles.record import record_of
from jatigi.governance.releases import layout, queries, register, writing
from jatigi.governance.releases.frozen_frameworks import FrozenFrameworks, frozen_frameworks
from jatigi.governance.releases.public_fields import PUBLIC_FIELDS
from jatigi.governance.releases.record import held_together
from jatigi.governance.releases.standings import standings

Row = dict[str, Any]
GENESIS = "0" * 64


@dataclass(frozen=True)
class Frozen:
    """A round, frozen. ``facts`` is what ``release.json`` says but for id, predecessor and key; ``tables`` holds each
    table's rows as cells, those of the record only where there are any; ``documents`` the framework files by name."""

    facts: Mapping[str, Any]
    tables: Mapping[str, Sequence[Mapping[str, str]]]
    documents: Mapping[str, bytes]
    profile: Profile

    @property
    def languages(self) -> tuple[str, ...]:
        """The languages of the release, lead first."""
        return tuple(self.facts["languages"])

    def data(self) -> dict[str, bytes]:
        """The files of ``data/``."""
        return {
            table.path: writing.csv_bytes(table, self.languages, self.tables[table.name])
            for table in layout.ALL
            if table.name in self.tables
        }


@dataclass(frozen=True)
class Revision:
    """An answer as known: the public fields of its latest revision and its public citations."""

    values: Row
    citations: tuple[Row, ...]
    internal: int  # how many of its citations may not be published


def freeze(
    round: Round,
    profile: Profile,
    *,
    as_known_at: datetime.datetime,
    built_for: datetime.date,
    bounds: Mapping[str, tuple[float, float]] | None = None,
    with_scores: bool = True,
) -> Frozen:
    """The round as known at ``as_known_at``; endings of what it cites are those known for the day ``built_for``.

    ``profile`` is the content model as known at the same moment. ``bounds`` are the goalposts of the release that this
    one follows, which stay as they are. Without ``with_scores`` there are counts only, also where scores are public.

    Raises:
        ScoringError: a scale takes its goalposts from the data, and the data do not differ.
    """
    facts = Round.objects.filter(pk=round.pk).values(*PUBLIC_FIELDS["assessments.Round"]).get()
    languages = list(facts["languages"])
    frameworks = frozen_frameworks(round)
    revisions = revisions_known(round.pk, as_known_at)
    findings = _findings(round)
    rows: dict[str, list[Row]] = {
        "answers": _answers(round, revisions, frameworks, as_known_at, built_for),
        "citations": [{"indicator": code, **row} for code, revision in revisions.items() for row in revision.citations],
        "findings": findings,
        "places": list(register.places(facts["jurisdiction_id"], facts["reference_date"])),
    }
    used = register.used(rows["citations"], findings, profile)
    used["instrument"].update(row["overtaken_by"] for row in rows["answers"])
    record = record_of(round, as_known_at)
    for kind, codes in zip(("instrument", "evidence"), record.named(), strict=True):
        used[kind] |= codes
    rows["instruments"] = register.instruments(facts["jurisdiction_id"], used["instrument"])
    rows["evidence"] = register.evidence(facts["jurisdiction_id"], used["evidence"])
    panel = {round.pk: _values(revisions)}
    for earlier in _earlier(round):
        panel[earlier] = _values(revisions_known(earlier, as_known_at))
    scored = with_scores and facts["scores_public"]
    stood = standings(frameworks.chains, panel, round=round.pk, with_scores=scored, bounds=bounds)
    rows["scores"] = list(stood.rows)
    rows |= held_together(record, rows)
    fixed = {"origin": facts["origin"], "jurisdiction": facts["jurisdiction_id"], "round": facts["code"]}
    return Frozen(
        facts=_facts(facts, frameworks, profile, as_known_at, built_for)
        | {"bounds": {indicator: list(pair) for indicator, pair in stood.bounds.items()}},
        tables={
            table.name: [writing.cells(table, languages, fixed | row) for row in rows[table.name]]
            for table in layout.ALL
            if table.name in rows
        },
        documents=frameworks.files,
        profile=profile,
    )


def _facts(
    round: Row, frameworks: FrozenFrameworks, profile: Profile, as_known_at: datetime.datetime, built_for: datetime.date
) -> Row:
    languages = list(round["languages"])
    return {
        "schema": layout.SCHEMA,
        "kind": "assessment",
        "origin": round["origin"],
        "jurisdiction": round["jurisdiction_id"],
        "jurisdiction_name": plain(round["jurisdiction__name"], languages),
        "round": round["code"],
        "label": round["label"],
        "reference_date": round["reference_date"].isoformat(),
        "framework": frameworks.key,
        "modules": list(frameworks.modules),
        "frameworks": [{"key": key, "file": name} for key, name in frameworks.names.items()],
        "languages": languages,
        "title": {lang: profile.title[lang] for lang in languages if lang in profile.title},
        "about": plain(round["about"], languages),
        "notice": {lang: wording.origin_notice(round["origin"], lang) for lang in languages},
        "built_for": built_for.isoformat(),
        "as_known_at": writing.cell(as_known_at),
        "scores_public": round["scores_public"],
        "audit_head": _head(as_known_at),
        "licence": _licence(profile, languages),
        "errata": queries.errata_known(round["jurisdiction_id"], round["origin"]),
    }


def _licence(profile: Profile, languages: Sequence[str]) -> Row:
    said = {lang: f"{licences.allows(profile.licence, lang)} {licences.source(profile, lang)}" for lang in languages}
    return {
        "id": profile.licence,
        "url": licences.ADDRESSES[profile.licence],
        "title": {lang: licences.title(profile.licence, lang) for lang in languages},
        "text": said,
    }


def plain(text: Text, languages: Sequence[str]) -> dict[str, str]:
    """The text in the release's languages, as far as there is one."""
    texts = text.plain()
    return {lang: texts[lang] for lang in languages if texts.get(lang)}


def _head(as_known_at: datetime.datetime) -> str:
    """The audit chain's head at that moment: the same however often and whenever the release is built."""
    last = Entry.objects.filter(at__lte=as_known_at).order_by("-seq").values_list("hash", flat=True).first()
    return last or GENESIS


def revisions_known(round: str, as_known_at: datetime.datetime) -> dict[str, Revision]:
    """The agreed answers of a round by indicator code, each by its latest revision recorded by that moment."""
    latest: dict[str, Row] = {}
    revisions = AnswerRevision.objects.filter(
        answer__round_id=round, answer__state="agreed", recorded_at__lte=as_known_at
    )
    for row in revisions.order_by("number").values(*PUBLIC_FIELDS["assessments.AnswerRevision"]):
        latest[row["answer__indicator__indicator__code"]] = row
    cited: dict[int, list[Row]] = {row["id"]: [] for row in latest.values()}
    citations = Citation.objects.filter(answer_revision__answer__round_id=round)
    for row in citations.order_by("position", "id").values(*PUBLIC_FIELDS["assessments.Citation"]):
        if row["answer_revision_id"] in cited:
            cited[row["answer_revision_id"]].append(row)
    return {code: _revision(row, cited[row["id"]]) for code, row in sorted(latest.items())}


def _revision(values: Row, citations: Sequence[Row]) -> Revision:
    public = [row for row in citations if row["instrument_id"] or row["evidence__publishable"]]
    return Revision(
        values,
        tuple(
            {
                "position": position,
                "kind": "instrument" if row["instrument_id"] else "evidence",
                "ref": row["instrument_id"] or row["evidence__code"],
                "place": row["place"],
                "quote_lang": row["quote_lang"],
                "quote": row["quote"],
            }
            for position, row in enumerate(public, 1)
        ),
        len(citations) - len(public),
    )


def _values(revisions: Mapping[str, Revision]) -> dict[str, str]:
    """Indicator → level or number, as scoring takes them."""
    return {
        code: one.values["level"] or ("unknown" if one.values["value"] is None else writing.cell(one.values["value"]))
        for code, one in revisions.items()
    }


def _earlier(round: Round) -> list[str]:
    """The earlier rounds of the jurisdiction on the same framework version, which share goalposts."""
    return list(
        Round.objects.filter(
            jurisdiction_id=round.jurisdiction_id,
            framework_id=round.framework_id,
            reference_date__lt=round.reference_date,
        )
        .order_by("code")
        .values_list("code", flat=True)
    )


def _answers(
    round: Round,
    revisions: Mapping[str, Revision],
    frameworks: FrozenFrameworks,
    as_known_at: datetime.datetime,
    built_for: datetime.date,
) -> list[Row]:
    before = _values(revisions_known(round.previous_id, as_known_at)) if round.previous_id else {}
    endings = {one.code: one.state for one in answers_of(round, as_known_at, today=built_for)}
    asked = IndicatorVersion.objects.filter(version_id__in=frameworks.versions)
    rows = []
    for indicator in asked.values(*PUBLIC_FIELDS["frameworks.IndicatorVersion"]):
        code = indicator["indicator__code"]
        revision, state = revisions.get(code), endings.get(code)
        ending = state if revision and isinstance(state, Overtaken) else None
        rows.append(
            {
                "indicator": code,
                "number": indicator["number"],
                "dimension": indicator["dimension__code"],
                "previous_level": before.get(code, ""),
                "overtaken_since": str(ending.on) if ending else "",
                "overtaken_by": ending.ref if ending else "",
                **(_judged(revision) if revision else _SILENT),
            }
        )
    return rows


_JUDGED = ("level", "value", "confidence", "cause", "holds_on", "recorded_at", "reasons_lang", "reasons")
_SILENT: Row = dict.fromkeys(_JUDGED, "") | {"level": "unknown", "support": "none"}


def _judged(revision: Revision) -> Row:
    public, internal = bool(revision.citations), bool(revision.internal)
    support = {(True, False): "public", (True, True): "partly_internal", (False, True): "internal"}
    return {name: revision.values[name] for name in _JUDGED} | {"support": support.get((public, internal), "none")}


def _findings(round: Round) -> list[Row]:
    languages = round.languages
    found = Finding.objects.filter(round=round, state="reviewed")
    rows = {row["pk"]: row for row in found.values(*PUBLIC_FIELDS["assessments.Finding"])}
    links: dict[str, dict[int, set[str]]] = {
        "answers": _linked(found.values_list("pk", "answers__indicator__indicator__code")),
        "instruments": _linked(found.values_list("pk", "instruments__code")),
        "evidence": _linked(found.filter(evidence__publishable=True).values_list("pk", "evidence__code")),
    }
    return [
        {
            "id": row["code"],
            "dimension": row["dimension__code"],
            "kind": row["kind"],
            "text": plain(row["text"], languages),
            **{name: sorted(linked.get(pk, ())) for name, linked in links.items()},
        }
        for pk, row in rows.items()
    ]


def _linked(pairs: Any) -> dict[int, set[str]]:
    found: dict[int, set[str]] = {}
    for pk, code in pairs:
        if code is not None:
            found.setdefault(pk, set()).add(code)
    return found
