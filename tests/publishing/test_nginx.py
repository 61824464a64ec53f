"""The configuration that we write, in a real nginx, before a real tree and an application server."""

import os
import socket
import subprocess
import threading
import time
from wsgiref.simple_server import WSGIRequestHandler, make_server

import pytest
from baked_site import baked_once, copied
from handing_out import ask, check_files, check_pages, check_what_is_not_there

from gongkai.config.nginx import Front, configuration
from portal.county_site import GONE

DATA = b"%PDF-1.4\n" + bytes(range(256)) * 400 + b"\n%%EOF\n"
pytestmark = pytest.mark.needs("nginx")


class _Silent(WSGIRequestHandler):
    def log_message(self, *_):
        pass


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@pytest.fixture
def behind():
    """An application server that says what reached it."""

    def application(environ, start_response):
        start_response("200 OK", [("Content-Type", "text/plain")])
        seen = ("REQUEST_METHOD", "PATH_INFO", "QUERY_STRING", "HTTP_HOST", "HTTP_X_FORWARDED_FOR")
        return ["\n".join(environ.get(each, "") for each in seen).encode()]

    server = make_server("127.0.0.1", 0, application, handler_class=_Silent)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield server.server_port
    server.shutdown()
    server.server_close()


@pytest.fixture
def site(sqlite_with, tmp_path, monkeypatch):
    monkeypatch.setenv("GONGKAI_HOME", str(tmp_path / "home"))
    there = copied(sqlite_with(baked_once, 12), tmp_path / "home")
    there.live(title="关于申报的通知", attachments=(there.keep(DATA),))
    there.follow()
    return there


@pytest.fixture
def port(found, site, behind, tmp_path):
    run, listen = tmp_path / "run", free_port()
    run.mkdir()
    front = Front(f"127.0.0.1:{listen}", (), f"127.0.0.1:{behind}", tmp_path / "home", run, workers="1")
    (run / "nginx.conf").write_text(configuration(front), "utf-8")
    command = [
        str(found("nginx")),
        "-c",
        str(run / "nginx.conf"),
        "-e",
        str(run / "error.log"),
        "-g",
        # Folders of tests are their owner's alone.
        "daemon off;" + (" user root;" if os.getuid() == 0 else ""),
    ]
    process = subprocess.Popen(command, stderr=subprocess.PIPE)
    try:
        for _ in range(100):
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", listen)) == 0:
                    break
            time.sleep(0.05)
        else:
            pytest.fail(process.stderr.read().decode())
        yield listen
    finally:
        process.terminate()
        process.wait(10)
        process.stderr.close()


def test_nginx_hands_out_the_tree_and_asks_the_application_for_the_rest(port, site, tmp_path):
    gone = site.address_of(GONE)
    check_pages(port, site)
    check_what_is_not_there(port, gone, "公示内容涉及个人隐私。")
    check_files(port, site.file_address(DATA), DATA)
    assert ask(port, "/static/portal/portal.css?v=1").headers["cache-control"].endswith("immutable")
    assert ask(port, "/", "POST").status == 405
    missing = ask(port, "/xinwen/nothing.html")
    assert missing.status == 404 and "没有找到" in missing.body.decode()
    for path in ("/search/?q=%E4%BD%8E", "/desk/", "/cms/", "/api/openapi.json", "/healthz", "/directory/"):
        answer = ask(port, path, Host="www.example.gov.cn")
        method, where, _, host, reader = answer.body.decode().split("\n")
        assert (method, where) == ("GET", path.partition("?")[0])
        assert (host, reader) == ("www.example.gov.cn", "127.0.0.1")
    assert "%E4" not in (tmp_path / "run" / "access.log").read_text()


def test_a_withdrawal_is_seen_at_once_through_nginx(port, site):
    there = site.live(title="关于开展检查的通知")
    site.follow()
    address = site.address_of(there.subject)
    assert ask(port, address).status == 200
    site.withdraw(there.subject)
    site.follow()
    time.sleep(1.1)  # what nginx keeps open for at most a second
    assert ask(port, address).status == 410
