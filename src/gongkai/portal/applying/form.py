"""The application form (申请表) of the website: what OGI 29 asks for, and nothing else. No purpose is asked.

Law: OGI 29; OGI 28 (help for people with disabilities).
"""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from stdnum.cn import ric, uscc
from stdnum.exceptions import ValidationError as NotANumber

from gongkai.casework.services.parties import Particulars
from gongkai.foi.facts import ApplicantKind
from gongkai.foi.services import Asked
from gongkai.organs.queries import authority_of, is_there, organs_of

MOST_ITEMS, LONGEST_ITEM = 5, 1000
KINDS = (
    (ApplicantKind.NATURAL_PERSON.value, _("公民个人")),
    (ApplicantKind.BUSINESS.value, _("商业企业")),
    (ApplicantKind.RESEARCH.value, _("科研机构")),
    (ApplicantKind.PUBLIC_WELFARE.value, _("社会公益组织")),
    (ApplicantKind.LEGAL_SERVICE.value, _("法律服务机构")),
    (ApplicantKind.OTHER_ORG.value, _("其他组织")),
)
ID_KINDS = (
    ("ric", _("居民身份证")),
    ("passport", _("护照")),
    ("permit", _("港澳台居民通行证、居住证")),
    ("other", _("其他证件")),
)
PERMANENT = {"passport": "护照", "permit": "通行证", "other": "其他证件"}
FORMS = (("纸质", _("纸质")), ("电子版", _("电子版")), ("均可", _("都可以")))
WAYS = (
    ("网站下载", _("在本网站凭查询码下载")),
    ("电子邮件", _("电子邮件")),
    ("邮寄", _("邮寄")),
    ("当面领取", _("当面领取")),
)
HELP = (
    ("阅读", _("阅读有困难，请口头说明答复")),
    ("视力", _("视力不便，请提供可读屏的电子文本")),
    ("听力", _("听力不便，请用文字联系")),
    ("其他", _("其他需要，请电话联系我")),
)
PHONE = r"^\+?[0-9][0-9 \-]{4,18}[0-9]$"


class OrganField(forms.ChoiceField):
    """An organ of the region: all are listed where the form is shown, only the one chosen is looked up."""

    def of(self, region: str, as_of: date) -> None:
        """Say of which region, on which day."""
        self.region, self.as_of = region, as_of
        self.choices = lambda: [(each.code, each.name) for each in organs_of(region, as_of=as_of)]

    def valid_value(self, value: str) -> bool:
        """Whether there is such an organ."""
        return is_there(value, region=self.region, as_of=self.as_of)


class ApplicationForm(forms.Form):
    """Who applies, to whom, how the answer shall come. The things asked for: ``items_of``."""

    key = forms.RegexField(r"^[0-9a-f]{32}$", widget=forms.HiddenInput)
    organ = OrganField(label=_("向哪个机关申请"))
    kind = forms.ChoiceField(label=_("申请人类别"), choices=KINDS, widget=forms.RadioSelect)
    name = forms.CharField(label=_("姓名或者名称"), max_length=100)
    id_kind = forms.ChoiceField(label=_("证件类型"), choices=ID_KINDS, required=False)
    id_no = forms.CharField(label=_("证件号码或者统一社会信用代码"), max_length=30)
    contact = forms.CharField(label=_("联系人"), max_length=50, required=False)
    phone = forms.RegexField(
        PHONE, label=_("联系电话"), error_messages={"invalid": _("电话只写数字，座机请加区号。")}
    )
    wanted_form = forms.ChoiceField(label=_("希望的形式"), choices=FORMS, widget=forms.RadioSelect)
    delivery_way = forms.ChoiceField(label=_("怎样得到答复"), choices=WAYS, widget=forms.RadioSelect)
    email = forms.EmailField(label=_("电子邮箱"), max_length=100, required=False)
    address = forms.CharField(label=_("通信地址和邮政编码"), max_length=200, required=False)
    assistance = forms.MultipleChoiceField(
        label=_("需要的帮助"), choices=HELP, required=False, widget=forms.CheckboxSelectMultiple
    )
    agent_name = forms.CharField(label=_("代理人姓名"), max_length=50, required=False)
    agent_id_no = forms.CharField(label=_("代理人身份证号码"), max_length=30, required=False)
    agent_phone = forms.RegexField(PHONE, label=_("代理人电话"), required=False)

    def __init__(
        self, data: Mapping[str, Any] | None = None, *, region: str, as_of: date, **more: Any
    ) -> None:
        super().__init__(data, **more)
        self.label_suffix = ""
        self.fields["organ"].of(region, as_of)
        if not self.is_bound:
            self.initial.setdefault("organ", authority_of(region, as_of).code)
        for name, words in _AUTOCOMPLETE.items():
            self.fields[name].widget.attrs["autocomplete"] = words
        for field in self.fields.values():
            field.error_messages["required"] = _("请填写或者选择这一项。")
        self.fields["phone"].widget.input_type = self.fields["agent_phone"].widget.input_type = "tel"

    def clean(self) -> dict[str, Any]:
        """What one field asks of another: numbers by their check digit, a way to reach the applicant."""
        given = super().clean() or {}
        person = given.get("kind") == ApplicantKind.NATURAL_PERSON
        if given.get("id_no") and given.get("kind"):
            self._check_number("id_no", given["id_no"], person, given.get("id_kind") or "ric")
        if not person and given.get("kind") and not given.get("contact"):
            self.add_error("contact", _("请填写单位的联系人。"))
        if given.get("delivery_way") == "电子邮件" and not given.get("email") and "email" not in self.errors:
            self.add_error("email", _("要用电子邮件收取答复，请填写电子邮箱。"))
        if given.get("delivery_way") == "邮寄" and not given.get("address"):
            self.add_error("address", _("要邮寄答复，请填写通信地址和邮政编码。"))
        if given.get("agent_name"):
            if not given.get("agent_id_no"):
                self.add_error("agent_id_no", _("请填写代理人的身份证号码。"))
            else:
                self._check_number("agent_id_no", given["agent_id_no"], True, "ric")
        return given

    def _check_number(self, field: str, number: str, person: bool, id_kind: str) -> None:
        if person and id_kind != "ric":
            return
        try:
            (ric if person else uscc).validate(number)
        except NotANumber:
            what = _("身份证号码应为18位，请核对。") if person else _("统一社会信用代码应为18位，请核对。")
            self.add_error(field, what)

    def asked(self, items: list[str]) -> Asked:
        """The valid form as an application."""
        given = self.cleaned_data
        person = given["kind"] == ApplicantKind.NATURAL_PERSON
        named = PERMANENT.get(given["id_kind"], "") if person else ""
        applicant = Particulars(
            name=given["name"],
            id_no=f"{named} {given['id_no']}".strip() if named else given["id_no"].replace(" ", "").upper(),
            phone=given["phone"],
            address=given["address"],
            email=given["email"],
            contact=given["contact"],
        )
        agent = Particulars(name=given["agent_name"], id_no=given["agent_id_no"], phone=given["agent_phone"])
        return Asked(
            items=items,
            applicant=applicant,
            kind=ApplicantKind(given["kind"]),
            agent=agent if given["agent_name"] else None,
            wanted_form=given["wanted_form"],
            delivery_way=given["delivery_way"],
            assistance="、".join(given["assistance"]),
        )


_AUTOCOMPLETE = {
    "name": "name",
    "phone": "tel",
    "email": "email",
    "address": "street-address",
    "id_no": "off",
    "agent_id_no": "off",
}


def items_of(typed: list[str]) -> tuple[list[str], str]:
    """The things asked for, as typed, and what is wrong with them (empty: nothing)."""
    items = [each.strip() for each in typed[:MOST_ITEMS]]
    said = [each for each in items if each]
    if not said:
        return items, "请写明需要的政府信息：名称、文号，或者便于查找的其他特征。"
    if any(len(each) > LONGEST_ITEM for each in said):
        return items, f"每项不超过{LONGEST_ITEM}字，请概括写明，详细说明可以作为附件上传。"
    return items, ""
