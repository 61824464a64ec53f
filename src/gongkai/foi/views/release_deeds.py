"""How the screens of attachments and of the disclosure log call their services."""

from typing import Any

from django.http import HttpRequest

from gongkai.casework.secrecy import SecrecyLevel
from gongkai.casework.views.shared import by
from gongkai.foi import services
from gongkai.foi.case_page import CasePage
from gongkai.foi.kinds import ReleaseWithdrawal


def attachments_shown(request: HttpRequest, page: CasePage) -> dict[str, Any]:
    """The fingerprints of the attachments that the reviewer has before him."""
    return {"attachments": [each.paper.sha256 for each in page.attachments]}


def prepared_shown(request: HttpRequest, page: CasePage) -> dict[str, Any]:
    """The fingerprint of what was written for the public."""
    return {"prepared": page.prepared.release.paper.sha256 if page.prepared is not None else ""}


def clear(request: HttpRequest, page: CasePage, given: dict[str, Any]) -> Any:
    """Enter the secrecy review of the draft and its attachments."""
    return services.clear_secrecy(
        page.subject,
        given["sha256"],
        SecrecyLevel(given["level"]),
        given["basis"],
        by(request, given),
        opinion=given["opinion"],
        attachments=given["attachments"].split(),
    )


def clear_release(request: HttpRequest, page: CasePage, given: dict[str, Any]) -> Any:
    """Enter the secrecy review of what is to be public."""
    level = SecrecyLevel(given["level"])
    return services.clear_release(
        page.subject, given["sha256"], level, given["basis"], by(request, given), opinion=given["opinion"]
    )


def release(request: HttpRequest, page: CasePage, given: dict[str, Any]) -> Any:
    """Show it to the public."""
    return services.release(page.subject, given["sha256"], by(request, given))


def withdraw(request: HttpRequest, page: CasePage, given: dict[str, Any]) -> Any:
    """Take it out of the log."""
    reason = ReleaseWithdrawal(given["reason"])
    return services.withdraw_release(page.subject, reason, given["text"], by(request, given))
