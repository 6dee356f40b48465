"""Jatigi: a country takes stock of how it governs migration, publishes the result and follows it up."""

__version__ = "0.1.0"
