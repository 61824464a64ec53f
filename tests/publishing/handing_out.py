"""What every server of the tree must answer, whether it is ours or nginx: asked over HTTP."""

import http.client
from dataclasses import dataclass


@dataclass(frozen=True)
class Answer:
    """Status, headers (names in lower case) and body."""

    status: int
    headers: dict[str, str]
    body: bytes


def ask(port: int, path: str, method: str = "GET", **headers: str) -> Answer:
    """One request."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    try:
        connection.request(
            method, path, headers={key.replace("_", "-"): text for key, text in headers.items()}
        )
        response = connection.getresponse()
        found = {name.lower(): text for name, text in response.getheaders()}
        return Answer(response.status, found, response.read())
    finally:
        connection.close()


def check_pages(port: int, site) -> None:
    """Pages with their types, a moment's keeping, and the policy of what they may load."""
    for path, media_type in (
        ("/", "text/html; charset=utf-8"),
        ("/xinwen/weishi-yaowen/", "text/html; charset=utf-8"),
        ("/art/2020/1.html", "text/html; charset=utf-8"),
        ("/xinwen/weishi-yaowen/rss.xml", "application/rss+xml; charset=utf-8"),
        ("/xinwen/weishi-yaowen/atom.xml", "application/atom+xml; charset=utf-8"),
        ("/xinwen/weishi-yaowen/list.json", "application/json; charset=utf-8"),
        ("/catalog.jsonld", "application/ld+json; charset=utf-8"),
        ("/sitemap.xml", "application/xml; charset=utf-8"),
        ("/robots.txt", "text/plain; charset=utf-8"),
    ):
        answer = ask(port, path)
        assert (answer.status, answer.headers["content-type"]) == (200, media_type), (path, answer)
        assert answer.body == site.tree.read(path), path
        assert answer.headers["cache-control"] == "no-cache", path
        assert ask(port, path, If_None_Match=answer.headers["etag"]).status == 304, path
        assert answer.headers["x-content-type-options"] == "nosniff", path
        if path.endswith(("/", ".html")):
            assert "script-src 'self'" in answer.headers["content-security-policy"], path
            assert "unsafe-inline" not in answer.headers["content-security-policy"], path


def check_what_is_not_there(port: int, gone: str, words: str) -> None:
    """410 with its reason for what was withdrawn, a move for a folder, nothing outside of the tree."""
    answer = ask(port, gone)
    assert answer.status == 410 and words in answer.body.decode()
    assert answer.headers["content-type"].startswith("text/html")
    assert ask(port, gone, "HEAD").status == 410
    moved = ask(port, "/xinwen")
    assert moved.status == 301 and moved.headers["location"].endswith("/xinwen/")
    for path in (
        "/art/2020/999999.html",
        "/../table.sqlite3",
        "/%2e%2e/table.sqlite3",
        "/table.sqlite3",
        "/.gone" + gone,
        "/gone" + gone,
        "/.coming-1-index.html",
    ):
        assert ask(port, path).status in (400, 404), path


def check_files(port: int, address: str, data: bytes) -> None:
    """Attachments: in parts, from where a download broke off, unchanged, and harmless when opened."""
    whole = ask(port, address)
    assert (whole.status, whole.body) == (200, data)
    assert whole.headers["content-type"] == "application/pdf"
    assert whole.headers["accept-ranges"] == "bytes"
    assert "sandbox" in whole.headers["content-security-policy"]
    assert whole.headers["cache-control"] == "no-cache"
    part = ask(port, address, Range="bytes=5-9")
    assert (part.status, part.body) == (206, data[5:10])
    assert part.headers["content-range"] == f"bytes 5-9/{len(data)}"
    assert ask(port, address, Range="bytes=-4").body == data[-4:]
    assert ask(port, address, Range=f"bytes={len(data) - 3}-").body == data[-3:]
    assert ask(port, address, Range=f"bytes={len(data)}-").status == 416
    mark = whole.headers["etag"]
    assert ask(port, address, If_None_Match=mark).status == 304
    assert ask(port, address, If_Modified_Since=whole.headers["last-modified"]).status == 304
    assert ask(port, address, Range="bytes=5-9", If_Range='"another"').status == 200
    head = ask(port, address, "HEAD")
    assert (head.status, head.body, head.headers["content-length"]) == (200, b"", str(len(data)))
