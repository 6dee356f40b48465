"""The register of conventions, laws, policies and agreements, with dates in force."""
