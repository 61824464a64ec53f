"""The only door to an application for a person: what lies outside a post's reach is not there.

An application that may not be read and one that does not exist get the same answer. Law: OGI 15; PIPL 51.
"""

import hmac

from django.db.models import QuerySet

from gongkai.casework import access as cases
from gongkai.casework import sealing
from gongkai.casework.errors import UnknownCase
from gongkai.foi.casekind import APP
from gongkai.foi.errors import UnknownApplication
from gongkai.foi.models import Application
from gongkai.organs.permissions import require
from gongkai.organs.posts import Actor

READ = "foi.read"


def unknown(asked: str) -> UnknownApplication:
    """The answer where there is no such application, or not for this person."""
    return UnknownApplication("unknown_application", f"没有找到申请“{asked}”，请核对编号。", asked=asked)


def readable(actor: Actor) -> QuerySet[Application]:
    """All applications that the actor may read, whatever their state."""
    return Application.objects.filter(cases.reach(actor, APP, "status__")).select_related("status")


def application_for(actor: Actor, subject: str, verb: str = READ) -> Application:
    """The application of a subject, for an act. Raises ``UnknownApplication`` where the actor may not read
    it, ``NotPermitted`` where the actor may read it but not do this.
    """
    try:
        row = cases.case_for(actor, subject)
    except UnknownCase:
        raise unknown(subject) from None
    application = Application.objects.select_related("status").filter(pk=subject).first()
    if application is None:
        raise unknown(subject)
    if verb != READ:
        require(actor, verb, row.organ)
    return application


def application_of(number: str, query_code: str) -> Application:
    """The application that an applicant follows with number and query code (查询码).

    A wrong number and a wrong code get the same answer, in the same time. Raises ``UnknownApplication``.
    """
    digest = sealing.digest("query_code", query_code)
    # In a database of several regions an old number may stand in more than one of them.
    rows = list(Application.objects.select_related("status").filter(number=number.strip()))
    kept = [each.query_code_digest or "-" for each in rows] or ["-"]
    same = [hmac.compare_digest(each, digest or "+") for each in kept]
    if not rows or not any(same):
        raise UnknownApplication("unknown_code", "登记号或者查询码不对，请核对回执后重新填写。")
    return rows[same.index(True)]
