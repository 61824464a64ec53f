"""Notices (提醒): each goes out once, also after days in which nothing ran, also when two run at once.

First into the inbox of the post, in one transaction with the mark that it was sent: exactly once. Then, as
far as there is an address, to the post's office mailbox and to the gateway: somebody takes the notice for
some minutes, marks that, sends it, and marks each way that is done. Who is killed between sending and marking
leaves it to be taken again: at least once. The repeat is the same letter by its Message-ID, and the same post
by its id (and Idempotency-Key): a mail server or gateway that looks at these shows it once.
"""

import smtplib
from dataclasses import dataclass
from datetime import datetime, timedelta
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import transaction
from django.db.models import F, Q
from django.urls import reverse

from gongkai.casework import gateway, sealing
from gongkai.casework.cases import all_kinds, app_of
from gongkai.casework.models import Message, Notice, PostMailbox
from gongkai.ledger.rows import BEIJING
from gongkai.organs.permissions import require
from gongkai.organs.posts import Actor

AT_ONCE = 200
TAKEN_FOR = timedelta(minutes=10)
MOST_TRIES = 6


@dataclass(slots=True)
class Sent:
    """What went out: into inboxes, to addresses outside, and what could not go there yet."""

    inbox: int = 0
    outside: int = 0
    failed: int = 0


def send_due(at: datetime) -> Sent:
    """Send every reminder whose day has come (发出到期提醒). To be called every few minutes."""
    sent = Sent()
    while count := _into_inboxes(at):
        sent.inbox += count
    waiting = _outside(at).order_by("pk").values_list("pk", flat=True)
    for pk in list(waiting):
        if (went := _go_outside(pk, at)) is not None:
            sent.outside += went
            sent.failed += not went
    return sent


@transaction.atomic
def _into_inboxes(at: datetime) -> int:
    """Some of the notices whose day has come, into the inboxes; how many."""
    due = Notice.objects.filter(
        sent_at__isnull=True, dropped_at__isnull=True, on__lte=at.astimezone(BEIJING).date()
    )
    taken = list(due.select_for_update(skip_locked=True).order_by("pk")[:AT_ONCE])
    Message.objects.bulk_create(
        Message(
            region=each.region,
            post=each.post,
            subject=each.subject,
            title=each.title,
            urgent=each.urgent,
            at=at,
        )
        for each in taken
    )
    Notice.objects.filter(pk__in=[each.pk for each in taken]).update(sent_at=at)
    return len(taken)


def _outside(at: datetime):
    """The notices that are still to go to addresses outside and are in nobody's hand."""
    free = Q(trying_until__isnull=True) | Q(trying_until__lt=at)
    return Notice.objects.filter(free, sent_at__isnull=False, mailed_at__isnull=True, tries__lt=MOST_TRIES)


def _go_outside(pk: int, at: datetime) -> bool | None:
    """Send one notice outside: whether it went, ``None`` where somebody else has it or it goes nowhere."""
    taken = _outside(at).filter(pk=pk).update(trying_until=at + TAKEN_FOR, tries=F("tries") + 1)
    if not taken:
        return None
    notice = Notice.objects.get(pk=pk)
    mailbox = PostMailbox.objects.filter(pk=notice.post).values_list("email", flat=True).first()
    try:
        if mailbox and notice.letter_at is None:
            _mail(notice, mailbox)
            Notice.objects.filter(pk=pk).update(letter_at=at)
        if settings.GATEWAY:
            gateway.post(settings.GATEWAY, settings.GATEWAY_SECRET, _plain(notice))
    except (OSError, smtplib.SMTPException) as problem:
        again = at + TAKEN_FOR * 2**notice.tries
        Notice.objects.filter(pk=pk).update(problem=str(problem)[:200], trying_until=again)
        return False
    Notice.objects.filter(pk=pk).update(mailed_at=at, trying_until=None, problem="")
    return True if mailbox or settings.GATEWAY else None


def _mail(notice: Notice, address: str) -> None:
    plain = _plain(notice)
    lines = (plain["title"], f"办件：{plain['subject']}", plain["url"], "本邮件由工作台自动发出，请勿回复。")
    named = {"Message-ID": _message_id(notice)}
    EmailMessage(f"【政务公开】{plain['title']}", "\n\n".join(lines), to=[address], headers=named).send()


def _message_id(notice: Notice) -> str:
    """The same for the same notice of this installation, and for no other."""
    own = sealing.digest("notice", f"{notice.pk}").rpartition(":")[2]
    host = urlsplit(settings.WAGTAILADMIN_BASE_URL).hostname or "localhost"
    return f"<notice-{notice.pk}-{own[:24]}@{host}>"


def _plain(notice: Notice) -> dict[str, str]:
    """A notice in plain values: no name, no number of a person."""
    address = settings.WAGTAILADMIN_BASE_URL.rstrip("/")
    kind = all_kinds().get(app_of(notice.subject))
    page = kind.page_url(notice.subject) if kind else reverse("desk:work")
    return {
        "id": str(notice.pk),
        "post": notice.post,
        "subject": notice.subject,
        "title": notice.title,
        "url": address + page,
    }


def set_mailbox(post: str, email: str, *, organ: str, by: Actor) -> None:
    """Say to which office mailbox the reminders of a post go as well (登记岗位邮箱); empty: to none."""
    require(by, "organs.appoint", organ)
    PostMailbox.objects.update_or_create(post=post, defaults={"email": email.strip()})


def read(message_ids: list[int], *, by: Actor, at: datetime) -> int:
    """Mark messages of one's posts as read (标为已读); how many were not yet."""
    mine = Message.objects.filter(pk__in=message_ids, post__in=[post.code for post in by.posts])
    return mine.filter(read_at__isnull=True).update(read_at=at, read_by_id=by.person_id)
