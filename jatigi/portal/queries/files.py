"""Files of a release to download: what they are, in words, and how large."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from jatigi.portal.models import PublishedFile, PublishedRelease

TYPES = {
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "csv": "text/csv; charset=utf-8",
    "json": "application/json",
    "yaml": "application/yaml",
    "svg": "image/svg+xml",
    "zip": "application/zip",
    "sha256": "text/plain; charset=utf-8",
    "sig": "application/octet-stream",
}


def content_type(name: str) -> str:
    """The type a file is served with; bytes without a known end stay bytes."""
    return TYPES.get(name.rsplit(".", 1)[-1], "application/octet-stream")


@dataclass(frozen=True)
class Download:
    """A file with a title that says what it is."""

    row: PublishedFile
    title: str
    about: str
    lang: str = ""

    @property
    def form(self) -> str:
        """« PDF », « CSV », as people know it."""
        end = self.row.name.rsplit(".", 1)[-1]
        return {"docx": "Word", "sha256": _("text"), "sig": _("seal")}.get(end, end.upper())


def files_of(release: PublishedRelease) -> list[PublishedFile]:
    """Every file of the release, by name."""
    return list(PublishedFile.objects.filter(release=release).order_by("name"))


def main_downloads(files: list[PublishedFile], lang: str) -> list[Download]:
    """What most readers want: the profile to print, the one to edit, the answers, everything."""
    by_name = {one.name: one for one in files}
    wanted: list[tuple[str, str, str]] = [
        (f"profile.{lang}.pdf", _("Profile"), _("To print and to hand out")),
        (f"profile.{lang}.docx", _("Profile for Word"), _("To quote and to amend")),
        (f"note.{lang}.docx", _("Note for the minister’s office"), _("What changed, in two pages")),
        ("data/answers.csv", _("Answers"), _("Every indicator with level, reasons and dates")),
        ("data/citations.csv", _("Citations"), _("What each answer rests on")),
        ("data/instruments.csv", _("Register of texts"), _("Laws, agreements and policies with their sources")),
    ]
    found = [Download(by_name[name], title, about) for name, title, about in wanted if name in by_name]
    archives = [one for one in files if one.name.endswith(".zip")]
    return found + [
        Download(one, _("The whole release, sealed"), _("Framework, data, figures, documents and their hashes"))
        for one in archives
    ]
