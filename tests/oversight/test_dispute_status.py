"""Random lives of disputes: the reading is pure, whatever order the facts came in, and says one thing."""

from dataclasses import replace
from datetime import date, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from gongkai.casework.counting import late_days
from gongkai.ledger.kinds import KINDS, Entered
from gongkai.ledger.rows import BEIJING
from gongkai.oversight import facts as _facts  # noqa: F401  # registers the kinds
from gongkai.oversight.casekind import read, reminders
from gongkai.oversight.status import Phase, chances, status

BEGIN, KNOWN = date(2025, 3, 3), datetime(2026, 6, 1, tzinfo=BEIJING)
BODIES = {
    "oversight.notice_received": [{"procedure": "simplified"}, {"procedure": "ordinary"}, {}],
    "oversight.answer_filed": [{}],
    "oversight.lawsuit_judged": [{"result": "upheld"}, {"result": "other", "ruling": True}],
    "oversight.lawsuit_appealed": [{}, {"by_organ": True}],
}


@st.composite
def lives(draw):
    """What may have been entered of one dispute, lawful or not, some of it taken back."""
    kind = draw(st.sampled_from(["reconsideration", "lawsuit"]))
    chosen = draw(st.lists(st.sampled_from(sorted(BODIES)), unique=True))
    told = [(f"oversight.{kind}_filed", {"about": "foi:2025-0001", "after_reconsideration": False})]
    told += [(each, draw(st.sampled_from(BODIES[each]))) for each in chosen]
    if draw(st.booleans()):
        result = draw(st.sampled_from(["upheld", "corrected", "other"]))
        told.append((f"oversight.{kind}_concluded", {"result": result}))
    entered = []
    for seq, (name, body) in enumerate(told, 1):
        day = BEGIN + timedelta(days=draw(st.integers(0, 200)))
        at = datetime(day.year, day.month, day.day, 9, tzinfo=BEIJING)
        entered.append(Entered(seq, name, f"{kind}:2025-0001", "o", "r", day, at, body))
    for target in draw(st.lists(st.sampled_from(entered), max_size=2, unique_by=lambda each: each.seq)):
        seq = len(entered) + 1
        entered.append(replace(target, seq=seq, kind="ledger.voided", body={}, voids=target.seq))
    return entered


@given(lives(), st.randoms(use_true_random=False), st.integers(0, 300))
def test_a_reading_is_one_thing_whatever_order_the_facts_came_in(told, random, days):
    as_of = BEGIN + timedelta(days=days)
    now = status(told, as_of=as_of, known_at=KNOWN)
    shuffled = list(told)
    random.shuffle(shuffled)
    again = status(shuffled, as_of=as_of, known_at=KNOWN)
    assert (again.phase, again.facts, again.owed, again.breaches) == (
        now.phase,
        now.facts,
        now.owed,
        now.breaches,
    )
    assert now.pending == (now.phase not in (Phase.VOID, Phase.CONCLUDED))
    assert not (now.late_days and now.overdue_days), "an answer is late or still owed, not both"
    if now.answer is not None and now.answer.done_on is not None:
        assert now.late_days == late_days(now.answer.due_on, now.answer.done_on, now.calendar)
    assert [each.act for each in chances(now)] or now.phase is Phase.VOID
    assert now.phase is not Phase.VOID or list(chances(now)) == []


@given(lives())
def test_casework_reads_every_life(told):
    known = [each for each in told if each.kind in KINDS or each.voids]
    standing = read(known, as_of=KNOWN.date(), known_at=KNOWN)
    assert (standing.closed_on is None) == (standing.phase not in ("void", "concluded"))
    kinds = [(each.kind, each.role) for each in reminders(known, standing, organ="o")]
    assert len(kinds) == len(set(kinds)), "each post is told a thing once"
