"""Forms about posts and people."""

from typing import Any

from django import forms
from django.contrib.auth.password_validation import validate_password
from django.utils.translation import gettext_lazy as _

from gongkai.desk.fields import choice, day, text
from gongkai.organs.posts import Role

FIRST_PASSWORD = _("至少10个字符，不能全是数字。请当面或者通过电话告知本人，并提醒本人登录后修改。")


class HandOver(forms.Form):
    """Which post is handed over to whom, from when until when, why."""

    post = choice(_("岗位"), [])
    to = choice(_("代理人"), [], hint=_("只能委托给同一机关有岗位的人员。"))
    first_day = day(_("起"), required=True)
    last_day = day(_("止"), required=True, hint=_("含当日，最长一年。"))
    reason = text(_("事由"), required=True, most=200, hint=_("例如：休假、出差、学习。"))

    def __init__(self, *args: Any, posts: Any, colleagues: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["post"].choices = list(posts)
        self.fields["to"].choices = list(colleagues)


def _password(label: str) -> forms.CharField:
    return text(label, required=True, most=128, hint=FIRST_PASSWORD, validators=[validate_password])


class NewPerson(forms.Form):
    """A new account."""

    login = text(_("登录名"), required=True, most=60, hint=_("小写字母、数字或者点，登记后不再改变。"))
    name = text(_("姓名"), required=True, most=40)
    password = _password(_("初始密码"))


class SetPassword(forms.Form):
    """Another password for somebody who forgot it."""

    password = _password(_("新密码"))


class NewPost(forms.Form):
    """A new post of an organ."""

    organ = choice(_("机关"), [])
    role = choice(_("职责"), [(each.value, each.label) for each in Role])
    name = text(_("岗位名称"), most=60, hint=_("不填写的，按“机关＋职责”取名。"))

    def __init__(self, *args: Any, organs: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["organ"].choices = list(organs)


class Appoint(forms.Form):
    """Which post a person gets, and from when."""

    post = choice(_("岗位"), [])
    first_day = day(_("任职自"), required=True)
    last_day = day(_("至"), hint=_("不填写的，长期任职。"))

    def __init__(self, *args: Any, posts: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["post"].choices = list(posts)
