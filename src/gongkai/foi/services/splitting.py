"""Parting an application with several items (拆分，一事一申请): one case each, with one history before it.

Law: FEE2020 4; FORM2021 3 (each is counted).
"""

from datetime import date

from gongkai.casework import numbering, sealing
from gongkai.casework.services import parties
from gongkai.casework.services.door import Case, begun
from gongkai.casework.services.parties import Particulars
from gongkai.foi import facts
from gongkai.foi.casekind import APP
from gongkai.foi.facts import ApplicantKind, Intake
from gongkai.foi.models import Application, Item
from gongkai.foi.services.stepping import By, Step, step
from gongkai.foi.status import Act
from gongkai.foi.titles import title_of
from gongkai.ledger.bodies import deed_from

# What happened to the whole before it was parted is true of every part: its clock runs by it.
COMMON = ("foi.supplement_requested", "foi.supplement_upheld", "foi.supplemented", "foi.delivered")


def split(subject: str, by: By) -> list[str]:
    """Make every item after the first a case of its own (拆分办理); their subjects in order.

    All have the day of receipt of the whole, and what was asked and answered since.
    """
    with step(subject, "foi.split", Act.SPLIT, by) as taken:
        if taken.done is not None:
            return list(taken.done["into"])
        particulars = parties.of_case(taken.case, "applicant")
        applicant = particulars.get(taken.application.applicant_id, Particulars())
        items = list(taken.application.items.all())
        into = [_part(taken, item, applicant, by) for item in items[1:]]
        Application.objects.filter(pk=subject).update(text_digest=_digest(items[0]))
        taken.case.enter(facts.Split(into=tuple(into)))
        taken.case.result["into"] = into
        return into


def _part(taken: Step, item: Item, applicant: Particulars, by: By) -> str:
    whole, received = taken.application, taken.before.facts.first("foi.received")
    assert received is not None, "only what was received is parted"
    year, region = received.happened_on.year, taken.case.region
    key = f"{by.key}/{item.place}" if by.key else ""
    with begun(
        lambda: numbering.subject(APP, region, year),
        "foi.split",
        region=region,
        organ=taken.case.organ,
        by=by.actor,
        at=by.at,
        key=key,
    ) as part:
        application = _row(part, whole, item, applicant)
        item.application, item.place = application, 1
        item.save(update_fields=["application", "place"])
        part.enter(
            facts.Received(
                applicant=ApplicantKind(whole.applicant_kind),
                intake=Intake(whole.intake),
                submitted_on=_day(received.body.get("submitted_on")),
                arrived_on=_day(received.body.get("arrived_on")),
                split_from=taken.case.subject,
            ),
            received.happened_on,
        )
        for each in taken.before.facts.all(*COMMON):
            part.enter(deed_from(each.kind, each.body), each.happened_on)
    return part.subject


def _row(part: Case, whole: Application, item: Item, applicant: Particulars) -> Application:
    """The part's own row: what the whole says, but for its item. One query code follows all parts."""
    return Application.objects.create(
        status=part.row,
        region=part.region,
        number=part.subject.partition(":")[2],
        title=title_of([sealing.unseal(item.text)], [getattr(applicant, each) for each in parties.FIELDS]),
        intake=whole.intake,
        applicant_kind=whole.applicant_kind,
        applicant=parties.keep(part, "applicant", applicant),
        text_digest=_digest(item),
        wanted_form=whole.wanted_form,
        delivery_way=whole.delivery_way,
        assistance=whole.assistance,
        submitted_at=whole.submitted_at,
        registered_at=part.at,
        mail=whole.mail,
        split_from=whole.subject,
        query_code=whole.query_code,
        query_code_digest=whole.query_code_digest,
    )


def _digest(item: Item) -> str:
    return sealing.digest("asked", sealing.unseal(item.text))


def _day(value: object) -> date | None:
    return date.fromisoformat(str(value)) if value else None
