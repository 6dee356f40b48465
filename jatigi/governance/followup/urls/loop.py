"""What changed: the closed loop of each round, who credits an action with it; mainstreaming; reports."""

from django.urls import path

from jatigi.governance.followup.views import attributions, loop, reports, sectors

PLACE = "mainstreaming/<slug:jurisdiction>/"
SECTOR = f"{PLACE}sectors/<slug:code>/"

urlpatterns = [
    path("loop/", loop.loops, name="loops"),
    path("loop/<slug:round>/", loop.loop, name="loop"),
    path("actions/<str:id>/attributions/", attributions.attribute, name="attribute"),
    path("actions/<str:id>/attributions/<int:pk>/withdraw/", attributions.withdraw, name="withdraw_attribution"),
    path(PLACE, sectors.matrix, name="mainstreaming"),
    path(f"{PLACE}add/", sectors.add, name="add_sectors"),
    path(SECTOR, sectors.sector, name="mainstreaming_sector"),
    path(f"{SECTOR}rename/", sectors.rename, name="rename_sector"),
    path(f"{SECTOR}remove/", sectors.remove, name="remove_sector"),
    path(f"{SECTOR}stages/<int:pk>/back/", sectors.unshow, name="unshow_stage"),
    path("reports/", reports.reports, name="reports"),
    path("reports/new/<slug:jurisdiction>/", reports.open_report, name="open_report"),
    path("reports/<slug:code>/", reports.report, name="report"),
    path("reports/<slug:code>/<slug:block>/", reports.passage, name="report_passage"),
]
