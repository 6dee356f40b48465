"""Reads of consultations, shaped for pages, files and releases."""
