"""The demonstration: an empty machine becomes Mali's assessment, rebuilt from public sources, released and shown.

Every step can be run again: what is there stays, what changed in the content is taken in.
"""

import hashlib
import secrets
import tempfile
from collections.abc import Callable
from pathlib import Path

from django.conf import settings
from pydantic import BaseModel, ConfigDict

from jatigi import __version__
from jatigi.config import serving, training
from jatigi.config.reactions import react
from jatigi.foundation.accounts import changes as accounts
from jatigi.foundation.accounts.models import Institution, User
from jatigi.foundation.files import crypto, yaml
from jatigi.foundation.files.validation import validate
from jatigi.foundation.places import changes as places
from jatigi.foundation.places.models import Place
from jatigi.foundation.places.rules import GroupsFile, Names, PlacesFile
from jatigi.governance.assessments.changes import assignments
from jatigi.governance.assessments.changes import loading as rounds
from jatigi.governance.assessments.models import Round
from jatigi.governance.consultations.changes import loading as consultations
from jatigi.governance.followup.changes import loading as followup
from jatigi.governance.frameworks import changes as frameworks
from jatigi.governance.frameworks import mappings
from jatigi.governance.frameworks.library import Library
from jatigi.governance.frameworks.models import IndicatorVersion
from jatigi.governance.instruments.changes import loading
from jatigi.governance.profiles.loader import load_profile
from jatigi.governance.releases import changes as releases
from jatigi.governance.releases import preparing
from jatigi.governance.releases import queries as released

FRAMEWORKS = ("jatigi-national@1.0", "regional-mobility@1.0", "sdg-10-7-2@2021")
CROSSWALK = "jatigi-national/crosswalk/jatigi-national@1.0--sdg-10-7-2@2021.yaml"
ROUNDS = ("MLI-2018", "MLI-2021", "MLI-2026")  # earlier rounds first
RELEASED = ("MLI-2018", "MLI-2021")
EXAMPLE = settings.CONTENT / "examples/mali"
#: Whom the demonstration asks in the round under way: the institution whose work the register describes →
# beginnings of ids.
#: Invented for the demonstration, seen on the desk only; nothing of it is published.
ASKED: dict[str, tuple[str, ...]] = {
    "mmeia": ("government.institutions.", "government.strategy.", "partnerships.global.", "partnerships.society."),
    "dgme": ("wellbeing.diaspora.", "wellbeing.security.", "mobility.return.", "crises.response.consular"),
    "instat": ("government.data.",),
    "onef": ("wellbeing.labour.needs-assessment", "wellbeing.labour.programme", "wellbeing.labour.bilateral"),
    "cncr": ("crises.protection.", "rights.conventions.refugees-stateless"),
    "dnds": ("crises.displacement.", "crises.preparedness."),
    "justice": ("mobility.crime.", "rights.services.justice", "rights.equality.discrimination"),
    "affaires-etrangeres": ("partnerships.regional.", "partnerships.bilateral."),
    "securite": ("mobility.borders.", "mobility.admission.identity"),
}
Say = Callable[[str], None]


class InstitutionEntry(BaseModel):
    """One institution of the example."""

    model_config = ConfigDict(extra="forbid", strict=True)

    code: str
    abbreviation: str
    name: Names


class InstitutionsFile(BaseModel):
    """``institutions.yaml``."""

    model_config = ConfigDict(extra="forbid", strict=True)

    institutions: list[InstitutionEntry]


def prepare(say: Say) -> None:
    """Everything up to serving. A second time it looks whether program or content changed, and stops if not."""
    mark, present = settings.VAR / "demo-made-for", fingerprint()
    if mark.exists() and mark.read_text() == present and not serving.waiting_migrations():
        serving.gather_static()
        return
    for label, step in STEPS:
        say(label)
        step()
    mark.write_text(present)


def fingerprint() -> str:
    """Changes with any file of the content, and with the program's version."""
    digest = hashlib.sha256(__version__.encode())
    for path in sorted(settings.CONTENT.rglob("*.yaml")):
        digest.update(path.relative_to(settings.CONTENT).as_posix().encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()


def people() -> list[tuple[User, str]]:
    """The demonstration's accounts, each with its role; those of the country for training say so."""
    users = User.objects.filter(is_demo=True, is_active=True).prefetch_related("roles").order_by("pk")
    held = [(user, role) for user in users for role in user.roles.all() if role.revoked_at is None]
    invented = f" ({training.CODE}, fiction)"
    return [(user, role.role + (invented if role.jurisdiction_id == training.CODE else "")) for user, role in held]


def password() -> str:
    """The password that all demonstration accounts share; made once for each installation."""
    path = settings.VAR / "keys" / "demo-password"
    if not path.exists():
        crypto.write_private(path, secrets.token_urlsafe(9).encode())
    return path.read_text()


def _keys() -> None:
    folder = released.key_folder()
    if not (folder / "release.key").exists():
        crypto.make_release_key(folder)
        (folder / "made-by-demo").touch()


def _places() -> None:
    units = validate(yaml.read(EXAMPLE / "places.yaml"), PlacesFile)
    groups = validate(yaml.read(settings.CONTENT / "places/groups.yaml"), GroupsFile)
    places.load_places(units=units.places, groups=groups.groups, by=None)


def _people() -> None:
    file = validate(yaml.read(EXAMPLE / "institutions.yaml"), InstitutionsFile)
    mali = Place.objects.get(code="MLI")
    entries = [(one.code, one.abbreviation, one.name.model_dump()) for one in file.institutions]
    accounts.load_institutions(entries, jurisdiction=mali, by=None)
    accounts.make_demo_accounts(mali, password=password())


def _frameworks() -> None:
    library = Library(settings.CONTENT / "frameworks")
    for key in FRAMEWORKS:
        framework = library.framework(key)
        assert framework is not None, key
        frameworks.load_framework(framework, by=None, publish=True)
    document = yaml.read(settings.CONTENT / "frameworks" / CROSSWALK)
    crosswalk = mappings.check_crosswalk(document, library.framework)
    frameworks.load_mapping(crosswalk, by=None)


def _register() -> None:
    loading.load_register(EXAMPLE / "instruments", jurisdiction="MLI")
    loading.load_evidence(EXAMPLE / "evidence", jurisdiction="MLI")


def _rounds() -> None:
    for code in ROUNDS:
        rounds.load_round(EXAMPLE / f"rounds/{code}.yaml")


def _assignments() -> None:
    """Once only: afterwards the people of the demonstration assign as they like."""
    current = Round.objects.get(pk="MLI-2026")
    if current.state != "collection" or current.assignments.exists():
        return
    coordinator, assessor = (User.objects.get(email=f"{who}@demo.example") for who in ("aminata", "boubacar"))
    rows = list(IndicatorVersion.objects.filter(version=current.framework).select_related("indicator"))
    assignments.assign(current, rows, by=coordinator, assessor=assessor, due=current.deadline)
    for code, beginnings in ASKED.items():
        asked = [row for row in rows if row.indicator.code.startswith(beginnings)]
        assignments.ask_institution(current, Institution.objects.get(pk=code), asked, by=coordinator)


def _consultations() -> None:
    for path in sorted((EXAMPLE / "consultations").glob("*.yaml")):
        consultations.load_consultation(path)


def _followup() -> None:
    for path in sorted((EXAMPLE / "followup").glob("*.yaml")):
        followup.load_followup(path)


def _profiles() -> None:
    for code in RELEASED:
        load_profile(EXAMPLE / f"profiles/{code}.yaml", EXAMPLE / "figures.yaml")


def _training() -> None:
    training.prepare(password())


def _releases() -> None:
    for code in RELEASED:
        _release(code)


def _release(code: str) -> None:
    """Build and publish the round's release, unless the last one already holds what the round holds now."""
    current = Round.objects.select_related("jurisdiction", "framework", "previous").get(pk=code)
    if released.latest(current.pk, current.origin) is not None:
        return
    with tempfile.TemporaryDirectory(dir=settings.VAR) as folder:
        built = preparing.release_into(current, Path(folder), key=released.key_folder() / "release.key")
        release = releases.publish_release(built, by=None, round=code)
    react("release.publish", release)


STEPS: tuple[tuple[str, Callable[[], None]], ...] = (
    ("database and style", serving.migrate),
    ("keys", _keys),
    ("places", _places),
    ("institutions and accounts", _people),
    ("frameworks", _frameworks),
    ("register of texts and evidence", _register),
    ("rounds of 2018, 2021 and 2026", _rounds),
    ("who is asked what in 2026", _assignments),
    ("consultations of 2020 and 2021", _consultations),
    ("recommendations, actions and sectors", _followup),
    ("a fictional country for training", _training),
    ("profiles", _profiles),
    ("signed releases", _releases),
)
