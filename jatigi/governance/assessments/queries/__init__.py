"""Reads shaped for a page, split by noun. Every one has a constant number of queries.

``answers``: agreed answers as known at a time. ``evidence``: what the register says of what is cited.
``indicators``: the assessor's list and one indicator's page. ``codings``: review. ``progress``: who has handed in
what. ``quality``: what is left to fix. ``findings``: findings and what the answers suggest.
"""
