"""People, institutions, roles and sign-in."""
