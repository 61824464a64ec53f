"""Citations resolve, everywhere they are used, or the build fails."""

import importlib
import pkgutil
import tomllib
from datetime import date
from importlib.resources import files

import pytest

import gongkai
from gongkai.law.citations import citations_of_law_files, cited_in
from gongkai.law.sources import UnknownCitation, cite, numeral, sources, unresolved


@pytest.mark.parametrize(
    ("citation", "text", "short"),
    [
        ("OGI 33.2", "《中华人民共和国政府信息公开条例》第三十三条第二款", "条例第三十三条第二款"),
        ("OGI 36(4)", "《中华人民共和国政府信息公开条例》第三十六条第（四）项", "条例第三十六条第（四）项"),
        (
            "OGI 29.2(1)",
            "《中华人民共和国政府信息公开条例》第二十九条第二款第（一）项",
            "条例第二十九条第二款第（一）项",
        ),
        ("CIVIL 201.1", "《中华人民共和国民法典》第二百零一条第一款", "民法典第二百零一条第一款"),
        ("FEE2020 7", "《政府信息公开信息处理费管理办法》第七条", "收费办法第七条"),
        (
            "FORM2019",
            "《中华人民共和国政府信息公开工作年度报告格式（试行）》（国办公开办函〔2019〕60号）",
            "2019年报告格式",
        ),
        (
            "FORM2021 3",
            "《中华人民共和国政府信息公开工作年度报告格式》（国办公开办函〔2021〕30号）第三部分",
            "2021年报告格式第三部分",
        ),
        ("HOUSE", "《本单位工作规则》", "本单位规则"),
    ],
)
def test_cite(citation, text, short):
    assert (cite(citation).text, cite(citation).short) == (text, short)


@pytest.mark.parametrize(
    ("citation", "says"),
    [
        ("OGI 57", "没有第57条（共56条）"),
        ("OGI 33.4", "第33条只有3款"),
        ("OGI 36.4", "第36条只有1款"),
        ("OGI 36(8)", "没有第8项"),
        ("OGI 33(1)", "没有第1项"),
        ("OGI 0", "写法不对"),
        ("OGI 3.0", "写法不对"),
        ("FORM2021 7", "没有第7部分（共6部分）"),
        ("XYZ 1", "没有代号为“XYZ”的依据"),
        ("ogi 33.2", "写法不对"),
        ("OGI33.2", "写法不对"),
        ("OGI 33.2 ", "写法不对"),
        ("", "写法不对"),
    ],
)
def test_a_citation_that_leads_nowhere(citation, says):
    with pytest.raises(UnknownCitation) as refused:
        cite(citation)
    assert says in refused.value.message


NUMERALS = {1: "一", 10: "十", 11: "十一", 20: "二十", 21: "二十一", 100: "一百", 101: "一百零一"}
NUMERALS |= {110: "一百一十", 111: "一百一十一", 1001: "一千零一", 1010: "一千零一十", 1260: "一千二百六十"}


@pytest.mark.parametrize(("number", "text"), NUMERALS.items())
def test_numeral(number, text):
    assert numeral(number) == text


def test_every_citation_in_the_law_files_resolves():
    used = [(file, at, citation) for file, at, citation in citations_of_law_files()]
    assert len(used) > 100
    assert [each for each in used if unresolved([each[2]])] == []


def test_every_citation_in_the_report_formats_resolves():
    used = [
        (path.name, at, citation)
        for path in files("gongkai.reports").joinpath("formats").iterdir()
        if path.name.endswith(".toml")
        for at, citation in cited_in(tomllib.loads(path.read_text("utf-8")))
    ]
    assert len(used) > 10
    assert [each for each in used if unresolved([each[2]])] == []


def fact_modules() -> list[str]:
    apps = [each.name for each in pkgutil.iter_modules(gongkai.__path__) if each.ispkg]
    found = [f"gongkai.{app}.facts" for app in apps]
    return [name for name in found if importlib.util.find_spec(name) is not None]


def test_every_citation_on_a_kind_of_fact_resolves():
    from gongkai.ledger.kinds import KINDS

    for name in fact_modules():
        importlib.import_module(name)
    assert {kind: each.law for kind, each in KINDS.items() if unresolved([each.law])} == {}


def test_a_source_is_whole():
    for source in sources().values():
        assert source.title and source.issuer and source.in_force_from >= date(1995, 1, 1)
        assert source.in_force_until is None or source.in_force_until > source.in_force_from
        assert max((*source.paragraphs, *source.items), default=0) <= source.articles


def test_each_source_is_used_or_is_one_that_letters_cite():
    used = {cite(citation).source.id for _, _, citation in citations_of_law_files()}
    for_letters = {"OGI", "SPC2025", "PERIOD2015", "SERVICE2016", "PIPL", "SECRETS", "ARCHIVES"}
    later = {"HOTLINE2020", "PLATFORM2019", "OPEN2016", "FORM2019", "CIVIL", "HOLIDAYS", "WORKTIME"}
    assert set(sources()) - used <= for_letters | later
