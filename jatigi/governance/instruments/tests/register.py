"""A small register for tests, written as a country would write its file."""

from pathlib import Path
from typing import Any

from jatigi.foundation.files.yaml import dump

SOURCE = {"url": "https://example.org/jo", "publisher": "Journal officiel", "says": {"fr": "Texte publié."}}


def entry(id: str, kind: str = "law", **more: Any) -> dict[str, Any]:
    """One entry as in a file: verified, with one source."""
    values: dict[str, Any] = {
        "id": id,
        "kind": kind,
        "title": {"fr": f"Texte {id}", "en": f"Text {id}"},
        "issuer": {"fr": "Assemblée nationale", "en": "National Assembly"},
        "summary": {"fr": "Ce qu’il dit.", "en": "What it says."},
        "status": "verified",
        "sources": [SOURCE],
    }
    return values | more


def part(place: str = "MLI", **dates: str) -> dict[str, Any]:
    """A place's participation."""
    return {"place": place, **dates}


def write(folder: Path, *entries: dict[str, Any], jurisdiction: str = "MLI", name: str = "register.yaml") -> Path:
    """The entries as one file in ``folder``; returns the folder."""
    text = dump({"jurisdiction": jurisdiction, "instruments": list(entries)})
    (folder / name).write_text(text, encoding="utf-8")
    return folder
