"""Facts of proactive disclosure (主动公开): what can happen to a record (政府信息). Subject:
``record:2020-0447``.
"""

from dataclasses import dataclass
from enum import StrEnum

from gongkai.ledger.kinds import Fact, fact


class Genre(StrEnum):
    """Genre class (体裁分类) of a record. Law: OGI 12, OGI 20."""

    NEWS = "news"  # 政务动态
    DIRECTORY_ENTRY = "directory_entry"  # 信息公开目录信息
    NORMATIVE_DOCUMENT = "normative_document"  # （行政）规范性文件，OGI 20（一）
    RULES = "rules"  # 规章，OGI 20（一）
    EXPLAINER = "explainer"  # 政策解读
    NOTICE = "notice"  # 公示公告
    SERVICE_GUIDE = "service_guide"  # 办事指南，OGI 20（五）
    APPROVAL_RESULT = "approval_result"  # 审批结果，OGI 20（五）
    OTHER = "other"


class Openness(StrEnum):
    """Disclosure status (公开属性) of a record. Law: OGI 13."""

    PROACTIVE = "proactive"  # 主动公开
    ON_REQUEST = "on_request"  # 依申请公开
    WITHHELD = "withheld"  # 不予公开


class Channel(StrEnum):
    """Channel of publication (公开渠道). Law: OGI 23."""

    WEBSITE = "website"  # 政府网站
    GAZETTE = "gazette"  # 政府公报
    NEW_MEDIA = "new_media"  # 其他互联网政务媒体
    PRESS_CONFERENCE = "press_conference"  # 新闻发布会
    NEWSPAPER = "newspaper"  # 报刊
    BROADCAST = "broadcast"  # 广播、电视
    READING_ROOM = "reading_room"  # 查阅场所，OGI 25


class TakeDownReason(StrEnum):
    """Why a record left the site (撤下原因)."""

    EXPIRED = "expired"  # 失效
    ERROR = "error"  # 内容有误
    SECRECY = "secrecy"  # 涉密或者不应公开，OGI 14
    THIRD_PARTY = "third_party"  # 涉及商业秘密、个人隐私，OGI 15
    RELOCATED = "relocated"  # 栏目调整，另行发布


class RepealReason(StrEnum):
    """Why a document is no longer in force (废止或者失效原因)."""

    REPLACED = "replaced"  # 被新文件代替
    CLEANED_UP = "cleaned_up"  # 文件清理
    LAPSED = "lapsed"  # 有效期满


class ExplainerForm(StrEnum):
    """Form of an explainer (解读形式)."""

    TEXT = "text"  # 文字
    CHART = "chart"  # 图解
    VIDEO = "video"  # 音频、视频
    INTERVIEW = "interview"  # 访谈
    PRESS_CONFERENCE = "press_conference"  # 新闻发布会
    QUESTIONS = "questions"  # 问答


@fact("records.made", law="OGI 12")
@dataclass(frozen=True, slots=True, kw_only=True)
class Made(Fact):
    """The organ made a record or first got hold of it (制作或者获取). ``happened_on`` is the date made
    (成文日期).

    ``doc_no`` is the document number (发文字号), ``topic`` the subject class, ``following`` the subject that
    it came from, if any (a decision letter made for ``foi:2020-0001``). Counted by genre as 本年新制作数量.
    """

    genre: Genre
    doc_no: str = ""
    topic: str = ""
    following: str = ""


@fact("records.cleared", law="OGI 17")
@dataclass(frozen=True, slots=True, kw_only=True)
class Cleared(Fact):
    """Pre-publication clearance (公开审查) ended with a disclosure status. ``happened_on`` is the day of the
    verdict.

    ``secrecy`` says whether the secrecy check (保密审查) found nothing secret; ``ground`` is the citation for
    anything but full openness (``OGI 16.2``).
    """

    openness: Openness
    secrecy: bool = True
    ground: str = ""


@fact("records.published", law="OGI 26", opens="publication", trait="genre")
@dataclass(frozen=True, slots=True, kw_only=True)
class Published(Fact):
    """A record became public (公开发布). ``happened_on`` is the date published (发布日期); begins its
    publication.

    Enter it once for a record; further channels belong into the record itself. Counted by genre as
    本年新公开数量, 本年制发件数 and, while the publication lasts, as in force (现行有效).
    """

    genre: Genre
    channel: Channel = Channel.WEBSITE


@fact("records.taken_down", closes="publication")
@dataclass(frozen=True, slots=True, kw_only=True)
class TakenDown(Fact):
    """A record left the site (撤下); ends its publication. ``happened_on`` is the day it was no longer
    there.
    """

    genre: Genre
    reason: TakeDownReason


@fact("records.repealed", law="OGI 20", closes="publication")
@dataclass(frozen=True, slots=True, kw_only=True)
class Repealed(Fact):
    """A document ceased to be in force (废止、失效). ``happened_on`` is the first day it no longer holds.

    Ends its publication as a document in force: it may stay readable with the mark 失效. ``by`` is the
    subject of the repealing document. Counted by genre as 本年废止件数.
    """

    genre: Genre
    reason: RepealReason = RepealReason.REPLACED
    by: str = ""


@fact("records.explained")
@dataclass(frozen=True, slots=True, kw_only=True)
class Explained(Fact):
    """A policy explainer (政策解读) of this document was published. ``explainer`` is the subject of that
    record.
    """

    explainer: str
    form: ExplainerForm = ExplainerForm.TEXT


@fact("records.reassessed", law="OGI 18")
@dataclass(frozen=True, slots=True, kw_only=True)
class Reassessed(Fact):
    """Periodic reassessment (定期评估审查) of a record not yet public. ``openness`` is the status from
    that day on.
    """

    openness: Openness
    ground: str = ""
