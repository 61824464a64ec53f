"""Inspection, rectification, training, appraisal, accountability (监督检查、培训、考评、责任追究).

Each is a fact of its own and belongs to no case. Law: OGI 46; OGI 47; OGI 48; OGI 53.
"""

from datetime import date

from django.db import transaction

from gongkai.casework import numbering
from gongkai.ledger import entry, reading
from gongkai.ledger.errors import AlreadyEntered
from gongkai.ledger.kinds import Entered, Fact
from gongkai.ledger.rows import BEIJING
from gongkai.organs.permissions import require
from gongkai.organs.posts import Actor
from gongkai.organs.queries import organ as organ_of
from gongkai.oversight import facts
from gongkai.oversight.errors import RefusedSupervision
from gongkai.oversight.services.stepping import By

VERB, ORIGIN = "oversight.supervise", "desk"
KINDS = tuple(
    each.kind
    for each in (facts.Inspected, facts.Rectified, facts.Trained, facts.Appraised, facts.HeldToAccount)
)
"""What is entered and taken back here."""


def enter(deed: Fact, organ: str, by: By, *, on: date | None = None) -> Entered | None:
    """Enter what was done about an organ, or by it for a training (登记). ``on`` is its first day.

    ``None`` where the same press entered it before. Raises ``NotPermitted``, ``UnknownOrgan``,
    ``RefusedSupervision``.
    """
    assert isinstance(by.actor, Actor), "a person enters what was inspected"
    today = by.at.astimezone(BEIJING).date()
    code = organ_of(organ, as_of=today)
    post = require(by.actor, VERB, code.code)
    day = on or today
    _require_possible(deed, day, today)
    try:
        with transaction.atomic():
            return entry.enter(
                deed,
                subject=_subject(deed, code.code, code.region, day),
                organ=code.code,
                region=code.region,
                happened_on=day,
                entered_at=by.at,
                by=post.code,
                origin=ORIGIN if by.key else "",
                external_id=by.key,
            )
    except AlreadyEntered:
        return None


def _subject(deed: Fact, organ: str, region: str, day: date) -> str:
    if not isinstance(deed, facts.Trained):
        return f"organ:{organ}"
    while True:
        subject = f"training:{day.year}-{numbering.take(f'training/{region}/{day.year}'):02d}"
        if not reading.timeline(region, subject):  # an import may have brought numbers along
            return subject


def _require_possible(deed: Fact, day: date, today: date) -> None:
    wrong = ""
    if day > today:
        wrong = f"{day}还没有到，请核对日期"
    elif isinstance(deed, facts.Inspected | facts.Rectified | facts.Trained) and not deed.topic.strip():
        wrong = "请写明内容"
    elif isinstance(deed, facts.Appraised) and deed.score is not None and deed.full is not None:
        if not 0 <= deed.score <= deed.full:
            wrong = f"得分应在0和满分{deed.full}之间"
    elif isinstance(deed, facts.Appraised) and deed.year > today.year:
        wrong = f"{deed.year}年还没有到，请核对考评年度"
    if wrong:
        raise RefusedSupervision("bad_supervision", f"不能登记：{wrong}。", law=deed.law)


def take_back(seq: int, reason: str, by: By) -> None:
    """Take back what was entered in error (作废误登). Raises ``RefusedSupervision``, ``NotPermitted``."""
    assert isinstance(by.actor, Actor), "a person takes back"
    for region in sorted({post.region for post in by.actor.posts}):
        found = next((each for each in reading.facts(region, kinds=KINDS) if each.seq == seq), None)
        if found is not None:
            post = require(by.actor, VERB, found.organ)
            entry.void(seq, reason=reason, region=region, entered_at=by.at, by=post.code)
            return
    raise RefusedSupervision("unknown_entry", "没有找到这一条登记，或者它已经作废。")
