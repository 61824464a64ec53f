"""Casework as a Django app."""

from django.apps import AppConfig
from django.urls import reverse


class CaseworkConfig(AppConfig):
    """What every case shares: mail room, hand-overs, people, papers, reminders, the one action door."""

    name = "gongkai.casework"
    verbose_name = "办件"

    def ready(self) -> None:
        """Announce mail as a kind of case: it has a holder, a limit and alarms like all others."""
        from gongkai.casework import mailing
        from gongkai.casework.cases import CaseKind, announce
        from gongkai.casework.limits import limits

        announce(
            CaseKind(
                app=mailing.APP,
                title="来件",
                read=mailing.read,
                reminders=mailing.reminders,
                page_url=lambda subject: reverse("casework:mail_line", args=[subject.partition(":")[2]]),
                retention_years=limits().mail_retention_years,
            )
        )
