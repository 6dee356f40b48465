"""The governance profile: one content model for web, PDF and Word."""
