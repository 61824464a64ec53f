"""Letters of procedure: written with their deed, numbered without gaps, cleared, delivered, read by whom they
concern. Every deed that writes one is pressed once at its screen, and refused once.
"""

import re
from datetime import timedelta

import pytest
from django.utils import timezone
from foi_office import PERSON, Office, open_office, someone
from test_desk import browser, kinds, press

from gongkai.casework.models import Counter, Paper, StatusRow
from gongkai.casework.secrecy import SecrecyLevel
from gongkai.casework.services import papers
from gongkai.casework.services.parties import Particulars
from gongkai.foi import following, services
from gongkai.foi.errors import SamePerson
from gongkai.foi.facts import Letter, Opinion, Party
from gongkai.foi.letters import read_letter
from gongkai.foi.models import IssuedLetter
from gongkai.organs import people
from gongkai.organs.acting import Role, actor_of
from gongkai.organs.models import Person
from invented_county import HEALTH, OFFICE, START, TOWN

THIRD = Particulars(name="尉氏县禾丰农业有限公司", contact="田经理")


@pytest.fixture
def office(sqlite_with, tmp_path, monkeypatch) -> Office:
    monkeypatch.setenv("GONGKAI_HOME", str(tmp_path))
    office = sqlite_with(open_office)
    office.at = timezone.now() - timedelta(hours=6)
    return office


def open_one(office: Office) -> str:
    return office.application("2024年度防汛经费使用情况")


def late_one(office: Office) -> str:
    office.at -= timedelta(days=60)
    there = open_one(office)
    office.at += timedelta(days=60)
    return there


def reasonable(office: Office) -> str:
    there = open_one(office)
    services.demand_reasons(there, 5, office.by("clerk"))
    services.give_reasons(there, office.by("clerk"), reasonable=True)
    return there


def objected(office: Office) -> str:
    there = open_one(office)
    ref = services.consult(there, Party.THIRD_PARTY, "流转合同", office.by("clerk"), third_party=THIRD)
    services.close_consultation(there, ref, Opinion.OBJECTED, office.by("clerk"), text="涉及商业秘密")
    return there


def unanswered(office: Office) -> str:
    office.at -= timedelta(days=60)
    there = open_one(office)
    services.request_supplement(there, 5, office.by("clerk"))
    office.at += timedelta(days=60)
    return there


def many(office: Office) -> str:
    """The eleventh item of a month: a fee is due."""
    office.at = office.at.replace(day=1) if office.at.day > 3 else office.at
    for n in range(2):
        office.application(*[f"{n}第{m}项" for m in range(6)])
    return office.application("再一项")


DEEDS = {
    "request_supplement": (
        open_one,
        "clerk",
        {"working_days": 10, "points": "写明年度\n写明文号"},
        ["supplement_notice"],
    ),
    "find_lapsed": (unanswered, "head", {"finding": "两次电话告知"}, ["reply_other_no_supplement"]),
    "demand_reasons": (open_one, "clerk", {"working_days": 5, "count": "本月共35件"}, ["reasons_notice"]),
    "delay": (reasonable, "head", {"working_days": 30, "cause": "检索量大"}, ["delayed_reply"]),
    "extend": (open_one, "head", {"working_days": 20, "cause": "检索量大"}, ["extension_notice"]),
    "transfer": (
        open_one,
        "clerk",
        {"to": HEALTH, "wanted": "提供台账", "working_days": 5},
        ["assistance_letter"],
    ),
    "charge": (many, "clerk", {"tariff": "by_item", "how_to_pay": "到窗口缴纳"}, ["fee_notice"]),
    "apologise": (late_one, "clerk", {"fault": "超期", "cause": "滞留", "measures": "逐件核对"}, ["apology"]),
    "give_receipt": (open_one, "clerk", {}, ["receipt"]),
    "tell_third_party": (objected, "clerk", {"ref": "1", "decision": "公开面积"}, ["third_party_decision"]),
}
CONSULTED = {
    "third_party": (
        {"name": "尉氏县禾丰农业有限公司"},
        ["third_party_consultation", "consultation_notice_applicant"],
    ),
    "co_maker": ({"organ": HEALTH}, ["co_maker_consultation"]),
    "organ": ({"organ": TOWN, "working_days": 5}, ["assistance_letter"]),
}
for _party, (_more, _keys) in CONSULTED.items():
    DEEDS[f"consult {_party}"] = (open_one, "clerk", {"party": _party, "about": "流转合同", **_more}, _keys)


@pytest.mark.parametrize("deed", DEEDS)
def test_a_deed_writes_its_letters_and_a_preview_writes_nothing(office, deed):
    stand, who, given, keys = DEEDS[deed]
    there, client, screen = stand(office), browser(who), deed.partition(" ")[0]
    before = len(kinds(there)), Paper.objects.count(), list(Counter.objects.values_list())
    looked = press(client, there, screen, **given, look="1")
    page = looked.content.decode()
    assert looked.status_code == 200 and page.count('<article class="letter"') == len(keys), deed
    assert PERSON.name not in page
    assert (len(kinds(there)), Paper.objects.count(), list(Counter.objects.values_list())) == before
    done = press(client, there, screen, **given)
    assert done.status_code == 200, done.content.decode()
    rows = list(IssuedLetter.objects.filter(application=there).order_by("pk"))
    assert [each.key for each in rows] == keys
    for row in rows:
        kept = {each.media_type: each for each in Paper.objects.filter(pk__in=(row.word_id, row.pdf_id))}
        assert len(kept) == 2 and papers.content(kept["application/pdf"]).startswith(b"%PDF")
        letter = read_letter(row.key, papers.content(row.word))
        assert not row.number or letter.of("number") == (row.number,)
        assert row.number in done.content.decode() and letter.title in done.content.decode()


@pytest.mark.parametrize("deed", [each for each in DEEDS if each != "give_receipt"])
def test_a_deed_without_its_words_is_refused_and_takes_no_number(office, deed):
    stand, who, given, _ = DEEDS[deed]
    there, screen = stand(office), deed.partition(" ")[0]
    before = len(kinds(there)), list(Counter.objects.values_list())
    missing = next(name for name in given if name not in ("working_days", "to", "party", "tariff", "ref"))
    answer = press(browser(who), there, screen, **{**given, missing: " "})
    assert answer.status_code == 422
    assert (len(kinds(there)), list(Counter.objects.values_list())) == before
    assert not IssuedLetter.objects.filter(application=there).exists()


def test_letters_are_numbered_without_gaps_whatever_was_refused(office):
    one, two = open_one(office), office.application("二", applicant=someone(2))
    year = office.at.year
    press(browser("clerk"), one, "request_supplement", working_days=10, points="写明年度")
    press(browser("clerk"), one, "transfer", to=HEALTH, wanted="提供台账", working_days="")
    press(browser("head"), two, "extend", working_days=20, cause="检索量大")
    numbers = list(IssuedLetter.objects.order_by("pk").values_list("number", flat=True))
    assert numbers == [f"尉公函〔{year}〕{n}号" for n in (1, 2)]


@pytest.mark.law("SECRETS 35")
def test_a_letter_to_a_third_party_is_cleared_before_it_is_delivered(office):
    there = open_one(office)
    given = {"party": "third_party", "about": "流转合同", "name": THIRD.name}
    press(browser("clerk"), there, "consult", **given)
    to_third, to_applicant = IssuedLetter.objects.order_by("pk")
    told = read_letter(to_third.key, papers.content(to_third.word)).text
    assert THIRD.name in told and PERSON.name not in told
    assert THIRD.name not in read_letter(to_applicant.key, papers.content(to_applicant.word)).text
    sent = {"letter": "consultation", "manner": "post", "proof_no": "XA1CN", "ref": "1"}
    refused = press(browser("clerk"), there, "deliver", **sent)
    assert refused.status_code == 422 and "保密审查" in refused.content.decode()
    page = press(browser("secrecy"), there, "clear_letter", level="work", basis="工作秘密")
    assert page.status_code == 200
    assert press(browser("clerk"), there, "deliver", **sent).status_code == 422, "not free of secrets"
    press(browser("secrecy"), there, "clear_letter", level="none", basis="不在保密事项范围内")
    shown = press(browser("clerk"), there, "deliver", **sent).content.decode()
    row = re.search(r"<tr>(?:(?!</tr>).)*政府信息公开征求意见书.*?</tr>", shown, re.DOTALL).group()
    assert "XA1CN" in row and "李经办" in row and "保密审查通过" in row


def test_who_wrote_a_letter_does_not_clear_it(office):
    who = Person.objects.get(pk=office.secrecy.person_id)
    post = people.set_up_post(OFFICE, Role.CLERK, name="又一名经办人")
    people.appoint(who, post.pk, valid_from=START)
    office.actors["both"] = actor_of(who, office.at.date())
    there = open_one(office)
    services.consult(there, Party.THIRD_PARTY, "流转合同", office.by("both"), third_party=THIRD, writes=True)
    sha256 = IssuedLetter.objects.earliest("pk").word.sha256
    with pytest.raises(SamePerson):
        services.clear_letter(there, sha256, SecrecyLevel.NONE, "无", office.by("both"))


def test_the_applicant_reads_a_letter_once_its_delivery_is_on_record(office):
    there = open_one(office)
    services.request_supplement(there, 10, office.by("clerk"), points=["写明年度"])
    assert following.followed(there, office.at).letters == ()
    services.deliver(
        there, "electronic", office.by("clerk"), letter=Letter.SUPPLEMENT_REQUEST, proof_no="网站"
    )
    read = following.followed(there, office.later()).letters
    assert [each.title for each in read] == ["政府信息公开申请补正告知书"] * 2
    assert {each.ending for each in read} == {"docx", "pdf"}


def test_what_the_letter_says_is_what_the_case_says(office):
    there = open_one(office)
    services.extend(there, 20, office.by("head"), cause="检索量大")
    row = IssuedLetter.objects.get()
    letter = read_letter(row.key, papers.content(row.word))
    due = StatusRow.objects.get(pk=there).due_on
    assert f"{due.year}年{due.month}月{due.day}日前（含当日）答复" in letter.text
    assert "0371-27990000" in letter.text and letter.of("to") == (f"{PERSON.name}：",)
