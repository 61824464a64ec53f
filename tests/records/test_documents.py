"""Documents: validity over time, explainers beside their policies, reassessment, public comment."""

from datetime import date, datetime

import pytest
from office import open_office

from gongkai.ledger.reading import timeline
from gongkai.ledger.rows import BEIJING
from gongkai.records import queries, services
from gongkai.records.clearance import State
from gongkai.records.errors import NotCleared, NotReady, RefusedChange
from gongkai.records.facts import ExplainerForm, Openness, RepealReason
from gongkai.records.models import Explainer, Record
from gongkai.records.queries import Wanted
from invented_county import COUNTY

TODAY = date(2020, 6, 10)
DOCUMENT = {"doc_no": "尉政〔2020〕3号", "column": "documents", "in_force_from": date(2020, 6, 8)}


@pytest.fixture
def office(database_with):
    return database_with(open_office)


def exempted(office, **content):
    """A normative document in draft that needs no explainer."""
    there = office.draft("normative_document", **{**DOCUMENT, **content})
    services.exempt_explainer(there.subject, reason="只规范内部流程", by=office.clerk, at=office.later())
    return there


def published(office, **content):
    there = exempted(office, **content)
    there = services.submit(there.subject, sha256=there.sha256, by=office.liaison, at=office.later())
    there = office.clear(there)
    return services.publish(there.subject, sha256=there.sha256, by=office.clerk, at=office.later())


def kinds(subject: str) -> list[str]:
    return [each.kind.removeprefix("records.") for each in timeline(COUNTY, subject)]


def test_a_policy_without_a_plan_is_not_submitted(office):
    there = office.draft("normative_document", **DOCUMENT)
    with pytest.raises(NotReady) as refused:
        services.submit(there.subject, sha256=there.sha256, by=office.liaison, at=office.later())
    assert [each.key for each in refused.value.context["findings"]] == ["explainer.plan"]
    services.plan_explainer(
        there.subject,
        forms=[ExplainerForm.CHART],
        due_on=date(2020, 6, 12),
        by=office.liaison,
        at=office.later(),
    )
    services.submit(there.subject, sha256=there.sha256, by=office.liaison, at=office.later())


def test_policy_and_explainer_go_live_together(office):
    policy = office.draft("normative_document", **DOCUMENT)
    services.plan_explainer(
        policy.subject, forms=["text"], due_on=TODAY, by=office.liaison, at=office.later()
    )
    explainer = office.draft("explainer", title="防汛办法解读")
    services.link_explainer(policy.subject, explainer.subject, by=office.liaison, at=office.later())
    policy = services.submit(policy.subject, sha256=policy.sha256, by=office.liaison, at=office.later())
    policy = office.clear(policy)
    with pytest.raises(NotCleared, match="防汛办法解读"):
        services.publish(policy.subject, sha256=policy.sha256, by=office.clerk, at=office.later())
    explainer = services.submit(
        explainer.subject, sha256=explainer.sha256, by=office.liaison, at=office.later()
    )
    office.clear(explainer)
    services.publish(policy.subject, sha256=policy.sha256, by=office.clerk, at=office.later())
    first = queries.public_record(subject=policy.subject, as_of=TODAY)
    second = queries.public_record(subject=explainer.subject, as_of=TODAY)
    assert [each.subject for each in first.explained_by] == [explainer.subject]
    assert [each.subject for each in second.explains] == [policy.subject]
    assert first.published_at == second.published_at
    assert kinds(policy.subject) == ["made", "cleared", "published", "explained"]


def test_a_policy_may_go_first_and_its_explainer_is_entered_when_it_follows(office):
    policy = exempted(office)
    explainer = office.draft("explainer", title="解读")
    services.link_explainer(policy.subject, explainer.subject, by=office.liaison, at=office.later())
    policy = services.submit(policy.subject, sha256=policy.sha256, by=office.liaison, at=office.later())
    policy = office.clear(policy)
    services.publish(policy.subject, sha256=policy.sha256, by=office.clerk, at=office.later(), alone=True)
    assert "explained" not in kinds(policy.subject)
    office.later(days=5)
    explainer = services.submit(
        explainer.subject, sha256=explainer.sha256, by=office.liaison, at=office.later()
    )
    explainer = office.clear(explainer)
    services.publish(explainer.subject, sha256=explainer.sha256, by=office.clerk, at=office.later())
    explained = [each for each in timeline(COUNTY, policy.subject) if each.kind == "records.explained"]
    assert [each.happened_on for each in explained] == [date(2020, 6, 15)]
    assert Explainer.objects.get().explained_seq == explained[0].seq


def test_a_document_is_repealed_and_stays_readable(office):
    there = published(office)
    services.repeal(
        there.subject, changed_on=TODAY, basis="尉政〔2020〕9号文件", by=office.clerk, at=office.later()
    )
    shown = queries.public_record(subject=there.subject, as_of=TODAY)
    assert (
        shown.visible
        and shown.validity == "repealed"
        and shown.validity_history[0].basis == "尉政〔2020〕9号文件"
    )
    assert kinds(there.subject)[-1] == "repealed"
    assert queries.count(COUNTY, Wanted(validity="in_force"), as_of=TODAY) == 0
    assert queries.count(COUNTY, Wanted(validity="repealed"), as_of=TODAY) == 1
    with pytest.raises(RefusedChange, match="已经登记废止"):
        services.repeal(
            there.subject, changed_on=TODAY, basis="又一个文件", by=office.clerk, at=office.later()
        )


def test_a_repeal_to_come_is_entered_on_its_day(office):
    there = published(office)
    services.repeal(
        there.subject, changed_on=date(2020, 9, 1), basis="清理决定", by=office.clerk, at=office.later()
    )
    assert "repealed" not in kinds(there.subject)
    assert queries.public_record(subject=there.subject, as_of=TODAY).validity == "in_force"
    assert services.carry_out_due(datetime(2020, 8, 31, 8, tzinfo=BEIJING), region=COUNTY) == []
    on_the_day = datetime(2020, 9, 1, 8, tzinfo=BEIJING)
    assert services.carry_out_due(on_the_day, region=COUNTY) == [there.subject]
    assert services.carry_out_due(on_the_day, region=COUNTY) == []
    last = timeline(COUNTY, there.subject)[-1]
    assert (last.kind, last.happened_on) == ("records.repealed", date(2020, 9, 1))


def test_a_document_is_replaced_by_another(office):
    old, new = published(office), published(office, doc_no="尉政〔2020〕9号", title="新办法")
    services.repeal(
        old.subject,
        changed_on=TODAY,
        basis="新办法",
        replaced_by=new.subject,
        by=office.clerk,
        at=office.later(),
    )
    last = timeline(COUNTY, old.subject)[-1]
    assert last.body == {
        "genre": "normative_document",
        "reason": RepealReason.REPLACED.value,
        "by": new.subject,
    }
    assert queries.public_record(subject=old.subject, as_of=TODAY).validity_history[0].other == new.subject


def test_a_document_lapses_the_day_after_its_last(office):
    there = published(office, valid_until=date(2020, 12, 31))
    shown = queries.public_record(subject=there.subject, as_of=date(2021, 1, 1))
    assert shown.validity == "lapsed", "even before it is entered"
    assert queries.count(COUNTY, Wanted(validity="lapsed"), as_of=date(2021, 1, 1)) == 1
    assert queries.lines(COUNTY, Wanted(), as_of=date(2021, 1, 1))[0].validity == "lapsed"
    services.carry_out_due(datetime(2021, 1, 4, 8, tzinfo=BEIJING), region=COUNTY)
    last = timeline(COUNTY, there.subject)[-1]
    assert (last.happened_on, last.body["reason"]) == (date(2021, 1, 1), "lapsed")


def test_a_term_is_extended_before_it_runs_out(office):
    there = published(office, valid_until=date(2020, 12, 31))
    services.extend_validity(
        there.subject, valid_until=date(2022, 12, 31), basis="延期的通知", by=office.clerk, at=office.later()
    )
    assert queries.public_record(subject=there.subject, as_of=date(2021, 6, 1)).validity == "in_force"
    assert services.carry_out_due(datetime(2021, 1, 4, 8, tzinfo=BEIJING), region=COUNTY) == []


def test_an_amended_document_is_still_in_force(office):
    there = published(office)
    services.amend(there.subject, changed_on=TODAY, basis="修改决定", by=office.clerk, at=office.later())
    shown = queries.public_record(subject=there.subject, as_of=TODAY)
    assert shown.validity == "amended" and kinds(there.subject)[-1] == "published"


def test_a_notice_has_no_validity(office):
    there = office.live()
    with pytest.raises(RefusedChange, match="没有效力状态"):
        services.repeal(there.subject, changed_on=TODAY, basis="清理决定", by=office.clerk, at=office.later())


def test_withheld_records_are_registered_numbered_and_reassessed(office):
    there = office.cleared(openness=Openness.WITHHELD, ground="OGI 16.1")
    assert there.state is State.REGISTERED and there.index_no
    assert kinds(there.subject) == ["made", "cleared"]
    record = Record.objects.get(subject=there.subject)
    assert record.reassess_due_on == date(2021, 6, 10) and not record.visible
    assert queries.public_record(subject=there.subject, as_of=TODAY) is None
    kept = services.reassess(
        there.subject, openness=Openness.WITHHELD, ground="OGI 16.1", by=office.liaison, at=office.later()
    )
    assert kept.state is State.REGISTERED
    opened = services.reassess(
        there.subject, openness=Openness.PROACTIVE, by=office.liaison, at=office.later()
    )
    assert opened.state is State.DRAFT and kinds(there.subject).count("reassessed") == 2
    assert queries.public_record(subject=there.subject, as_of=TODAY) is None, "not before it is cleared"
    opened = services.submit(there.subject, sha256=opened.sha256, by=office.liaison, at=office.later())
    opened = office.clear(opened)
    services.publish(there.subject, sha256=opened.sha256, by=office.clerk, at=office.later())
    assert queries.public_record(subject=there.subject, as_of=TODAY).index_no == there.index_no


def test_public_comment_from_call_to_result(office):
    there = office.live("comment_draft", title="征求意见")
    ask = {"address": "网页留言或者来信", "by": office.clerk}
    with pytest.raises(RefusedChange, match="不少于30日"):
        services.open_comment(
            there.subject, opens_on=TODAY, closes_on=date(2020, 6, 20), at=office.later(), **ask
        )
    services.open_comment(
        there.subject, opens_on=TODAY, closes_on=date(2020, 7, 10), at=office.later(), **ask
    )
    number = services.receive_comment(there.subject, "建议增加夜间值守。", at=office.later())
    with pytest.raises(RefusedChange, match="手机"):
        services.receive_comment(there.subject, "请打13812345678", at=office.later())
    services.answer_comment(
        there.subject, number, adopted="yes", answer="", by=office.clerk, at=office.later()
    )
    with pytest.raises(RefusedChange, match="期满后"):
        services.publish_result(
            there.subject, result="收到意见1条，采纳1条。", by=office.clerk, at=office.later()
        )
    office.later(days=40)
    with pytest.raises(RefusedChange, match="不在征求意见期间"):
        services.receive_comment(there.subject, "迟到的意见", at=office.later())
    services.publish_result(
        there.subject, result="收到意见1条，采纳1条。", by=office.clerk, at=office.later()
    )
    comment = queries.public_record(subject=there.subject, as_of=TODAY).comment
    assert (comment.received, comment.result) == (1, "收到意见1条，采纳1条。")


def test_a_tie_to_something_else_is_refused(office):
    policy = exempted(office)
    with pytest.raises(RefusedChange, match="政策解读"):
        services.link_explainer(policy.subject, office.draft().subject, by=office.liaison, at=office.later())
    with pytest.raises(RefusedChange):
        services.link_explainer(policy.subject, policy.subject, by=office.liaison, at=office.later())
