"""The French catalogues of the interface: extract, check, compile. Pure Python (Babel), no gettext tools needed.

``python -m jatigi.foundation.text.catalogues update [package …]|check|compile``. English is the language of the
source; each package keeps
``locale/fr/LC_MESSAGES/django.po``. Compiling sets French typography (narrow no-break spaces).
"""

import io
import os
import sys
from collections.abc import Iterator
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

from jatigi.foundation.text.rules import typeset

PACKAGE = Path(__file__).resolve().parent.parent.parent
KEYWORDS: dict[str, tuple[int | tuple[int, str], ...] | None] = {
    "gettext": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "_": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
}


def packages() -> list[Path]:
    """The folders that keep a catalogue: every Django package of ours, and config."""
    return [*sorted(path.parent for path in PACKAGE.rglob("apps.py")), PACKAGE / "config"]


def _sources(folder: Path) -> Iterator[tuple[Path, bytes]]:
    for path in sorted(folder.rglob("*")):
        if "tests" in path.parts or "migrations" in path.parts or "static" in path.parts or not path.is_file():
            continue
        if path.suffix == ".py":
            yield path, path.read_bytes()
        elif path.suffix in {".html", ".txt"} and "templates" in path.parts:
            yield path, _templatize(path).encode()


def _templatize(path: Path) -> str:
    from django.conf import settings

    if not settings.configured:
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "jatigi.config.settings")
    from django.utils.translation.template import templatize

    return templatize(path.read_text())


def messages(folder: Path) -> Catalog:
    """All messages of a package, as its source has them now."""
    catalog = Catalog(locale="fr", project="Jatigi", charset="utf-8")
    for path, source in _sources(folder):
        for line, message, comments, context in extract(
            "python", io.BytesIO(source), KEYWORDS, comment_tags=["Translators:"]
        ):
            if message and (not isinstance(message, tuple) or message[0]):
                place = (path.relative_to(folder).as_posix(), line)
                catalog.add(message, locations=[place], auto_comments=comments, context=context)
    return catalog


def po_path(folder: Path) -> Path:
    """Where the package's catalogue lies."""
    return folder / "locale/fr/LC_MESSAGES/django.po"


def read(folder: Path) -> Catalog:
    """The package's catalogue as written; empty where there is none."""
    path = po_path(folder)
    if not path.exists():
        return Catalog(locale="fr", project="Jatigi", charset="utf-8")
    with path.open("rb") as file:
        return read_po(file, locale="fr")


def update(folder: Path) -> None:
    """Bring the catalogue up to the source: new messages come in empty, dead ones leave."""
    found, kept = messages(folder), read(folder)
    for message in found:
        old = kept.get(message.id, message.context) if message.id else None
        if old is not None:
            message.string = old.string
    if len(found):
        path = po_path(folder)
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("wb") as file:
            write_po(file, found, omit_header=False, sort_by_file=True, width=120, include_lineno=False)
        # The time stamps would change the file at each run.
        lines = path.read_text().splitlines(keepends=True)
        path.write_text(
            "".join(line for line in lines if not line.startswith(('"POT-Creation', '"PO-Revision', '"Generated')))
        )


def problems() -> list[str]:
    """What is missing, unfinished or dead in any catalogue, one line each."""
    found = []
    for folder in packages():
        name = folder.relative_to(PACKAGE).as_posix()
        source, kept = messages(folder), read(folder)
        for message in source:
            if not message.id:
                continue
            translated = kept.get(message.id, message.context)
            strings = translated.string if translated is not None else ""
            if not (all(strings) and strings if isinstance(strings, tuple) else strings):
                found.append(f"{name}: not translated: {message.id!r}")
            elif translated is not None and translated.fuzzy:
                found.append(f"{name}: to be checked (fuzzy): {message.id!r}")
        for message in kept:
            if message.id and source.get(message.id, message.context) is None:
                found.append(f"{name}: no longer used: {message.id!r}")
    return found


def compile_all() -> int:
    """Write every ``.mo`` with French typography; returns how many."""
    count = 0
    for folder in packages():
        path = po_path(folder)
        if not path.exists():
            continue
        catalog = read(folder)
        for message in catalog:
            if message.id:
                strings = message.string
                message.string = (
                    tuple(typeset(s, "fr") for s in strings)
                    if isinstance(strings, tuple | list)
                    else typeset(strings or "", "fr")
                )
        with path.with_suffix(".mo").open("wb") as file:
            write_mo(file, catalog)
        count += 1
    return count


def main(command: str, *names: str) -> int:
    """Run ``update [package …]`` (``governance/releases``), ``check`` or ``compile``; exit code 1 when ``check``
    finds something."""
    if command == "update":
        for folder in packages():
            if not names or folder.relative_to(PACKAGE).as_posix() in names:
                update(folder)
    if command == "compile":
        sys.stdout.write(f"{compile_all()} catalogues\n")
    if command == "check":
        found = problems()
        sys.stdout.writelines(line + "\n" for line in found)
        return 1 if found else 0
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
