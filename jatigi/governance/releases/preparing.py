"""Getting a round ready to be built: its dates, what it follows, what stands against it, and its frozen content."""

import dataclasses
import datetime
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from django.utils import timezone

from jatigi.foundation.files import crypto
from jatigi.foundation.files.problems import Phrase
from jatigi.foundation.files.queries import read_file
from jatigi.governance.assessments.models import Round
from jatigi.governance.profiles.model import Profile
from jatigi.governance.profiles.models import Logo
from jatigi.governance.profiles.queries import profile_of
from jatigi.governance.releases import build, queries, storage
from jatigi.governance.releases.conditions import Reason, decision_of, reasons, whole_second
from jatigi.governance.releases.freeze import Frozen, freeze
from jatigi.governance.releases.press import Press
from jatigi.governance.scoring import ScoringError


class NotReady(Exception):
    """The round cannot be released. ``reasons`` says why, each with the place to put right."""

    def __init__(self, round: str, found: list[Reason]) -> None:
        self.round, self.reasons = round, found
        super().__init__(round)

    def __str__(self) -> str:
        return "\n".join(str(reason) for reason in self.reasons)


@dataclass(frozen=True)
class Prepared:
    """What :func:`.build.build` needs but for the key."""

    frozen: Frozen
    predecessor: str
    logos: Mapping[str, bytes]

    @property
    def id(self) -> str:
        """The id that the release will have."""
        return build.release_id(self.frozen.facts["round"], self.frozen.facts["origin"], self.predecessor)


def prepare(
    round: Round,
    *,
    as_known_at: datetime.datetime | None = None,
    built_for: datetime.date | None = None,
    predecessor: str | None = None,
    press: Press | None = None,
) -> Prepared:
    """Freeze the round for a release. Nothing is registered. ``press`` gets its order as soon as the profile is known.

    ``as_known_at`` and ``built_for`` default to the moment of approval (of the project's review for reconstructions),
    ``predecessor`` to the last release of the round here; "" means that there is none.

    Raises:
        NotReady: with every reason that stands against it.
    """
    decided = decision_of(round)
    if decided is None:
        raise NotReady(round.pk, reasons(round, as_known_at=as_known_at, today=built_for))
    moment = whole_second(as_known_at) if as_known_at else decided.known
    day = built_for or timezone.localdate(moment)
    profile, logos = profile_for(round, moment, day), logos_of(round)
    if press is not None:
        press.order(profile, logos)
    if against := reasons(round, as_known_at=as_known_at, today=built_for):
        raise NotReady(round.pk, against)
    last = queries.latest(round.pk, round.origin)
    follows = (last.pk if last else "") if predecessor is None else predecessor
    try:
        frozen = freeze(
            round,
            profile,
            as_known_at=moment,
            built_for=day,
            bounds=queries.bounds_of(last) if last and last.pk == follows else None,
        )
    except ScoringError as error:
        raise NotReady(round.pk, [Reason("bounds", Phrase("%(why)s", {"why": error}))]) from error
    return Prepared(frozen, follows, logos)


def profile_for(round: Round, moment: datetime.datetime, day: datetime.date) -> Profile:
    """The profile as known at ``moment`` for ``day``, under the licence that the round's releases have."""
    return dataclasses.replace(profile_of(round, moment, today=day), licence=queries.licence_of(round.pk))


def logos_of(round: Round) -> dict[str, bytes]:
    """The logos of the round's profile by the SHA-256 of their bytes."""
    logos = Logo.objects.filter(profile=round.pk, file__restricted=False).select_related("file")
    return {logo.file.sha256: read_file(logo.file) for logo in logos}


def release_into(
    round: Round,
    out: Path,
    *,
    key: Path,
    as_known_at: datetime.datetime | None = None,
    built_for: datetime.date | None = None,
    predecessor: str | None = None,
) -> Path:
    """Prepare and build at once, printing meanwhile. Raises as :func:`prepare` and :func:`build_into`."""
    with Press(round.languages) as press:
        prepared = prepare(round, as_known_at=as_known_at, built_for=built_for, predecessor=predecessor, press=press)
        return build_into(prepared, out, key=key, press=press)


def build_into(prepared: Prepared, out: Path, *, key: Path, press: Press | None = None) -> Path:
    """Build the release and write it as ``out/<id>/`` and ``out/<id>.zip``; gives the folder.

    Raises:
        CryptoError, OSError: the key cannot be read, or ``out`` not be written.
        PressError: a document cannot be printed.
    """
    files = build.build(
        prepared.frozen,
        predecessor=prepared.predecessor,
        key=crypto.load_release_key(key),
        logos=prepared.logos,
        press=press,
    )
    archive = build.zipped(files, datetime.date.fromisoformat(prepared.frozen.facts["built_for"]))
    storage.put(out, prepared.id, files, archive)
    return out / prepared.id
