"""What each writer promises beyond the cells: page, merges, safety, errors."""

import json
import re
import subprocess
import sys
from decimal import Decimal
from io import BytesIO
from zipfile import ZipFile

import docx
import openpyxl
import pypdfium2
import pytest
from lxml import etree, html

from gongkai.law.errors import GongkaiError
from gongkai.reports.format import load_format
from gongkai.reports.report import Cell, CellKind, Report
from gongkai.reports.writing import KINDS, write
from gongkai.reports.writing.as_json import tables_json
from gongkai.reports.writing.drawing import form

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


@pytest.fixture
def report() -> Report:
    found = form(load_format("annual-2019"))
    found.cells = dict.fromkeys(found.cells, Cell(0, raw="0"))
    found.cells["proactive.a20_9.procurement.procurement_amount"] = Cell(
        Decimal("168700"), raw="16.8700万元", unit="万元"
    )
    found.organ, found.year, found.dated_on = "青阳县人民政府办公室", 2020, "2021-01-26"
    found.sections = {
        "s1": "（一）主动公开情况：依法公开。\n第二段。",
        "s5": "一是形式单一。",
        "s6": "没有。",
    }
    return found


NASTY = "=1+1<script>alert(1)</script>&#x{}\\ $x$ #strong[x] *b* \x00\x0b\ud800 “引号”]]>"


@pytest.mark.parametrize("to", KINDS)
def test_hostile_words_stay_words(report, to):
    report.title = report.sections["s1"] = report.organ = NASTY
    report.cells["requests.granted.total"] = Cell(None, CellKind.TEXT, raw=NASTY)
    written = write(report, to)
    assert written
    if to == "html":
        page = html.fromstring(written.decode())
        assert not page.xpath("//script|//*[@onclick or @style]|//link|//img|//iframe")
        assert "<script>alert(1)</script>" in page.xpath("string(//article)")
    if to == "pdf":
        text = "".join(page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(written))
        assert "#strong[x]" in re.sub(r"\s", "", text)
    if to == "xlsx":
        book = openpyxl.load_workbook(BytesIO(written))
        kinds = {cell.data_type for sheet in book for row in sheet.iter_rows() for cell in row}
        assert "f" not in kinds


@pytest.mark.parametrize("to", KINDS)
def test_an_empty_report_is_written_too(to):
    assert write(Report("annual-2021"), to)


def test_writes_to_a_path_and_makes_its_folder(report, tmp_path):
    path = write(report, "txt", tmp_path / "新" / "报告.txt")
    assert path.read_bytes() == write(report, "txt")


def test_unknown_kind_and_refused_path_have_clear_errors(report, tmp_path):
    with pytest.raises(GongkaiError, match="不能写成“wps”文件。可选：docx、pdf") as caught:
        write(report, "wps")
    assert caught.value.code == "unknown_kind_of_file"
    with pytest.raises(GongkaiError, match="不能写入") as caught:
        write(report, "txt", tmp_path)
    assert caught.value.code == "cannot_write"


def test_docx_follows_the_standard_for_official_documents(report):
    document = docx.Document(BytesIO(write(report, "docx")))
    page = document.sections[0]
    sizes = (page.page_width, page.page_height, page.top_margin, page.bottom_margin)
    assert [round(each.mm) for each in (*sizes, page.left_margin, page.right_margin)] == [
        210, 297, 37, 35, 28, 26,
    ]  # fmt: skip
    normal = document.styles["Normal"]
    assert (normal.font.size.pt, normal.paragraph_format.line_spacing.pt) == (16, 28)
    assert normal.element.rPr.rFonts.get(f"{W}eastAsia") == "仿宋"
    assert normal.element.pPr.ind.get(f"{W}firstLineChars") == "200"
    assert document.styles["Title"].font.size.pt == 22
    assert document.styles["Heading 1"].element.rPr.rFonts.get(f"{W}eastAsia") == "黑体"
    assert document.styles["Heading 2"].element.rPr.rFonts.get(f"{W}eastAsia") == "楷体"
    assert [each.text for each in document.paragraphs if each.style.name == "Heading 1"][:2] == [
        "一、总体情况",
        "二、主动公开政府信息情况",
    ]
    run = next(each for each in document.paragraphs if each.text.startswith("（一）")).runs[0]
    assert (run.text, run.style.name) == ("（一）主动公开情况：", "楷体小标题")
    assert [each.text for each in document.paragraphs[-2:]] == ["青阳县人民政府办公室", "2021年1月26日"]
    footers = [page.footer.paragraphs[0], page.even_page_footer.paragraphs[0]]
    assert [each.text.replace("1", "") for each in footers] == ["—  —", "—  —"]
    assert [each.alignment for each in footers] == [2, 0]


def test_docx_tables_are_merged_for_real_and_repeat_their_head(report):
    archive = ZipFile(BytesIO(write(report, "docx")))
    body = etree.fromstring(archive.read("word/document.xml"))
    table = body.findall(f".//{W}tbl")[1]
    rows = table.findall(f"{W}tr")
    assert [row.find(f"{W}trPr/{W}tblHeader") is not None for row in rows] == [True] * 3 + [False] * 23
    corner = rows[0].find(f"{W}tc/{W}tcPr")
    assert corner.find(f"{W}gridSpan").get(f"{W}val") == "3"
    assert corner.find(f"{W}vMerge").get(f"{W}val") == "restart"
    side = [row.find(f"{W}tc/{W}tcPr/{W}vMerge") for row in rows[5:25]]
    assert side[0].get(f"{W}val") == "restart"
    assert all(each is not None and each.get(f"{W}val") is None for each in side[1:])
    for row in rows:
        spans = [cell.find(f"{W}tcPr/{W}gridSpan") for cell in row.findall(f"{W}tc")]
        assert sum(1 if each is None else int(each.get(f"{W}val")) for each in spans) == 10
    assert "方正小标宋简体" in archive.read("word/fontTable.xml").decode()


def test_html_ties_every_value_to_its_headings(report):
    page = html.fromstring(write(report, "html").decode())
    assert page.get("lang") == "zh-CN"
    assert [each.text for each in page.iter("caption")] == ["表二", "表三", "表四"]
    text = {each.get("id"): each.text for each in page.iter("th")}
    for value in page.xpath("//td[contains(@class, 'value')]"):
        assert value.get("headers")
        assert all(each in text for each in value.get("headers").split())
    row = next(each for each in page.iter("th") if each.text == "5.属于三类内部事务信息").getparent()
    headings = [text[each] for each in row.xpath("td")[1].get("headers").split()]
    assert headings == [
        "三、本年度办理结果",
        "（三）不予公开",
        "5.属于三类内部事务信息",
        "申请人情况",
        "法人或其他组织",
        "商业企业",
    ]
    fee = next(each for each in page.iter("th") if each.text == "行政强制").getparent()
    assert [text[each] for each in fee.xpath("td")[0].get("headers").split()] == [
        "行政强制", "第二十条第（六）项", "上一年项目数量",
    ]  # fmt: skip
    assert {each.get("scope") for each in page.iter("th")} == {"row", "col", "rowgroup", "colgroup"}


def test_html_allows_nothing_but_its_own_style(report):
    from base64 import b64encode
    from hashlib import sha256

    page = write(report, "html").decode()
    style = re.search(r"<style>(.*?)</style>", page, re.S)[1]
    digest = b64encode(sha256(style.encode()).digest()).decode()
    assert f"default-src 'none'; style-src 'sha256-{digest}'" in html.fromstring(page).xpath(
        "//meta/@content"
    )
    assert "http" not in re.sub(r'http-equiv="', "", page)


def test_xlsx_holds_numbers_merges_and_print_set_up(report):
    report.cells["requests.granted.total"] = Cell(10**16 + 1)
    book = openpyxl.load_workbook(BytesIO(write(report, "xlsx")))
    assert book.sheetnames == ["说明", "总体情况", "表二", "表三", "表四", "问题及改进", "其他事项"]
    assert book.active.title == "总体情况"
    sheet = book["表三"]
    assert sheet.freeze_panes == "D5"
    assert sheet.print_title_rows == "$2:$4"
    merged = {str(each) for each in sheet.merged_cells.ranges}
    assert {"A2:C4", "D2:J2", "E3:I3", "A7:A26"} <= merged
    assert (sheet["D5"].value, sheet["D5"].data_type) == (0, "n")
    assert (sheet["J7"].value, sheet["J7"].data_type) == (str(10**16 + 1), "s")
    assert sheet.page_setup.fitToWidth == 1
    assert "16.8700万元" in [cell.value for row in book["表二"].iter_rows() for cell in row]


def test_pdf_uses_only_the_font_of_the_wheel_and_names_its_title(report):
    written = write(report, "pdf")
    document = pypdfium2.PdfDocument(written)
    assert len(document) == 3
    assert document.get_metadata_dict()["Title"] == "青阳县人民政府办公室2020年政府信息公开工作年度报告"
    assert set(re.findall(rb"/BaseFont\s*/[A-Z]+\+(\w+)", written)) <= {b"NotoSansSC"}
    assert [round(each / 72 * 25.4) for each in document[0].get_size()] == [210, 297]
    text = document[0].get_textpage().get_text_range()
    assert "— 1 —" in text
    assert write(report, "pdf")[:1000] == written[:1000]


def test_tables_in_json_have_the_published_shape(report):
    tables = tables_json(report)
    assert tables["requests"]["granted"]["natural_person"] == {"value": 0, "kind": "number", "raw": "0"}
    assert tables["reviews"]["after_total"]["value"] == 0
    amount = tables["proactive"]["a20_9"]["procurement"]["procurement_amount"]
    assert amount == {"value": "168700", "kind": "number", "raw": "16.8700万元", "unit": "万元"}
    assert json.loads(write(report, "json"))["tables"] == tables


def test_importing_the_writers_loads_no_library():
    heavy = ("docx", "openpyxl", "typst", "jinja2", "lxml", "pypdfium2", "django")
    code = f"import sys, gongkai.reports.writing; print([m for m in {heavy!r} if m in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
