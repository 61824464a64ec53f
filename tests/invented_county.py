"""An invented county for tests: four organs, and people who hold posts there. All through the services."""

from datetime import date

from gongkai.organs import letterheads, people
from gongkai.organs import services as organs
from gongkai.organs.acting import Actor, Role, actor_of
from gongkai.organs.kinds import Letterhead, OrganKind

COUNTY = "410223"
GOVERNMENT, OFFICE, HEALTH, TOWN = "410223-00", "410223-01", "410223-15", "410223-90"
START = date(2019, 3, 1)
LETTERHEADS = {
    GOVERNMENT: Letterhead(upper_government="开封市人民政府"),
    OFFICE: Letterhead(
        code_word="尉",
        phone="0371-27990000",
        address="城关镇人民路1号",
        how_to_pay="到政务服务大厅非税窗口缴纳",
    ),
    HEALTH: Letterhead(code_word="尉卫", phone="0371-27991111"),
}


def found_organs() -> None:
    """The government, its office, a department and a town, and what all but the town write under."""
    for code, name, kind, parent in (
        (GOVERNMENT, "尉氏县人民政府", OrganKind.GOVERNMENT, ""),
        (OFFICE, "尉氏县人民政府办公室", OrganKind.OFFICE, GOVERNMENT),
        (HEALTH, "尉氏县卫生健康委员会", OrganKind.DEPARTMENT, GOVERNMENT),
        (TOWN, "尉氏县城关镇人民政府", OrganKind.TOWNSHIP, GOVERNMENT),
    ):
        organs.found(
            code, name, kind=kind, region=COUNTY, founded_on=START, parent=parent, is_authority=code == OFFICE
        )
    for code, given in LETTERHEADS.items():
        letterheads.set_letterhead(code, given, valid_from=START)


def found(code: str, name: str) -> None:
    """One more organ under the government."""
    organs.found(code, name, kind=OrganKind.DEPARTMENT, region=COUNTY, founded_on=START, parent=GOVERNMENT)


def person(login: str, organ: str, role: Role, name: str = "", *, as_of: date) -> Actor:
    """A person who holds one post since the beginning, as an actor on a day."""
    who = people.register(login, name or f"甲{login}")
    people.appoint(who, people.set_up_post(organ, role).pk, valid_from=START)
    return actor_of(who, as_of)
