"""Talking to a search cluster: plain REST, no client library."""

import base64
import http.client
import json
from collections.abc import Iterable
from typing import Any
from urllib.parse import unquote, urlsplit

from gongkai.search.engines.pool import Pool
from gongkai.search.errors import SearchUnavailable

Body = dict[str, Any]
Connection = http.client.HTTPConnection


class Refused(Exception):
    """The cluster answered with an error; callers know which they expect."""

    def __init__(self, status: int, reason: str) -> None:
        super().__init__(f"{status}: {reason}")
        self.status = status


class Cluster:
    """One cluster, by the address of one of its nodes or of the proxy before it."""

    def __init__(self, address: str, *, timeout: float = 30) -> None:
        url = urlsplit(address)
        self._secure, self._host, self._timeout = url.scheme == "https", url.hostname or "", timeout
        self._port = url.port or (443 if self._secure else 9200)
        self._headers = {"Accept": "application/json"}
        if url.username:
            pair = f"{unquote(url.username)}:{unquote(url.password or '')}".encode()
            self._headers["Authorization"] = f"Basic {base64.b64encode(pair).decode('ascii')}"
        self._links: Pool[Connection] = Pool(self._open)

    def _open(self, _: str) -> Connection:
        kind = http.client.HTTPSConnection if self._secure else http.client.HTTPConnection
        return kind(self._host, self._port, timeout=self._timeout)

    def ask(self, method: str, path: str, body: Body | None = None) -> Body:
        """A request with a JSON body. Raises ``Refused``, ``SearchUnavailable``."""
        sent = None if body is None else json.dumps(body).encode("utf-8")
        return self._send(method, path, sent, "application/json")

    def ask_lines(self, path: str, lines: Iterable[Body]) -> Body:
        """A request with a body of JSON lines."""
        sent = "".join(json.dumps(line) + "\n" for line in lines).encode("utf-8")
        return self._send("POST", path, sent, "application/x-ndjson")

    def _send(self, method: str, path: str, sent: bytes | None, kind: str) -> Body:
        # A kept connection may have been closed by the other side meanwhile: once more, with a new one.
        for last in (False, True):
            try:
                with self._links.taken("") as link:
                    headers = {**self._headers, **({"Content-Type": kind} if sent is not None else {})}
                    link.request(method, path, sent, headers)
                    answered = link.getresponse()
                    status, text = answered.status, answered.read()
                break
            except (OSError, http.client.HTTPException) as problem:
                self._links.close()
                if last:
                    raise SearchUnavailable(
                        "search_cluster",
                        f"检索集群“{self._host}:{self._port}”没有应答（{type(problem).__name__}）。"
                        "请检查 GONGKAI_SEARCH 的设置和集群服务。",
                    ) from problem
        if status >= 300:
            raise Refused(status, text.decode("utf-8", "replace")[:500])
        answer: Body = json.loads(text) if text else {}
        return answer

    def close(self) -> None:
        """Close idle connections."""
        self._links.close()
