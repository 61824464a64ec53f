"""What the sample says: whole, varied, the same every time, fit for publication, and about nobody."""

import io
import re
from collections import Counter
from collections.abc import Iterator
from datetime import date

import docx
import openpyxl
import pypdfium2
import pytest
from PIL import Image

from gongkai.casework.personal import personal_data
from gongkai.demo.content import papers
from gongkai.demo.content.documents import policies
from gongkai.demo.content.phrases import texts
from gongkai.demo.content.pictures import SCENES, SIZE, draw
from gongkai.demo.register import Register
from gongkai.demo.sample_year import SampleYear, sample
from gongkai.law.calendar import is_working_day
from gongkai.portal.layout import layout
from gongkai.records.content import AttachmentRef, fingerprint
from gongkai.records.files import sha256_in
from gongkai.records.markup import clean_html, pictures_of, text_of
from gongkai.records.readiness import Level, Surroundings, look
from gongkai.records.services import ImportRow
from gongkai.records.types import type_of

KEPT: dict[str, bytes] = {}


def keep(data: bytes, name: str) -> AttachmentRef:
    """Files in memory: here only their fingerprints matter."""
    sha256 = fingerprint(data)
    KEPT[sha256] = data
    return AttachmentRef(name, sha256, len(data))


def everything() -> Iterator[ImportRow]:
    for _, make in Register(SampleYear(), keep).groups():
        yield from make()


@pytest.fixture(scope="module")
def rows() -> list[ImportRow]:
    return list(everything())


def test_same_seed_same_content(rows: list[ImportRow]) -> None:
    assert [(row.subject, row.content.sha256) for row in rows] == [
        (row.subject, row.content.sha256) for row in everything()
    ]


def test_as_many_as_the_report_says(rows: list[ImportRow]) -> None:
    figures, office = sample()["records"], sample()["office"]
    counted = Counter(type_of(row.type).genre.value for row in rows if row.organ == office)
    assert counted["news"] == figures["news"]
    assert counted["directory_entry"] + counted["normative_document"] == figures["directory"]
    assert counted["normative_document"] == figures["normative_documents"] == len(policies())
    assert counted["explainer"] == figures["explainers"]
    letters = [row for row in rows if row.following.startswith("exchange:")]
    assert len(letters) == figures["exchanges"]
    others = Counter(row.type for row in rows if row.organ != office)
    assert others["service_guide"] >= 30
    assert others["approval_result"] >= 90
    assert others["notice"] >= 100


def test_every_column_has_something(rows: list[ImportRow]) -> None:
    used = {code for row in rows for code in (row.content.column, *row.content.other_columns)}
    assert used == set(layout().columns)


def test_every_organ_has_something(rows: list[ImportRow]) -> None:
    assert len({row.organ for row in rows}) == 1 + 1 + 15 + 10


def test_texts_differ(rows: list[ImportRow]) -> None:
    news = [row.content for row in rows if row.type == "news"]
    assert len({each.body for each in news}) == len(news)
    assert len({each.title for each in news}) > len(news) * 0.7
    assert Counter(each.title for each in news).most_common(1)[0][1] <= 12
    entries = [row.content for row in rows if row.type in ("directory_entry", "document")]
    assert len({each.title for each in entries}) == len(entries)
    assert len({(each.title, each.made_on) for each in (row.content for row in rows)}) > len(rows) * 0.99


def test_whole_articles(rows: list[ImportRow]) -> None:
    for row in rows:
        if row.type in ("service_guide", "approval_result"):
            assert len(row.content.elements) >= 5
            continue
        assert row.content.body.count("<p") >= 2, row.place
        assert clean_html(row.content.body) == row.content.body, row.place
        assert not re.search(r"[{}]", text_of(row.content.body) + row.content.title), row.place
    tables = sum("<table>" in row.content.body for row in rows)
    pictures = sum("<img" in row.content.body for row in rows)
    assert tables > 400
    assert pictures > 200


def test_days_are_working_days_in_order(rows: list[ImportRow]) -> None:
    for row in rows:
        assert row.published_on is not None
        assert row.content.made_on is not None
        assert row.published_on.year == row.content.made_on.year == 2020
        assert row.content.made_on <= row.published_on
        assert is_working_day(row.published_on).working


def test_numbers_of_documents_grow_with_their_days(rows: list[ImportRow]) -> None:
    numbered = [row for row in rows if row.type == "document"]
    days = [row.published_on for row in numbered]
    assert days == sorted(days, key=lambda day: day or date.min)
    assert len({row.content.doc_no for row in numbered}) == len(numbered) == 42


@pytest.mark.law("OGI 17")
def test_nothing_stands_in_the_way_of_publication(rows: list[ImportRow]) -> None:
    around = Surroundings(as_of=date(2021, 2, 1), explainer_planned=True)
    found = [
        (row.place, each.message)
        for row in rows
        for each in look(row.content, type_of(row.type), around)
        if each.level is not Level.NOTE
    ]
    assert found == []


@pytest.mark.law("OGI 15")
def test_nobody_is_in_it(rows: list[ImportRow]) -> None:
    names = [each["name"] for each in (*texts("people")["people"], *texts("people")["leaders"])]
    for row in rows:
        content = row.content
        text = "\n".join((content.title, content.abstract, text_of(content.body), *content.elements.values()))
        assert list(personal_data(text)) == [], row.place
        assert not [name for name in names if name in text], row.place


def test_pictures_and_files_are_kept_and_named(rows: list[ImportRow]) -> None:
    for row in rows:
        there = {each.sha256 for each in row.content.attachments}
        assert {sha256_in(each.src) for each in pictures_of(row.content.body)} <= there
        assert there <= set(KEPT)


def test_procurement_adds_up_to_what_was_declared(rows: list[ImportRow]) -> None:
    bought = [row.content.body for row in rows if row.content.column == "zhengfu-caigou"]
    sums = [int(found) for body in bought for found in re.findall(r"<td>(\d{5,})</td>", body)]
    declared = sample()["declared"]
    assert len(bought) == int(declared["proactive.a20_9.procurement.procurement_count"])
    assert sum(sums) == int(declared["proactive.a20_9.procurement.procurement_amount"])


@pytest.mark.parametrize("scene", SCENES)
def test_a_picture_is_a_small_png_and_the_same_again(scene: str) -> None:
    data = draw(scene)
    with Image.open(io.BytesIO(data)) as image:
        assert (image.format, image.size) == ("PNG", SIZE)
        assert len(image.getcolors() or []) > 10
    assert len(data) < 60_000
    assert draw(scene) == data
    assert draw(scene, 1) != data


def test_files_open_in_what_reads_them() -> None:
    rows = [["名称", "数量"], ["甲<乙>", 3]]
    document = docx.Document(io.BytesIO(papers.docx("申请表", ["说明&要求"], rows)))
    assert [each.text for each in document.paragraphs][:2] == ["申请表", "说明&要求"]
    assert document.tables[0].cell(1, 0).text == "甲<乙>"
    book = openpyxl.load_workbook(io.BytesIO(papers.xlsx("附表", rows)))
    assert list(book.active.values) == [("名称", "数量"), ("甲<乙>", 3)]
    page = pypdfium2.PdfDocument(papers.pdf(["成交公告", "第二行"]))[0]
    assert page.get_textpage().get_text_range().split() == ["成交公告", "第二行"]
    assert papers.docx("申请表", []) == papers.docx("申请表", [])
