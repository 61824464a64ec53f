"""What is no report, or half a report, or a damaged one: a clear word in Chinese, never a crash."""

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gongkai.reports.format import load_format
from gongkai.reports.reading import find, read_bytes
from gongkai.reports.reading.errors import UnreadableDocument
from gongkai.reports.reading.pages import Grid, Line, Pages
from gongkai.reports.report import CellKind, Report
from reports.reading.reading_layouts import Sample, cell_a_line, joined, markdown, samples, word_html

NEWS = """县水利局开展防汛检查
本报讯 6月12日，县水利局组织三个检查组，对全县23座水库进行汛前检查，发现隐患7处，均已要求限期整改。
相关负责人表示，将主动公开检查结果，接受社会监督。
"""
BUDGET = """2023年部门预算公开表
项目	本年预算数	上年预算数
一、一般公共预算拨款收入	1203.55	1180.20
二、政府性基金预算拨款收入	0	0
合计	1203.55	1180.20
"""
RULES = """政府信息公开工作制度
第一条 为规范政府信息公开工作，制定本制度。
第二条 行政机关应当每年公布年度报告，内容包括主动公开政府信息情况、收到和处理政府信息公开申请情况。
"""


@pytest.mark.parametrize("text", [NEWS, BUDGET, RULES], ids=["news", "budget", "rules"])
def test_another_kind_of_document_is_refused_with_what_was_looked_for(text: str) -> None:
    with pytest.raises(UnreadableDocument) as caught:
        read_bytes("页面.txt", text.encode())
    assert caught.value.code == "unrelated"
    assert "页面.txt" in caught.value.message
    assert "表三" in caught.value.message
    assert "附件" in caught.value.message


def test_a_document_without_text_is_empty() -> None:
    with pytest.raises(UnreadableDocument) as caught:
        find(Pages("txt", [Line(" \t "), Grid((("", None),))]), "空.txt")
    assert caught.value.code == "empty"
    assert "空.txt" in caught.value.message


def test_prose_alone_is_read_and_says_that_tables_are_missing() -> None:
    text = (
        "安溪县水利局2022年政府信息公开工作年度报告\n一、总体情况\n全年公开信息12条。\n二、主动公开政府信息情况\n"
        "三、收到和处理政府信息公开申请情况\n四、政府信息公开行政复议、行政诉讼情况\n"
        "五、存在的主要问题及改进情况\n人手不足，已增配一人。\n六、其他需要报告的事项\n无。\n2023年1月20日"
    )
    report = read_bytes("报告.txt", text.encode())
    assert (report.organ, report.year, report.dated_on) == ("安溪县水利局", 2022, "2023-01-20")
    assert report.cells == {}
    assert report.format == "annual-2021"
    assert report.sections["s1"] == "全年公开信息12条。"
    assert report.sections["s6"] == "无。"
    assert any("没有找到表二" in note and "附件" in note for note in report.notes)


@given(samples(), st.integers(0, 10**6))
@settings(max_examples=40)
def test_rows_that_are_cut_out_are_missing_and_the_rest_is_read(sample: Sample, seed: int) -> None:
    chance = random.Random(seed)
    text = cell_a_line(sample)
    keys = chance.sample(list(sample.requests), 3)
    labels = {row.key: row.label for row in sample.rows}
    for key in keys:
        row = "\t" + labels[key] + "".join(f"\n\t{each}" for each in sample.requests[key])
        assert row in text
        text = text.replace(row, "")
    report = read_bytes("报告.txt", text.encode())
    for key in sample.requests:
        cell = report.cell(f"requests.{key}.total")
        if key in keys:
            assert cell.kind is CellKind.MISSING
        else:
            assert cell.value == sample.requests[key][-1]
    if report.format == sample.edition:
        assert all(any(labels[key] in note for note in report.notes) for key in keys)


def _mutated(text: str, chance: random.Random) -> str:
    """The text with stretches cut, doubled, swapped or replaced by junk."""
    for _ in range(chance.randint(1, 8)):
        at = chance.randrange(len(text) + 1)
        end = min(len(text), at + chance.randint(0, 60))
        junk = "".join(
            chance.choice("0123456789 \n\t|（）()-—/.，第三四总计件元\x00\x1f年月<>&") for _ in range(9)
        )
        text = chance.choice(
            [
                text[:at] + text[end:],
                text[:end] + text[at:],
                text[:at] + junk + text[end:],
                text[end:] + text[:at],
                text[:at] + text[at:end][::-1] + text[end:],
            ]
        )
    return text


@given(samples(broken=True), st.integers(0, 10**9))
@settings(max_examples=150)
def test_nothing_crashes(sample: Sample, seed: int) -> None:
    chance = random.Random(seed)
    name, text = chance.choice(
        [
            ("a.txt", cell_a_line(sample)),
            ("b.txt", joined(sample, "")),
            ("c.md", markdown(sample, torn=True)),
            ("d.html", word_html(sample, seed)),
        ]
    )
    try:
        report = read_bytes(name, _mutated(text, chance).encode())
    except UnreadableDocument as error:
        assert name in error.message
        return
    assert_sound(report)


def assert_sound(report: Report) -> None:
    """Whatever was read: known cells, values only where there are numbers."""
    known = {cell_id for key in ("annual-2019", "annual-2021") for cell_id, *_ in load_format(key).cells()}
    assert set(report.cells) <= known
    for cell in report.cells.values():
        assert (cell.value is not None) == (cell.kind is CellKind.NUMBER)


_words = st.text(
    "一二三四（）().、0123456789 \n\t-—自然人总计予以公开部分规章行政许可处罚维持纠正年度报告政府信息",
    max_size=400,
)


@given(
    st.lists(
        st.one_of(
            _words.map(Line),
            st.lists(st.lists(_words, min_size=3, max_size=3)).map(
                lambda rows: Grid(tuple(map(tuple, rows)))
            ),
        ),
        max_size=6,
    )
)
@settings(max_examples=150)
def test_no_heap_of_words_crashes(blocks: list[Line | Grid]) -> None:
    try:
        assert_sound(find(Pages("txt", blocks), "堆.txt"))
    except UnreadableDocument as error:
        assert error.code in ("empty", "unrelated")
