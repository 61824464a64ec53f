"""Facts of oversight (监督保障), reconsideration and lawsuits.

Subjects: ``organ:410223-01`` (who is inspected, appraised), ``training:2020-03``,
``reconsideration:2020-0001``, ``lawsuit:2020-0001``.
"""

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from gongkai.ledger.kinds import Fact, fact


class Result(StrEnum):
    """How a reconsideration or lawsuit ended (审理结果), a column of table 四; pending is computed. Law:
    OGI 50.
    """

    UPHELD = "upheld"  # 结果维持
    CORRECTED = "corrected"  # 结果纠正
    OTHER = "other"  # 其他结果


class Procedure(StrEnum):
    """By which procedure a reconsideration is heard (审理程序); it decides how long the organ has to answer.
    Law: RECON 48, RECON 54.
    """

    SIMPLIFIED = "simplified"  # 简易程序
    ORDINARY = "ordinary"  # 普通程序


class Panel(StrEnum):
    """Who appraised (考核、评议主体). Law: OGI 46."""

    GOVERNMENT = "government"  # 工作考核
    PUBLIC = "public"  # 社会评议


class Measure(StrEnum):
    """What was done to the organ or official answering for it (责任追究方式). Law: OGI 47, OGI 53."""

    CORRECTION_ORDERED = "correction_ordered"  # 责令改正
    CRITICISED = "criticised"  # 通报批评
    TALKED_TO = "talked_to"  # 约谈
    SANCTIONED = "sanctioned"  # 处分
    REFERRED = "referred"  # 移送司法机关


@fact("oversight.inspected", law="OGI 47")
@dataclass(frozen=True, slots=True, kw_only=True)
class Inspected(Fact):
    """An organ was inspected (监督检查). ``topic`` is what was looked at, ``findings`` how many problems
    were found.
    """

    topic: str
    findings: int = 0


@fact("oversight.rectified", law="OGI 47")
@dataclass(frozen=True, slots=True, kw_only=True)
class Rectified(Fact):
    """The organ put right what an inspection had found (整改完成). ``findings`` is how many problems are
    settled.
    """

    topic: str
    findings: int = 0


@fact("oversight.appraised", law="OGI 46")
@dataclass(frozen=True, slots=True, kw_only=True)
class Appraised(Fact):
    """An organ was appraised (考核、评议) for the year ``year``. ``score`` is out of ``full``; ``grade``
    in words (优秀).
    """

    year: int
    panel: Panel = Panel.GOVERNMENT
    score: Decimal | None = None
    full: Decimal | None = None
    grade: str = ""


@fact("oversight.held_to_account", law="OGI 53")
@dataclass(frozen=True, slots=True, kw_only=True)
class HeldToAccount(Fact):
    """Someone was held to account for disclosure work (责任追究). ``persons`` is how many people; never
    who.
    """

    measure: Measure
    persons: int = 0


@fact("oversight.trained", law="OGI 48")
@dataclass(frozen=True, slots=True, kw_only=True)
class Trained(Fact):
    """A training was held (培训). ``happened_on`` is its first day, ``attendees`` how many people came."""

    topic: str
    attendees: int = 0


@fact("oversight.complaint_received", law="OGI 51")
@dataclass(frozen=True, slots=True, kw_only=True)
class ComplaintReceived(Fact):
    """Someone complained to the OGI authority about an organ's disclosure work (投诉、举报). ``about`` is
    the subject.
    """

    about: str = ""


@fact("oversight.reconsideration_filed", law="OGI 51", opens="reconsideration")
@dataclass(frozen=True, slots=True, kw_only=True)
class ReconsiderationFiled(Fact):
    """A reconsideration (行政复议) against the organ was accepted. Opens it.

    ``happened_on`` is the day of acceptance; ``about`` the subject in dispute (``foi:2020-0002``).
    """

    about: str = ""


@fact("oversight.notice_received", law="OGI 51")
@dataclass(frozen=True, slots=True, kw_only=True)
class NoticeReceived(Fact):
    """The organ received the notice to answer (收到答复通知、应诉通知), with a copy of what was filed.

    ``happened_on`` is that day: the term to answer and to hand in the evidence counts from it.

    ``procedure`` is that of a reconsideration; a court's notice has none.
    """

    procedure: Procedure | None = None


@fact("oversight.answer_filed", law="OGI 51")
@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerFiled(Fact):
    """The organ handed in its answer and its evidence (提交答复、答辩和证据). ``evidence_sha256`` is the
    fingerprint of the evidence as it was bound, where it was bound here.
    """

    evidence_sha256: str = ""


@fact("oversight.reconsideration_concluded", law="OGI 50", closes="reconsideration")
@dataclass(frozen=True, slots=True, kw_only=True)
class ReconsiderationConcluded(Fact):
    """The reconsideration ended (审结). Counted in table 四 by ``result``. ``redecide``: a new reply was
    ordered.
    """

    result: Result
    redecide: bool = False


@fact("oversight.lawsuit_filed", law="OGI 51", opens="lawsuit", trait="after_reconsideration")
@dataclass(frozen=True, slots=True, kw_only=True)
class LawsuitFiled(Fact):
    """A lawsuit (行政诉讼) against the organ was docketed. Opens it; ``after_reconsideration`` chooses its
    columns.
    """

    after_reconsideration: bool
    about: str = ""


@fact("oversight.lawsuit_judged", law="LITIG 85")
@dataclass(frozen=True, slots=True, kw_only=True)
class LawsuitJudged(Fact):
    """The judgment of first instance, or its ``ruling``, was served on the organ (一审裁判送达). It has no
    effect yet: the lawsuit stays pending, the term to appeal counts from ``happened_on``.
    """

    result: Result
    ruling: bool = False


@fact("oversight.lawsuit_appealed", law="LITIG 85")
@dataclass(frozen=True, slots=True, kw_only=True)
class LawsuitAppealed(Fact):
    """Somebody appealed (上诉): the organ itself, or another party. The lawsuit goes on before the higher
    court and stays pending.
    """

    by_organ: bool = False


@fact("oversight.lawsuit_concluded", law="OGI 50", closes="lawsuit")
@dataclass(frozen=True, slots=True, kw_only=True)
class LawsuitConcluded(Fact):
    """The lawsuit ended with an effective judgment or ruling (审结). Counted in table 四 by ``result``."""

    after_reconsideration: bool
    result: Result
    redecide: bool = False
