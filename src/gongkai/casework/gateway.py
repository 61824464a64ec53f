"""The gateway (短信、钉钉、企业微信网关): one address to which each reminder is posted.

What becomes of it there is the gateway's own matter. Nothing of a person is in what is posted.
"""

import hashlib
import hmac
import json
import urllib.error
import urllib.request
from collections.abc import Mapping

TIMEOUT = 10


def post(address: str, secret: str, message: Mapping[str, str]) -> None:
    """Post a message as JSON, with its HMAC-SHA256 by the secret in ``X-Gongkai-Signature``.

    Its ``id`` stays the same when it is posted again, and is in ``Idempotency-Key`` too, so that the gateway
    can tell. Raises ``OSError``.
    """
    if not address.startswith(("https://", "http://")):
        raise OSError(f"GONGKAI_GATEWAY 应以 https:// 开头，实为“{address[:8]}”")
    body = json.dumps(dict(message), ensure_ascii=False).encode()
    signature = hmac.new(secret.encode(), body, hashlib.sha256).hexdigest()
    headers = {"Content-Type": "application/json; charset=utf-8", "X-Gongkai-Signature": signature}
    headers["Idempotency-Key"] = f"notice-{message['id']}"
    request = urllib.request.Request(address, body, headers)  # noqa: S310  # the scheme was looked at
    with urllib.request.urlopen(request, timeout=TIMEOUT) as answer:  # noqa: S310  # the scheme was looked at
        answer.read(1)
