"""Pure rules of follow-up; no Django, no clock."""
