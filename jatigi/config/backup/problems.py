"""What backup and restore refuse: what was found, what to do. Nothing was changed."""

from jatigi.foundation.files.problems import Phrase
from jatigi.foundation.files.problems import phrase as _

CATALOGUE: dict[str, tuple[Phrase, Phrase]] = {
    "exists": (_("There is already a file of that name."), _("Choose another name; a backup is never overwritten.")),
    "not_written": (_("The backup could not be written."), _("Look for room on the disk and try again.")),
    "keys_in_clear": (
        _("Keys leave this machine under a passphrase only."),
        _("Give --passphrase-file, or leave --with-keys out."),
    ),
    "passphrase_short": (
        _("The passphrase is too short."),
        _("Use at least 16 characters, for instance five words drawn by lot."),
    ),
    "passphrase_file": (_("The passphrase file cannot be read."), _("Give a file with the passphrase on one line.")),
    "behind": (_("The database is older than the program."), _("Run: jatigi migrate")),
    "not_a_backup": (_("This is not a backup of Jatigi."), _("Give the file that `jatigi backup` wrote.")),
    "passphrase_needed": (_("The backup is under a passphrase."), _("Give --passphrase-file.")),
    "passphrase_wrong": (
        _("The passphrase is not the one of this backup, or the file was changed or cut off."),
        _("Check the passphrase, then the copy of the file."),
    ),
    "damaged": (_("The backup is damaged."), _("Use another copy.")),
    "other_version": (
        _("The backup was made by another version of the program."),
        _("Restore it with that version, then bring the program up to date and run: jatigi migrate"),
    ),
    "contradicts": (_("The rows of the backup contradict each other."), _("Use another copy.")),
    "under_way": (_("A restore is under way."), _("Wait until it has ended.")),
    "not_restored": (_("The backup could not be restored."), _("Look for room on the disk and try again.")),
}


class BackupError(Exception):
    """One of the catalogue, with a detail (a file's name, a version, the system's word) where there is one."""

    def __init__(self, code: str, detail: object = "") -> None:
        self.code, self.detail = code, str(detail)
        super().__init__(code)

    def __str__(self) -> str:
        found, advice = CATALOGUE[self.code]
        return f"{found} {self.detail + '. ' if self.detail else ''}{advice}"
