"""Who may: frameworks belong to no jurisdiction. Whoever holds a role anywhere reads what is published; drafts are for
those who may load frameworks. "Not yours" and "not there" are both Http404.
"""

from django.db.models import QuerySet
from django.http import Http404

from jatigi.foundation.accounts.access import Visitor, jurisdictions_with
from jatigi.governance.frameworks.models import FrameworkVersion, IndicatorVersion


def visible_versions(user: Visitor) -> QuerySet[FrameworkVersion]:
    """The versions that the person may read."""
    if not jurisdictions_with(user, "framework.view"):
        return FrameworkVersion.objects.none()
    if loads(user):
        return FrameworkVersion.objects.all()
    return FrameworkVersion.objects.filter(state=FrameworkVersion.State.PUBLISHED)


def loads(user: Visitor) -> bool:
    """Whether the person may load frameworks somewhere, and so bring and publish one."""
    return bool(jurisdictions_with(user, "framework.load"))


def may_load(user: Visitor) -> None:
    """Raises Http404 for whoever may not load frameworks: for them the page is not there."""
    if not loads(user):
        raise Http404


def version_for(user: Visitor, framework: str, version: str) -> FrameworkVersion:
    """The version ``framework@version``, with its base."""
    found = visible_versions(user).select_related("extends").filter(framework=framework, version=version).first()
    if found is None:
        raise Http404
    return found


def indicator_for(user: Visitor, framework: str, version: str, code: str) -> IndicatorVersion:
    """An indicator in the wording of one version, with its places in it."""
    found = (
        IndicatorVersion.objects.filter(version=version_for(user, framework, version), indicator__code=code)
        .select_related("version__extends", "indicator", "node", "dimension")
        .first()
    )
    if found is None:
        raise Http404
    return found
