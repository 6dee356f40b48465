"""Rounds, codings, answers, citations, findings and their review."""
