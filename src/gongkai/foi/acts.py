"""What may come next for an application (可办事项), as buttons: what the law, the post and four eyes allow.

A screen shows these and no others: what is lawful openly, what is unlawful but happens behind a fold, what
cannot be not at all. The services ask again, whatever a screen showed. Law: OGI 47.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _

from gongkai.foi.case_page import CasePage
from gongkai.foi.facts import Letter, Manner, Outcome
from gongkai.foi.letter_lines import to_clear
from gongkai.foi.status import Act, How, Meaning, Phase, chance
from gongkai.foi.status.publishing import why_not_public
from gongkai.organs.permissions import may
from gongkai.organs.posts import Actor

FINAL = frozenset((Act.REOPEN, Act.WITHDRAW, Act.FIND_LAPSED))
"""Deeds whose button is marked as grave."""
MAIN = frozenset((Act.CONFIRM_RECEIPT, Act.ARCHIVE))
"""Deeds that are the usual next step where they are possible at all."""


@dataclass(frozen=True, slots=True)
class Offer:
    """A deed that may come next: its key (also in its address), its title, how its button looks.

    ``warning`` says what is unlawful about it, ``law`` by which article; ``but`` why this person cannot do it
    although the post could.
    """

    key: str
    title: str
    look: str = "outline-primary"
    warning: str = ""
    law: str = ""
    but: str = ""
    screen: str = "foi:act"


def offers(page: CasePage, actor: Actor) -> list[Offer]:
    """All deeds open to this person in this post, the likeliest first."""
    found = [*_decision(page, actor), *_beside(page, actor), *_letters(page, actor), *_deliver(page, actor)]
    found += [*_releasing(page, actor)]
    for each in page.case.acts:
        if each.act in (Act.DECIDE, Act.REDECIDE, Act.DELIVER):
            continue
        look = "outline-danger" if each.act in FINAL else "primary" if each.act in MAIN else "outline-primary"
        warning = each.why if each.how is How.WARNED else ""
        found.append(Offer(each.act.value, each.act.label, look, warning, each.law))
    return sorted(found, key=lambda each: each.look != "primary")


def offer_of(page: CasePage, actor: Actor, key: str) -> Offer | None:
    """The deed of a key, if it is open to this person."""
    return next((each for each in offers(page, actor) if each.key == key), None)


def letters_to_deliver(page: CasePage) -> list[Letter]:
    """The letters of which a delivery can be entered now."""
    now = page.case.status
    found = [each for each in Letter if chance(now, Act.DELIVER, letter=each).how is not How.IMPOSSIBLE]
    return [each for each in found if each is not Letter.APOLOGY or now.late_days]


def posted(page: CasePage) -> list[Letter]:
    """The letters that went out by post: they are signed for, or come back."""
    facts = page.case.status.facts.all("foi.delivered", manner=Manner.POST)
    return sorted(
        {Letter(str(each.body.get("letter", "decision"))) for each in facts}, key=list(Letter).index
    )


def _decision(page: CasePage, actor: Actor) -> Iterator[Offer]:
    now, draft = page.case.status, page.draft
    if now.now is None or now.closed:
        return
    if may(actor, "foi.draft", page.organ):
        look = "outline-primary" if draft else "primary"
        title = _("修改答复稿") if draft else _("拟写答复")
        yield Offer("draft", title, look, screen="foi:decide")
        yield Offer("search", _("登记检索"))
        if draft is not None:
            yield Offer("redraft", _("上传修改稿"))
        yield Offer("attach", _("答复附件"), screen="foi:attachments")
    if draft is None:
        return
    own = draft.reply.drafted_by_id == actor.person_id
    if may(actor, "foi.review_secrecy", page.organ):
        but = _("您拟写了本稿，请由另一人作保密审查。") if own else ""
        yield Offer("clear_secrecy", _("保密审查"), "outline-primary" if draft.passed else "primary", but=but)
    if may(actor, "foi.sign", page.organ):
        yield _signing(page, own, passed=draft.passed)


def _signing(page: CasePage, own: bool, *, passed: bool) -> Offer:
    act = Act.REDECIDE if _ordered(page) else Act.DECIDE
    found = chance(page.case.status, act, outcomes=_outcomes(page))
    but = _("您拟写了本稿，请由另一人签发。") if own else ""
    if not passed:
        but = but or _("现在这份拟稿还没有通过保密审查。")
    if found.how is How.IMPOSSIBLE:
        but = but or found.why
    warning = found.why if found.how is How.WARNED else ""
    return Offer("sign", act.label, "primary", warning, found.law, but)


def _outcomes(page: CasePage) -> list[Outcome]:
    assert page.draft is not None, "a draft decides every item"
    return [Outcome(each.outcome) for _place, each in sorted(page.draft.words.items())]


def _ordered(page: CasePage) -> bool:
    now = page.case.status.now
    return now is not None and now.round.opened.kind == "foi.redecision_ordered"


def _letters(page: CasePage, actor: Actor) -> Iterator[Offer]:
    """Letters beside the deeds: receipt, apology, the notice to a third party; the review of one."""
    now, organ = page.case.status, page.organ
    if now.due_on and not now.closed and may(actor, "foi.register", organ):
        yield Offer("give_receipt", _("出具接收回执"))
    late = (now.late_days or now.overdue_days) and now.facts.delivered(Letter.APOLOGY) is None
    if late and may(actor, "foi.deliver", organ):
        yield Offer("apologise", _("制发致歉函"), law="OGI 47")
    objected = any(each.consultation.meaning is Meaning.OBJECTED for each in page.sought)
    if objected and may(actor, "foi.consult", organ):
        yield Offer("tell_third_party", _("告知第三方公开决定"), law="OGI 32")
    if may(actor, "foi.review_secrecy", organ) and to_clear(page) is not None:
        yield Offer("clear_letter", _("文书保密审查"), "primary", law="SECRETS 35")


def _deliver(page: CasePage, actor: Actor) -> Iterator[Offer]:
    if not may(actor, "foi.deliver", page.organ):
        return
    if waiting := letters_to_deliver(page):
        yield Offer("deliver", _("登记送达"), "primary" if Letter.DECISION in waiting else "outline-primary")
    if posted(page):
        yield Offer("sign_for", _("登记对方签收"))
        yield Offer("come_back", _("登记退件"))


def _beside(page: CasePage, actor: Actor) -> Iterator[Offer]:
    now = page.case.status
    if (now.late_days or now.overdue_days) and may(actor, "casework.explain_lateness", page.organ):
        yield Offer(
            "explain", _("登记逾期原因"), "primary" if now.closed else "outline-primary", law="OGI 47"
        )
    if now.phase is not Phase.ARCHIVED and may(actor, "foi.note", page.organ):
        yield Offer("note", _("写办理意见"))
    waiting = any(each.received_at is None and each.returned_at is None for each in page.hops)
    if not now.closed and not waiting and may(actor, "casework.hand_over", page.organ):
        yield Offer("hand_over", _("转交承办"))


def _releasing(page: CasePage, actor: Actor) -> Iterator[Offer]:
    """To the disclosure log and out of it again. Law: OGI 44."""
    if why_not_public(page.case.status):
        return
    ready = page.prepared
    if may(actor, "foi.draft", page.organ):
        title = _("修改选登稿") if ready or page.in_log else _("拟写选登稿")
        yield Offer("prepare_release", title, screen="foi:release")
    if ready is not None:
        own = ready.release.prepared_by_id == actor.person_id
        if may(actor, "foi.review_secrecy", page.organ):
            but = _("您拟写了选登稿，请由另一人作保密审查。") if own else ""
            yield Offer("clear_release", _("选登保密审查"), but=but)
        if may(actor, "foi.release", page.organ):
            but = _("您拟写了选登稿，请由另一人决定选登。") if own else ""
            but = but or ("" if ready.passed else _("选登稿还没有通过保密审查，或者附件没有通过检查。"))
            yield Offer("release", _("选登"), but=but, law="OGI 44")
    if page.in_log is not None and page.in_log.public and may(actor, "foi.withdraw_release", page.organ):
        yield Offer("withdraw_release", _("撤下选登"), "outline-danger")
