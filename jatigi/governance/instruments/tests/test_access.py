"""Who may read and write the register: the same answer for "not there" and "not yours"."""

import uuid

import pytest
from django.http import Http404

from jatigi.foundation.accounts.models import Role
from jatigi.governance.instruments import access
from jatigi.governance.instruments.models import Evidence, Instrument, Participation


@pytest.fixture
def register(cast):
    """A law of Mali, and a convention in which Mali takes part."""
    Instrument.objects.create(code="loi", kind="law", jurisdiction=cast.mali, status="verified")
    convention = Instrument.objects.create(code="convention", kind="convention", status="verified")
    Participation.objects.create(instrument=convention, place=cast.mali)


def reaches(user, code, permission="instrument.view"):
    try:
        return access.instrument_for(user, code, permission).code == code
    except Http404:
        return False


@pytest.mark.parametrize(
    ("who", "law", "convention"),
    [
        ("aminata", True, True),
        ("tieman", True, True),
        ("kadi", True, True),
        ("nene", False, True),
        ("demba", False, False),
    ],
)
def test_a_law_is_read_in_its_country_and_a_convention_everywhere(register, cast, who, law, convention):
    user = getattr(cast, who)
    assert (reaches(user, "loi"), reaches(user, "convention")) == (law, convention)
    assert not reaches(user, "nowhere")


@pytest.mark.parametrize(
    ("who", "law", "convention"),
    [
        ("aminata", True, True),
        ("boubacar", True, True),
        ("coumba", False, False),
        ("tieman", False, False),
        ("nene", False, False),
    ],
)
def test_writing_takes_the_right_where_the_text_belongs(register, cast, who, law, convention):
    user = getattr(cast, who)
    write = "instrument.write"
    assert (reaches(user, "loi", write), reaches(user, "convention", write)) == (law, convention)


def test_what_two_countries_share_is_changed_by_neither_alone(register, cast):
    convention = Instrument.objects.get(code="convention")
    Participation.objects.create(instrument=convention, place=cast.senegal)
    assert not reaches(cast.aminata, "convention", "instrument.write")
    assert access.may_for(cast.aminata, "instrument.write", convention, "MLI")
    assert not access.may_for(cast.aminata, "instrument.write", convention, "SEN")
    Role.objects.create(user=cast.aminata, jurisdiction=cast.senegal, role="coordinator")
    del cast.aminata._roles_now
    assert reaches(cast.aminata, "convention", "instrument.write")


@pytest.fixture
def pieces(cast):
    def make(code, **more):
        return Evidence.objects.create(
            jurisdiction=cast.mali, code=code, kind="official_reply", title={"fr": code}, confidence="high", **more
        )

    return {
        "open": make("open"),
        "internal": make("internal", publishable=False),
        "kadi's": make("kadis", publishable=False, added_by=cast.kadi),
    }


@pytest.mark.parametrize(
    ("who", "read"),
    [
        ("aminata", {"open", "internal", "kadi's"}),
        ("boubacar", {"open", "internal", "kadi's"}),
        ("coumba", {"open", "internal", "kadi's"}),
        ("kadi", {"open", "kadi's"}),
        ("tieman", {"open"}),
        ("moussa", {"open"}),
        ("nene", set()),
        ("demba", set()),
    ],
)
def test_internal_evidence_is_read_by_those_who_may_and_by_who_brought_it(pieces, cast, who, read):
    user = getattr(cast, who)
    seen = set(access.visible_evidence(user).values_list("code", flat=True)) if user else set()
    assert seen == {pieces[name].code for name in read}
    for name, piece in pieces.items():
        if name not in read:
            with pytest.raises(Http404):
                access.evidence_for(user, str(piece.pk))
    with pytest.raises(Http404):
        access.evidence_for(user, str(uuid.uuid4()))


@pytest.mark.parametrize(
    ("who", "changes"),
    [("aminata", {"open", "internal", "kadi's"}), ("kadi", {"kadi's"}), ("coumba", set()), ("nene", set())],
)
def test_a_contributor_changes_only_what_they_brought(pieces, cast, who, changes):
    user = getattr(cast, who)
    assert {name for name, piece in pieces.items() if access.may_change(user, piece)} == changes
