"""Forms of attachments and of releasing an answer (附件、选登): what each of them asks for."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from gongkai.desk.fields import choice, text, ticks
from gongkai.foi.act_forms import PICK, ClearSecrecy, Undated
from gongkai.foi.services.releasing import LONGEST
from gongkai.foi.wording import WITHDRAWALS, choices


class ManyFiles(forms.FileField):
    """Any number of files at once."""

    class Input(forms.ClearableFileInput):
        """The box that takes several."""

        allow_multiple_selected = True

    widget = Input(attrs={"class": "form-control", "multiple": True})

    def clean(self, data: Any, initial: Any = None) -> list[Any]:
        """Each of them."""
        given = data if isinstance(data, (list, tuple)) else [data] if data else []
        return [super(ManyFiles, self).clean(each, initial) for each in given]


class AddFile(forms.Form):
    """A file to go out with the reply."""

    key = forms.CharField(widget=forms.HiddenInput, max_length=80)
    seen = forms.IntegerField(widget=forms.HiddenInput, required=False)
    title = text(
        _("附件名称"), most=60, required=True, hint=_("例如：2024年度防汛经费明细表。不写个人信息。")
    )
    file = forms.FileField(label=_("文件"), widget=forms.ClearableFileInput(attrs={"class": "form-control"}))


class Words(Undated):
    """What the public is told."""

    title = text(_("标题"), required=True, most=LONGEST["title"])
    question = text(
        _("申请内容摘要"),
        required=True,
        rows=3,
        most=LONGEST["question"],
        hint=_("用自己的话概括，不照录申请书，不写申请人和其他人的姓名、电话、住址。"),
    )
    answer = text(_("答复内容"), required=True, rows=10, most=LONGEST["answer"])
    chosen = ticks(_("一并选登的文件"), [])
    files = ManyFiles(label=_("另外上传的文件"), required=False, help_text=_("隐去个人信息之后的文本。"))

    def __init__(self, *args: Any, choosable: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if choosable:
            self.fields["chosen"].choices = choosable
        else:
            del self.fields["chosen"]


class ClearWithFiles(ClearSecrecy):
    """The secrecy review of the draft and of the attachments that are shown. Law: SECRETS 35."""

    attachments = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, attachments: list[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial["attachments"] = " ".join(attachments)


class ClearRelease(ClearSecrecy):
    """The secrecy review of what is to be shown to the public. Law: SECRETS 35."""

    def __init__(self, *args: Any, prepared: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial["sha256"] = prepared


class Release(Undated):
    """The decision to show what is before one to the public. Law: OGI 44."""

    sha256 = forms.CharField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, prepared: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial["sha256"] = prepared


class WithdrawRelease(Undated):
    """Taking a released answer out again, with a coded reason and words for readers."""

    reason = choice(_("原因"), choices(WITHDRAWALS, PICK))
    text = text(
        _("向公众说明"), required=True, rows=3, most=300, hint=_("显示在原来的网址上。不写个人信息。")
    )
