"""The people pages."""

from django.urls import path

from jatigi.foundation.accounts import views

urlpatterns = [
    path("", views.jurisdictions, name="people"),
    path("<slug:code>/", views.people, name="people_of"),
    path("<slug:code>/new/", views.add_person, name="add_person"),
    path("<slug:code>/<uuid:public_id>/grant/", views.grant, name="grant_role"),
    path("<slug:code>/<uuid:public_id>/password/", views.renew_password, name="renew_password"),
    path("<slug:code>/<uuid:public_id>/second-factor/", views.remove_second_factor, name="remove_second_factor"),
    path("role/<int:pk>/revoke/", views.revoke, name="revoke_role"),
]
