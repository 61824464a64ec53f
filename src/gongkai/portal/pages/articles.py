"""The page of a record: its head of fields, its text, its files, and what stands beside it."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from gongkai.portal import addresses, qr
from gongkai.portal.frame import Frame
from gongkai.portal.page import Alternate, Page
from gongkai.portal.pages.platform import REPORTS
from gongkai.portal.queries import ColumnView
from gongkai.portal.tags import PageClass, of_article, of_site
from gongkai.records.facts import Openness, TakeDownReason
from gongkai.records.markup import pictures_of
from gongkai.records.queries import PublicAttachment, PublicRecord
from gongkai.records.validity import Validity

REASONS = {
    TakeDownReason.EXPIRED: gettext_lazy("信息已经过期"),
    TakeDownReason.ERROR: gettext_lazy("内容有误"),
    TakeDownReason.SECRECY: gettext_lazy("不应公开"),
    TakeDownReason.THIRD_PARTY: gettext_lazy("涉及第三方合法权益"),
    TakeDownReason.RELOCATED: gettext_lazy("栏目调整，另行发布"),
}
WITH_FIELDS = ("document", "comment", "service_guide", "approval_result")
"""Templates whose records show all fields of the directory, beside those that have an index number."""


def article(frame: Frame, record: PublicRecord) -> Page:
    """The page of a record; of a withdrawn one the notice, with or without its content."""
    column = frame.column(record.column)
    where = record.address
    withdrawn = record.withdrawal
    gone = withdrawn is not None and not withdrawn.readable
    title = record.title or _("这条信息已撤下")
    share = frame.site.address + where
    return Page(
        path=where,
        template="withdrawn" if gone else "article",
        title=title,
        page_class=PageClass.ARTICLE,
        tags=(*of_site(frame.site), *of_article(frame.site, record, column, where)),
        board=record.board,
        crumbs=_crumbs(record, column),
        alternates=() if gone else _alternates(record),
        status=410 if gone else 200,
        indexed=withdrawn is None,
        context={
            "record": record,
            "content": record.content,
            "fields": _fields(record),
            "files": _files(record),
            "validity": Validity(record.validity) if record.validity else None,
            "withdrawn": withdrawn,
            "reason": REASONS[TakeDownReason(withdrawn.reason)] if withdrawn else "",
            "share": share,
            "code": "" if gone else qr.svg(share, _("本页网址的二维码")),
            "column": column,
            "opinions": addresses.opinions(record.id),
        },
    )


def _alternates(record: PublicRecord) -> tuple[Alternate, ...]:
    """What the record says, as data: of an annual report with where its schema is."""
    data = tuple(
        Alternate(each.media_type, each.name, each.address)
        for each in record.attachments
        if each.media_type == "application/json"
    )
    schema = ("application/schema+json", _("年度报告数据的结构"), addresses.REPORT_SCHEMA)
    described = Alternate(*schema, relation="describedby")
    return (*data, described) if data and record.column == REPORTS else data


def _files(record: PublicRecord) -> tuple[PublicAttachment, ...]:
    """The attachments to list: all but the pictures that the text shows already."""
    shown = {each.src for each in pictures_of(record.content.body)}
    return tuple(each for each in record.attachments if each.address not in shown)


def _crumbs(record: PublicRecord, column: ColumnView | None) -> tuple[tuple[str, str], ...]:
    if column is None:
        return ((_("正文"), record.address),)
    return (
        (column.board_name, addresses.board(column.board)),
        (column.name, column.address),
        (_("正文"), record.address),
    )


def _fields(record: PublicRecord) -> tuple[tuple[str, str], ...]:
    """The head of fields (索引号、文号 …) as the directory has them; none for plain news. Law: OGI 12."""
    content = record.content
    directory = record.template in WITH_FIELDS or record.genre == "directory_entry" or content.doc_no
    if not directory:
        return ()
    days = (
        (_("成文日期"), content.made_on),
        (_("发布日期"), record.published_on),
        (_("施行日期"), content.in_force_from),
        (_("有效期至"), content.valid_until),
    )
    words = (
        (_("索引号"), record.index_no),
        (_("发文字号"), content.doc_no),
        (_("发布机构"), record.organ_name),
        (_("主题分类"), content.topic),
        (_("体裁分类"), record.type_title),
        *((title, f"{day:%Y-%m-%d}") for title, day in days if day),
        (_("公开方式"), _("主动公开") if content.openness is Openness.PROACTIVE else ""),
        (_("公开对象"), content.audience),
        (_("效力"), Validity(record.validity).title if record.validity else ""),
        (_("关键词"), "、".join(content.keywords)),
    )
    return tuple((title, text) for title, text in words if text)
