"""Promise 5: evidence that is not to be published is read on no page by those who may not read it."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from jatigi.foundation.text import Text
from jatigi.governance.assessments.models import Assignment
from jatigi.governance.assessments.rules.judgements import Cited
from jatigi.governance.assessments.tests.world import CODES, LAW, World

MARKER = "MARQUEUR-INTERNE"


@pytest.fixture
def marked(world: World) -> World:
    """An answer of this round and one of the last rest on internal evidence whose words are a marker."""
    world.reply.title = world.reply.text = Text.of({"fr": MARKER, "en": MARKER})
    world.reply.save()
    internal = Cited(evidence=str(world.reply.pk), quote=MARKER, quote_lang="fr")
    world.past(CODES[0], "partial", internal, LAW)
    world.agreed(CODES[0], cites=(internal, LAW))
    world.coded(CODES[1], cites=(internal, LAW))
    Assignment.objects.create(round=world.round, indicator=world.indicator(CODES[0]), institution=world.cast.statistics)
    Assignment.objects.create(round=world.round, indicator=world.indicator(CODES[1]), institution=world.cast.statistics)
    return world


PAGES = (
    "",
    "answers/",
    "answers/{0}/",
    "answers/{1}/",
    "indicators/",
    "indicators/{0}/",
    "indicators/{1}/",
    "findings/",
    "write/",
)


@pytest.mark.parametrize("who", ["kadi", "moussa", "sira", "tieman"])
@pytest.mark.parametrize("page", PAGES)
def test_those_who_may_not_read_it_see_nothing_of_it(
    marked: World, signed_in: Callable[[Any], Client], who: str, page: str
) -> None:
    address = f"/fr/desk/rounds/MLI-2026/{page.format(*CODES)}"
    answer = signed_in(getattr(marked.cast, who)).get(address)
    assert answer.status_code in {200, 404}
    assert MARKER not in answer.content.decode()


@pytest.mark.parametrize("who", ["aminata", "boubacar", "coumba"])
def test_those_who_may_read_it_do(marked: World, signed_in: Callable[[Any], Client], who: str) -> None:
    answer = signed_in(getattr(marked.cast, who)).get(f"/fr/desk/rounds/MLI-2026/answers/{CODES[0]}/")
    assert MARKER in answer.content.decode()


@pytest.mark.parametrize("who", ["moussa", "sira"])
def test_a_coding_waiting_for_review_shows_validators_and_publishers_none_of_it(
    marked: World, signed_in: Callable[[Any], Client], who: str
) -> None:
    coding = marked.round.codings.get(indicator=marked.indicator(CODES[1]))
    answer = signed_in(getattr(marked.cast, who)).get(f"/fr/desk/rounds/MLI-2026/review/{coding.pk}/")
    assert answer.status_code == 200
    assert MARKER not in answer.content.decode()
