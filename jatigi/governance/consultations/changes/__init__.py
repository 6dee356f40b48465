"""Every write to a consultation: one transaction, one audit entry."""
