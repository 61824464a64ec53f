"""Addresses of the record screens, below /desk/records/."""

from django.urls import path

from gongkai.records.views import acts, alarms, comments, editing, importing, lists, page, replacing

app_name = "records"
urlpatterns = [
    path("", lists.Records.as_view(), name="list"),
    path("clearance/", lists.Clearance.as_view(), name="clearance"),
    path("ready/", lists.Ready.as_view(), name="ready"),
    path("forced/", lists.Forced.as_view(), name="forced"),
    path("alarms/", alarms.Alarms.as_view(), name="alarms"),
    path("register/", lists.Register.as_view(), name="register"),
    path("new/", editing.choose_type, name="new"),
    path("new/<slug:type_key>/", editing.new, name="start"),
    path("clean/", editing.clean, name="clean"),
    path("import/", importing.take_in, name="import"),
    path("import/template/", importing.template, name="import_template"),
    path("<str:number>/", page.record, name="page"),
    path("<str:number>/edit/", editing.edit, name="edit"),
    path("<str:number>/submit/", acts.submit, name="submit"),
    path("<str:number>/timeline/", page.timeline, name="timeline"),
    path("<str:number>/compare/", page.compare, name="compare"),
    path("<str:number>/revisions/<str:name>/", page.revision, name="revision"),
    path("<str:number>/word/", replacing.word, name="replace"),
    path("<str:number>/comments/", comments.opinions, name="comments"),
    path("<str:number>/comments/register/", comments.register, name="register_comment"),
    path("<str:number>/comments/<int:comment>/", comments.answer, name="answer_comment"),
    path("<str:number>/files/", editing.attach, name="attach"),
    path("<str:number>/pictures/", editing.picture, name="picture"),
    path("<str:number>/files/<str:sha256>/", page.file, name="file"),
    path("<str:number>/files/<str:sha256>/detach/", editing.detach, name="detach"),
    path("<str:number>/do/<slug:key>/", acts.act, name="act"),
]
