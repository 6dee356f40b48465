"""How forms are written: label above, help between label and field, errors in words. ``FORM_RENDERER`` names this."""

from django.forms.renderers import DjangoTemplates


class Renderer(DjangoTemplates):
    """Django's renderer with our field and form, so that ``{{ form }}`` looks like the rest of the page."""

    form_template_name = "jatigi/forms/form.html"
    field_template_name = "jatigi/forms/field.html"
