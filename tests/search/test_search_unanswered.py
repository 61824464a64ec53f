"""What was asked for in vain is counted by day and wording, without anything personal."""

from datetime import UTC, date, datetime

import pytest
from search_asking import doc, fill

from gongkai.search import unanswered
from gongkai.search.services import search, suggest

MORNING = datetime(2020, 6, 10, 1, tzinfo=UTC)


class One:
    """A source with one record and no changes."""

    def __init__(self, *docs):
        self.docs = {each.subject: each for each in docs}

    def changes(self, after, limit):
        return []

    def last_seq(self):
        return 0

    def documents(self, subjects):
        return {each: self.docs[each] for each in subjects if each in self.docs}

    def everything(self):
        return self.docs.values()


@pytest.fixture
def asking(_servers):
    engine = _servers("sqlite")
    one = doc(1, "烟花爆竹通告", "由公安机关处罚")
    fill(engine, one)

    def ask(text, at=MORNING):
        return unanswered.note(search(text, source=One(one), engine=engine), asked_at=at)

    yield ask
    engine.close()


def test_counted_by_day_and_wording(database, asking):
    assert not asking("烟花爆竹") and not asking("") and not asking("，。")
    assert asking("养犬登记") and asking(" 养犬　登记 ") and asking("养犬登记")
    assert asking("養犬登記", datetime(2020, 6, 10, 20, tzinfo=UTC))
    assert asking("烟花暴竹")
    june = {"since": date(2020, 6, 1), "until": date(2020, 6, 30)}
    rows = [(each.text, each.times, each.last_on) for each in unanswered.listed(**june)]
    # Eight in the evening in London is the next morning here.
    assert rows == [
        ("养犬登记", 3, date(2020, 6, 11)),
        ("养犬 登记", 1, date(2020, 6, 10)),
        ("烟花暴竹", 1, date(2020, 6, 10)),
    ]
    assert unanswered.forget(before=date(2020, 6, 11)) == 3
    assert len(unanswered.listed(**june)) == 1


def test_nothing_personal_is_kept(database, asking):
    assert asking("王犇 410223199001011234")
    assert asking("13800001234 a.b@example.cn 王犇")
    texts = {each.text for each in unanswered.listed(since=date(2020, 6, 1), until=date(2020, 6, 30))}
    assert texts == {"王犇 …", "… … 王犇"}


def test_nobody_fills_the_table(database, asking, monkeypatch):
    monkeypatch.setattr(unanswered, "MOST_A_DAY", 2)
    assert asking("养犬登记") and asking("遛狗规定")
    assert not asking("养猫登记")
    assert asking("养犬登记")


def test_an_answer_has_all_that_a_page_shows(_servers):
    engine = _servers("sqlite")
    one = doc(1, "烟花爆竹通告", "由公安机关处罚", organ="10", doc_no="尉政〔2020〕3号")
    fill(engine, one)
    answer = search("烟花 处罚", source=One(one), engine=engine)
    (listed,) = answer.listed
    assert listed.doc == one and listed.title.has_marks and listed.snippet.has_marks
    assert answer.page.total_text == "1" and answer.facets["organ"][0].value == "10"
    assert not answer.found_nothing
    assert [each.phrase for each in suggest("yanhua", engine=engine)] == ["烟花爆竹通告"]
    near = search("烟花暴竹", source=One(one), engine=engine)
    assert near.found_nothing and near.page.relaxed and near.listed[0].title.has_marks
    engine.close()
