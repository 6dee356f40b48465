"""Every write, split by noun: ``rounds``, ``assignments``, ``drafts``, ``codings``, ``threads``, ``findings``.

One function is one act: one transaction, one audit entry. What cannot be done raises :class:`.errors.Refused`.
"""
