"""Each container opens into lines and grids; the type is told by the content, not by the name."""

import io
import subprocess
import sys
import zipfile
from email.message import EmailMessage
from pathlib import Path

import pytest

from gongkai.reports.reading.containers import open_bytes, open_pages
from gongkai.reports.reading.pages import Grid, Line, Pages

ROWS = (("信息内容", "本年制发件数"), ("规章", "3"), ("行政规范性文件", ""))


def lines(pages: Pages) -> list[str]:
    return [block.text for block in pages.blocks if isinstance(block, Line)]


def grids(pages: Pages) -> list[Grid]:
    return [block for block in pages.blocks if isinstance(block, Grid)]


# text


def test_text_keeps_every_line_with_its_number_and_its_spaces() -> None:
    pages = open_bytes("甲.txt", "一、总体情况\r\n\r\n\t行政许可\u3000 0 \xa02\n".encode())
    assert pages.kind == "txt"
    assert [(line.text, line.place) for line in pages.blocks if isinstance(line, Line)] == [
        ("一、总体情况", "第1行"),
        ("", "第2行"),
        ("\t行政许可\u3000 0 \xa02", "第3行"),
        ("", "第4行"),
    ]


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16", "utf-16-le", "utf-16-be", "utf-32"]
)
def test_text_is_read_in_every_encoding_in_use(encoding: str) -> None:
    text = "政府信息公开工作年度报告\n本年新收 2 件，结转 0 件。\n"
    assert lines(open_bytes("甲.txt", text.encode(encoding)))[:2] == text.split("\n")[:2]


def test_damaged_bytes_are_replaced_and_said() -> None:
    data = "政府信息公开申请数量".encode() * 20
    pages = open_bytes("甲.txt", data[:31] + b"\xff" + data[31:])
    assert "政府信息公开申请数量" in lines(pages)[0]
    assert "�" in lines(pages)[0]
    assert pages.notes and "字节已损坏" in pages.notes[0]


def test_damaged_gbk_is_still_read_as_gbk() -> None:
    data = "政府信息公开申请数量\n".encode("gb18030") * 20
    pages = open_bytes("甲.txt", data[:100] + b"\xff" + data[101:])
    assert lines(pages).count("政府信息公开申请数量") >= 18


def test_word_debris_in_text_does_not_shift_line_numbers() -> None:
    pages = open_bytes("甲.txt", "甲<!--[if gte mso 9]>\n<xml>x</xml>\n<![endif]-->\n乙<o:p></o:p>".encode())
    assert ("乙", "第4行") in [(line.text, line.place) for line in pages.blocks if isinstance(line, Line)]


# Markdown


def test_markdown_tables_headings_and_marks() -> None:
    table = "| 信息内容 | 本年制发件数 |\n|---|:---:|\n| 规章 | 3 |\n| 行政规范性文件 |  |\n"
    text = f"# 某县年报\n\n**一、总体情况**\n\n{table}"
    pages = open_bytes("甲.md", text.encode())
    assert pages.title == "某县年报"
    assert [line for line in lines(pages) if line] == ["某县年报", "一、总体情况"]
    assert [grid.rows for grid in grids(pages)] == [ROWS]


def test_markdown_separator_in_the_middle_begins_another_table() -> None:
    text = "| 三、 | （一）予以公开 | 9 |\n| 0 | 0 |\n|---|---|\n| 1 | 2 |\n"
    assert [grid.rows for grid in grids(open_bytes("甲.md", text.encode()))] == [
        (("三、", "（一）予以公开", "9"),),
        (("0", "0"), ("1", "2")),
    ]


def test_ragged_markdown_rows_are_made_equally_long() -> None:
    (grid,) = grids(open_bytes("甲.md", b"| a | b | c |\n|---|---|---|\n| 1 |\n| 1 | 2 | 3 | 4 |\n"))
    assert {len(row) for row in grid.rows} == {4}


def test_html_table_inside_markdown() -> None:
    text = "## 二、主动公开\n<table><tr><td>规章</td><td>3</td></tr></table>\n后文"
    pages = open_bytes("甲.md", text.encode())
    assert [grid.rows for grid in grids(pages)] == [(("规章", "3"),)]
    assert "后文" in lines(pages)


def test_text_with_pipe_tables_is_markdown_whatever_its_name() -> None:
    assert open_bytes("甲.txt", b"| a | b |\n|---|---|\n| 1 | 2 |").kind == "md"


# HTML


def test_html_spans_are_unfolded() -> None:
    page = (
        "<table><tr><td colspan=2 rowspan=2>角</td><td>自然人</td></tr><tr><td>数</td></tr>"
        "<tr><td>一</td><td>二</td><td>2</td></tr></table>"
    )
    (grid,) = grids(open_bytes("a.html", page.encode()))
    assert grid.rows == (("角", None, "自然人"), (None, None, "数"), ("一", "二", "2"))


def test_columns_in_which_nothing_begins_are_dropped() -> None:
    rows = "".join(
        f"<tr><td colspan=3>{one}</td><td colspan=2>{two}</td></tr>" for one, two in ("甲1", "乙2")
    )
    page = f"<table>{rows}</table>"
    (grid,) = grids(open_bytes("a.html", page.encode()))
    assert grid.rows == (("甲", "1"), ("乙", "2"))


def test_words_cut_by_inline_tags_are_joined_and_blocks_part_lines() -> None:
    page = "<p>本年新收政府信<span>息公开</span><font>申请<o:p></o:p></font>数量</p><div>甲<br>乙</div>"
    assert lines(open_bytes("a.html", page.encode())) == ["本年新收政府信息公开申请数量", "甲", "乙"]


def test_paragraphs_of_a_cell_stand_on_lines_of_their_own() -> None:
    page = (
        "<table><tr><td><p>商业</p><p>企业</p></td><td>其&#8203;他<!--[if x]>9<![endif]--></td></tr></table>"
    )
    (grid,) = grids(open_bytes("a.html", page.encode()))
    assert grid.rows == (("商业\n企业", "其他"),)


def test_non_breaking_space_alone_is_a_blank_cell() -> None:
    page = "<table><tr><td>规章</td><td>&nbsp;<o:p>&nbsp;</o:p></td></tr></table>"
    (grid,) = grids(open_bytes("a.html", page.encode()))
    assert grid.rows == (("规章", ""),)


def test_layout_tables_dissolve_and_page_furniture_goes() -> None:
    page = (
        "<html><head><title>年报</title><style>p{}</style></head><body><nav>首页</nav>"
        "<script>var 数=9;</script><table><tr><td>左栏</td>"
        "<td><table><tr><td>规章</td><td>3</td></tr></table></td></tr></table></body></html>"
    )
    pages = open_bytes("a.html", page.encode())
    assert pages.title == "年报"
    assert lines(pages) == ["左栏"]
    assert [grid.rows for grid in grids(pages)] == [(("规章", "3"),)]


def test_prose_row_inside_a_table_is_prose() -> None:
    prose = "本年我们公开了很多信息。" * 10
    page = (
        "<table><tr><td>规章</td><td>3</td></tr>"
        f"<tr><td colspan=2>{prose}</td></tr><tr><td>行政许可</td><td>5</td></tr></table>"
    )
    kinds = [type(block).__name__ for block in open_bytes("a.html", page.encode()).blocks]
    assert kinds == ["Grid", "Line", "Grid"]


def test_a_table_of_one_column_is_lines() -> None:
    page = "<table><tr><td>一、总体情况</td></tr><tr><td>做了工作</td></tr></table>"
    assert lines(open_bytes("a.html", page.encode())) == ["一、总体情况", "做了工作"]


def test_preformatted_text_keeps_its_lines() -> None:
    assert lines(open_bytes("a.html", "<pre>规章 3\n行政许可 5</pre>".encode())) == ["规章 3", "行政许可 5"]


@pytest.mark.parametrize("charset", ["gb2312", "GBK", "utf-8", "gb18030"])
def test_declared_charset(charset: str) -> None:
    page = f'<html><head><meta charset="{charset}"></head><body><p>政府信息公开</p></body></html>'
    assert lines(open_bytes("a.html", page.encode(charset))) == ["政府信息公开"]


def test_wrong_declaration_does_not_garble_utf8() -> None:
    page = '<html><head><meta charset="gb2312"></head><body><p>政府信息公开</p></body></html>'
    assert lines(open_bytes("a.html", page.encode())) == ["政府信息公开"]


def test_html_is_told_by_content_even_when_called_doc_or_xls() -> None:
    page = "<html><body><table><tr><td>规章</td><td>3</td></tr></table></body></html>"
    assert open_bytes("报告.xls", page.encode()).kind == "html"


def test_embedded_pictures_and_huge_attributes_do_no_harm() -> None:
    page = f'<p title="{"x" * 2_000_000}">甲</p><img src="data:image/png;base64,{"A" * 3_000_000}"><p>乙</p>'
    assert lines(open_bytes("a.html", page.encode())) == ["甲", "乙"]


def test_web_archive() -> None:
    message = EmailMessage()
    message["Subject"] = "年报"
    message.set_content("<p>政府信息公开</p>", subtype="html", charset="gb18030")
    message.make_related()
    pages = open_bytes("a.mht", message.as_bytes())
    assert lines(pages) == ["政府信息公开"]


# csv


def test_csv_rows_are_a_grid_and_lone_cells_are_lines() -> None:
    pages = open_bytes("a.csv", '一、总体情况\n规章,3\n行政许可,"5"\n'.encode("gb18030"))
    assert lines(pages) == ["一、总体情况"]
    assert [grid.rows for grid in grids(pages)] == [(("规章", "3"), ("行政许可", "5"))]


# lazy


def test_text_needs_no_parser() -> None:
    program = (
        "import sys\nfrom gongkai.reports.reading.containers import open_bytes\n"
        "open_bytes('a.txt', '规章 3'.encode())\n"
        "heavy = ('lxml', 'pypdfium2', 'openpyxl', 'docx', 'zipfile', 'django')\n"
        "print([each for each in heavy if each in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


# files


def test_a_file_is_opened_by_path(tmp_path: Path) -> None:
    file = tmp_path / "报告.txt"
    file.write_text("规章 3", "utf-8")
    assert lines(open_pages(file)) == ["规章 3"]


def test_content_wins_over_a_wrong_suffix(tmp_path: Path) -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as package:
        package.writestr("word/document.xml", DOCUMENT)
    file = tmp_path / "报告.pdf"
    file.write_bytes(out.getvalue())
    assert open_pages(file).kind == "docx"


DOCUMENT = (
    '<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>'
    "<w:p><w:r><w:t>规章</w:t></w:r></w:p></w:body></w:document>"
)
