"""Folding, tokens, plans, highlights and suggestions by themselves: no engine is needed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from search_asking import doc

from gongkai.search import synonyms
from gongkai.search.engines import engine_at
from gongkai.search.errors import BrokenSearchFile, SearchAddress, SearchUnavailable
from gongkai.search.folding import fold, traditional_pairs
from gongkai.search.highlighting import SNIPPET, marked, pattern, snippet
from gongkai.search.plans import LONGEST, plan
from gongkai.search.suggesting import keys_of, phrases_of
from gongkai.search.tokens import phrase, plain, tokens

TEXTS = st.text(
    st.one_of(
        st.sampled_from("低保标准县縣長〔〕（）《》，。 ＰＭ２５pm2.5號𬭎𠅤㛃⽂\n'\"*:|&!()<->"),
        st.characters(),
    ),
    max_size=60,
)


@given(TEXTS)
def test_folding_keeps_every_place_and_is_done_once(text):
    folded = fold(text)
    assert len(folded) == len(text) and fold(folded) == folded


def test_all_pairs_of_traditional_characters_are_one_for_one():
    pairs = traditional_pairs()
    assert len(pairs) > 4000
    assert all(len(one) == len(other) == 1 and other not in pairs for one, other in pairs.items())
    assert fold("縣長專線、長葛、⽂件") == "县长专线、长葛、文件"


@given(TEXTS, st.integers(0, 60), st.integers(1, 20))
def test_what_is_cut_out_of_a_run_is_a_phrase_of_the_whole(text, start, length):
    piece = fold(text)[start : start + length]
    whole = tokens(text)
    before, after = fold(text)[:start][-1:], fold(text)[start + length :][:1]
    # Whole words of letters and digits only: a number within a number is another number.
    if not piece.isalnum() or _splits(before, piece) or _splits(piece, after):
        return
    wanted = phrase(piece)
    assert wanted == [] or any(whole[at : at + len(wanted)] == wanted for at in range(len(whole)))


def _splits(left: str, right: str) -> bool:
    return bool(left and right) and all(
        each.isalnum() and not "\u3400" <= each <= "\U0003ffff" for each in (left[-1], right[0])
    )


@given(TEXTS)
def test_tokens_have_nothing_that_an_engine_could_mistake(text):
    made = tokens(text)
    assert all(made) and "\0" not in "".join(made)
    assert set("".join(made)).isdisjoint(" \t\n'\"*:|&!()<->\\·_-")


@given(TEXTS, st.integers(0, 60), st.integers(2, 20))
def test_tokens_in_a_row_and_the_plain_text_say_the_same(text, start, length):
    for piece in (
        fold(text)[start : start + length],
        "低保标准",
        "12号",
        "pm2.5",
        "〕12号",
        "12，号",
        "县长，保",
    ):
        wanted, whole = phrase(piece), tokens(text)
        if wanted:
            in_tokens = any(whole[at : at + len(wanted)] == wanted for at in range(len(whole)))
            assert in_tokens == (plain(piece, asked=True) in plain(text)), piece


@given(TEXTS)
def test_any_query_is_understood(text):
    asked = plan(text)
    assert len(asked.text) <= LONGEST
    assert all(chunk.character or all(chunk.phrases) for chunk in asked.chunks)
    pattern(asked)


@given(TEXTS, TEXTS)
def test_marking_changes_no_text(text, query):
    wanted = pattern(plan(query))
    assert marked(text, wanted).text == text
    assert len(snippet(text * 5, wanted).text) <= SNIPPET + 2


def test_marks_stand_on_the_original_text():
    def marks(text, query):
        return [piece for piece, on in marked(text, pattern(plan(query))).pieces if on]

    assert marks("尉氏縣城鄉低保標準", "低保标准") == ["低保標準"]
    assert marks("依据尉政办【２０２０】１２号、112号", "尉政办[2020]12号") == ["尉政办【２０２０】１２号"]
    assert marks("12号与112号，12", "12号 12") == ["12号", "12"]
    assert marks("最低生活保障与低保", "低保") == ["最低生活保障", "低保"]
    assert marks("张𬭎同志", "張𬭎") == ["张𬭎"]
    assert marks("没有", "别的") == []


def test_a_snippet_shows_where_the_words_are_and_escapes_all():
    text = "开头。" + "无关的话。" * 60 + "<b>烟花爆竹</b>由公安机关处罚。" + "后文。" * 60
    shown = snippet(text, pattern(plan("烟花爆竹 处罚")))
    assert [piece for piece, on in shown.pieces if on] == ["烟花爆竹", "处罚"]
    assert shown.text.startswith("…") and shown.text.endswith("…")
    assert "&lt;b&gt;<mark>烟花爆竹</mark>&lt;/b&gt;" in shown.__html__()
    assert snippet("短文", None).pieces == (("短文", False),)
    assert snippet(text, pattern(plan("找不到"))).text.startswith("开头。")


def test_a_long_query_is_cut_and_says_so():
    asked = plan("烟" * 150)
    assert asked.cut and len(asked.text) == LONGEST
    assert not plan("烟花").cut


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ('[[group]]\nterms = ["低保"]', "group[1]"),
        ('[[group]]\nterms = ["低保", "低保"]', "group[1]"),
        ('[[group]]\nterms = ["低保", "最低生活保障"]\nnote = "x"', "group[1]"),
        ('[[group]]\nterms = ["保", "最低生活保障"]', "两个字以上"),
        ('[[group]]\nterms = ["低 保", "最低生活保障"]', "不含标点空格"),
        ('[[group]]\nterms = ["低保", "甲乙"]\n[[group]]\nterms = ["低保", "丙丁"]', "写了两次"),
    ],
)
def test_a_broken_file_of_synonyms_names_the_place(text, wrong):
    import tomllib

    with pytest.raises(BrokenSearchFile, match=r"synonyms\.toml") as refused:
        synonyms.read_groups(tomllib.loads(text))
    assert wrong in refused.value.message


def test_the_file_of_synonyms_is_whole_and_another_changes_the_answer(monkeypatch):
    assert len(synonyms.groups()) >= 25
    assert synonyms.wordings("烟花爆竹") == ("烟花爆竹",)
    changed = synonyms.read_groups({"group": [{"terms": ["烟花爆竹", "炮仗"]}]})
    monkeypatch.setattr(synonyms, "groups", lambda: changed)
    assert synonyms.wordings("烟花爆竹") == ("烟花爆竹", "炮仗")


def test_what_a_title_offers():
    title = "尉氏县人民政府办公室关于印发《尉氏县老年人优待办法（试行）》的通知"
    offered = phrases_of(doc(1, title))
    assert "尉氏县老年人优待办法" in offered
    assert "老年证" in phrases_of(doc(1, "老年人优待证办理指南"))
    assert phrases_of(doc(1, title, visible=frozenset({"organ:3"}))) == []
    assert keys_of("重庆银行") == ["重庆银行", "chongqingyinhang", "cqyh"]


@pytest.mark.parametrize("address", ["mysql://x/y", "opensearch+ftp://x/y", "solr", "sqlite:"])
def test_an_address_that_names_no_engine(address):
    with pytest.raises(SearchAddress, match="GONGKAI_SEARCH"):
        engine_at(address)


@pytest.mark.parametrize(
    "address", ["opensearch+http://127.0.0.1:9/x", "postgresql://nobody@127.0.0.1:9/x?connect_timeout=2"]
)
def test_a_server_that_does_not_answer(address):
    engine = engine_at(address)
    with pytest.raises(SearchUnavailable, match="GONGKAI_SEARCH"):
        engine.status()
    engine.close()


def test_a_folder_that_cannot_be_written(tmp_path):
    (tmp_path / "file").write_text("")
    engine = engine_at(f"sqlite:///{tmp_path}/file")
    with pytest.raises(SearchUnavailable, match="GONGKAI_HOME"):
        engine.status()
