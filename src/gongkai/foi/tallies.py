"""Counting applications of one person, and of one text (同一申请人、同样内容), across all ways of coming in.

People are told apart by keyed digests, never by their particulars. Law: OGI 35; OGI 44.1; FEE2020 4.
"""

from datetime import date

from django.db.models import Count, Q, QuerySet

from gongkai.casework.models import Party
from gongkai.foi.models import Application


def of_applicant(applicant: Party, region: str) -> QuerySet[Application]:
    """The applications of the same person or body: by identity number, else by name and phone or e-mail."""
    found = Application.objects.filter(region=region)
    if applicant.id_no_digest:
        return found.filter(applicant__id_no_digest=applicant.id_no_digest)
    if not applicant.name_digest or not (applicant.phone_digest or applicant.email_digest):
        return found.filter(applicant=applicant)
    reach = Q()
    if applicant.phone_digest:
        reach |= Q(applicant__phone_digest=applicant.phone_digest)
    if applicant.email_digest:
        reach |= Q(applicant__email_digest=applicant.email_digest)
    return found.filter(reach, applicant__name_digest=applicant.name_digest)


def in_month(application: Application) -> QuerySet[Application]:
    """The applications of the same applicant that were received in the natural month of this one."""
    received_on = application.status.received_on
    found = of_applicant(application.applicant, application.region)
    if received_on is None:
        return found.none()
    first = date(received_on.year, received_on.month, 1)
    following = date(received_on.year + received_on.month // 12, received_on.month % 12 + 1, 1)
    return found.filter(status__received_on__gte=first, status__received_on__lt=following)


def items_before(application: Application) -> int:
    """How many items the same applicant asked for earlier in the natural month, in the order of receipt."""
    earlier = Q(status__received_on__lt=application.status.received_on)
    earlier |= Q(status__received_on=application.status.received_on, pk__lt=application.pk)
    return in_month(application).filter(earlier).aggregate(items=Count("items"))["items"] or 0


def same_text(application: Application) -> QuerySet[Application]:
    """Other applications that ask for the same, word for word but for spaces and width of letters."""
    found = Application.objects.filter(region=application.region, text_digest=application.text_digest)
    return found.exclude(pk=application.pk).exclude(text_digest="")
