"""Structure, dates and form; the shape, order and fingerprint of findings."""

import json

import pytest
from checks_years import SECTIONS, fill, year

from gongkai.reports.checks import CheckOutcome
from gongkai.reports.findings import LEVELS, findings, reuse
from gongkai.reports.format import load_format
from gongkai.reports.report import Cell, CellKind, Report


def found(report, check, **options):
    return [each for each in findings(report, **options) if each.check == check]


def test_a_sound_report_has_nothing_to_say():
    assert findings(year()) == []


def test_with_all_every_check_says_what_it_came_to():
    everything = findings(year(), all=True)
    assert {each.outcome for each in everything} == {CheckOutcome.HOLDS, CheckOutcome.NOT_APPLICABLE}
    assert len([each for each in everything if each.check == "T3-3"]) == 25


@pytest.mark.law("OGI 50.1")
@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "是空的"),
        ("无。", "只写了“无”"),
        ("本年度暂无。", "只写了"),
        ("工作中还存在解读偏少的问题。", "改进情况"),
    ],
)
def test_section_five_must_name_problems_and_improvements(text, words):
    (one,) = found(year(text, section="s5"), "S-1")
    assert words in one.message
    assert "第五十条" in one.message


@pytest.mark.parametrize(
    ("text", "of", "level", "cites_the_fee"),
    [
        ("", 2023, "warning", False),
        ("无", 2023, "note", True),
        ("无其他需要报告的事项。", 2020, "note", False),  # the fee came into force on 2021-01-01
        ("无", 2019, "note", False),
    ],
)
def test_section_six_says_at_least_that_no_fee_was_taken(text, of, level, cites_the_fee):
    (one,) = found(year(text, section="s6", of=of), "S-2")
    assert one.level == level
    assert ("信息处理费" in one.message) is cites_the_fee


def test_a_signature_is_no_content():
    report = year("无\n临河县人民政府\n2024年1月20日", section="s6")
    assert "只写了“无”" in found(report, "S-2")[0].message


def test_missing_and_blank_cells_are_told_apart():
    report = year()
    report.cells["proactive.a20_1.normative_docs.in_force"] = Cell(None, CellKind.MISSING)
    report.cells["requests.partial.research"] = Cell(None, CellKind.BLANK)
    missing, blank = sorted(found(report, "S-7"), key=lambda each: LEVELS.index(each.level))
    assert (missing.level, missing.cells) == ("warning", ("proactive.a20_1.normative_docs.in_force",))
    assert "“行政规范性文件”行“现行有效件数”列" in missing.message
    assert (blank.level, blank.cells) == ("note", ("requests.partial.research",))


def test_an_optional_row_may_be_missing():
    report = year()
    for key in ("issued", "repealed", "in_force"):
        del report.cells[f"proactive.a20_1.regulations.{key}"]
    assert findings(report) == []


def test_a_missing_table_is_one_note():
    report = year()
    report.cells = {key: cell for key, cell in report.cells.items() if not key.startswith("requests.")}
    (one,) = findings(report)
    assert (one.check, one.at, one.level, one.outcome) == (
        "S-12",
        "requests",
        "note",
        CheckOutcome.NOT_APPLICABLE,
    )


def test_undecidable_digits_show_their_readings():
    report = year()
    cell = "proactive.a20_6.penalty.decisions"
    report.cells[cell] = Cell(None, CellKind.UNDECIDABLE, "1121", readings=(112, 1121))
    (one,) = found(report, "S-13")
    assert "112或1121" in one.message
    assert one.cells == (cell,)


def test_one_row_of_other_outcomes_is_the_old_form():
    report = Report("annual-2019", "临河县人民政府", 2023, sections=dict(SECTIONS))
    report.cells = {cell_id: Cell(0) for cell_id, *_ in load_format("annual-2019").cells()}
    report.cells = {key: cell for key, cell in report.cells.items() if not key.startswith("proactive.")}
    report.cells |= {key: cell for key, cell in year().cells.items() if key.startswith("proactive.")}
    assert [each.check for each in findings(report)] == ["S-10"]
    report.cells = {cell_id: Cell(0) for cell_id, *_ in load_format("annual-2019").cells()}
    assert {each.check for each in findings(report)} == {"S-9", "S-10"}


@pytest.mark.law("OGI 49")
@pytest.mark.parametrize(
    ("organ", "dated_on", "checks"),
    [
        ("临河县财政局", "2024-01-31", []),
        ("临河县财政局", "2024-02-01", ["S-5"]),
        ("临河县人民政府", "2024-03-31", []),
        ("临河县人民政府", "2024-04-01", ["S-5"]),
        ("临河县人民政府办公室", "2024-03-01", ["S-5"]),
        ("临河县城关镇人民政府", "2024-02-20", []),
        ("临河县财政局", "2023-01-20", ["S-8"]),
        ("临河县财政局", "不详", []),
    ],
)
def test_late_publication_and_wrong_dates(organ, dated_on, checks):
    report = year(organ=organ)
    report.dated_on = dated_on
    assert [each.check for each in findings(report)] == checks


@pytest.mark.parametrize(
    "text",
    [
        "本单位2022年度收到政府信息公开申请100件。",
        "数据统计期限为2022年1月1日至2022年12月31日。",
        "2022年，我县主动公开政府信息1500条。",
    ],
)
def test_another_year_in_the_prose(text):
    assert [each.check for each in findings(year(text))] == ["S-8"]


def test_a_title_and_a_colophon_of_another_year():
    report = year()
    report.title = "临河县人民政府2022年政府信息公开工作年度报告"
    report.colophon = "临河县人民政府办公室 2023年1月26日印发"
    assert [(each.check, each.at) for each in findings(report)] == [
        ("S-8", "title"),
        ("S-8", "colophon.2023年1月26日"),
    ]


@pytest.mark.parametrize(
    ("signed", "checks"),
    [
        ("临河县规划局2024年1月9日", ["S-18"]),
        ("临河县自然资源局2024年1月9日", []),
        ("县自然资源局2024年1月9日", []),
        ("临河县自然资源局办公室2024年1月9日印发", []),
    ],
)
def test_the_organ_that_signs_is_the_organ_of_the_title(signed, checks):
    report = year(organ="临河县自然资源局")
    report.colophon = signed
    assert [each.check for each in findings(report)] == checks


def test_prose_taken_over_from_last_year():
    sentences = [f"我县围绕第{word}项重点工作持续推进主动公开，完善目录。" for word in "甲乙丙丁戊己庚辛"]
    old, new = year("".join(sentences), of=2022), year("".join(sentences))
    fill(old, "carried_out", (5, 0, 0, 0, 0, 0))
    (one,) = found(new, "S-6", previous=old)
    assert one.level == "warning"
    fresh = year("新设政策问答栏目，群众提问由业务科室逐条回应并公开。" * 6)
    assert found(fresh, "S-6", previous=old) == []
    assert reuse(old, fresh).rate < 0.5 < reuse(old, new).rate


def test_a_previous_report_of_the_wrong_year_is_said():
    assert "S-17" in {each.check for each in findings(year(), previous=year(of=2020))}


def test_findings_come_in_order_of_weight():
    report = year("全年收到政府信息公开申请110件。")
    report.cells["requests.granted.total"] = Cell(39)
    report.sections["s6"] = "无"
    assert [each.level for each in findings(report)] == ["error", "error", "warning", "note"]


def test_json_has_the_fields_of_the_command():
    report = year()
    report.cells["requests.granted.total"] = Cell(39)
    one = findings(report)[0].as_json()
    assert {"check", "at", "level", "outcome", "left", "right", "cells", "message"} <= set(one)
    assert (one["check"], one["at"], one["outcome"]) == ("T3-2", "total", "fails")
    assert json.loads(json.dumps(one)) == one


def test_a_message_names_place_values_difference_and_what_to_do():
    report = year()
    report.cells["requests.granted.total"] = Cell(39)
    message = next(each for each in findings(report) if each.check == "T3-3").message
    for words in ("表三", "“（一）予以公开”行", "39", "36", "40", "相差1", "改正"):
        assert words in message


def test_fingerprints_survive_new_numbers_and_wordings_but_not_another_place():
    first, second = year(), year()
    first.cells["requests.granted.total"] = Cell(39)
    second.cells["requests.granted.total"] = Cell(30)
    marks = [{each.fingerprint for each in findings(report)} for report in (first, second)]
    assert marks[0] == marks[1]
    assert len(marks[0]) == 2
    other = year(organ="临江县人民政府")
    other.cells["requests.granted.total"] = Cell(39)
    assert marks[0].isdisjoint({each.fingerprint for each in findings(other)})


def test_odd_reports_do_not_break_the_checks():
    assert findings(Report("annual-2021"))
    assert findings(Report("annual-2019", sections={"s1": "（" * 50 + "1件）" * 50 + "占%占5%同比增长3%。"}))
    assert findings(Report("annual-2021", year=1999, sections={"s9": "…" * 9 + "共0件，其中0件，占0%。"}))
