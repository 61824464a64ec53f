"""Periodic reassessment (定期评估审查) of what is withheld or open on request only. Law: OGI 18."""

from datetime import datetime

from django.db import transaction

from gongkai.ledger.entry import enter
from gongkai.organs.posts import Actor
from gongkai.records import access, facts
from gongkai.records.clearance import State, reassess_due_on
from gongkai.records.errors import RefusedChange
from gongkai.records.facts import Openness
from gongkai.records.services.drafting import begin_edition, revise
from gongkai.records.services.editions import Standing, content_of, day_of, standing


@transaction.atomic
def reassess(
    subject: str, *, openness: Openness, by: Actor, at: datetime, ground: str = "", remarks: str = ""
) -> Standing:
    """Assess again whether a registered record stays closed (评估); ``ground`` is the article.

    What becomes open, or open in another way, gets a new edition that says so and goes through clearance;
    until then nothing of it is public. Raises ``RefusedChange`` for a record that is public or in work.
    """
    record, post = access.locked_for(by, subject, "records.reassess")
    edition = record.editions.select_related("revision").filter(state=State.REGISTERED.value).first()
    if edition is None or record.draft_edition_id is not None:
        raise RefusedChange("not_registered", "只评估在册不公开、没有正在办理稿件的信息。", law="OGI 18")
    if openness is not Openness.PROACTIVE and not ground.strip():
        raise RefusedChange("no_ground", "继续不公开的要写明依据，例如 OGI 16.2。", law="OGI 18")
    today = day_of(at)
    enter(
        facts.Reassessed(openness=openness, ground=ground.strip()),
        subject=record.subject,
        organ=record.organ,
        region=record.region,
        happened_on=today,
        entered_at=at,
        by=post.code,
    )
    record.reassessed_on, record.reassess_due_on = today, reassess_due_on(today)
    record.save(update_fields=["reassessed_on", "reassess_due_on"])
    content = content_of(edition)
    changed = content.but(
        openness=openness, ground=ground.strip() if openness is not Openness.PROACTIVE else ""
    )
    if changed.sha256 == content.sha256:
        return standing(record, edition)
    begin_edition(subject, by=by, at=at, change_note=remarks or "定期评估后调整公开属性")
    return revise(subject, changed, by=by, at=at, note="定期评估后调整公开属性")
