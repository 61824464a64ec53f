"""Addresses of the desk: the work table and what every list needs."""

from django.urls import path

from gongkai.desk import views
from gongkai.desk.staff import lists, organs, own
from gongkai.desk.staff import views as staff

app_name = "desk"
urlpatterns = [
    path("", views.work, name="work"),
    path("post/", views.act_as, name="act_as"),
    path("search/", views.search, name="search"),
    path("keys/", views.keys, name="keys"),
    path("posts/", own.posts, name="posts"),
    path("posts/hand-over/", own.hand_over, name="hand_over"),
    path("posts/take-back/", own.take_back, name="take_back"),
    path("staff/", lists.People.as_view(), name="people"),
    path("staff/posts/", lists.Posts.as_view(), name="all_posts"),
    path("staff/posts/new/", staff.new_post, name="new_post"),
    path("staff/new/", staff.new_person, name="new_person"),
    path("staff/of/<str:login>/", staff.person, name="person"),
    path("staff/of/<str:login>/<slug:act>/", staff.act, name="staff_act"),
    path("organs/", organs.Organs.as_view(), name="organs"),
    path("organs/<str:code>/", organs.organ, name="organ"),
    path("lists/<slug:list_key>/views/", views.keep_view, name="keep_view"),
    path("lists/views/<int:view_id>/forget/", views.forget_view, name="forget_view"),
    path("lists/<slug:list_key>/columns/", views.choose_columns, name="choose_columns"),
]
