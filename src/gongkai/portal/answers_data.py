"""The disclosure log for machines (选登数据): feeds, a JSON list, its part of the sitemap, plain values."""

import json
from typing import Any

from django.utils.translation import gettext as _

from gongkai.foi import answers
from gongkai.foi.answers import Answer, Wanted
from gongkai.ledger.rows import BEIJING
from gongkai.portal import addresses, feeds, sitemaps
from gongkai.portal.frame import Frame
from gongkai.portal.page import JSON, Printed
from gongkai.portal.pages.answers import SAYS, TITLE

SCHEMA = "/api/schema/answers.json"


def feed(frame: Frame, form: str) -> Printed:
    """The newest answers in a form: ``rss.xml``, ``atom.xml`` or ``list.json``."""
    path = addresses.answers_feed(form)
    most = feeds.IN_LIST if form == "list.json" else feeds.IN_FEED
    newest = answers.listed(frame.site.region, Wanted(), as_of=frame.as_of, most=most)
    if form == "list.json":
        return Printed(path, 200, JSON, _as_list(frame, newest))
    entries = [
        feeds.Entry(
            title=each.title,
            address=addresses.answer(each.entry),
            summary=each.question,
            organ_name=each.organ_name,
            at=each.changed_at,
            categories=(str(TITLE), each.outcome_title),
        )
        for each in newest
    ]
    return feeds.made(frame, form, path, str(TITLE), addresses.ANSWERS, str(SAYS), entries)


def sitemap(frame: Frame) -> Printed:
    """The part of the sitemap that tells of the log."""
    listed: list[tuple[str, Any]] = [(addresses.ANSWERS, None), (addresses.PROMPTNESS, None)]
    listed += [
        (addresses.answer(each.entry), each.changed_at)
        for each in answers.everything(frame.site.region, as_of=frame.as_of)
    ]
    return sitemaps.urls(addresses.ANSWERS_SITEMAP, frame, listed)


def _as_list(frame: Frame, newest: list[Answer]) -> bytes:
    plain = {
        "$schema": frame.site.address + SCHEMA,
        "title": str(TITLE),
        "address": frame.site.address + addresses.ANSWERS,
        "more": f"{frame.site.address}/api/answers",
        "answers": [as_json(frame, each) for each in newest],
    }
    return json.dumps(plain, ensure_ascii=False, indent=1, default=str).encode("utf-8")


def as_json(frame: Frame, answer: Answer) -> dict[str, Any]:
    """A released answer as plain values."""
    site = frame.site.address
    return {
        "number": answer.entry,
        "version": answer.version,
        "address": site + addresses.answer(answer.entry),
        "title": answer.title,
        "question": answer.question,
        "answer": answer.answer,
        "organ": {"code": answer.organ, "name": answer.organ_name},
        "outcome": answer.outcome,
        "outcome_title": answer.outcome_title,
        "answered_on": answer.answered_on.isoformat(),
        "released_on": answer.released_on.isoformat(),
        "files": [
            {
                "name": each.name,
                "address": site + addresses.answer_file(answer.entry, each.place, each.name),
                "size": each.size,
                "media_type": each.media_type,
                "sha256": each.sha256,
            }
            for each in answer.files
        ],
    }


def gone(answer: Answer) -> str:
    """What is said of an answer that was withdrawn."""
    return _("这件答复已于%(day)s撤下，原因：%(reason)s。%(text)s") % {
        "day": answer.changed_at.astimezone(BEIJING).date().isoformat(),
        "reason": answer.withdrawal_reason,
        "text": answer.withdrawal_text,
    }
