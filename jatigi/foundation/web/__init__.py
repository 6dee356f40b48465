"""Base templates, components, figures, middleware and error pages."""
