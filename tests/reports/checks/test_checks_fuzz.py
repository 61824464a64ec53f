"""Any prose, any cells: checks answer and do not break, and the grammar of quantities keeps its promises."""

import json
import time

import pytest
from checks_years import fill, year
from hypothesis import given
from hypothesis import strategies as st

from gongkai.reports.checks import CheckOutcome
from gongkai.reports.comparing import compare
from gongkai.reports.consolidation import consolidate
from gongkai.reports.findings import findings
from gongkai.reports.findings.quantities import sentences, tidy
from gongkai.reports.format import load_format
from gongkai.reports.report import Cell, CellKind, Report

WORDS = st.sampled_from(
    [
        "收到",
        "办结",
        "政府信息公开申请",
        "行政复议",
        "行政诉讼",
        "其中",
        "分别为",
        "予以公开",
        "部分公开",
        "占",
        "%",
        "件",
        "条",
        "余",
        "、",
        "，",
        "。",
        "；",
        "（",
        "）",
        "：",
        "2023年",
        "2022年",
        "同比增长",
        "全部",
        "结转下年度",
        "规范性文件",
        "现行有效",
        "自然人",
        "法人或其他组织",
        "其他",
        "无",
        "没有",
        "〔……省略〕",
        "0",
        "1",
        "7",
        "100",
        "105",
        "3.5",
        "18万",
        "两",
        "十二",
        "超期答复",
        "12月31日",
        "１２",
        "共",
    ]
) | st.sampled_from(("\n", "　"))
PROSE = st.lists(WORDS, max_size=60).map("".join) | st.text(max_size=200)
KINDS = st.sampled_from([kind for kind in CellKind if kind is not CellKind.NUMBER])
CELLS = st.builds(Cell, st.integers(-3, 10**6)) | st.builds(
    Cell, st.none(), KINDS, st.text(max_size=5), readings=st.lists(st.integers(0, 99), max_size=3).map(tuple)
)
SECTIONS = st.dictionaries(st.sampled_from(("s1", "s2", "s3", "s4", "s5", "s6")), PROSE)


@st.composite
def reports(draw):
    format_id = draw(st.sampled_from(("annual-2019", "annual-2021")))
    ids = [cell_id for cell_id, *_ in load_format(format_id).cells()]
    cells = draw(st.dictionaries(st.sampled_from(ids), CELLS, max_size=40))
    report = Report(format_id, draw(st.sampled_from(("", "甲县人民政府", "乙局"))), cells=cells)
    report.year = draw(st.none() | st.integers(2015, 2026))
    report.sections = draw(SECTIONS)
    report.title = report.colophon = draw(PROSE)
    return report


@given(reports(), reports())
def test_any_two_reports_can_be_checked(report, other):
    found = findings(report, previous=other, all=True)
    json.dumps([each.as_json() for each in found], ensure_ascii=False)
    assert all(each.message and each.fingerprint for each in found)
    listed = {each.fingerprint for each in findings(report, previous=other)}
    assert listed <= {each.fingerprint for each in found}
    json.dumps(compare(other, report).as_json())
    assert compare(other, report).as_text()
    result = consolidate([report, other], other, expected_members=["甲县", "丙局"])
    json.dumps(result.as_json())
    assert result.as_text()


@given(reports())
def test_what_is_listed_fails_or_says_what_is_missing(report):
    for each in findings(report):
        assert each.outcome is not CheckOutcome.HOLDS
        assert each.outcome is CheckOutcome.FAILS or each.check in ("S-12", "S-13")


@given(st.integers(0, 10**7), st.sampled_from(("件", "条", "份", "期", "篇")), st.booleans())
def test_a_number_is_read_however_it_is_written(number, unit, wide):
    written = f"{number:,}" if number % 2 else str(number)
    if wide:
        written = written.translate(str.maketrans("0123456789", "０１２３４５６７８９"))
    text = tidy(f"全年共收到 {written}\n{unit}申请，均已登记。")
    (mention,) = [each for sentence in sentences(text) for each in sentence.mentions]
    assert (mention.value, mention.unit, mention.lead, mention.tail) == (number, unit, "全年共收到", "申请")


@given(st.lists(st.integers(1, 900), min_size=3, max_size=9), st.integers(1, 40))
def test_complete_lists_hold_and_a_slip_in_the_total_is_found(parts, slip):
    items = [f"第{word}类{part}条" for word, part in zip("甲乙丙丁戊己庚辛壬", parts, strict=False)]
    items[-1] = f"其他类{parts[-1]}条"
    text = "全年主动公开政府信息{}条，其中" + "、".join(items) + "。"
    sound = findings(year(text.format(sum(parts))))
    assert [each for each in sound if each.check == "N-2"] == []
    (wrong,) = [each for each in findings(year(text.format(sum(parts) + slip))) if each.check == "N-2"]
    assert (wrong.left, wrong.right) == (sum(parts) + slip, sum(parts))


@given(st.integers(0, 60), st.integers(0, 60), st.integers(0, 60))
def test_prose_made_from_the_table_is_never_wrong(new, old, done):
    report = year()
    fill(report, "new_received", (new, 0, 0, 0, 0, 0))
    fill(report, "carried_in", (old, 0, 0, 0, 0, 0))
    fill(report, "result_total", (done, 0, 0, 0, 0, 0))
    fill(report, "carried_out", (new + old, 0, 0, 0, 0, 0))
    report.sections["s1"] = (
        f"全年收到政府信息公开申请{new}件，上年结转{old}件，办结{done}件，结转下年度{new + old}件。"
    )
    assert [each.message for each in findings(report) if each.check == "N-1"] == []


@pytest.mark.parametrize(
    "piece",
    [
        "1件",
        "（",
        "较",
        "其中1件，",
        "〔",
        "占5%",
        "没有",
        "为，2023年",
        "分别",
        "分",
        "2023年收到1",
        "申请",
        "1234567890",
        "\n（一）",
    ],
)
def test_a_page_without_end_is_checked_in_time(piece):
    report = year(piece * (40_000 // len(piece)))
    report.colophon = report.title = piece * 2000
    begun = time.perf_counter()
    findings(report, previous=year(of=2022), all=True)
    assert time.perf_counter() - begun < 8
