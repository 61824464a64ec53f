"""Many citizens who apply on the website at once: a small client over kept connections, a process of its own.

python -m benchmarks.citizens --port 8000 --seconds 20 --connections 16; prints what became of them as JSON.
Each is another person at another network address, as a proxy tells it; each has a form, sends it once, and
holds the cookie by which the receipt is seen.
"""

import argparse
import asyncio
import json
import re
import resource
import time
import uuid
from contextlib import suppress
from http.cookies import SimpleCookie
from typing import NamedTuple
from urllib.parse import urlencode

FORM, RECEIPT = "/apply/online/", "/apply/online/receipt/"
_LENGTH = re.compile(rb"content-length: *(\d+)", re.IGNORECASE)
_COOKIES = re.compile(rb"set-cookie: *([^\r]+)", re.IGNORECASE)
_TOKEN = re.compile(rb'name="csrfmiddlewaretoken" value="([^"]+)"')
_ORGAN = re.compile(rb'<option value="([^"]+)" selected')
_NUMBER, _CODE = re.compile(rb'id="number">([^<]+)<'), re.compile(rb'id="code">([^<]+)<')


class Answer(NamedTuple):
    """What the server answered."""

    status: int
    head: bytes
    body: bytes

    def cookie(self, name: str) -> str:
        """A cookie that it set; empty for none."""
        for each in _COOKIES.findall(self.head):
            if name in (jar := SimpleCookie(each.decode())):
                return jar[name].value
        return ""


class Connection:
    """A connection that is kept until the end of its block."""

    def __init__(self, port: int) -> None:
        self.port = port

    async def __aenter__(self) -> "Connection":
        self.reader, self.writer = await asyncio.open_connection("127.0.0.1", self.port)
        return self

    async def __aexit__(self, *_problem: object) -> None:
        self.writer.close()

    async def ask(self, method: str, path: str, address: str, cookies: str = "", body: bytes = b"") -> Answer:
        """One request and its answer. Raises ``OSError`` or ``EOFError`` where the server is gone."""
        head = f"{method} {path} HTTP/1.1\r\nHost: localhost\r\nX-Forwarded-For: {address}\r\n"
        head += f"Cookie: {cookies}\r\n" if cookies else ""
        if body:
            head += f"Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {len(body)}\r\n"
        self.writer.write(head.encode() + b"\r\n" + body)
        top = await self.reader.readuntil(b"\r\n\r\n")
        length = _LENGTH.search(top)
        return Answer(int(top[9:12]), top, await self.reader.readexactly(int(length[1])) if length else b"")


def address_of(n: int) -> str:
    """The network address of the n-th citizen."""
    return f"10.{n >> 16 & 255}.{n >> 8 & 255}.{n & 255}"


def identity_of(n: int) -> str:
    """An invented identity number with its check digit."""
    first = f"4102231990{1 + n // 28 % 12:02d}{1 + n % 28:02d}{n // 336 % 1000:03d}"
    weights = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
    return first + "10X98765432"[sum(int(d) * w for d, w in zip(first, weights, strict=True)) % 11]


class Crowd:
    """All of them: who was answered how, and by which cookie a receipt is seen."""

    def __init__(self, port: int, first: int) -> None:
        self.port, self.next = port, first
        self.held: list[tuple[str, str]] = []
        self.refused: dict[str, int] = {}
        self.waited: list[float] = []
        self.token = self.cookie = self.organ = ""

    async def open_form(self) -> None:
        """Open the form once: its token serves all, as each browser's own would."""
        async with Connection(self.port) as connection:
            page = await connection.ask("GET", FORM, address_of(0))
        self.token = _TOKEN.search(page.body)[1].decode()
        self.organ = _ORGAN.search(page.body)[1].decode()
        self.cookie = page.cookie("csrftoken")

    def form(self, n: int) -> bytes:
        """The form of the n-th citizen."""
        given = {
            "csrfmiddlewaretoken": self.token,
            "key": uuid.uuid4().hex,
            "organ": self.organ,
            "kind": "natural_person",
            "name": f"申请人{n}",
            "id_kind": "ric",
            "id_no": identity_of(n),
            "phone": f"139{n:08d}",
            "wanted_form": "电子版",
            "delivery_way": "网站下载",
            "items": f"{2000 + n % 25}年第{n}号道路工程的招标文件和合同",
        }
        return urlencode(given).encode()

    async def keep_applying(self, until: float) -> None:
        """One connection: application after application until the time is over or the server is gone."""
        with suppress(OSError, EOFError):
            async with Connection(self.port) as connection:
                while time.perf_counter() < until:
                    await self.send(connection)

    async def send(self, connection: Connection) -> None:
        """One more citizen sends the form, and keeps what comes of it."""
        self.next += 1
        n, begun = self.next, time.perf_counter()
        answer = await connection.ask("POST", FORM, address_of(n), f"csrftoken={self.cookie}", self.form(n))
        self.waited.append(time.perf_counter() - begun)
        if answer.status == 302:
            self.held.append((address_of(n), answer.cookie("receipt")))
        else:
            self.refused[str(answer.status)] = self.refused.get(str(answer.status), 0) + 1


async def apply(crowd: Crowd, seconds: float, connections: int) -> dict[str, object]:
    """Let a crowd apply for so long over so many connections; what became of it."""
    await crowd.open_form()
    begun = time.perf_counter()
    until = begun + seconds
    await asyncio.gather(*(crowd.keep_applying(until) for _ in range(connections)))
    spent, used = time.perf_counter() - begun, resource.getrusage(resource.RUSAGE_SELF)
    waited = sorted(crowd.waited) or [0.0]
    return {
        "held": crowd.held,
        "refused": crowd.refused,
        "seconds": spent,
        "cpu": used.ru_utime + used.ru_stime,
        "p50": waited[len(waited) // 2],
        "p95": waited[int(len(waited) * 0.95)],
    }


async def receipts(port: int, held: list[tuple[str, str]]) -> list[tuple[str, str]]:
    """Number and query code of each receipt that a cookie shows; empty for one that is not there."""
    found = []
    async with Connection(port) as connection:
        for address, cookie in held:
            page = await connection.ask("GET", RECEIPT, address, f"receipt={cookie}")
            number, code = _NUMBER.search(page.body), _CODE.search(page.body)
            found.append((number[1].decode(), code[1].decode()) if number and code else ("", ""))
    return found


def main() -> None:
    """Apply, and print what became of it."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--port", type=int, required=True)
    parser.add_argument("--seconds", type=float, default=20)
    parser.add_argument("--connections", type=int, default=16)
    parser.add_argument("--first", type=int, default=1)
    given = parser.parse_args()
    crowd = Crowd(given.port, given.first)
    print(json.dumps(asyncio.run(apply(crowd, given.seconds, given.connections))))


if __name__ == "__main__":
    main()
