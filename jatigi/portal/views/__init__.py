"""Views of the public pages, by what they show."""
