"""What a reader may see of what an institution said: its name, its words. Pure.

Three things are kept apart. A *name* stands beside a position for the coordinator, for the institution itself and, with
its consent, for everyone. *Words* are for all who follow the consultation unless they were given in confidence; then
they are for the coordinator and the institution, and others do not learn whose they are, consent or not. *Counts* are
for everyone.
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class Reader:
    """Who reads: ``everyone`` and ``confidential`` are the coordinator's rights, ``own`` the institutions that the
    person belongs to or speaks for, ``named`` those that agreed to be named."""

    everyone: bool = False
    confidential: bool = False
    own: frozenset[str] = frozenset()
    named: frozenset[str] = frozenset()

    def names(self, institution: str, *, confidential: bool = False) -> bool:
        """Whether the reader learns who spoke.

        >>> Reader(named=frozenset({"instat"})).names("instat", confidential=True)
        False
        """
        if self.everyone or institution in self.own:
            return True
        return institution in self.named and not confidential

    def reads(self, institution: str | None, *, confidential: bool) -> bool:
        """Whether the reader reads the words."""
        return not confidential or self.confidential or institution in self.own

    def follows(self, institution: str) -> bool:
        """Whether the reader sees how a position came to be: its earlier revisions, its letter, who spoke for whom."""
        return self.everyone or institution in self.own


#: Whoever reads the copy that goes round: no confidence, no name without consent.
def outsider(reader: Reader) -> Reader:
    """The same names by consent, without any right of one's own: what may leave the house."""
    return Reader(named=reader.named)
