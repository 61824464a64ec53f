"""The form of a new application (登记申请): what it says, who applies, how it came. Law: OGI 29."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from gongkai.casework.services.papers import File
from gongkai.casework.services.parties import Particulars
from gongkai.desk.fields import choice, day, text, ticks
from gongkai.foi.facts import ApplicantKind, Intake
from gongkai.foi.registering import DIRECT
from gongkai.foi.services import Asked
from gongkai.foi.wording import APPLICANTS, INTAKES, choices

HELP = [
    ("阅读", _("阅读有困难，请口头说明答复")),
    ("视力", _("视力不便，请提供可读屏的电子文本")),
    ("听力", _("听力不便，请用文字联系")),
]
"""What help is asked for; the same words as on the website."""


class Files(forms.ClearableFileInput):
    """A box that takes several files."""

    allow_multiple_selected = True


class ManyFiles(forms.FileField):
    """A field of several files: a list, empty for none."""

    widget = Files(attrs={"class": "form-control"})

    def clean(self, data: Any, initial: Any = None) -> list[Any]:
        """Each as a file is."""
        return [super(ManyFiles, self).clean(each, initial) for each in data or []]


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
    needs = ticks(_("所需帮助"), HELP, hint=_("阅读、视听有困难的申请人，本机关应当提供帮助。"))
    assistance = text(_("其他需要的帮助"), most=60)
    others = text(
        _("共同申请人"),
        rows=2,
        most=2000,
        hint=_("几人共同申请的，每人一行：姓名　证件号码　电话，用空格隔开。"),
    )
    agent_name = text(_("代理人姓名"), most=60)
    agent_id_no = text(_("代理人证件号码"), most=40)
    agent_phone = text(_("代理人电话"), most=40)
    authorisation = forms.FileField(
        label=_("授权委托书（扫描件）"),
        required=False,
        widget=forms.ClearableFileInput(attrs={"class": "form-control"}),
        help_text=_("由代理人申请的必须上传。"),
    )
    scans = ManyFiles(
        label=_("申请材料扫描件"),
        required=False,
        help_text=_("信封、申请书、身份证明等，可以选择多份：PDF、图片、Word、OFD。"),
    )

    def __init__(self, *args: Any, organs: list[tuple[str, str]], by_mail: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["organ"].choices = organs
        for each in self.fields.values():
            each.widget.attrs.setdefault("autocomplete", "off")
        if by_mail:
            del self.fields["intake"], self.fields["arrived_on"]

    def clean_others(self) -> list[Particulars]:
        """Who applies together with the applicant, one a line: name, number, telephone."""
        found = []
        for line in self.cleaned_data["others"].splitlines():
            name, id_no, phone, *more = [*line.split(), "", "", ""]
            if any(more):
                raise forms.ValidationError(_("每人一行，依次写姓名、证件号码、电话，中间用空格隔开。"))
            if name:
                found.append(Particulars(name=name, id_no=id_no, phone=phone))
        return found

    def clean(self) -> dict[str, Any]:
        """Who acts for somebody shows by what right."""
        given = super().clean() or {}
        if given.get("agent_name") and not given.get("authorisation"):
            self.add_error("authorisation", _("由代理人申请的，请上传授权委托书。"))
        return given

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
            assistance="、".join(filter(None, [*given["needs"], given["assistance"]]))[:100],
            others=given["others"],
            agent=self._agent(),
            scans=self._scans(),
            written_on=given["written_on"],
        )

    def _agent(self) -> Particulars | None:
        given = self.cleaned_data
        if not given["agent_name"].strip():
            return None
        return Particulars(name=given["agent_name"], id_no=given["agent_id_no"], phone=given["agent_phone"])

    def _scans(self) -> list[tuple[str, File]]:
        given = self.cleaned_data
        files = [("scan", each) for each in given["scans"]]
        if given["authorisation"]:
            files.append(("authorisation", given["authorisation"]))
        return [(kind, File(each.name, each.read())) for kind, each in files]

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
