"""Reading the register's files: a folder or one file, checked as a whole before anything is written."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar

from jatigi.foundation.files import yaml
from jatigi.foundation.files.problems import DocumentError, Problem, Trail, shown
from jatigi.foundation.files.problems import phrase as _
from jatigi.governance.instruments import checks, schema

MOST_FILES = 500
Item = TypeVar("Item", schema.Instrument, schema.Evidence)
File = TypeVar("File", schema.Register, schema.EvidenceFile)


@dataclass(frozen=True)
class Known:
    """What the register holds already, so that files may refer to it.

    Attributes:
        instruments: code → code of the jurisdiction it belongs to (None: to all who take part).
        places: codes of places; None when they are not checked (a file alone, without a database).
    """

    instruments: Mapping[str, str | None] = field(default_factory=dict)
    places: Collection[str] | None = None


@dataclass(frozen=True)
class Entry:
    """One instrument as read, with the place it stands at. ``speaks_for``: the jurisdiction of its file."""

    form: schema.Instrument
    speaks_for: str
    document: yaml.Document
    index: int

    @property
    def trail(self) -> Trail:
        """Where it stands in its file."""
        return ("instruments", self.index)


@dataclass(frozen=True)
class EvidenceEntry:
    """One piece of evidence as read, with the place it stands at."""

    form: schema.Evidence
    jurisdiction: str
    document: yaml.Document
    index: int

    @property
    def trail(self) -> Trail:
        """Where it stands in its file."""
        return ("evidence", self.index)


def read_register(path: Path, known: Known = Known(), *, jurisdiction: str | None = None) -> list[Entry]:
    """The instruments of a file, or of every ``*.yaml`` in a folder, in the order of files and entries.

    ``jurisdiction`` is whose texts these are, where the files do not say.

    Raises:
        DocumentError: with every problem of every file; nothing is returned then.
    """

    def entries(document: yaml.Document) -> list[Entry]:
        file = yaml.validate(document, schema.Register)
        place = _jurisdiction(document, file.jurisdiction, jurisdiction)
        return [Entry(form, place, document, index) for index, form in enumerate(file.instruments)]

    found = _read_all(path, entries)
    problems = checks.register(found, known)
    if problems:
        raise DocumentError(problems)
    return found


def read_evidence(path: Path, known: Known = Known(), *, jurisdiction: str | None = None) -> list[EvidenceEntry]:
    """The evidence of a file, or of every ``*.yaml`` in a folder. Raises as :func:`read_register`."""

    def entries(document: yaml.Document) -> list[EvidenceEntry]:
        file = yaml.validate(document, schema.EvidenceFile)
        place = _jurisdiction(document, file.jurisdiction, jurisdiction)
        return [EvidenceEntry(form, place, document, index) for index, form in enumerate(file.evidence)]

    found = _read_all(path, entries)
    problems = checks.evidence(found, known)
    if problems:
        raise DocumentError(problems)
    return found


Read = TypeVar("Read")


def _read_all(path: Path, read_one: Callable[[yaml.Document], list[Read]]) -> list[Read]:
    """Every file read; the problems of all files together, so that a person mends them in one go."""
    found: list[Read] = []
    problems: list[Problem] = []
    for file in _files(path):
        try:
            found += read_one(yaml.read(file))
        except DocumentError as error:
            problems += error.problems
    if problems:
        raise DocumentError(problems)
    return found


def _files(path: Path) -> list[Path]:
    if not path.is_dir():
        return [path]
    files = sorted(file for file in path.iterdir() if file.suffix in {".yaml", ".yml"})
    if not files:
        found = _("no file whose name ends in .yaml in this folder")
        raise DocumentError([Problem(shown(path.name), 0, 0, (), found, _("a folder of YAML files, or one such file"))])
    if len(files) > MOST_FILES:
        found = _("%(count)s files in this folder", count=len(files))
        raise DocumentError([Problem(shown(path.name), 0, 0, (), found, _("at most %(most)s", most=MOST_FILES))])
    return files


def _jurisdiction(document: yaml.Document, written: str | None, given: str | None) -> str:
    """Whose texts the file holds: as written in it, else as given by whoever loads it."""
    if written is not None and given is not None and written != given:
        found = _("“%(written)s”, but “%(given)s” was asked for", written=written, given=given)
        raise DocumentError([document.problem(("jurisdiction",), found, given)])
    place = written or given
    if place is None:
        found = _("the key “%(key)s” is missing", key="jurisdiction")
        advice = _("Add it at the top of the file, for example “jurisdiction: MLI”.")
        raise DocumentError([document.problem((), found, _("the code of a place"), advice)])
    return place
