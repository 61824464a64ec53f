"""What was reviewed for secrecy is what goes out: number and day are put into the reviewed draft itself."""

import io
from datetime import date, timedelta

import docx
import pypdfium2
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from foi_office import Office, open_office, words
from PIL import Image
from test_desk import browser, press

from foi.letter_matters import matter
from gongkai.casework.models import Deed, Paper
from gongkai.casework.services import papers
from gongkai.foi import answering, letters, services
from gongkai.foi.case_page import case_page
from gongkai.foi.errors import RefusedReply
from gongkai.foi.facts import Outcome
from gongkai.foi.letters.marks import DAY_MARK, NUMBER_MARK, require_plain
from gongkai.foi.models import Reply
from gongkai.foi.services import File
from gongkai.foi.status import Phase
from gongkai.law.errors import GongkaiError
from invented_county import TOWN

DAY = date(2025, 10, 17)


@pytest.fixture(scope="module")
def draft() -> letters.Letter:
    composed = letters.compose("reply_granted", matter("reply_granted", number=NUMBER_MARK))
    return letters.opened_for_signing(composed)


@pytest.fixture
def office(sqlite_with, tmp_path, monkeypatch) -> Office:
    monkeypatch.setenv("GONGKAI_HOME", str(tmp_path))
    return sqlite_with(open_office)


def changed(word: bytes, change) -> bytes:
    """The document after somebody was at it in Word."""
    document = docx.Document(io.BytesIO(word))
    change(document)
    document.core_properties.last_modified_by = "王小明"
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def rewrite(old: str, new: str):
    def change(document):
        (found,) = [each for each in document.paragraphs if old in each.text]
        found.runs[0].text = found.text.replace(old, new)
        for each in found.runs[1:]:
            each.text = ""

    return change


def test_a_draft_leaves_number_and_day_open(draft):
    assert draft.of("number") == (NUMBER_MARK,) and draft.of("dated") == (DAY_MARK,)


def test_signing_changes_the_two_places_and_nothing_else(draft):
    made = letters.signed(draft.key, draft.word, "尉公复〔2025〕9号", DAY)
    assert made.of("number") == ("尉公复〔2025〕9号",) and made.of("dated") == ("2025年10月17日",)
    assert [each for each in made.blocks if each.role not in ("number", "dated")] == [
        each for each in draft.blocks if each.role not in ("number", "dated")
    ]
    assert letters.signed(draft.key, draft.word, "尉公复〔2025〕9号", DAY).word == made.word, "equal bytes"


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        (NUMBER_MARK, "尉公复〔2025〕8号", "没有“（签发时编号）”"),
        (DAY_MARK, "2025年10月1日", "没有“（签发之日）”"),
        (DAY_MARK, DAY_MARK * 2, "不止一处"),
    ],
)
def test_a_lost_place_is_refused_by_name(draft, old, new, said):
    with pytest.raises(GongkaiError, match=said) as refused:
        letters.signed(draft.key, changed(draft.word, rewrite(old, new)), "N", DAY)
    assert refused.value.code == "no_place"


def test_what_a_pdf_could_not_show_is_refused(draft):
    require_plain(draft.word)
    picture = io.BytesIO()
    Image.new("RGB", (4, 4)).save(picture, "PNG")
    with pytest.raises(GongkaiError, match="不能有图片"):
        require_plain(changed(draft.word, lambda each: each.add_picture(picture)))
    with pytest.raises(GongkaiError, match="docx"):
        require_plain(b"no document")


@pytest.mark.law("SECRETS 35")
def test_the_reviewed_draft_itself_goes_out_with_both_fingerprints_on_record(office):
    there = office.application("2024年度防汛经费使用情况")
    page = case_page(office.clerk, there, office.at)
    sha256 = services.draft(
        there,
        {1: words(Outcome.GRANTED)},
        answering.draft(page, {1: words(Outcome.GRANTED)}),
        office.by("clerk"),
    )
    office.clear(there, sha256)
    number = services.sign(there, sha256, office.by("leader"))
    assert number == "尉公复〔2025〕1号"
    before = letters.read_letter("reply_granted", papers.content(Reply.objects.get().paper))
    final = {each.name[-4:]: each for each in Paper.objects.filter(subject=there, kind="reply")}
    after = letters.read_letter("reply_granted", papers.content(final["docx"]))
    assert after.text == before.text.replace(NUMBER_MARK, number).replace(DAY_MARK, "2025年9月15日")
    with pypdfium2.PdfDocument(papers.content(final[".pdf"])) as file:
        said = "".join("".join(each.get_textpage().get_text_range().split()) for each in file)
    assert all("".join(each.split()) in said for each in after.text.split("\n") if each)
    kept = Deed.objects.get(subject=there, verb="foi.sign").result
    assert kept["draft"] == sha256 and set(kept["final"]) == {each.sha256 for each in final.values()}


def test_a_draft_edited_in_word_is_the_draft_and_its_review_is_void(office):
    there = office.application("2024年度防汛经费使用情况")
    page = case_page(office.clerk, there, office.at)
    first = answering.draft(page, {1: words(Outcome.GRANTED)})
    sha256 = services.draft(there, {1: words(Outcome.GRANTED)}, first, office.by("clerk"))
    office.clear(there, sha256)
    page = case_page(office.clerk, there, office.at)
    upload = changed(first.content, rewrite("纸质复印件一份", "纸质复印件一份，另附目录"))
    file = answering.edited(page, File("答复书（改）.docx", upload))
    second = services.draft(there, page.draft.words, file, office.by("clerk"))
    assert second != sha256
    with pytest.raises(RefusedReply, match="重新审查"):
        services.sign(there, second, office.by("leader"))
    shown = answering.drafted(case_page(office.secrecy, there, office.at)).text
    assert "另附目录" in shown and "张三丰" not in shown and "王小明" not in str(file)
    office.clear(there, second)
    services.sign(there, second, office.by("leader"))
    final = Paper.objects.get(subject=there, kind="reply", name__endswith="docx")
    assert "另附目录" in letters.read_letter("reply_granted", papers.content(final)).text


def test_the_screen_takes_the_edited_draft_in_or_says_what_is_wrong(office):
    office.at = timezone.now() - timedelta(hours=6)
    there = office.application("2024年度防汛经费使用情况")
    first = answering.draft(case_page(office.clerk, there, office.at), {1: words(Outcome.GRANTED)})
    services.draft(there, {1: words(Outcome.GRANTED)}, first, office.by("clerk"))

    def upload(change):
        file = SimpleUploadedFile("改.docx", changed(first.content, change))
        return press(browser("clerk"), there, "redraft", edited=file)

    refused = upload(rewrite(DAY_MARK, "2025年10月1日"))
    assert refused.status_code == 422 and "签发之日" in refused.content.decode()
    done = upload(rewrite("纸质复印件一份", "纸质复印件两份"))
    assert done.status_code == 200 and "已换成修改后的稿" in done.content.decode()
    assert "纸质复印件两份" in answering.drafted(case_page(office.clerk, there, timezone.now())).text


def test_an_edited_draft_is_looked_into_and_keeps_its_legal_parts(office):
    there = office.application("2024年度防汛经费使用情况")
    page = case_page(office.clerk, there, office.at)
    first = answering.draft(page, {1: words(Outcome.GRANTED)})
    services.draft(there, {1: words(Outcome.GRANTED)}, first, office.by("clerk"))
    page = case_page(office.clerk, there, office.at)

    def hide(document):
        document.paragraphs[-1].add_run("秘密").font.hidden = True

    for change, said in (
        (hide, "隐藏"),
        (rewrite("行政复议", "复议"), "救济告知"),
        (rewrite("张三丰", "李四"), "收件人"),
        (rewrite(NUMBER_MARK, ""), "签发时编号"),
    ):
        with pytest.raises(GongkaiError, match=said):
            answering.edited(page, File("稿.docx", changed(first.content, change)))
    with pytest.raises(GongkaiError):
        answering.edited(page, File("稿.pdf", b"%PDF-1.7"))


@pytest.mark.law("RECON 23")
def test_a_draft_of_before_a_change_of_remedies_is_drafted_anew(office):
    there = office.on(date(2023, 12, 28)).application("过程信息")
    sha256 = office.draft(there, Outcome.DENIED_PROCESS_INFO)
    office.clear(there, sha256)
    office.on(date(2024, 1, 3))
    with pytest.raises(RefusedReply, match="规定有变化"):
        office.sign(there, sha256)
    again = office.draft(there, Outcome.DENIED_PROCESS_INFO, text="新稿")
    office.clear(there, again)
    assert office.sign(there, again)


def test_an_organ_without_a_code_word_numbers_nothing(office):
    there = office.application(who="stranger", organ=TOWN)
    with pytest.raises(RefusedReply, match="机关代字"):
        services.request_supplement(there, 5, office.by("stranger"), points=["写明年度"])
    assert office.status(there).phase is Phase.OPEN, "no deed without its letter"
