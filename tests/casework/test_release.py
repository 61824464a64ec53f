"""The release gate (F21): each thing hidden is found, its truly redacted twin passes, nothing is repeated."""

import io
import zipfile

import pypdfium2
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from casework import release_files as made
from casework.release_cases import CASES, hide
from casework.release_files import SECRET
from gongkai.casework.release import clean, inspect
from gongkai.casework.release.findings import UnreadableFile
from gongkai.casework.release.kinds import kind_of

pytestmark = pytest.mark.law("OGI 15", "OGI 17", "OGI 37", "PIPL 25")


def codes(content, name):
    return {each.code for each in inspect(content, name) if each.blocks}


@pytest.mark.parametrize("case", CASES)
def test_what_is_hidden_is_found_and_the_redacted_twin_passes(case):
    name, hiding, code, twin = CASES[case]
    assert code in codes(hiding, name)
    assert inspect(twin, name) == []


@pytest.mark.parametrize("case", CASES)
def test_a_finding_says_where_and_what_to_do_but_never_what(case):
    name, hiding, _, _ = CASES[case]
    for each in inspect(hiding, name):
        assert each.message.endswith("。") and "请" in each.message
        assert not any(
            word in each.message + each.place for word in ("Zhang", "138", "张三", "李四", "left over")
        )


def test_a_signature_alone_is_no_earlier_state():
    signed = made.revised("Public words", "Public words").replace(
        b"/Root 1 0 R/Prev", b"/Root 1 0 R /ByteRange[0 1]/Prev"
    )
    assert inspect(signed, "a.pdf") == []
    forged = made.revised(SECRET, "Public").replace(b"/Root 1 0 R/Prev", b"/Root 1 0 R /ByteRange[0 1]/Prev")
    assert codes(forged, "a.pdf") == {"earlier_revision"}


def test_a_scan_with_searchable_words_passes_until_a_part_is_blackened():
    scan = '#place(top + left, image("scan.png", width: 260pt, height: 140pt))\n'
    scan += "#place(top + left)[#text(size: 14pt, fill: rgb(0,0,0,0))[{}]]"
    words = Image.new("RGB", (520, 280), "white")
    for x in range(0, 520, 6):
        words.paste("black", (x, 0, x + 3, 40))
    blackened = words.copy()
    blackened.paste("black", (0, 0, 520, 60))
    answers = []
    for image in (words, blackened):
        answers.append(codes(with_scan(scan.format("Zhang San"), image), "a.pdf"))
    assert answers == [set(), {"text_under_box"}]


def with_scan(source, image):
    import tempfile
    from pathlib import Path

    import typst

    with tempfile.TemporaryDirectory() as folder:
        image.save(Path(folder) / "scan.png")
        (Path(folder) / "main.typ").write_text(made.PAGE + source, "utf-8")
        return typst.compile(Path(folder) / "main.typ")


def test_turned_and_cropped_pages_are_looked_at_where_they_are():
    for page in ("/Rotate 90", "/Rotate 180", "/CropBox[10 100 290 190]"):
        assert inspect(made.plain_pdf(page=page), "a.pdf") == []
        hidden = made.plain_pdf(page=page, stream="BT 1 g /F1 14 Tf 20 150 Td (Zhang San) Tj ET")
        assert codes(hidden, "a.pdf") == {"text_under_box"}


def test_a_stamp_is_pointed_out_and_does_not_block():
    (found,) = inspect(made.marked("Stamp"), "a.pdf")
    assert found.code == "stamp" and not found.blocks
    (seal,) = inspect(made.ofd(more={"Doc_0/Signs/Signatures.xml": "<a/>"}), "a.ofd")
    assert seal.code == "signature" and not seal.blocks


@pytest.mark.parametrize(
    ("content", "name", "code"),
    [
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1rest", "a.doc", "legacy_format"),
        (made.rewritten(made.book(), {})[:60], "a.xlsx", "unknown_kind"),
        (b"MZ\0\0", "a.exe", "unknown_kind"),
        (b"<html></html>", "a.html", "unknown_kind"),
        (b"Rar!\x1a\x07", "a.rar", "archive"),
        (made.plain_pdf(), "a.docx", "another_kind"),
        (b"%PDF-1.7 broken", "a.pdf", "unreadable"),
        (b"\xff\xd8\xff broken", "a.jpg", "unreadable"),
    ],
)
def test_what_cannot_be_looked_into_may_not_go(content, name, code):
    assert codes(content, name) == {code}


def test_an_archive_is_not_opened():
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("a.pdf", made.plain_pdf())
    assert codes(stream.getvalue(), "a.zip") == {"archive"}


def test_plain_words_pass():
    assert inspect("姓名,数量\n某,1\n".encode(), "a.csv") == inspect("某某".encode("gb18030"), "a.txt") == []


def test_heic():
    pillow_heif = pytest.importorskip("pillow_heif")
    image = Image.new("RGB", (64, 64), "red")
    answers = []
    for exif in (made.exif(gps=True), None):
        stream = io.BytesIO()
        pillow_heif.from_pillow(image).save(stream, **({"exif": exif} if exif else {}))
        answers.append(codes(stream.getvalue(), "a.heic"))
    assert answers == [{"gps"}, set()]


# Cleaning


@pytest.mark.parametrize(
    "content",
    [
        made.picture(exif=made.exif(gps=True, artist="张三"), comment=b"x"),
        made.picture("PNG", exif=made.exif(gps=True)),
        made.picture() + b"PK\x03\x04",
    ],
)
def test_a_cleaned_picture_shows_the_same_and_tells_nothing(content):
    name = "a.png" if content.startswith(b"\x89") else "a.jpg"
    assert codes(content, name)
    done = clean(content, name)
    assert inspect(done.content, name) == [] and done.did
    assert Image.open(io.BytesIO(done.content)).tobytes() == Image.open(io.BytesIO(content)).tobytes()
    assert clean(done.content, name).did == ()


def test_a_turned_picture_stays_upright():
    content = made.picture(exif=made.exif(orientation=6, artist="张三"))
    done = clean(content, "a.jpg")
    assert Image.open(io.BytesIO(done.content)).size == (120, 160) and inspect(done.content, "a.jpg") == []
    assert done.did == ("清除图片的拍摄信息、说明和缩略图", "按拍摄方向转正")


@pytest.mark.parametrize(
    ("content", "name"),
    [
        (made.word(author="张三", last_modified_by="李四"), "a.docx"),
        (made.rewritten(made.book(hide("author")), {"docProps/custom.xml": b"<P><property/></P>"}), "a.xlsx"),
    ],
)
def test_cleaned_properties_name_nobody(content, name):
    done = clean(content, name)
    assert codes(content, name) and inspect(done.content, name) == [] and done.did
    with zipfile.ZipFile(io.BytesIO(done.content)) as package:
        assert package.testzip() is None
        assert b"docProps/custom" not in package.read("[Content_Types].xml")


def test_what_a_person_has_to_decide_is_not_touched():
    for name, hiding, code, _ in CASES.values():
        if code in ("text_under_box", "tracked_changes", "hidden_sheet", "annotation_text", "notes"):
            assert code in codes(clean(hiding, name).content, name)


@given(
    st.binary(max_size=400),
    st.sampled_from(["%PDF-1.7\n", "PK\x03\x04", "\xff\xd8\xff\xe0", "\x89PNG\r\n\x1a\n", ""]),
)
def test_rubbish_never_breaks_the_gate(rest, start):
    content = start.encode("latin-1") + rest
    found = inspect(content, "a.pdf")
    assert kind_of(content) == "text" or any(each.blocks for each in found)
    try:
        clean(content, "a.pdf")
    except UnreadableFile as error:
        assert "请" in error.message


@given(at=st.integers(0, 5000), bit=st.integers(0, 7), case=st.sampled_from(sorted(CASES)))
def test_a_flipped_bit_never_breaks_the_gate(at, bit, case):
    name, hiding, _, _ = CASES[case]
    content = bytearray(hiding)
    content[at % len(content)] ^= 1 << bit
    inspect(bytes(content), name)


def test_the_real_text_can_be_got_out_of_what_is_blocked():
    """The cases hide something indeed: their words come out of the file by copying."""
    for case in ("black box", "white ink", "invisible ink", "lent font under a box", "off the page"):
        with pypdfium2.PdfDocument(CASES[case][1]) as document:
            assert "Zhang" in document[0].get_textpage().get_text_range()
