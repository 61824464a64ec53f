"""Addresses of the desk: the work table and what every list needs."""

from django.urls import path

from gongkai.desk import views

app_name = "desk"
urlpatterns = [
    path("", views.work, name="work"),
    path("post/", views.act_as, name="act_as"),
    path("search/", views.search, name="search"),
    path("keys/", views.keys, name="keys"),
    path("lists/<slug:list_key>/views/", views.keep_view, name="keep_view"),
    path("lists/views/<int:view_id>/forget/", views.forget_view, name="forget_view"),
    path("lists/<slug:list_key>/columns/", views.choose_columns, name="choose_columns"),
]
