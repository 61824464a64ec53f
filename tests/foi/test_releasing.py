"""Answers are written for the public, cleared, released and withdrawn, by whom it falls to."""

from dataclasses import replace

import pytest
from foi_office import PERSON, open_office
from releases import BOX, HIDDEN, OTHER, REDACTED, WORDS, kinds, released, replied

from casework import release_files as made
from gongkai.casework.errors import RefusedPaper
from gongkai.casework.secrecy import SecrecyLevel
from gongkai.foi import answers, services
from gongkai.foi.errors import RefusedRelease, RefusedReply, SamePerson
from gongkai.foi.facts import ReleaseWithdrawal
from gongkai.foi.models import Release, Reply
from gongkai.foi.services import File
from gongkai.law.errors import GongkaiError
from gongkai.ledger import reading
from gongkai.organs import people
from gongkai.organs.acting import Role, actor_of
from gongkai.portal import frame
from gongkai.search import engines
from invented_county import COUNTY, HEALTH, OFFICE, START


@pytest.fixture
def office(sqlite_with, tmp_path, monkeypatch):
    monkeypatch.setenv("GONGKAI_HOME", str(tmp_path))
    frame.forget()
    yield sqlite_with(open_office)
    frame.forget()
    engines.close()


@pytest.mark.law("OGI 44")
def test_an_answer_is_released_by_three_people_and_only_once_it_was_delivered(office):
    subject = office.decided()
    with pytest.raises(RefusedRelease, match="还没有送达"):
        services.prepare_release(subject, WORDS, office.by("clerk"))
    office.deliver(subject)
    sha256 = services.prepare_release(subject, WORDS, office.by("head"), uploads=[File("a.pdf", REDACTED)])
    with pytest.raises(RefusedReply, match="没有保密审查记录"):
        services.release(subject, sha256, office.by("leader"))
    services.clear_release(subject, sha256, SecrecyLevel.NONE, "不涉密", office.by("secrecy"))
    with pytest.raises(SamePerson, match="另一人"):
        services.release(subject, sha256, office.by("head"))
    changed = services.prepare_release(subject, WORDS, office.by("clerk"), uploads=[File("a.pdf", OTHER)])
    assert changed != sha256, "another file is another fingerprint"
    with pytest.raises(RefusedRelease, match="重新打开"):
        services.release(subject, sha256, office.by("leader"))
    with pytest.raises(RefusedReply, match="重新审查"):
        services.release(subject, changed, office.by("leader"))
    services.clear_release(subject, changed, SecrecyLevel.NONE, "不涉密", office.by("secrecy"))
    key = office.by("leader", key="press")
    number = services.release(subject, changed, key)
    assert services.release(subject, changed, key) == number == 1
    assert kinds(subject).count("foi.released") == 1
    (fact,) = [each for each in reading.timeline(COUNTY, subject) if each.kind == "foi.released"]
    assert fact.body == {"version": 1, "files": 1}


@pytest.mark.law("OGI 15")
@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"answer": f"答复{PERSON.name}：已经公开。"}, "姓名"),
        ({"question": "张 三丰 申请公开防汛经费。"}, "姓名"),
        ({"answer": f"联系电话{PERSON.phone}。"}, "手机号码"),
        ({"answer": "身份证11010119900307757１。"}, "身份证"),
        ({"title": "城关镇人民路1号的拆迁补偿"}, "地址"),
        ({"answer": ""}, "请填写“答复内容”"),
    ],
)
def test_words_that_tell_who_asked_are_refused(office, change, said):
    subject = replied(office)
    with pytest.raises(RefusedRelease, match=said) as refused:
        services.prepare_release(subject, replace(WORDS, **change), office.by("clerk"))
    assert PERSON.name not in refused.value.message and PERSON.phone not in refused.value.message
    assert not Release.objects.exists()


def test_a_file_that_hides_something_or_names_somebody_is_not_released(office):
    subject = replied(office)
    named = made.word("<w:r><w:t>张三</w:t></w:r><w:r><w:t>丰的申请</w:t></w:r>")
    with pytest.raises(RefusedRelease, match=r"附件1.*姓名"):
        services.prepare_release(subject, WORDS, office.by("clerk"), uploads=[File("a.docx", named)])
    with pytest.raises(RefusedRelease, match=r"附件1.*姓名"):
        services.prepare_release(
            subject, WORDS, office.by("clerk"), uploads=[File("给张三丰的明细.pdf", REDACTED)]
        )
    letter = Reply.objects.get(application=subject).signed_paper
    with pytest.raises(RefusedPaper, match="含有当事人个人信息"):
        services.prepare_release(subject, WORDS, office.by("clerk"), chosen=[letter.pk])
    with pytest.raises(RefusedRelease, match="手机号码"):
        released(office, subject, uploads=[File("a.pdf", HIDDEN)])
    covered = made.typeset(f"#place(top + left)[Draft words]\n{BOX}")
    with pytest.raises(RefusedPaper, match="真正删除"):
        released(office, subject, uploads=[File("a.pdf", covered)])
    assert "foi.released" not in kinds(subject) and answers.count(COUNTY, answers.Wanted()) == 0


ROLES = {
    "prepare_release": {Role.LIAISON, Role.HEAD, Role.CLERK},
    "clear_release": {Role.SECRECY_REVIEWER},
    "release": {Role.HEAD, Role.LEADER},
    "withdraw_release": {Role.HEAD, Role.LEADER, Role.CLERK},
}


def test_who_may_release_and_withdraw_by_role_and_organ(office):
    for role in Role:
        for organ in (OFFICE, HEALTH):
            who = people.register(f"only-{organ}-{role.value}", "某人")
            people.appoint(
                who, people.set_up_post(organ, role, name=f"{role.value}-only").pk, valid_from=START
            )
            office.actors[f"{organ}-{role.value}"] = actor_of(who, office.at.date())
    subject = replied(office)
    for deed, allowed in ROLES.items():
        for role in Role:
            for organ in (HEALTH, OFFICE):
                sha256 = stand(office, subject, deed)
                by = office.by(f"{organ}-{role.value}")
                before = len(kinds(subject))
                try:
                    act(deed, subject, sha256, by)
                    done = True
                except GongkaiError:
                    done = False
                reach = organ == OFFICE or role is Role.CLERK
                assert done == (role in allowed and reach), (deed, role, organ)
                assert done or len(kinds(subject)) == before


def stand(office, subject, deed):
    """Bring the case to where a deed is possible; the fingerprint that was prepared."""
    prepared = services.prepare_release(subject, WORDS, office.by("other_clerk"), uploads=[])
    if deed in ("release", "withdraw_release"):
        services.clear_release(subject, prepared, SecrecyLevel.NONE, "不涉密", office.by("secrecy"))
    if deed == "withdraw_release":
        services.release(subject, prepared, office.by("head"))
    return prepared


def act(deed, subject, sha256, by):
    if deed == "prepare_release":
        services.prepare_release(subject, WORDS, by)
    elif deed == "clear_release":
        services.clear_release(subject, sha256, SecrecyLevel.NONE, "不涉密", by)
    elif deed == "release":
        services.release(subject, sha256, by)
    else:
        services.withdraw_release(subject, ReleaseWithdrawal.ERROR, "内容有误", by)
