"""Database fields for bilingual texts and partial dates."""

import datetime
from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError
from django.db import models

from jatigi.foundation.text.dates import PartialDate
from jatigi.foundation.text.rules import Text

if TYPE_CHECKING:
    _JSON = models.JSONField[Any, Any]
    _Char = models.CharField[Any, Any]
else:
    _JSON, _Char = models.JSONField, models.CharField


class TextField(_JSON):
    """Stores a :class:`Text`; an empty text where nothing was given. Accepts a plain ``{lang: text}`` too."""

    if TYPE_CHECKING:
        _pyi_private_set_type: Any
        _pyi_private_get_type: Text
        _pyi_lookup_exact_type: Any

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("default", Text)
        kwargs.setdefault("blank", True)
        super().__init__(*args, **kwargs)

    def deconstruct(self) -> Any:
        name, path, args, kwargs = super().deconstruct()
        kwargs.pop("default", None)
        kwargs.pop("blank", None)
        return name, path, args, kwargs

    def get_default(self) -> Text:
        return Text("fr", {})

    def from_db_value(self, value: Any, expression: Any, connection: Any) -> Text | None:
        loaded = super().from_db_value(value, expression, connection)
        return None if loaded is None else Text.from_json(loaded)

    def to_python(self, value: Any) -> Any:
        if isinstance(value, dict):
            return Text.from_json(value) if "texts" in value else Text.of(value)
        return value

    def get_db_prep_value(self, value: Any, connection: Any, prepared: bool = False) -> Any:
        if isinstance(value, dict) and "texts" not in value:
            value = Text.of(value)
        if isinstance(value, Text):
            value = value.to_json()
        return super().get_db_prep_value(value, connection, prepared)

    def value_to_string(self, obj: models.Model) -> Any:
        value = self.value_from_object(obj)
        return value.to_json() if isinstance(value, Text) else value


class PartialDateField(_Char):
    """Stores a :class:`PartialDate` as its ISO text; sorts by date. NULL means not documented."""

    if TYPE_CHECKING:
        _pyi_private_set_type: Any
        _pyi_private_get_type: PartialDate | None  # type: ignore[assignment]
        _pyi_lookup_exact_type: Any

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs["max_length"] = 10
        kwargs.setdefault("null", True)
        kwargs.setdefault("blank", True)
        super().__init__(*args, **kwargs)

    def deconstruct(self) -> Any:
        name, path, args, kwargs = super().deconstruct()
        kwargs.pop("max_length", None)
        return name, path, args, kwargs

    def from_db_value(self, value: Any, expression: Any, connection: Any) -> PartialDate | None:
        return PartialDate(value) if value else None

    def to_python(self, value: Any) -> Any:
        if value in (None, "") or isinstance(value, PartialDate):
            return value or None
        try:
            return PartialDate.parse(value)
        except ValueError as error:
            raise ValidationError(str(error)) from error

    def get_prep_value(self, value: Any) -> Any:
        if value in (None, ""):
            return None
        if isinstance(value, str | datetime.date | PartialDate):
            return PartialDate.parse(value).iso
        return value
