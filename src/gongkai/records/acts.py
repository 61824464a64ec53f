"""What may come next for a record (可办事项): what the table of clearance, the post and four eyes allow.

A screen shows these and no others. The services ask again, whatever a screen showed.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from gongkai.organs.permissions import may
from gongkai.organs.posts import Actor
from gongkai.records.clearance import AUTHOR, State, clearance, open_steps
from gongkai.records.facts import Openness
from gongkai.records.record_page import RecordPage

Can = Callable[[str], bool]


@dataclass(frozen=True, slots=True)
class Act:
    """An act that may come next: its key (also in its address), its title, how its button looks.

    ``screen`` is the page where it is done, where that is not the one of all acts.
    ``but`` says why this person cannot do it although the post could: somebody else has to.
    """

    key: str
    title: str
    look: str = "outline-primary"
    but: str = ""
    screen: str = ""


def next_acts(page: RecordPage, actor: Actor) -> list[Act]:
    """The acts that may lawfully come next, by this person in this post; the most likely first."""

    def can(verb: str) -> bool:
        return may(actor, verb, page.organ)

    acts = _in_work(page, actor, can) if page.in_work else _at_rest(page, can)
    if page.visible:
        acts += _public(page, can)
    if page.kind.explained:
        acts += _explaining(page, can)
    if page.forced_open and can("records.review_forced"):
        took_part = actor.person_id in page.authors | page.deciders
        but = _("您参与过这次紧急发布，请由另一人补行审查。") if took_part else ""
        acts.insert(0, Act("clear_forced", _("补行审查"), "primary", but))
    return acts


def step_of(page: RecordPage, actor: Actor) -> str:
    """The step of clearance that this person can decide now, the one whose turn it is first; else empty."""
    steps = clearance().steps
    left = [each.key for each in page.steps if each.standing != "passed"]
    now = open_steps(left, clearance().any_time)
    return next((key for key in now if may(actor, steps[key].verb, page.organ)), "")


def _missing_for_force(page: RecordPage) -> str:
    """What even an emergency cannot do without and is not there yet; else empty. Law: SECRETS 35."""
    passed = {each.key for each in page.steps if each.standing == "passed"}
    missing = [clearance().steps[key].title for key in clearance().forced_needs if key not in passed]
    if not missing:
        return ""
    return _("先要办理{missing}，可以不等其他环节。请通知审查人立即办理。").format(missing="、".join(missing))


def _explaining(page: RecordPage, can: Can) -> Iterator[Act]:
    if page.edition_state is State.DISCARDED:
        return
    if can("records.plan_explainer") and (not page.visible or page.plan is None):
        yield Act("plan_explainer", _("制定解读方案") if page.plan is None else _("修改解读方案"))
    if page.plan is None and can("records.exempt_explainer"):
        yield Act("exempt_explainer", _("登记免予解读"))
    if can("records.plan_explainer"):
        yield Act("link_explainer", _("关联解读"))
        if page.unexplained:
            yield Act("unlink_explainer", _("取消关联"))


def _in_work(page: RecordPage, actor: Actor, can: Can) -> list[Act]:
    state, acts = page.edition_state, []
    if state in (State.DRAFT, State.RETURNED):
        if can("records.submit"):
            acts.append(Act("submit", _("提交审查"), "primary", screen="records:submit"))
        if can("records.revise"):
            acts.append(Act("edit", _("修改"), screen="records:edit"))
    elif state is State.IN_CLEARANCE:
        if step := step_of(page, actor):
            but = _other_person(page, actor, step)
            acts.append(Act("decide", clearance().steps[step].title, "primary", but))
        if page.content.openness is Openness.PROACTIVE and can("records.force_publish"):
            acts.append(Act("force_publish", _("紧急发布"), "outline-danger", _missing_for_force(page)))
    elif page.content.openness is Openness.PROACTIVE and can("records.publish"):
        acts.append(Act("publish", _("发布"), "primary"))
        if page.scheduled_at:
            acts.append(Act("cancel", _("取消定时发布")))
        acts.append(Act("return", _("退回修改")))
    if state in (State.IN_CLEARANCE, State.CLEARED) and can("records.revise"):
        acts.append(Act("edit", _("修改（审查重新开始）"), screen="records:edit"))
    if can("records.revise"):
        acts.append(Act("replace", _("用 Word 替换正文"), screen="records:replace"))
        if page.edition > 1:
            acts.append(Act("describe", _("修改说明")))
        acts.append(Act("discard", _("作废"), "outline-danger"))
    return acts


def _at_rest(page: RecordPage, can: Can) -> list[Act]:
    acts = []
    if page.edition_state is State.REGISTERED and can("records.reassess"):
        acts.append(Act("reassess", _("定期评估"), "primary"))
    if page.edition_state is State.DISCARDED and can("records.revise"):
        acts.append(Act("restore", _("恢复"), "primary"))
    if page.edition_state is not State.DISCARDED and can("records.draft"):
        acts.append(Act("begin_edition", _("新建版本")))
    return acts


def _public(page: RecordPage, can: Can) -> Iterator[Act]:
    """What may be done to what is public, whether a new edition is in work beside it or not."""
    if page.validity is not None and page.validity.holds and can("records.set_validity"):
        if page.lapses_on is not None:
            yield Act("extend_validity", _("延长有效期"))
        yield Act("amend", _("登记修改"))
        yield Act("repeal", _("登记废止"), "outline-danger")
    if page.kind.template == "comment" and can("records.comment"):
        if page.comment is None:
            yield Act("open_comment", _("征求意见"))
        elif not page.comment.result:
            yield Act("comments", _("办理意见"), "primary", screen="records:comments")
            over = page.as_of > page.comment.closes_on
            but = (
                ""
                if over
                else _("征求意见到 {closes_on} 为止，期满后公布。").format(closes_on=page.comment.closes_on)
            )
            yield Act("comment_result", _("公布采纳情况"), but=but)
    if can("records.withdraw"):
        yield Act("withdraw", _("撤下"), "outline-danger")


def _other_person(page: RecordPage, actor: Actor, step: str) -> str:
    """Why somebody else has to decide: the person wrote the edition, or decided another step of it."""
    rule = clearance().four_eyes
    if step not in rule:
        return ""
    if AUTHOR in rule and actor.person_id in page.authors:
        return _("您起草或者修改过本稿，请由另一人审查。")
    if actor.person_id in page.approvers:
        return _("您办理过本稿的其他审查环节，请由另一人审查。")
    return ""
