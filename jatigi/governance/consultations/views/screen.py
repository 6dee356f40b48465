"""The projector's page: one point at a time, in large letters, without the tools of the desk."""

from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from jatigi.foundation.accounts.access_rules import requires
from jatigi.governance.consultations import access
from jatigi.governance.consultations.models import Item
from jatigi.governance.consultations.queries.screen import languages, slide_of
from jatigi.governance.consultations.views import shell


@requires("consultation.view")
def screen(request: HttpRequest, code: str) -> HttpResponse:
    """``?at=`` is the id of a point, which stays the same when points change places; without it, the title."""
    consultation = access.consultation_for(request.user, code, "consultation.view")
    at = request.GET.get("at", "")
    slide = slide_of(consultation, int(at), timezone.now()) if at.isdecimal() and len(at) < 19 else None
    first = Item.objects.filter(consultation=consultation, withdrawn_at=None).values_list("pk", flat=True).first()
    return shell.page(
        request,
        "screen.html",
        consultation,
        slide=slide,
        first=first,
        titles=[
            (lang, consultation.title.text(lang))
            for lang in languages(consultation)
            if lang in consultation.title.texts
        ],
        asked=consultation.attendees.count(),
    )
