"""What the website lays on the desk: filed annual reports, to be brought to the site."""

from django.utils.translation import gettext_lazy

from gongkai.desk.menu import DESK, Entry, Group

DESK.lay(
    Group(
        gettext_lazy("年度报告"),
        (Entry(gettext_lazy("报送和上网"), "filed:list", "publish", ("records.draft",)),),
        position=40,
    )
)
