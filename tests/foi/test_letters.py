"""Letters: every one composes, holds all it must, names nobody else, and looks as it should."""

import hashlib
import io
import subprocess
import zipfile
from dataclasses import replace
from datetime import date

import docx
import pypdfium2
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from foi.letter_matters import APPLICANT, DATED, DECIDER, ITEM, OFFICE, THIRD_PARTY, matter
from gongkai.casework.release import inspect
from gongkai.foi import letters
from gongkai.foi.facts import Letter as Delivered
from gongkai.foi.facts import Outcome
from gongkai.foi.letters.catalogue import AUDIENCES, EFFECTS, label, letter_forms
from gongkai.foi.letters.matter import Item, Withheld
from gongkai.foi.letters.styles import STYLES
from gongkai.foi.remedy import remedy
from gongkai.law.deadlines import deadlines
from gongkai.law.errors import GongkaiError
from gongkai.law.outcomes import outcome
from gongkai.law.sources import cite, unresolved
from scripts import letter_templates

KEYS = list(letter_forms())
REPLIES = [key for key in KEYS if letter_forms()[key].outcome]
pytestmark = pytest.mark.law("OGI 30", "OGI 32", "OGI 33.2", "OGI 34", "OGI 35", "OGI 36", "OGI 37", "OGI 45")


@pytest.fixture(scope="module")
def composed():
    return {key: letters.compose(key, matter(key)) for key in KEYS}


def pages(pdf: bytes) -> list[str]:
    with pypdfium2.PdfDocument(pdf) as document:
        return [page.get_textpage().get_text_bounded() for page in document]


def squeezed(text: str) -> str:
    return "".join(text.split())


# The catalogue


def test_the_catalogue_is_whole():
    for form in letter_forms().values():
        assert form.to in AUDIENCES and form.effect in EFFECTS and form.form in ("letter", "table")
        assert {form.within, form.answer} <= {"", *deadlines()}
        assert not form.delivers or Delivered(form.delivers)
        assert all(label(path) for path in form.requires)
        assert unresolved(form.laws) == []
        assert ("number" in form.requires) == bool(form.series)
    assert {form.outcome for form in letter_forms().values()} - {""} == {str(each) for each in Outcome}


def test_each_outcome_rests_on_the_article_that_the_law_data_names():
    for key in REPLIES:
        form = letter_forms()[key]
        named = outcome(form.outcome).law
        assert named in (*form.laws, "FORM2021"), key


def test_which_letter_tells_which_outcomes():
    assert [letters.reply_key((str(each),)) for each in Outcome] == [f"reply_{each}" for each in Outcome]
    assert letters.reply_key(("granted", "granted")) == "reply"
    with pytest.raises(GongkaiError, match="没有“x”这种文书"):
        letters.letter_form("x")


def test_numbers_of_letters():
    assert letters.series_of("A", "reply", 2021) == letters.series_of("A", "reply_granted", 2021)
    assert letters.series_of("A", "reply", 2021) != letters.series_of("A", "fee_notice", 2021)
    assert letters.series_of("A", "reply", 2021) != letters.series_of("A", "reply", 2022)
    with pytest.raises(GongkaiError, match="不编文号"):
        letters.series_of("A", "delivery_receipt", 2021)


# Words


@pytest.mark.parametrize("key", KEYS)
def test_nothing_of_the_template_is_left(composed, key):
    text = composed[key].text
    assert not {"{{", "}}", "{%", "None", "\\n"} & {
        mark for mark in ("{{", "}}", "{%", "None", "\\n") if mark in text
    }
    assert "。。" not in text and "“”" not in text
    assert composed[key].title == letter_forms()[key].title


@pytest.mark.parametrize("key", REPLIES)
def test_a_reply_has_all_its_parts(composed, key):
    letter, form, told = composed[key], letter_forms()[key], matter(key)
    assert letter.of("number") == ("甲公复〔2025〕3号",)
    assert letter.of("to") == ("林知远：",)
    assert letter.head == OFFICE.name and letter.of("signature") == (OFFICE.name,)
    assert letter.of("dated") == ("2025年10月17日",)
    assert "2025年9月15日收到你以信函方式提出" in letter.text and told.application_no in letter.text
    assert f"“{ITEM.asked}”" in letter.text
    decision = "".join(letter.of("decision"))
    assert decision
    for law in form.laws:
        place = cite(law)
        assert place.source.title in decision
        assert place.place in decision or place.place.removeprefix("第三十六条") in decision
    for path in form.requires:
        if path.startswith("item.") and path not in ("item.asked", "item.withheld"):
            assert getattr(ITEM, path.removeprefix("item.")) in decision, path
    assert all(paragraph in letter.text for paragraph in told.remedy)
    assert bool(told.remedy) == (outcome(form.outcome).remedy != "none")


def test_the_extra_parts_by_outcome(composed):
    assert "0371-00000001" in composed["reply_unable_not_this_organ"].text
    assert "信访局" in composed["reply_not_processed_petition"].text
    assert "“禾丰路”" in composed["reply_unable_not_held"].text
    for part in ITEM.withheld:
        assert all(
            each in composed["reply_partial"].text for each in (part.part, part.reason, cite(part.law).text)
        )
    fee = composed["fee_notice"].text
    assert "第201至250页每页40元；合计4700元" in fee and "自收到本通知书次日起20个工作日内" in fee
    assert "2025年10月29日" in fee and "窗口缴纳" in fee


def test_what_may_be_told_is_left_out_where_it_is_not_known():
    told = matter(
        "reply_unable_not_this_organ", items=(replace(ITEM, outcome="unable_not_this_organ", other_organ=""),)
    )
    assert "可以向负责公开" not in letters.compose("reply_unable_not_this_organ", told).text


def test_terms_come_from_the_law_of_the_day_of_the_letter(composed):
    assert "自收到申请之日起20个工作日内" in composed["receipt"].text
    assert "15个工作日内提出书面意见" in composed["third_party_consultation"].text
    early = letters.compose("receipt", matter("receipt", dated_on=date(2018, 6, 1)))
    assert "自收到申请之日起15个工作日内" in early.text


@pytest.mark.parametrize("key", KEYS)
def test_what_is_required_is_refused_when_missing(key):
    form = letter_forms()[key]
    if not form.requires:
        return
    bare = letters.LetterMatter(organ=replace(OFFICE, phone=""), dated_on=DATED)
    with pytest.raises(GongkaiError) as refused:
        letters.compose(key, bare)
    assert refused.value.code == "letter_incomplete"
    assert refused.value.context["missing"] == [label(path) for path in form.requires]


def test_a_business_is_addressed_as_one():
    business = replace(APPLICANT, name="甲县启明科技有限公司", organisation=True)
    text = letters.compose("reply_granted", matter("reply_granted", applicant=business)).text
    assert "收到你单位以信函方式" in text and "收到你以" not in text


# Several items


def mixed(*outcomes, **changes):
    items = tuple(
        replace(ITEM, outcome=str(each), asked=f"第{n}份文件") for n, each in enumerate(outcomes, 1)
    )
    told = remedy([each.outcome for each in items], DECIDER, decided_on=DATED, manner="post")
    supplement = replace(matter("reply").supplement, came_on=date(2025, 9, 29))
    return matter("reply", items=items, remedy=told.paragraphs, supplement=supplement, **changes)


@pytest.mark.law("OGI 37")
def test_several_items_are_decided_one_by_one_in_one_letter():
    letter = letters.compose("reply", mixed("granted", "denied_state_secret", "unable_not_held"))
    assert letter.of("heading") == ("一、关于“第1份文件”", "二、关于“第2份文件”", "三、关于“第3份文件”")
    text = letter.text
    assert "申请共3项" in text and "属于依法确定为国家秘密" in text and "该政府信息不存在" in text
    assert "如不服本答复第二项，应当" in text and "如不服本答复的其他内容，可以" in text
    assert text.index("一、关于") < text.index("予以公开：") < text.index("二、关于") < text.index("三、关于")


@settings(max_examples=25)
@given(outcomes=st.lists(st.sampled_from(list(Outcome)), min_size=2, max_size=4))
def test_any_mixture_says_of_each_item_what_its_own_letter_says(outcomes):
    told = mixed(*outcomes)
    text = letters.compose("reply", told).text
    for item in told.items:
        alone = letters.compose(f"reply_{item.outcome}", replace(told, items=(item,), remedy=("。",)))
        assert all(line in text for line in alone.of("decision"))


def test_a_new_reply_says_what_it_takes_back():
    told = matter(
        "reply_granted",
        takes_back="甲公复〔2025〕1号",
        ordered_by="乙市人民政府乙政复决〔2025〕8号行政复议决定",
    )
    text = letters.compose("reply_granted", told).text
    assert "根据乙市人民政府乙政复决〔2025〕8号行政复议决定，本机关对该申请重新作出答复" in text
    assert "本机关甲公复〔2025〕1号的答复自本答复作出之日起撤销" in text


# Personal data


@pytest.mark.law("PIPL 34")
@pytest.mark.parametrize("key", [key for key in KEYS if letter_forms()[key].to != "internal"])
def test_no_letter_holds_anything_of_another_party(composed, key):
    parts = zipfile.ZipFile(io.BytesIO(composed[key].word))
    whole = composed[key].text + "".join(
        parts.read(each).decode("utf-8", "replace") for each in parts.namelist()
    )
    sensitive = [APPLICANT.id_no, APPLICANT.phone, APPLICANT.email, APPLICANT.address]
    others = [APPLICANT.name] if letter_forms()[key].to != "applicant" else [THIRD_PARTY]
    assert not [each for each in (*sensitive, *others) if each in whole]


def test_a_name_in_free_text_is_refused():
    told = matter("third_party_consultation")
    told = replace(told, consulted=replace(told.consulted, about="林知远申请的土地流转合同"))
    with pytest.raises(GongkaiError, match="其他当事人"):
        letters.compose("third_party_consultation", told)
    reply = matter("reply_denied_third_party")
    (item,) = reply.items
    with pytest.raises(GongkaiError, match="其他当事人"):
        letters.compose(
            "reply_denied_third_party",
            replace(reply, items=(replace(item, consulted=f"{THIRD_PARTY}不同意公开"),)),
        )
    asked = replace(item, asked=f"{THIRD_PARTY}的土地流转合同")
    assert letters.compose("reply_denied_third_party", replace(reply, items=(asked,)))


def test_a_template_that_asks_for_what_is_not_for_the_addressee_is_refused(tmp_path):
    own(tmp_path, "third_party_consultation", "{{ applicant.name }}")
    with pytest.raises(GongkaiError, match="文书模板“政府信息公开征求意见书”"):
        letters.compose("third_party_consultation", matter("third_party_consultation"), templates=tmp_path)


# Templates


def own(folder, key, words):
    """A county's own template: ours, edited as in Word."""
    document = docx.Document(str(letter_templates.FOLDER / f"{key}.docx"))
    document.paragraphs[3].add_run(words)
    document.save(str(folder / f"{key}.docx"))


@pytest.mark.parametrize("key", KEYS)
def test_the_kept_templates_are_those_that_the_texts_make(key):
    made = letter_templates.template(letter_forms()[key], letter_templates.texts())
    assert made == (letter_templates.FOLDER / f"{key}.docx").read_bytes()


def test_no_template_is_left_over():
    assert {path.stem for path in letter_templates.FOLDER.glob("*.docx")} == set(KEYS)


def test_a_county_edits_a_template_in_word(tmp_path):
    own(tmp_path, "receipt", "本县另有便民服务电话{{ organ.phone }}。")
    letter = letters.compose("receipt", matter("receipt"), templates=tmp_path)
    assert "本县另有便民服务电话0371-00000000。" in letter.text
    assert "本县另有便民服务电话0371-00000000。" in squeezed("".join(pages(letters.pdf(letter))))


@pytest.mark.parametrize(
    "words", ["{{ organ.secret }}", "{{ ''.__class__.__mro__ }}", "{% if %}", "{{ organ.name"]
)
def test_a_broken_or_prying_template_is_refused(tmp_path, words):
    own(tmp_path, "receipt", words)
    with pytest.raises(GongkaiError) as refused:
        letters.compose("receipt", matter("receipt"), templates=tmp_path)
    assert refused.value.code == "broken_template"


def test_an_edited_letter_is_read_again(composed):
    document = docx.Document(io.BytesIO(letters.docx(composed["apology"])))
    document.paragraphs[3].add_run("我们已电话致歉。")
    stream = io.BytesIO()
    document.save(stream)
    edited = letters.read_letter("apology", stream.getvalue())
    assert "我们已电话致歉。" in edited.text and edited.head == OFFICE.name
    assert "我们已电话致歉。" in squeezed("".join(pages(letters.pdf(edited))))


# Documents


def test_the_same_matter_gives_the_same_bytes():
    first, second = (letters.compose("reply_partial", matter("reply_partial")) for _ in range(2))
    assert hashlib.sha256(first.word).digest() == hashlib.sha256(second.word).digest()
    assert letters.pdf(first) == letters.pdf(second)


@pytest.mark.parametrize("key", KEYS)
def test_the_pdf_says_what_the_word_document_says(composed, key):
    said = squeezed("".join(pages(letters.pdf(composed[key]))))
    for line in composed[key].text.split("\n"):
        for n in range(0, len(squeezed(line)), 12):
            assert squeezed(line)[n : n + 12][:6] in said


@pytest.mark.parametrize("key", KEYS)
def test_our_own_letters_pass_the_release_gate(composed, key):
    assert inspect(composed[key].word, "a.docx") == []
    assert inspect(letters.pdf(composed[key]), "a.pdf") == []


def test_hostile_text_stays_text():
    nasty = "<b>&amp;</b>{{ organ.name }}{% for %}#set page(width: 1pt)\x0b$x$ ]]> “引号”"
    told = matter("reply_granted", items=(replace(ITEM, outcome="granted", asked=nasty),))
    letter = letters.compose("reply_granted", told)
    assert nasty.replace("\x0b", "") in letter.text
    assert "#setpage(width:1pt)" in squeezed("".join(pages(letters.pdf(letter))))


@pytest.mark.parametrize("count", range(1, 15))
def test_no_page_holds_the_signature_alone(count):
    parts = tuple(
        Withheld(part=f"第{n}页", reason="该内容属于讨论记录", law="OGI 16.2") for n in range(count)
    )
    told = matter("reply_partial", items=(replace(ITEM, outcome="partial", withheld=parts),))
    found = pages(letters.pdf(letters.compose("reply_partial", told)))
    last = squeezed(found[-1])
    assert last.index("人民法院提起行政诉讼。") < last.index("2025年10月17日")


def test_the_page_is_that_of_the_standard(composed):
    section = docx.Document(io.BytesIO(composed["reply_granted"].word)).sections[0]
    margins = (section.top_margin, section.bottom_margin, section.left_margin, section.right_margin)
    assert [round(each.mm) for each in margins] == [37, 35, 28, 26]
    assert section.different_first_page_header_footer and round(section.header_distance.mm) == 30
    document = docx.Document(io.BytesIO(composed["reply_granted"].word))
    normal = document.styles["Normal"]
    assert (normal.font.size.pt, normal.paragraph_format.line_spacing.pt) == (16, 28)
    used = {paragraph.style.name for paragraph in document.paragraphs}
    assert used <= set(STYLES.values())


@pytest.mark.needs("libreoffice")
def test_libreoffice_draws_the_same_words(composed, found, tmp_path):
    for key in ("reply_partial", "register", "fee_notice"):
        (tmp_path / f"{key}.docx").write_bytes(composed[key].word)
    subprocess.run(
        [
            found("libreoffice"),
            f"-env:UserInstallation=file://{tmp_path}/profile",
            "--headless",
            "--convert-to",
            "pdf",
            "--outdir",
            tmp_path,
            *tmp_path.glob("*.docx"),
        ],
        check=True,
        capture_output=True,
        timeout=180,
    )
    for key in ("reply_partial", "register", "fee_notice"):
        drawn = pages((tmp_path / f"{key}.pdf").read_bytes())
        assert len(drawn) == len(pages(letters.pdf(composed[key])))
        assert squeezed(composed[key].title) in squeezed(drawn[0])


def test_an_item_needs_its_outcome_to_be_one_of_several():
    with pytest.raises(GongkaiError, match="没有“reply_”这种文书"):
        letters.compose("reply", matter("reply", items=(Item(asked="甲"), Item(asked="乙"))))


def test_the_application_form_can_be_handed_out_blank():
    blank = letters.compose("application_form", letters.LetterMatter(organ=OFFICE, dated_on=DATED))
    (table,) = (block for block in blank.blocks if block.rows)
    values = [cell.text.strip() for row in table.rows for cell in row if cell.role == "value"]
    assert len(values) > 10 and not any(values)
