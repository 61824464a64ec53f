"""Replies with attachments and released answers, for tests: files, words, and how they come about."""

import json

from django.test import Client

from casework import release_files as made
from gongkai.casework.secrecy import SecrecyLevel
from gongkai.foi import services
from gongkai.foi.facts import Outcome
from gongkai.foi.models import Attachment
from gongkai.foi.services import File, PublicWords
from gongkai.ledger import reading
from gongkai.organs.models import Person
from invented_county import COUNTY

BOX = "#place(top + left, dx: -2pt, dy: -2pt, rect(width: 200pt, height: 20pt, fill: black))"
HIDDEN = made.typeset(f"#place(top + left)[{made.SECRET}]\n{BOX}")
REDACTED = made.typeset(BOX + "\n#v(40pt)\nPublic words")
OTHER = made.typeset(BOX + "\n#v(40pt)\nOther words")
WORDS = PublicWords(
    title="2024年度防汛经费使用情况",
    question="申请公开2024年度全县防汛经费的安排和使用情况。",
    answer="2024年度安排防汛经费三百二十万元，用于河道疏浚和物资储备，明细见附件。",
)


def replied(office, *files, outcome=Outcome.GRANTED):
    """A delivered application with these attachments; its subject."""
    subject = office.application()
    sha256 = office.draft(subject, outcome)
    for file in files:
        services.attach(subject, file, office.by("clerk"))
    clear(office, subject, sha256)
    office.sign(subject, sha256)
    office.deliver(subject)
    return subject


def clear(office, subject, sha256, level=SecrecyLevel.NONE):
    seen = attached(subject)
    services.clear_secrecy(subject, sha256, level, "不涉密", office.by("secrecy"), attachments=seen)


def attached(subject):
    rows = Attachment.objects.filter(application=subject, removed_at=None)
    return [each.paper.sha256 for each in rows]


def released(office, subject="", *, said=WORDS, uploads=None, **more):
    """A released answer; its number in the log."""
    subject = subject or replied(office)
    uploads = [File("明细.pdf", REDACTED)] if uploads is None else uploads
    sha256 = services.prepare_release(subject, said, office.by("clerk"), uploads=uploads, **more)
    services.clear_release(subject, sha256, SecrecyLevel.NONE, "不涉密", office.by("secrecy"))
    return services.release(subject, sha256, office.by("head"))


def kinds(subject):
    return [each.kind for each in reading.timeline(COUNTY, subject, with_voided=False)]


def browser(login: str) -> Client:
    client = Client()
    backend = "allauth.account.auth_backends.AuthenticationBackend"
    client.force_login(Person.objects.get(login=login), backend=backend)
    return client


def places(number: int) -> dict[str, str]:
    """Where a released answer is found, and what of it shows there."""
    title, mark = WORDS.title, f"/foi/{number}.html"
    return {
        "/foi/": title,
        "/foi/?q=防汛": title,
        "/foi/list.json": title,
        "/foi/rss.xml": title,
        "/foi/atom.xml": title,
        "/foi/sitemap.xml": mark,
        "/api/answers": title,
        "/api/answers?q=防汛": title,
        "/search/?q=防汛经费": mark,
    }


def read(reader: Client, path: str) -> str:
    """What stands at an address; of data as it is meant, not as it is escaped."""
    said = reader.get(path).content.decode()
    return str(json.loads(said)) if path.startswith("/api/") else said
