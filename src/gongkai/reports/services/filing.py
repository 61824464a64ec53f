"""Filing reports (报送): compute, check, pin; verdicts on findings, and exceptions that the head signs."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime

from django.db import transaction

from gongkai.ledger import reading
from gongkai.ledger.entry import enter
from gongkai.ledger.kinds import Entered
from gongkai.organs import queries as organ_queries
from gongkai.organs.permissions import require
from gongkai.organs.posts import Actor
from gongkai.reports.canonical import cells_as_json, digest
from gongkai.reports.checks import CheckOutcome
from gongkai.reports.errors import (
    FilingBlocked,
    NothingToExcept,
    ReasonsMissing,
)
from gongkai.reports.exceptions import SignedException, looks_back, rules_of, signed_for, told
from gongkai.reports.facts import (
    ExceptionSigned,
    Filed,
    FindingJudged,
    Verdict,
)
from gongkai.reports.filings import filed_report, filings, verdicts
from gongkai.reports.findings import Finding, findings
from gongkai.reports.findings.finding import said
from gongkai.reports.format import load_format
from gongkai.reports.models import Filing
from gongkai.reports.prose.composing import PROMPT
from gongkai.reports.queries import Whose, compute, whose
from gongkai.reports.report import Report


@dataclass(frozen=True, slots=True)
class Judgement:
    """What keeps a report from being filed: ``blocking`` findings, and ``open`` ones without a reason.

    ``excepted`` are those that would block, had the head not signed them.
    """

    blocking: tuple[Finding, ...]
    open: tuple[Finding, ...]
    excepted: tuple[SignedException, ...] = ()


def file_report(
    organ: str,
    year: int,
    *,
    on: date,
    at: datetime,
    by: str,
    sections: Mapping[str, str] | None = None,
    known_at: datetime | None = None,
    scope: str = "organ",
    reasons: Mapping[str, str] | None = None,
) -> Filing:
    """File the annual report of an organ (报送): compute, check, pin, keep.

    ``on`` is the day of filing, ``at`` its moment, ``known_at`` the moment of knowledge that it is computed
    for (``at`` unless given). ``sections`` is the prose as edited; without it, that made of the cells.
    ``reasons`` maps fingerprints of warnings to why they may stand; an earlier verdict serves as well.
    A second filing for the year corrects (更正) the first, which stays what it was. A contradiction that the
    head signed as an exception does not block: section 六 tells of it.

    Raises `FilingBlocked` where the report contradicts itself or has places to fill in, `ReasonsMissing`
    where a warning, or a difference from last year's report, has no reason. Law: OGI 49, OGI 50
    """
    whom = whose(organ, year, scope)
    pinned = Pinned(whom, year, known_at or at, reading.last_seq(whom.organ.region))
    with transaction.atomic():
        report = compute(organ, year, known_at=pinned.known_at, through_seq=pinned.last_seq, scope=scope)
        report.sections = report.sections if sections is None else dict(sections)
        report.dated_on = on.isoformat()
        given = dict(reasons or {})
        previous = _previous(whom.organ.code, year, scope)
        judged = judge(report, previous, region=whom.organ.region, on=on, reasons=given)
        _require_fileable(report, judged, on)
        report.sections["s6"] = told(report.sections.get("s6", ""), judged.excepted, report.format)
        if judged.excepted:
            pinned = replace(pinned, exceptions=tuple(each.fact.seq for each in judged.excepted))
        return _pin(report, pinned, given, on=on, at=at, by=by)


@dataclass(frozen=True, slots=True)
class Pinned:
    """What a filing pins: whose report of which year, known when, through which fact, signed exceptions."""

    whom: Whose
    year: int
    known_at: datetime
    last_seq: int
    exceptions: tuple[int, ...] | None = None


def _pin(
    report: Report, pinned: Pinned, reasons: dict[str, str], *, on: date, at: datetime, by: str
) -> Filing:
    """Enter the fact of filing and keep the paper behind it."""
    organ, scope = pinned.whom.organ, pinned.whom.scope
    earlier = filings(organ.code, pinned.year, scope=scope)
    mark = digest(report.format, report.cells, report.sections)
    deed = Filed(
        format=report.format,
        year=pinned.year,
        known_at=pinned.known_at,
        hash=mark,
        last_seq=pinned.last_seq,
        supersedes=earlier[-1].fact_seq if earlier else None,
        exceptions=pinned.exceptions,
    )
    fact = enter(
        deed,
        subject=f"report:{pinned.year}",
        organ=organ.code,
        region=organ.region,
        happened_on=on,
        entered_at=at,
        by=by,
    )
    return Filing.objects.create(
        fact_seq=fact.seq,
        region=organ.region,
        organ=organ.code,
        year=pinned.year,
        scope=scope,
        number=len(earlier) + 1,
        format=report.format,
        known_at=pinned.known_at,
        last_seq=pinned.last_seq,
        digest=mark,
        cells=cells_as_json(report.cells),
        sections=report.sections,
        reasons=reasons,
        filed_on=on,
    )


def judge(
    report: Report, previous: Report | None, *, region: str, on: date, reasons: Mapping[str, str]
) -> Judgement:
    """What blocks the filing of a report, and what needs a reason that nobody has given.

    Its own arithmetic (level ``error``) blocks, unless the head signed it. What differs from last year's
    report may be true, where something was learned since: it needs a reason, like a warning.
    """
    between_years = {each.id for each in load_format(report.format).checks if looks_back(each)}
    failed = [each for each in findings(report, previous=previous) if each.outcome == CheckOutcome.FAILS]
    blocking = [each for each in failed if each.level == "error" and each.check not in between_years]
    asking = [each for each in failed if each.level in ("error", "warning") and each not in blocking]
    given = verdicts(region, [each.fingerprint for each in asking], as_of=on)
    settled = {key for key, text in reasons.items() if text.strip()}
    settled |= {key for key, each in given.items() if each.verdict != Verdict.CORRECTED}
    unsettled = [each for each in asking if each.fingerprint not in settled]
    excepted = signed_for(region, [each for each in blocking if each.check in rules_of(report.format)])
    signed = [each.finding for each in excepted]
    return Judgement(tuple(each for each in blocking if each not in signed), tuple(unsettled), excepted)


def _previous(code: str, year: int, scope: str) -> Report | None:
    earlier = filings(code, year - 1, scope=scope)
    return filed_report(earlier[-1]) if earlier else None


def _require_fileable(report: Report, judged: Judgement, on: date) -> None:
    wrong = [each.message for each in judged.blocking]
    if report.year is None or on.year <= report.year:
        wrong.append(f"{report.year}年度还没有结束，{on}不能报送。")
    if to_fill := sum(text.count(PROMPT) for text in report.sections.values()):
        wrong.append(f"正文还有{to_fill}处“{PROMPT}…〕”没有填写。")
    if not report.sections:
        wrong += report.notes or ["没有正文。"]
    if wrong:
        raise FilingBlocked(
            "filing_blocked",
            f"{report.organ}{report.year}年度报告不能报送，请先改正：\n" + "\n".join(wrong),
            law="OGI 50",
            findings=judged.blocking,
        )
    if judged.open:
        listed = "\n".join(f"[{each.fingerprint}] {each.message}" for each in judged.open)
        raise ReasonsMissing(
            "reasons_missing",
            f"有{len(judged.open)}处提醒没有写明理由，请逐条改正或者写明理由后再报送：\n{listed}",
            law="OGI 50",
            findings=judged.open,
        )


def record_verdict(
    fingerprint: str,
    verdict: Verdict,
    *,
    year: int,
    organ: str,
    on: date,
    at: datetime,
    by: str,
    reason: str = "",
    until: date | None = None,
) -> Entered:
    """Keep a person's verdict on a finding (核实). It survives re-runs: the fingerprint is the finding's own.

    ``organ`` is the code of the organ that judged, ``until`` the last day on which the verdict holds, if any.
    The last verdict holds. Raises `ReasonsMissing` where one that lets the finding stand says not why.
    """
    if verdict != Verdict.CORRECTED and not reason.strip():
        raise ReasonsMissing(
            "reasons_missing", "结论为“已说明原因”或者“不属实”的，要写明理由。", findings=(fingerprint,)
        )
    return enter(
        FindingJudged(fingerprint=fingerprint, verdict=verdict, year=year, reason=reason, until=until),
        subject=f"finding:{fingerprint}",
        organ=organ,
        region=organ_queries.organ(organ, as_of=on).region,
        happened_on=on,
        entered_at=at,
        by=by,
    )


def sign_exception(
    organ: str,
    year: int,
    fingerprint: str,
    *,
    reason: str,
    on: date,
    at: datetime,
    by: Actor,
    scope: str = "organ",
) -> Entered:
    """Sign that a report may be filed though its tables break a rule there (勾稽关系例外签批).

    ``fingerprint`` is that of the finding that blocks the filing, as the figures are known ``at``; with other
    figures it blocks again. What it says is printed in section 六 of the report filed.

    Raises ``NotPermitted``, `ReasonsMissing` without a reason, `NothingToExcept` where no rule of the tables
    is broken so. Law: OGI 50
    """
    whom = whose(organ, year, scope)
    post = require(by, "reports.sign_exception", whom.organ.code)
    if not reason.strip():
        raise ReasonsMissing(
            "reasons_missing", "签批勾稽关系例外，要写明数字为何不相等，请补充。", law="OGI 50"
        )
    report = compute(organ, year, known_at=at, scope=scope, with_prose=False)
    broken = _broken(report, fingerprint)
    deed = ExceptionSigned(
        fingerprint=fingerprint,
        check=broken.check,
        cells=broken.cells,
        year=year,
        left=said(broken.left),
        right=said(broken.right),
        reason=reason.strip(),
    )
    return enter(
        deed,
        subject=f"finding:{fingerprint}",
        organ=whom.organ.code,
        region=whom.organ.region,
        happened_on=on,
        entered_at=at,
        by=post.code,
    )


def _broken(report: Report, fingerprint: str) -> Finding:
    """The rule of the tables that the report breaks under this fingerprint."""
    rules = rules_of(report.format)
    for each in findings(report):
        fails = each.outcome == CheckOutcome.FAILS and each.level == "error" and each.check in rules
        if fails and each.fingerprint == fingerprint:
            return each
    raise NothingToExcept(
        "nothing_to_except",
        f"{report.organ}{report.year}年度报告的表格在这一处没有不符，不需要签批例外；正文有误的，请改正正文。",
        law="OGI 50",
        fingerprint=fingerprint,
    )
