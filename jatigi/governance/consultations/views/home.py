"""The list of consultations, and preparing a new one."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.text import slugify
from django.utils.translation import gettext as _

from jatigi.foundation.accounts.access import jurisdiction_for, jurisdictions_with, may
from jatigi.foundation.accounts.access_rules import requires
from jatigi.foundation.places.models import Place
from jatigi.governance.assessments.access import round_for
from jatigi.governance.assessments.rules.rounds import move
from jatigi.governance.consultations import access
from jatigi.governance.consultations.changes import meetings as changes
from jatigi.governance.consultations.errors import Refused
from jatigi.governance.consultations.forms.meetings import MeetingForm
from jatigi.governance.consultations.models import Consultation
from jatigi.governance.consultations.queries.rooms import counted
from jatigi.governance.consultations.views import shell


@requires("consultation.view")
def home(request: HttpRequest) -> HttpResponse:
    """The consultations that the person may see; ``?round=`` keeps those on a round, and says where that stands."""
    found = counted(access.visible_consultations(request.user))
    round = None
    if request.GET.get("round"):
        round = round_for(request.user, request.GET["round"], "round.view")
        found = found.filter(round=round)
    places = Place.objects.filter(code__in=jurisdictions_with(request.user, "consultation.write")).order_by("code")
    if round is not None:
        places = places.filter(code=round.jurisdiction_id)
    opens = round is not None and move(round.state, "open_consultation", round.origin) is not None
    context = {
        "consultations": list(found),
        "places": list(places),
        "round": round,
        "opens": opens and may(request.user, "round.advance", round.jurisdiction_id) if round else False,
    }
    return render(request, "consultations/home.html", context)


@requires("consultation.write")
def new(request: HttpRequest, jurisdiction: str) -> HttpResponse:
    """Prepare a consultation; ``?round=`` proposes what it is held on."""
    place = jurisdiction_for(request.user, jurisdiction, "consultation.write")
    initial = {"kind": "interministerial", "languages": ["fr"], "round": request.GET.get("round", "")}
    form = MeetingForm(request.POST or None, initial=initial, jurisdiction=place.code)
    problem = None
    if request.method == "POST" and form.is_valid():
        described = form.described()
        try:
            made = changes.open_consultation(_code(place, described), place, described, by=shell.me(request))
        except Refused as refusal:
            problem = refusal
        else:
            shell.done(request, _("The consultation is prepared. Say who is asked, and what is put to them."))
            return redirect("consultation", made.pk)
    context = {"form": form, "place": place, "problem": problem}
    return render(request, "consultations/new.html", context, status=problem.status if problem else 200)


def _code(place: Place, described: changes.Described) -> str:
    """A short name that is free: ``MLI-2026-07-bamako``."""
    day = described.starts_on.strftime("%Y-%m") if described.starts_on else ""
    words = described.venue.text("fr") or described.title.text("fr")
    stem = "-".join(part for part in (place.code, day, slugify(words)[:24].strip("-")) if part)
    code, number = stem, 2
    while Consultation.objects.filter(pk=code).exists():
        code, number = f"{stem}-{number}", number + 1
    return code
