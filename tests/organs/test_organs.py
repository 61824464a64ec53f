"""Organs over time: founded, renamed, moved, merged, abolished; and who was where on a day."""

import contextlib
from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from engines import fresh_region
from gongkai.law.errors import GongkaiError
from gongkai.organs import queries, services
from gongkai.organs.errors import AmbiguousOrgan, ImpossibleOrganChange, UnknownOrgan
from gongkai.organs.kinds import OrganKind
from gongkai.organs.models import OrganName, OrganRow

COUNTY = "410223"
START, REFORM, NOW = date(2010, 1, 1), date(2019, 3, 1), date(2024, 6, 1)


def found(code: str, name: str, parent: str = "410223-00", founded_on: date = START, **more):
    given = {"kind": OrganKind.DEPARTMENT, "region": COUNTY, **more}
    return services.found(code, name, parent=parent, founded_on=founded_on, **given)


@pytest.fixture
def county(database):
    """A county as before and after an institutional reform."""
    found("410223-00", "尉氏县人民政府", parent="", kind=OrganKind.GOVERNMENT)
    found(
        "410223-01",
        "尉氏县人民政府办公室",
        kind=OrganKind.OFFICE,
        short_name="县政府办",
        is_authority=True,
        ogi_unit="政务公开办",
    )
    found("410223-02", "尉氏县工商行政管理局", short_name="县工商局")
    found("410223-03", "尉氏县质量技术监督局", short_name="县质监局")
    found("410223-04", "尉氏县教育体育局", short_name="县教体局")
    found("410223-90", "尉氏县城关镇人民政府", kind=OrganKind.TOWNSHIP, short_name="城关镇")
    return database


def reform() -> None:
    found("410223-12", "尉氏县市场监督管理局", founded_on=REFORM, short_name="县市场监管局")
    services.merge(["410223-02", "410223-03"], "410223-12", merged_on=REFORM)


def test_an_organ_as_it_was_founded(county):
    office = queries.organ("410223-01")
    assert (office.name, office.short_name, office.parent) == (
        "尉氏县人民政府办公室",
        "县政府办",
        "410223-00",
    )
    assert (office.kind, office.kind.label) == (OrganKind.OFFICE, "政府办公室")
    assert office.ogi_unit == "政务公开办" and office.is_authority
    assert queries.authority_of(COUNTY, NOW) == office
    assert office.exists_on(START) and not office.exists_on(date(2009, 12, 31))


def test_a_new_name_holds_from_its_day(county):
    services.rename("410223-04", "尉氏县教育局", renamed_on=REFORM, short_name="县教育局")
    assert queries.organ("410223-04", as_of=date(2019, 2, 28)).name == "尉氏县教育体育局"
    assert queries.organ("410223-04", as_of=REFORM).name == "尉氏县教育局"
    assert queries.organ("410223-04").name == "尉氏县教育局"
    assert queries.organ("410223-04", as_of=date(2001, 1, 1)).name == "尉氏县教育体育局"
    assert queries.names_of("410223-04") == [
        (START, REFORM, "尉氏县教育体育局"),
        (REFORM, None, "尉氏县教育局"),
    ]
    assert queries.names(["410223-04", "none"], as_of=START) == {"410223-04": "尉氏县教育体育局"}


def test_merged_organs_end_and_have_a_successor(county):
    reform()
    assert queries.successor_of("410223-02", date(2019, 2, 28)) == "410223-02"
    assert queries.successor_of("410223-02", REFORM) == "410223-12"
    merged = queries.organ("410223-02")
    assert (merged.valid_to, merged.successor) == (REFORM, "410223-12")
    assert not merged.exists_on(REFORM)


def test_the_tree_on_a_day_and_during_a_year(county):
    reform()
    assert "410223-12" not in queries.subtree("410223-00", date(2018, 1, 1))
    after = queries.subtree("410223-00", NOW)
    assert after[0] == "410223-00" and "410223-12" in after and "410223-02" not in after
    year = queries.subtree_during("410223-00", date(2019, 1, 1), date(2019, 12, 31))
    assert {"410223-02", "410223-03", "410223-12"} <= set(year)
    assert [each.code for each in queries.organs_of(COUNTY, as_of=NOW)] == sorted(after)


def test_successors_in_a_chain(county):
    reform()
    found("410223-13", "尉氏县综合监管局", founded_on=date(2022, 1, 1))
    services.abolish("410223-12", abolished_on=date(2022, 1, 1), successor="410223-13")
    assert queries.successor_of("410223-02", date(2021, 1, 1)) == "410223-12"
    assert queries.successor_of("410223-02", NOW) == "410223-13"
    services.abolish("410223-13", abolished_on=date(2023, 1, 1))
    assert queries.successor_of("410223-02", NOW) == ""


def test_what_stood_under_an_ended_organ_goes_to_its_successor(county):
    found("410223-02-1", "尉氏县工商局城关所", parent="410223-02", kind=OrganKind.DISPATCHED)
    with pytest.raises(ImpossibleOrganChange, match="之下还有机关"):
        services.abolish("410223-02", abolished_on=REFORM)
    reform()
    assert queries.organ("410223-02-1", as_of=date(2019, 2, 28)).parent == "410223-02"
    assert queries.organ("410223-02-1").parent == "410223-12"
    assert "410223-02-1" in queries.subtree("410223-12", NOW)


def test_an_organ_moves_under_another(county):
    services.move("410223-04", "410223-01", moved_on=REFORM)
    assert queries.subtree("410223-01", date(2019, 2, 28)) == ["410223-01"]
    assert queries.subtree("410223-01", REFORM) == ["410223-01", "410223-04"]
    with pytest.raises(ImpossibleOrganChange, match="不能作它的上级"):
        services.move("410223-01", "410223-04", moved_on=NOW)
    with pytest.raises(ImpossibleOrganChange, match="不能作它的上级"):
        services.move("410223-01", "410223-01", moved_on=NOW)


@pytest.mark.parametrize(
    ("asked", "code"),
    [
        ("410223-01", "410223-01"),
        ("尉氏县人民政府办公室", "410223-01"),
        ("尉氏县人民政府", "410223-00"),
        ("县政府办", "410223-01"),
        (" 教育 ", "410223-04"),
        ("城关", "410223-90"),
        ("工商", "410223-02"),
    ],
)
def test_finding_by_code_name_short_name_or_part(county, asked, code):
    assert queries.find(asked).code == code
    assert queries.find(asked, region=COUNTY, as_of=date(2018, 1, 1)).code == code


def test_finding_what_several_names_hold_asks_back(county):
    with pytest.raises(AmbiguousOrgan, match="尉氏县人民政府（410223-00）") as refused:
        queries.find("人民政府")
    assert "请写全称或者代码" in refused.value.message
    assert ("410223-90", "尉氏县城关镇人民政府") in refused.value.context["candidates"]


def test_finding_nothing_says_so(county):
    for asked in ("水利局", "", "  "):
        with pytest.raises(UnknownOrgan):
            queries.find(asked)
    with pytest.raises(UnknownOrgan):
        queries.find("城关", region="410224")
    for ask in (
        queries.organ,
        lambda code: queries.subtree(code, NOW),
        lambda code: queries.successor_of(code, NOW),
    ):
        with pytest.raises(UnknownOrgan, match="没有代码为“none”的机关"):
            ask("none")
    with pytest.raises(UnknownOrgan, match="主管部门"):
        queries.authority_of("410224", NOW)


def test_a_former_name_still_finds_the_organ(county):
    services.rename("410223-04", "尉氏县教育局", renamed_on=REFORM, short_name="县教育局")
    assert queries.find("教育体育局").name == "尉氏县教育局"
    reform()
    assert queries.find("县质监局").code == "410223-03"


def test_changes_that_cannot_have_happened(county):
    reform()
    for says, act in [
        ("已经使用过", lambda: found("410223-02", "另一局")),
        ("都要填写", lambda: found(" ", "另一局")),
        ("都要填写", lambda: found("410223-50", " ")),
        ("不含空格", lambda: found("4 5", "另一局")),
        ("一个地区只有一个主管部门", lambda: found("410223-51", "另一办", is_authority=True)),
        ("不存在", lambda: found("410223-52", "另一局", parent="410223-02", founded_on=NOW)),
        ("不存在", lambda: services.rename("410223-02", "新名", renamed_on=NOW)),
        ("不存在", lambda: services.rename("410223-04", "新名", renamed_on=date(2001, 1, 1))),
        ("要填写", lambda: services.rename("410223-04", " ", renamed_on=NOW)),
        ("不能并入自己", lambda: services.merge(["410223-04"], "410223-04", merged_on=NOW)),
        ("不能承继自己", lambda: services.abolish("410223-04", abolished_on=NOW, successor="410223-04")),
        ("不存在", lambda: services.abolish("410223-02", abolished_on=NOW)),
    ]:
        before = list(OrganRow.objects.values()), list(OrganName.objects.order_by("pk").values())
        with pytest.raises(ImpossibleOrganChange, match=says):
            act()
        assert (list(OrganRow.objects.values()), list(OrganName.objects.order_by("pk").values())) == before
    services.rename("410223-04", "尉氏县教育局", renamed_on=NOW)
    with pytest.raises(ImpossibleOrganChange, match="已有变动"):
        services.rename("410223-04", "新名", renamed_on=REFORM)


def test_a_name_corrected_on_its_own_day_leaves_one_name(county):
    services.rename("410223-04", "尉氏县教局", renamed_on=REFORM)
    services.rename("410223-04", "尉氏县教育局", renamed_on=REFORM)
    assert [name for _, _, name in queries.names_of("410223-04")] == ["尉氏县教育体育局", "尉氏县教育局"]


CHANGES = st.lists(
    st.tuples(
        st.sampled_from(["found", "rename", "move", "move", "merge", "abolish"]),
        st.integers(0, 5),
        st.integers(0, 5),
        st.integers(2011, 2015),
    ),
    max_size=14,
)


def perform(region: str, what: str, one: int, other: int, year: int) -> None:
    day, code, another = date(year, 1, 1), f"{region}-{one}", f"{region}-{other}"
    if what == "found":
        kind = OrganKind.DEPARTMENT
        services.found(code, f"某局{one}", kind=kind, region=region, founded_on=day, parent=another)
    elif what == "rename":
        services.rename(code, f"新名{year}", renamed_on=day)
    elif what == "move":
        services.move(code, another, moved_on=day)
    elif what == "merge":
        services.merge([code], another, merged_on=day)
    else:
        services.abolish(code, abolished_on=day, successor=another)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow], max_examples=50)
@given(changes=CHANGES)
def test_whatever_happened_the_tree_of_any_day_is_a_tree(sqlite, changes):
    region = fresh_region()

    def code(number: int) -> str:
        return f"{region}-{number}"

    services.found(code(0), "某县人民政府", kind=OrganKind.GOVERNMENT, region=region, founded_on=START)
    for number in (1, 2, 3, 4):
        kind, above = OrganKind.DEPARTMENT, code(number // 2)
        services.found(
            code(number), f"某局{number}", kind=kind, region=region, founded_on=START, parent=above
        )
    for change in changes:
        with contextlib.suppress(GongkaiError):
            perform(region, *change)
    for year in range(2010, 2022):
        day = date(year, 6, 1)
        living = queries.organs_of(region, as_of=day)
        by_code = {each.code: each for each in living}
        for each in living:
            seen = set()
            while each.parent:
                assert each.code not in seen, "no circle"
                seen.add(each.code)
                assert each.parent in by_code, "a living organ stands under a living one"
                each = by_code[each.parent]
        for row in OrganRow.objects.filter(region=region, founded_on__lte=day):
            successor = queries.successor_of(row.code, day)
            assert not successor or successor in by_code


def test_changes_entered_out_of_order_that_would_break_the_tree_are_refused(county):
    services.move("410223-04", "410223-02", moved_on=date(2015, 1, 1))
    for says, act in [
        ("不能作它的上级", lambda: services.move("410223-02", "410223-04", moved_on=date(2013, 1, 1))),
        (
            "请按时间先后登记",
            lambda: services.abolish("410223-02", abolished_on=date(2013, 1, 1), successor="410223-03"),
        ),
    ]:
        with pytest.raises(ImpossibleOrganChange, match=says):
            act()
    reform()
    for act in (
        lambda: services.move("410223-90", "410223-02", moved_on=date(2013, 1, 1)),
        lambda: found("410223-60", "某所", parent="410223-02", founded_on=date(2016, 1, 1)),
        lambda: services.merge(["410223-90"], "410223-02", merged_on=date(2016, 1, 1)),
    ):
        with pytest.raises(ImpossibleOrganChange, match="已登记在 2019-03-01 终止"):
            act()
