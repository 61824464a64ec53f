"""Web archives (.mht): the page among the parts of a saved web page."""

import email
import email.policy

from gongkai.reports.reading.containers.refusals import damaged, unsupported


def page_of(data: bytes, name: str) -> bytes:
    """The bytes of the first HTML part. Raises: `UnreadableDocument` ``damaged`` or ``unsupported_type``."""
    try:
        message = email.message_from_bytes(data, policy=email.policy.compat32)
        for part in message.walk():
            if part.get_content_type() == "text/html":
                page = part.get_payload(decode=True)
                if isinstance(page, bytes) and page.strip():
                    charset = part.get_content_charset()
                    return _with_charset(page, charset)
    except (ValueError, LookupError, RecursionError, AttributeError):
        raise damaged(name, "网页存档（.mht）已损坏") from None
    raise unsupported(name, "网页存档里没有网页", "请在浏览器中重新打开该网页并另存为 .html。")


def _with_charset(page: bytes, charset: str | None) -> bytes:
    """The page, its charset from the mail header put where a page says it."""
    if not charset or b"charset" in page[:2048].lower():
        return page
    return b'<meta charset="' + charset.encode("ascii", "ignore") + b'">' + page
