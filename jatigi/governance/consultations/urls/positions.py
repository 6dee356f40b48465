"""What institutions hold, what they are answered, and both together. Included at ``desk/consultations/``."""

from django.urls import path

from jatigi.governance.consultations.views import dispositions, item, matrix, matrix_files, positions, templates

urlpatterns = [
    path("<slug:code>/positions/", positions.positions, name="positions"),
    path("<slug:code>/points/<int:pk>/", item.point, name="point"),
    path("<slug:code>/points/<int:pk>/of/<slug:institution>/", positions.position, name="position"),
    path("<slug:code>/dispositions/", dispositions.dispositions, name="dispositions"),
    path("<slug:code>/dispositions/answer/", dispositions.answer_many, name="answer_many"),
    path("<slug:code>/dispositions/positions/<uuid:id>/", dispositions.answer_position, name="answer_position"),
    path("<slug:code>/dispositions/remarks/<uuid:id>/", dispositions.answer_remark, name="answer_remark"),
    path("<slug:code>/dispositions/<uuid:id>/change/", dispositions.name_change, name="name_change"),
    path("<slug:code>/reasons/", templates.templates, name="reason_templates"),
    path("<slug:code>/reasons/<slug:template>/", templates.template, name="reason_template"),
    path("<slug:code>/reasons/<slug:template>/drop/", templates.drop, name="drop_reason_template"),
    path("<slug:code>/matrix/", matrix.matrix, name="matrix"),
    path("<slug:code>/matrix/word/", matrix_files.word, name="matrix_word"),
    path("<slug:code>/matrix/excel/", matrix_files.excel, name="matrix_excel"),
]
