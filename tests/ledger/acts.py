"""Deeds for the ledger's tests: short words for entering them, and random ones."""

from datetime import date, datetime, time, timedelta

from hypothesis import strategies as st

from gongkai.foi import facts as foi
from gongkai.hotline import facts as hotline
from gongkai.law.errors import GongkaiError
from gongkai.ledger import entry
from gongkai.ledger.kinds import KINDS, Entered, Fact
from gongkai.ledger.rows import BEIJING
from gongkai.records import facts as records

ORGAN = "410223-01"
FIRST = date(2019, 12, 20)

RECEIVED = foi.Received(applicant=foi.ApplicantKind.NATURAL_PERSON, intake=foi.Intake.POST_SIGNED)
DECIDED = foi.Decided(outcome=foi.Outcome.GRANTED)


def moment(day: date, hour: int = 9) -> datetime:
    return datetime.combine(day, time(hour), BEIJING)


def enter(deed: Fact, subject: str, day: date, region: str = "410223", **more) -> Entered:
    """Enter a deed, known on its own day unless told otherwise."""
    given = {"organ": ORGAN, "entered_at": moment(day, 23), "by": "clerk", **more}
    return entry.enter(deed, subject=subject, region=region, happened_on=day, **given)


DEEDS = {
    "foi": [
        RECEIVED,
        foi.Received(applicant=foi.ApplicantKind.BUSINESS, intake=foi.Intake.WEB),
        foi.SupplementRequested(),
        DECIDED,
        foi.Withdrawn(),
        foi.Reopened(),
    ],
    "record": [
        records.Published(genre=records.Genre.NORMATIVE_DOCUMENT),
        records.TakenDown(genre=records.Genre.NORMATIVE_DOCUMENT, reason=records.TakeDownReason.ERROR),
        records.Repealed(genre=records.Genre.NORMATIVE_DOCUMENT),
    ],
    "hotline": [
        hotline.Received(line=hotline.Line.CITY, appeal=hotline.Appeal.HELP),
        hotline.Closed(line=hotline.Line.CITY),
        hotline.Reopened(line=hotline.Line.CITY),
    ],
}


@st.composite
def acts(draw, most: int = 16):
    """Random acts: (prefix, number of subject, deed, day, days until known, pick): most are possible."""
    one = st.sampled_from(sorted(DEEDS)).flatmap(
        lambda prefix: st.tuples(
            st.just(prefix),
            st.sampled_from([1, 1, 1, 2]),
            st.sampled_from([*DEEDS[prefix], "void", "void"]),
            st.integers(0, 8).map(lambda days: FIRST + timedelta(days=days)),
            st.integers(0, 4),
            st.integers(0, 30),
        )
    )
    return draw(st.lists(one, min_size=2, max_size=most))


def perform(region: str, wanted: list) -> list[Entered]:
    """Do the acts in order; what the ledger refuses changes nothing. Returns what stands in it, in order."""
    done: list[Entered] = []
    for prefix, number, deed, day, lag, pick in wanted:
        subject, known = f"{prefix}:{number}", moment(day + timedelta(days=lag), 12 + number)
        about = [each for each in done if each.subject == subject]
        if isinstance(deed, foi.Reopened):
            about = [each for each in about if KINDS[each.kind].closes]
        target = about[pick % len(about)] if about else None
        try:
            if deed == "void" and target:
                at = max(known, target.entered_at)
                done.append(
                    entry.void(target.seq, reason="登记有误", region=region, entered_at=at, by="clerk")
                )
            elif isinstance(deed, foi.Reopened) and target:
                at, on = max(known, target.entered_at), max(day, target.happened_on)
                done.append(enter(deed, subject, on, region, entered_at=at, voids=target.seq))
            elif deed != "void":
                done.append(enter(deed, subject, day, region, entered_at=known))
        except GongkaiError:
            continue
    return done
