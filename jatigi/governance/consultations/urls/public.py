"""Where anyone writes, under ``consultations/``."""

from django.urls import path

from jatigi.governance.consultations.views import public

urlpatterns = [
    path("<slug:code>/say/", public.say, name="say"),
    path("<slug:code>/say/receipt/", public.receipt, name="say_receipt"),
]
