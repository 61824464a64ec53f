"""Handing out the tree (静态优先) where no web server stands in front: files first, Django for the rest.

For the demo and small offices; nginx does the same from ``config/nginx``. A file is asked for by its address
alone, so nothing but the tree can ever be read.
"""

import mimetypes
import os
import re
from collections.abc import Callable, Iterable, Iterator
from email.utils import formatdate, parsedate_to_datetime
from pathlib import Path
from typing import Any, BinaryIO

from gongkai.portal import addresses
from gongkai.portal.publishing.place import Place
from gongkai.portal.publishing.tree import GONE, PUBLIC, place_of

Environment = dict[str, Any]
Start = Callable[[str, list[tuple[str, str]]], Any]
Application = Callable[[Environment, Start], Iterable[bytes]]

CHUNK = 256 * 1024
STATUS = {
    200: "200 OK",
    206: "206 Partial Content",
    301: "301 Moved Permanently",
    304: "304 Not Modified",
    410: "410 Gone",
    416: "416 Range Not Satisfiable",
}
ASKING, DAY, EVER = "no-cache", "public, max-age=86400", "public, max-age=31536000, immutable"
"""A browser that keeps a page asks each time whether it is still the same: what is withdrawn is gone."""
TEXTS = {
    ".html": "text/html; charset=utf-8",
    ".xml": "application/xml; charset=utf-8",
    ".json": "application/json; charset=utf-8",
    ".jsonld": "application/ld+json; charset=utf-8",
    ".txt": "text/plain; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".svg": "image/svg+xml",
}
FEEDS = {
    "rss.xml": "application/rss+xml; charset=utf-8",
    "atom.xml": "application/atom+xml; charset=utf-8",
}
STRICT = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; font-src 'self'; "
    "media-src 'self'; connect-src 'self'; frame-src 'self'; manifest-src 'self'; object-src 'none'; "
    "base-uri 'none'; frame-ancestors 'self'; form-action 'self'"
)
"""What a page may load: the same as ``desk.middleware`` says, written here so that files need no Django."""
OF_OTHERS = "default-src 'none'; sandbox"
"""What an attachment may do when it is opened in a browser: be looked at."""
_RANGE = re.compile(r"bytes=(\d*)-(\d*)")


class Front:
    """A WSGI application: the files of the tree, and another application for everything else."""

    def __init__(self, behind: Application, place: Place) -> None:
        self.behind, self.place = behind, place

    def __call__(self, environ: Environment, start_response: Start) -> Iterable[bytes]:
        """Answer one request."""
        path = environ.get("PATH_INFO") or "/"
        if environ["REQUEST_METHOD"] in ("GET", "HEAD") and not path.startswith(addresses.DYNAMIC):
            try:
                place = place_of(path)
            except ValueError:
                return self.behind(environ, start_response)
            if (found := self._open(PUBLIC, place)) is not None:
                return self._send(environ, start_response, path, found)
            if (found := self._open(GONE, place)) is not None:
                return self._send_gone(environ, start_response, found)
            if self._is_folder(path):
                start_response(STATUS[301], [("Location", f"{path}/"), ("Content-Length", "0")])
                return []
        return self.behind(environ, start_response)

    def _open(self, part: str, place: str) -> BinaryIO | None:
        try:
            return (self.place.current / part / place).open("rb")
        except OSError:  # nothing there, or a folder
            return None

    def _is_folder(self, path: str) -> bool:
        return not path.endswith("/") and (self.place.current / PUBLIC / path[1:] / "index.html").is_file()

    def _send(
        self, environ: Environment, start_response: Start, address: str, file: BinaryIO
    ) -> Iterable[bytes]:
        size, changed, mark = _about(file)
        headers = [
            ("Content-Type", media_type(address)),
            ("Last-Modified", formatdate(changed, usegmt=True)),
            ("ETag", mark),
            ("Cache-Control", kept_for(address, environ.get("QUERY_STRING", ""))),
            ("Accept-Ranges", "bytes"),
            *_guards(address),
        ]
        if _has_it(environ, mark, changed):
            file.close()
            start_response(STATUS[304], headers)
            return []
        part = _part(environ, size, mark)
        if part is None:
            file.close()
            start_response(STATUS[416], [("Content-Range", f"bytes */{size}"), ("Content-Length", "0")])
            return []
        first, length, status = part
        if status == 206:
            headers.append(("Content-Range", f"bytes {first}-{first + length - 1}/{size}"))
        start_response(STATUS[status], [*headers, ("Content-Length", str(length))])
        if environ["REQUEST_METHOD"] == "HEAD":
            file.close()
            return []
        return _read(file, first, length)

    def _send_gone(self, environ: Environment, start_response: Start, file: BinaryIO) -> Iterable[bytes]:
        with file:
            body = file.read()
        headers = [
            ("Content-Type", TEXTS[".html"]),
            ("Content-Length", str(len(body))),
            ("Cache-Control", ASKING),
            *_guards("/"),
        ]
        start_response(STATUS[410], headers)
        return [] if environ["REQUEST_METHOD"] == "HEAD" else [body]


def media_type(address: str) -> str:
    """What a file is, by its address.

    >>> media_type("/xinwen/"), media_type("/files/ab.docx")[-8:]
    ('text/html; charset=utf-8', 'document')
    """
    name = place_of(address).rpartition("/")[2]
    suffix = Path(name).suffix.lower()
    guessed = mimetypes.guess_type(name)[0] or "application/octet-stream"
    return FEEDS.get(name) or TEXTS.get(suffix) or guessed


def kept_for(address: str, query: str) -> str:
    """How long a browser may keep a file without asking: style and script, for they are never withdrawn.

    >>> kept_for("/art/2020/447.html", ""), kept_for("/static/portal/portal.css", "v=1")[-9:]
    ('no-cache', 'immutable')
    """
    if address.startswith("/static/"):
        return EVER if query.startswith("v=") else DAY
    return ASKING


def _guards(address: str) -> list[tuple[str, str]]:
    policy = OF_OTHERS if address.startswith("/files/") else STRICT
    return [
        ("Content-Security-Policy", policy),
        ("X-Content-Type-Options", "nosniff"),
        ("X-Frame-Options", "SAMEORIGIN"),
        ("Referrer-Policy", "same-origin"),
    ]


def _about(file: BinaryIO) -> tuple[int, int, str]:
    stat = os.fstat(file.fileno())
    return stat.st_size, int(stat.st_mtime), f'"{stat.st_mtime_ns:x}-{stat.st_size:x}"'


def _has_it(environ: Environment, mark: str, changed: int) -> bool:
    if known := environ.get("HTTP_IF_NONE_MATCH"):
        return known.strip() == "*" or mark in (each.strip().removeprefix("W/") for each in known.split(","))
    if since := environ.get("HTTP_IF_MODIFIED_SINCE"):
        try:
            return changed <= parsedate_to_datetime(since).timestamp()
        except ValueError:
            return False
    return False


def _part(environ: Environment, size: int, mark: str) -> tuple[int, int, int] | None:
    """First byte, length and status of what is asked for; ``None`` where the file has no such part."""
    asked = _RANGE.fullmatch(environ.get("HTTP_RANGE", "").strip())
    if not asked or not any(asked.groups()) or environ.get("HTTP_IF_RANGE", mark) != mark:
        return 0, size, 200
    first, last = asked.groups()
    if not first:
        length = min(int(last), size)
        return (size - length, length, 206) if length else None
    start, stop = int(first), min(int(last), size - 1) if last else size - 1
    return (start, stop - start + 1, 206) if start <= stop else None


def _read(file: BinaryIO, first: int, length: int) -> Iterator[bytes]:
    with file:
        file.seek(first)
        while length > 0 and (piece := file.read(min(CHUNK, length))):
            length -= len(piece)
            yield piece
