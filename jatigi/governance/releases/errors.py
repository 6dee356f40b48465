"""What is wrong with a release, said with file, what was found, what is accepted and what to do."""

from jatigi.foundation.files.archives import ArchiveError
from jatigi.foundation.files.problems import DocumentError, Phrase, Problem


class ReleaseError(DocumentError):
    """A release cannot be accepted; nothing of it has been taken in. ``problems`` names each file."""


def problem(
    file: str, found: Phrase | str, accepted: Phrase | str = "", advice: Phrase | str = "", *, line: int = 0
) -> Problem:
    """One thing that is wrong in ``file`` of a release."""
    return Problem(file, line, 1 if line else 0, (), found, accepted, advice)


def refusal(
    file: str, found: Phrase | str, accepted: Phrase | str = "", advice: Phrase | str = "", *, line: int = 0
) -> ReleaseError:
    """One problem as an error, to raise."""
    return ReleaseError([problem(file, found, accepted, advice, line=line)])


def from_archive(error: ArchiveError) -> ReleaseError:
    """What the reader of zips refused."""
    return ReleaseError([error.problem])
