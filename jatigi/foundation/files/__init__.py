"""Stored files and the one place for each dangerous format: YAML, zip, encryption."""
