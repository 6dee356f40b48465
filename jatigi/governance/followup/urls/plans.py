"""Action plans, their actions, and progress."""

from django.urls import path

from jatigi.governance.followup.views import actions, plans, progress, suggestions

PLAN, ACTION = "plans/<slug:code>/", "actions/<uuid:id>/"

urlpatterns = [
    path("plans/", plans.plans, name="plans"),
    path("plans/new/<slug:jurisdiction>/", plans.open_plan, name="open_plan"),
    path(PLAN, plans.plan, name="plan"),
    path(f"{PLAN}edit/", plans.edit, name="edit_plan"),
    path(f"{PLAN}axes/", plans.axes, name="plan_axes"),
    path(f"{PLAN}move/", plans.move, name="move_plan"),
    path(f"{PLAN}actions/new/", actions.write, name="write_action"),
    path(f"{PLAN}suggestions/", suggestions.suggestions, name="plan_suggestions"),
    path(ACTION, actions.action, name="action"),
    path(f"{ACTION}edit/", actions.edit, name="edit_action"),
    path(f"{ACTION}order/", actions.order, name="order_action"),
    path(f"{ACTION}drop/", actions.drop, name="drop_action"),
    path(f"{ACTION}restore/", actions.restore, name="restore_action"),
    path(f"{ACTION}report/", progress.report, name="report_progress"),
    path(f"{ACTION}reports/<int:number>/verdict/", progress.verdict, name="give_verdict"),
    path("progress/", progress.progress, name="progress"),
    path("progress/verdicts/", progress.queue, name="progress_queue"),
]
