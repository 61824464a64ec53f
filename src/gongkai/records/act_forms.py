"""Forms of the acts on a record: what each of them asks for."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from gongkai.casework.secrecy import SecrecyLevel
from gongkai.desk.fields import choice, day, text, ticks
from gongkai.records.facts import ExplainerForm, TakeDownReason
from gongkai.records.tables import OPENNESS

SECRECY = {
    SecrecyLevel.NONE: _("不涉密，可以公开"),
    SecrecyLevel.WORK: _("工作秘密"),
    SecrecyLevel.CONFIDENTIAL: _("秘密"),
    SecrecyLevel.SECRET: _("机密"),
    SecrecyLevel.TOP_SECRET: _("绝密"),
    SecrecyLevel.UNCLEAR: _("不明确，报请确定"),
}
TAKE_DOWN = {
    TakeDownReason.EXPIRED: _("失效"),
    TakeDownReason.ERROR: _("内容有误"),
    TakeDownReason.SECRECY: _("涉密或者不应公开"),
    TakeDownReason.THIRD_PARTY: _("涉及商业秘密、个人隐私"),
    TakeDownReason.RELOCATED: _("栏目调整，另行发布"),
}
EXPLAINER = {
    ExplainerForm.TEXT: _("文字解读"),
    ExplainerForm.CHART: _("图解"),
    ExplainerForm.VIDEO: _("音频、视频"),
    ExplainerForm.INTERVIEW: _("访谈、专家解读"),
    ExplainerForm.PRESS_CONFERENCE: _("新闻发布会"),
    ExplainerForm.QUESTIONS: _("问答"),
}
ADOPTED = {"yes": _("采纳"), "part": _("部分采纳"), "no": _("不采纳")}
"""What may become of an opinion."""


class Bound(forms.Form):
    """An act on the content that the person looked at."""

    sha256 = forms.CharField(widget=forms.HiddenInput)


class Decide(Bound):
    """A decision of clearance."""

    verdict = forms.ChoiceField(
        label=_("结论"),
        choices=[("approved", _("通过")), ("returned", _("退回修改"))],
        widget=forms.RadioSelect,
    )
    remarks = text(_("意见"), rows=4, most=2000, hint=_("退回的必须写明要改什么。"))
    key = forms.CharField(widget=forms.HiddenInput)


class DecideSecrecy(Decide):
    """The secrecy review. Law: SECRETS 35."""

    level = choice(
        _("密级判定"), [("", _("请选择")), *((key.value, title) for key, title in SECRECY.items())]
    )
    basis = text(_("判定依据"), required=True, most=200, hint=_("例如：不在本行业国家秘密事项范围内。"))
    field_order = ["sha256", "key", "level", "basis", "verdict", "remarks"]


class Remarks(Bound):
    """An act with words of explanation."""

    remarks = text(_("意见"), required=True, rows=4, most=2000)


class Reason(Bound):
    """An act with a reason."""

    reason = text(_("理由"), required=True, rows=4, most=2000)


class Publish(Bound):
    """Publication, now or at an instant to come."""

    publish_at = forms.DateTimeField(
        label=_("定时发布"),
        required=False,
        widget=forms.DateTimeInput(
            attrs={"class": "form-control", "type": "datetime-local"}, format="%Y-%m-%dT%H:%M"
        ),
        input_formats=["%Y-%m-%dT%H:%M"],
        help_text=_("不填即立即发布。"),
    )
    alone = forms.BooleanField(
        label=_("解读尚未备好，先发布文件"), required=False, help_text=_("解读晚于文件的天数会列入检查。")
    )

    def __init__(self, *args: Any, explained: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not explained:
            del self.fields["alone"]


class Withdraw(forms.Form):
    """Taking down."""

    reason = choice(_("原因"), [(key.value, title) for key, title in TAKE_DOWN.items()])
    text = text(_("向公众的说明"), required=True, rows=3, most=500, hint=_("会显示在原地址上。"))
    manner = choice(
        _("原地址显示"),
        [("", _("按原因自动选择")), ("gone", _("只显示撤下说明")), ("banner", _("保留内容，并显示撤下说明"))],
        required=False,
    )


class Describe(forms.Form):
    """What readers are told about a new edition."""

    change_note = text(
        _("修改说明"), rows=3, most=500, hint=_("发布后显示在页面下方，例如：更正附件二的联系电话。")
    )
    major = forms.BooleanField(label=_("向公众说明这次修改"), required=False, initial=True)


class Validity(forms.Form):
    """That a document was amended or repealed."""

    changed_on = day(_("日期"), required=True, hint=_("自这一天起不再有效，或者按修改后的文本执行。"))
    basis = text(_("依据文件"), required=True, hint=_("作出决定的文件名称和文号。"))
    other = text(_("依据文件在本系统的编号"), most=40, hint=_("例如 2020-0447，没有的不填。"))


class Extend(forms.Form):
    """That a document holds longer than its own term."""

    valid_until = day(_("有效期延长至"), required=True, hint=_("这一天仍然有效。"))
    basis = text(_("依据文件"), required=True, hint=_("决定延长的文件名称和文号。"))


class Plan(forms.Form):
    """The plan for an explainer. Law: EXPLAIN2016."""

    kinds = ticks(_("解读形式"), [(key.value, title) for key, title in EXPLAINER.items()], required=True)
    outline = text(_("解读提纲"), rows=4, most=2000)
    organ = choice(_("解读责任机关"), [])
    due_on = day(_("计划发布日期"), required=True)

    def __init__(self, *args: Any, organs: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["organ"].choices = organs


class Exempt(forms.Form):
    """That a policy needs no explainer, and why."""

    reason = text(_("免予解读的理由"), required=True, rows=3, most=500)


class Link(forms.Form):
    """An explainer that belongs to a policy."""

    explainer = text(
        _("解读"),
        required=True,
        most=40,
        hint=_("从列出的政策解读中选择，或者写编号，例如 2020-0451。"),
        attrs={"list": "suggested", "autocomplete": "off"},
    )
    form = choice(_("形式"), [(key.value, title) for key, title in EXPLAINER.items()])

    def __init__(self, *args: Any, suggested: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.suggested = suggested


class Unlink(forms.Form):
    """A tie made in error: which one."""

    explainer = choice(_("取消哪一篇解读"), [])

    def __init__(self, *args: Any, linked: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["explainer"].choices = linked


class Reassess(forms.Form):
    """Periodic reassessment of what is not public. Law: OGI 18."""

    openness = choice(_("评估后的公开属性"), list(OPENNESS.items()))
    ground = text(_("不公开的依据"), most=60, hint=_("仍不公开的写明条款。"))


class Comment(forms.Form):
    """Public comment on a draft."""

    opens_on = day(_("开始日期"), required=True)
    closes_on = day(_("截止日期"), required=True, hint=_("一般不少于三十日。"))
    shorter_because = text(_("期限较短的理由"), rows=2, most=500)
    address = text(_("提出意见的方式"), required=True, rows=3, most=1000)


class Opinion(forms.Form):
    """An opinion that did not come over the website."""

    text = text(
        _("意见内容"), required=True, rows=3, most=5000, hint=_("只写意见，不写姓名、电话等个人信息。")
    )


class Answer(forms.Form):
    """What becomes of one opinion, and why."""

    adopted = choice(_("采纳情况"), [("", _("请选择")), *ADOPTED.items()])
    answer = text(_("说明"), rows=2, most=2000, hint=_("没有全部采纳的写明理由。"))


class CommentResult(forms.Form):
    """What became of the opinions."""

    result = text(_("采纳情况"), required=True, rows=8, most=5000)
