"""The sample year: its facts give the cells of the published report, figure by figure."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from gongkai.foi import facts as foi
from gongkai.hotline import facts as hotline
from gongkai.ledger import reading
from gongkai.ledger.entry import Row, enter_batch
from gongkai.organs import services as organs
from gongkai.organs.kinds import OrganKind
from gongkai.oversight import facts as oversight
from gongkai.records import facts as records
from gongkai.reports import filings, queries, services
from gongkai.reports.errors import (
    BadFigure,
    EvidenceMissing,
    FilingBlocked,
    NotDeclarable,
    ReasonsMissing,
    UnknownCell,
)
from gongkai.reports.facts import Verdict
from gongkai.reports.format import load_format
from gongkai.reports.report import CellKind

REGION, OFFICE, BUREAU, TOWN = "410223", "410223-01", "410223-11", "410223-21"
KNOWN = datetime(2021, 1, 20, 9, tzinfo=UTC)
ZEROS = [
    cell_id
    for cell_id, *_ in load_format("annual-2019").table("proactive").cells()
    if any(f".{block}." in cell_id for block in ("a20_5", "a20_6", "a20_8"))
]


def days(count):
    return [date(2020, 1, 2 + number % 27) for number in range(count)]


def sample_rows(share=1):
    """The sample year's facts: 2,145 news, 447 directory entries (7 normative documents) and so on.

    ``share`` leaves out all but every so many of what is many: the applications stay.
    """
    number = 0

    def row(deed, subject, on, organ=OFFICE):
        nonlocal number
        number += 1
        at = datetime(on.year, on.month, on.day, 10, tzinfo=UTC)
        return Row.of(
            deed, subject=subject, organ=organ, happened_on=on, external_id=str(number), entered_at=at
        )

    genres = [("news", 2145), ("directory_entry", 440), ("normative_document", 7), ("explainer", 7)]
    for genre, count in genres:
        for index, on in enumerate(days(-(-count // share))):
            subject = f"record:2020-{genre}-{index}"
            yield row(records.Made(genre=records.Genre(genre)), subject, on)
            yield row(records.Published(genre=records.Genre(genre)), subject, on)
    for index, on in enumerate(days(21)):
        yield row(hotline.ExchangePublished(), f"exchange:2020-{index}", on)
    for line, count in (("county", 162), ("city", 2718)):
        for index, on in enumerate(days(-(-count // share))):
            subject = f"hotline:2020-{line}-{index}"
            opened = hotline.Received(line=hotline.Line(line), appeal=hotline.Appeal.HELP)
            yield row(opened, subject, on)
            yield row(hotline.Closed(line=hotline.Line(line)), subject, date(2020, 12, 1))
    for month in range(1, 13):
        deed = hotline.BriefingIssued(year=2020, issue=month)
        yield row(deed, f"briefing:2020-{month:02d}", date(2020, month, 28))
    applicant, intake = foi.ApplicantKind.NATURAL_PERSON, foi.Intake.POST_SIGNED
    for index, (received, decided) in enumerate([((4, 22), (5, 14)), ((9, 14), (10, 23))], start=1):
        deed = foi.Received(applicant=applicant, intake=intake)
        yield row(deed, f"foi:2020-000{index}", date(2020, *received))
        yield row(foi.Decided(outcome=foi.Outcome.GRANTED), f"foi:2020-000{index}", date(2020, *decided))
    for index, on in enumerate([date(2020, 5, 14), date(2020, 7, 22), date(2020, 9, 18)]):
        yield row(oversight.Trained(topic="标准目录编制"), f"training:2020-{index}", on)
    yield row(oversight.Inspected(topic="年终考核"), f"organ:{BUREAU}", date(2020, 12, 17))


def found(code, name, kind, since=date(2010, 1, 1), **more):
    organs.found(code, name, kind=kind, region=REGION, founded_on=since, **more)


@pytest.fixture
def county(database):
    found(OFFICE, "尉氏县人民政府办公室", OrganKind.OFFICE, is_authority=True)
    found(BUREAU, "尉氏县财政局", OrganKind.DEPARTMENT, parent=OFFICE)
    found(TOWN, "尉氏县城关镇人民政府", OrganKind.TOWNSHIP, parent=OFFICE)
    return database


def declare(cell, value, unit="", organ=OFFICE, at=KNOWN, **more):
    given = {"year": 2020, "evidence": "县直部门统计表", "on": at.date(), "at": at, "by": "办公室", **more}
    return services.declare_figure(organ, cell, value, unit=unit, **given)


@pytest.fixture
def whole(county):
    return enter_sample(county)


@pytest.fixture
def sample(county):
    return enter_sample(county, share=500)


def enter_sample(database, share=1):
    enter_batch(sample_rows(share), region=REGION, origin="sample", entered_at=KNOWN, by="测试")
    for cell in ZEROS:
        declare(cell, 0)
    declare("proactive.a20_9.procurement.procurement_count", 2)
    declare("proactive.a20_9.procurement.procurement_amount", "16.8700", "万元")
    return database


def test_the_sample_year_gives_the_published_report(whole):
    report = queries.compute("办公室", 2020)
    expected = dict.fromkeys(report.cells, 0)
    for cell in ("new_received", "granted", "result_total"):
        expected[f"requests.{cell}.natural_person"] = expected[f"requests.{cell}.total"] = 2
    for cell in ("made_this_year", "published_this_year", "published_total"):
        expected[f"proactive.a20_1.normative_docs.{cell}"] = 7
    expected["proactive.a20_9.procurement.procurement_count"] = 2
    expected["proactive.a20_9.procurement.procurement_amount"] = Decimal("168700")
    assert {cell: each.value for cell, each in report.cells.items()} == expected
    assert (report.format, report.organ, report.year) == ("annual-2019", "尉氏县人民政府办公室", 2020)
    assert report.cells["proactive.a20_9.procurement.procurement_amount"].unit == "万元"
    assert "2020" in report.sections["s1"] and not report.notes


def test_the_sample_year_gives_our_own_statistics(whole):
    found = {cell.split(".")[1]: each.value for cell, each in queries.work(OFFICE, 2020).items()}
    expected = {
        "news": 2145,
        "directory": 447,
        "normative_docs": 7,
        "explainers": 7,
        "exchanges": 21,
        "county_received": 162,
        "county_closed": 162,
        "city_received": 2718,
        "city_closed": 2718,
        "briefings": 12,
        "applications_by_post": 2,
        "lateness": 0,
        "trainings": 3,
        "inspections": 1,
    }
    assert expected.items() <= found.items()
    assert found["boards"] is None and queries.work(OFFICE, 2020)["work.boards.count"].kind == CellKind.BLANK


def test_a_trace_leads_from_a_total_to_the_facts(sample):
    text = queries.trace_of(OFFICE, 2020, "requests.granted.total")
    assert "尉氏县人民政府办公室" in text and "requests.granted.natural_person" in text
    text = queries.trace_of(OFFICE, 2020, "requests.granted.natural_person")
    assert text.splitlines()[1:] == [
        "本年发生的事实（2条）：",
        *(
            f"  {each.happened_on}  {each.subject}  答复  outcome=granted  第{each.seq}号"
            for each in queries.facts_of_cell(OFFICE, 2020, "requests.granted.natural_person")
        ),
    ]
    money = queries.trace_of(OFFICE, 2020, "proactive.a20_9.procurement.procurement_amount")
    assert "采购总金额：168700元" in money and "机关填报" in money and "县直部门统计表" in money
    with pytest.raises(UnknownCell, match="没有“requests"):
        queries.trace_of(OFFICE, 2020, "requests.nothing.total")


@pytest.mark.parametrize(
    ("cell", "value", "unit", "error"),
    [
        ("requests.granted.total", 3, "", NotDeclarable),
        ("proactive.a20_8.admin_fees.fee_amount_wan", 3, "", NotDeclarable),  # not in the 2019 edition
        ("proactive.a20_5.licensing.decisions", "-1", "", BadFigure),
        ("proactive.a20_5.licensing.decisions", "2.5", "", BadFigure),
        ("proactive.a20_5.licensing.decisions", "3", "万元", BadFigure),
        ("proactive.a20_9.procurement.procurement_amount", "十六万", "元", BadFigure),
    ],
)
def test_a_figure_that_cannot_be_is_refused(county, cell, value, unit, error):
    with pytest.raises(error):
        declare(cell, value, unit)


def test_a_figure_needs_evidence(county):
    with pytest.raises(EvidenceMissing, match="依据"):
        declare("proactive.a20_5.licensing.decisions", 1, evidence=" ")


BY_OFFICE = {"year": 2020, "organ": OFFICE, "on": KNOWN.date(), "at": KNOWN, "by": "办公室"}
PROSE = {
    "s1": "情况说明。",
    "s5": "一是解读不够及时。改进情况：解读与文件同步发布。",
    "s6": "无其他需要报告的事项。",
}


def file(at=KNOWN, organ=OFFICE, year=2020, **more):
    given = {"on": at.date(), "at": at, "by": "办公室", "sections": PROSE, **more}
    try:
        return services.file_report(organ, year, **given)
    except ReasonsMissing as missing:
        reasons = {each.fingerprint: "已核对" for each in missing.context["findings"]}
        return services.file_report(organ, year, **{**given, "reasons": reasons})


LATER = datetime(2021, 3, 1, 9, tzinfo=UTC)


def late_application(number="9", on=date(2020, 12, 30), at=LATER, organ=OFFICE):
    deed = foi.Received(applicant=foi.ApplicantKind.BUSINESS, intake=foi.Intake.WEB)
    row = Row.of(
        deed, subject=f"foi:2020-{number}", organ=organ, happened_on=on, external_id=number, entered_at=at
    )
    enter_batch([row], region=REGION, origin="late", entered_at=at, by="测试")


def test_a_filing_pins_the_report_and_later_facts_show_as_differences(sample):
    filing = file()
    assert filings.holds(filing) and filings.differences_since_filing(filing) == []
    late_application()
    assert filings.holds(filing), "the filing is computed again from what it pinned"
    assert queries.compute(OFFICE, 2020, known_at=KNOWN).value("requests.new_received.total") == 2
    assert queries.compute(OFFICE, 2020).value("requests.new_received.total") == 3
    found = {each.cell_id: each for each in filings.differences_since_filing(filing)}
    assert set(found) == {
        f"requests.{row}.{column}"
        for row in ("new_received", "carried_out")
        for column in ("business", "total")
    }
    [cause] = found["requests.carried_out.business"].causes
    assert (cause.subject, cause.kind) == ("foi:2020-9", "foi.received")
    assert "报送时0，现在1" in found["requests.new_received.business"].text()
    assert filings.differences_since_filing(filing, known_at=KNOWN) == []


def test_facts_entered_later_with_an_earlier_moment_do_not_change_a_filing(sample):
    filing = file()
    late_application(at=datetime(2021, 1, 2, tzinfo=UTC))
    assert queries.compute(OFFICE, 2020, known_at=KNOWN).value("requests.new_received.total") == 3
    assert filings.holds(filing)
    assert len(filings.differences_since_filing(filing)) == 4


def test_a_changed_digit_in_a_filing_is_noticed(sample):
    filing = file()
    filing.cells["requests.granted.total"] = 3
    assert not filings.holds(filing)


def test_a_second_filing_corrects_the_first(sample):
    first = file()
    late_application()
    second = file(LATER)
    assert (first.number, second.number) == (1, 2)
    facts = list(reading.facts(REGION, kinds=["reports.filed"]))
    assert [each.body.get("supersedes") for each in facts] == [None, first.fact_seq]
    assert facts[1].body["hash"] == second.digest != first.digest
    assert filings.filed_report(second).value("requests.new_received.total") == 3
    assert filings.filed_report(first).value("requests.new_received.total") == 2


def test_a_report_that_contradicts_itself_is_not_filed(sample):
    row = Row.of(
        foi.Decided(outcome=foi.Outcome.PARTIAL),
        subject="foi:2020-0001",
        organ=OFFICE,
        happened_on=date(2020, 11, 1),
        external_id="twice",
        entered_at=KNOWN,
    )
    enter_batch([row], region=REGION, origin="wrong", entered_at=KNOWN, by="测试")
    with pytest.raises(FilingBlocked, match="不能报送") as refused:
        file()
    assert {each.check for each in refused.value.context["findings"]} == {"T3-1"}
    assert not filings.filings(OFFICE, 2020)


def test_a_report_of_a_year_that_runs_or_with_places_to_fill_in_is_not_filed(sample):
    with pytest.raises(FilingBlocked, match="还没有结束"):
        file(datetime(2020, 12, 30, tzinfo=UTC))
    with pytest.raises(FilingBlocked, match="待填写"):
        file(sections={"s1": "情况。", "s5": "〔待填写：问题〕", "s6": "无。"})


def test_a_warning_needs_a_reason_that_is_kept_or_a_verdict_that_survives(sample):
    bare = {**PROSE, "s5": "无"}
    given = {"on": KNOWN.date(), "at": KNOWN, "by": "办公室", "sections": bare}
    with pytest.raises(ReasonsMissing, match="没有写明理由") as asked:
        services.file_report(OFFICE, 2020, **given)
    marks = [each.fingerprint for each in asked.value.context["findings"]]
    reasons = dict.fromkeys(marks, "本年确无问题")
    with pytest.raises(ReasonsMissing):
        services.file_report(OFFICE, 2020, **given, reasons=dict.fromkeys(marks, "  "))
    assert services.file_report(OFFICE, 2020, **given, reasons=reasons).reasons == reasons
    for mark in marks:
        services.record_verdict(
            mark,
            Verdict.EXPLAINED,
            year=2020,
            organ=OFFICE,
            on=KNOWN.date(),
            at=KNOWN,
            by="办公室",
            reason="已说明",
        )
    assert services.file_report(OFFICE, 2020, **given).number == 2


def test_the_last_verdict_holds_until_its_day(county):
    given = BY_OFFICE
    with pytest.raises(ReasonsMissing, match="要写明理由"):
        services.record_verdict("f00d", Verdict.DISMISSED, **given)
    services.record_verdict("f00d", Verdict.DISMISSED, reason="口径不同", **given)
    services.record_verdict("f00d", Verdict.CORRECTED, **given)
    services.record_verdict("beef", Verdict.EXPLAINED, reason="清理文件", until=date(2021, 2, 1), **given)
    found = filings.verdicts(REGION, ["f00d", "beef", "cafe"], as_of=date(2021, 1, 31))
    assert {mark: each.verdict for mark, each in found.items()} == {
        "f00d": Verdict.CORRECTED,
        "beef": Verdict.EXPLAINED,
    }
    assert set(filings.verdicts(REGION, ["f00d", "beef"], as_of=date(2021, 2, 2))) == {"f00d"}


def test_what_differs_from_last_years_report_needs_a_reason(sample):
    file()
    late_application()
    next_year = datetime(2022, 1, 20, 9, tzinfo=UTC)
    given = {"on": next_year.date(), "at": next_year, "by": "办公室"}
    given["sections"] = {
        "s1": "情况。",
        "s5": "一是解读不够及时，改进情况：同步解读。",
        "s6": "收取信息处理费0元。",
    }
    with pytest.raises(ReasonsMissing) as asked:
        services.file_report(OFFICE, 2021, **given)
    assert "X-1" in {each.check for each in asked.value.context["findings"]}


def test_who_has_not_filed(sample):
    assert [each.code for each in filings.not_filed(REGION, 2020)] == [OFFICE, BUREAU, TOWN]
    file()
    assert [each.code for each in filings.not_filed(REGION, 2020)] == [BUREAU, TOWN]
    before = datetime(2021, 1, 1, tzinfo=UTC)
    assert len(filings.not_filed(REGION, 2020, known_at=before)) == 3
    assert len(filings.not_filed(REGION, 2019)) == 3


def test_a_county_counts_its_organs_and_a_successor_carries_on(sample):
    late_application("10", on=date(2020, 6, 1), organ=BUREAU)
    assert queries.compute(OFFICE, 2020).value("requests.new_received.total") == 2
    assert queries.compute(OFFICE, 2020, scope="subtree").value("requests.new_received.total") == 3
    heir = "410223-12"
    found(heir, "尉氏县财政金融局", OrganKind.DEPARTMENT, since=date(2021, 6, 1), parent=OFFICE)
    organs.merge([BUREAU], heir, merged_on=date(2021, 6, 1))
    assert queries.compute(heir, 2021).value("requests.carried_in.business") == 1
    assert queries.compute(BUREAU, 2020).value("requests.carried_out.business") == 1
    assert queries.compute(OFFICE, 2021, scope="subtree").value("requests.carried_in.total") == 1
