"""Forms of reconsiderations and lawsuits: what each deed asks for. Nobody types a due day."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from gongkai.desk.fields import REQUIRED, choice, day, text
from gongkai.oversight.status import LAWSUIT
from gongkai.oversight.wording import PROCEDURES, RESULTS, choices

PICK = _("请选择")
FILES = ".pdf,.doc,.docx,.ofd,.jpg,.jpeg,.png"
RESULT_HINT = _(
    "维持、驳回请求的选结果维持；撤销、变更、确认违法、责令履行的选结果纠正；撤回、终止、驳回起诉等选其他结果。"
)


def _paper(label: str, *, required: bool = False, hint: Any = "") -> forms.FileField:
    box = forms.ClearableFileInput(attrs={"class": "form-control", "accept": FILES})
    return forms.FileField(
        label=label, error_messages=REQUIRED, required=required, widget=box, help_text=hint
    )


class NewDispute(forms.Form):
    """A reconsideration that was accepted or a lawsuit that was docketed. Law: OGI 51."""

    key = forms.CharField(widget=forms.HiddenInput, max_length=80)
    about = text(_("争议办件"), most=20, hint=_("公开申请的登记号，例如 2025-0003；不涉及申请的不填。"))
    organ = choice(_("被申请人、被告"), [], required=False, hint=_("填写了争议办件的，以承办机关为准。"))
    on = day(_("受理、立案日期"), required=True)
    body = text(_("审理机关"), required=True, most=100, hint=_("行政复议机关，或者人民法院。"))
    case_no = text(_("案号"), most=60, hint=_("例如：汴政复〔2025〕12号、（2025）豫0223行初8号。"))
    after_reconsideration = choice(
        _("起诉前是否经过复议"), [("", PICK), ("no", _("未经复议直接起诉")), ("yes", _("复议后起诉"))]
    )
    after = text(_("此前的行政复议"), most=20, hint=_("在本系统登记过的，填写其登记号。"))
    title = text(_("标题"), most=100, hint=_("不填则用争议办件的标题。不写个人姓名。"))
    name = text(_("申请人、原告"), required=True, most=100)
    phone = text(_("电话"), most=40)
    address = text(_("地址"), most=200)

    def __init__(self, *args: Any, kind: str, organs: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["organ"].choices = [("", _("按争议办件")), *organs]
        if kind != LAWSUIT:
            del self.fields["after_reconsideration"], self.fields["after"]


class Deed(forms.Form):
    """What every deed has: the press's key, what the screen had shown, the legal day."""

    key = forms.CharField(widget=forms.HiddenInput, max_length=80)
    seen = forms.IntegerField(widget=forms.HiddenInput, required=False)
    on = day(_("日期"), hint=_("实际发生的日期；不填即今天。"))

    def __init__(self, *args: Any, lawsuit: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.order_fields([name for name in self.fields if name != "on"])
        self.fit(lawsuit=lawsuit)

    def fit(self, *, lawsuit: bool) -> None:
        """What differs between a reconsideration and a lawsuit."""


class ReceiveNotice(Deed):
    """The notice to answer. Law: RECON 48; LITIG 67."""

    procedure = choice(_("审理程序"), choices(PROCEDURES, PICK))
    notice = _paper(_("通知书、申请书副本（扫描件）"))

    def fit(self, *, lawsuit: bool) -> None:
        """A court's notice has no such procedure."""
        if lawsuit:
            del self.fields["procedure"]


class FileAnswer(Deed):
    """Answer and evidence. Law: RECON 48; RECON 54; LITIG 67."""

    answer = _paper(_("答复书、答辩状"), required=True)
    evidence = _paper(_("证据材料"), hint=_("可以先汇编、核对后上传；不上传的，勾选下一项。"))
    bind = forms.BooleanField(label=_("把争议办件的材料汇编为证据，存入本案"), required=False, initial=True)


class Judge(Deed):
    """A judgment of first instance. Law: LITIG 85."""

    result = choice(_("一审结果"), choices(RESULTS, PICK), hint=RESULT_HINT)
    ruling = choice(_("裁判文书"), [("no", _("判决书（上诉期十五日）")), ("yes", _("裁定书（上诉期十日）"))])
    judgment = _paper(_("裁判文书（扫描件）"))


class Appeal(Deed):
    """An appeal. Law: LITIG 85."""

    by_organ = choice(_("上诉人"), [("", PICK), ("no", _("对方当事人")), ("yes", _("本机关"))])


class Conclude(Deed):
    """The end, and what was ordered. Law: OGI 50; RECON 64."""

    result = choice(_("审理结果"), choices(RESULTS, PICK), hint=RESULT_HINT)
    redecide = forms.BooleanField(label=_("责令本机关重新答复"), required=False)
    working_days = forms.IntegerField(
        label=_("重新答复的期限（工作日）"),
        min_value=1,
        max_value=200,
        required=False,
        widget=forms.NumberInput(attrs={"class": "form-control", "inputmode": "numeric"}),
        help_text=_("决定、判决写明的；没有写明的不填，按法定期限计算。"),
    )
    received_on = day(_("收到决定书、判决书之日"), hint=_("重新答复的期限从次日起算；不填即今天。"))
    decision = _paper(_("决定书、判决书（扫描件）"))
    on = day(_("决定作出、裁判生效之日"), hint=_("不填即今天。"))

    def fit(self, *, lawsuit: bool) -> None:
        """The day of the result stands beside it."""
        self.order_fields(["key", "seen", "result", "on"])


class TakeBack(Deed):
    """A wrong entry."""

    on = None
    reason = text(_("作废的理由"), required=True, rows=3, most=300)
