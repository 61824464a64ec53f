"""Our own server of the tree answers as nginx does, and leaves everything else to Django."""

import subprocess
import sys
import threading
from socketserver import ThreadingMixIn
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer, make_server

import pytest
from baked_site import baked_once, copied
from handing_out import ask, check_files, check_pages, check_what_is_not_there

from gongkai.desk import middleware
from gongkai.portal import addresses
from gongkai.portal.publishing import serving
from portal.county_site import GONE

DATA = b"%PDF-1.4\n" + bytes(range(256)) * 2000 + b"\n%%EOF\n"


class _Silent(WSGIRequestHandler):
    def log_message(self, *_):
        pass


class _Threaded(ThreadingMixIn, WSGIServer):
    daemon_threads = True


def behind(environ, start_response):
    """What stands behind: a 404 that says what reached it."""
    start_response("404 Not Found", [("Content-Type", "text/plain")])
    return [f"{environ['REQUEST_METHOD']} {environ['PATH_INFO']}".encode("latin-1")]


@pytest.fixture
def site(sqlite_with, tmp_path, monkeypatch):
    monkeypatch.setenv("GONGKAI_HOME", str(tmp_path / "home"))
    there = copied(sqlite_with(baked_once, 12), tmp_path / "home")
    there.live(title="关于申报的通知", attachments=(there.keep(DATA),))
    there.follow()
    return there


@pytest.fixture
def port(site):
    front = serving.Front(behind, site.place)
    server = make_server("127.0.0.1", 0, front, server_class=_Threaded, handler_class=_Silent)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield server.server_port
    server.shutdown()
    server.server_close()


def test_the_tree_is_handed_out_and_the_rest_is_left_to_django(port, site):
    check_pages(port, site)
    check_what_is_not_there(port, site.address_of(GONE), "公示内容涉及个人隐私。")
    check_files(port, site.file_address(DATA), DATA)
    assert ask(port, "/static/portal/portal.css?v=1").headers["cache-control"] == serving.EVER
    for path in (*addresses.DYNAMIC, "/desk/", "/accounts/login/", "/xinwen/nothing.html"):
        assert ask(port, path).body.decode() == f"GET {path}"
    assert ask(port, "/", "POST").body == b"POST /"
    # Another whole tree takes the place of this one between two requests.
    site.live(title="关于换树的通知")
    site.bake()
    assert "关于换树的通知" in ask(port, "/xinwen/tongzhi-gonggao/").body.decode()


def test_every_style_and_script_of_a_page_is_in_the_tree(site):
    import re

    seen = set()
    for name, path in site.tree.files():
        if name.endswith(".html"):
            seen |= set(re.findall(r'(?:src|href)="(/static/[^"?]+)', path.read_text("utf-8")))
    assert seen
    for address in seen:
        assert site.tree.read(address) is not None, address


def test_asking_for_the_application_server_starts_nothing_yet():
    """Whoever imports it has nothing to wait for: no thread, no Django."""
    code = (
        "import sys, threading, gongkai.portal.publishing.application\n"
        "assert threading.active_count() == 1 and 'django' not in sys.modules"
    )
    subprocess.run([sys.executable, "-c", code], check=True)


def test_a_page_may_load_the_same_from_the_tree_as_from_django():
    assert serving.STRICT == middleware.STRICT
