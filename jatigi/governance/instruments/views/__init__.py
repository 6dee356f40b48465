"""The register's pages, split by noun: ``register``, ``instruments``, ``evidence``, and ``search`` for who cites."""
