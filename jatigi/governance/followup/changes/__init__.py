"""Every write to follow-up: one transaction, one audit entry."""
