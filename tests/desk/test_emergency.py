"""Forced publication (紧急发布) from the screens: reached, flagged, made good by somebody else."""

import pytest
from asking import do, offered, page_of, text

from gongkai.records.models import Record
from gongkai.records.queries import registration
from records.office import COUNTY, HEALTH, person

NOT_SECRET = {"verdict": "approved", "level": "none", "basis": "不在国家秘密事项范围内", "remarks": ""}


@pytest.fixture
def workplace(workplace):
    from gongkai.organs.acting import Role

    workplace.actors["other-leader"] = person("other-leader", {HEALTH: Role.LEADER})
    return workplace


def test_an_emergency_goes_from_draft_to_live_and_is_made_good(workplace, browser_of):
    there = workplace.submitted(title="关于启动防汛一级应急响应的通告")
    address = page_of(there)
    leader, secrecy, inspector = browser_of("leader"), browser_of("secrecy"), browser_of("inspector")

    page = text(leader.get(address))
    assert "先要办理保密审查，可以不等其他环节" in page and "force_publish" not in offered(page)
    assert offered(text(secrecy.get(address))) == ["decide"], "the secrecy review need not wait for its turn"
    assert offered(text(browser_of("second").get(address))) == [], "every other step waits"
    told = do(secrecy, there, "decide", **NOT_SECRET)
    assert "审查中" in told and "不涉密，可以公开" in told

    assert "force_publish" in offered(text(leader.get(address)))
    form = text(leader.get(f"{address}do/force_publish/"))
    assert 'data-confirm="确定' in form and "保密审查不能省略" in form
    assert "请填写这一项" in do(leader, there, "force_publish", reason="")
    done = do(leader, there, "force_publish", reason="汛情紧急，须立即告知群众转移")
    assert "已紧急发布" in done and "紧急发布待补审" in done and "汛情紧急" in done
    record = Record.objects.get(subject=there.subject)
    assert record.visible and record.live_edition.forced
    assert registration(COUNTY, record.published_on, record.published_on)[0].remark == "紧急发布，待补审"

    for login in ("leader", "secrecy", "liaison"):
        assert "clear_forced" not in offered(text(browser_of(login).get(address))), login
    for page in ("/desk/", "/desk/records/forced/"):
        assert "防汛一级应急响应" in text(inspector.get(page)), page
    assert "/desk/records/forced/" in text(inspector.get("/desk/")), "in the menu of whoever makes it good"
    good = do(inspector, there, "clear_forced", remarks="内容无误，同意公开")
    assert "已补行审查" in good and "紧急发布待补审" not in good and "内容无误" in good
    assert "防汛一级应急响应" not in text(inspector.get("/desk/records/forced/"))
    record.live_edition.refresh_from_db()
    assert record.live_edition.forced and record.live_edition.forced_cleared_at is not None


def test_the_secrecy_review_done_early_is_not_asked_for_again(workplace, browser_of):
    there = workplace.submitted()
    do(browser_of("secrecy"), there, "decide", **NOT_SECRET)
    for login in ("first", "second", "third"):
        assert "已办理" in do(browser_of(login), there, "decide", verdict="approved", remarks=""), login
    assert "待发布" in text(browser_of("clerk").get(page_of(there)))


def test_whoever_wrote_in_it_does_not_make_it_good(workplace, browser_of):
    from gongkai.organs import people
    from gongkai.organs.acting import Role
    from gongkai.organs.models import Person
    from gongkai.records import services
    from gongkai.records.errors import SamePerson
    from records.office import OFFICE, sample

    there = workplace.draft()
    revised = services.revise(
        there.subject, sample(abstract="另一人改过"), by=workplace.clerk, at=workplace.later()
    )
    sent = services.submit(there.subject, sha256=revised.sha256, by=workplace.liaison, at=workplace.later())
    workplace.approve(sent, "secrecy")
    services.force_publish(
        there.subject,
        sha256=sent.sha256,
        reason="情况紧急先行发布",
        by=workplace.leader,
        at=workplace.later(),
    )
    clerk = Person.objects.get(login="clerk")
    post = people.set_up_post(OFFICE, Role.INSPECTOR)
    people.appoint(clerk, post.pk, valid_from=workplace.at.date())
    browser = browser_of("clerk")
    browser.post("/desk/post/", {"post": post.pk})
    page = text(browser.get(page_of(there)))
    assert "请由另一人补行审查" in page and "clear_forced" not in offered(page)
    from gongkai.organs.acting import actor_of

    with pytest.raises(SamePerson):
        services.clear_forced(
            there.subject,
            sha256=sent.sha256,
            remarks="自己看过",
            by=actor_of(clerk, workplace.at.date()),
            at=workplace.later(),
        )
    assert "关于做好防汛" not in text(browser.get("/desk/?tab=waiting"))
