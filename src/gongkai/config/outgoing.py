"""Settings of what goes out to staff: mail by SMTP, and one gateway for text messages, DingTalk, WeCom.

``GONGKAI_SMTP`` address of a mail server (``smtp://user:password@host:25``, ``smtps://…:465``, or
``smtp+starttls://…:587``); without it mail is written to the console. ``GONGKAI_MAIL_FROM`` the sender.
``GONGKAI_GATEWAY`` address to which each reminder is posted as JSON, ``GONGKAI_GATEWAY_SECRET`` signs it.
"""

import os
from typing import Any
from urllib.parse import unquote, urlsplit

from gongkai.law.errors import GongkaiError

PORTS = {"smtp": 25, "smtps": 465, "smtp+starttls": 587}


def mail_server(address: str) -> dict[str, Any]:
    """Django's settings for the mail server at an address; without one, the console.

    >>> mail_server("smtps://desk:s%40fe@mail.example")["EMAIL_PORT"]
    465
    >>> mail_server("")["EMAIL_BACKEND"].rpartition(".")[0]
    'django.core.mail.backends.console'
    """
    if not address:
        return {"EMAIL_BACKEND": "django.core.mail.backends.console.EmailBackend"}
    url = urlsplit(address)
    if url.scheme not in PORTS or not url.hostname:
        # The address may hold a password: the message names its scheme only.
        raise GongkaiError(
            "mail_address",
            f"环境变量 GONGKAI_SMTP 的写法不对（“{url.scheme or '空'}”）。"
            "应为 smtp://用户:密码@主机:25、smtps://… 或者 smtp+starttls://…；不设则只写到控制台。",
        )
    return {
        "EMAIL_BACKEND": "django.core.mail.backends.smtp.EmailBackend",
        "EMAIL_HOST": url.hostname,
        "EMAIL_PORT": url.port or PORTS[url.scheme],
        "EMAIL_HOST_USER": unquote(url.username or ""),
        "EMAIL_HOST_PASSWORD": unquote(url.password or ""),
        "EMAIL_USE_SSL": url.scheme == "smtps",
        "EMAIL_USE_TLS": url.scheme == "smtp+starttls",
        "EMAIL_TIMEOUT": 20,
    }


globals().update(mail_server(os.environ.get("GONGKAI_SMTP", "")))
DEFAULT_FROM_EMAIL = os.environ.get("GONGKAI_MAIL_FROM", "gongkai@localhost")
GATEWAY = os.environ.get("GONGKAI_GATEWAY", "")
GATEWAY_SECRET = os.environ.get("GONGKAI_GATEWAY_SECRET", "")
