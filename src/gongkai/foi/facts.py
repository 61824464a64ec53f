"""Facts of disclosure on request (依申请公开). Subject: ``foi:2020-0001``, the application, never the
applicant.
"""

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum

from gongkai.ledger.kinds import Fact, fact


class ApplicantKind(StrEnum):
    """Kind of applicant (申请人类别), a column of table 三. Law: FORM2019 3, FORM2021 3."""

    NATURAL_PERSON = "natural_person"  # 自然人
    BUSINESS = "business"  # 商业企业
    RESEARCH = "research"  # 科研机构
    PUBLIC_WELFARE = "public_welfare"  # 社会公益组织
    LEGAL_SERVICE = "legal_service"  # 法律服务机构
    OTHER_ORG = "other_org"  # 其他


class Intake(StrEnum):
    """How an application came in (申请渠道); it decides the day of receipt. Law: OGI 31."""

    IN_PERSON = "in_person"  # 当面，OGI 31（一）
    POST_SIGNED = "post_signed"  # 挂号、EMS，签收，OGI 31（二）
    POST_ORDINARY = "post_ordinary"  # 平常信函，OGI 31（二）
    WEB = "web"  # 网络，OGI 31（三）
    EMAIL = "email"  # 电子邮件，OGI 31（三）
    FAX = "fax"  # 传真，OGI 31（三）


class Outcome(StrEnum):
    """Outcome of an application (答复结果). Its row in a report stands in the law's outcome tree, not
    here.
    """

    GRANTED = "granted"  # 予以公开，OGI 36（二）
    ALREADY_PUBLIC = "already_public"  # 已主动公开，OGI 36（一）
    PARTIAL = "partial"  # 部分公开，OGI 37
    DENIED_STATE_SECRET = "denied_state_secret"  # noqa: S105  # no password; 国家秘密，OGI 14
    DENIED_LAW_FORBIDDEN = "denied_law_forbidden"  # 法律行政法规禁止公开，OGI 14
    DENIED_SAFETY_STABILITY = "denied_safety_stability"  # 三安全一稳定，OGI 14
    DENIED_THIRD_PARTY = "denied_third_party"  # 第三方合法权益，OGI 15
    DENIED_INTERNAL_AFFAIRS = "denied_internal_affairs"  # 内部事务信息，OGI 16.1
    DENIED_PROCESS_INFO = "denied_process_info"  # 过程性信息，OGI 16.2
    DENIED_ENFORCEMENT_FILE = "denied_enforcement_file"  # 行政执法案卷，OGI 16.2
    DENIED_ADMIN_QUERY = "denied_admin_query"  # 行政查询事项，OGI 36（七）
    UNABLE_NOT_HELD = "unable_not_held"  # 本机关不掌握，OGI 36（四）
    UNABLE_NOT_THIS_ORGAN = "unable_not_this_organ"  # 不属于本机关负责公开，OGI 36（五）
    UNABLE_NEED_CREATION = "unable_need_creation"  # 需要另行制作，OGI 38
    UNABLE_UNCLEAR_AFTER_SUPPLEMENT = "unable_unclear_after_supplement"  # 补正后仍不明确，OGI 30
    NOT_PROCESSED_PETITION = "not_processed_petition"  # 信访举报投诉，OGI 39.1
    NOT_PROCESSED_REPEAT = "not_processed_repeat"  # 重复申请，OGI 36（六）
    NOT_PROCESSED_PUBLICATION = "not_processed_publication"  # 公开出版物，OGI 39.2
    NOT_PROCESSED_EXCESSIVE = "not_processed_excessive"  # 无正当理由大量反复申请，OGI 35
    NOT_PROCESSED_RECONFIRM = "not_processed_reconfirm"  # 确认或重新出具已获取信息
    OTHER_NO_SUPPLEMENT = "other_no_supplement"  # 逾期不补正，OGI 30
    OTHER_FEE_UNPAID = "other_fee_unpaid"  # 逾期不缴费，FEE2020 7
    OTHER_MISC = "other_misc"  # 其他


class Party(StrEnum):
    """Whose opinion is sought (征求意见对象)."""

    THIRD_PARTY = "third_party"  # 第三方，OGI 32
    ORGAN = "organ"  # 其他机关，OGI 33.3
    CO_MAKER = "co_maker"  # 共同制作机关，OGI 34


class Opinion(StrEnum):
    """What came back from a consultation (反馈意见). Silence differs by party: OGI 32, OGI 34."""

    AGREED = "agreed"  # 同意公开
    OBJECTED = "objected"  # 不同意公开
    SILENT = "silent"  # 逾期未反馈


class Manner(StrEnum):
    """How a letter was delivered (送达方式)."""

    IN_PERSON = "in_person"  # 直接送达
    POST = "post"  # 邮寄送达：交邮之日
    ENTRUSTED = "entrusted"  # 委托其他行政机关代为送达
    ELECTRONIC = "electronic"  # 电子送达


class Letter(StrEnum):
    """Which letter was delivered (送达文书)."""

    DECISION = "decision"  # 答复书
    SUPPLEMENT_REQUEST = "supplement_request"  # 补正告知书
    EXTENSION = "extension"  # 延期答复告知书
    CONSULTATION = "consultation"  # 征求意见书
    FEE_NOTICE = "fee_notice"  # 收费通知书
    REASONS_DEMAND = "reasons_demand"  # 说明理由告知书


class Tariff(StrEnum):
    """How a processing fee (信息处理费) is reckoned; never both. Law: FEE2020 3."""

    BY_ITEM = "by_item"  # 按件
    BY_PAGE = "by_page"  # 按量


class OrderedBy(StrEnum):
    """Who ordered a new decision (责令重新答复的机关)."""

    RECONSIDERATION = "reconsideration"  # 行政复议机关
    COURT = "court"  # 人民法院


@fact("foi.received", law="OGI 31", opens="application", trait="applicant")
@dataclass(frozen=True, slots=True, kw_only=True)
class Received(Fact):
    """An application was received (收到申请). ``happened_on`` is the day of receipt in law; the reply clock
    starts.

    Begins the application. ``items`` is the number of separate items asked for, ``submitted_on`` the day the
    applicant sent it, ``arrived_on`` the day it reached the organ's gate, where these differ.
    """

    applicant: ApplicantKind
    intake: Intake
    items: int = 1
    submitted_on: date | None = None
    arrived_on: date | None = None


@fact("foi.supplement_requested", law="OGI 30")
@dataclass(frozen=True, slots=True, kw_only=True)
class SupplementRequested(Fact):
    """The applicant was asked, once, to make the application clear (告知补正). ``happened_on`` is the day of
    notice.

    ``until`` is the last day of the reasonable period (合理的补正期限) set by the organ.
    """

    until: date | None = None


@fact("foi.supplemented", law="OGI 30")
@dataclass(frozen=True, slots=True, kw_only=True)
class Supplemented(Fact):
    """The supplement came in (收到补正). ``happened_on`` is the day of its receipt: the reply clock starts
    anew.
    """


@fact("foi.reasons_demanded", law="OGI 35")
@dataclass(frozen=True, slots=True, kw_only=True)
class ReasonsDemanded(Fact):
    """The applicant was asked for the reasons of many or frequent applications (要求说明理由)."""

    until: date | None = None


@fact("foi.reasons_given", law="OGI 35")
@dataclass(frozen=True, slots=True, kw_only=True)
class ReasonsGiven(Fact):
    """The applicant gave reasons (说明理由); ``reasonable`` is what the organ found of them."""

    reasonable: bool


@fact("foi.consultation_opened", law="OGI 32")
@dataclass(frozen=True, slots=True, kw_only=True)
class ConsultationOpened(Fact):
    """An opinion was sought in writing (征求意见). ``happened_on`` is the day of dispatch: the clock pauses.

    ``party`` is whose; ``ref`` tells several consultations of one application apart ("1", "2").
    """

    party: Party
    ref: str = ""


@fact("foi.consultation_closed", law="OGI 32")
@dataclass(frozen=True, slots=True, kw_only=True)
class ConsultationClosed(Fact):
    """The opinion came in or its time ran out (收到意见). ``happened_on`` is the day of receipt: the clock
    goes on.
    """

    party: Party
    opinion: Opinion
    ref: str = ""


@fact("foi.extended", law="OGI 33.2")
@dataclass(frozen=True, slots=True, kw_only=True)
class Extended(Fact):
    """The time for reply was extended (延期), approved by the head of the OGI unit; the applicant was told
    that day.

    ``working_days`` counts from the unextended due day; the law sets its limit.
    """

    working_days: int = 20


@fact("foi.decided", law="OGI 36", closes="application")
@dataclass(frozen=True, slots=True, kw_only=True)
class Decided(Fact):
    """The application was decided (答复). ``happened_on`` is the date of the decision letter. Ends the
    application.

    Counted once in table 三 by ``outcome``. ``doc_no`` is the number of the letter.
    """

    outcome: Outcome
    doc_no: str = ""


@fact("foi.redecided", law="OGI 51")
@dataclass(frozen=True, slots=True, kw_only=True)
class Redecided(Fact):
    """A new decision was made because one was set aside (重新答复). Never counted in table 三: the first one
    was.

    ``case`` is the subject of the reconsideration or lawsuit that ordered it.
    """

    outcome: Outcome
    ordered_by: OrderedBy
    case: str = ""
    doc_no: str = ""


@fact("foi.delivered", law="OGI 40")
@dataclass(frozen=True, slots=True, kw_only=True)
class Delivered(Fact):
    """A letter was delivered (送达). ``happened_on`` is the legal day: posting for mail, signature
    otherwise.
    """

    manner: Manner
    letter: Letter = Letter.DECISION


@fact("foi.withdrawn", closes="application")
@dataclass(frozen=True, slots=True, kw_only=True)
class Withdrawn(Fact):
    """The applicant withdrew the application (撤回). Ends it; counted in table 三 as 其他处理·其他.

    ``outcome`` is fixed, so that one rule counts every way in which an application can end.
    """

    outcome: Outcome = field(init=False, default=Outcome.OTHER_MISC)


@fact("foi.reopened", reopens="application")
@dataclass(frozen=True, slots=True, kw_only=True)
class Reopened(Fact):
    """A decision or withdrawal was taken back by the organ itself (撤销答复重新办理): the application is open
    again.

    Entered with ``voids`` naming the closing fact, which no longer counts from then on. A new decision
    ordered by a reconsideration organ or a court is ``foi.redecided`` instead.
    """

    reason: str = ""


@fact("foi.transferred", law="OGI 36")
@dataclass(frozen=True, slots=True, kw_only=True)
class Transferred(Fact):
    """The application was passed on for handling (转办) to ``to``, the code of an organ. It still counts
    here, once.
    """

    to: str


@fact("foi.fee_noticed", law="FEE2020 6")
@dataclass(frozen=True, slots=True, kw_only=True)
class FeeNoticed(Fact):
    """A fee notice (收费通知) was given. ``amount`` is in yuan, ``quantity`` in items or pages as the tariff
    says.

    ``happened_on`` is the day the applicant received the notice, from which the time to pay counts.
    """

    amount: Decimal
    tariff: Tariff
    quantity: int = 0


@fact("foi.fee_paid", law="FEE2020 8")
@dataclass(frozen=True, slots=True, kw_only=True)
class FeePaid(Fact):
    """The processing fee was paid in full (缴费). ``amount`` is in yuan; the reply clock starts anew after
    that day.
    """

    amount: Decimal


@fact("foi.archived", law="OGI 45")
@dataclass(frozen=True, slots=True, kw_only=True)
class Archived(Fact):
    """The file of the application was archived (归档). ``file_no`` is the archive's number."""

    file_no: str = ""
