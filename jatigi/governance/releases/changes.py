"""Every write: publishing, taking in, withdrawing, the licence, errata. One transaction and one audit entry each.

The bytes get to the disk before the transaction ends, and count only once it has: see :mod:`.storage`.
"""

import datetime
from collections.abc import Mapping
from pathlib import Path

from django.db.models import Max
from django.utils import timezone

from jatigi.foundation import audit
from jatigi.foundation.accounts.models import User
from jatigi.foundation.text.rules import Text
from jatigi.governance.assessments.models import Approval, Round
from jatigi.governance.profiles.licences import ADDRESSES
from jatigi.governance.releases import build, queries, reader, storage
from jatigi.governance.releases.models import Erratum, Release, Terms
from jatigi.governance.releases.refusals import Refused
from jatigi.governance.releases.sealed import TrustedKey


def publish_release(
    source: Path,
    *,
    by: User | None,
    round: str | None = None,
    trusted: Mapping[str, TrustedKey] | None = None,
    today: datetime.date | None = None,
) -> Release:
    """Verify a release of a round of ours, keep its bytes, and register it. From then on it is public.

    ``round`` says which round it must be of; None takes the release's own. ``trusted`` are the accepted keys, those of
    the installation by default.

    Raises:
        ReleaseError: the bytes or the seal are not accepted.
        Refused: published already, of another round, not following the last one, or under embargo.
    """
    today = today or timezone.localdate()
    opened = reader.open_release(source, queries.trusted() if trusted is None else trusted, on=today)
    with storage.locked(storage.root()), audit.entry("release.publish", by=by, kind=Release._meta.label) as record:
        _check_new(opened)
        _check_round(opened, round or opened.round, today)
        errata = _check_errata(opened)
        release = _register(opened, by=by, imported=False)
        Erratum.objects.filter(pk__in=errata, carried_by=None).update(carried_by=release)
        record.objects.append(release.pk)
        record.details.update(_for_the_trail(release))
    return release


def import_release(
    source: Path,
    *,
    by: User | None,
    trusted: Mapping[str, TrustedKey] | None = None,
    today: datetime.date | None = None,
) -> Release:
    """Verify somebody else's release, keep its bytes and register it, to be shown beside ours.

    No working table is written: no place, no framework, no round comes into being.

    Raises:
        ReleaseError: the bytes or the seal are not accepted.
        Refused: it is here already.
    """
    today = today or timezone.localdate()
    opened = reader.open_release(source, queries.trusted() if trusted is None else trusted, on=today)
    with storage.locked(storage.root()), audit.entry("release.import", by=by, kind=Release._meta.label) as record:
        _check_new(opened)
        release = _register(opened, by=by, imported=True)
        record.objects.append(release.pk)
        record.details.update(_for_the_trail(release))
    return release


def withdraw_release(release: Release, *, by: User, reason: str) -> Release:
    """Take a release off the public side. Its bytes stay, and so does its address, which says that it was withdrawn.

    Raises:
        Refused: it was withdrawn before, or there is no reason.
    """
    if not reason.strip():
        raise Refused("release.reason_missing")
    with audit.entry("release.withdraw", by=by, on=release, reason=reason):
        if release.state == "withdrawn":
            raise Refused("release.withdrawn_already", id=release.pk)
        release.state, release.withdrawn_at, release.withdrawn_by = "withdrawn", timezone.now(), by
        release.withdrawn_reason = reason.strip()
        release.save(update_fields=["state", "withdrawn_at", "withdrawn_by", "withdrawn_reason"])
    return release


def set_licence(round: Round, licence: str, *, by: User) -> Terms:
    """Choose the licence under which the next releases of a round go out. What is published keeps its own.

    Raises:
        Refused: the licence is not among those offered.
    """
    if licence not in ADDRESSES:
        raise Refused("release.unknown_licence", licence=licence, accepted=", ".join(ADDRESSES))
    with audit.entry("release.licence", by=by, on=round, licence=licence):
        terms, _ = Terms.objects.update_or_create(
            round=round, defaults={"licence": licence, "set_at": timezone.now(), "set_by": by}
        )
    return terms


def record_erratum(
    release: Release,
    *,
    by: User,
    wrong: Text,
    right: Text,
    since: datetime.date,
    indicator: str = "",
    today: datetime.date | None = None,
) -> Erratum:
    """Write down what a release of ours says wrongly and what is right; the next release of the country carries it.

    ``indicator`` is the code of the answer it concerns, "" for the release as a whole; ``since`` the day since which
    the right version is known.

    Raises:
        Refused: not a release of ours, a text missing in one of its languages, an indicator that it does not have, or
            a day to come.
    """
    if release.imported:
        raise Refused("erratum.not_ours", id=release.pk)
    missing = [lang for lang in release.languages for text in (wrong, right) if not text.plain().get(lang, "").strip()]
    if missing:
        raise Refused("erratum.text_missing", languages=", ".join(dict.fromkeys(missing)))
    if since > (today or timezone.localdate()):
        raise Refused("erratum.to_come", day=since)
    if indicator and indicator not in queries.indicators_of(release):
        raise Refused("erratum.unknown_indicator", indicator=indicator, id=release.pk)
    with audit.entry("release.erratum", by=by, on=release, indicator=indicator) as record:
        # The release's row is locked here, so that two errata at once get two numbers.
        last = Erratum.objects.filter(release=release).aggregate(last=Max("number"))["last"] or 0
        made = Erratum.objects.create(
            release=release, number=last + 1, indicator=indicator, wrong=wrong, right=right, since=since,
            recorded_at=timezone.now(), recorded_by=by,
        )  # fmt: skip
        record.details["number"] = made.number
    return made


def take_back_erratum(erratum: Erratum, *, by: User) -> Erratum:
    """Take back an erratum that no release carries yet. It stays on record.

    Raises:
        Refused: a release carries it already, or it was taken back before.
    """
    with audit.entry("release.erratum_back", by=by, on=erratum):
        if erratum.carried_by_id:
            raise Refused("erratum.carried", id=erratum.carried_by_id)
        if erratum.taken_back_at is not None:
            raise Refused("erratum.taken_back")
        erratum.taken_back_at = timezone.now()
        erratum.save(update_fields=["taken_back_at"])
    return erratum


def _check_new(opened: reader.Release) -> None:
    known = Release.objects.filter(pk=opened.id).first()
    if known is not None:
        same = known.manifest_sha256 == opened.manifest_sha256
        raise Refused("release.already_published" if same else "release.id_taken", id=opened.id)


def _check_round(opened: reader.Release, code: str, today: datetime.date) -> None:
    round = Round.objects.filter(pk=code).first()
    if round is None:
        raise Refused("release.unknown_round", round=code)
    if (opened.round, opened.jurisdiction, opened.origin) != (round.pk, round.jurisdiction_id, round.origin):
        raise Refused("release.not_of_this_round", id=opened.id, round=code)
    last = queries.latest(round.pk, round.origin)
    if opened.predecessor != (last.pk if last else ""):
        raise Refused("release.follows_another", predecessor=opened.predecessor or "–", latest=last.pk if last else "–")
    approval = Approval.objects.filter(round=round, embargo_until__gt=today).first()
    if approval is not None:
        raise Refused("release.embargo", day=approval.embargo_until)


def _check_errata(opened: reader.Release) -> list[int]:
    """The errata that the release states, by their database id. Each is still on record here."""
    stated = {(one["release"], one["number"]) for one in opened.errata}
    known = Erratum.objects.filter(release__in={release for release, _ in stated}, taken_back_at=None)
    found = {(one.release_id, one.number): one.pk for one in known}
    if gone := sorted(stated - found.keys()):
        raise Refused("release.erratum_gone", id=gone[0][0], number=gone[0][1])
    return [found[one] for one in stated]


def _register(opened: reader.Release, *, by: User | None, imported: bool) -> Release:
    files = {name: file.read() for name, file in opened.files.items()}
    built_for = datetime.date.fromisoformat(opened.built_for)
    storage.clear(storage.root())
    storage.put(storage.root(), opened.id, files, build.zipped(files, built_for))
    return Release.objects.create(
        id=opened.id,
        kind=opened.kind,
        jurisdiction=opened.jurisdiction,
        round=opened.round,
        origin=opened.origin,
        languages=list(opened.languages),
        reference_date=datetime.date.fromisoformat(opened.reference_date),
        built_for=built_for,
        predecessor=opened.predecessor,
        manifest_sha256=opened.manifest_sha256,
        key_id=opened.key_id,
        size=sum(len(content) for content in files.values()),
        imported=imported,
        registered_at=timezone.now(),
        registered_by=by,
    )


def _for_the_trail(release: Release) -> dict[str, str]:
    return {"manifest": release.manifest_sha256, "key": release.key_id, "round": release.round}
