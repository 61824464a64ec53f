"""Reconsiderations and lawsuits registered, the notice to answer, the answer with its evidence.

Law: OGI 51; RECON 48; RECON 54; LITIG 67.
"""

from dataclasses import dataclass
from datetime import date

from gongkai.casework import access as cases
from gongkai.casework import numbering
from gongkai.casework.cases import app_of
from gongkai.casework.disputing import disputable
from gongkai.casework.services import holds, parties
from gongkai.casework.services.door import By, Case, begun
from gongkai.casework.services.papers import File
from gongkai.casework.services.parties import Particulars
from gongkai.ledger.kinds import Fact
from gongkai.ledger.rows import BEIJING
from gongkai.organs.posts import Actor
from gongkai.organs.queries import organ as organ_of
from gongkai.oversight import access, facts
from gongkai.oversight.errors import RefusedDispute
from gongkai.oversight.facts import Procedure
from gongkai.oversight.models import Dispute
from gongkai.oversight.services.stepping import step
from gongkai.oversight.status import LAWSUIT, RECONSIDERATION, Act

CLAIMANT = "claimant"


@dataclass(frozen=True, slots=True, kw_only=True)
class Disputed:
    """What is disputed, by whom and before whom (争议案件).

    ``about`` is the subject in dispute: its organ answers. Where no case is in dispute (disclosure without
    request), ``organ`` says who answers. ``body`` is the reconsideration organ or court, ``case_no`` its
    number for the case; ``title`` is written by the office, without names.
    """

    body: str
    claimant: Particulars
    about: str = ""
    organ: str = ""
    case_no: str = ""
    title: str = ""


def file_reconsideration(told: Disputed, by: By, *, on: date | None = None) -> str:
    """Register a reconsideration that was accepted (登记行政复议); its subject. ``on`` is the day of
    acceptance. Law: OGI 51
    """
    return _file(RECONSIDERATION, told, facts.ReconsiderationFiled(about=told.about), by, on)


def file_lawsuit(
    told: Disputed, by: By, *, after_reconsideration: bool, after: str = "", on: date | None = None
) -> str:
    """Register a lawsuit that was docketed (登记行政诉讼); its subject. ``on`` is the day of docketing.

    ``after`` is the subject of the reconsideration that it followed, where that is registered here.
    Law: OGI 51; LITIG 45; LITIG 46
    """
    if after:
        access.dispute_for(_person(by), after)
        if app_of(after) != RECONSIDERATION or not after_reconsideration:
            raise RefusedDispute("not_after", "“此前的行政复议”只填复议后起诉的那一件复议。", law="LITIG 45")
    deed = facts.LawsuitFiled(after_reconsideration=after_reconsideration, about=told.about)
    return _file(LAWSUIT, told, deed, by, on, after_reconsideration=after_reconsideration, after=after)


def _file(kind: str, told: Disputed, deed: Fact, by: By, on: date | None, **more: object) -> str:
    today = by.at.astimezone(BEIJING).date()
    day = on or today
    organ = _respondent(told, by, today)
    region = organ_of(organ, as_of=today).region
    _require_whole(told, day, today)
    beginning = begun(
        lambda: numbering.subject(kind, region, day.year),
        "oversight.file",
        region=region,
        organ=organ,
        by=by.actor,
        at=by.at,
        key=by.key,
    )
    with beginning as case:
        if case.done is None:
            _require_new(told, region)
            _write(case, kind, told, **more)
            case.enter(deed, day)
            if told.about:
                holds.keep(told.about, case.subject, by, pending=True)
        return case.subject


def _respondent(told: Disputed, by: By, today: date) -> str:
    """The organ that answers: that of the case in dispute, or the one named."""
    if not told.about:
        if not told.organ:
            raise RefusedDispute("no_organ", "请选择争议的办件，或者选择被申请人、被告。", law="OGI 51")
        return organ_of(told.organ, as_of=today).code
    row = cases.case_for(_person(by), told.about)
    if disputable(told.about) is None:
        raise RefusedDispute("not_disputable", f"“{told.about}”不是可以复议、诉讼的办件。", law="OGI 51")
    return row.organ


def _person(by: By) -> Actor:
    assert isinstance(by.actor, Actor), "a person registers a dispute"
    return by.actor


def _require_whole(told: Disputed, day: date, today: date) -> None:
    if day > today:
        raise RefusedDispute("to_come", f"{day}还没有到，请核对受理、立案日期。", law="OGI 51")
    if not told.body.strip() or not told.claimant.name.strip():
        raise RefusedDispute(
            "incomplete", "请写明审理机关（复议机关、人民法院）和申请人、原告。", law="OGI 51"
        )


def _require_new(told: Disputed, region: str) -> None:
    number = told.case_no.strip()
    found = Dispute.objects.filter(region=region, body=told.body.strip(), case_no=number).first()
    if number and found is not None:
        raise RefusedDispute(
            "registered_before",
            f"{told.body}的“{told.case_no}”已经登记为{found.number}，请打开该件办理。",
            number=found.number,
        )


def _write(case: Case, kind: str, told: Disputed, **more: object) -> Dispute:
    disputed = disputable(told.about) if told.about else None
    title = told.title.strip() or (disputed.title_of(told.about) if disputed else "")
    return Dispute.objects.create(
        status=case.row,
        region=case.region,
        kind=kind,
        number=case.subject.partition(":")[2],
        title=title[:100] or "政府信息公开争议",
        about=told.about,
        body=told.body.strip()[:100],
        case_no=told.case_no.strip()[:60],
        claimant=parties.keep(case, CLAIMANT, told.claimant),
        registered_at=case.at,
        **more,
    )


def receive_notice(
    subject: str,
    by: By,
    *,
    procedure: Procedure | None = None,
    notice: File | None = None,
    on: date | None = None,
) -> date | None:
    """Enter that the notice to answer was received (登记收到通知); the last day for answer and evidence.

    ``procedure`` is that of a reconsideration: it decides the term. Law: RECON 48; RECON 54; LITIG 67
    """
    with step(subject, "oversight.answer", Act.RECEIVE_NOTICE, by, on=on) as taken:
        if not taken.again:
            lawsuit = taken.before.lawsuit
            if not lawsuit and procedure is None:
                raise RefusedDispute(
                    "no_procedure", "请选择审理程序：简易程序五个工作日，普通程序十个工作日。", law="RECON 54"
                )
            taken.keep("notice", "应诉通知书" if lawsuit else "行政复议答复通知书", notice)
            taken.enter(facts.NoticeReceived(procedure=None if lawsuit else procedure))
        return taken.now.answer.due_on if taken.now.answer else None


def file_answer(
    subject: str, by: By, *, answer: File | None, evidence: File | None = None, on: date | None = None
) -> None:
    """Enter that answer and evidence were handed in (登记答复举证); both are kept in the file.

    A late one is entered like any other: its breach shows by itself. Law: RECON 48; RECON 54; LITIG 67
    """
    with step(subject, "oversight.answer", Act.FILE_ANSWER, by, on=on) as taken:
        if taken.again:
            return
        if answer is None:
            what = "答辩状" if taken.before.lawsuit else "行政复议答复书"
            raise RefusedDispute("no_answer", f"请上传提交的{what}。", law="RECON 48")
        taken.keep("answer", "答辩状" if taken.before.lawsuit else "行政复议答复书", answer)
        sha256 = taken.keep("evidence", "证据材料", evidence)
        taken.enter(facts.AnswerFiled(evidence_sha256=sha256))
