"""The bookmarks by which a draft's paragraphs are known again when the file comes back.

Word and LibreOffice keep bookmarks through editing. A name is made from what is permanent (the round, the kind and the
code of what is discussed), so that the same profile gives the same file, and a draft of another round is told apart.
"""

import hashlib
from typing import Final

START: Final = "jt_"


def mark(round: str, kind: str, code: str) -> str:
    """The bookmark of a subject: letters, digits and ``_``, at most 40 characters, as Word allows.

    >>> len(mark("MLI-2021", "paragraph", "lead-1"))
    35
    """
    return START + hashlib.sha256("\0".join((round, kind, code)).encode()).hexdigest()[:32]
