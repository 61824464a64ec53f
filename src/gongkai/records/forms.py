"""Forms of what a record says: what a type asks for, where a new one begins, tables that come in."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from gongkai.desk.fields import choice, day, text
from gongkai.records.content import Content
from gongkai.records.facts import Openness
from gongkai.records.tables import OPENNESS
from gongkai.records.types import FIELDS, RecordType, types

SEPARATORS = str.maketrans("，、；;\n", ",,,,,")


class RecordForm(forms.Form):
    """What a record of a type says. Everything but the title may be added later; the look before submission
    tells what is missing.
    """

    title = text(_("标题"), required=True, hint=_("与正式文件一致，不超过300字。"))
    abstract = text(_("内容概述"), rows=3, most=2000, hint=_("用几句话说明主要内容，供目录和搜索使用。"))
    body = forms.CharField(
        label=_("正文"),
        required=False,
        widget=forms.Textarea(attrs={"class": "form-control", "rows": 18, "data-editor": "1"}),
    )
    doc_no = text(_("发文字号"), most=80, hint=_("例如：尉政办〔2020〕15号。"))
    topic = text(_("主题分类"), most=60, attrs={"list": "topics"})
    column = choice(_("栏目"), [], required=False)
    other_columns = forms.MultipleChoiceField(
        label=_("同时显示在"),
        required=False,
        widget=forms.SelectMultiple(attrs={"class": "form-select", "size": 4}),
        help_text=_("按住 Ctrl 可以多选。"),
    )
    openness = choice(_("公开属性"), list(OPENNESS.items()))
    ground = text(_("不公开的依据"), most=60, hint=_("依申请公开、不予公开的写明条款，例如 OGI 16.2。"))
    made_on = day(_("成文日期"))
    in_force_from = day(_("施行日期"))
    valid_until = day(_("有效期至"), hint=_("没有期限的不填。"))
    keywords = text(_("关键词"), most=200, hint=_("用逗号分开。"))
    source = text(_("信息来源"), most=100)
    audience = text(_("公开对象"), most=200)
    editor = text(_("责任编辑"), most=40)
    expects = forms.CharField(required=False, widget=forms.HiddenInput)

    ALWAYS = (
        "title",
        "abstract",
        "body",
        "topic",
        "column",
        "other_columns",
        "openness",
        "ground",
        "made_on",
        "keywords",
        "source",
        "editor",
        "expects",
    )

    def __init__(self, kind: RecordType, *args: Any, columns: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.kind = kind
        self.fields["title"].wide = self.fields["body"].wide = True
        shown = {*self.ALWAYS, *kind.needs}
        if kind.validity:
            shown |= {"doc_no", "in_force_from", "valid_until"}
        for name in [each for each in self.fields if each not in shown]:
            del self.fields[name]
        self.fields["column"].choices = [("", _("请选择")), *columns]
        self.fields["other_columns"].choices = columns
        for element in kind.elements:
            made = text(element.title, most=5000, rows=4 if element.long else 0)
            made.must = element.must
            self.fields[f"element_{element.key}"] = made
        # Needed for clearance, but a draft may be kept without it.
        self.fields["made_on"].must = True
        for name in kind.needs:
            if name in self.fields:
                self.fields[name].label, self.fields[name].must = FIELDS[name], True

    @classmethod
    def initial_of(cls, content: Content, sha256: str = "") -> dict[str, Any]:
        """The content as the form shows it at first."""
        plain = {name: getattr(content, name) for name in cls.base_fields if hasattr(content, name)}
        plain["keywords"] = "，".join(content.keywords)
        plain["other_columns"] = list(content.other_columns)
        plain["openness"] = content.openness.value
        plain["expects"] = sha256
        return plain | {f"element_{key}": words for key, words in content.elements.items()}

    def content(self, base: Content) -> Content:
        """The content that the form gives, over what was there: attachments stay."""
        given = {
            key: value for key, value in self.cleaned_data.items() if key in Content.__dataclass_fields__
        }
        given["openness"] = Openness(self.cleaned_data["openness"])
        given["other_columns"] = tuple(
            each for each in self.cleaned_data["other_columns"] if each != self.cleaned_data["column"]
        )
        given["keywords"] = tuple(
            each.strip()
            for each in self.cleaned_data["keywords"].translate(SEPARATORS).split(",")
            if each.strip()
        )
        given["elements"] = {
            element.key: self.cleaned_data[f"element_{element.key}"] for element in self.kind.elements
        }
        return base.but(**given)

    @property
    def main(self) -> list[Any]:
        """The fields of the main column: title, abstract, text, further elements."""
        names = ["title", "abstract", "body", *(name for name in self.fields if name.startswith("element_"))]
        return [self[name] for name in names if name in self.fields]

    @property
    def beside(self) -> list[Any]:
        """The fields beside it."""
        there = {each.name for each in self.main}
        return [each for each in self.visible_fields() if each.name not in there]


class Start(forms.Form):
    """Where a new record begins: its organ, and a Word file if there is one."""

    organ = choice(_("机关"), [])
    file = forms.FileField(
        label=_("从 Word 文件开始"),
        required=False,
        help_text=_("docx 文件，标题、正文、表格、图片会转为草稿；也可以不选，直接录入。"),
        widget=forms.ClearableFileInput(attrs={"class": "form-control", "accept": ".docx"}),
    )

    def __init__(self, *args: Any, organs: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["organ"].choices = organs


class WordFile(forms.Form):
    """A Word file whose text takes the place of the present one."""

    file = forms.FileField(
        label=_("Word 文件"),
        help_text=_("docx 文件。只替换正文，标题和其他各项不变；保存之前先看对照。"),
        widget=forms.ClearableFileInput(attrs={"class": "form-control", "accept": ".docx"}),
    )


class WordText(forms.Form):
    """The text that was read, looked at and now to be kept."""

    name = forms.CharField(max_length=200, widget=forms.HiddenInput)
    expects = forms.CharField(widget=forms.HiddenInput)
    body = forms.CharField(required=False, widget=forms.HiddenInput)


class Import(forms.Form):
    """A table of directory entries."""

    type = choice(_("类型"), [])
    file = forms.FileField(
        label=_("Excel 文件"),
        widget=forms.ClearableFileInput(attrs={"class": "form-control", "accept": ".xlsx"}),
    )
    origin = text(
        _("数据来源"),
        required=True,
        most=60,
        hint=_("同一来源的同一编号只导入一次，例如：原网站2019年目录。"),
    )
    paper = text(
        _("审查凭据"),
        most=200,
        hint=_(
            "已经公开的信息写审批单编号或者登记簿名称，按表中日期登记为已公开；不填则只导入为草稿，仍须审查。"
        ),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["type"].choices = [(key, each.title) for key, each in types().items()]
