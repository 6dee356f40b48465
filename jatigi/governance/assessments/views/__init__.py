"""The desk's pages, split by noun: ``home``, ``rounds``, ``moves``, ``assignments``, ``indicators`` (the assessor's),
``codings``, ``review``, ``findings``, ``answers``. ``shell`` is what they share."""
