"""Assessment, evidence, profile and release."""
