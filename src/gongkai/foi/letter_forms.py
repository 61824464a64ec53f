"""Forms of the deeds that write a letter: what the letter says beside what the case knows itself."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from gongkai.desk.fields import choice, text
from gongkai.foi import act_forms as asked


def _working_days(label: Any, *, required: bool, hint: Any = "") -> forms.IntegerField:
    box = forms.NumberInput(attrs={"class": "form-control", "inputmode": "numeric"})
    return forms.IntegerField(
        label=label, min_value=1, max_value=200, required=required, widget=box, help_text=hint
    )


class Supplement(asked.Term):
    """What has to be made clear, until when. Law: OGI 30."""

    points = text(
        _("需要补正的事项"),
        required=True,
        rows=4,
        most=2000,
        hint=_("每项一行，写进补正告知书；只能告知一次。"),
    )

    def clean_points(self) -> list[str]:
        """The points, one a line."""
        return [each.strip() for each in self.cleaned_data["points"].splitlines() if each.strip()]


class ReasonsAsked(asked.Term):
    """Of how many applications the reasons are asked, until when. Law: OGI 35."""

    count = text(
        _("申请数量、频次"),
        required=True,
        rows=2,
        most=500,
        hint=_("例如：你自8月1日至9月15日共提出申请35件。"),
    )


class LaterTime(asked.Term):
    """By how much the reply is later, and why. Law: OGI 33.2; OGI 35."""

    cause = text(
        _("原因"), required=True, most=200, hint=_("写在“因……，本机关不能在法定期限内答复”中间，不加句号。")
    )


class Transfer(asked.ToOrgan):
    """To another organ, with what it shall help, until when. Law: OGI 36(5)."""

    wanted = text(
        _("请对方协助的事项"), required=True, rows=3, most=1000, hint=_("不写申请人的姓名等个人信息。")
    )
    working_days = _working_days(_("反馈期限（工作日）"), required=True)


class Consult(asked.Consult):
    """Whose opinion is sought; another organ's with a term. Law: OGI 32; OGI 34."""

    working_days = _working_days(
        _("反馈期限（工作日）"),
        required=False,
        hint=_("征求其他机关意见的填写；第三方、共同制作机关为法定十五个工作日。"),
    )


class Charge(asked.Charge):
    """The fee notice, with where to pay. Law: FEE2020 6."""

    how_to_pay = text(_("缴纳方式"), required=True, rows=2, most=300)


class Apology(asked.Deed):
    """What went wrong, why, and what is done about it."""

    fault = text(_("问题情况"), required=True, rows=2, most=500, hint=_("不写个人信息。"))
    cause = text(_("原因"), required=True, rows=2, most=500)
    measures = text(_("改进措施"), required=True, rows=2, most=500)


class ThirdPartyTold(asked.Deed):
    """What is disclosed over an objection, and why. Law: OGI 32."""

    ref = choice(_("征求意见编号"), [])
    decision = text(_("决定公开的内容和理由"), required=True, rows=4, most=2000)

    def __init__(self, *args: Any, refs: asked.Codes, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["ref"].choices = refs


class Redraft(asked.Undated):
    """The draft as it was edited in Word."""

    edited = forms.FileField(
        label=_("修改后的 Word 文档"),
        widget=forms.ClearableFileInput(attrs={"class": "form-control", "accept": ".docx"}),
        error_messages={"required": _("请选择修改后的 Word 文档。")},
    )
