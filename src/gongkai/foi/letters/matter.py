"""What a letter speaks of (文书内容): frozen plain values, gathered by the services.

Days are legal days; texts are as they shall stand in the letter. What a letter needs and lacks is refused by
``compose``, not guessed.
"""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True, kw_only=True)
class Sender:
    """The organ that writes: name under the letter, OGI unit (工作机构) and how to reach it."""

    name: str
    unit: str = ""
    address: str = ""
    postcode: str = ""
    phone: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Applicant:
    """The applicant. The lower half is for the register form and the application form only."""

    name: str
    organisation: bool = False
    several: bool = False
    kind: str = ""
    id_kind: str = ""
    id_no: str = ""
    representative: str = ""
    agent: str = ""
    phone: str = ""
    email: str = ""
    postcode: str = ""
    address: str = ""
    form: str = ""
    way: str = ""
    help: str = ""

    @property
    def you(self) -> str:
        """How the letter addresses the applicant: 你, 你们 or 你单位."""
        if self.organisation:
            return "你单位"
        return "你们" if self.several else "你"


@dataclass(frozen=True, slots=True, kw_only=True)
class Withheld:
    """A part that is not disclosed (不予公开的部分), its reason, and the article (a citation). Law: OGI 37"""

    part: str
    reason: str
    law: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One thing asked for (申请事项) and what was decided about it.

    ``asked`` in the applicant's words; ``reason`` the reasons; ``supplied`` what is supplied and how;
    ``where`` the address or way to get it; ``provision`` the law that forbids or governs; ``category`` the
    class of internal or process information, the case file, the danger; ``consulted`` what the third party
    said; ``searched`` where and for what was searched; ``earlier`` number and day of the earlier reply;
    ``other_organ`` name and contact of the organ that is responsible; ``advice`` the way for a petition.
    """

    asked: str
    outcome: str = ""
    reason: str = ""
    supplied: str = ""
    withheld: tuple[Withheld, ...] = ()
    where: str = ""
    provision: str = ""
    category: str = ""
    consulted: str = ""
    searched: str = ""
    earlier: str = ""
    other_organ: str = ""
    advice: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Supplement:
    """A supplement (补正): what is to be made clear, asked on, until, and when it came. Law: OGI 30"""

    points: tuple[str, ...] = ()
    asked_on: date | None = None
    until: date | None = None
    came_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Reasons:
    """A demand for reasons (说明理由): number and frequency in words, asked on, until. Law: OGI 35"""

    count: str = ""
    asked_on: date | None = None
    until: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Extension:
    """An extension (延期): by so many working days, to ``due_on``, and why. Law: OGI 33.2, OGI 35"""

    working_days: int = 0
    due_on: date | None = None
    cause: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Consulted:
    """A consultation (征求意见). ``party`` is named only in letters to that party. Law: OGI 32, OGI 34

    ``about`` is the information, without the applicant's name; ``decision`` what the third party is told.
    """

    party: str = ""
    organisation: bool = True
    about: str = ""
    sent_on: date | None = None
    opinion: str = ""
    opinion_on: date | None = None
    decision: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Charge:
    """A processing fee (信息处理费): yuan, its reckoning (`law.fees.Fee.text`), how to pay. Law: FEE2020 6"""

    yuan: str = ""
    reckoning: str = ""
    how_to_pay: str = ""
    noticed_on: date | None = None
    pay_by: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Assistance:
    """What another organ is asked to help with (协办), until when."""

    organ: str = ""
    matter: str = ""
    until: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Apology:
    """What went wrong, why, and what is done so that it does not happen again (致歉)."""

    fault: str = ""
    cause: str = ""
    measures: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Correction:
    """A correction of the applicant's own record (更正): which, what was found, what follows. Law: OGI 41"""

    record: str = ""
    found: str = ""
    result: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Delivery:
    """A delivery (送达): to whom, where, how; the letters as (title, number)."""

    addressee: str = ""
    address: str = ""
    manner: str = ""
    post_no: str = ""
    letters: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Approval:
    """What is put to the head for approval (呈批): the proposal, and the opinions as (who, what, day)."""

    opinion: str = ""
    secrecy: str = ""
    opinions: tuple[tuple[str, str, str], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperLine:
    """One line of the archive index (归档目录) or of a list of records handed over (移送明细)."""

    title: str
    number: str = ""
    by: str = ""
    on: date | None = None
    pages: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class LetterMatter:
    """Everything a letter may speak of; ``dated_on`` is the day of the letter, ``remedy`` its remedies.

    ``received_how`` completes “以……方式”; ``paid_on`` the day the fee was paid; ``takes_back`` number and day
    of an earlier reply that this one replaces, ``ordered_by`` what ordered it; ``copies`` who gets one.
    """

    organ: Sender
    dated_on: date
    number: str = ""
    application_no: str = ""
    applicant: Applicant | None = None
    received_on: date | None = None
    received_how: str = ""
    due_on: date | None = None
    paid_on: date | None = None
    withdrawn_on: date | None = None
    items: tuple[Item, ...] = ()
    remedy: tuple[str, ...] = ()
    takes_back: str = ""
    ordered_by: str = ""
    copies: str = ""
    supplement: Supplement = Supplement()
    reasons: Reasons = Reasons()
    extension: Extension = Extension()
    consulted: Consulted = Consulted()
    charge: Charge = Charge()
    assistance: Assistance = Assistance()
    apology: Apology = Apology()
    correction: Correction = Correction()
    delivery: Delivery = Delivery()
    approval: Approval = Approval()
    papers: tuple[PaperLine, ...] = ()
    record_list: tuple[PaperLine, ...] = ()
