"""Forms of the record screens: what a type asks for, and what each act asks for."""

from typing import Any

from django import forms

from gongkai.records.clearance import SecrecyLevel
from gongkai.records.content import Content
from gongkai.records.facts import ExplainerForm, Openness, TakeDownReason
from gongkai.records.tables import OPENNESS
from gongkai.records.types import FIELDS, RecordType, types

SECRECY = {
    SecrecyLevel.NONE: "不涉密，可以公开",
    SecrecyLevel.WORK: "工作秘密",
    SecrecyLevel.CONFIDENTIAL: "秘密",
    SecrecyLevel.SECRET: "机密",
    SecrecyLevel.TOP_SECRET: "绝密",
    SecrecyLevel.UNCLEAR: "不明确，报请确定",
}
TAKE_DOWN = {
    TakeDownReason.EXPIRED: "失效",
    TakeDownReason.ERROR: "内容有误",
    TakeDownReason.SECRECY: "涉密或者不应公开",
    TakeDownReason.THIRD_PARTY: "涉及商业秘密、个人隐私",
    TakeDownReason.RELOCATED: "栏目调整，另行发布",
}
EXPLAINER = {
    ExplainerForm.TEXT: "文字解读",
    ExplainerForm.CHART: "图解",
    ExplainerForm.VIDEO: "音频、视频",
    ExplainerForm.INTERVIEW: "访谈、专家解读",
    ExplainerForm.PRESS_CONFERENCE: "新闻发布会",
    ExplainerForm.QUESTIONS: "问答",
}
REQUIRED = {
    "required": "请填写这一项。",
    "invalid_choice": "请从列出的各项中选择。",
    "invalid": "写法不对，请核对。",
}
SEPARATORS = str.maketrans("，、；;\n", ",,,,,")


def text(
    label: str, *, required: bool = False, most: int = 300, rows: int = 0, hint: str = "", **more: Any
) -> forms.CharField:
    """A field of text; ``rows`` make it several lines high."""
    attrs = {"class": "form-control", **more.pop("attrs", {})}
    box = forms.Textarea(attrs={**attrs, "rows": rows}) if rows else forms.TextInput(attrs=attrs)
    made = forms.CharField(
        label=label,
        error_messages=REQUIRED,
        required=required,
        max_length=most,
        widget=box,
        help_text=hint,
        **more,
    )
    made.wide = bool(rows)
    return made


def day(label: str, *, required: bool = False, hint: str = "") -> forms.DateField:
    """A field of a day."""
    box = forms.DateInput(attrs={"class": "form-control", "type": "date"}, format="%Y-%m-%d")
    return forms.DateField(
        label=label, error_messages=REQUIRED, required=required, widget=box, help_text=hint
    )


def choice(label: str, choices: Any, *, required: bool = True, hint: str = "") -> forms.ChoiceField:
    """One of some values."""
    box = forms.Select(attrs={"class": "form-select"})
    return forms.ChoiceField(
        label=label, error_messages=REQUIRED, choices=choices, required=required, widget=box, help_text=hint
    )


def ticks(label: str, choices: Any, *, required: bool = False, hint: str = "") -> forms.MultipleChoiceField:
    """Any of some values."""
    box = forms.CheckboxSelectMultiple
    return forms.MultipleChoiceField(
        label=label, error_messages=REQUIRED, choices=choices, required=required, widget=box, help_text=hint
    )


class RecordForm(forms.Form):
    """What a record of a type says. Everything but the title may be added later; the look before submission
    tells what is missing.
    """

    title = text("标题", required=True, hint="与正式文件一致，不超过300字。")
    abstract = text("内容概述", rows=3, most=2000, hint="用几句话说明主要内容，供目录和搜索使用。")
    body = forms.CharField(
        label="正文",
        required=False,
        widget=forms.Textarea(attrs={"class": "form-control", "rows": 18, "data-editor": "1"}),
    )
    doc_no = text("发文字号", most=80, hint="例如：尉政办〔2020〕15号。")
    topic = text("主题分类", most=60, attrs={"list": "topics"})
    column = choice("栏目", [], required=False)
    other_columns = forms.MultipleChoiceField(
        label="同时显示在",
        required=False,
        widget=forms.SelectMultiple(attrs={"class": "form-select", "size": 4}),
        help_text="按住 Ctrl 可以多选。",
    )
    openness = choice("公开属性", list(OPENNESS.items()))
    ground = text("不公开的依据", most=60, hint="依申请公开、不予公开的写明条款，例如 OGI 16.2。")
    made_on = day("成文日期")
    in_force_from = day("施行日期")
    valid_until = day("有效期至", hint="没有期限的不填。")
    keywords = text("关键词", most=200, hint="用逗号分开。")
    source = text("信息来源", most=100)
    audience = text("公开对象", most=200)
    editor = text("责任编辑", most=40)
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
        self.fields["column"].choices = [("", "请选择"), *columns]
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

    organ = choice("机关", [])
    file = forms.FileField(
        label="从 Word 文件开始",
        required=False,
        help_text="docx 文件，标题、正文、表格、图片会转为草稿；也可以不选，直接录入。",
        widget=forms.ClearableFileInput(attrs={"class": "form-control", "accept": ".docx"}),
    )

    def __init__(self, *args: Any, organs: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["organ"].choices = organs


class Bound(forms.Form):
    """An act on the content that the person looked at."""

    sha256 = forms.CharField(widget=forms.HiddenInput)


class Decide(Bound):
    """A decision of clearance."""

    verdict = forms.ChoiceField(
        label="结论", choices=[("approved", "通过"), ("returned", "退回修改")], widget=forms.RadioSelect
    )
    remarks = text("意见", rows=4, most=2000, hint="退回的必须写明要改什么。")
    key = forms.CharField(widget=forms.HiddenInput)


class DecideSecrecy(Decide):
    """The secrecy review. Law: SECRETS 35."""

    level = choice("密级判定", [("", "请选择"), *((key.value, title) for key, title in SECRECY.items())])
    basis = text("判定依据", required=True, most=200, hint="例如：不在本行业国家秘密事项范围内。")
    field_order = ["sha256", "key", "level", "basis", "verdict", "remarks"]


class Remarks(Bound):
    """An act with words of explanation."""

    remarks = text("意见", required=True, rows=4, most=2000)


class Reason(Bound):
    """An act with a reason."""

    reason = text("理由", required=True, rows=4, most=2000)


class Publish(Bound):
    """Publication, now or at an instant to come."""

    publish_at = forms.DateTimeField(
        label="定时发布",
        required=False,
        widget=forms.DateTimeInput(
            attrs={"class": "form-control", "type": "datetime-local"}, format="%Y-%m-%dT%H:%M"
        ),
        input_formats=["%Y-%m-%dT%H:%M"],
        help_text="不填即立即发布。",
    )
    alone = forms.BooleanField(
        label="解读尚未备好，先发布文件", required=False, help_text="解读晚于文件的天数会列入检查。"
    )

    def __init__(self, *args: Any, explained: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not explained:
            del self.fields["alone"]


class Withdraw(forms.Form):
    """Taking down."""

    reason = choice("原因", [(key.value, title) for key, title in TAKE_DOWN.items()])
    text = text("向公众的说明", required=True, rows=3, most=500, hint="会显示在原地址上。")
    manner = choice(
        "原地址显示",
        [("", "按原因自动选择"), ("gone", "只显示撤下说明"), ("banner", "保留内容，并显示撤下说明")],
        required=False,
    )


class Describe(forms.Form):
    """What readers are told about a new edition."""

    change_note = text(
        "修改说明", rows=3, most=500, hint="发布后显示在页面下方，例如：更正附件二的联系电话。"
    )
    major = forms.BooleanField(label="向公众说明这次修改", required=False, initial=True)


class Validity(forms.Form):
    """That a document was amended or repealed."""

    changed_on = day("日期", required=True, hint="自这一天起不再有效，或者按修改后的文本执行。")
    basis = text("依据文件", required=True, hint="作出决定的文件名称和文号。")
    other = text("依据文件在本系统的编号", most=40, hint="例如 2020-0447，没有的不填。")


class Plan(forms.Form):
    """The plan for an explainer. Law: EXPLAIN2016."""

    kinds = ticks("解读形式", [(key.value, title) for key, title in EXPLAINER.items()], required=True)
    outline = text("解读提纲", rows=4, most=2000)
    organ = choice("解读责任机关", [])
    due_on = day("计划发布日期", required=True)

    def __init__(self, *args: Any, organs: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["organ"].choices = organs


class Exempt(forms.Form):
    """That a policy needs no explainer, and why."""

    reason = text("免予解读的理由", required=True, rows=3, most=500)


class Link(forms.Form):
    """An explainer that belongs to a policy."""

    explainer = text("解读的编号", required=True, most=40, hint="例如 2020-0451，见解读页面的地址。")
    form = choice("形式", [(key.value, title) for key, title in EXPLAINER.items()])


class Reassess(forms.Form):
    """Periodic reassessment of what is not public. Law: OGI 18."""

    openness = choice("评估后的公开属性", list(OPENNESS.items()))
    ground = text("不公开的依据", most=60, hint="仍不公开的写明条款。")


class Comment(forms.Form):
    """Public comment on a draft."""

    opens_on = day("开始日期", required=True)
    closes_on = day("截止日期", required=True, hint="一般不少于三十日。")
    shorter_because = text("期限较短的理由", rows=2, most=500)
    address = text("提出意见的方式", required=True, rows=3, most=1000)


class CommentResult(forms.Form):
    """What became of the opinions."""

    result = text("采纳情况", required=True, rows=8, most=5000)


class Import(forms.Form):
    """A table of directory entries."""

    type = choice("类型", [])
    file = forms.FileField(
        label="Excel 文件",
        widget=forms.ClearableFileInput(attrs={"class": "form-control", "accept": ".xlsx"}),
    )
    origin = text(
        "数据来源", required=True, most=60, hint="同一来源的同一编号只导入一次，例如：原网站2019年目录。"
    )
    paper = text(
        "审查凭据",
        most=200,
        hint="已经公开的信息写审批单编号或者登记簿名称，按表中日期登记为已公开；不填则只导入为草稿，仍须审查。",
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["type"].choices = [(key, each.title) for key, each in types().items()]
