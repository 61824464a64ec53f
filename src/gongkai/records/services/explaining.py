"""Explainers (政策解读): the plan that a policy needs before clearance, and the links both ways.

Law: EXPLAIN2016 (same drafting, same clearance, same publication).
"""

from collections.abc import Iterable
from datetime import date, datetime

from django.db import transaction

from gongkai.organs.posts import Actor
from gongkai.records import access, outbox
from gongkai.records.errors import RefusedChange
from gongkai.records.facts import ExplainerForm
from gongkai.records.models import Explainer, ExplainerPlan, Record
from gongkai.records.services.deeds import done
from gongkai.records.services.publishing import follow


@transaction.atomic
def plan_explainer(
    subject: str,
    *,
    forms: Iterable[ExplainerForm],
    due_on: date,
    organ: str = "",
    outline: str = "",
    by: Actor,
    at: datetime,
) -> None:
    """Plan how a policy will be explained (制定解读方案): in which forms, by which organ, by when.

    ``organ`` answers for it, the organ of the policy unless given. A later plan takes the place of an
    earlier one. Raises ``RefusedChange`` without a form, or for a record that is no policy.
    """
    record, post = access.locked_for(by, subject, "records.plan_explainer")
    chosen = [ExplainerForm(each).value for each in dict.fromkeys(forms)]
    if not chosen:
        raise RefusedChange("no_form", "解读方案要写明至少一种解读形式。", law="EXPLAIN2016")
    _plan(record, by, at, forms=chosen, due_on=due_on, organ=organ or record.organ, outline=outline.strip())
    done(record, "plan_explainer", f"{due_on} 前发布", by=by, post=post, at=at)


@transaction.atomic
def exempt_explainer(subject: str, *, reason: str, by: Actor, at: datetime) -> None:
    """Record that a policy needs no explainer (登记免予解读), and why."""
    record, post = access.locked_for(by, subject, "records.exempt_explainer")
    if len(reason.strip()) < 6:
        raise RefusedChange(
            "no_reason", "免予解读要写明理由，例如“人事任免，不涉及群众权利义务”。", law="EXPLAIN2016"
        )
    _plan(record, by, at, exempt=True, reason=reason.strip())
    done(record, "exempt_explainer", reason, by=by, post=post, at=at)


def _plan(record: Record, by: Actor, at: datetime, **given: object) -> None:
    empty = {"exempt": False, "reason": "", "forms": [], "outline": "", "organ": "", "due_on": None}
    ExplainerPlan.objects.update_or_create(
        record=record, defaults={**empty, **given, "by_id": by.person_id, "at": at}
    )


@transaction.atomic
def link_explainer(
    policy: str, explainer: str, *, form: ExplainerForm = ExplainerForm.TEXT, by: Actor, at: datetime
) -> None:
    """Tie an explainer to its policy (关联解读). Once both are public, that is entered as a fact.

    Tying twice changes nothing. Raises ``RefusedChange`` for one that is no explainer.
    """
    first, post = access.locked_for(by, policy, "records.plan_explainer")
    second, _ = access.locked_for(by, explainer, access.READ)
    if first.pk == second.pk or second.genre != "explainer":
        raise RefusedChange("no_explainer", "只能关联“政策解读”类型的信息。请先把解读材料起草为政策解读。")
    _link, new = Explainer.objects.get_or_create(
        policy=first, explainer=second, defaults={"form": ExplainerForm(form).value, "linked_at": at}
    )
    if new:
        done(first, "link_explainer", second.title, by=by, post=post, at=at)
    if new and first.visible:
        # Readers of either page now find the other one.
        follow([first], outbox.PUT, at, post.code)
    elif new and second.visible:
        follow([second], outbox.PUT, at, post.code)


@transaction.atomic
def unlink_explainer(policy: str, explainer: str, *, by: Actor, at: datetime) -> None:
    """Take back a tie made in error (取消关联), as long as it was not public on both sides."""
    first, post = access.locked_for(by, policy, "records.plan_explainer")
    link = Explainer.objects.filter(policy=first, explainer__subject=explainer).first()
    if link is None:
        return
    if link.explained_seq is not None or link.explained_on is not None:
        raise RefusedChange("explained", "解读已经发布并登记，不能取消关联；解读有误的，请撤下解读。")
    second = link.explainer
    link.delete()
    done(first, "unlink_explainer", second.title, by=by, post=post, at=at)
    # Whichever page readers can see no longer speaks of the other one.
    public = [each for each in (first, second) if each.visible]
    if public:
        follow(public, outbox.PUT, at, post.code)
