"""Word: merged cells, nested tables, tracked changes, hidden text, text boxes, automatic numbers."""

import io
import zipfile

import pytest
from docx import Document

from gongkai.reports.reading.containers import open_bytes
from gongkai.reports.reading.errors import UnreadableDocument
from gongkai.reports.reading.pages import Grid, Line, Pages

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
STRICT = "http://purl.oclc.org/ooxml/wordprocessingml/main"
REL = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def package(body: str, namespace: str = W, **parts: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as file:
        file.writestr(
            "word/document.xml",
            f'<w:document xmlns:w="{namespace}" '
            'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
            f'xmlns:wps="urn:wps" xmlns:v="urn:v"><w:body>{body}</w:body></w:document>',
        )
        for name, text in parts.items():
            file.writestr(f"word/{name}.xml", text)
        if parts:
            file.writestr(
                "word/_rels/document.xml.rels",
                '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
                + "".join(
                    f'<Relationship Id="r{name}" Type="{REL}/{name}" Target="{name}.xml"/>' for name in parts
                )
                + "</Relationships>",
            )
    return out.getvalue()


def opened(body: str, **parts: str) -> Pages:
    return open_bytes("甲.docx", package(body, **parts))


def paragraph(text: str, properties: str = "") -> str:
    return f"<w:p><w:pPr>{properties}</w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>"


def cell(text: str, properties: str = "") -> str:
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{paragraph(text)}</w:tc>"


def lines(pages: Pages) -> list[str]:
    return [block.text for block in pages.blocks if isinstance(block, Line)]


def grids(pages: Pages) -> list[tuple[tuple[str | None, ...], ...]]:
    return [block.rows for block in pages.blocks if isinstance(block, Grid)]


def test_spans_and_vertical_merges() -> None:
    wide = '<w:gridSpan w:val="2"/>'
    begins = cell("角", wide + '<w:vMerge w:val="restart"/>')
    goes_on = cell("", wide + "<w:vMerge/>")
    pages = opened(
        f"<w:tbl><w:tr>{begins}{cell('自然人')}</w:tr><w:tr>{goes_on}{cell('数')}</w:tr>"
        f"<w:tr>{cell('一')}{cell('二')}{cell('2')}</w:tr></w:tbl>"
    )
    assert grids(pages) == [(("角", None, "自然人"), (None, None, "数"), ("一", "二", "2"))]


def test_the_same_as_python_docx_wrote() -> None:
    document = Document()
    document.add_paragraph("一、总体情况")
    table = document.add_table(2, 3)
    table.cell(0, 0).merge(table.cell(1, 1)).text = "角"
    table.cell(0, 2).text = "7"
    table.cell(1, 2).text = "（0）"
    out = io.BytesIO()
    document.save(out)
    pages = open_bytes("甲.docx", out.getvalue())
    assert lines(pages) == ["一、总体情况"]
    # the merged cell takes both its columns in every row, so they are one
    assert grids(pages) == [(("角", "7"), (None, "（0）"))]


def test_strict_office_files_open_too() -> None:
    assert lines(open_bytes("甲.docx", package(paragraph("规章"), STRICT))) == ["规章"]


def test_tracked_changes_read_as_accepted() -> None:
    pages = opened(
        '<w:p><w:r><w:t>收到</w:t></w:r><w:del w:id="1"><w:r><w:delText>5</w:delText></w:r></w:del>'
        '<w:ins w:id="2"><w:r><w:t>7</w:t></w:r></w:ins><w:r><w:t>件</w:t></w:r></w:p>'
        f"<w:tbl><w:tr><w:trPr><w:del/></w:trPr>{cell('旧')}{cell('1')}</w:tr><w:tr>{cell('新')}{cell('2')}</w:tr></w:tbl>"
    )
    assert lines(pages) == ["收到7件"]
    assert grids(pages) == [(("新", "2"),)]
    assert pages.notes == ["文档带有修订记录，已按接受全部修订后的内容读取。"]


def test_hidden_text_is_not_read() -> None:
    hidden = "<w:r><w:rPr><w:vanish/></w:rPr><w:t>9</w:t></w:r>"
    shown = '<w:r><w:rPr><w:vanish w:val="0"/></w:rPr><w:t>2</w:t></w:r>'
    assert lines(opened(f"<w:p><w:r><w:t>收到</w:t></w:r>{hidden}{shown}</w:p>")) == ["收到2"]


def test_text_box_is_read_once_after_its_paragraph() -> None:
    box = f"<w:txbxContent>{paragraph('框内')}</w:txbxContent>"
    pages = opened(
        f"<w:p><w:r><w:t>正文</w:t></w:r><w:r><mc:AlternateContent><mc:Choice><wps:txbx>{box}</wps:txbx></mc:Choice>"
        f"<mc:Fallback><v:textbox>{box}</v:textbox></mc:Fallback></mc:AlternateContent></w:r></w:p>"
    )
    assert lines(pages) == ["正文", "框内"]


def test_nested_table_makes_the_outer_one_layout() -> None:
    inner = f"<w:tbl><w:tr>{cell('规章')}{cell('3')}</w:tr></w:tbl>"
    pages = opened(f"<w:tbl><w:tr>{cell('左')}<w:tc>{inner}<w:p/></w:tc></w:tr></w:tbl>")
    assert lines(pages) == ["左"]
    assert grids(pages) == [(("规章", "3"),)]


def test_content_controls_are_seen_through() -> None:
    def held(inside: str) -> str:
        return f"<w:sdt><w:sdtContent>{inside}</w:sdtContent></w:sdt>"

    table = f"<w:tbl><w:tr>{held(cell('规章'))}{cell('3')}</w:tr></w:tbl>"
    pages = opened(held(paragraph("甲") + table))
    assert lines(pages) == ["甲"]
    assert grids(pages) == [(("规章", "3"),)]


def test_automatic_numbers_are_written_out() -> None:
    def level(depth: int, text: str) -> str:
        return (
            f'<w:lvl w:ilvl="{depth}"><w:start w:val="1"/><w:numFmt w:val="chineseCounting"/>'
            f'<w:lvlText w:val="{text}"/></w:lvl>'
        )

    numbering = (
        f'<w:numbering xmlns:w="{W}"><w:abstractNum w:abstractNumId="0">'
        f"{level(0, '%1、')}{level(1, '（%2）')}</w:abstractNum>"
        '<w:num w:numId="5"><w:abstractNumId w:val="0"/></w:num></w:numbering>'
    )
    first, second = (f'<w:numPr><w:ilvl w:val="{at}"/><w:numId w:val="5"/></w:numPr>' for at in (0, 1))
    style = '<w:style w:styleId="H"><w:pPr><w:numPr><w:numId w:val="5"/></w:numPr></w:pPr></w:style>'
    styles = f'<w:styles xmlns:w="{W}">{style}</w:styles>'
    pages = opened(
        paragraph("总体情况", first)
        + paragraph("主动公开", second)
        + paragraph("依申请公开", second)
        + paragraph("主动公开政府信息情况", '<w:pStyle w:val="H"/>')
        + paragraph("甲", second),
        numbering=numbering,
        styles=styles,
    )
    assert lines(pages) == [
        "一、总体情况",
        "（一）主动公开",
        "（二）依申请公开",
        "二、主动公开政府信息情况",
        "（一）甲",
    ]


def test_tabs_and_breaks() -> None:
    pages = opened("<w:p><w:r><w:t>规章</w:t><w:tab/><w:t>3</w:t><w:br/><w:t>行政许可</w:t></w:r></w:p>")
    assert lines(pages) == ["规章\t3", "行政许可"]


def test_a_document_of_pictures_has_no_text() -> None:
    data = io.BytesIO(package("<w:p/>"))
    with zipfile.ZipFile(data, "a") as file:
        file.writestr("word/media/image1.png", b"x")
    with pytest.raises(UnreadableDocument) as caught:
        open_bytes("甲.docx", data.getvalue())
    assert caught.value.code == "no_text"
