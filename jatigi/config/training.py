"""Kalanso, a country that does not exist: two rounds, a consultation, priorities, a plan, reports, to learn from.

Everything of it is invented and says so; nothing of it is released.
"""

from pathlib import Path
from typing import Literal

from django.conf import settings
from pydantic import BaseModel, ConfigDict

from jatigi.foundation.accounts import changes as accounts
from jatigi.foundation.accounts.models import User
from jatigi.foundation.files import yaml
from jatigi.foundation.files.validation import validate
from jatigi.foundation.places import changes as places
from jatigi.foundation.places.rules import Names
from jatigi.foundation.text import Text
from jatigi.governance.assessments.changes import loading as rounds
from jatigi.governance.consultations.changes import loading as consultations
from jatigi.governance.consultations.models import Consultation
from jatigi.governance.followup.changes import loading as followup
from jatigi.governance.instruments.changes import loading as register
from jatigi.governance.profiles.changes.paragraphs import rewrite_paragraph
from jatigi.governance.profiles.loader import load_profile
from jatigi.governance.profiles.models import ParagraphRevision
from jatigi.governance.profiles.recording import Written
from jatigi.governance.profiles.schema import ProfileFile

EXAMPLE = settings.CONTENT / "examples/fiction"
CODE = "XKA"  # ISO 3166-1 leaves XAA to XZZ to users: no real country ever gets it
#: Invented first names: (beginning of the address, name, role, institution).
PEOPLE = (
    ("naya", "Naya", "coordinator", "xka-interior"),
    ("toli", "Toli", "assessor", "xka-statistics"),
    ("mirou", "Mirou", "reviewer", "xka-interior"),
    ("selo", "Selo", "contributor", "xka-health"),
    ("bina", "Bina", "contributor", "xka-labour"),
    ("dara", "Dara", "validator", "xka-interior"),
    ("yoro", "Yoro", "validator", "xka-health"),
)


class Country(BaseModel):
    """``country.yaml``."""

    model_config = ConfigDict(extra="forbid", strict=True)

    code: Literal["XKA"]
    name: Names


class Institution(BaseModel):
    """One invented institution."""

    model_config = ConfigDict(extra="forbid", strict=True)

    code: str
    abbreviation: str
    name: Names


class Institutions(BaseModel):
    """``institutions.yaml``."""

    model_config = ConfigDict(extra="forbid", strict=True)

    institutions: list[Institution]


def prepare(password: str) -> None:
    """Everything about the country, in the order in which it happened; a second time changes nothing.

    The consultation is taken in twice: once on the round as it was put to the institutions, and once after the round
    was changed because of it, so that its answers name what they changed.
    """
    form = validate(yaml.read(EXAMPLE / "country.yaml"), Country)
    country = places.invent_country(CODE, Text.of(form.name.model_dump()), by=None)
    listed = validate(yaml.read(EXAMPLE / "institutions.yaml"), Institutions).institutions
    entries = [(one.code, one.abbreviation, one.name.model_dump()) for one in listed]
    accounts.load_institutions(entries, jurisdiction=country, by=None)
    accounts.make_demo_accounts(country, password=password, people=PEOPLE)
    register.load_register(EXAMPLE / "instruments", jurisdiction=country.code)
    register.load_evidence(EXAMPLE / "evidence", jurisdiction=country.code)
    if not Consultation.objects.filter(pk="XKA-2023-03").exists():
        rounds.load_round(EXAMPLE / "rounds/XKA-2022-before.yaml")
        load_profile(EXAMPLE / "profiles/XKA-2022-before.yaml")
        consultations.load_consultation(EXAMPLE / "consultations/XKA-2023-03.yaml")
    rounds.load_round(EXAMPLE / "rounds/XKA-2022.yaml")
    load_profile(EXAMPLE / "profiles/XKA-2022-before.yaml")  # in a demonstration that is older than its profile
    _rewrite(EXAMPLE / "profiles/XKA-2022.yaml")
    consultations.load_consultation(EXAMPLE / "consultations/XKA-2023-03.yaml")
    rounds.load_round(EXAMPLE / "rounds/XKA-2025.yaml")
    followup.load_followup(EXAMPLE / "followup/XKA.yaml")


def _rewrite(path: Path) -> None:
    """The paragraphs that read otherwise after the consultation, rewritten by the coordinator; what somebody has worked
    on since stays."""
    coordinator = User.objects.get(email=f"{PEOPLE[0][0]}@demo.example")
    form = validate(yaml.read(path), ProfileFile)
    texts = {one.id: Text.of(one.text) for section in form.sections for one in section.paragraphs}
    revisions = ParagraphRevision.objects.filter(paragraph__profile=form.profile, paragraph__code__in=texts)
    latest = {one.paragraph.code: one for one in revisions.select_related("paragraph").order_by("number")}
    for code, last in latest.items():
        if last.number == 1 and last.text != texts[code]:
            rests = {name: list(getattr(last, name).all()) for name in ("answers", "instruments", "evidence")}
            rewrite_paragraph(last.paragraph, Written(texts[code], **rests), by=coordinator, number=1)
