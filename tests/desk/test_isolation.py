"""Whatever lies outside a post's reach is not there: every address × every post × another organ's record."""

import re

import pytest
from workplace import REACH_ONE_ORGAN, WITHOUT_RECORDS, number

from gongkai.records import urls
from gongkai.records.models import Record

ONE = [each for each in urls.urlpatterns if "<str:number>" in str(each.pattern)]
WHOLE = [each for each in urls.urlpatterns if "<" not in str(each.pattern)]
ACTS = ("publish", "decide", "withdraw", "repeal", "discard", "force_publish", "begin_edition", "nothing")
SECRET_TITLE = "城关镇尚未公开的事项"
LOGINS = [f"health-{role}" for role in REACH_ONE_ORGAN] + [f"office-{role}" for role in WITHOUT_RECORDS]


def addresses(pattern, record_number):
    """The addresses of a pattern for a record, one for each act."""
    route = "/desk/records/" + str(pattern.pattern).replace("<str:number>", record_number)
    route = route.replace("<str:sha256>", "a" * 64).replace("<str:name>", "1-1").replace("<int:comment>", "1")
    if "<slug:key>" in route:
        return [route.replace("<slug:key>", key) for key in ACTS]
    assert "<" not in route, f"a new variable in {route}: say here what stands in its place"
    return [route]


def test_the_matrix_has_all_addresses_of_a_record():
    assert len(ONE) >= 9
    assert all(addresses(each, "1") for each in ONE)


@pytest.mark.parametrize("login", LOGINS)
def test_another_organs_record_is_not_there(workplace, browser_of, login):
    there = workplace.of_stranger(SECRET_TITLE)
    before = Record.objects.values().get(subject=there.subject)
    browser = browser_of(login)
    for pattern in ONE:
        for address in addresses(pattern, number(there)):
            for answer in (
                browser.get(address),
                browser.post(address, {"sha256": there.sha256, "reason": "无", "verdict": "approved"}),
            ):
                # A method that an address does not know says 405 of any record, there or not.
                assert answer.status_code in (404, 405), (address, answer.status_code)
                if answer.status_code == 405:
                    nobodys = browser.generic(
                        answer.request["REQUEST_METHOD"], address.replace(number(there), "1")
                    )
                    assert nobodys.status_code == 405
                assert SECRET_TITLE not in answer.content.decode()
    assert Record.objects.values().get(subject=there.subject) == before


@pytest.mark.parametrize("login", LOGINS)
def test_no_list_shows_it(workplace, browser_of, login):
    there = workplace.of_stranger(SECRET_TITLE)
    browser = browser_of(login)
    for pattern in WHOLE:
        address = "/desk/records/" + str(pattern.pattern)
        for query in ("", f"?q={SECRET_TITLE}", "?export=xlsx", "?organ=410223-90"):
            answer = browser.get(address + query)
            content = b"".join(answer.streaming_content) if answer.streaming else answer.content
            assert SECRET_TITLE.encode() not in re.sub(rb'value="[^"]*"', b"", content), address + query
    for act in ("publish",):
        answer = browser.post(
            "/desk/records/ready/", {"act": act, "pick": there.subject, "confirmed": "1"}, follow=True
        )
        assert SECRET_TITLE not in answer.content.decode()
    assert SECRET_TITLE not in browser.get("/desk/").content.decode()


def test_whoever_reaches_the_whole_county_sees_it(workplace, browser_of):
    there = workplace.of_stranger(SECRET_TITLE)
    for login in ("clerk", "inspector"):
        assert SECRET_TITLE in browser_of(login).get(f"/desk/records/{number(there)}/").content.decode()


def test_a_chosen_post_narrows_what_a_person_may(workplace, browser_of):
    """Somebody with two posts acts in one of them at a time."""
    from gongkai.organs.acting import Role
    from records.office import HEALTH, TOWN, person

    person("both", {HEALTH: Role.LIAISON, TOWN: Role.LIAISON})
    there = workplace.of_stranger(SECRET_TITLE)
    browser = browser_of("both")
    address = f"/desk/records/{number(there)}/"
    assert browser.get(address).status_code == 404, "the first post is the department's"
    assert browser.post("/desk/post/", {"post": f"{TOWN}.liaison-2"}).status_code == 302
    assert browser.get(address).status_code == 200
    assert browser.post("/desk/post/", {"post": "410223-01.clerk"}).status_code == 404, "not held"


def test_the_file_of_another_organ_is_not_there(workplace, browser_of):
    import io

    from gongkai.records import services

    there = workplace.of_stranger()
    after = services.attach(
        there.subject, io.BytesIO("名单".encode()), "名单.txt", by=workplace.stranger, at=workplace.later()
    )
    sha = Record.objects.get(subject=after.subject).uses.get().attachment_id
    own = workplace.draft(title="本委的一份草稿")
    address = f"/desk/records/{number(there)}/files/{sha}/"
    assert b"".join(browser_of("stranger").get(address).streaming_content) == "名单".encode()
    assert browser_of("health-liaison").get(address).status_code == 404
    assert browser_of("health-liaison").get(f"/desk/records/{number(own)}/files/{sha}/").status_code == 404
