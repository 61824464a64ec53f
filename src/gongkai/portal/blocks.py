"""Blocks that a topic page (专题) is built of by site editors. Each says what it is in Chinese."""

from wagtail.blocks import (
    CharBlock,
    ChoiceBlock,
    DateBlock,
    IntegerBlock,
    ListBlock,
    RichTextBlock,
    StreamBlock,
    StructBlock,
    TextBlock,
)
from wagtail.documents.blocks import DocumentChooserBlock
from wagtail.images.blocks import ImageChooserBlock

from gongkai.portal.layout import layout

TEXT_FEATURES = ["bold", "italic", "ol", "ul", "link", "document-link", "hr"]
"""Headings are blocks of their own, so that a page's outline stays whole."""


def column_choices() -> list[tuple[str, str]]:
    """The columns that a block may list, by code."""
    return [
        (column.code, f"{board.name}·{column.name}") for board in layout().boards for column in board.columns
    ]


class LinkBlock(StructBlock):
    """A link with its words. An address of this site begins with a slash."""

    title = CharBlock(label="文字", max_length=80)
    address = CharBlock(label="网址", max_length=300, help_text="本站网址以 / 开头，外部网址以 https:// 开头")

    class Meta:  # noqa: D106  # Wagtail's own word
        label = "链接"
        icon = "link"


class PictureBlock(StructBlock):
    """A picture with its words: who cannot see it reads ``alt``."""

    image = ImageChooserBlock(label="图片")
    alt = CharBlock(label="替代文字", max_length=200, help_text="说明图片内容，供看不到图片的人阅读")
    caption = CharBlock(label="图注", max_length=200, required=False)

    class Meta:  # noqa: D106  # Wagtail's own word
        label = "图片"
        icon = "image"


class ColumnBlock(StructBlock):
    """The newest of a column, kept up to date by itself."""

    title = CharBlock(label="标题", max_length=60, required=False, help_text="不填则用栏目名称")
    column = ChoiceBlock(label="栏目", choices=column_choices)
    count = IntegerBlock(label="条数", default=6, min_value=1, max_value=20)

    class Meta:  # noqa: D106  # Wagtail's own word
        label = "栏目最新信息"
        icon = "list-ul"


class EventBlock(StructBlock):
    """One step of a course of events, with its day."""

    on = DateBlock(label="日期")
    title = CharBlock(label="事项", max_length=120)
    text = TextBlock(label="说明", required=False)

    class Meta:  # noqa: D106  # Wagtail's own word
        label = "事项"


class TopicBlocks(StreamBlock):
    """What a topic page may contain."""

    heading = CharBlock(label="小标题", max_length=60, icon="title")
    paragraph = RichTextBlock(label="文字", features=TEXT_FEATURES)
    picture = PictureBlock()
    column = ColumnBlock()
    links = ListBlock(LinkBlock(), label="链接列表", icon="link")
    document = DocumentChooserBlock(label="文件下载", icon="doc-full")
    course = ListBlock(EventBlock(), label="进程", icon="time")

    class Meta:  # noqa: D106  # Wagtail's own word
        block_counts = {}


class LeaderBlock(StructBlock):
    """A leader (负责人): name, post, division of work. Law: OGI 20(2)."""

    name = CharBlock(label="姓名", max_length=20)
    post = CharBlock(label="职务", max_length=60)
    duties = TextBlock(label="工作分工")
    background = TextBlock(label="简历", required=False)

    class Meta:  # noqa: D106  # Wagtail's own word
        label = "负责人"
        icon = "user"


class LeaderBlocks(StreamBlock):
    """The leaders in their order."""

    leader = LeaderBlock()
