"""The index follows the records: at once, again, by several, after a kill; and never shows what is gone."""

import os
import signal
import sqlite3
import subprocess
import sys
import textwrap
import threading
import time
from pathlib import Path

import pytest
from records_of_test import FileSource
from search_asking import doc, fill, page, subjects

from gongkai.search import indexing
from gongkai.search.documents import Delete, Upsert
from gongkai.search.engines import engine_at
from gongkai.search.errors import IndexOutdated
from gongkai.search.services import search

HERE = Path(__file__).resolve().parent


@pytest.fixture
def source(tmp_path):
    made = FileSource(tmp_path / "records.sqlite3")
    yield made
    made.close()


def test_put_change_withdraw(engine, source):
    source.put(doc(1, "烟花爆竹通告"), doc(2, "秸秆禁烧通告"))
    assert indexing.catch_up(engine, source) == 2
    assert subjects(engine, "烟花") == ["record:1"]
    source.put(doc(1, "禁止露天烧烤通告", doc_no="尉政〔2020〕7号"))
    source.withdraw("record:2")
    assert indexing.catch_up(engine, source) == 2
    assert subjects(engine, "烟花") == subjects(engine, "秸秆") == []
    assert subjects(engine, "露天烧烤") == subjects(engine, "尉政[2020]7号") == ["record:1"]
    assert [each.phrase for each in engine.suggest("秸秆", limit=5)] == []
    assert engine.status().documents == 1 and engine.status().seq == 4
    assert indexing.catch_up(engine, source) == 0


def test_doing_it_again_changes_nothing(engine):
    ops = [Upsert(doc(1, "烟花爆竹通告")), Upsert(doc(2, "秸秆禁烧通告")), Delete("record:9")]
    assert engine.apply(ops, after=0, seq=3)
    before = list(engine.digests())
    assert engine.apply(ops, after=0, seq=3) and engine.apply(ops, after=3, seq=3)
    assert list(engine.digests()) == before and engine.status().documents == 2
    assert [each.titles for each in engine.suggest("烟花", limit=1)] == [1]


def test_who_is_behind_or_left_a_gap_is_refused(engine):
    assert engine.apply([Upsert(doc(1, "烟花爆竹通告"))], after=0, seq=5)
    assert not engine.apply([Upsert(doc(1, "旧的题目文字"))], after=0, seq=4)
    assert not engine.apply([Upsert(doc(1, "漏了前面的"))], after=7, seq=9)
    assert subjects(engine, "烟花") == ["record:1"] and engine.status().seq == 5


def test_a_rebuild_stands_in_the_place_of_the_old_at_once(engine, source):
    source.put(*(doc(n, f"第{n}批公示名单") for n in range(1, 60)))
    assert indexing.rebuild(engine, source) == 59
    source.put(doc(100, "露天烧烤通告"))
    indexing.catch_up(engine, source)
    stop, wrong = threading.Event(), []

    def ask() -> None:
        while not stop.is_set():
            if page(engine, "公示名单").total != 59:
                wrong.append(page(engine, "公示名单"))

    reader = threading.Thread(target=ask)
    reader.start()
    try:
        for _ in range(3):
            assert indexing.rebuild(engine, source) == 60
    finally:
        stop.set()
        reader.join()
    assert not wrong
    assert subjects(engine, "露天烧烤") == ["record:100"]


def test_a_rebuild_that_fails_leaves_the_old_one(engine):
    fill(engine, doc(1, "烟花爆竹通告"))

    def broken():
        yield doc(2, "秸秆禁烧通告")
        raise RuntimeError("the disk of the records is full")

    with pytest.raises(RuntimeError):
        engine.rebuild(broken(), seq=0)
    assert subjects(engine, "烟花") == ["record:1"] and subjects(engine, "秸秆") == []
    fill(engine, doc(3, "露天烧烤通告"))
    assert subjects(engine, "露天烧烤") == ["record:3"]


def test_other_tokens_force_a_rebuild(engine, source, monkeypatch):
    source.put(doc(1, "烟花爆竹通告"))
    indexing.catch_up(engine, source)
    module = sys.modules[type(engine).__module__]
    monkeypatch.setattr(module, "VERSION", 99)
    if type(engine).__module__.endswith("sqlite"):
        monkeypatch.setattr(sys.modules["gongkai.search.engines.sqlite_schema"], "VERSION", 99)
    assert not engine.status().current
    with pytest.raises(IndexOutdated, match="重建索引"):
        engine.apply([], after=1, seq=1)
    source.put(doc(2, "秸秆禁烧通告"))
    indexing.catch_up(engine, source)
    assert engine.status().current and engine.status().token_version == 99
    assert subjects(engine, "通告") == ["record:2", "record:1"]


def test_the_nightly_comparison_puts_right_what_differs(engine, source):
    source.put(doc(1, "烟花爆竹通告"), doc(2, "秸秆禁烧通告"), doc(3, "露天烧烤通告"))
    indexing.catch_up(engine, source)
    damage = [Delete("record:1"), Upsert(doc(2, "谁也没有写过")), Upsert(doc(9, "多出来的一件"))]
    assert engine.apply(damage, after=3, seq=3)
    found = indexing.compare(engine, source)
    assert (found.missing, found.different, found.extra) == (("record:1",), ("record:2",), ("record:9",))
    assert indexing.compare(engine, source).equal
    assert subjects(engine, "通告") == ["record:3", "record:2", "record:1"]


def test_withdrawn_is_gone_before_the_index_knows(engine, source):
    source.put(*(doc(n, f"第{n}批公示名单", "内容相同") for n in range(1, 6)))
    indexing.catch_up(engine, source)
    source.withdraw("record:3")
    answer = search("公示名单", source=source, engine=engine)
    assert "record:3" not in [each.doc.subject for each in answer.listed]
    assert answer.page.total == 4 and answer.facets is not None
    # Even where the row of the outbox was lost: every hit is checked again, and the count with it.
    source.link.execute("DELETE FROM doc WHERE subject = 'record:4'")
    answer = search("公示名单", source=source, engine=engine)
    assert [each.doc.subject for each in answer.listed] == ["record:5", "record:2", "record:1"]
    assert answer.page.total == 3


def test_what_lost_its_mark_is_not_shown_to_all(engine, source):
    source.put(doc(1, "烟花爆竹通告"))
    indexing.catch_up(engine, source)
    source.put(doc(1, "烟花爆竹通告", visible=frozenset({"organ:3"})))
    assert search("烟花", source=source, engine=engine).listed == ()
    indexing.catch_up(engine, source)
    assert search("烟花", source=source, engine=engine).page.total == 0
    assert engine.suggest("烟花", limit=5) == []
    theirs = search("烟花", source=source, engine=engine, visible_to=frozenset({"organ:3"}))
    assert theirs.page.total == 1


FOLLOWER = """
import sys, threading, time
sys.path.insert(0, {here!r})
from pathlib import Path
from gongkai.search import indexing
from gongkai.search.engines import engine_at
from records_of_test import FileSource
engine, source = engine_at({address!r}), FileSource(Path({records!r}))
print("ready", flush=True)
stop = threading.Event()
threading.Thread(target=lambda: (sys.stdin.read(), stop.set()), daemon=True).start()
indexing.follow(engine, source, stop, wait=0.02)
indexing.catch_up(engine, source)
engine.close(), source.close()
"""


def follower(engine, source_path: Path) -> subprocess.Popen:
    code = textwrap.dedent(FOLLOWER).format(here=str(HERE), address=engine.address, records=str(source_path))
    started = subprocess.Popen(
        [sys.executable, "-c", code],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONWARNINGS": "default"},
    )
    assert started.stdout.readline() == "ready\n", started.stderr.read()
    return started


def end(started: subprocess.Popen) -> str:
    _, errors = started.communicate(timeout=60)
    return errors if started.returncode else ""


def test_visible_to_another_process_within_a_second(engine, source, tmp_path):
    engine.status()
    started = follower(engine, tmp_path / "records.sqlite3")
    try:
        spent = []
        for number in range(1, 6):
            begun = time.monotonic()
            source.put(doc(number, f"第{number}号紧急通告"))
            while not subjects(engine, f"第{number}号紧急通告"):
                assert time.monotonic() - begun < 5
                time.sleep(0.01)
            spent.append(time.monotonic() - begun)
        # The middle one of five: a busy machine may pause any of them.
        assert sorted(spent)[2] < 1
    finally:
        assert end(started) == ""


def test_three_indexers_at_once_make_no_error_and_lose_nothing(engine, source, tmp_path):
    engine.status()
    started = [follower(engine, tmp_path / "records.sqlite3") for _ in range(3)]
    try:
        for number in range(1, 41):
            source.put(doc(number, f"第{number}批公示名单"))
            if number % 4 == 0:
                source.withdraw(f"record:{number - 2}")
            page(engine, "公示名单")
    finally:
        assert [end(each) for each in started] == ["", "", ""]
    assert dict(engine.digests()) == {each.subject: each.digest for each in source.everything()}
    assert engine.status().seq == source.last_seq() == 50
    assert page(engine, "公示名单", size=50).total == 30
    require_sound(engine)


def test_killed_at_any_moment_nothing_is_lost_or_doubled(engine, source, tmp_path):
    engine.status()
    for number in range(1, 5):
        started = follower(engine, tmp_path / "records.sqlite3")
        source.put(*(doc(number * 100 + n, f"第{n}批公示名单", "很长的内容" * 200) for n in range(30)))
        time.sleep(0.03 * number)
        started.send_signal(signal.SIGKILL)
        started.communicate()
    indexing.catch_up(engine, source)
    assert dict(engine.digests()) == {each.subject: each.digest for each in source.everything()}
    assert page(engine, "公示名单").total == 120 == engine.status().documents
    require_sound(engine)


def require_sound(engine) -> None:
    """The full-text tables of a file agree with themselves."""
    if not engine.address.startswith("sqlite"):
        return
    folder = Path(engine.address.removeprefix("sqlite:///"))
    link = sqlite3.connect(folder / (folder / "current").read_text())
    for table in ("titles", "bodies"):
        link.execute(f"INSERT INTO {table}({table}) VALUES ('integrity-check')")
    assert link.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    link.close()


def test_a_thousand_deletes_and_inserts_keep_the_file_sound(corpus, _servers):
    engine = _servers("sqlite")
    part = corpus.docs[:600]
    fill(engine, *part)
    asked = list(corpus.phrases(60, seed=5))
    before = [subjects(engine, text, size=1000) for text in asked]
    gone = part[::2]
    assert engine.apply([Delete(each.subject) for each in gone], after=0, seq=1)
    require_sound(engine)
    assert engine.status().documents == 300
    assert engine.apply([Upsert(each) for each in gone], after=1, seq=2)
    require_sound(engine)
    assert [subjects(engine, text, size=1000) for text in asked] == before


def test_a_rebuild_that_was_killed_leaves_nothing_behind(tmp_path):
    engine = engine_at(f"sqlite:///{tmp_path}/index")
    fill(engine, doc(1, "烟花爆竹通告"))
    (tmp_path / "index" / "index-9.sqlite3").write_bytes(b"left by a killed rebuild")
    fill(engine, doc(2, "秸秆禁烧通告"))
    kept = [each.name for each in (tmp_path / "index").glob("index-*.sqlite3")]
    assert len(kept) == 1 and subjects(engine, "秸秆") == ["record:2"]
    engine.close()
