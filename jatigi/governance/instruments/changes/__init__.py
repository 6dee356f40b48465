"""Every write to the register and to other evidence, split by noun: ``loading`` (files), ``instruments``,
``participation``, ``evidence``.

One function is one act: one transaction, one audit entry.
"""
