"""F22: the disclosure log, and what is withdrawn from it."""

import json
import re
from dataclasses import replace

import jsonschema
import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from foi_office import open_office
from releases import (
    OTHER,
    REDACTED,
    WORDS,
    places,
    read,
    released,
    replied,
)

from gongkai.foi import services
from gongkai.foi.errors import RefusedRelease
from gongkai.foi.facts import Outcome, ReleaseWithdrawal
from gongkai.foi.models import Release
from gongkai.foi.services import File, PublicWords
from gongkai.ledger import reading
from gongkai.portal import addresses, frame
from gongkai.portal.checking import missing_tags
from gongkai.portal.press import Press
from gongkai.portal.sources import PublicSource
from gongkai.search import engines, indexing
from invented_county import COUNTY


@pytest.fixture
def office(sqlite_with, tmp_path, monkeypatch):
    monkeypatch.setenv("GONGKAI_HOME", str(tmp_path))
    frame.forget()
    yield sqlite_with(open_office)
    frame.forget()
    engines.close()


@pytest.fixture
def source(office, tmp_path, monkeypatch) -> PublicSource:
    """What search asks, with an index that was made before anything was released."""
    monkeypatch.setenv("GONGKAI_SEARCH", f"sqlite:///{tmp_path}/search")
    asked = PublicSource(COUNTY, office.at.date())
    indexing.rebuild(engines.present(), asked)
    return asked


def test_f22_a_withdrawn_answer_is_gone_everywhere_at_once_and_a_notice_stays(office, source):
    subject = replied(office)
    number = released(office, subject)
    indexing.catch_up(engines.present(), source)
    reader, page, file = Client(), f"/foi/{number}.html", f"/foi/{number}/1.pdf"
    for path, said in places(number).items():
        assert said in read(reader, path), path
    assert WORDS.answer in reader.get(page).content.decode()
    there = reader.get(file)
    assert there.content == REDACTED and there["Cache-Control"] == "no-cache"
    assert "sandbox" in there["Content-Security-Policy"]
    assert reader.get(file, HTTP_IF_NONE_MATCH=there["ETag"]).status_code == 304
    with pytest.raises(RefusedRelease, match="理由"):
        services.withdraw_release(subject, ReleaseWithdrawal.ERROR, "", office.by("head"))
    services.withdraw_release(subject, ReleaseWithdrawal.PERSONAL, "附件中可以认出个人。", office.by("head"))
    for path in places(number):
        # The index was not told yet: search asks what may still be seen.
        said = read(reader, path)
        assert WORDS.title not in said and page not in said, path
    for kept in ({}, {"HTTP_IF_NONE_MATCH": there["ETag"]}):
        assert reader.get(file, **kept).status_code == 404
    require_notice(reader, number)
    indexing.catch_up(engines.present(), source)
    assert indexing.compare(engines.present(), source).equal
    (fact,) = [each for each in reading.timeline(COUNTY, subject) if each.kind == "foi.release_withdrawn"]
    assert fact.body == {"version": 1, "reason": "personal", "text": "附件中可以认出个人。"}


def require_notice(reader: Client, number: int) -> None:
    """The notice in the place of a withdrawn answer, on the page and as data."""
    gone = reader.get(f"/foi/{number}.html")
    assert gone.status_code == 410 and gone["Cache-Control"] == "no-cache"
    told = gone.content.decode()
    assert "含有个人信息" in told and "附件中可以认出个人。" in told and "noindex" in told
    assert WORDS.title not in told and WORDS.answer not in told
    data = reader.get(f"/api/answers/{number}")
    assert data.status_code == 410 and "含有个人信息" in data.json()["detail"]


def test_f22_released_again_it_is_a_new_version_at_the_same_address(office, source):
    subject = replied(office)
    number = released(office, subject)
    services.withdraw_release(subject, ReleaseWithdrawal.ERROR, "数字有误。", office.by("clerk"))
    again = replace(WORDS, answer="更正：安排防汛经费三百万元。")
    assert released(office, subject, said=again, uploads=[File("明细.pdf", OTHER)]) == number
    indexing.catch_up(engines.present(), source)
    reader = Client()
    shown = reader.get(f"/foi/{number}.html")
    assert shown.status_code == 200 and "第2版" in shown.content.decode()
    assert again.answer in shown.content.decode() and WORDS.answer not in shown.content.decode()
    assert reader.get(f"/foi/{number}/1.pdf").content == OTHER
    assert reader.get(f"/api/answers/{number}").json()["version"] == 2
    for path, said in places(number).items():
        assert said in read(reader, path), path
    assert indexing.compare(engines.present(), source).equal


def test_no_file_of_the_site_ever_holds_an_answer(office):
    released(office)
    press = Press(office.at.date())
    assert not [path for path in press.paths() if path.startswith(addresses.ANSWERS)]
    laid = b"".join(press.render(path).body for path in press.paths())
    assert WORDS.title.encode() not in laid and b"/foi/1.html" not in laid
    assert b"/foi/sitemap.xml" in press.render(addresses.SITEMAP).body


def test_the_list_is_searched_narrowed_and_turned_over_at_the_same_cost(office):
    def cost(path="/foi/"):
        client = Client()
        client.get(path)
        with CaptureQueriesContext(connection) as asked:
            answer = client.get(path)
        assert answer.status_code == 200
        return len(asked)

    released(office)
    few = cost()
    for n in range(2, 6):
        subject = replied(office, outcome=Outcome.PARTIAL)
        said = PublicWords(title=f"第{n}件", question="申请公开道路规划。", answer="已经公开。")
        released(office, subject, said=said, uploads=())
    assert cost() == few <= 9
    client = Client()
    for query, found in (
        ("?q=道路", 4),
        ("?q=道路+防汛", 0),
        ("?outcome=granted", 1),
        ("?organ=x", 0),
        ("?year=2025", 5),
        ("?year=1999", 0),
        ("?page=99", 5),
    ):
        page = client.get("/foi/" + query).content.decode()
        assert len(re.findall(r'<h2><a href="/foi/\d+\.html">', page)) == found, query
    schema = client.get("/api/schema/answers.json").json()
    jsonschema.Draft202012Validator.check_schema(schema)
    jsonschema.Draft202012Validator(schema).validate(json.loads(client.get("/foi/list.json").content))
    assert client.get("/foi/99.html").status_code == client.get("/api/answers/99").status_code == 404
    assert client.get("/api/answers?outcome=granted").json()["total"] == 1


def test_the_pages_carry_their_tags_and_name_their_feeds(office):
    number = released(office)
    subject = Release.objects.get().application_id
    client = Client()
    for path, kind in (("/foi/", "column"), (f"/foi/{number}.html", "article"), ("/foi/figures/", "column")):
        page = client.get(path).content
        assert missing_tags(page, kind) == [], path
        linked = re.findall(rb'<link rel="alternate" type="[^"]+" title="[^"]+" href="([^"]+)"', page)
        assert linked and all(client.get(each.decode()).status_code == 200 for each in linked), path
    services.withdraw_release(subject, ReleaseWithdrawal.OUTDATED, "内容已经过时。", office.by("clerk"))
    assert missing_tags(client.get(f"/foi/{number}.html").content, "article") == []
