"""What was given up by mistake is taken up again, and has all its clearance before it."""

import pytest
from asking import do, offered, page_of, text

from gongkai.organs.permissions import NotPermitted
from gongkai.records import services
from gongkai.records.errors import RefusedContent


def discarded(workplace):
    there = workplace.cleared(title="作废又恢复的公告")
    return services.discard(
        there.subject, sha256=there.sha256, reason="误操作", by=workplace.liaison, at=workplace.later()
    )


def test_a_discarded_edition_is_restored_from_its_page(workplace, browser_of):
    there = discarded(workplace)
    liaison = browser_of("liaison")
    assert offered(text(liaison.get(page_of(there)))) == ["restore"]
    page = do(liaison, there, "restore")
    assert "已恢复为草稿" in page and "恢复作废的稿件" in page and "submit" in page


def test_what_was_approved_before_counts_for_nothing(workplace):
    there = discarded(workplace)
    back = services.restore(there.subject, by=workplace.liaison, at=workplace.later())
    assert back.state == "draft" and back.edition == there.edition
    sent = services.submit(there.subject, sha256=back.sha256, by=workplace.liaison, at=workplace.later())
    assert sent.waiting_for == "first", "clearance begins anew"
    cleared = workplace.clear(sent)
    live = services.publish(there.subject, sha256=cleared.sha256, by=workplace.clerk, at=workplace.later())
    assert live.state == "live"


def test_only_what_was_discarded_last_is_restored_and_by_whom_may_revise(workplace):
    at_work = workplace.draft()
    with pytest.raises(RefusedContent, match="才能恢复"):
        services.restore(at_work.subject, by=workplace.liaison, at=workplace.later())
    live = workplace.live()
    with pytest.raises(RefusedContent, match="才能恢复"):
        services.restore(live.subject, by=workplace.liaison, at=workplace.later())
    there = discarded(workplace)
    with pytest.raises(NotPermitted):
        services.restore(there.subject, by=workplace.first, at=workplace.later())
