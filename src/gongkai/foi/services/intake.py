"""Intake (登记申请): from the mail-room book, at the counter, by fax or e-mail, online. The day of receipt is
fixed by the way it came and its evidence. Law: OGI 29; OGI 31; OGI 45.
"""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from gongkai.casework import access as cases
from gongkai.casework import numbering, sealing
from gongkai.casework.facts import Carrier
from gongkai.casework.models import Hop, Mail
from gongkai.casework.services import mail as mail_room
from gongkai.casework.services import parties
from gongkai.casework.services.door import Case, System, begun
from gongkai.casework.services.papers import File
from gongkai.casework.services.parties import Particulars
from gongkai.foi import facts
from gongkai.foi.casekind import APP
from gongkai.foi.errors import RefusedApplication
from gongkai.foi.facts import ApplicantKind, Intake, Means
from gongkai.foi.models import Application, Item
from gongkai.foi.services.scanning import keep_scans, require_scans
from gongkai.foi.services.stepping import By, step
from gongkai.foi.status import Act, status
from gongkai.foi.status.receiving import legal_receipt
from gongkai.foi.titles import title_of
from gongkai.ledger import reading
from gongkai.ledger.rows import BEIJING
from gongkai.organs.queries import organ as organ_of

BY_MAIL = {
    Carrier.POST_SIGNED: Intake.POST_SIGNED,
    Carrier.COURIER: Intake.POST_SIGNED,
    Carrier.EXCHANGE: Intake.POST_SIGNED,
    Carrier.POST_ORDINARY: Intake.POST_ORDINARY,
    Carrier.IN_PERSON: Intake.IN_PERSON,
    Carrier.FAX: Intake.FAX,
    Carrier.EMAIL: Intake.EMAIL,
}
CODE_LETTERS = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"  # none that is read as another


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What an application says (申请内容). ``items`` are the things asked for, in the applicant's words.

    ``others`` apply together with the applicant; ``scans`` are its papers by kind (``scan``,
    ``authorisation``). ``title`` is written by the office for its lists, without names, else made from the
    first thing asked for; ``written_on`` is the day on the letter.
    """

    items: Sequence[str]
    applicant: Particulars
    kind: ApplicantKind = ApplicantKind.NATURAL_PERSON
    agent: Particulars | None = None
    others: Sequence[Particulars] = ()
    scans: Sequence[tuple[str, File]] = ()
    title: str = ""
    wanted_form: str = ""
    delivery_way: str = ""
    assistance: str = ""
    written_on: date | None = None


@dataclass(frozen=True, slots=True)
class Registered:
    """What registration came to: the subject, the query code, and how much of the time is already used.

    ``filed_year`` names the year of a report that was filed before this application of it was found.
    """

    subject: str
    query_code: str
    received_on: date | None
    due_on: date | None
    used_working_days: int = 0
    filed_year: int | None = None


def register_letter(
    mail: str, asked: Asked, by: By, *, organ: str = "", typed_on: date | None = None
) -> Registered:
    """Register an application from its line of the mail-room book (来件立案). Law: OGI 31(2)

    ``organ`` answers for it: unless given, the actor's own organ where the letter went there, else that of
    the mail room. ``typed_on`` is a day of receipt that somebody wants: refused where it is not the law's.

    Raises ``RefusedReceipt``, ``RefusedApplication``, ``UnknownCase``, ``RefusedMail``, ``NotPermitted``.
    """
    assert not isinstance(by.actor, System), "a person reads the letter"
    line = cases.mail_for(by.actor, mail)
    intake, today = BY_MAIL[Carrier(line.carrier)], by.at.astimezone(BEIJING).date()
    hop = Hop.objects.filter(subject=mail).order_by("-sent_at").first()
    went_to = hop.to_organ if hop is not None else line.status.holder_organ
    own = any(post.organ == went_to for post in by.actor.posts)
    organ = organ or (went_to if own else line.organ)
    signed = {"submitted_on" if intake is Intake.IN_PERSON else "signed_on": line.arrived_on}
    written = {} if intake is Intake.IN_PERSON else {"submitted_on": asked.written_on}
    found = legal_receipt(intake, as_of=today, typed_on=typed_on, **signed, **written)
    with transaction.atomic():
        registered = _begin(
            asked, intake, organ, line.region, by, received_on=found.on, arrived_on=line.arrived_on, mail=line
        )
        if line.becomes != registered.subject:  # a repeated press finds it so
            mail_room.became(mail, registered.subject, by=by.actor, at=by.at, at_organ=organ)
    return registered


def register(
    asked: Asked, intake: Intake, organ: str, by: By, *, submitted_on: date | None = None
) -> Registered:
    """Register an application handed in at the counter, told there, faxed or mailed electronically.

    What came by post is registered from the mail-room book: its line is the evidence.

    Raises ``RefusedApplication``, ``RefusedReceipt``, ``NotPermitted``.
    """
    if intake in (Intake.POST_SIGNED, Intake.POST_ORDINARY):
        raise RefusedApplication(
            "no_mail_line",
            "邮寄的申请要从收文登记簿立案：签收记录是收到之日的证据。请先由收发室登记来件。",
            law="OGI 31(2)",
        )
    if intake is Intake.WEB:
        raise RefusedApplication("online_only", "网上申请由网站登记，不能补录。", law="OGI 31(3)")
    today = by.at.astimezone(BEIJING).date()
    day = submitted_on or today
    found = legal_receipt(intake, as_of=today, submitted_on=day)
    region = organ_of(organ, as_of=today).region
    return _begin(asked, intake, organ, region, by, received_on=found.on, arrived_on=day)


def submit_online(asked: Asked, organ: str, *, at: datetime, key: str = "", region: str = "") -> Registered:
    """An application by the website: the receipt shown at once is the mutual confirmation. Law: OGI 31(3)"""
    if not asked.applicant.name.strip() or not (asked.applicant.phone or asked.applicant.email).strip():
        raise RefusedApplication("no_applicant", "请填写姓名或者名称，以及联系方式。", law="OGI 29")
    today = at.astimezone(BEIJING).date()
    found = legal_receipt(Intake.WEB, as_of=today, submitted_on=today, confirmed_on=today)
    region, by = region or organ_of(organ, as_of=today).region, By(actor=System("portal"), at=at, key=key)
    return _begin(asked, Intake.WEB, organ, region, by, received_on=found.on, arrived_on=None)


def try_contact(subject: str, means: Means, by: By, *, reached: bool = False, on: date | None = None) -> None:
    """Enter that contact with the applicant was tried (登记联系). Law: OGI 31(2)"""
    with step(subject, "foi.confirm_receipt", Act.TRY_CONTACT, by, on=on) as taken:
        if taken.done is None:
            taken.enter(facts.ContactTried(means=means, reached=reached))


def confirm_receipt(subject: str, means: Means, by: By, *, on: date | None = None) -> date:
    """Confirm receipt with the applicant (确认收到): that day is the day of receipt, the clock starts.

    Law: OGI 31(2); OGI 31(3)
    """
    with step(subject, "foi.confirm_receipt", Act.CONFIRM_RECEIPT, by, on=on) as taken:
        if taken.done is not None:
            return date.fromisoformat(taken.done["received_on"])
        registered = taken.before.facts.first("foi.registered")
        assert registered is not None, "only a registered application can be confirmed"
        hop = Hop.objects.filter(subject=taken.application.mail).order_by("-received_at").first()
        hop_on = hop.received_at.astimezone(BEIJING).date() if hop and hop.received_at else None
        intake = Intake(taken.application.intake)
        legal_receipt(intake, as_of=taken.case.today, confirmed_on=taken.on, last_hop_on=hop_on)
        reached = taken.before.facts.first("foi.contact_tried", reached=True)
        if reached is None or reached.happened_on != taken.on:
            taken.enter(facts.ContactTried(means=means, reached=True))
        arrived = registered.body.get("arrived_on")
        submitted = registered.body.get("submitted_on")
        taken.enter(
            facts.Received(
                applicant=ApplicantKind(taken.application.applicant_kind),
                intake=intake,
                items=taken.application.items.count(),
                arrived_on=date.fromisoformat(arrived) if arrived else None,
                submitted_on=date.fromisoformat(submitted) if submitted else None,
            )
        )
        taken.case.result["received_on"] = taken.on.isoformat()
        return taken.on


def _begin(
    asked: Asked,
    intake: Intake,
    organ: str,
    region: str,
    by: By,
    *,
    received_on: date | None,
    arrived_on: date | None,
    mail: Mail | None = None,
) -> Registered:
    texts = _texts(asked)
    today = by.at.astimezone(BEIJING).date()
    year = (received_on or today).year
    beginning = begun(
        lambda: numbering.subject(APP, region, year),
        "foi.register",
        region=region,
        organ=organ,
        by=by.actor,
        at=by.at,
        key=by.key,
    )
    with beginning as case:
        if case.done is None:
            application = _write(case, asked, intake, texts, mail)
            received = {"applicant": asked.kind, "intake": intake, "arrived_on": arrived_on}
            received["submitted_on"] = asked.written_on
            if received_on is None:
                case.enter(facts.Registered(**received), today)
            else:
                case.enter(facts.Received(items=len(texts), **received), received_on)
            case.result = {"filed_year": _filed_year(region, received_on, by.at)}
        else:
            application = Application.objects.get(pk=case.subject)
    # Told behind the door: nobody waits in the region's line for the telling.
    return _registered(case, application, today)


def _texts(asked: Asked) -> list[str]:
    """The things asked for; refused without any, or with papers that cannot be kept."""
    require_scans(asked.scans)
    texts = [each.strip() for each in asked.items if each.strip()]
    if not texts:
        raise RefusedApplication(
            "nothing_asked", "请写明所申请的政府信息的名称、文号或者特征。", law="OGI 29"
        )
    return texts


def _registered(case: Case, application: Application, today: date) -> Registered:
    """What the case looks like to whoever registers it, now or with the same press before."""
    told = case.facts or reading.timeline(case.region, case.subject, with_voided=False)
    now = status(told, as_of=today, known_at=case.at)
    return Registered(
        application.subject,
        sealing.unseal(application.query_code),
        now.received_on,
        now.due_on,
        now.due.used(today) if now.due else 0,
        (case.done or case.result).get("filed_year"),
    )


def _write(case: Case, asked: Asked, intake: Intake, texts: list[str], mail: Mail | None) -> Application:
    applicant = parties.keep(case, "applicant", asked.applicant)
    if asked.agent is not None:
        parties.keep(case, "agent", asked.agent)
    for each in asked.others:
        parties.keep(case, "co_applicant", each)
    code = "".join(secrets.choice(CODE_LETTERS) for _ in range(8))
    application = Application.objects.create(
        status=case.row,
        region=case.region,
        number=case.subject.partition(":")[2],
        title=asked.title.strip()[:100] or title_of(texts, _particulars(asked)),
        intake=intake.value,
        applicant_kind=asked.kind.value,
        applicant=applicant,
        text_digest=sealing.digest("asked", "\n".join(texts)),
        wanted_form=asked.wanted_form,
        delivery_way=asked.delivery_way,
        assistance=asked.assistance,
        submitted_at=case.at if intake is Intake.WEB else None,
        registered_at=case.at,
        mail=mail.subject if mail is not None else "",
        query_code=sealing.seal(code),
        query_code_digest=sealing.digest("query_code", code),
    )
    Item.objects.bulk_create(
        Item(application=application, place=place, text=sealing.seal(text))
        for place, text in enumerate(texts, 1)
    )
    keep_scans(case, application, asked.scans)
    return application


def _particulars(asked: Asked) -> list[str]:
    people = (asked.applicant, *asked.others, *([asked.agent] if asked.agent else []))
    return [getattr(each, name) for each in people for name in parties.FIELDS]


def _filed_year(region: str, received_on: date | None, at: datetime) -> int | None:
    """The year of receipt, if a report of it was filed before: then an erratum is to be proposed."""
    if received_on is None or received_on.year >= at.astimezone(BEIJING).year:
        return None
    filed = reading.facts(region, kinds=["reports.filed"], known_at=at)
    years = {int(each.body.get("year", 0)) for each in filed}
    return received_on.year if received_on.year in years else None
