"""Random lives of applications, lawful and unlawful: what always holds, whoever does what in which order."""

from datetime import UTC, date, datetime, timedelta

import pytest
from foi_office import asked, open_office, someone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    precondition,
    rule,
    run_state_machine_as_test,
)

from gongkai.casework.models import StatusRow
from gongkai.casework.services import status as cache
from gongkai.foi import facts as foi
from gongkai.foi import services
from gongkai.foi.facts import Intake, Letter, Manner, Means, OrderedBy, Outcome, Party, Tariff
from gongkai.foi.models import Reply
from gongkai.foi.status import Act, alarms, chances, status
from gongkai.law.errors import GongkaiError
from gongkai.ledger import reading
from gongkai.ledger.kinds import Entered, body_of
from gongkai.reports.cells import fill
from gongkai.reports.format import format_for
from invented_county import COUNTY, HEALTH, OFFICE

FIRST = date(2025, 1, 6)
DAYS = st.integers(0, 330).map(lambda n: FIRST + timedelta(days=n))


def entered(seq, deed, on, voids=None):
    moment = datetime(on.year, on.month, on.day, 1, tzinfo=UTC) + timedelta(minutes=seq)
    return Entered(seq, deed.kind, "foi:2025-0001", OFFICE, COUNTY, on, moment, body_of(deed), voids)


RECEIVED = foi.Received(applicant=foi.ApplicantKind.BUSINESS, intake=Intake.IN_PERSON)
OTHERS = st.sampled_from(
    [
        foi.SupplementRequested(until=date(2025, 6, 30)),
        foi.SupplementUpheld(),
        foi.Supplemented(),
        foi.ReasonsDemanded(),
        foi.ReasonsGiven(reasonable=True),
        foi.ReplyDelayed(working_days=30),
        foi.ConsultationOpened(party=Party.THIRD_PARTY, ref="1"),
        foi.ConsultationClosed(party=Party.THIRD_PARTY, ref="1", opinion=foi.Opinion.OBJECTED),
        foi.ConsultationOpened(party=Party.CO_MAKER, ref="2"),
        foi.Extended(working_days=20),
        foi.Extended(working_days=21),
        foi.FeeNoticed(amount=100, tariff=Tariff.BY_ITEM),
        foi.FeePaid(amount=100),
        foi.FeeRelieved(relief=foi.Relief.WAIVED, amount=100),
        foi.Decided(outcome=Outcome.GRANTED),
        foi.Decided(outcome=Outcome.OTHER_NO_SUPPLEMENT),
        foi.Withdrawn(),
        foi.RedecisionOrdered(ordered_by=OrderedBy.COURT, working_days=15),
        foi.Redecided(outcome=Outcome.PARTIAL, ordered_by=OrderedBy.COURT),
        foi.Delivered(manner=Manner.POST),
        foi.Delivered(manner=Manner.IN_PERSON, letter=Letter.CONSULTATION, ref="1"),
        foi.SignedFor(letter=Letter.FEE_NOTICE),
        foi.Returned(),
        foi.Archived(),
    ]
)
# Few days, so that many things happen on the same one.
BUSY = st.sampled_from((0, 1, 4, 20, 45)).map(lambda n: FIRST + timedelta(days=n))
STREAMS = st.lists(st.tuples(OTHERS, BUSY), max_size=12)


def stream(received_on, others):
    listed = [(RECEIVED, received_on), *others]
    return [entered(seq, deed, on) for seq, (deed, on) in enumerate(listed, 1)]


@given(BUSY, STREAMS, DAYS, st.randoms(use_true_random=False))
def test_whatever_stands_in_the_ledger_is_read_in_whatever_order_it_came(received_on, others, as_of, chance):
    facts = stream(received_on, others)
    found = status(facts, as_of=as_of)
    mixed = list(facts)
    chance.shuffle(mixed)
    renumbered = [
        Entered(
            seq,
            each.kind,
            each.subject,
            each.organ,
            each.region,
            each.happened_on,
            each.entered_at,
            each.body,
        )
        for seq, each in enumerate(mixed, 1)
    ]
    again = status(renumbered, as_of=as_of)
    assert (again.phase, again.due, again.late_days, again.outcome) == (
        found.phase,
        found.due,
        found.late_days,
        found.outcome,
    )
    assert again.breaches == found.breaches and alarms(again) == alarms(found)
    assert len(chances(found)) == len(Act)
    assert not found.overdue_days or found.due_on < as_of


@given(DAYS, st.integers(0, 40), st.integers(0, 20), st.integers(0, 40))
def test_later_receipt_never_means_an_earlier_day_and_a_pause_never_either(received_on, later, sent, back):
    plain = status([entered(1, RECEIVED, received_on)], as_of=date(2026, 12, 31))
    after = status([entered(1, RECEIVED, received_on + timedelta(days=later))], as_of=date(2026, 12, 31))
    assert plain.due_on <= after.due_on
    opened, closed = received_on + timedelta(days=sent), received_on + timedelta(days=sent + back)
    consulted = [
        (foi.ConsultationOpened(party=Party.ORGAN, ref="1"), opened),
        (foi.ConsultationClosed(party=Party.ORGAN, ref="1", opinion=foi.Opinion.AGREED), closed),
    ]
    assert status(stream(received_on, consulted), as_of=date(2026, 12, 31)).due_on >= plain.due_on


class Lives(RuleBasedStateMachine):
    """One application from its registration on; time only goes forward; every deed is tried at any moment."""

    office = None

    @initialize(n=st.integers(1, 6), intake=st.sampled_from((Intake.IN_PERSON, Intake.EMAIL, Intake.WEB)))
    def begin(self, n, intake):
        self.office.on(FIRST)
        thing = asked("一", "二", applicant=someone(n))
        if intake is Intake.WEB:
            self.subject = services.submit_online(thing, OFFICE, at=self.office.at).subject
        else:
            self.subject = services.register(thing, intake, OFFICE, self.office.by("clerk")).subject

    def attempt(self, act, *given, who="clerk", **more):
        """A deed that is done whole or refused in Chinese, and then leaves no trace."""
        before = len(reading.timeline(COUNTY, self.subject))
        try:
            act(self.subject, *given, by=self.office.by(who), **more)
        except GongkaiError as refused:
            assert refused.message and refused.code
            assert len(reading.timeline(COUNTY, self.subject)) == before

    @rule(days=st.sampled_from((1, 3, 8, 15, 30)))
    def wait(self, days):
        self.office.later(days=days)

    @rule(reached=st.booleans())
    def contact(self, reached):
        if reached:
            self.attempt(services.confirm_receipt, Means.EMAIL)
        else:
            self.attempt(services.try_contact, Means.EMAIL)

    @rule(despite=st.sampled_from(("", "确已发生")))
    def ask(self, despite):
        self.attempt(services.request_supplement, 10, despite=despite)

    @rule(act=st.sampled_from((services.supplement, services.uphold_supplement)))
    def answer(self, act):
        self.attempt(act, who="head")

    @rule()
    def lapse(self):
        self.attempt(services.find_lapsed, "没有正当理由", who="head")

    @rule(despite=st.sampled_from(("", "确已发生")), days=st.sampled_from((5, 20, 21)))
    def extend(self, despite, days):
        self.attempt(services.extend, days, who="head", despite=despite)

    @rule(party=st.sampled_from((Party.ORGAN, Party.CO_MAKER)))
    def consult(self, party):
        self.attempt(services.consult, party, "事项", organ=HEALTH)

    @rule(opinion=st.sampled_from(foi.Opinion), ref=st.sampled_from(("1", "2")))
    def hear(self, opinion, ref):
        self.attempt(services.close_consultation, ref, opinion)

    @rule(pages=st.sampled_from((0, 100)))
    def charge(self, pages):
        self.attempt(services.charge, Tariff.BY_PAGE if pages else Tariff.BY_ITEM, pages=pages)

    @rule()
    def part(self):
        self.attempt(services.split)

    @rule(despite=st.sampled_from(("", "确已发生")))
    def decide(self, despite):
        try:
            count = StatusRow.objects.get(pk=self.subject).application.items.count()
            sha256 = self.office.draft(self.subject, *[Outcome.GRANTED] * count)
            self.office.clear(self.subject, sha256)
            self.office.sign(self.subject, sha256, despite=despite)
        except GongkaiError as refused:
            assert refused.message

    @rule(act=st.sampled_from((services.withdraw, services.archive, services.come_back)))
    def conclude(self, act):
        self.attempt(act)

    @rule()
    def deliver(self):
        self.attempt(services.deliver, Manner.POST, proof_no="XA1")

    @rule(excused=st.sampled_from((None, Letter.SUPPLEMENT_REQUEST)))
    def reopen(self, excused):
        self.attempt(services.reopen, "有误", who="head", excused=excused)

    @precondition(
        lambda self: Reply.objects.filter(application=self.subject, signed_at__isnull=False).exists()
    )
    @rule(days=st.sampled_from((None, 15)))
    def order(self, days):
        self.attempt(services.order_redecision, OrderedBy.COURT, "lawsuit:1", working_days=days)

    def teardown(self):
        told = reading.timeline(COUNTY, self.subject)
        now = self.office.status(self.subject)
        row = StatusRow.objects.get(pk=self.subject)
        assert row.phase == now.phase.value and row.outcome == (now.outcome.value if now.outcome else "")
        everything = list(reading.facts(COUNTY, with_voided=True))
        for year in (2025, 2026, 2027):
            cells = fill(format_for(year), everything, year=year, organs=[OFFICE]).cells
            new, carried, done, left = (
                int(cells[f"requests.{each}.total"].value)
                for each in ("new_received", "carried_in", "result_total", "carried_out")
            )
            assert new + carried == done + left
        text = "".join(str(each.body) for each in told)
        assert not [each for n in range(1, 7) for each in (someone(n).name, someone(n).phone) if each in text]
        assert cache.rebuild(COUNTY) == 0, "rebuilt is live"


def test_any_life_keeps_the_books_whole(sqlite, tmp_path, monkeypatch):
    monkeypatch.setenv("GONGKAI_HOME", str(tmp_path))
    Lives.office = open_office()
    checks = [HealthCheck.too_slow, HealthCheck.filter_too_much]
    limits = settings(
        max_examples=20, stateful_step_count=16, deadline=None, derandomize=True, suppress_health_check=checks
    )
    run_state_machine_as_test(Lives, settings=limits)


@pytest.mark.law("FORM2021 3")
def test_the_machine_reaches_every_end(sqlite, tmp_path, monkeypatch):
    """The rules of the machine are worth something: by hand, they bring an application to all its ends."""
    monkeypatch.setenv("GONGKAI_HOME", str(tmp_path))
    Lives.office = open_office()
    life = Lives()
    life.begin(1, Intake.IN_PERSON)
    life.decide("")
    life.deliver()
    life.order(15)
    life.decide("")
    life.deliver()
    life.conclude(services.archive)
    kinds = [each.kind for each in reading.timeline(COUNTY, life.subject)]
    assert {"foi.decided", "foi.redecision_ordered", "foi.redecided", "foi.archived"} <= set(kinds)
    life.teardown()
