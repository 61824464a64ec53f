"""Words that the facts of disclosure on request are made of: each a closed list, the article on each."""

from enum import StrEnum


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
    DELAY = "delay"  # 延迟答复告知书，OGI 35
    THIRD_PARTY_NOTICE = "third_party_notice"  # 决定公开前给第三方的告知书，OGI 32
    APOLOGY = "apology"  # 致歉函


class Tariff(StrEnum):
    """How a processing fee (信息处理费) is reckoned; never both. Law: FEE2020 3."""

    BY_ITEM = "by_item"  # 按件
    BY_PAGE = "by_page"  # 按量


class OrderedBy(StrEnum):
    """Who ordered a new decision (责令重新答复的机关)."""

    RECONSIDERATION = "reconsideration"  # 行政复议机关
    COURT = "court"  # 人民法院


class Means(StrEnum):
    """How contact with the applicant was tried (联系方式)."""

    TELEPHONE = "telephone"  # 电话
    MESSAGE = "message"  # 短信
    EMAIL = "email"  # 电子邮件
    VISIT = "visit"  # 上门


class Relief(StrEnum):
    """How a fee that was noticed became less (减免、退还)."""

    WAIVED = "waived"  # 免收
    REDUCED = "reduced"  # 减收
    REFUNDED = "refunded"  # 退还


class ReleaseWithdrawal(StrEnum):
    """Why an answer was taken out of the disclosure log (撤下选登的原因)."""

    PERSONAL = "personal"  # 含有个人信息，OGI 15
    THIRD_PARTY = "third_party"  # 涉及第三方合法权益，OGI 15
    SECRECY = "secrecy"  # 不应公开，OGI 14
    ERROR = "error"  # 内容有误
    OVERTAKEN = "overtaken"  # 答复已经撤销或者变更
    OUTDATED = "outdated"  # 内容已经过时
