"""Addresses of the casework screens, below /desk/casework/."""

from django.urls import path

from gongkai.casework.views import hops, inbox, mail

app_name = "casework"
urlpatterns = [
    path("mail/", mail.book, name="mail"),
    path("mail/register/", mail.register, name="mail_register"),
    path("mail/hand-over/", mail.hand_over, name="mail_hand_over"),
    path("mail/<str:number>/", mail.line, name="mail_line"),
    path("mail/<str:number>/hand-over/", mail.send, name="mail_send"),
    path("mail/<str:number>/divert/", mail.divert, name="mail_divert"),
    path("hops/", hops.hops, name="hops"),
    path("hops/take-over/", hops.take_over, name="take_over"),
    path("hops/send-back/", hops.send_back, name="send_back"),
    path("inbox/", inbox.inbox, name="inbox"),
    path("inbox/read/", inbox.read, name="read"),
]
