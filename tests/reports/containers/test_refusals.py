"""Every way in which a document is refused: a stable code, and a Chinese message with file and what to do."""

import io
import time
import tracemalloc
import zipfile
from pathlib import Path

import pypdfium2 as pdfium
import pytest

from gongkai.reports.reading.containers import Limits, open_bytes, open_pages
from gongkai.reports.reading.errors import UnreadableDocument

DOCUMENT = '<w:document xmlns:w="urn:w"><w:body><w:p><w:r><w:t>规章</w:t></w:r></w:p></w:body></w:document>'
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 504


def zipped(**parts: str | bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        for name, data in parts.items():
            package.writestr(name, data)
    return out.getvalue()


ODT = io.BytesIO()
with zipfile.ZipFile(ODT, "w") as _odt:
    _odt.writestr("mimetype", "application/vnd.oasis.opendocument.text")


def docx(xml: str | bytes = DOCUMENT, **parts: str | bytes) -> bytes:
    return zipped(**{"word/document.xml": xml}, **parts)


def refused(name: str, data: bytes, code: str, limits: Limits | None = None) -> UnreadableDocument:
    with pytest.raises(UnreadableDocument) as caught:
        open_bytes(name, data, limits=limits or Limits())
    error = caught.value
    assert error.code == code, error.message
    assert error.message.startswith(f"“{name}”无法读取")
    assert error.message.endswith("。") and error.message.count("。") >= 2, (
        "says what is wrong and what to do"
    )
    return error


# not there, or nothing there


def test_not_found(tmp_path: Path) -> None:
    with pytest.raises(UnreadableDocument, match="找不到这个文件") as caught:
        open_pages(tmp_path / "无.docx")
    assert caught.value.code == "not_found"


def test_a_folder(tmp_path: Path) -> None:
    with pytest.raises(UnreadableDocument, match="是一个文件夹") as caught:
        open_pages(tmp_path)
    assert caught.value.code == "not_found"


@pytest.mark.parametrize("name", ["甲.txt", "甲.docx", "甲.pdf", "甲.html", "甲.json"])
@pytest.mark.parametrize("data", [b"", b"\xef\xbb\xbf", b" \r\n\t\n", b"\0\0\0"])
def test_empty(name: str, data: bytes) -> None:
    refused(name, data, "empty")


def test_a_page_and_a_document_without_words_are_empty() -> None:
    refused("甲.html", b"<html><body><script>var a=1</script></body></html>", "empty")
    refused("甲.docx", docx(DOCUMENT.replace("规章", " ")), "empty")


# too large


def test_a_file_of_100_mb_is_refused_without_reading_it(tmp_path: Path) -> None:
    file = tmp_path / "大.txt"
    with file.open("wb") as out:
        out.truncate(100 * 2**20)
    tracemalloc.start()
    begun = time.perf_counter()
    with pytest.raises(UnreadableDocument, match="100 MB，超过64 MB") as caught:
        open_pages(file)
    took = time.perf_counter() - begun
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert caught.value.code == "too_large"
    assert took < 1 and peak < 2**20


def test_a_long_text_is_too_large() -> None:
    refused("甲.txt", b"x" * 2000, "too_large", Limits(markup_bytes=1000))
    refused("甲.txt", b"x" * 2000, "too_large", Limits(characters=1000))
    refused("甲.md", b"x" * 2000, "too_large", Limits(characters=1000))


def test_a_table_of_too_many_cells_is_too_large() -> None:
    bomb = "<table>" + "<tr><td colspan=900 rowspan=60000>1</td></tr>" * 400 + "</table>"
    refused("甲.html", bomb.encode(), "too_large")
    refused("甲.md", ("| 1 | 2 |\n" * 60).encode(), "too_large", Limits(cells=100))
    refused("甲.csv", ("1,2\n" * 60).encode(), "too_large", Limits(cells=100))
    row = '<w:tr><w:tc><w:tcPr><w:gridSpan w:val="900"/></w:tcPr><w:p/></w:tc></w:tr>' * 400
    refused("甲.docx", docx(DOCUMENT.replace("<w:p>", f"<w:tbl>{row}</w:tbl><w:p>", 1)), "too_large")


def test_a_pdf_of_too_many_pages_is_too_large() -> None:
    refused("甲.pdf", pdf_of_blank_pages(3), "too_large", Limits(pages=2))


# unsafe


def test_zip_bomb() -> None:
    error = refused("甲.docx", docx(b" " * 40 * 2**20), "unsafe")
    assert "压缩炸弹" in error.message


def test_zip_bomb_in_many_parts() -> None:
    parts = {f"word/p{number}.xml": b"\0" * 2**20 for number in range(8)}
    refused("甲.docx", docx(**parts), "unsafe", Limits(unpacked_bytes=4 * 2**20))


def test_too_many_parts() -> None:
    parts = {f"x{number}": b"" for number in range(50)}
    refused("甲.docx", docx(**parts), "unsafe", Limits(parts=40))


def test_a_directory_that_lies_about_sizes_does_not_help() -> None:
    data = bytearray(docx(DOCUMENT + " " * 2_000_000))
    size = len(DOCUMENT.encode()) + 2_000_000
    real = size.to_bytes(4, "little")
    assert data.count(real) == 2
    lying = bytes(data).replace(real, (100).to_bytes(4, "little"))
    refused("甲.docx", lying, "damaged")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
@pytest.mark.parametrize(
    "declaration",
    [
        '<!DOCTYPE w [<!ENTITY x SYSTEM "file:///etc/passwd">]>',
        '<!DOCTYPE w SYSTEM "http://127.0.0.1:9/x.dtd">',
        '<!DOCTYPE w [<!ENTITY a "哈哈哈哈哈哈哈哈"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>',
    ],
)
def test_declarations_in_xml_parts(declaration: str, encoding: str) -> None:
    header = f'<?xml version="1.0" encoding="{encoding}"?>' + declaration
    error = refused("甲.docx", docx((header + DOCUMENT).encode(encoding)), "unsafe")
    assert "word/document.xml" in error.message


def test_declarations_in_workbooks() -> None:
    book = '<!DOCTYPE w [<!ENTITY x "1">]><workbook><sheets><sheet name="甲"/></sheets></workbook>'
    refused("甲.xlsx", zipped(**{"xl/workbook.xml": book}), "unsafe")


def test_xml_nested_too_deep() -> None:
    deep = "<w:ins>" * 400 + "</w:ins>" * 400
    refused("甲.docx", docx(DOCUMENT.replace("<w:p>", f"{deep}<w:p>", 1)), "unsafe")


def test_entities_of_a_page_are_not_resolved() -> None:
    page = '<!DOCTYPE html [<!ENTITY x SYSTEM "file:///etc/passwd">]><html><body><p>甲&x;乙</p></body></html>'
    pages = open_bytes("甲.html", page.encode())
    assert "root:" not in "".join(getattr(block, "text", "") for block in pages.blocks)


# encrypted


def encrypted_pdf() -> bytes:
    secret = "<" + "ab" * 32 + ">"
    objects = [
        "<</Type/Catalog/Pages 2 0 R>>",
        "<</Type/Pages/Kids[3 0 R]/Count 1>>",
        "<</Type/Page/Parent 2 0 R/MediaBox[0 0 100 100]>>",
        f"<</Filter/Standard/V 2/R 3/Length 128/P -3904/O {secret}/U {secret}>>",
    ]
    out = b"%PDF-1.4\n"
    places = []
    for number, each in enumerate(objects, 1):
        places.append(len(out))
        out += f"{number} 0 obj\n{each}\nendobj\n".encode()
    table = len(out)
    out += f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n".encode()
    out += b"".join(f"{place:010} 00000 n \n".encode() for place in places)
    return (
        out
        + (
            f"trailer\n<</Size {len(objects) + 1}/Root 1 0 R/Encrypt 4 0 R/ID[<00><00>]>>\n"
            f"startxref\n{table}\n%%EOF"
        ).encode()
    )


def test_encrypted_pdf() -> None:
    assert "密码" in refused("甲.pdf", encrypted_pdf(), "encrypted").message


def test_encrypted_office_file() -> None:
    refused("甲.docx", OLE + "EncryptedPackage".encode("utf-16-le"), "encrypted")


def test_encrypted_zip_parts() -> None:
    data = bytearray(docx())
    for mark, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        data[data.index(mark) + offset] |= 1
    refused("甲.docx", bytes(data), "encrypted")


# types that are not read


@pytest.mark.parametrize(
    ("name", "data", "to_do"),
    [
        ("甲.doc", OLE, "另存为"),
        ("甲.xls", OLE, "另存为"),
        ("甲.wps", OLE, "另存为"),
        ("甲.rtf", b"{\\rtf1\\ansi }", "另存为"),
        ("甲.ofd", zipped(**{"OFD.xml": "<x/>"}), "OFD 阅读器"),
        ("甲.zip", zipped(**{"甲.txt": "规章"}), "先解压"),
        ("甲.rar", b"Rar!\x1a\x07\x00" + b"\0" * 99, "先解压"),
        ("甲.odt", ODT.getvalue(), "另存为"),
        ("甲.xml", b'<?xml version="1.0"?><?mso-application progid="Word.Document"?><w/>', "另存为"),
        ("甲.mht", b"MIME-Version: 1.0\nContent-Type: multipart/related; boundary=b\n\n--b--\n", ".html"),
    ],
)
def test_unsupported_types_say_what_to_do(name: str, data: bytes, to_do: str) -> None:
    assert to_do in refused(name, data, "unsupported_type").message


# scans


def pdf_of_blank_pages(count: int) -> bytes:
    document = pdfium.PdfDocument.new()
    for _ in range(count):
        document.new_page(595, 842).close()
    out = io.BytesIO()
    document.save(out)
    document.close()
    return out.getvalue()


def test_a_pdf_without_text_is_a_scan() -> None:
    assert "OCR" in refused("甲.pdf", pdf_of_blank_pages(2), "no_text").message


def test_a_picture_is_a_scan() -> None:
    refused("甲.png", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + bytes(range(256)), "no_text")


# damaged


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("甲.pdf", b"%PDF-1.7\n1 0 obj\n<<"),
        ("甲.docx", docx()[:-40]),
        ("甲.docx", docx()[:60]),
        ("甲.docx", docx(DOCUMENT[:60])),
        ("甲.docx", docx("<w:document xmlns:w='urn:w'/>")),
        ("甲.xlsx", zipped(**{"xl/workbook.xml": "<workbook/>"})),
        ("甲.xlsx", zipped(**{"xl/workbook.xml.old": "<workbook/>"})),
        ("甲.txt", bytes(range(256)) * 20),
        ("甲.json", b'{"tables": {'),
        ("甲.json", b'{"tables": ' + b"[" * 200_000),
        ("甲.json", b'{"format": "annual-2021", "tables": {}, "year": NaN}'),
    ],
    ids=lambda value: value if isinstance(value, str) else f"{len(value)} bytes",  # a zip holds the time
)
def test_damaged(name: str, data: bytes) -> None:
    refused(name, data, "damaged")


def test_damaged_compression_inside_names_the_part() -> None:
    data = bytearray(docx())
    start = data.index(b"word/document.xml") + len("word/document.xml")
    data[start + 4 : start + 20] = b"\xff" * 16
    assert "word/document.xml" in refused("甲.docx", bytes(data), "damaged").message
