"""The small world of this package's tests."""

import datetime
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.utils import translation

from jatigi.foundation.files.yaml import dump
from jatigi.governance.assessments.changes.loading import Loaded, load_round
from jatigi.governance.assessments.tests.round_files import TODAY
from jatigi.governance.assessments.tests.world import World, make_framework, make_instrument, text
from jatigi.governance.frameworks.models import FrameworkVersion


@pytest.fixture
def world(cast: Any) -> World:
    """A framework, a register and two rounds of Mali; see :class:`World`."""
    return World(cast)


@pytest.fixture(autouse=True)
def in_french() -> Iterator[None]:
    """Each test begins in French: a page asked for in English leaves its language in the thread."""
    with translation.override("fr"):
        yield


@pytest.fixture
def load(world: World, tmp_path: Path) -> Callable[..., Loaded]:
    """``load(document)`` writes the document as a file and loads it."""

    def act(document: dict[str, Any] | str | bytes, today: datetime.date = TODAY) -> Loaded:
        path = tmp_path / "MLI-2022.yaml"
        content = document if isinstance(document, str | bytes) else dump(document)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return load_round(path, today=today)

    return act


@pytest.fixture
def traps(world: World) -> World:
    """What a file may stumble over."""
    world.evidence("rumour", dated="2020", level_hint="unclear")
    world.evidence("report-2023", dated="2023-05")
    theirs = world.evidence("theirs")
    theirs.jurisdiction = world.cast.senegal
    theirs.save()
    make_instrument("law-of-senegal", mali=world.cast.senegal)
    make_framework("t-other", codes=("a.b",))
    FrameworkVersion.objects.create(
        framework=make_framework("t-draft", "0.9", codes=("a.b",)).framework, version="1.0", title=text("x"),
        about=text("x"), licence="x", document={}, digest="1" * 64,
    )  # fmt: skip
    return world
