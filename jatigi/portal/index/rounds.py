"""A round's results into the index: the release, its answers and citations, counts and scores, findings, files."""

import hashlib
from pathlib import Path
from typing import Any

from jatigi.foundation.text import Text
from jatigi.governance.releases.reader import AnswerRow, Release
from jatigi.portal import models
from jatigi.portal.index.frameworks import Known, text
from jatigi.portal.weaving import shape_of, woven

BATCH = 500


def add(release: Release, known: Known, *, folder: str, public_key: str) -> models.PublishedRelease:
    """The row of the release with everything that hangs on it, but files and register."""
    lead = release.languages[0]
    answers = sorted(release.answers, key=lambda row: _place(known, row))
    shapes = {row.indicator: _shape(known, row) for row in answers}
    row = models.PublishedRelease.objects.create(
        id=release.id,
        kind=release.kind,
        origin=release.origin,
        jurisdiction=release.jurisdiction,
        name=text(release.jurisdiction_name, lead),
        round=release.round,
        slug=release.round.removeprefix(f"{release.jurisdiction}-"),
        label=release.label,
        reference_date=release.reference_date,
        framework_id=release.framework,
        modules=list(release.modules),
        languages=list(release.languages),
        built_for=release.built_for,
        as_known_at=release.as_known_at,
        predecessor=release.predecessor,
        errata=[dict(one) for one in release.errata],
        licence=release.licence,
        licence_url=release.licence_url,
        licence_title=text(release.licence_title, lead),
        licence_text=text(release.licence_text, lead),
        scores_public=release.scores_public,
        audit_head=release.audit_head,
        key_id=release.key_id,
        public_key=public_key,
        notice=text(release.notice, lead),
        title=text(release.title, lead),
        about=text(release.about, lead),
        manifest_sha256=release.manifest_sha256,
        folder=folder,
        counts={shape: list(shapes.values()).count(shape) for shape in models.SHAPES},
        weave=woven(
            (known.indicators[one.indicator].dimension.number, shapes[one.indicator], bool(one.overtaken_since))
            for one in answers
        ),
    )
    _answers(release, known, row, shapes)
    _scores(release, row)
    _findings(release, row)
    if release.profile:
        models.PublishedProfile.objects.create(release=row, document=_without_answers(release.profile))
    return row


def _place(known: Known, row: AnswerRow) -> tuple[int, int]:
    indicator = known.indicators[row.indicator]
    return indicator.dimension.number, indicator.position


def _shape(known: Known, row: AnswerRow) -> str:
    return shape_of(row.level, [level["id"] for level in known.indicators[row.indicator].levels], row.value)


def _answers(release: Release, known: Known, row: models.PublishedRelease, shapes: dict[str, str]) -> None:
    same = (
        "level", "value", "confidence", "cause", "holds_on", "recorded_at", "reasons_lang", "reasons", "previous_level",
        "overtaken_since", "overtaken_by", "support",
    )  # fmt: skip
    written = models.PublishedAnswer.objects.bulk_create(
        (
            models.PublishedAnswer(
                release=row,
                indicator=known.indicators[one.indicator],
                shape=shapes[one.indicator],
                **{name: getattr(one, name) for name in same},
            )
            for one in release.answers
        ),
        batch_size=BATCH,
    )
    answers = {one.indicator: answer for one, answer in zip(release.answers, written, strict=True)}
    models.PublishedCitation.objects.bulk_create(
        (
            models.PublishedCitation(
                release=row,
                answer=answers[one.indicator],
                position=one.position,
                cited=one.kind,
                ref=one.ref,
                place=one.place,
                quote_lang=one.quote_lang,
                quote=one.quote,
            )
            for one in release.citations
        ),
        batch_size=BATCH,
    )


def _scores(release: Release, row: models.PublishedRelease) -> None:
    """Single indicators are left out: their answer says all. Scores that are not public have no numbers to copy."""
    same = ("score", "low", "high", "coverage", "klass", "class_low", "class_high", *models.SHAPES, "measured")
    models.PublishedScore.objects.bulk_create(
        (
            models.PublishedScore(
                release=row, node=one.node, level=one.kind, **{name: getattr(one, name) for name in same}
            )
            for one in release.scores
            if one.kind != "indicator"
        ),
        batch_size=BATCH,
    )


def _findings(release: Release, row: models.PublishedRelease) -> None:
    models.PublishedFinding.objects.bulk_create(
        models.PublishedFinding(
            release=row,
            code=one.id,
            dimension=one.dimension,
            finding=one.kind,
            text=Text.of(one.text, source=release.languages[0]),
            answers=list(one.answers),
            instruments=list(one.instruments),
            evidence=list(one.evidence),
        )
        for one in release.findings
    )


def _without_answers(profile: dict[str, Any]) -> dict[str, Any]:
    """The content model without what has its own rows; it is the bulk of it."""
    dimensions = [
        {name: value for name, value in one.items() if name not in ("answers", "changes")}
        for one in profile.get("dimensions") or ()
    ]
    return {**profile, "dimensions": dimensions}


def add_files(release: Release, path: Path) -> None:
    """What may be downloaded: the files that the manifest names, the manifest and its seal, and the zip of it all."""
    rows = [
        models.PublishedFile(release_id=release.id, name=name, size=file.size, sha256=file.sha256)
        for name, file in release.files.items()
    ]
    archive = zip_beside(path)
    if archive.is_file():
        with archive.open("rb") as content:
            digest = hashlib.file_digest(content, "sha256").hexdigest()
        rows.append(
            models.PublishedFile(
                release_id=release.id, name=f"{release.id}.zip", size=archive.stat().st_size, sha256=digest
            )
        )
    models.PublishedFile.objects.bulk_create(rows)


def zip_beside(folder: Path) -> Path:
    """The zip of the release in ``folder``; ids may hold dots, so the suffix is added, never exchanged."""
    return folder.parent / f"{folder.name}.zip"
