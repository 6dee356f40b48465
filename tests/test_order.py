"""Model relations obey the import order of the packages: a string foreign key escapes the import linter, not this
test."""

from django.apps import apps

ORDER = (
    "text",
    "audit",
    "places",
    "files",
    "accounts",
    "web",
    "frameworks",
    "instruments",
    "assessments",
    "profiles",
    "releases",
    "portal",
)


def test_relations_point_down() -> None:
    upward = [
        f"{model._meta.label}.{field.name} → {field.related_model._meta.label}"
        for model in apps.get_models()
        if model._meta.app_label in ORDER
        for field in model._meta.get_fields()
        if field.is_relation and not field.auto_created and field.related_model._meta.app_label in ORDER
        if ORDER.index(field.related_model._meta.app_label) > ORDER.index(model._meta.app_label)
    ]
    assert upward == []


def test_the_portal_refers_to_nothing_but_itself() -> None:
    outside = [
        f"{model._meta.label}.{field.name}"
        for model in apps.get_models()
        if model._meta.app_label == "portal"
        for field in model._meta.get_fields()
        if field.is_relation and field.related_model._meta.app_label != "portal"
    ]
    assert outside == []
