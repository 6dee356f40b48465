"""Each view says who may use it. A test walks every address and fails where a view is silent; the default is to
refuse."""

from collections.abc import Callable
from functools import wraps
from typing import Any, ParamSpec, TypeVar

from django.contrib.auth.decorators import login_required
from django.http import HttpResponseBase

from jatigi.foundation.accounts.permissions import roles_with

P = ParamSpec("P")
Answer = TypeVar("Answer", bound=HttpResponseBase)
PUBLIC = "public"


def public(view: Callable[P, Answer]) -> Callable[P, Answer]:
    """Anyone may open this page."""
    view.access = PUBLIC  # type: ignore[attr-defined]
    return view


def requires(permission: str) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """People who are signed in and hold ``permission`` in the jurisdiction of the object that the view opens.

    The decorator asks for a sign-in and states the rule; the view's ``access`` function checks the object and answers
    "not there" to whoever may not.
    """
    roles_with(permission)  # a slip in the name stops the program at once

    def mark(view: Callable[..., Any]) -> Callable[..., Any]:
        @login_required
        @wraps(view)
        def guarded(*args: Any, **kwargs: Any) -> Any:
            return view(*args, **kwargs)

        guarded.access = permission  # type: ignore[attr-defined]
        return guarded

    return mark
