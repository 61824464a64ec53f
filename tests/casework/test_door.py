"""The one action door: one deed for one press, a clear word for the loser, nothing left of what failed."""

import threading

import pytest
from django.db import connection, transaction
from mailroom import begin, received

from gongkai.casework import numbering
from gongkai.casework.errors import Overtaken, UnknownCase
from gongkai.casework.facts import Cause, TakenOver
from gongkai.casework.models import Counter, Deed, Mail, StatusRow
from gongkai.casework.services import hops, lateness
from gongkai.casework.services.door import System, opened
from gongkai.ledger import open_spells, reading
from gongkai.ledger.entry import enter
from gongkai.organs.permissions import NotPermitted
from invented_county import COUNTY, HEALTH, OFFICE


def test_a_new_case_has_number_fact_status_and_deed(bureau):
    subject = bureau.case()
    row = StatusRow.objects.get(pk=subject)
    assert subject == "trial:2025-0001" and row.phase == "running"
    assert (str(row.received_on), str(row.due_on)) == ("2025-09-15", "2025-10-17")
    assert row.seq == reading.timeline(COUNTY, subject)[-1].seq
    assert "国办发明电" in row.calendar
    assert open_spells.open_at(COUNTY, "application", row.due_on)[0].subject == subject
    assert open_spells.rebuild(COUNTY) == 0, "the first fact of a case opens its spell as any other would"
    deed = Deed.objects.get(subject=subject)
    assert (deed.begins, deed.seq, deed.post) == (True, row.seq, f"{OFFICE}.clerk")


def test_the_same_press_is_one_deed_and_takes_one_number(bureau):
    first, again, other = (bureau.case(key=key) for key in ("a", "a", "b"))
    assert first == again == "trial:2025-0001" and other == "trial:2025-0002"
    one = hops.hand_over(first, HEALTH, by=bureau.clerk, at=bureau.later(), key="k")
    two = hops.hand_over(first, HEALTH, by=bureau.clerk, at=bureau.later(), key="k")
    assert one == two
    kinds = [each.kind for each in reading.timeline(COUNTY, first)]
    assert kinds == ["foi.received", "casework.handed_over"]


def test_the_loser_of_two_who_press_hears_who_and_when(bureau):
    subject = bureau.case()
    seen = StatusRow.objects.get(pk=subject).seq
    hops.hand_over(subject, HEALTH, by=bureau.clerk, at=bureau.later(), expects=seen)
    with pytest.raises(Overtaken) as told:
        hops.hand_over(subject, HEALTH, by=bureau.other_clerk, at=bureau.later(), expects=seen)
    assert "李经办" in told.value.message and "2025-09-15 09:10" in told.value.message
    assert "转交来件、办件" in told.value.message and told.value.context["post"] in told.value.message
    # Who acted oneself is not overtaken by oneself.
    lateness.explain(
        subject, Cause.MAIL_ASTRAY, OFFICE, by=bureau.clerk, at=bureau.later(), expects=seen, note="信函滞留"
    )


def test_facts_that_came_without_a_deed_overtake_as_well(bureau):
    subject = bureau.case()
    seen, at = StatusRow.objects.get(pk=subject).seq, bureau.later()
    where = {"subject": subject, "organ": OFFICE, "region": COUNTY}
    enter(TakenOver(), **where, happened_on=at.date(), entered_at=at, by="import")
    with pytest.raises(Overtaken, match="系统"):
        lateness.explain(subject, Cause.OTHER, OFFICE, by=bureau.clerk, at=bureau.later(), expects=seen)


@pytest.mark.parametrize("again", [False, True])
def test_two_clerks_at_once_make_one_deed(bureau, again):
    """Both have the same page open; both press. With one key (a double click) both are told it is done."""
    subject = bureau.case()
    seen, at = StatusRow.objects.get(pk=subject).seq, bureau.later()
    meet, told = threading.Barrier(2), []

    def press(who: str, key: str) -> None:
        try:
            meet.wait()
            hop = hops.hand_over(subject, HEALTH, by=bureau.actors[who], at=at, key=key, expects=seen)
            told.append(hop.pk)
        except Overtaken as problem:
            told.append(problem.message)
        finally:
            connection.close()

    pressing = [
        threading.Thread(target=press, args=(who, "same" if again else who))
        for who in ("clerk", "other_clerk")
    ]
    for each in pressing:
        each.start()
    for each in pressing:
        each.join()
    handed = [each for each in reading.timeline(COUNTY, subject) if each.kind == "casework.handed_over"]
    assert len(handed) == 1 and len(told) == 2
    if again:
        assert told[0] == told[1]
    else:
        words = [each for each in told if isinstance(each, str)]
        assert len(words) == 1 and "经办" in words[0] and "2025-09-15" in words[0]


def test_a_transaction_that_fails_leaves_nothing(bureau):
    subject = bureau.case()
    before = _everything()
    with pytest.raises(RuntimeError), begin(bureau) as case:
        case.enter(received())
        raise RuntimeError("the machine stops here")
    with (
        pytest.raises(RuntimeError),
        opened(subject, "casework.hand_over", by=bureau.clerk, at=bureau.later()) as case,
    ):
        case.enter(received())
        raise RuntimeError("or here")
    assert _everything() == before
    # The number that was taken is given out again.
    assert bureau.case() == "trial:2025-0002"


def _everything() -> tuple:
    facts = [each.seq for each in reading.facts(COUNTY)]
    counters = sorted(Counter.objects.values_list("series", "last"))
    return facts, counters, StatusRow.objects.count(), Deed.objects.count(), Mail.objects.count()


def test_nobody_opens_what_is_not_his(bureau):
    subject = bureau.case()
    with (
        pytest.raises(UnknownCase),
        opened(subject, "casework.hand_over", by=bureau.stranger, at=bureau.later()),
    ):
        raise AssertionError("not reached")
    with (
        pytest.raises(UnknownCase),
        opened("trial:2025-0099", "casework.hand_over", by=bureau.clerk, at=bureau.later()),
    ):
        raise AssertionError("not reached")
    with (
        pytest.raises(NotPermitted),
        opened(subject, "casework.hand_over", by=bureau.inspector, at=bureau.later()),
    ):
        raise AssertionError("not reached")
    with opened(subject, "casework.hand_over", by=System("clock"), at=bureau.later()) as case:
        assert case.acted_by == "clock" and case.post is None


def test_who_holds_a_case_acts_in_it(bureau):
    subject = bureau.case()
    hops.hand_over(subject, HEALTH, by=bureau.clerk, at=bureau.later())
    with (
        pytest.raises(UnknownCase),
        opened(subject, "casework.hand_over", by=bureau.liaison, at=bureau.later()),
    ):
        raise AssertionError("not reached")
    hops.take_over(subject, by=bureau.liaison, at=bureau.later())
    assert StatusRow.objects.get(pk=subject).holder_organ == HEALTH
    hops.hand_over(subject, OFFICE, by=bureau.liaison, at=bureau.later())
    assert [each.organ for each in reading.timeline(COUNTY, subject)] == [OFFICE, OFFICE, HEALTH, HEALTH]


def test_nothing_happens_again_after_done(bureau):
    subject = bureau.case()
    for _ in range(2):
        with opened(subject, "casework.hand_over", by=bureau.clerk, at=bureau.later(), key="k") as case:
            if case.done is None:
                case.result = {"letter": 7}
    assert case.done == {"letter": 7}
    with (
        pytest.raises(AssertionError),
        opened(subject, "casework.hand_over", by=bureau.clerk, at=bureau.later(), key="k") as case,
    ):
        case.enter(received())


def test_deeds_and_papers_cannot_be_rewritten(bureau):
    subject = bureau.case()
    for change in (
        lambda: Deed.objects.filter(subject=subject).update(post="x"),
        lambda: Deed.objects.filter(subject=subject).delete(),
    ):
        with pytest.raises(Exception, match="只能追加"), transaction.atomic():
            change()


def test_numbers_are_taken_in_a_transaction(bureau):
    with pytest.raises(transaction.TransactionManagementError):
        numbering.take("x")
    with transaction.atomic():
        assert [numbering.take("x"), numbering.take("x", 3), numbering.take("y")] == [1, 4, 1]


def test_mail_is_a_case_like_others(bureau):
    there = bureau.letter("EA123456789CN")
    assert there.subject == "mail:2025-0001"
    assert StatusRow.objects.get(pk=there.subject).phase == "open"
