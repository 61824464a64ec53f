"""Forms of the deeds on an application: what each of them asks for. Nobody types a due day."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from gongkai.casework.facts import Purpose
from gongkai.casework.secrecy import SecrecyLevel
from gongkai.casework.wording import CAUSES
from gongkai.desk.fields import choice, day, text
from gongkai.foi.facts import Letter
from gongkai.foi.wording import (
    LETTERS,
    MANNERS,
    MEANS,
    OPINIONS,
    ORDERED_BY,
    PARTIES,
    RELIEFS,
    TARIFFS,
    choices,
)

PURPOSES = {
    Purpose.CONTACT.value: _("与当事人联系"),
    Purpose.DELIVERY.value: _("制作、送达文书"),
    Purpose.IDENTITY.value: _("核对身份"),
    Purpose.DISPUTE.value: _("行政复议、行政诉讼举证"),
    Purpose.OTHER.value: _("其他工作需要"),
}
"""For what particulars are looked at."""
SECRECY = {
    SecrecyLevel.NONE: _("不涉密，可以对外提供"),
    SecrecyLevel.WORK: _("工作秘密"),
    SecrecyLevel.CONFIDENTIAL: _("秘密"),
    SecrecyLevel.SECRET: _("机密"),
    SecrecyLevel.TOP_SECRET: _("绝密"),
    SecrecyLevel.UNCLEAR: _("不明确，报请确定"),
}
PICK = _("请选择")
Codes = list[tuple[str, str]]


class Deed(forms.Form):
    """What every deed has: the press's key, what the screen had shown, the legal day, a reason if it is
    unlawful.
    """

    key = forms.CharField(widget=forms.HiddenInput, max_length=80)
    seen = forms.IntegerField(widget=forms.HiddenInput, required=False)
    on = day(_("日期"), hint=_("实际办理、收到的日期；不填即今天。"))
    despite = text(_("仍须登记的理由"), rows=3, most=500, hint=_("与办理记录一并保存；本件记为违规。"))
    field_order: list[str] | None = None

    def __init__(self, *args: Any, warned: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.order_fields([name for name in self.fields if name not in ("on", "despite")])
        if warned:
            self.fields["despite"].required = True
            self.fields["despite"].must = True
        else:
            del self.fields["despite"]


class Undated(Deed):
    """A deed whose day is the day on which it is done."""

    on = None


class Contact(Deed):
    """An attempt to reach the applicant. Law: OGI 31."""

    means = choice(_("联系方式"), choices(MEANS))
    reached = forms.BooleanField(label=_("已联系上"), required=False)


class Confirm(Deed):
    """Mutual confirmation of receipt. Law: OGI 31."""

    means = choice(_("与申请人确认的方式"), choices(MEANS))


class Term(Deed):
    """A deed that gives somebody so many working days."""

    working_days = forms.IntegerField(
        label=_("期限（工作日）"),
        min_value=1,
        max_value=200,
        widget=forms.NumberInput(attrs={"class": "form-control", "inputmode": "numeric"}),
    )


class Finding(Deed):
    """The head's finding that a term was let go by without just cause. Law: OGI 30."""

    finding = text(_("认定没有正当理由的依据"), required=True, rows=4, most=1000)


class ReasonsGiven(Deed):
    """The applicant's reasons. Law: OGI 35."""

    reasonable = forms.ChoiceField(
        label=_("理由是否合理"),
        choices=[("yes", _("合理")), ("no", _("不合理"))],
        widget=forms.RadioSelect,
    )


class ToOrgan(Deed):
    """To another organ."""

    to = choice(_("转给"), [])

    def __init__(self, *args: Any, organs: Codes, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["to"].choices = [("", PICK), *organs]


class HandOver(ToOrgan):
    """To whom the case is handed over in the house."""

    on = None
    unit = text(_("内设机构"), most=60)


class Consult(Deed):
    """Whose opinion is sought and about what. Law: OGI 32; OGI 34."""

    party = choice(_("对象"), choices(PARTIES, PICK))
    about = text(
        _("涉及的政府信息"), required=True, rows=4, most=2000, hint=_("不写申请人的姓名等个人信息。")
    )
    organ = choice(_("被征求意见的机关"), [], required=False)
    name = text(_("第三方姓名、名称"), most=100)
    phone = text(_("第三方电话"), most=40)
    address = text(_("第三方地址"), most=200)

    def __init__(self, *args: Any, organs: Codes, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["organ"].choices = [("", _("征求第三方意见的不选")), *organs]


class CloseConsultation(Deed):
    """What came back. Law: OGI 32; OGI 34."""

    ref = choice(_("征求意见编号"), [])
    opinion = choice(_("反馈意见"), choices(OPINIONS, PICK))
    said = text(_("意见内容"), rows=4, most=5000)

    def __init__(self, *args: Any, refs: Codes, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["ref"].choices = refs


class Charge(Deed):
    """The fee notice; the amount is reckoned, never typed. Law: FEE2020."""

    tariff = choice(_("计收方式"), choices(TARIFFS, PICK))
    pages = forms.IntegerField(
        label=_("提供的页数"),
        min_value=0,
        required=False,
        widget=forms.NumberInput(attrs={"class": "form-control", "inputmode": "numeric"}),
        help_text=_("按量计收时填写。"),
    )


def _amount(label: str) -> forms.DecimalField:
    box = forms.NumberInput(attrs={"class": "form-control", "inputmode": "decimal", "step": "0.01"})
    return forms.DecimalField(label=label, min_value=0, decimal_places=2, max_digits=9, widget=box)


class Pay(Deed):
    """A payment. Law: FEE2020 8."""

    amount = _amount(_("缴费金额（元）"))


class Relieve(Deed):
    """Less to pay, or something back. Law: OGI 42."""

    relief = choice(_("方式"), choices(RELIEFS, PICK))
    amount = _amount(_("金额（元）"))
    reason = text(_("理由"), required=True, rows=3, most=500)


class Reopen(Deed):
    """Taking a decision back."""

    reason = text(_("撤销答复的理由"), required=True, rows=4, most=1000)
    excused = choice(
        _("申请人逾期有正当理由的"),
        [
            ("", _("不是")),
            (Letter.SUPPLEMENT_REQUEST.value, _("逾期补正有正当理由")),
            (Letter.FEE_NOTICE.value, _("逾期缴费有正当理由")),
        ],
        required=False,
    )


class Order(Deed):
    """That a new decision was ordered. Law: OGI 51."""

    ordered_by = choice(_("作出机关"), choices(ORDERED_BY, PICK))
    case = text(_("案号"), required=True, most=60, hint=_("例如：汴政复决〔2025〕12号。"))
    working_days = forms.IntegerField(
        label=_("决定、判决确定的期限（工作日）"),
        min_value=1,
        required=False,
        widget=forms.NumberInput(attrs={"class": "form-control", "inputmode": "numeric"}),
        help_text=_("没有写明的不填，按法定期限计算。"),
    )


class Deliver(Deed):
    """A delivery with its proof. Law: OGI 40."""

    letter = choice(_("文书"), [])
    manner = choice(_("送达方式"), choices(MANNERS, PICK), hint=_("邮寄以交邮之日为送达之日。"))
    proof_no = text(_("邮件号码、回执号"), most=60, hint=_("邮寄、电子送达填写，或者上传凭证。"))
    proof = forms.FileField(
        label=_("送达凭证（扫描件）"),
        required=False,
        widget=forms.ClearableFileInput(attrs={"class": "form-control"}),
    )
    ref = choice(_("征求意见编号"), [], required=False)

    def __init__(self, *args: Any, waiting: list[Letter], refs: Codes, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["letter"].choices = [(each.value, LETTERS[each]) for each in waiting]
        if refs:
            self.fields["ref"].choices = [("", _("不涉及征求意见")), *refs]
        else:
            del self.fields["ref"]


class AfterPost(Deed):
    """What became of a posted letter."""

    letter = choice(_("文书"), [])

    def __init__(self, *args: Any, waiting: list[Letter], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["letter"].choices = [(each.value, LETTERS[each]) for each in waiting]


class Archive(Deed):
    """The file."""

    file_no = text(_("案卷号"), most=60)


class Withdraw(Deed):
    """The applicant's withdrawal."""

    written = forms.FileField(
        label=_("书面撤回申请（扫描件）"),
        required=False,
        widget=forms.ClearableFileInput(attrs={"class": "form-control"}),
    )


class Search(Deed):
    """A search. Law: OGI 36(4)."""

    item = choice(_("申请事项"), [], required=False)
    places = text(
        _("检索范围"), required=True, rows=2, most=1000, hint=_("例如：档案室、办公系统、业务科室。")
    )
    words = text(_("检索词"), required=True, most=300)
    result = text(_("检索结果"), required=True, rows=3, most=2000)

    def __init__(self, *args: Any, items: Codes, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["item"].choices = [("", _("全部事项")), *items]


class ClearSecrecy(Undated):
    """The secrecy review of the draft that is shown. Law: SECRETS 35."""

    sha256 = forms.CharField(widget=forms.HiddenInput)
    level = choice(_("密级判定"), choices(SECRECY, PICK))
    basis = text(_("判定依据"), required=True, most=200, hint=_("例如：不在本行业国家秘密事项范围内。"))
    opinion = text(_("意见"), rows=3, most=1000)


class Sign(Deed):
    """The signature under the draft that is shown. Law: OGI 36."""

    sha256 = forms.CharField(widget=forms.HiddenInput)


class Note(Undated):
    """An opinion of who handles the case. Law: OGI 45."""

    said = text(_("意见"), required=True, rows=4, most=1000)


class Explain(Undated):
    """Why a case was late, and which organ caused it. Law: OGI 47."""

    cause = choice(_("原因"), choices(CAUSES, PICK))
    organ = choice(_("责任机关"), [])
    note = text(_("说明"), rows=3, most=500, hint=_("不写个人信息。"))
    apologised = forms.BooleanField(label=_("已向申请人说明并致歉"), required=False)

    def __init__(self, *args: Any, organs: Codes, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["organ"].choices = [("", PICK), *organs]
