"""How single cells, rows and headings are read: one small case for each habit of real reports."""

from decimal import Decimal

import pytest

from gongkai.reports.format import load_format
from gongkai.reports.reading import find, read_bytes
from gongkai.reports.reading.pages import Grid, Line, Pages
from gongkai.reports.report import CellKind, Report
from reports.reading.reading_layouts import COLUMNS, REVIEWS, Sample, cell_a_line, joined, markdown, word_html

ROWS_2021 = [row.key for row in load_format("annual-2021").table("requests").blocks[0].rows]


def sample() -> Sample:
    """A plain report: 12 new applications, 9 granted, 3 not held."""
    requests = {key: [0] * 7 for key in ROWS_2021}
    requests["new_received"] = [11, 1, 0, 0, 0, 0, 12]
    requests["granted"] = [9, 0, 0, 0, 0, 0, 9]
    requests["unable_not_held"] = [2, 1, 0, 0, 0, 0, 3]
    requests["result_total"] = [11, 1, 0, 0, 0, 0, 12]
    proactive: dict[tuple[str, str], list[int | Decimal]] = {
        ("a20_1", "regulations"): [0, 0, 0],
        ("a20_1", "normative_docs"): [4, 1, 15],
        ("a20_5", "licensing"): [310],
        ("a20_6", "penalty"): [22],
        ("a20_6", "coercion"): [0],
        ("a20_8", "admin_fees"): [Decimal("12.50")],
    }
    return Sample("annual-2021", requests, [2, 0, 0, 1, 3, *[0] * 10], proactive)


def read(text: str, name: str = "报告.txt") -> Report:
    return read_bytes(name, text.encode())


ROW = "requests.unable_not_held"
BEFORE = "\t1.本机关不掌握相关政府信息\n\t2\n\t1\n\t0\n\t0\n\t0\n\t0\n\t3\n"


def with_row(cells: str) -> Report:
    text = cell_a_line(sample())
    assert BEFORE in text
    return read(text.replace(BEFORE, f"\t1.本机关不掌握相关政府信息\n{cells}\n"))


@pytest.mark.parametrize("dash", ["-", "—", "/", "／", "－", "——"])
def test_a_dash_is_no_number_but_a_cell(dash: str) -> None:
    report = with_row(f"\t2\n\t1\n\t{dash}\n\t0\n\t0\n\t0\n\t3")
    assert report.cell(f"{ROW}.research").kind is CellKind.DASH
    assert report.value(f"{ROW}.total") == 3


def test_units_and_remarks_in_cells_are_kept_apart() -> None:
    report = with_row("\t2件\n\t1（其中信函1件）\n\t0件\n\t0\n\t0\n\t0\n\t3件")
    assert report.value(f"{ROW}.natural_person") == 2
    assert report.cell(f"{ROW}.natural_person").unit == "件"
    assert report.cell(f"{ROW}.business").remark == "其中信函1件"
    assert report.value(f"{ROW}.total") == 3


def test_an_empty_line_behind_a_tab_is_an_empty_cell() -> None:
    report = with_row("\t2\n\t1\n\t\n\t\n\t0\n\t0\n\t3")
    kinds = [report.cell(f"{ROW}.{column}").kind for column in COLUMNS]
    assert kinds[2:4] == [CellKind.BLANK] * 2
    assert report.value(f"{ROW}.total") == 3


def test_where_cells_are_left_out_the_sums_place_the_gaps_or_the_row_stays_open() -> None:
    placed = with_row("\t2\n\t1\n\t3")  # only natural person and business make the column sums hold
    assert [placed.value(f"{ROW}.{column}") for column in COLUMNS] == [2, 1, 0, 0, 0, 0, 3]
    broken = with_row("\t2\n\t1\n\t5")
    assert {broken.cell(f"{ROW}.{column}").kind for column in COLUMNS} == {CellKind.UNDECIDABLE}
    assert any("不掌握" in note and "2 1 5" in note for note in broken.notes)


def test_a_row_that_breaks_its_sum_is_read_as_written() -> None:
    report = with_row("\t2\n\t1\n\t0\n\t0\n\t0\n\t0\n\t5")
    assert [report.value(f"{ROW}.{column}") for column in COLUMNS] == [2, 1, 0, 0, 0, 0, 5]


def test_a_glued_row_with_two_readings_that_the_columns_cannot_tell_stays_open() -> None:
    """19|1 and 1|9… cannot be told apart when 一 and （七） are glued in the same way."""
    text = joined(sample(), "")
    for label in ("（一）予以公开", "（七）总计", "一、本年新收政府信息公开申请数量"):
        at = text.index(label) + len(label)
        end = at
        while text[end].isdigit() and not (text[end + 1] in ".、" and text[end + 2].isalpha()):
            end += 1
        text = text[:at] + "191000020" + text[end:]
    text = text.replace("信息2100003", "信息0000000")
    report = read(text)
    for row in ("granted", "result_total", "new_received"):
        cell = report.cell(f"requests.{row}.natural_person")
        assert cell.kind is CellKind.UNDECIDABLE
        assert set(cell.readings) == {1, 19}
        assert cell.raw == "191000020"
        assert report.value(f"requests.{row}.total") == 20
    assert any("19|1|0|0|0|0|20" in note and "1|9|10|0|0|0|20" in note for note in report.notes)


@pytest.mark.parametrize(
    ("heading", "cell", "expected", "unit"),
    [
        ("采购总金额", "16.8700万元", Decimal(168_700), "万元"),
        ("采购总金额（万元）", "16.87", Decimal(168_700), "万元"),
        ("采购总金额（元）", "984,361", Decimal(984_361), "元"),
        ("采购总金额", "984361元", Decimal(984_361), "元"),
        ("采购总金额", "3", Decimal(3), "元"),
    ],
)
def test_purchases_are_in_yuan(heading: str, cell: str, expected: Decimal, unit: str) -> None:
    grid = Grid(
        (
            ("第二十条第（九）项", None, None),
            ("信息内容", "采购项目数量", heading),
            ("政府集中采购", "2笔", cell),
            ("信息内容", "上一年项目数量", "本年增/减"),
            ("行政事业性收费", "5", "－2"),
        )
    )
    report = find(Pages("html", [Line("安溪县水利局2020年政府信息公开工作年度报告"), grid]))
    amount = report.cell("proactive.a20_9.procurement.procurement_amount")
    assert (amount.value, amount.unit, amount.raw) == (expected, unit, cell)
    assert report.cell("proactive.a20_9.procurement.procurement_count").unit == "笔"
    assert report.value("proactive.a20_8.admin_fees.change") == -2


def test_a_fee_written_in_yuan_is_brought_to_wan() -> None:
    text = cell_a_line(sample()).replace("\t12.50\n", "\t125000元\n")
    cell = read(text).cell("proactive.a20_8.admin_fees.fee_amount_wan")
    assert (cell.value, cell.unit) == (Decimal("12.5"), "元")


def test_labels_with_spaces_typos_and_missing_ordinals_are_known() -> None:
    text = cell_a_line(sample())
    for right, wrong in (
        ("2.其他法律行政法规禁止公开", "2.其他 法律行政止公开"),
        ("勾稽", "钩稽"),
        ("（六）其他处理", "（六）其他受理"),
        ("5.属于三类内部事务信息", "属于三类内部 事务信恩"),
        ("现行有效件数", "先行有效件数"),
        ("本年废止件数", "废止件"),
        ("行政规范性文件", "规范性文件"),
    ):
        assert right in text
        text = text.replace(right, wrong)
    report = read(text)
    assert all(report.value(f"requests.{row}.total") == sample().requests[row][-1] for row in ROWS_2021)
    assert report.value("proactive.a20_1.normative_docs.in_force") == 15


def test_full_width_digits_and_thousands_are_numbers() -> None:
    report = with_row("\t２\n\t1\n\t０\n\t0\n\t0\n\t0\n\t３")
    assert report.value(f"{ROW}.total") == 3
    many = sample()
    many.requests["new_received"] = [12345, 0, 0, 0, 0, 0, 12345]
    assert read(cell_a_line(many).replace("12345", "12,345")).value("requests.new_received.total") == 12345


def test_a_table_split_by_a_page_with_its_side_label_repeated_is_one_table() -> None:
    text = cell_a_line(sample()).replace(
        "\t（四）无法提供", "- 3 -\n\n\t三、本年度办理结果\n\t（四）无法提供"
    )
    assert read(text).value(f"{ROW}.total") == 3


def test_a_letter_around_the_report_and_the_site_around_the_letter() -> None:
    text = (
        "当前位置： 首页 政府信息公开年报\n安溪县水利局关于报送2022年度政府信息公开工作年度报告的函\n"
        "县政府办公室：现报送如下。\n"
        + cell_a_line(sample()).split("\n", 1)[1]
        + "\n安溪县水利局\n2023年1月12日\n附件下载 打印本页"
    )
    report = read(text)
    assert (report.organ, report.year, report.dated_on) == ("安溪县水利局", 2022, "2023-01-12")
    assert report.value(f"{ROW}.total") == 3
    assert report.sections["s6"] == "无其他需要报告的事项。"


def test_of_two_reports_in_one_file_the_first_is_read_and_a_note_says_so() -> None:
    second = sample()
    second.requests["granted"] = [7, 0, 0, 0, 0, 0, 7]
    report = read(cell_a_line(sample()) + "\n\n" + cell_a_line(second))
    assert report.value("requests.granted.total") == 9
    assert any("2份" in note and "第一份" in note for note in report.notes)


def test_tables_that_stand_after_the_prose_are_found() -> None:
    text = cell_a_line(sample())
    start, end = text.index("\t第二十条第（一）项"), text.index("五、存在的主要问题")
    report = read(text[:start] + text[end:] + "\n附件\n" + text[start:end])
    assert report.value(f"{ROW}.total") == 3
    assert report.value("reviews.review_total") == 3
    assert report.sections["s5"].startswith("个别栏目")


def test_prose_that_speaks_of_the_rows_is_not_taken_for_a_table() -> None:
    text = cell_a_line(sample()).replace(
        "本机关全年公开各类信息312条",
        "全年予以公开7件、部分公开3件，属于国家秘密1件，上年结转2件，不掌握相关信息5件，行政许可88件，结果维持4件",
    )
    report = read(text)
    assert report.value("requests.granted.total") == 9
    assert report.value("proactive.a20_5.licensing") is None
    assert report.value("proactive.a20_5.licensing.decisions") == 310
    assert report.value("reviews.review_upheld") == 2
    assert "予以公开7件" in report.sections["s1"]


def test_reviews_in_three_rows_and_on_their_side() -> None:
    head = [Line("安溪县水利局2022年政府信息公开工作年度报告")]
    heads = ("", "结果维持", "结果纠正", "其他结果", "尚未审结", "总计")
    rows = (
        ("行政诉讼（复议后起诉）", "7", "0", "0", "0", "7"),
        ("行政复议", "1", "2", "3", "4", "10"),
        ("行政诉讼（未经复议直接起诉）", "0", "0", "5", "0", "5"),
    )
    report = find(Pages("html", [*head, Grid((heads, *rows))]))
    assert [report.value(f"reviews.{key}") for key in REVIEWS] == [
        1,
        2,
        3,
        4,
        10,
        0,
        0,
        5,
        0,
        5,
        7,
        0,
        0,
        0,
        7,
    ]
    names = [(group, each) for group in ("行政复议", "未经复议直接起诉", "复议后起诉") for each in heads[1:]]
    side = Grid(tuple((group, name, str(at)) for at, (group, name) in enumerate(names)))
    report = find(Pages("html", [*head, side]))
    assert [report.value(f"reviews.{key}") for key in REVIEWS] == list(range(15))


def test_places_tell_where_a_cell_stands() -> None:
    html = read(word_html(sample(), 1), "报告.html").cell(f"{ROW}.total")
    assert "表" in html.place and "行" in html.place
    text = read(cell_a_line(sample())).cell(f"{ROW}.total")
    assert text.place.startswith("第")
    assert read(markdown(sample()), "报告.md").cell(f"{ROW}.total").raw == "3"


def test_a_title_without_organ_takes_the_signature_and_a_period_the_year() -> None:
    text = (
        "政府信息公开工作年度报告\n本报告数据统计期限为2022年1月1日至2022年12月31日。\n"
        + cell_a_line(sample()).split("\n", 1)[1]
        + "\n安溪县水利局\n2023年1月12日"
    )
    report = read(text)
    assert (report.organ, report.year) == ("安溪县水利局", 2022)


def test_a_period_of_another_year_than_the_title_is_noted() -> None:
    text = cell_a_line(sample()).replace(
        "本机关全年", "统计期限自2021年1月1日起至2021年12月31日止。本机关全年"
    )
    assert any("2022年度" in note and "2021年" in note for note in read(text).notes)
