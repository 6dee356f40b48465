"""Countries and their units through time; groups of countries with membership dates."""
