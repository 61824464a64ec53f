"""What the applicants' own pages refused (拒绝访问记录), a line each: which page and why, never who.

Whoever runs the house sees in its log that somebody tries links or codes; what was tried, and by whom, is not
kept: a line tells of no person and leads to no application. Law: PIPL 51
"""

import logging
from enum import StrEnum

from django.http import HttpRequest

LOG = logging.getLogger("gongkai.portal.refusals")


class Why(StrEnum):
    """Why it was refused."""

    EXPIRED = "expired"  # the time of this session is over
    STRANGER = "stranger"  # nobody who follows an application: the link is another's
    NOT_THERE = "not_there"  # no letter of the application that this session follows
    WRONG_CODE = "wrong_code"
    TOO_OFTEN = "too_often"


def note(request: HttpRequest, why: Why) -> None:
    """Write it into the log: the name of the page, not its address, and why."""
    page = request.resolver_match.view_name if request.resolver_match else ""
    LOG.info("refused %s %s %s", request.method, page, why)
