"""What the desk itself lays on the desk: the lists of people, posts and organs, for administrators."""

from django.utils.translation import gettext_lazy as _

from gongkai.desk.menu import DESK, Entry, Group

APPOINT = ("organs.appoint",)
DESK.lay(
    Group(
        _("人员与岗位"),
        (
            Entry(_("工作人员"), "desk:people", "person", APPOINT),
            Entry(_("岗位"), "desk:all_posts", "list", APPOINT),
            Entry(_("机关资料"), "desk:organs", "book", ("organs.describe",)),
        ),
        position=80,
    )
)
