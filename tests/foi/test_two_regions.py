"""Two regions in one database: each counts from one, no subject is shared, the first keeps its numbers."""

from datetime import datetime

import pytest
from foi_office import Office, asked, open_office, someone

from gongkai.casework.facts import Carrier
from gongkai.casework.services import mail
from gongkai.casework.services.door import System
from gongkai.foi import access, services
from gongkai.foi.errors import UnknownApplication
from gongkai.foi.models import Application
from gongkai.ledger.rows import BEIJING
from gongkai.organs import services as organs
from gongkai.organs.kinds import OrganKind
from invented_county import OFFICE, START

OTHER, OTHER_OFFICE = "410224", "410224-01"
AT = datetime(2025, 9, 15, 10, 0, tzinfo=BEIJING)


@pytest.fixture
def office(sqlite_with, tmp_path, monkeypatch) -> Office:
    monkeypatch.setenv("GONGKAI_HOME", str(tmp_path))
    office = sqlite_with(open_office)
    organs.found(OTHER_OFFICE, "兰考县人民政府办公室", kind=OrganKind.OFFICE, region=OTHER, founded_on=START)
    return office


def applied(organ: str, n: int) -> tuple[str, str]:
    there = services.submit_online(asked(f"第{n}件", applicant=someone(n)), organ, at=AT, key=f"k{n}")
    return there.subject, there.query_code


def test_subjects_of_two_regions_never_meet_and_each_counts_from_one(office):
    made = [applied(organ, n) for n, organ in enumerate((OFFICE, OTHER_OFFICE, OFFICE, OTHER_OFFICE))]
    assert [subject for subject, _ in made] == [
        "foi:2025-0001",
        "foi:410224-2025-0001",
        "foi:2025-0002",
        "foi:410224-2025-0002",
    ]
    for subject, code in made:
        number = Application.objects.get(pk=subject).number
        assert access.application_of(number, code).subject == subject
    with pytest.raises(UnknownApplication):
        access.application_of("410224-2025-0001", made[0][1])


def test_mail_of_two_regions_is_told_apart_as_well(office):
    lines = [
        mail.register(
            mail.Letter(carrier=Carrier.POST_SIGNED, arrived_at=AT, tracking_no=f"EMS{n}"),
            organ=organ,
            region=organ.partition("-")[0],
            by=System("test"),
            at=AT,
        ).subject
        for n, organ in enumerate((OFFICE, OTHER_OFFICE))
    ]
    assert lines == ["mail:2025-0001", "mail:410224-2025-0001"]


def test_an_old_number_in_two_regions_opens_by_its_own_code(office):
    (first, one), (second, two) = applied(OFFICE, 1), applied(OTHER_OFFICE, 2)
    # Before regions were told apart, both could have this number.
    Application.objects.filter(pk=second).update(number=Application.objects.get(pk=first).number)
    assert access.application_of("2025-0001", one).subject == first
    assert access.application_of("2025-0001", two).subject == second
