"""What must hold, as pure functions and literal tables: no Django, no clock, no database.

``rounds``: the moves of a round. ``codings``: the moves of a coding. ``judgements``: what a judgement must say.
``evidence``: whether what is cited still stands. ``findings``: on what a finding may rest. ``quality``: what is left
to fix.
"""
