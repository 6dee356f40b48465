"""People and their roles in a jurisdiction: the coordinator's pages."""

from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from jatigi.foundation.accounts import access, changes, queries
from jatigi.foundation.accounts.access_rules import requires
from jatigi.foundation.accounts.errors import Refused
from jatigi.foundation.accounts.forms import PersonForm
from jatigi.foundation.accounts.models import User
from jatigi.foundation.accounts.permissions import ROLES
from jatigi.foundation.places.models import Place


@requires("people.view")
def jurisdictions(request: HttpRequest) -> HttpResponse:
    """Where the person keeps the roles; straight on where there is one jurisdiction only."""
    codes = access.jurisdictions_with(request.user, "people.view")
    if len(codes) == 1:
        return redirect("people_of", codes[0])
    places = Place.objects.filter(code__in=codes).order_by("code")
    return render(request, "accounts/jurisdictions.html", {"places": places})


@requires("people.view")
def people(request: HttpRequest, code: str) -> HttpResponse:
    """Who holds which role."""
    jurisdiction = access.jurisdiction_for(request.user, code, "people.view")
    context = {
        "jurisdiction": jurisdiction,
        "people": queries.people_of(code),
        "role_names": settings.ROLE_NAMES,
        "powers": _powers(),
    }
    return render(request, "accounts/people.html", context)


@requires("role.grant")
def add_person(request: HttpRequest, code: str) -> HttpResponse:
    """Make an account; the first password is shown once."""
    jurisdiction = access.jurisdiction_for(request.user, code, "role.grant")
    form = PersonForm(request.POST or None, jurisdiction=jurisdiction)
    if request.method == "POST" and form.is_valid():
        try:
            person, password = changes.create_person(**form.cleaned_data, jurisdiction=jurisdiction, by=_me(request))
        except Refused as refusal:
            form.add_error("email", f"{refusal} {refusal.advice}")
        else:
            return _password_page(request, jurisdiction, person, password)
    return render(request, "accounts/add_person.html", {"jurisdiction": jurisdiction, "form": form})


@require_POST
@requires("role.grant")
def grant(request: HttpRequest, code: str, public_id: UUID) -> HttpResponse:
    """Give a role."""
    jurisdiction = access.jurisdiction_for(request.user, code, "role.grant")
    person = access.person_for(request.user, str(public_id), jurisdiction)
    try:
        changes.grant_role(person, jurisdiction=jurisdiction, role=request.POST.get("role", ""), by=_me(request))
    except Refused as refusal:
        messages.error(request, f"{refusal} {refusal.advice}")
    else:
        messages.success(request, _("%(name)s has the role now.") % {"name": person.name})
    return redirect("people_of", code)


@require_POST
@requires("role.grant")
def revoke(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a role away."""
    role = access.role_for(request.user, pk)
    try:
        changes.revoke_role(role, by=_me(request))
    except Refused as refusal:
        messages.error(request, f"{refusal} {refusal.advice}")
    else:
        messages.success(
            request, _("%(name)s no longer has the role and has been signed out.") % {"name": role.user.name}
        )
    return redirect("people_of", role.jurisdiction_id)


@require_POST
@requires("role.grant")
def renew_password(request: HttpRequest, code: str, public_id: UUID) -> HttpResponse:
    """A new first password, shown once."""
    jurisdiction = access.jurisdiction_for(request.user, code, "role.grant")
    person = access.person_for(request.user, str(public_id), jurisdiction)
    try:
        password = changes.renew_password(person, jurisdiction=jurisdiction, by=_me(request))
    except Refused as refusal:
        messages.error(request, f"{refusal} {refusal.advice}")
        return redirect("people_of", code)
    return _password_page(request, jurisdiction, person, password)


@require_POST
@requires("role.grant")
def remove_second_factor(request: HttpRequest, code: str, public_id: UUID) -> HttpResponse:
    """For someone who lost telephone and recovery codes."""
    jurisdiction = access.jurisdiction_for(request.user, code, "role.grant")
    person = access.person_for(request.user, str(public_id), jurisdiction)
    try:
        changes.remove_second_factor(person, jurisdiction=jurisdiction, by=_me(request))
    except Refused as refusal:
        messages.error(request, f"{refusal} {refusal.advice}")
    else:
        messages.success(request, _("%(name)s signs in with the password alone now.") % {"name": person.name})
    return redirect("people_of", code)


def _password_page(request: HttpRequest, jurisdiction: Place, person: User, password: str) -> HttpResponse:
    context = {"jurisdiction": jurisdiction, "person": person, "password": password}
    return render(request, "accounts/password_once.html", context)


def _me(request: HttpRequest) -> User:
    assert isinstance(request.user, User)  # `requires` lets nobody else through
    return request.user


def _powers() -> list[tuple[str, str]]:
    """What each role is for, in words; the full table is in the documentation."""
    words = {
        "coordinator": _("opens rounds, assigns indicators, leads to publication, gives roles"),
        "assessor": _("answers indicators from documents"),
        "contributor": _("answers what its institution is asked and brings evidence"),
        "reviewer": _("accepts or returns codings and findings, never its own"),
        "validator": _("validates a round, together with a second validator"),
        "publisher": _("builds and publishes releases"),
        "observer": _("reads rounds and agreed answers"),
    }
    assert set(words) == set(ROLES)
    return [(str(settings.ROLE_NAMES[role]), words[role]) for role in ROLES]
