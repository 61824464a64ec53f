"""The applications of the demonstration run through the desk: the letters of the year, and those of today."""

from datetime import date, datetime

import pytest

from gongkai.casework.models import Deed, GateCheck, Message, Paper, PaperReview, StatusRow
from gongkai.casework.services import notices, status
from gongkai.demo import letters_of_the_year, open_applications, released_answers
from gongkai.demo.applying import Matter, moment
from gongkai.demo.content.phrases import texts
from gongkai.demo.people import CLERK, acting, open_accounts
from gongkai.demo.sample_year import organ_of, sample
from gongkai.demo.services import found_organs
from gongkai.foi import answers, services
from gongkai.foi.facts import Intake
from gongkai.foi.models import Application
from gongkai.foi.services import By
from gongkai.foi.status import Phase
from gongkai.law.calendar import is_working_day
from gongkai.law.errors import GongkaiError
from gongkai.ledger import reading
from gongkai.ledger.rows import BEIJING
from gongkai.reports import queries

REGION, OFFICE = "410223", "410223-01"
TODAY = date(2025, 10, 15)


@pytest.fixture
def county(database, tmp_path, monkeypatch) -> None:
    monkeypatch.setenv("GONGKAI_HOME", str(tmp_path))
    found_organs()
    open_accounts()


def kinds(subject: str) -> list[str]:
    return [each.kind for each in reading.timeline(REGION, subject)]


@pytest.mark.law("OGI 31(2)", "OGI 47")
def test_the_letters_of_the_year_go_from_the_gate_to_the_file(county):
    assert letters_of_the_year.handle() == 2
    assert kinds("mail:2020-0002") == [
        "casework.mail_arrived",
        "casework.mail_handed_over",
        "casework.taken_over",
        "casework.handed_over",
        "casework.taken_over",
        "casework.mail_registered",
    ]
    late = ["foi.received", "foi.decided", "foi.delivered", "casework.lateness_explained", "foi.archived"]
    assert kinds("foi:2020-0002") == late
    assert kinds("foi:2020-0001") == [each for each in late if not each.startswith("casework.")]
    rows = {row.pk: (row.phase, row.late_days) for row in StatusRow.objects.filter(app="foi")}
    assert rows == {"foi:2020-0001": ("archived", 0), "foi:2020-0002": ("archived", 5)}
    for application in Application.objects.all():
        endings = [each.name.partition(".")[2] for each in Paper.objects.filter(subject=application.pk)]
        assert sorted(endings) == ["docx", "docx", "pdf"]
        assert PaperReview.objects.filter(paper__subject=application.pk).count() == 1
        acts = Deed.objects.filter(subject=application.pk)
        draft, signed = (acts.get(verb=verb) for verb in ("foi.draft", "foi.sign"))
        assert draft.person_id != signed.person_id


def test_what_was_handled_is_not_handled_again(county):
    letters_of_the_year.handle()
    before = Deed.objects.count()
    assert letters_of_the_year.handle() == 0
    assert Deed.objects.count() == before


def test_the_report_counts_the_letters_as_they_were_known(county):
    letters_of_the_year.handle()
    known = queries.compute(OFFICE, 2020, known_at=datetime(2020, 9, 30, 23, 0, tzinfo=BEIJING))
    assert known.value("requests.new_received.total") == 1
    now = queries.compute(OFFICE, 2020)
    assert now.value("requests.new_received.natural_person") == now.value("requests.granted.total") == 2
    assert now.value("requests.carried_out.total") == 0


def test_a_register_that_has_other_applications_is_of_another_build(county):
    """The numbers of the sample's letters are those of its report; a register that is ahead is named."""
    day = sample()["applications"][0]["signed_on"]
    asked = Matter(texts("applications")["letters"][0]).asked()
    clerk = By(actor=acting(CLERK, day), at=moment(day, 8))
    services.register(asked, Intake.IN_PERSON, OFFICE, clerk)
    with pytest.raises(GongkaiError, match="另一版程序"):
        letters_of_the_year.handle()
    assert [each.pk for each in Application.objects.all()] == ["foi:2020-0001"]
    assert kinds("mail:2020-0001") == []


@pytest.mark.parametrize("today", [date(2026, 1, 1), date(2028, 10, 2)])
def test_every_stage_has_an_application_on_any_day(county, today):
    assert open_applications.begin(today) == 11
    phases = sorted(StatusRow.objects.filter(app="foi").values_list("phase", flat=True))
    wanted = [Phase.OPEN] * 5 + [Phase.DECIDED, Phase.CONSULTING, Phase.SUPPLEMENT_AWAITED, Phase.UNCONFIRMED]
    assert phases == sorted(each.value for each in wanted)
    lines = sorted(StatusRow.objects.filter(app="mail").values_list("phase", flat=True))
    assert lines == ["case", "open", "sent"]
    assert not Deed.objects.filter(at__gte=moment(today, 0)).exists()
    assert open_applications.begin(today) == 0
    assert status.rebuild() == 0


def test_of_these_days_one_is_overdue_one_due_soon_and_somebody_is_told(county):
    open_applications.begin(TODAY)
    due = dict(StatusRow.objects.filter(app="foi", phase="open").values_list("organ", "due_on"))
    assert due[organ_of("教育体育局")] < TODAY
    overdue = StatusRow.objects.filter(app="foi", phase="open", due_on__lt=TODAY)
    soon = StatusRow.objects.filter(app="foi", phase="open", due_on__range=(TODAY, date(2025, 10, 17)))
    assert (overdue.count(), soon.count()) == (1, 1)
    notices.send_due(moment(TODAY, 9))
    told = set(Message.objects.filter(subject=overdue.get().pk).values_list("post", flat=True))
    assert f"{organ_of('教育体育局')}.liaison" in told


def test_the_answers_of_the_sample_year_are_released_once_and_nothing_stands_against_them(county):
    letters_of_the_year.handle()
    assert released_answers.release(TODAY) == 2
    first, second = sorted(answers.listed(REGION, answers.Wanted(), as_of=TODAY), key=lambda each: each.entry)
    assert (first.entry, second.entry) == (1, 2) and first.title == "2019年度农村公路养护资金安排"
    assert [each.name for each in first.files] == ["2019年度农村公路养护资金安排表（样例）.xlsx"]
    assert not GateCheck.objects.filter(blocked=True).exists()
    assert released_answers.release(TODAY) == 0
    assert status.rebuild() == 0


def test_working_days_ago_are_working_days():
    found = [open_applications.ago(days, TODAY) for days in range(1, 24)]
    assert all(is_working_day(day).working for day in found)
    assert found == sorted(found, reverse=True) and len(set(found)) == 23
