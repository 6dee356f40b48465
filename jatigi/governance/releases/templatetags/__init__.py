"""Tags of the release page."""
