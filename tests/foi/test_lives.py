"""Random lives of applications, lawful and unlawful: what always holds, whoever does what in which order.

The invariants have numbers. I1 rebuilt is live; I2 one holder and at most one open hop; I3 a clock that has
stopped stays stopped, start and end; I4 a due day that is certain is a working day; I5 later receipt, a pause
or a holiday never brings a day forward; I6 a pause without working days changes nothing; I7 time by holder
and time on the way is all the time there was; I8 received = closed + open at every cut-off, in every column
(table 三); I9 what was frozen is computed again to the last byte; I10 the same press twice is one
application; I11 what the public sees names nobody; I12 parts form a forest.
"""

import itertools
from datetime import UTC, date, datetime, timedelta

import pytest
from day_loop import works
from foi_office import asked, open_office, someone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from gongkai.casework.facts import Refusal
from gongkai.casework.models import Hop, StatusRow
from gongkai.casework.services import hops
from gongkai.casework.services import status as cache
from gongkai.foi import facts as foi
from gongkai.foi import services
from gongkai.foi.facts import Intake, Letter, Manner, Means, OrderedBy, Outcome, Party, Tariff
from gongkai.foi.following import followed
from gongkai.foi.models import Application, Reply
from gongkai.foi.status import Act, alarms, chances, status
from gongkai.law.errors import GongkaiError
from gongkai.ledger import reading
from gongkai.ledger.kinds import Entered, body_of, standing
from gongkai.reports.cells import fill, spells_of
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
    """I5"""
    plain = status([entered(1, RECEIVED, received_on)], as_of=date(2026, 12, 31))
    after = status([entered(1, RECEIVED, received_on + timedelta(days=later))], as_of=date(2026, 12, 31))
    assert plain.due_on <= after.due_on
    opened, closed = received_on + timedelta(days=sent), received_on + timedelta(days=sent + back)
    consulted = [
        (foi.ConsultationOpened(party=Party.ORGAN, ref="1"), opened),
        (foi.ConsultationClosed(party=Party.ORGAN, ref="1", opinion=foi.Opinion.AGREED), closed),
    ]
    assert status(stream(received_on, consulted), as_of=date(2026, 12, 31)).due_on >= plain.due_on


@given(DAYS, st.integers(0, 30))
def test_a_pause_over_days_off_alone_changes_nothing(received_on, sent):
    """I6"""
    opened = closed = received_on + timedelta(days=sent)
    while not works(closed + timedelta(days=1)):
        closed += timedelta(days=1)
    consulted = [
        (foi.ConsultationOpened(party=Party.ORGAN, ref="1"), opened),
        (foi.ConsultationClosed(party=Party.ORGAN, ref="1", opinion=foi.Opinion.AGREED), closed),
    ]
    last = date(2026, 12, 31)
    plain = status([entered(1, RECEIVED, received_on)], as_of=last)
    assert status(stream(received_on, consulted), as_of=last).due_on == plain.due_on


PRESSES = itertools.count()


class Lives(RuleBasedStateMachine):
    """One application from its registration on; time only goes forward; every deed is tried at any moment."""

    office = None

    @initialize(n=st.integers(1, 6), intake=st.sampled_from((Intake.IN_PERSON, Intake.EMAIL, Intake.WEB)))
    def begin(self, n, intake):
        self.office.on(FIRST)
        self.stopped, self.frozen = {}, []
        thing = asked("一", "二", applicant=someone(n))
        if intake is Intake.WEB:
            key = f"press-{next(PRESSES)}"
            self.subject = services.submit_online(thing, OFFICE, at=self.office.at, key=key).subject
            again = services.submit_online(thing, OFFICE, at=self.office.later(), key=key)
            assert again.subject == self.subject, "I10"
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

    @rule(act=st.sampled_from(("hand_over", "take_over", "send_back")))
    def move(self, act):
        given = {
            "hand_over": lambda **by: hops.hand_over(self.subject, HEALTH, **by),
            "take_over": lambda **by: hops.take_over(self.subject, **by),
            "send_back": lambda **by: hops.send_back(self.subject, Refusal.WRONG_UNIT, **by),
        }
        who = "clerk" if act == "hand_over" else "liaison"
        try:
            given[act](by=self.office.actors[who], at=self.office.later())
        except GongkaiError as refused:
            assert refused.message

    @rule()
    def clock(self):
        services.note_silence(self.office.later())

    @rule()
    def freeze(self):
        self.frozen.append((self.office.at, self.table(self.office.at)))

    @invariant()
    def clocks_hold(self):
        """I2, I3, I4 after every deed."""
        if not hasattr(self, "subject"):
            return
        now = self.office.status(self.subject)
        assert Hop.objects.filter(subject=self.subject, received_at=None, returned_at=None).count() <= 1, "I2"
        takers = [each.organ for each in now.facts.all("casework.taken_over")]
        holder = StatusRow.objects.get(pk=self.subject).holder_organ
        assert holder in takers if takers else holder == OFFICE, "I2"
        again = len(now.facts.all("foi.reopened"))
        for each in now.handlings:
            if each.done_on is not None:
                stopped = (each.round.opened.happened_on, each.done_on)
                assert self.stopped.setdefault((each.round.number, again), stopped) == stopped, "I3"
        if now.due and not now.provisional:
            assert works(now.due_on, self.office.at.date()), "I4"

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
        self.assert_identity(everything)
        for at, before in self.frozen:
            assert self.table(at) == before, "I9"
        public = str(followed(self.subject, self.office.at)) if row.phase != "unconfirmed" else ""
        text = "".join(str(each.body) for each in told) + public
        assert not [
            each for n in range(1, 7) for each in (someone(n).name, someone(n).phone) if each in text
        ], "I11"
        parts = dict(Application.objects.values_list("pk", "split_from"))
        assert all(whole < part and not parts[whole] for part, whole in parts.items() if whole), "I12"
        self.assert_time_adds_up()
        assert cache.rebuild(COUNTY) == 0, "I1"

    def assert_time_adds_up(self):
        """I7: no two hands at once, and none in between."""
        begun = cursor = Application.objects.get(pk=self.subject).registered_at
        held = on_the_way = timedelta()
        for hop in Hop.objects.filter(subject=self.subject).order_by("sent_at"):
            arrived = hop.received_at or hop.returned_at or self.office.at
            assert cursor <= hop.sent_at <= arrived, "I7"
            held, on_the_way, cursor = (
                held + hop.sent_at - cursor,
                on_the_way + arrived - hop.sent_at,
                arrived,
            )
        assert held + (self.office.at - cursor) + on_the_way == self.office.at - begun, "I7"

    def table(self, known_at):
        """The cells of two years as known at a moment."""
        told = [each for each in reading.facts(COUNTY, with_voided=True) if each.subject == self.subject]
        return [
            str(fill(format_for(year), told, year=year, organs=[OFFICE], known_at=known_at).cells)
            for year in (2025, 2026)
        ]

    def assert_identity(self, everything):
        """I8, for every year and column, and at days between."""
        for year in (2025, 2026, 2027):
            cells = fill(format_for(year), everything, year=year, organs=[OFFICE]).cells
            for column in (*foi.ApplicantKind, "total"):
                new, carried, done, left = (
                    int(cells[f"requests.{each}.{column}"].value)
                    for each in ("new_received", "carried_in", "result_total", "carried_out")
                )
                assert new + carried == done + left, "I8"
        held = standing(everything)
        for months in (0, 1, 2, 4, 8, 13):
            day = FIRST + timedelta(days=30 * months)
            received = {
                each.subject for each in held if each.kind == "foi.received" and each.happened_on <= day
            }
            ended = ("foi.decided", "foi.withdrawn")
            closed = {each.subject for each in held if each.kind in ended and each.happened_on <= day}
            still = {
                subject
                for (name, _, subject), spell in spells_of(held).items()
                if name == "application" and spell.open_at(day)
            }
            assert len(received) == len(closed) + len(still) and not closed & still, "I8"


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
