"""The decision letter: searched, drafted, cleared by fingerprint, signed by another, numbered, delivered."""

import threading
from datetime import date

import pytest
from django.db import connection
from foi_office import asked, words, written

from gongkai.casework.errors import Overtaken, RefusedPaper
from gongkai.casework.models import Counter, Deed, Paper, PaperReview, StatusRow
from gongkai.casework.secrecy import SecrecyLevel
from gongkai.casework.services import papers
from gongkai.foi import services
from gongkai.foi.deciding import needs_search
from gongkai.foi.errors import RefusedReply, RefusedStep, SamePerson
from gongkai.foi.facts import Manner, Outcome
from gongkai.foi.models import Reply
from gongkai.foi.status import ImpossibleAct, Phase, UnlawfulAct
from gongkai.ledger import reading
from gongkai.ledger.rows import BEIJING
from gongkai.organs.permissions import NotPermitted
from invented_county import COUNTY, OFFICE


def decided(subject):
    return [each for each in reading.timeline(COUNTY, subject) if each.kind == "foi.decided"]


def searched(office, subject, **more):
    services.search(subject, "档案室、办公系统", "防汛 经费", "未检索到", office.by("clerk"), **more)


@pytest.mark.law("SECRETS 35")
def test_a_changed_draft_is_without_review_and_cannot_be_signed(office):
    subject = office.application()
    first = office.draft(subject, text="第一稿")
    with pytest.raises(RefusedReply, match="没有保密审查记录"):
        office.sign(subject, first)
    office.clear(subject, first)
    second = office.draft(subject, text="第二稿")
    assert PaperReview.objects.count() == 1 and papers.current_review(subject, second) is None
    with pytest.raises(RefusedReply, match="不是您所看的"):
        office.sign(subject, first)
    with pytest.raises(RefusedReply, match="重新审查"):
        office.sign(subject, second)
    with pytest.raises(RefusedPaper, match="重新打开"):
        office.clear(subject, first)
    office.clear(subject, second)
    assert office.sign(subject, second) == "尉公复〔2025〕1号"
    assert [each.replaced_at is None for each in Reply.objects.order_by("pk")] == [False, True]


def test_the_same_content_drafted_again_keeps_its_review_but_a_secret_is_never_signed(office):
    subject = office.application()
    sha256 = office.draft(subject, text="稿")
    office.clear(subject, sha256, SecrecyLevel.SECRET)
    with pytest.raises(RefusedReply, match="不能对外提供"):
        office.sign(subject, sha256)
    office.clear(subject, sha256)
    assert office.draft(subject, text="稿") == sha256
    assert office.sign(subject, sha256)


@pytest.mark.law("OGI 17")
def test_who_drafts_neither_clears_nor_signs(office):
    subject = office.application(who="clerk")
    sha256 = office.draft(subject, who="clerk")
    Reply.objects.filter(application=subject).update(drafted_by_id=office.secrecy.person_id)
    with pytest.raises(SamePerson):
        office.clear(subject, sha256)
    Reply.objects.filter(application=subject).update(drafted_by_id=office.head.person_id)
    office.clear(subject, sha256)
    with pytest.raises(SamePerson):
        office.sign(subject, sha256, who="head")
    assert office.sign(subject, sha256, who="leader")


@pytest.mark.law("OGI 36(4)")
def test_not_held_demands_a_search_record_and_every_outcome_its_evidence(office):
    subject = office.application("一", "二")
    with pytest.raises(RefusedReply, match=r"第2项.*检索记录"):
        office.draft(subject, Outcome.GRANTED, Outcome.UNABLE_NOT_HELD)
    searched(office, subject, item=1)
    with pytest.raises(RefusedReply, match="第2项"):
        office.draft(subject, Outcome.GRANTED, Outcome.UNABLE_NOT_HELD)
    searched(office, subject, item=2)
    assert office.draft(subject, Outcome.GRANTED, Outcome.UNABLE_NOT_HELD)
    with pytest.raises(RefusedStep, match="检索范围"):
        services.search(subject, "", "词", "无", office.by("clerk"))
    assert [each for each in Outcome if needs_search(each)] == [
        Outcome.UNABLE_NOT_HELD,
        Outcome.UNABLE_NEED_CREATION,
    ]
    empty = type(words(Outcome.PARTIAL))(asked="一", outcome="partial")
    with pytest.raises(RefusedReply, match="逐项理由"):
        services.draft(
            subject, {1: empty, 2: words(Outcome.GRANTED)}, services.File("a.docx", b"x"), office.by("clerk")
        )
    with pytest.raises(RefusedReply, match="第2项"):
        services.draft(
            subject, {1: words(Outcome.GRANTED)}, services.File("a.docx", b"x"), office.by("clerk")
        )


@pytest.mark.law("OGI 37")
def test_f17_several_items_are_answered_one_by_one_and_counted_once(office):
    subject = office.application("公开的", "秘密的", "没有的")
    searched(office, subject)
    outcomes = (Outcome.GRANTED, Outcome.DENIED_STATE_SECRET, Outcome.UNABLE_NOT_HELD)
    office.decided(*outcomes, subject=subject)
    (fact,) = decided(subject)
    assert fact.body["outcome"] == "partial"
    assert fact.body["items"] == ["granted", "denied_state_secret", "unable_not_held"]
    assert StatusRow.objects.get(pk=subject).outcome == "partial"


def test_f16_two_who_sign_at_once_give_one_letter_and_one_number(office):
    subject = office.application()
    sha256 = office.draft(subject)
    office.clear(subject, sha256)
    seen = StatusRow.objects.get(pk=subject).seq
    by = {who: office.by(who, key=f"{who}-tab", seen=seen) for who in ("leader", "head")}
    begin, answers = threading.Barrier(2), {}

    def press(who):
        begin.wait()
        try:
            answers[who] = services.sign(subject, sha256, by[who], written=written)
        except (Overtaken, ImpossibleAct, RefusedReply) as told:
            answers[who] = told
        finally:
            connection.close()

    presses = [threading.Thread(target=press, args=(who,)) for who in by]
    [each.start() for each in presses]
    [each.join() for each in presses]
    numbers = [each for each in answers.values() if isinstance(each, str)]
    (loser,) = [each for each in answers.values() if not isinstance(each, str)]
    assert numbers == ["尉公复〔2025〕1号"]
    assert isinstance(loser, Overtaken) and "签发答复" in loser.message
    assert loser.context["who"] in ("周县长", "钱主任") and loser.context["done_at"]
    assert len(decided(subject)) == 1 and Paper.objects.filter(subject=subject, kind="reply").count() == 1
    assert Deed.objects.filter(subject=subject, verb="foi.sign").count() == 1


def test_the_same_press_again_is_the_same_letter(office):
    subject = office.application()
    sha256 = office.draft(subject)
    office.clear(subject, sha256)
    assert office.sign(subject, sha256, key="k") == office.sign(subject, sha256, key="k")
    with pytest.raises(ImpossibleAct):
        office.sign(subject, sha256)
    assert Counter.objects.get(series__startswith="letter:").last == 1


def test_a_refused_signature_takes_no_number(office):
    subject = office.application()
    services.request_supplement(subject, 10, office.by("clerk"))
    sha256 = office.draft(subject)
    office.clear(subject, sha256)
    with pytest.raises(UnlawfulAct, match="待补正"):
        office.sign(subject, sha256)
    assert not Counter.objects.filter(series__startswith="letter:").exists()
    assert office.sign(subject, sha256, despite="申请内容已能确定") == "尉公复〔2025〕1号"


@pytest.mark.law("SERVICE2016")
def test_f14_delivered_a_second_before_midnight_is_in_time_and_one_after_is_late(office):
    office.on(date(2025, 9, 15))
    one, two = office.application("一"), office.application("二")
    office.on(date(2025, 10, 17), 16)
    office.decided(subject=one)
    office.decided(subject=two)
    receipt = services.File("回执.txt", b"sent")
    for subject, minute in ((one, 54), (two, 56)):
        office.on(date(2025, 10, 17), 23, minute)
        services.deliver(subject, Manner.ELECTRONIC, office.by("clerk"), proof=receipt)
    assert (office.at.astimezone(BEIJING).day, StatusRow.objects.get(pk=one).late_days) == (18, 0)
    assert StatusRow.objects.get(pk=two).late_days == 1


def test_a_delivery_needs_its_proof_and_a_returned_letter_goes_again_without_being_late(office):
    subject = office.on(date(2025, 9, 15)).application()
    office.decided(subject=subject)
    for manner, more in (
        (Manner.POST, {}),
        (Manner.IN_PERSON, {"proof_no": "口头"}),
    ):
        with pytest.raises(RefusedStep, match="凭证"):
            services.deliver(subject, manner, office.by("clerk"), **more)
    with pytest.raises(ImpossibleAct, match="还没有送达"):
        services.archive(subject, office.by("clerk"))
    office.on(date(2025, 10, 17)).deliver(subject)
    with pytest.raises(ImpossibleAct, match="已于2025-10-17送达"):
        office.deliver(subject)
    services.come_back(subject, office.on(date(2025, 10, 28)).by("clerk"))
    office.on(date(2025, 10, 30)).deliver(subject)
    row = StatusRow.objects.get(pk=subject)
    assert (row.late_days, row.closed_on, row.phase) == (0, date(2025, 10, 17), Phase.DELIVERED.value)


def test_only_a_head_or_leader_signs_and_only_the_reviewer_clears(office):
    subject = office.application()
    sha256 = office.draft(subject)
    with pytest.raises(NotPermitted):
        services.clear_secrecy(subject, sha256, SecrecyLevel.NONE, "无", office.by("clerk"))
    office.clear(subject, sha256)
    with pytest.raises(NotPermitted):
        office.sign(subject, sha256, who="other_clerk")
    assert not decided(subject)


@pytest.mark.needs("postgresql")
def test_f16_fifty_at_once_across_new_year_have_numbers_without_gaps(postgresql, tmp_path, monkeypatch):
    from foi_office import open_office

    monkeypatch.setenv("GONGKAI_HOME", str(tmp_path))
    office = open_office()
    moments = [office.on(date(2025, 12, 31), 23, 59).at] * 25 + [office.on(date(2026, 1, 1), 0, 0).at] * 25
    made, begin = [], threading.Barrier(50)

    def press(n, at):
        begin.wait()
        try:
            made.append(services.submit_online(asked(f"第{n}件"), OFFICE, at=at, key=f"p{n}").subject)
        finally:
            connection.close()

    presses = [threading.Thread(target=press, args=each) for each in enumerate(moments)]
    [each.start() for each in presses]
    [each.join() for each in presses]
    expected = [f"foi:{year}-{n:04d}" for year in (2025, 2026) for n in range(1, 26)]
    assert sorted(made) == expected
