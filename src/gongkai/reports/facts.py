"""Facts of reporting: figures declared, reports filed. Subjects: ``figure:2020/<cell>``, ``report:2020``,
``finding:<fingerprint>``, ``repeat:<subject of the application>``.
"""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum

from gongkai.ledger.kinds import Fact, fact


class Verdict(StrEnum):
    """What a person found of a finding (核实结论)."""

    CORRECTED = "corrected"  # 已改正
    EXPLAINED = "explained"  # 已说明原因
    DISMISSED = "dismissed"  # 不属实


@fact("reports.figure_declared", law="OGI 50")
@dataclass(frozen=True, slots=True, kw_only=True)
class FigureDeclared(Fact):
    """An organ states a figure that no fact of ours can be counted for (填报), with its evidence.

    ``cell`` is a cell id of the format (``proactive.a20_9.procurement.procurement_amount``), ``value`` exact
    in the ``unit`` (``元``, ``万元``, ``件``), ``year`` the year reported on. ``happened_on`` is the day of
    declaring; the latest one that stands holds. ``evidence`` names paper or system; ``evidence_hash`` is
    SHA-256 of the file.
    """

    cell: str
    value: Decimal
    year: int
    unit: str = ""
    evidence: str = ""
    evidence_hash: str = ""


@fact("reports.filed", law="OGI 49")
@dataclass(frozen=True, slots=True, kw_only=True)
class Filed(Fact):
    """An annual report was filed (报送). ``happened_on`` is the day; it pins what the report was computed
    from.

    ``format`` is the edition, ``known_at`` the moment of knowledge, ``last_seq`` the last fact entered by
    then, ``hash`` SHA-256 of the cells in canonical form, ``file_hash`` that of the document. ``supersedes``
    is the ``seq`` of an earlier filing that this one corrects (更正); ``exceptions`` are the ``seq`` of the
    signed exceptions under which it was filed.
    """

    format: str
    year: int
    known_at: datetime
    hash: str
    last_seq: int = 0
    file_hash: str = ""
    supersedes: int | None = None
    exceptions: tuple[int, ...] | None = None


@fact("reports.published", law="OGI 49")
@dataclass(frozen=True, slots=True, kw_only=True)
class Published(Fact):
    """The annual report was published (向社会公布). ``happened_on`` is the day; ``address`` where it can
    be read.
    """

    year: int
    address: str = ""


@fact("reports.finding_judged")
@dataclass(frozen=True, slots=True, kw_only=True)
class FindingJudged(Fact):
    """A person gave a verdict on a finding of a check (核实). ``fingerprint`` is the finding's own, stable
    over runs.
    """

    fingerprint: str
    verdict: Verdict
    year: int
    reason: str = ""
    until: date | None = None


@fact("reports.exception_signed", law="OGI 50")
@dataclass(frozen=True, slots=True, kw_only=True)
class ExceptionSigned(Fact):
    """The head signed that a report may be filed though its tables break one rule (勾稽关系例外), and why.

    ``fingerprint`` is that of the finding, ``check`` the rule, ``cells`` those behind it. ``left`` and
    ``right`` are the two sums that were signed: the exception covers them and no others.
    """

    fingerprint: str
    check: str
    cells: tuple[str, ...]
    year: int
    left: str
    right: str
    reason: str


@fact("reports.repeat_found", law="OGI 50")
@dataclass(frozen=True, slots=True, kw_only=True)
class RepeatFound(Fact):
    """A request that one organ passed on is found registered again by the organ it came to (转办重复统计).

    ``of`` is the application of the organ that passed it on: it counts; the subject is that of the other. In
    a table that holds both organs the request stands once.
    """

    of: str
