"""Invented countries, plainly so, on the real framework: releases as the reader gives them, and their files on disk."""

import hashlib
import random
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from django.conf import settings

from jatigi.foundation.files import yaml
from jatigi.governance.releases.reader import (
    AnswerRow,
    CitationRow,
    EvidenceRow,
    FindingRow,
    InstrumentRow,
    Release,
    ReleaseFile,
    ScoreRow,
)
from jatigi.governance.scoring import Record, framework_from_document, gather, rows, score
from jatigi.portal.index import index_release
from jatigi.portal.tests.record import record

KEY = "jatigi-national@1.0"
NAMES = {
    "XKA": {"fr": "Pays du Karité", "en": "Shea Country"},
    "XNE": {"fr": "Pays du Néré", "en": "Locust Bean Country"},
    "XBA": {"fr": "Pays du Baobab", "en": "Baobab Country"},
}
NOTICE = {"fr": "Données inventées.", "en": "Invented data."}
LEFT = "2025-01-29"
PEM = "-----BEGIN PUBLIC KEY-----\nxx\n-----END PUBLIC KEY-----\n"
REASONS = "Motif inventé : le texte couvre la question, sauf pour certains groupes."
_document: dict[str, Any] = {}


def document() -> dict[str, Any]:
    """The national framework as it is published."""
    if not _document:
        path = Path(settings.CONTENT) / "frameworks/jatigi-national/1.0.yaml"
        _document.update(yaml.read_bytes(path.read_bytes(), path.name, yaml.Limits(size=8_000_000)).data)
    return _document


def asked() -> list[tuple[str, str, str, str]]:
    """``(dimension, part, number, indicator)`` in the framework's order."""
    return [
        (dimension["id"], part["id"], f"{number}.{place}", indicator)
        for number, dimension in enumerate(document()["dimensions"], 1)
        for place, (part, indicator) in enumerate(
            ((part, one["id"]) for part in dimension["subdimensions"] for one in part["indicators"]), 1
        )
    ]


def both(fr: str, en: str) -> dict[str, str]:
    return {"fr": fr, "en": en}


def instrument(code: str, kind: str, fr: str, en: str, **values: Any) -> InstrumentRow:
    """A text of an invented register."""
    source = {"url": "https://example.org/" + code, "publisher": "Journal inventé",
              "says": both("Dit la date.", "Says the date."), "accessed": "2026-01-02"}  # fmt: skip
    given: dict[str, Any] = {
        "number": "", "issuer": both("Assemblée", "Assembly"), "adopted": "", "in_force_from": "", "in_force_until": "",
        "signed": "", "ratified": "", "left": "", "status": "verified", "recalled_fields": (), "subjects": ("rights",),
        "summary": both("Ce que le texte règle.", "What the text settles."), "note": {}, "superseded_by": (),
        "sources": (source,), "claims": (), "end_note": {}, "creates": (), "effects": (),
    } | values  # fmt: skip
    return InstrumentRow(origin="fictional", id=code, kind=kind, title=both(fr, en), **given)


def register(country: str) -> list[InstrumentRow]:
    """Six texts: an act, a policy, a disputed convention, a protocol that was left, the leaving, an institution."""
    own = country.lower()
    claims = (
        {"field": "participation.ratified", "value": "1973", "source": 0, "chosen": True,
         "reason": both("Date du dépôt.", "Date of deposit.")},
        {"field": "participation.ratified", "value": "1974", "source": None, "chosen": False, "reason": {}},
    )  # fmt: skip
    return sorted(
        [
            instrument(f"{own}-loi-sante", "law", "Loi inventée sur la santé", "Invented Health Act", number="12-001",
                       adopted="2012-05-04", in_force_from="2012"),
            instrument(f"{own}-politique", "policy", "Politique inventée des migrations", "Invented Migration Policy",
                       adopted="2014-09", status="recalled", recalled_fields=("adopted",), sources=(),
                       superseded_by=(f"{own}-loi-sante",), subjects=("whole-of-government",)),
            instrument("convention-inventee", "convention", "Convention inventée d’éèà", "Invented Convention",
                       adopted="1951-07-28", ratified="1973", status="disputed", claims=claims, subjects=("asylum",)),
            instrument("protocole-invente", "regional_act", "Protocole inventé de circulation",
                       "Invented Movement Protocol", adopted="1979-05-29", ratified="1980", left=LEFT,
                       end_note=both("Participation terminée.", "Participation ended."), subjects=("free-movement",)),
            instrument(f"{own}-retrait", "regional_act", "Retrait inventé de l’union", "Invented Withdrawal",
                       adopted="2024-01-28", in_force_from=LEFT, subjects=("partnerships",)),
            instrument(f"{own}-office", "institution", "Office inventé", "Invented Office", adopted="2008-10-06"),
        ],
        key=lambda one: one.id,
    )  # fmt: skip


def profile(country: str, reference: str) -> dict[str, Any]:
    """A content model with two groups of figures, prose for each dimension, and sections."""
    paragraph = {"id": "p1", "text": both("Phrase inventée.", "Invented sentence."), "answers": [asked()[0][3]],
                 "notes": [1]}  # fmt: skip
    note = {"number": 1, "kind": "instrument", "ref": "convention-inventee", "text": both("Convention", "Convention"),
            "url": ""}  # fmt: skip

    def figure(code: str, group: str, value: str, publisher: str, **more: Any) -> dict[str, Any]:
        title = both(f"Personnes comptées par {publisher}", f"People, {publisher}")
        return {"id": code, "group": group, "title": title,
                "value": value, "unit": both("personnes", "people"), "definition": both("Définition.", "Definition."),
                "dated": "2024", "publisher": publisher, "url": "https://example.org", "standing": "un", "series": [],
                "upright": False} | more  # fmt: skip

    series = [{"label": both("Ville-Une", "Town One"), "value": 40.0}, {"label": both("Ville-Deux", "Town Two"),
                                                                        "value": None}]  # fmt: skip
    section = {"id": "changes", "title": both("Ce qui a changé", "What changed"), "paragraphs": [paragraph],
               "notes": [note]}  # fmt: skip
    return {
        "schema": 1, "round": f"{country}-{reference[:4]}", "origin": "fictional",
        "dimensions": [
            {"id": one["id"], "number": number, "title": one["title"], "lead": [paragraph], "well_developed": [],
             "potential": [], "since_then": [], "to_document": [], "notes": [note],
             "answers": [{"secret": "bulk"}], "changes": []}
            for number, one in enumerate(document()["dimensions"], 1)
        ],
        "front": [{**section, "id": "method", "title": both("Méthode", "Method")}],
        "context": {**section, "id": "context", "title": both("Contexte", "Context")},
        "changes": section, "back": [],
        "figure_groups": [["emigrants", both("Partis", "Abroad")], ["displacement", both("Déplacés", "Displaced")]],
        "figures": [
            figure("a", "emigrants", "1292519", "ONU inventée", series=series),
            figure("b", "displacement", "360591", "Source A"), figure("c", "displacement", "376169", "Source B"),
        ],
    }  # fmt: skip


def fictional_release(
    country: str = "XKA",
    year: int = 2021,
    *,
    number: int = 1,
    seed: int = 7,
    name: Mapping[str, str] | None = None,
    origin: str = "fictional",
    scores_public: bool = True,
    previous: Mapping[str, str] | None = None,
    folder: Path | None = None,
    known_at: str = "",
) -> Release:
    """One release of an invented country, levels drawn by ``seed``. With ``folder`` its files are written there."""
    chance = random.Random(f"{country}{year}{seed}")
    code, reference = f"{country}-{year}", f"{year}-12-31"
    levels = {one[3]: chance.choice(("complete", "partial", "absent", "unknown", "unknown")) for one in asked()}
    levels[asked()[5][3]] = "not_applicable"
    levels[asked()[0][3]] = "partial"
    names = name or NAMES.get(country) or both(f"Pays {country}", f"Country {country}")
    answers = [_answer(origin, country, code, reference, one, levels, previous or {}) for one in asked()]
    citations = list(_citations(origin, country, code, answers))
    facts = {
        "id": f"{code}-{origin}-{number}", "schema": 1, "kind": "assessment", "origin": origin,
        "jurisdiction": country, "jurisdiction_name": names, "round": code, "label": str(year),
        "reference_date": reference, "framework": KEY, "modules": (), "languages": ("fr", "en"),
        "built_for": "2026-03-02", "as_known_at": known_at or f"2026-03-0{number}T09:00:00Z",
        "predecessor": f"{code}-{origin}-{number - 1}" if number > 1 else "", "errata": (),
        "scores_public": scores_public, "bounds": {}, "audit_head": "0" * 64, "key_id": "0123456789abcdef",
        "notice": NOTICE if origin != "official" else {}, "title": both("Profil inventé", "Invented profile"),
        "about": both("Essai.", "Trial."),
    }  # fmt: skip
    files = _files(facts["id"], folder)
    return Release(
        **facts, frameworks={KEY: document()}, mappings={}, profile=profile(country, reference),
        answers=tuple(sorted(answers, key=lambda one: one.indicator)),
        scores=tuple(_scores(origin, country, code, levels, scores_public)), citations=tuple(citations),
        instruments=tuple(register(country)), findings=tuple(_findings(origin, country, code)),
        evidence=(EvidenceRow("fictional", "rapport", "document", both("Rapport inventé", "Invented report"),
                              both("Ce qu’il montre.", "What it shows."), "2019-06", "https://example.org/r",
                              "Ministère inventé", "medium", "", {}, {}, "2026-01-02"),),
        places=(), figures_svg={}, files=files,
        **record(origin, country, code, [(one[0], one[3]) for one in (asked()[0], asked()[40])]),
        manifest_sha256=hashlib.sha256(repr((facts["id"], levels)).encode()).hexdigest(),
    )  # fmt: skip


def _answer(
    origin: str, country: str, code: str, reference: str, one: tuple[str, str, str, str], levels: Mapping[str, str],
    previous: Mapping[str, str],
) -> AnswerRow:  # fmt: skip
    dimension, _, number, indicator = one
    level = levels[indicator]
    overtaken = number in ("3.1", "3.2") and level not in ("unknown", "not_applicable")
    known = level not in ("unknown", "not_applicable")
    return AnswerRow(
        origin=origin, jurisdiction=country, round=code, indicator=indicator, number=number, dimension=dimension,
        level=level, value=None, confidence="medium" if known else "",
        cause="policy_change" if indicator in previous else "first",
        holds_on=reference, recorded_at="2026-02-01T08:00:00Z", reasons_lang="fr" if known else "",
        reasons=REASONS if known else "", overtaken_since=LEFT if overtaken else "",
        previous_level=previous.get(indicator, ""), overtaken_by="protocole-invente" if overtaken else "",
        support="public" if known else "none",
    )  # fmt: skip


def _citations(origin: str, country: str, code: str, answers: Sequence[AnswerRow]) -> Iterable[CitationRow]:
    refs = [f"{country.lower()}-{name}" for name in ("loi-sante", "politique", "retrait", "office")]
    for place, one in enumerate(answers):
        if one.support != "public":
            continue
        shared = "convention-inventee" if one.number.endswith((".1", ".9")) else ""
        ref = one.overtaken_by or shared or refs[place % 4]
        yield CitationRow(origin, country, code, one.indicator, 1, "instrument", ref, "art. 3", "fr", "Toute personne…")
        yield CitationRow(origin, country, code, one.indicator, 2, "evidence", "rapport", "p. 12", "", "")


def _findings(origin: str, country: str, code: str) -> Iterable[FindingRow]:
    texts = {
        "good_practice": both("Une loi inventée couvre la santé.", "An invented act covers health."),
        "gap": both("Rien n’est prévu pour les frontières inventées.", "Nothing is planned for invented borders."),
        "since_then": both("Le protocole inventé a été quitté.", "The invented protocol was left."),
    }
    for place, (kind, text) in enumerate(texts.items()):
        yield FindingRow(origin, country, code, f"{code}-{kind}", asked()[place * 20][0], kind, text,
                         (asked()[place * 20][3],), ("convention-inventee",), ("rapport",))  # fmt: skip


def _scores(origin: str, country: str, code: str, levels: Mapping[str, str], public: bool) -> Iterable[ScoreRow]:
    framework = framework_from_document([document()])
    answers = gather(framework, [Record(country, code, indicator, level) for indicator, level in levels.items()])
    for row in rows(score(framework, answers)):
        under = [level for indicator, level in levels.items() if row["kind"] == "framework" or row["node"] == indicator
                 or indicator.startswith(row["node"] + ".")]  # fmt: skip
        counts = [under.count(shape) for shape in ("complete", "partial", "absent", "unknown", "not_applicable")]
        numbers = [row[name] if public else None for name in ("score", "low", "high", "coverage")]
        classes = [(row[name] or "") if public else "" for name in ("class", "class_low", "class_high")]
        yield ScoreRow(origin, country, code, row["node"], row["kind"], *numbers, *classes, *counts, 0)


def _files(release_id: str, folder: Path | None) -> dict[str, ReleaseFile]:
    contents = {
        "MANIFEST.sha256": b"manifest", "MANIFEST.sha256.sig": b"\x00" * 64, "data/answers.csv": b"origin\nfictional\n",
        "data/instruments.csv": b"origin\n", "profile.fr.pdf": b"%PDF-1.7 fr", "profile.en.pdf": b"%PDF-1.7 en",
        "profile.fr.docx": b"PK fr", "profile.en.docx": b"PK en", "release.json": b"{}",
    }  # fmt: skip
    if folder is not None:
        for name, content in contents.items():
            path = folder / release_id / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)
        (folder / f"{release_id}.zip").write_bytes(b"PK zip")
    return {
        name: ReleaseFile(name, len(content), hashlib.sha256(content).hexdigest(), lambda content=content: content)
        for name, content in contents.items()
    }


def levels_of(release: Release) -> dict[str, str]:
    """Indicator → level, to hand to the next round."""
    return {one.indicator: one.level for one in release.answers}


def publish(folder: Path, *releases: tuple[str, int] | Release, **values: Any) -> list[Release]:
    """Index some invented releases, their files under ``folder``."""
    done = []
    for one in releases:
        release = one if isinstance(one, Release) else fictional_release(*one, folder=folder, **values)
        index_release(release, folder / release.id, public_key=PEM)
        done.append(release)
    return done
