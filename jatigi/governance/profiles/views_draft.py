"""The draft that goes out for consultation: the profile as it stands, in Word, one file per language."""

from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from jatigi.foundation.accounts.access import may
from jatigi.foundation.accounts.access_rules import requires
from jatigi.foundation.files.queries import read_file
from jatigi.governance.consultations.models import Consultation
from jatigi.governance.profiles import access
from jatigi.governance.profiles.edition import Edition
from jatigi.governance.profiles.models import Logo
from jatigi.governance.profiles.queries import profile_of
from jatigi.governance.profiles.render_word import word_of

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@require_safe
@requires("consultation.view")
def draft(request: HttpRequest, code: str, lang: str) -> HttpResponse:
    """The draft in one of the round's languages, drafts of findings among it; its cover says what it is. Those who do
    not work on the profile get it while they are consulted on it."""
    stored = access.profile_for(request.user, code, "consultation.view")
    round = stored.round
    consulted = Consultation.objects.filter(round=round, state="open").exists()
    if lang not in round.languages or not (consulted or may(request.user, "profile.view", round.jurisdiction_id)):
        raise Http404
    logos = Logo.objects.filter(profile=stored, file__restricted=False).select_related("file")
    today = timezone.localdate()
    content = word_of(
        Edition.of(profile_of(round, with_drafts=True), lang),
        {one.file.sha256: read_file(one.file) for one in logos},
        today,
        draft=True,
    )
    response = HttpResponse(content, content_type=WORD)
    name = f"{round.pk}-{_('draft')}-{today.isoformat()}-{lang}.docx"
    response["Content-Disposition"] = content_disposition_header(True, name) or "attachment"
    return response
