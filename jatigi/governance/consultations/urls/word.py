from django.urls import path

from jatigi.governance.consultations.views import passages, public, remarks, word

urlpatterns = [
    path("<slug:code>/word/", word.word, name="consultation_word"),
    path("<slug:code>/word/<uuid:file>/<slug:institution>/", word.look, name="look_at_word"),
    path("<slug:code>/remarks/", remarks.remarks, name="remarks"),
    path("<slug:code>/remarks/write/", passages.write_remark, name="write_remark"),
    path("<slug:code>/public/", public.settings, name="public_consultation"),
    path("<slug:code>/public/<uuid:remark>/<slug:moderation>/", public.moderate, name="moderate_remark"),
    path("<slug:code>/draft/", passages.draft, name="consultation_draft"),
    path("<slug:code>/draft/<uuid:subject>/", passages.comment, name="comment_passage"),
]
