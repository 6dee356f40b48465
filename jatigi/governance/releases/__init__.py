"""Freeze, sign, verify and import a release."""
