"""Notices: each exactly once, whatever stood still, whoever ran twice; outside as far as there is a way."""

import json
import os
import re
import signal
import smtplib
import threading
from datetime import datetime, timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest
from django.core import mail as outbox
from django.core.mail.backends.filebased import EmailBackend as FileMail
from django.core.mail.backends.locmem import EmailBackend
from django.db import connection
from mailroom import Role, person

from gongkai.casework.models import Message, Notice
from gongkai.casework.services import notices
from gongkai.ledger.rows import BEIJING
from gongkai.organs.permissions import NotPermitted
from invented_county import OFFICE

DUE = datetime(2025, 10, 17, 8, 0, tzinfo=BEIJING)
POST = f"{OFFICE}.clerk"


class Stubborn(EmailBackend):
    """A mail server that is down until told otherwise."""

    down = True

    def send_messages(self, messages):
        if Stubborn.down:
            raise smtplib.SMTPServerDisconnected("down")
        return super().send_messages(messages)


@pytest.fixture
def mailed(bureau, settings):
    """The clerk's post has an office mailbox."""
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    outbox.outbox = []
    administrator = person("administrator", OFFICE, Role.ADMINISTRATOR)
    notices.set_mailbox(POST, "zwgk@example.cn", organ=OFFICE, by=administrator)
    return bureau


def test_after_three_dead_days_and_a_double_start_each_goes_out_once(bureau):
    subject = bureau.case()
    assert Notice.objects.filter(subject=subject).count() == 6  # three kinds, two posts of clerks
    assert notices.send_due(DUE - timedelta(days=4)).inbox == 0
    # Dead from three days before until one day after the due day; then started twice, by two threads each.
    meet, sent = threading.Barrier(4), []

    def start() -> None:
        meet.wait()
        sent.append(notices.send_due(DUE + timedelta(days=1)).inbox)
        connection.close()

    threads = [threading.Thread(target=start) for _ in range(4)]
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    assert sum(sent) == 6 and notices.send_due(DUE + timedelta(days=9)).inbox == 0
    each_once = sorted(Message.objects.values_list("post", "title"))
    assert len(each_once) == len(set(each_once)) == 6


def test_each_goes_out_on_its_day(bureau):
    bureau.case()
    sent = [notices.send_due(DUE + timedelta(days=days)).inbox for days in range(-5, 4)]
    assert sent == [0, 0, 2, 0, 0, 2, 2, 0, 0]


def test_a_closed_case_reminds_nobody(bureau):
    subject = bureau.case()
    notices.send_due(DUE - timedelta(days=3))
    bureau.close(subject)
    assert notices.send_due(DUE + timedelta(days=30)).inbox == 0
    assert Notice.objects.filter(dropped_at__isnull=False).count() == 4


def test_mail_goes_out_once_and_again_only_where_it_failed(mailed, settings):
    settings.EMAIL_BACKEND = f"{__name__}.Stubborn"
    mailed.case()
    Stubborn.down = True
    at = DUE - timedelta(days=3)
    first = notices.send_due(at)
    assert (first.inbox, first.outside, first.failed) == (2, 0, 1)
    assert notices.send_due(at + timedelta(minutes=1)).failed == 0  # not yet again
    Stubborn.down = False
    again = notices.send_due(at + timedelta(hours=1))
    assert (again.inbox, again.outside) == (0, 1) and len(outbox.outbox) == 1
    assert notices.send_due(at + timedelta(hours=2)).outside == 0 and len(outbox.outbox) == 1
    (letter,) = outbox.outbox
    assert letter.to == ["zwgk@example.cn"] and "案件提醒：soon" in letter.subject
    assert "/desk/trial/trial:2025-0001/" in letter.body


class Deadly(FileMail):
    """A mail server that takes the letter and then takes the machine down."""

    def send_messages(self, messages):
        super().send_messages(messages)
        os.kill(os.getpid(), signal.SIGKILL)


def test_killed_between_sending_and_marking_it_goes_again_as_the_same_letter(mailed, settings, tmp_path):
    settings.EMAIL_FILE_PATH = str(tmp_path / "letters")
    subject = mailed.case()
    one = Notice.objects.filter(subject=subject, post=POST).earliest("on")
    Notice.objects.exclude(pk=one.pk).update(dropped_at=DUE)
    connection.close()
    child = os.fork()
    if not child:
        settings.EMAIL_BACKEND = f"{__name__}.Deadly"
        notices.send_due(DUE)
        os._exit(0)  # not reached: the letter took the machine down
    assert os.waitpid(child, 0)[1] == signal.SIGKILL
    settings.EMAIL_BACKEND = f"{__name__}.FileMail"
    assert notices.send_due(DUE + timedelta(minutes=5)).outside == 0, "it is in the dead one's hand"
    assert notices.send_due(DUE + timedelta(minutes=11)).outside == 1
    assert notices.send_due(DUE + timedelta(days=1)).outside == 0
    letters = "".join(each.read_text() for each in (tmp_path / "letters").iterdir())
    ids = re.findall(r"Message-ID: (<notice-\S+>)", letters)
    assert len(ids) == 2 and len(set(ids)) == 1, "sent twice, one letter for whoever looks at its name"
    assert Message.objects.filter(post=POST).count() == 1, "in the inbox exactly once"


def test_a_gateway_that_fails_does_not_send_the_mail_again(mailed, settings):
    settings.GATEWAY = "http://127.0.0.1:9"
    mailed.case()
    first = notices.send_due(DUE)
    assert first.failed and not first.outside
    sent = len(outbox.outbox)
    notices.send_due(DUE + timedelta(days=1))
    due_since = Notice.objects.filter(post=POST, sent_at__isnull=False).count()
    assert len(outbox.outbox) == due_since >= sent, "each letter once, whatever the gateway does"


def test_a_server_that_stays_down_is_left_alone_in_the_end(mailed, settings):
    settings.EMAIL_BACKEND = f"{__name__}.Stubborn"
    mailed.case()
    Stubborn.down = True
    at = DUE - timedelta(days=3)
    failed = sum(notices.send_due(at + timedelta(days=n / 8)).failed for n in range(300))
    kinds = 3
    assert failed == kinds * notices.MOST_TRIES
    assert Notice.objects.filter(problem__contains="down").count() == kinds


class Gateway(BaseHTTPRequestHandler):
    """A gateway that keeps what was posted."""

    def do_POST(self):
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.server.posted.append((self.headers["X-Gongkai-Signature"], json.loads(body)))
        self.send_response(200)
        self.end_headers()

    def log_message(self, *_):
        pass


def test_the_gateway_gets_each_once_with_a_signature(bureau, settings):
    server = HTTPServer(("127.0.0.1", 0), Gateway)
    server.posted = []
    running = threading.Thread(target=server.serve_forever)
    running.start()
    try:
        settings.GATEWAY, settings.GATEWAY_SECRET = f"http://127.0.0.1:{server.server_port}/", "s"
        bureau.case()
        for minutes in (0, 1, 30):
            notices.send_due(DUE - timedelta(days=3) + timedelta(minutes=minutes))
    finally:
        server.shutdown()
        running.join()
        server.server_close()
    assert len(server.posted) == 2
    signature, message = server.posted[0]
    assert len(signature) == 64 and message["subject"] == "trial:2025-0001"
    assert set(message) == {"id", "post", "subject", "title", "url"}


def test_an_unreachable_gateway_is_told(bureau, settings):
    bureau.case()
    settings.GATEWAY = "ftp://example"
    assert notices.send_due(DUE - timedelta(days=3)).failed == 2


def test_only_ones_own_messages_are_read_and_once(bureau):
    bureau.case()
    notices.send_due(DUE)
    ids = list(Message.objects.values_list("pk", flat=True))
    assert notices.read(ids, by=bureau.stranger, at=DUE) == 0
    assert notices.read(ids, by=bureau.clerk, at=DUE) == 2
    assert notices.read(ids, by=bureau.clerk, at=DUE) == 0
    with pytest.raises(NotPermitted):
        notices.set_mailbox(POST, "x@example.cn", organ=OFFICE, by=bureau.clerk)


def test_the_background_work_sends_them(bureau, tmp_path):
    from gongkai.portal.publishing.place import Place
    from gongkai.portal.publishing.tasks import Tasks

    bureau.case()
    tasks = Tasks(Place(tmp_path / "site"), now=lambda: DUE)
    for _ in range(2):
        tasks.duties()
    assert Message.objects.count() == 4
