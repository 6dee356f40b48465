"""What a pydantic model refuses in a document, said with line, what was found, what is accepted and what to do."""

import datetime
import difflib
import types
from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any, Protocol, TypeVar, get_args

from pydantic import BaseModel, ValidationError

from jatigi.foundation.files.problems import DocumentError, Phrase, Problem, Trail, shown
from jatigi.foundation.files.problems import phrase as _

Model = TypeVar("Model", bound=BaseModel)


class Located(Protocol):
    """Values that know where they stand: a YAML document, a workbook."""

    @property
    def data(self) -> dict[str, Any]: ...
    @property
    def positions(self) -> Mapping[Trail, Any]: ...
    @property
    def written(self) -> Mapping[Trail, str]: ...
    def text_advice(self, path: Trail) -> Phrase | str: ...
    def problem(
        self, path: Trail, found: Phrase | str, accepted: Phrase | str = "", advice: Phrase | str = ""
    ) -> Problem: ...


class Refused(ValueError):
    """Raised inside a model's validator: what was found, what is accepted, what to do, all translatable."""

    def __init__(self, found: Phrase | str, accepted: Phrase | str = "", advice: Phrase | str = "") -> None:
        self.found, self.accepted, self.advice = found, accepted, advice
        super().__init__(str(found))


def validate(document: Located, model: type[Model]) -> Model:
    """The document as ``model``.

    Raises:
        DocumentError: with every problem found (the first 50 are kept), each with its line.
    """
    try:
        return model.model_validate(document.data)
    except ValidationError as error:
        found = error.errors(include_url=False)
    raise DocumentError(_merged(_problem(document, model, one) for one in found))


def _merged(problems: Iterable[Problem]) -> list[Problem]:
    """Where several kinds of value are taken, pydantic complains once for each: one problem with all that is
    accepted.
    """
    merged: dict[tuple[Trail, str], Problem] = {}
    for problem in problems:
        key = (problem.path, str(problem.found))
        if key in merged and str(problem.accepted):
            accepted = _("%(one)s or %(other)s", one=merged[key].accepted, other=problem.accepted)
            problem = replace(merged[key], accepted=accepted)
        merged[key] = problem
    return list(merged.values())


def _problem(document: Located, model: type[BaseModel], error: Any) -> Problem:
    trail: Trail = tuple(part for part in error["loc"] if part != "[key]")
    place = _known_part(document, trail)
    missing = error["type"] == "missing"
    # The names that pydantic adds for unions and validators are no part of the file.
    path = (*place, trail[-1]) if missing else place
    kind = error["type"]
    cause = error.get("ctx", {}).get("error")
    if isinstance(cause, Refused):
        return document.problem(path, cause.found, cause.accepted, cause.advice)
    if kind == "extra_forbidden":
        keys = _keys_at(model, place[:-1])
        advice: Phrase | str
        close = difflib.get_close_matches(str(place[-1]), keys, 1)
        advice = _("Did you mean “%(key)s”?", key=close[0]) if close else _("Delete it, or correct its name.")
        return document.problem(path, _("the unknown key “%(key)s”", key=shown(place[-1])), ", ".join(keys), advice)
    if missing:
        found = _("the key “%(key)s” is missing", key=trail[-1])
        return document.problem(path, found, "", _("Add it."))
    accepted, advice = _accepted(kind, error.get("ctx", {}), error["msg"])
    if kind == "string_type" and isinstance(error["input"], int | float | datetime.date | None):
        advice = document.text_advice(place)
    return document.problem(path, _shown(error["input"], document.written.get(place)), accepted, advice)


def _known_part(document: Located, trail: Trail) -> Trail:
    """The longest way into the file that ``trail`` follows; parts that the file does not have are passed over."""
    place: Trail = ()
    for part in trail:
        if (*place, part) in document.positions:
            place = (*place, part)
    return place


def _shown(value: object, written: str | None) -> Phrase:
    if written is not None:
        return _("%(value)s", value=shown(written) or "null")
    if value is None:
        return _("nothing")
    if isinstance(value, str):
        return _("“%(value)s”", value=shown(value)) if value else _("an empty text")
    if isinstance(value, dict):
        return _("a mapping (%(keys)s)", keys=shown(", ".join(map(str, value))))
    if isinstance(value, list):
        return _("a list of %(count)s", count=len(value))
    return _("%(value)s", value=shown(value))


_ACCEPTED: dict[str, Phrase] = {
    "string_type": _("a text"),
    "bool_type": _("true or false"),
    "int_type": _("a whole number"),
    "int_from_float": _("a whole number"),
    "float_type": _("a number"),
    "finite_number": _("a number"),
    "list_type": _("a list"),
    "dict_type": _("a mapping: lines of “key: value”"),
    "model_type": _("a mapping: lines of “key: value”"),
    "model_attributes_type": _("a mapping: lines of “key: value”"),
    "date_type": _("a day such as 2021-07-28"),
    "date_from_datetime_parsing": _("a day such as 2021-07-28"),
    "date_parsing": _("a day such as 2021-07-28"),
    "greater_than": _("a number above %(gt)s"),
    "greater_than_equal": _("a number of at least %(ge)s"),
    "less_than": _("a number below %(lt)s"),
    "less_than_equal": _("a number of at most %(le)s"),
    "too_short": _("at least %(min_length)s"),
    "too_long": _("at most %(max_length)s"),
    "string_too_short": _("a text of at least %(min_length)s characters"),
    "string_too_long": _("a text of at most %(max_length)s characters"),
    "string_pattern_mismatch": _("a text of the form %(pattern)s"),
    "none_required": _("nothing"),
}


def _accepted(kind: str, context: Mapping[str, Any], message: str) -> tuple[Phrase | str, Phrase | str]:
    if kind in {"literal_error", "enum"}:
        return str(context["expected"]).replace("'", "").replace(" or ", ", "), ""
    known = _ACCEPTED.get(kind)
    if known is None:
        return message, ""
    return Phrase(known.msgid, {key: context[key] for key in context if key != "error"}), ""


def _keys_at(model: type[BaseModel], trail: Iterable[str | int]) -> list[str]:
    """The keys that the model takes at that place of the document."""
    here: Any = model
    for part in trail:
        if isinstance(part, int):
            continue  # a list's annotation is looked through anyway
        fields = _fields(here)
        if part in fields:
            here = _model_in(fields[part].annotation) or here
    return list(_fields(here))


def _fields(model: Any) -> dict[str, Any]:
    return {field.alias or name: field for name, field in model.model_fields.items()}


def _model_in(annotation: Any) -> type[BaseModel] | None:
    """The first model inside ``list[Model]``, ``dict[str, Model]``, ``Model | None`` and the like."""
    if isinstance(annotation, type) and not isinstance(annotation, types.GenericAlias):
        return annotation if issubclass(annotation, BaseModel) else None
    for inner in get_args(annotation):
        if found := _model_in(inner):
            return found
    return None


def day_or_text(value: object) -> str:
    """An ISO day as text, for models that keep dates as they are written.

    Raises:
        Refused: for anything but a day or a text.
    """
    if isinstance(value, datetime.date):
        return value.isoformat()
    if isinstance(value, str):
        return value
    raise Refused(_shown(value, None), _("a day such as 2021-07-28"))
