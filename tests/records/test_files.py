"""Files that come in: attachments checked by content, Word texts, tables of entries."""

import io
import zipfile
from datetime import date, datetime

import docx
import pytest
from docx.enum.text import WD_ALIGN_PARAGRAPH
from office import NOW, open_office
from openpyxl import Workbook, load_workbook

from gongkai.law.errors import GongkaiError
from gongkai.records import files, inspecting, queries, services
from gongkai.records.errors import RefusedFile, RefusedImport
from gongkai.records.models import Attachment, Record, Use
from gongkai.records.sheets import HEADINGS
from invented_county import COUNTY, HEALTH

TODAY = date(2020, 6, 10)
PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c4890000000d49444154789c63f8cfc0f01f00050001ff"
    "89993d1d0000000049454e44ae426082"
)
PDF = b"%PDF-1.4\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n"


@pytest.fixture
def office(database_with, tmp_path, monkeypatch):
    monkeypatch.setenv("GONGKAI_HOME", str(tmp_path))
    return database_with(open_office)


def zipped(**members: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name.replace("__", "/").replace("_dot_", "."), content)
    return out.getvalue()


def test_an_attachment_is_kept_by_its_content_and_shown_when_live(office):
    there = office.draft()
    there = services.attach(
        there.subject, io.BytesIO(PDF), "C:\\表\\申请表.pdf", by=office.liaison, at=office.later()
    )
    there = services.attach(
        there.subject, io.BytesIO(PDF), "同一份.pdf", by=office.liaison, at=office.later()
    )
    assert Attachment.objects.count() == 1
    assert files.path_of(Attachment.objects.get().sha256).read_bytes() == PDF
    assert not Use.objects.get().live
    there = services.submit(there.subject, sha256=there.sha256, by=office.liaison, at=office.later())
    there = office.clear(there)
    services.publish(there.subject, sha256=there.sha256, by=office.clerk, at=office.later())
    shown = queries.public_record(subject=there.subject, as_of=TODAY).attachments
    assert [(each.name, each.size, each.media_type) for each in shown] == [
        ("同一份.pdf", len(PDF), "application/pdf")
    ]
    assert shown[0].address == f"/files/{shown[0].sha256}.pdf" and Use.objects.get().live


def test_a_new_attachment_voids_the_approvals(office):
    there = office.submitted()
    there = office.approve(there, "first")
    there = services.attach(there.subject, io.BytesIO(PDF), "补充.pdf", by=office.liaison, at=office.later())
    assert there.state == "draft"
    there = services.submit(there.subject, sha256=there.sha256, by=office.liaison, at=office.later())
    assert there.waiting_for == "first"


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("木马.exe", b"MZ\x90\x00", "not_accepted"),
        ("图.svg", b"<svg onload='x()'/>", "not_accepted"),
        ("没有扩展名", PDF, "not_accepted"),
        ("冒名.pdf", b"MZ\x90\x00" * 20, "another_kind"),
        ("冒名.docx", zipped(xl__workbook_dot_xml=b"x"), "another_kind"),
        ("冒名.jpg", PNG, "another_kind"),
        ("表.csv", zipped(a=b"x"), "another_kind"),
        ("带宏.docx", zipped(word__document_dot_xml=b"x", word__vbaProject_dot_bin=b"x"), "macros"),
        (
            "带宏.xls",
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 900 + "_VBA_PROJECT".encode("utf-16-le"),
            "macros",
        ),
        ("炸弹.zip", zipped(a=b"0" * 30_000_000), "bomb"),
        ("程序.zip", zipped(setup_dot_exe=b"x"), "program"),
        ("外逃.zip", zipped(**{"..__..__etc": b"x"}), "bad_paths"),
        ("坏.docx", b"PK\x03\x04" + b"\0" * 50, "broken"),
        ("空.pdf", b"", "empty"),
    ],
)
def test_what_is_dangerous_or_not_what_it_says_is_refused(office, name, content, code):
    with pytest.raises(RefusedFile) as refused:
        services.keep(io.BytesIO(content), name, by=office.liaison, at=NOW)
    assert refused.value.code == code
    assert [each.name for each in files.folder().iterdir()] == [], "nothing is left behind"


def test_a_file_too_large_is_refused_while_it_comes(office):
    with pytest.raises(RefusedFile, match="压缩或者拆分"):
        files.write_down(io.BytesIO(b"0" * 2000), most=1000)
    assert list(files.folder().iterdir()) == []


@pytest.mark.parametrize("suffix", [".png", ".pdf", ".txt", ".docx"])
def test_ordinary_files_are_taken(office, suffix):
    content = {".png": PNG, ".pdf": PDF, ".txt": "通知".encode("gb18030"), ".docx": word("标题").getvalue()}[
        suffix
    ]
    ref = services.keep(io.BytesIO(content), f"文件{suffix}", by=office.liaison, at=NOW)
    assert ref.media_type == inspecting.ACCEPTED[suffix].media_type


def word(title: str, *, picture: bytes | None = None, table: bool = False) -> io.BytesIO:
    document = docx.Document()
    heading = document.add_paragraph(title)
    heading.alignment = WD_ALIGN_PARAGRAPH.CENTER
    document.add_paragraph("各乡镇人民政府：")
    bold = document.add_paragraph().add_run("一、总体要求")
    bold.bold = True
    if picture:
        document.add_picture(io.BytesIO(picture))
    if table:
        cells = document.add_table(2, 2)
        cells.cell(0, 0).text, cells.cell(1, 1).text = "项目", "3个"
    signed = document.add_paragraph("2020年6月8日")
    signed.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    out = io.BytesIO()
    document.save(out)
    return io.BytesIO(out.getvalue())


def test_a_draft_from_a_word_file(office):
    stream = word("关于防汛工作的通知", picture=PNG, table=True)
    there, remarks = services.draft_from_word(
        "notice", HEALTH, stream, "通知.docx", by=office.liaison, at=office.later()
    )
    assert remarks == ()
    revision = Record.objects.get(subject=there.subject).draft_edition.revision
    content = revision.content
    assert content["title"] == "关于防汛工作的通知"
    body = content["body"]
    assert body.startswith("<p>各乡镇人民政府：</p><p><strong>一、总体要求</strong></p>")
    assert '<p class="align-right">2020年6月8日</p>' in body
    assert "<td><p>项目</p></td>" in body and "<td><p>3个</p></td>" in body
    sha = Attachment.objects.get().sha256
    assert f'src="/files/{sha}.png"' in body


def test_a_broken_word_file_says_what_to_do(office):
    for content in (b"PK\x03\x04junk", zipped(word__document_dot_xml=b"<not-closed>")):
        with pytest.raises(RefusedFile) as refused:
            services.draft_from_word(
                "notice", HEALTH, io.BytesIO(content), "坏.docx", by=office.liaison, at=office.later()
            )
        assert "另存" in refused.value.message or "重新保存" in refused.value.message
    assert Record.objects.count() == 0


def table(*rows: dict, heads: list[str] | None = None) -> io.BytesIO:
    book = Workbook()
    sheet = book.active
    heads = heads or list(HEADINGS)
    sheet.append(heads)
    for row in rows:
        sheet.append([row.get(head) for head in heads])
    out = io.BytesIO()
    book.save(out)
    return io.BytesIO(out.getvalue())


ROW = {
    "来源编号": "A-1",
    "标题": "目录一",
    "内容概述": "概述",
    "正文": "第一段\n第二段 <甲>",
    "主题分类": "卫生",
    "栏目": "公示公告",
    "成文日期": datetime(2020, 3, 2),  # noqa: DTZ001  # a cell of a table has no zone
    "发布日期": "2020年3月4日",
    "发布机构": "尉氏县卫生健康委员会",
    "关键词": "防汛、值守",
}


def take(office, stream, **more):
    given = {
        "type_key": "directory_entry",
        "origin": "目录台账",
        "by": office.clerk,
        "at": office.later(),
        **more,
    }
    return services.import_sheet(stream, **given)


def test_a_table_comes_in_twice_shuffled_and_by_name(office):
    second = {**ROW, "来源编号": "Ａ－２", "标题": "目录二", "成文日期": "2020.3.2", "栏目": "news"}
    result = take(office, table(ROW, second), paper="2020年目录登记簿")
    assert result.line == "共2条：新增2，已有0，有变化0。"
    heads = list(reversed(HEADINGS))
    again = take(office, table({**second, "来源编号": "A-2"}, ROW, heads=heads), paper="2020年目录登记簿")
    assert (again.new, again.same) == (0, 2)
    lines = queries.lines(COUNTY, queries.Wanted(), as_of=TODAY)
    assert {each.title for each in lines} == {"目录一", "目录二"}
    shown = queries.public_record(subject=lines[-1].subject, as_of=TODAY)
    assert shown.content.body == "<p>第一段</p><p>第二段 &lt;甲&gt;</p>"
    assert shown.content.keywords == ("防汛", "值守") and shown.published_on == date(2020, 3, 4)


def test_without_paper_the_rows_are_drafts(office):
    take(office, table(ROW))
    record = Record.objects.get()
    assert not record.visible and record.draft_edition.state == "draft" and record.published_on is None


def test_every_wrong_cell_is_named_with_its_row(office):
    wrong = [
        {**ROW, "标题": ""},
        {**ROW, "来源编号": "A-2", "成文日期": "去年三月"},
        {**ROW, "来源编号": "A-3", "公开属性": "随便"},
    ]
    with pytest.raises(RefusedImport) as refused:
        take(office, table(ROW, *wrong))
    assert refused.value.context["problems"] == [
        "第3行：“标题”没有填",
        "第4行：“成文日期”的“去年三月”不是日期，应如 2020-06-10",
        "第5行：公开属性“随便”写法不对，应为主动公开、依申请公开或者不予公开",
    ]
    with pytest.raises(RefusedImport, match="第2行：没有名称或者代码为“某某局”的机关"):
        take(office, table({**ROW, "发布机构": "某某局"}))
    with pytest.raises(RefusedImport, match="表头缺少“成文日期”"):
        take(office, table(ROW, heads=["来源编号", "标题", "发布机构"]))
    with pytest.raises(GongkaiError):
        take(office, io.BytesIO(b"not a table"))
    assert Record.objects.count() == 0


def test_the_template_can_be_filled_and_read(office):
    book = load_workbook(
        io.BytesIO(services.sheet_template("service_guide", by=office.clerk, at=office.later()))
    )
    heads = [cell.value for cell in book.worksheets[0][1]]
    assert heads[:2] == ["来源编号", "标题"] and "受理条件" in heads
    notes = [row[1] for row in book["填写说明"].iter_rows(values_only=True)]
    assert "公示公告（notices）" in notes and "尉氏县卫生健康委员会（410223-15）" in notes
    filled = table({**ROW, "受理条件": "符合规定", "公开对象": "个人"}, heads=heads)
    assert take(office, filled, type_key="service_guide").new == 1
    assert Record.objects.get().draft_edition.revision.content["elements"] == {"conditions": "符合规定"}
