"""A profile of an invented country, on the real questions of the national framework: for tests and for looking at."""

import random
from pathlib import Path
from typing import Any

import yaml

from jatigi.foundation.web.figures.data import Interval
from jatigi.governance.profiles import wording
from jatigi.governance.profiles.model import (
    Abbreviation,
    Answer,
    Change,
    Citation,
    Dimension,
    KeyFigure,
    Level,
    Note,
    Paragraph,
    Point,
    Profile,
    Section,
    Source,
    Standing,
    Words,
)

ROOT = Path(__file__).resolve().parents[4]
FRAMEWORK = ROOT / "content/frameworks/jatigi-national/1.0.yaml"
LANGS = ("fr", "en")
LEVELS = (
    Level("absent", {"fr": "Absent", "en": "Absent"}, "absent"),
    Level("partial", {"fr": "Partiel", "en": "Partial"}, "partial"),
    Level("complete", {"fr": "Complet", "en": "Complete"}, "complete"),
    Level("unknown", {}, "unknown"),
    Level("not_applicable", {}, "not_applicable"),
)
VALUES = {"absent": 0.0, "partial": 0.5, "complete": 1.0}


def both(fr: str, en: str) -> Words:
    """A text in both languages."""
    return {"fr": fr, "en": en}


LAW = Citation(
    "instrument",
    "loi-essai",
    both("Loi d’essai n° 12-001 sur le séjour", "Sample Act No. 12-001 on residence"),
    "art. 3",
    "Toute personne a droit aux soins.",
    "fr",
    "2012-05-04",
    "https://example.org/loi",
)
REPORT = Citation(
    "evidence",
    "rapport-essai",
    both("Rapport d’essai du ministère", "Sample report of the ministry"),
    "p. 12",
    "",
    "",
    "2019-06",
    "https://example.org/rapport",
)


def dimension_documents() -> list[dict[str, Any]]:
    """The six dimensions as the framework's file has them."""
    found: list[dict[str, Any]] = yaml.load(FRAMEWORK.read_text(), Loader=yaml.CSafeLoader)["dimensions"]
    return found


def _interval(levels: list[str]) -> Interval:
    known = [VALUES[one] for one in levels if one in VALUES]
    unknown = levels.count("unknown")
    total = len(known) + unknown
    return Interval(sum(known) / total, (sum(known) + unknown) / total, sum(known) / len(known) if known else None)


def _standing(levels: list[str], public: bool) -> Standing:
    shapes = ("complete", "partial", "absent", "unknown", "not_applicable")
    return Standing({shape: levels.count(shape) for shape in shapes}, _interval(levels) if public else None)


def _finding(place: str, number: int, answers: tuple[str, ...], notes: tuple[int, ...]) -> Paragraph:
    text = both(
        f"Depuis 2012, la loi d’essai ouvre aux personnes en séjour régulier les services publics aux mêmes conditions "
        f"qu’aux nationaux ; un décret de {2013 + number} en règle l’application & fixe les délais (< 30 jours).",
        f"Since 2012 the sample act has opened public services to lawful residents on the same terms as nationals; a "
        f"decree of {2013 + number} governs how it is applied & sets the time limits (< 30 days).",
    )
    return Paragraph(f"{place}-{number}", text, answers, notes)


def _dimension(number: int, document: dict[str, Any], dice: random.Random, public: bool, first: bool) -> Dimension:
    answers, changes = [], []
    for place, indicator in enumerate((i for sub in document["subdimensions"] for i in sub["indicators"]), 1):
        before = dice.choice(["complete", "partial", "partial", "absent", "unknown", "unknown"])
        moved = not first and dice.random() < 0.12
        now = dice.choice(["complete", "partial"]) if moved else before
        known = now != "unknown"
        answers.append(
            Answer(
                indicator["id"],
                f"{number}.{place}",
                indicator["name"],
                indicator["question"],
                now,
                confidence=dice.choice(["low", "medium", "high"]) if known else "",
                cause="first" if first else "policy_change",
                holds_on="2021-12-31",
                reasons="Le texte en vigueur remplit le premier critère ; le second n’est pas documenté."
                if known
                else "",
                citations=(LAW, REPORT)[: dice.choice([1, 2])] if known else (),
                before=None if first else before,
                overtaken_since="2025-01-29" if known and dice.random() < 0.08 else "",
                overtaken_by=both(
                    "participation terminée ; effet à examiner", "participation ended; effect to be examined"
                ),
            )
        )
        if now != before and not first:
            changes.append(
                Change(
                    indicator["id"],
                    f"{number}.{place}",
                    indicator["name"],
                    before,
                    now,
                    dice.choice(["policy_change", "evidence_found"]),
                    dice.random() < 0.3,
                    (REPORT,),
                    (LAW,),
                )
            )
    ids = [answer.indicator for answer in answers]
    notes = tuple(
        Note(
            n,
            "instrument",
            f"ref-{n}",
            both(f"Loi d’essai n° 12-00{n}, 4 mai 2012, art. {n}.", f"Sample Act No. 12-00{n}, 4 May 2012, art. {n}."),
            "https://example.org",
        )
        for n in range(1, 7)
    )
    lead = both(
        "Le pays d’essai coopère de longue date avec ses voisins. Ce socle est solide mais change de base : la libre "
        "circulation reposait sur des protocoles régionaux dont le pays s’est retiré.",
        "The sample country has long cooperated with its neighbours. This ground is firm but shifting: free movement "
        "rested on regional protocols from which the country has withdrawn.",
    )
    since = both("Une loi d’essai de 2024 a remplacé celle de 2012.", "A sample act of 2024 replaced that of 2012.")
    return Dimension(
        id=document["id"],
        number=number,
        title=document["title"],
        now=_standing([a.level for a in answers], public),
        before=None if first else _standing([a.before or "unknown" for a in answers], public),
        lead=(Paragraph("lead", lead, tuple(ids[:2]), (1,)),),
        well_developed=tuple(_finding("well", n, (ids[n],), (n + 1,)) for n in (1, 2, 3)),
        potential=tuple(_finding("potential", n, (ids[n + 4],), (n + 3,)) for n in (1, 2)),
        since_then=(Paragraph("since", since, (ids[0],), (6,)),),
        to_document=tuple(a.indicator for a in answers if a.level == "unknown"),
        answers=tuple(answers),
        changes=tuple(changes),
        notes=notes,
    )


def _section(name: str, fr: str, en: str, *, notes: bool = False) -> Section:
    found = (
        (Note(1, "evidence", "rapport-essai", both("Rapport d’essai, 2019.", "Sample report, 2019.")),) if notes else ()
    )
    title = {lang: wording.section_title(name, lang) for lang in LANGS}
    paragraphs = tuple(Paragraph(f"{name}-{n}", both(fr, en), (), (1,) if notes else ()) for n in range(2))
    return Section(name, title, paragraphs, found)


def figures() -> tuple[KeyFigure, ...]:
    """Two groups: one with a national figure that was looked for, one in which two sources differ."""
    people = both("personnes", "people")
    series = (
        Point(both("Voisinie", "Neighbourland"), 403646),
        Point(both("Outre-mer", "Overseas"), 120393.0),
        Point(both("Ailleurs", "Elsewhere"), None),
    )
    born = both("Personnes nées dans le pays et vivant ailleurs.", "People born in the country and living elsewhere.")
    return (
        KeyFigure(
            "emigrants-un",
            "emigrants",
            both("Émigrés, 2024", "Emigrants, 2024"),
            "1292519",
            people,
            born,
            "2024",
            "ONU DAES",
            "https://example.org/un",
            "un",
            series,
        ),
        KeyFigure(
            "emigrants-consular",
            "emigrants",
            both("Immatriculés dans les consulats", "Registered at consulates"),
            "",
            people,
            both("Cherché dans les publications du ministère.", "Looked for in the ministry’s publications."),
            "",
            "",
            "",
            "none_found",
        ),
        KeyFigure(
            "displaced-a",
            "displacement",
            both("Déplacés par les conflits", "Displaced by conflict"),
            "360591",
            people,
            both("Fin d’année.", "At the end of the year."),
            "2024-12",
            "IDMC",
            "",
            "other",
        ),
        KeyFigure(
            "displaced-b",
            "displacement",
            both("Déplacés internes", "Internally displaced"),
            "376169",
            people,
            both("Fin d’année.", "At the end of the year."),
            "2024-12",
            "HCR",
            "",
            "un",
        ),
    )


def profile(*, origin: str = "fictional", public: bool = True, first: bool = False, seed: int = 3) -> Profile:
    """The sample: 102 answers in six dimensions, two rounds unless ``first``."""
    dice = random.Random(seed)
    dimensions = tuple(
        _dimension(number, document, dice, public, first) for number, document in enumerate(dimension_documents(), 1)
    )
    levels = [answer.level for one in dimensions for answer in one.answers]
    before = [answer.before or "unknown" for one in dimensions for answer in one.answers]
    prose_fr = (
        "Ce profil dit quelles règles existent, à la date de référence, pour chacune des questions du référentiel. "
        "Chaque niveau repose sur des textes publics que le lecteur peut ouvrir."
    )
    prose_en = (
        "This profile says which rules exist, on the reference date, for each question of the framework. Every "
        "level rests on public texts that the reader can open."
    )
    return Profile(
        round="ZZZ-2021",
        label="2021",
        jurisdiction="ZZZ",
        country=both("Essai", "Sample"),
        origin=origin,
        origin_notice={lang: wording.origin_notice(origin, lang) for lang in LANGS},
        languages=LANGS,
        title=both("Essai : profil de gouvernance des migrations, 2021", "Sample: migration governance profile, 2021"),
        reference_date="2021-12-31",
        framework="jatigi-national@1.0",
        framework_title=both("Référentiel national Jatigi", "Jatigi national framework"),
        levels=LEVELS,
        overall=_standing(levels, public),
        dimensions=dimensions,
        scores_public=public,
        previous="" if first else "ZZZ-2018",
        previous_label="" if first else "2018",
        overall_before=None if first else _standing(before, public),
        front=(
            _section("objective", prose_fr, prose_en, notes=True),
            _section("method", prose_fr, prose_en, notes=True),
        ),
        context=_section("context", prose_fr, prose_en, notes=True),
        figures=figures(),
        figure_groups=tuple(
            (group, {lang: wording.figure_group(group, lang) for lang in LANGS})
            for group in ("emigrants", "displacement")
        ),
        changes=_section("changes", prose_fr, prose_en, notes=True),
        sources=tuple(
            Source(
                "instrument",
                f"ref-{n}",
                both(f"Loi d’essai n° 12-00{n}", f"Sample Act No. 12-00{n}"),
                both("Assemblée d’essai, 4 mai 2012", "Sample assembly, 4 May 2012"),
                "https://example.org",
                n,
            )
            for n in range(1, 15)
        ),
        abbreviations=(Abbreviation("ONU", both("Organisation des Nations Unies", "United Nations")),),
        back=(_section("credits", prose_fr, prose_en), _section("disclaimer", prose_fr, prose_en)),
    )
