"""Reading the trail and proving that it is whole."""

from dataclasses import dataclass

from jatigi.foundation.audit.changes import chain_hash, content_of
from jatigi.foundation.audit.models import Entry, Head


@dataclass(frozen=True)
class Fault:
    """Where the chain breaks and what was found."""

    seq: int
    what: str  # changed | missing | reordered | head


def verify() -> tuple[int, list[Fault]]:
    """Walk the chain from the first entry. Returns how many entries were read and the faults found (at most 20)."""
    previous, expected, faults = "0" * 64, 1, []
    count = 0
    for entry in Entry.objects.order_by("seq").iterator():
        count += 1
        if entry.seq != expected:
            faults.append(Fault(expected, "missing"))
        elif entry.previous != previous:
            faults.append(Fault(entry.seq, "reordered"))
        elif chain_hash(entry.previous, content_of(entry)) != entry.hash:
            faults.append(Fault(entry.seq, "changed"))
        previous, expected = entry.hash, entry.seq + 1
        if len(faults) >= 20:
            return count, faults
    head = Head.objects.filter(id=1).first()
    if (head.seq if head else 0) != expected - 1 or (head.hash if head else "0" * 64) != previous:
        faults.append(Fault(head.seq if head else 0, "head"))
    return count, faults


def head_hash() -> str:
    """The hash of the last entry, which a release carries."""
    head = Head.objects.filter(id=1).first()
    return head.hash if head else "0" * 64
