"""The form of a new application (登记申请): what it says, who applies, how it came. Law: OGI 29."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from gongkai.casework.services.parties import Particulars
from gongkai.desk.fields import choice, day, text
from gongkai.foi.facts import ApplicantKind, Intake
from gongkai.foi.registering import DIRECT
from gongkai.foi.services import Asked
from gongkai.foi.wording import APPLICANTS, INTAKES, choices


class NewApplication(forms.Form):
    """An application as the office writes it down. The day of receipt is not asked for: it follows."""

    key = forms.CharField(widget=forms.HiddenInput, max_length=80)
    intake = choice(_("申请渠道"), choices({each: INTAKES[each] for each in DIRECT}))
    arrived_on = day(_("提交日期"), hint=_("当面提交之日、传真或者电子邮件到达之日；不填即今天。"))
    written_on = day(_("落款日期"), hint=_("申请书上写的日期，没有的不填。"))
    organ = choice(_("承办机关"), [])
    title = text(_("内容摘要"), required=True, most=100, hint=_("列表中显示，不写姓名等个人信息。"))
    items = text(
        _("申请的政府信息"), required=True, rows=5, most=5000, hint=_("按申请人的原话；几项的每项一行。")
    )
    kind = choice(_("申请人类别"), choices(APPLICANTS))
    name = text(_("姓名、名称"), required=True, most=100)
    id_no = text(_("证件号码、统一社会信用代码"), most=40)
    phone = text(_("电话"), most=40)
    email = text(_("电子邮箱"), most=100)
    address = text(_("地址"), most=200)
    contact = text(_("联系人"), most=60)
    wanted_form = choice(
        _("提供方式"), [("", _("未写明")), ("纸质", _("纸质")), ("电子文档", _("电子文档"))], required=False
    )
    delivery_way = choice(
        _("获取方式"),
        [("", _("未写明")), ("邮寄", _("邮寄")), ("自行领取", _("自行领取")), ("电子邮件", _("电子邮件"))],
        required=False,
    )
    assistance = text(_("所需帮助"), most=100, hint=_("阅读、视听有困难的，写明需要什么帮助。"))

    def __init__(self, *args: Any, organs: list[tuple[str, str]], by_mail: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["organ"].choices = organs
        for each in self.fields.values():
            each.widget.attrs.setdefault("autocomplete", "off")
        if by_mail:
            del self.fields["intake"], self.fields["arrived_on"]

    def lines(self) -> list[str]:
        """The things asked for, one a line, as far as they are typed."""
        typed = self.data.get("items", "") if self.is_bound else ""
        return [each.strip() for each in typed.splitlines() if each.strip()]

    def asked(self) -> Asked:
        """What the service gets."""
        given = self.cleaned_data
        names = ("name", "id_no", "phone", "address", "email", "contact")
        return Asked(
            items=self.lines(),
            applicant=Particulars(**{name: given[name] for name in names}),
            kind=ApplicantKind(given["kind"]),
            title=given["title"],
            wanted_form=given["wanted_form"],
            delivery_way=given["delivery_way"],
            assistance=given["assistance"],
            written_on=given["written_on"],
        )

    def typed_day(self, name: str) -> Any:
        """A day as far as it is typed; ``None`` where there is none yet."""
        if name not in self.fields or not self.is_bound:
            return None
        try:
            return self.fields[name].clean(self.data.get(name))
        except forms.ValidationError:
            return None

    def typed_intake(self) -> Intake:
        """The way of coming in as far as it is chosen."""
        given = self.data.get("intake", "") if self.is_bound else ""
        return Intake(given) if given in {each.value for each in DIRECT} else DIRECT[0]
