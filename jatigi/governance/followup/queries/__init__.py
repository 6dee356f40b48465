"""Reads of follow-up, shaped for pages, files and releases."""
