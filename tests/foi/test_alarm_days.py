"""The days from which alarms stand, kept with a case, tell on any later day what its facts tell."""

from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st
from test_lives import BUSY, FIRST, STREAMS, entered, stream

from gongkai.foi import facts as foi
from gongkai.foi.facts import ApplicantKind, Intake, Means
from gongkai.foi.status import alarm_days, alarms, status
from gongkai.foi.status.alarms import TOLD_BY_DUE_DAY
from gongkai.law.calendar import Calendar

LETTER = foi.Registered(applicant=ApplicantKind.NATURAL_PERSON, intake=Intake.POST_ORDINARY)


def told(facts, later):
    """Alarms kept as of the day of the last fact, and those read from the facts some days later."""
    last = max(each.happened_on for each in facts)
    on = last + timedelta(days=later)
    kept = {code for code, day in alarm_days(status(facts, as_of=last)).items() if day <= on}
    found = {each.code for each in alarms(status(facts, as_of=on))} - set(TOLD_BY_DUE_DAY)
    if not Calendar().assume(on).working:
        kept.discard("contact_wanted")
    return kept, found


@given(BUSY, STREAMS, st.integers(0, 90))
def test_kept_days_tell_what_the_facts_tell(received_on, others, later):
    kept, found = told(stream(received_on, others), later)
    assert kept == found


@given(st.integers(0, 20), st.booleans(), st.integers(0, 10))
def test_a_letter_that_waits_for_confirmation_wants_contact_on_every_working_day(day, tried, later):
    facts = [entered(1, LETTER, FIRST)]
    if tried:
        facts.append(
            entered(2, foi.ContactTried(means=Means.TELEPHONE, reached=False), FIRST + timedelta(days=day))
        )
    kept, found = told(facts, later)
    assert kept == found
