"""The evidence bundle: index, page numbers, bookmarks, stamps, and every part as it was."""

import hashlib
import io
import re
from datetime import date

import pypdfium2
import pytest
from PIL import Image, ImageDraw

from foi.letter_matters import DATED, matter
from gongkai.foi import letters
from gongkai.foi.letters.bundle import Cover, Part, bundle
from gongkai.foi.letters.clock_table import clock_table
from gongkai.law.clock import due
from gongkai.law.errors import GongkaiError
from gongkai.law.events import Extend, Pause

pytestmark = pytest.mark.law("RECON 54", "LITIG 67")
COVER = Cover(
    organ="甲县人民政府办公室",
    case="林知远不服政府信息公开答复行政复议案",
    before="乙市人民政府",
    made_on=date(2025, 12, 8),
)
CLOCK = due(
    "foi.reply",
    date(2025, 4, 15),
    [
        Pause("third_party", date(2025, 4, 22), date(2025, 4, 23), date(2025, 5, 9)),
        Pause("co_maker", date(2025, 4, 28), date(2025, 4, 29), date(2025, 5, 14)),
    ],
)


def picture(kind="JPEG", size=(1240, 1754), **save):
    image = Image.new("RGB", size, "white")
    ImageDraw.Draw(image).rectangle((100, 100, 400, 300), fill="navy")
    stream = io.BytesIO()
    image.save(stream, kind, **save)
    return stream.getvalue()


def letter(key):
    return letters.pdf(letters.compose(key, matter(key)))


@pytest.fixture(scope="module")
def parts():
    return [
        Part(
            title="政府信息公开申请答复书",
            proves="本机关已依法答复",
            on=DATED,
            content=letter("reply_partial"),
        ),
        Part(title="答复期限计算表", proves="答复没有超过法定期限", content=CLOCK),
        Part(title="征求意见书", proves="已征求第三方意见", content=letter("third_party_consultation")),
        Part(title="邮寄凭证（扫描件）", source="收发室", content=picture()),
        Part(title="信封（照片）", source="收发室", content=picture("PNG", (1754, 1240))),
    ]


@pytest.fixture(scope="module")
def made(parts):
    return bundle(parts, COVER)


def texts(pdf):
    with pypdfium2.PdfDocument(pdf) as document:
        return ["".join(page.get_textpage().get_text_bounded().split()) for page in document]


def test_bookmarks_lead_to_the_pages_that_the_index_names(parts, made):
    pages = texts(made)
    with pypdfium2.PdfDocument(made) as document:
        marks = [(each.get_title(), each.get_dest().get_index() + 1) for each in document.get_toc()]
    assert [title for title, _ in marks] == ["证据目录"] + [
        f"证据{n}\u3000{each.title}" for n, each in enumerate(parts, 1)
    ]
    starts = [page for _, page in marks[1:]]
    ends = [each - 1 for each in starts[1:]] + [len(pages)]
    index = pages[1]
    for n, (part, first, last) in enumerate(zip(parts, starts, ends, strict=True), 1):
        span = f"{first}" if first == last else f"{first}–{last}"
        assert span in index and f"证据{n}" in index and part.title in index and part.proves in index
        for at in range(first, last + 1):
            assert f"证据{n}第{at}页" in pages[at - 1]
    assert sorted(starts) == starts and starts[0] == 3


def test_the_fingerprint_of_each_part_stands_in_the_index(parts, made):
    index = texts(made)[1].replace("\u200b", "")
    for part in parts:
        content = clock_table(part.content) if not isinstance(part.content, bytes) else part.content
        assert hashlib.sha256(content).hexdigest() in index


def test_the_words_of_the_parts_stay_searchable(made):
    whole = "".join(texts(made))
    assert "政府信息部分公开答复书" in whole and "甲县禾丰农业有限公司" in whole
    assert "林知远不服政府信息公开答复行政复议案" in texts(made)[0]


@pytest.mark.law("OGI 33.3")
def test_the_clock_is_shown_day_by_day():
    pages = texts(clock_table(CLOCK))
    whole = "".join(pages)
    assert CLOCK.due_on == date(2025, 6, 5) and "2025年6月5日" in whole
    for step in CLOCK.steps:
        assert step.on.isoformat() in whole
        assert "".join(step.why.split())[:12] in whole
    assert whole.count("扣除") >= len(CLOCK.excluded) == 14


def test_a_provisional_day_and_a_breach_are_said():
    open_clock = due("foi.reply", date(2026, 12, 20))
    assert "暂定：" in "".join(texts(clock_table(open_clock)))
    late = due("foi.reply", date(2025, 12, 10), [Extend(20, date(2026, 1, 9), date(2026, 1, 9))])
    assert "延期不生效" in "".join(texts(clock_table(late)))


def test_a_wide_scan_lies_and_a_turned_one_stands(made):
    with pypdfium2.PdfDocument(made) as document:
        sizes = [page.get_size() for page in document]
    assert sizes[-2][0] < sizes[-2][1] and sizes[-1][0] > sizes[-1][1]
    exif = Image.Exif()
    exif[0x0112] = 6  # the camera was held upright
    turned = bundle([Part(title="照片", content=picture(size=(1754, 1240), exif=exif))], COVER)
    with pypdfium2.PdfDocument(turned) as document:
        width, height = document[2].get_size()
        shown = document[2].render(scale=0.5).to_pil()
    assert width < height
    blue = [
        (x, y)
        for x in range(0, shown.width, 4)
        for y in range(0, shown.height, 4)
        if shown.getpixel((x, y))[2] > shown.getpixel((x, y))[0] + 60
    ]
    assert min(x for x, y in blue) > shown.width / 2  # top left of the sensor is top right of the scene


def test_a_filled_form_and_a_sheet_of_another_size_are_kept():
    with pypdfium2.PdfDocument.new() as document:
        document.new_page(300, 500)
        stream = io.BytesIO()
        document.save(stream)
    with pypdfium2.PdfDocument(bundle([Part(title="便笺", content=stream.getvalue())], COVER)) as found:
        assert [round(each) for each in found[2].get_size()] == [300, 500]


def test_many_parts_make_a_longer_index_with_right_numbers():
    one = picture(size=(200, 280))
    made = bundle([Part(title=f"第{n}份扫描件", content=one) for n in range(1, 61)], COVER)
    pages = texts(made)
    first = next(n for n, text in enumerate(pages, 1) if re.search(r"证据1第\d+页", text))
    assert first > 4 and len(pages) == first + 59
    assert f"证据60第{first + 59}页" in pages[-1]
    assert str(first + 59) in pages[first - 2]


@pytest.mark.parametrize("content", [b"", b"GIF89a", b"%PDF-1.7 nothing", b"\xff\xd8\xff broken"])
def test_what_cannot_be_read_is_named(content):
    with pytest.raises(GongkaiError, match="证据2“坏件”打不开"):
        bundle([Part(title="好件", content=picture()), Part(title="坏件", content=content)], COVER)


def test_nothing_is_no_bundle():
    with pytest.raises(GongkaiError, match="没有可以汇编的证据材料"):
        bundle([], COVER)


def test_hostile_titles_stay_text():
    made = bundle([Part(title="#set page(width: 1pt) $x$ <b>", proves="*a* @b", content=picture())], COVER)
    assert "#setpage(width:1pt)$x$<b>" in texts(made)[1]
