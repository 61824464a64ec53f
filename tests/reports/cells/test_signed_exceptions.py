"""A table that does not add up is filed only with the head's signature, and section 六 tells of it."""

from datetime import UTC, date, datetime, timedelta

import pytest

from gongkai.foi import facts as foi
from gongkai.ledger.entry import Row, enter_batch, void
from gongkai.organs.acting import Role
from gongkai.organs.permissions import NotPermitted
from gongkai.reports import exceptions, filings, services
from gongkai.reports.errors import FilingBlocked, NothingToExcept, ReasonsMissing
from gongkai.reports.reading import read_bytes
from gongkai.reports.writing import KINDS, write
from invented_county import COUNTY, HEALTH, OFFICE, found_organs, person

pytestmark = pytest.mark.law("OGI 50")

PROSE = {
    "s1": "情况说明。",
    "s5": "一是解读不够及时。改进情况：解读与文件同步发布。",
    "s6": "收取信息处理费0元。除上述事项外，没有其他需要报告的事项。",
}
REASON = "系统切换当日重复登记答复，原件已核对"


def county():
    """The county with a head of the office, one of another organ and a clerk."""
    found_organs()
    day = date(2020, 1, 1)
    people = (("head", OFFICE, Role.HEAD), ("other", HEALTH, Role.HEAD), ("clerk", OFFICE, Role.CLERK))
    return {login: person(login, organ, role, as_of=day) for login, organ, role in people}


@pytest.fixture
def posts(sqlite_with):
    return sqlite_with(county)


def decided_too_often(year, times, origin="year", number=1):
    """One application of the year with so many decisions too many."""
    at = filing_day(year) - timedelta(days=1)
    subject = f"foi:{year}-{number:04d}"
    opened = foi.Received(applicant=foi.ApplicantKind.BUSINESS, intake=foi.Intake.WEB)
    deeds = [(opened, 3), *((foi.Decided(outcome=foi.Outcome.GRANTED), 10 + n) for n in range(times + 1))]
    rows = [
        Row.of(
            deed,
            subject=subject,
            organ=OFFICE,
            happened_on=date(year, 6, day),
            external_id=f"{number}/{day}",
            entered_at=at,
        )
        for deed, day in deeds
    ]
    enter_batch(rows, region=COUNTY, origin=origin, entered_at=at, by="测试")


def filing_day(year):
    return datetime(year + 1, 1, 20, 9, tzinfo=UTC)


def file(year, at=None, **more):
    at = at or filing_day(year)
    given = {"on": at.date(), "at": at, "by": f"{OFFICE}.clerk", "sections": PROSE, **more}
    try:
        return services.file_report(OFFICE, year, **given)
    except ReasonsMissing as missing:
        reasons = {each.fingerprint: "已核对" for each in missing.context["findings"]}
        return services.file_report(OFFICE, year, **given, reasons=reasons)


def blocked(year, at=None):
    with pytest.raises(FilingBlocked) as refused:
        file(year, at)
    return refused.value.context["findings"]


def sign(found, year, by, reason=REASON, at=None):
    at = at or filing_day(year)
    return services.sign_exception(OFFICE, year, found.fingerprint, reason=reason, on=at.date(), at=at, by=by)


@pytest.mark.parametrize(("year", "times"), [(2020, 1), (2023, 3)])
def test_f25_a_signed_exception_is_kept_and_printed_in_section_six_of_every_file(posts, year, times):
    decided_too_often(year, times)
    broken = blocked(year)
    assert {(each.check, each.at) for each in broken} == {("T3-1", "business"), ("T3-1", "total")}
    first, last = (sign(each, year, posts["head"]) for each in broken)
    filing = file(year)
    assert filings.holds(filing)
    assert [each.seq for each in exceptions.exceptions_of(filing)] == [first.seq, last.seq]
    assert (first.entered_by, first.body["check"], first.body["reason"]) == (
        f"{OFFICE}.head",
        "T3-1",
        REASON,
    )
    assert f"requests.result_total.{broken[0].at}" in first.body["cells"]
    report = filings.filed_report(filing)
    told = report.sections["s6"].splitlines()
    assert told[-1] == PROSE["s6"] and len(told) == 3
    for line, column in zip(told, ("商业企业", "总计"), strict=False):
        assert "T3-1" in line and column in line and REASON in line and f"相差{times}" in line
        assert "负责人" in line and f"{year + 1}年1月20日" in line
        assert "逐件核对" not in line, "what to do is for who checks, not for who reads"
    for kind in KINDS:
        again = read_bytes(f"report.{kind}", write(report, kind)).sections["s6"]
        assert "".join(again.split()) == "".join(report.sections["s6"].split()), kind


def test_an_exception_is_for_the_figures_that_were_signed(posts):
    decided_too_often(2020, 1)
    for each in blocked(2020):
        sign(each, 2020, posts["head"])
    first = file(2020)
    decided_too_often(2020, 2, number=2)
    later = filing_day(2020) + timedelta(days=30)
    assert [each.at for each in blocked(2020, later)] == ["business", "total"]
    for each in blocked(2020, later):
        sign(each, 2020, posts["head"], "再次核对", later)
    # Whoever edits the prose of the last filing sends its section 六 again: what held then is not said now.
    second = file(2020, later, sections=filings.filed_report(first).sections)
    assert second.number == 2
    said = filings.filed_report(second).sections["s6"]
    assert said.count("再次核对") == 2 and said.count(REASON) == 0 and "相差3" in said
    again = file(2020, later, sections=filings.filed_report(second).sections)
    assert filings.filed_report(again).sections["s6"] == said, "nothing is told twice"


def test_who_may_sign_and_what(posts):
    decided_too_often(2020, 1)
    broken = blocked(2020)[0]
    for who in ("clerk", "other"):
        with pytest.raises(NotPermitted):
            sign(broken, 2020, posts[who])
    with pytest.raises(ReasonsMissing, match="为何不相等"):
        sign(broken, 2020, posts["head"], "  ")
    with pytest.raises(NothingToExcept, match="没有不符"):
        services.sign_exception(
            OFFICE,
            2020,
            "0" * 16,
            reason=REASON,
            on=date(2021, 1, 20),
            at=filing_day(2020),
            by=posts["head"],
        )
    sign(broken, 2020, posts["head"])
    assert [each.at for each in blocked(2020)] == ["total"], "each place is signed by itself"


def test_an_exception_that_was_taken_back_blocks_again(posts):
    decided_too_often(2020, 1)
    signed = [sign(each, 2020, posts["head"]) for each in blocked(2020)]
    filing = file(2020)
    void(
        signed[0].seq,
        reason="数字已查明",
        region=COUNTY,
        happened_on=date(2021, 1, 21),
        entered_at=filing_day(2020) + timedelta(days=1),
        by=f"{OFFICE}.head",
    )
    assert [each.at for each in blocked(2020, filing_day(2020) + timedelta(days=2))] == ["business"]
    assert len(exceptions.exceptions_of(filing)) == 2 and filings.holds(filing), "what was filed stays"
