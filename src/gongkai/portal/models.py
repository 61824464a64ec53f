"""Structure of the site (网站结构) as Wagtail pages, and what organs say of themselves. Records are no pages.

Boards and columns come from the layout (``services.build_site``); site editors write topics, the guide, the
leaders and the alert, and nothing here decides what is published of the register.
"""

from django.contrib.auth.base_user import AbstractBaseUser
from django.db import models
from django.http import HttpRequest, HttpResponse
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.fields import StreamField
from wagtail.models import Page, PagePermissionTester

from gongkai.portal import addresses
from gongkai.portal.blocks import LeaderBlocks, TopicBlocks
from gongkai.portal.layout import layout, pinyin_slug
from gongkai.portal.throttling import Attempts

__all__ = [
    "Attempts",
    "BoardPage",
    "GuidePage",
    "HomePage",
    "LeadersPage",
    "OrganProfile",
    "SectionPage",
    "TopicPage",
]


TITLE = FieldPanel("title", heading="标题")
"""Wagtail's own panel fills in a field for the address as well, which these pages do not show."""


class _Structure(Page):
    """A page of the structure: shown by the portal's own pages, whoever asks for it."""

    class Meta:  # Django's own word
        abstract = True

    search_fields: list[object] = []
    promote_panels = [
        MultiFieldPanel([FieldPanel("seo_title"), FieldPanel("search_description")], heading="搜索引擎"),
    ]

    @property
    def place(self) -> str:
        """Its address on the public site: its place below the home page."""
        return "/" + self.url_path.strip("/").partition("/")[2] + "/" if self.depth > 2 else "/"

    def get_url_parts(self, request: HttpRequest | None = None) -> tuple[int, str, str] | None:
        """Where Wagtail's editor finds the page: the portal answers all addresses itself."""
        found = super().get_url_parts(request)
        return (found[0], layout().site.address, self.place) if found else None

    def serve(self, request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        """The same page that everybody sees at its address."""
        from gongkai.portal.previews import shown  # the views need the models: not at import

        return shown(self, request)

    def serve_preview(self, request: HttpRequest, mode_name: str) -> HttpResponse:
        """The page as it would be once published."""
        from gongkai.portal.previews import previewed  # the views need the models: not at import

        return previewed(self, request)


class _FixedTester(PagePermissionTester):
    """A page that comes from the layout: it can be edited, never deleted, moved, copied or unpublished."""

    def can_delete(self, ignore_bulk: bool = False) -> bool:
        """Never."""
        return False

    def can_unpublish(self) -> bool:
        """Never."""
        return False

    def can_move(self) -> bool:
        """Never."""
        return False

    def can_copy(self) -> bool:
        """Never."""
        return False


class _Fixed(_Structure):
    """A page that comes from the layout and stays."""

    class Meta:  # Django's own word
        abstract = True

    def permissions_for_user(self, user: AbstractBaseUser) -> PagePermissionTester:
        """What a person may do with it in Wagtail's editor."""
        return _FixedTester(user, self)


class HomePage(_Fixed):
    """The home page (首页). ``alert`` is a line at the top of every page, for emergencies."""

    alert = models.CharField("重要提示", max_length=120, blank=True, help_text="显示在每一页顶部，平时留空")
    alert_address = models.CharField("提示的网址", max_length=300, blank=True)

    content_panels = [TITLE, FieldPanel("alert"), FieldPanel("alert_address")]
    parent_page_types = ["wagtailcore.Page"]
    subpage_types = ["portal.BoardPage"]
    max_count = 1

    class Meta:  # noqa: D106  # Django's own word
        verbose_name = "首页"


class BoardPage(_Fixed):
    """A board (板块) of the site; its slug is its code in the layout."""

    description = models.CharField("说明", max_length=200, blank=True)

    content_panels = [TITLE, FieldPanel("description")]
    parent_page_types: list[str] = []
    subpage_types = ["portal.TopicPage"]

    class Meta:  # noqa: D106  # Django's own word
        verbose_name = "板块"


class SectionPage(_Fixed):
    """A column (栏目) as it is shown; ``code`` is that of ``records.Column``, which holds the records."""

    code = models.SlugField("栏目代码", max_length=60, unique=True)
    description = models.CharField("栏目说明", max_length=200, blank=True)
    kind = models.CharField("栏目类别", max_length=60, blank=True, help_text="网页标签中的 ColumnType")

    content_panels = [
        TITLE,
        FieldPanel("code", read_only=True),
        FieldPanel("description"),
        FieldPanel("kind"),
    ]
    parent_page_types: list[str] = []
    subpage_types: list[str] = []

    class Meta:  # noqa: D106  # Django's own word
        verbose_name = "栏目"


class TopicPage(_Structure):
    """A topic (专题): built by site editors of blocks."""

    summary = models.CharField("导语", max_length=200)
    body = StreamField(TopicBlocks(), verbose_name="内容", blank=True)

    content_panels = [TITLE, FieldPanel("summary"), FieldPanel("body")]
    parent_page_types = ["portal.BoardPage"]
    subpage_types: list[str] = []

    class Meta:  # noqa: D106  # Django's own word
        verbose_name = "专题"

    def full_clean(self, *args: object, **kwargs: object) -> None:
        """Give a new topic an address without Chinese: its title in pinyin."""
        if not self.slug:
            self.slug = self._get_autogenerated_slug(pinyin_slug(self.title))
        super().full_clean(*args, **kwargs)


class GuidePage(_Fixed):
    """The disclosure guide (政府信息公开指南): the nine fields of the Regulations. Law: OGI 12."""

    classes = models.TextField("政府信息的分类")
    arrangement = models.TextField("编排体系")
    ways = models.TextField("获取方式")
    organ = models.CharField("政府信息公开工作机构的名称", max_length=100)
    address = models.CharField("办公地址", max_length=200)
    hours = models.CharField("办公时间", max_length=200)
    phone = models.CharField("联系电话", max_length=60)
    fax = models.CharField("传真号码", max_length=60)
    online = models.CharField("互联网联系方式", max_length=200)

    place = addresses.GUIDE
    FIELDS = ("classes", "arrangement", "ways", "organ", "address", "hours", "phone", "fax", "online")
    content_panels = [TITLE, *(FieldPanel(name) for name in FIELDS)]
    parent_page_types: list[str] = []
    subpage_types: list[str] = []
    max_count = 1

    class Meta:  # noqa: D106  # Django's own word
        verbose_name = "政府信息公开指南"


class LeadersPage(_Fixed):
    """The leaders (领导信息) of the county government. Law: OGI 20(2)."""

    place = addresses.LEADERS
    leaders = StreamField(LeaderBlocks(), verbose_name="负责人", blank=True)

    content_panels = [TITLE, FieldPanel("leaders")]
    parent_page_types: list[str] = []
    subpage_types: list[str] = []
    max_count = 1

    class Meta:  # noqa: D106  # Django's own word
        verbose_name = "领导信息"


class OrganProfile(models.Model):
    """What an organ says of itself (机构职能), by the organ's code. Law: OGI 20(2)."""

    organ = models.CharField("机关代码", max_length=40, primary_key=True)
    duties = models.TextField("机关职能")
    units = models.TextField("机构设置", blank=True)
    address = models.CharField("办公地址", max_length=200)
    hours = models.CharField("办公时间", max_length=200)
    phone = models.CharField("联系方式", max_length=100)
    head = models.CharField("负责人姓名", max_length=40, blank=True)

    class Meta:  # noqa: D106  # Django's own word
        db_table = "portal_organ_profile"
        verbose_name = "机构职能"

    def __str__(self) -> str:
        return self.organ


class ReportOnSite(models.Model):
    """Which record of the register a filed annual report became (年报上网); each filing once. Law: OGI 50."""

    fact_seq = models.BigIntegerField("报送事实的序号", unique=True)
    subject = models.CharField("登记对象", max_length=120)
    brought_at = models.DateTimeField("送办时间")

    class Meta:  # Django's own word
        db_table = "portal_report_on_site"

    def __str__(self) -> str:
        return f"{self.fact_seq} {self.subject}"
