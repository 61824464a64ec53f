"""The decision letter (答复书): searched, drafted, cleared, signed by another person, numbered.

Law: OGI 17; OGI 36; OGI 37; SECRETS 35.
"""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict
from datetime import date

from gongkai.casework import sealing
from gongkai.casework.models import Paper, Visibility
from gongkai.casework.secrecy import SecrecyLevel
from gongkai.casework.services import papers
from gongkai.casework.services.papers import File
from gongkai.foi import facts, letters
from gongkai.foi.deciding import combined, needs_search
from gongkai.foi.errors import RefusedReply, RefusedStep, SamePerson
from gongkai.foi.facts import OrderedBy, Outcome
from gongkai.foi.letters import letter_form
from gongkai.foi.letters.matter import Item as ItemWords
from gongkai.foi.models import Item, ItemDecision, Reply, SearchRecord
from gongkai.foi.services import enclosing
from gongkai.foi.services.stepping import By, Step, step
from gongkai.foi.services.writing import number_of
from gongkai.foi.status import Act, UnlawfulAct, require_possible
from gongkai.law.outcomes import outcome as law_of
from gongkai.law.outcomes import remedy_of
from gongkai.law.reconsideration import body_for
from gongkai.organs.queries import organ as organ_of

FORM = "reply"


Written = Callable[[str, bytes, str, date], Sequence[File]]


def final_files(key: str, draft: bytes, number: str, day: date) -> list[File]:
    """The letter that a draft becomes, as PDF and as Word; only number and day are put in. Law: OGI 17"""
    letter = letters.signed(key, draft, number, day)
    made = {"pdf": letters.pdf, "docx": letters.docx}
    return [File(f"{letter.title}.{ending}", make(letter)) for ending, make in made.items()]


def search(
    subject: str,
    places: str,
    words: str,
    result: str,
    by: By,
    *,
    item: int | None = None,
    on: date | None = None,
) -> None:
    """Enter a search (检索记录): where, with which words, with what result. Law: OGI 36(4)"""
    if not (places.strip() and words.strip() and result.strip()):
        raise RefusedStep("search_incomplete", "检索记录要写明检索范围、检索词和结果。", law="OGI 36(4)")
    with step(subject, "foi.draft", None, by, on=on) as taken:
        if taken.done is None:
            assert taken.case.person_id is not None, "a person searches"
            SearchRecord.objects.create(
                application=taken.application,
                item=taken.application.items.get(place=item) if item else None,
                places=sealing.seal(places.strip()),
                words=sealing.seal(words.strip()),
                result=sealing.seal(result.strip()),
                searched_on=taken.on,
                person_id=taken.case.person_id,
                at=by.at,
            )


def draft(subject: str, decisions: Mapping[int, ItemWords], letter: File, by: By) -> str:
    """Keep a draft of the decision letter (拟稿) with what it says of every item; its fingerprint.

    ``decisions`` maps the place of each item to its outcome and words. An earlier draft of the round is
    replaced, and with it every secrecy review that was of other content.

    Raises ``RefusedReply`` for an item undecided or without the evidence its outcome needs.
    """
    with step(subject, "foi.draft", None, by) as taken:
        if taken.done is not None:
            return str(taken.done["sha256"])
        items = {each.place: each for each in taken.application.items.all()}
        outcomes = _checked(taken, items, decisions)
        _require_round(taken, outcomes)
        paper = papers.keep(
            taken.case,
            kind="draft",
            title="答复书（拟稿）",
            content=letter.content,
            name=letter.name,
            party=taken.application.applicant,
        )
        number = taken.before.now.round.number if taken.before.now else 1
        taken.application.replies.filter(round=number, replaced_at__isnull=True).update(replaced_at=by.at)
        reply = Reply.objects.create(
            application=taken.application,
            round=number,
            paper=paper,
            sha256=paper.sha256,
            drafted_by_id=taken.case.person_id,
            drafted_at=by.at,
        )
        ItemDecision.objects.bulk_create(
            ItemDecision(
                reply=reply,
                item=items[place],
                outcome=words.outcome,
                words=sealing.seal(json.dumps(asdict(words), ensure_ascii=False)),
            )
            for place, words in sorted(decisions.items())
        )
        taken.case.result["sha256"] = paper.sha256
        return paper.sha256


def _require_round(taken: Step, outcomes: Sequence[Outcome]) -> None:
    """A draft is of a decision that could be signed today, but for what may still come in between."""
    try:
        require_possible(taken.before, _act(taken), outcomes=outcomes)
    except UnlawfulAct:
        return  # said again, and answered for, by whoever signs


def _act(taken: Step) -> Act:
    now = taken.before.now
    ordered = now is not None and now.round.opened.kind == "foi.redecision_ordered"
    return Act.REDECIDE if ordered else Act.DECIDE


def _checked(taken: Step, items: Mapping[int, Item], decisions: Mapping[int, ItemWords]) -> list[Outcome]:
    if set(decisions) != set(items):
        missing = "、".join(str(each) for each in sorted(set(items) ^ set(decisions)))
        raise RefusedReply("item_undecided", f"每一项申请内容都要答复，请核对第{missing}项。", law="OGI 36")
    for place, words in decisions.items():
        _require_evidence(taken, items[place], words)
    return [Outcome(decisions[place].outcome) for place in sorted(decisions)]


def _require_evidence(taken: Step, item: Item, words: ItemWords) -> None:
    """What the outcome needs (``law`` outcomes and the letter's own list) is there for this item."""
    found = law_of(words.outcome)
    wanted = [each.partition(".")[2] for each in letter_form(f"reply_{words.outcome}").requires]
    missing = [name for name in wanted if name and hasattr(words, name) and not getattr(words, name)]
    if missing:
        raise RefusedReply(
            "evidence_missing",
            f"第{item.place}项按“{found.title}”答复，还缺少：{'、'.join(found.evidence) or '提供的内容'}。",
            law=found.law,
            missing=missing,
        )
    searched = taken.application.searches
    if needs_search(Outcome(words.outcome)) and not (
        searched.filter(item=item).exists() or searched.filter(item__isnull=True).exists()
    ):
        raise RefusedReply(
            "no_search_record",
            f"第{item.place}项按“{found.title}”答复，要有检索记录。请先登记检索范围、检索词和结果。",
            law="OGI 36(4)",
        )


def clear_secrecy(
    subject: str,
    sha256: str,
    level: SecrecyLevel,
    basis: str,
    by: By,
    *,
    opinion: str = "",
    attachments: Sequence[str] = (),
) -> None:
    """Enter the secrecy review of the draft that was looked at (保密审查), and of its attachments, by their
    fingerprints. Law: SECRETS 35

    Raises ``RefusedPaper`` where the draft has become another one; ``SamePerson`` for its author.
    """
    with step(subject, "foi.review_secrecy", None, by) as taken:
        if taken.done is not None:
            return
        reply = _current(taken)
        if reply.drafted_by_id == taken.case.person_id:
            raise SamePerson(
                "same_person", "您拟写了本稿，请由另一人作保密审查。", law="SECRETS 35", acted_as="drafted"
            )
        papers.review(taken.case, reply.paper_id, sha256=sha256, level=level, basis=basis, opinion=opinion)
        enclosing.clear_attachments(taken, attachments, level=level, basis=basis, opinion=opinion)


def sign(
    subject: str,
    sha256: str,
    by: By,
    *,
    written: Written = final_files,
    on: date | None = None,
    despite: str = "",
) -> str:
    """Sign the draft that was looked at (签发): number, final letter, decision. Ends the application.

    The secrecy review must be of exactly this draft, and what goes out is made from its very bytes:
    ``written`` puts number and day in. The fingerprints of both are kept with the act.
    Law: OGI 36; SECRETS 35

    Raises ``RefusedReply``, ``SamePerson``; ``ImpossibleAct`` and ``UnlawfulAct`` as every step.
    """
    with step(subject, "foi.sign", None, by, on=on) as taken:
        if taken.done is not None:
            return str(taken.done["number"])
        reply = _current(taken)
        _require_cleared(taken, reply, sha256)
        enclosing.require_sendable(taken)
        decisions = list(reply.decisions.select_related("item"))
        outcomes = [Outcome(each.outcome) for each in decisions]
        taken.require(_act(taken), despite=despite, outcomes=outcomes)
        _require_same_law(taken, reply, outcomes)
        key = letters.reply_key(tuple(each.value for each in outcomes))
        number, draft = number_of(taken, FORM), papers.content(reply.paper)
        final = [_keep_final(taken, each, number) for each in written(key, draft, number, taken.on)]
        reply.signed_by_id, reply.signed_at, reply.number = taken.case.person_id, by.at, number
        reply.signed_paper = final[0] if final else None
        reply.save(update_fields=["signed_by", "signed_at", "number", "signed_paper"])
        _enter_decision(taken, outcomes, number)
        taken.case.result |= {"number": number, "draft": sha256, "final": [each.sha256 for each in final]}
        return number


def _current(taken: Step) -> Reply:
    number = taken.before.now.round.number if taken.before.now else 1
    reply = taken.application.replies.filter(round=number, replaced_at__isnull=True).first()
    if reply is None:
        raise RefusedReply("no_draft", "还没有拟稿，请先拟写答复书。", law="OGI 36")
    return reply


def _require_cleared(taken: Step, reply: Reply, sha256: str) -> None:
    if reply.sha256 != sha256:
        raise RefusedReply("another_draft", "拟稿已经不是您所看的那一份，请重新打开后再签发。", law="OGI 17")
    if reply.drafted_by_id == taken.case.person_id:
        raise SamePerson("same_person", "您拟写了本稿，请由另一人签发。", law="OGI 17", acted_as="drafted")
    found = papers.current_review(taken.case.subject, reply.sha256)
    if found is None:
        raise RefusedReply(
            "not_cleared",
            "现在这份拟稿没有保密审查记录（改过的稿子要重新审查）。请先送保密审查。",
            law="SECRETS 35",
        )
    if found.level != SecrecyLevel.NONE.value:
        raise RefusedReply(
            "secret", "保密审查认定不能对外提供，不能签发。请修改答复后重新审查。", law="SECRETS 35"
        )


def _require_same_law(taken: Step, reply: Reply, outcomes: Sequence[Outcome]) -> None:
    """Refuse a draft whose remedies another law governed on its day than on the day of signing."""
    organ = organ_of(taken.case.organ, as_of=taken.on)

    def told(day: date) -> tuple[object, ...]:
        classes = [remedy_of(each.value, decided_on=day).key for each in outcomes]
        return classes, body_for(organ.kind.value, organ.name, on=day).to

    if told(papers.day_of(reply.drafted_at)) != told(taken.on):
        raise RefusedReply(
            "law_changed", "拟稿以后救济途径的规定有变化，请重新拟稿、重新作保密审查。", law="RECON 23"
        )


def _keep_final(taken: Step, file: File, number: str) -> Paper:
    return papers.keep(
        taken.case,
        kind=FORM,
        title="政府信息公开申请答复书",
        content=file.content,
        name=file.name,
        number=number,
        visibility=Visibility.PARTY,
        party=taken.application.applicant,
    )


def _enter_decision(taken: Step, outcomes: list[Outcome], number: str) -> None:
    several = tuple(outcomes) if len(outcomes) > 1 else None
    if _act(taken) is Act.DECIDE:
        taken.enter(facts.Decided(outcome=combined(outcomes), doc_no=number, items=several))
        return
    assert taken.before.now is not None, "an ordered round has begun"
    order = taken.before.now.round.opened.body
    taken.enter(
        facts.Redecided(
            outcome=combined(outcomes),
            ordered_by=OrderedBy(str(order["ordered_by"])),
            case=str(order.get("case", "")),
            doc_no=number,
            items=several,
        )
    )
