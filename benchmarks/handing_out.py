"""What a baked page costs nginx under the configuration that we write, beside any other file."""

import os
import re
import socket
import subprocess
import time
from pathlib import Path

from benchmarks.ledger import say
from gongkai.config.nginx import Front, configuration
from gongkai.portal.publishing.place import Place

REQUESTS = 30_000
_HEADERS = re.compile(r"(?:add_header [^\n]+;\s+){5}", re.MULTILINE)


def _worker_cpu(master: int) -> float:
    """CPU seconds of nginx's only worker, to the nanosecond."""
    children = Path(f"/proc/{master}/task/{master}/children").read_text().split()
    return sum(int(Path(f"/proc/{pid}/schedstat").read_text().split()[0]) for pid in children) / 1e9


def _fetch(port: int, path: str, count: int) -> None:
    """So many requests for one file over one connection, a hundred on their way at once."""
    request = f"GET {path} HTTP/1.1\r\nHost: localhost\r\n\r\n".encode()
    with socket.create_connection(("127.0.0.1", port)) as connection:
        connection.sendall(request)
        one = b""
        while b"\r\n\r\n" not in one:
            one += connection.recv(1 << 20)
        head, _, _ = one.partition(b"\r\n\r\n")
        assert head.startswith(b"HTTP/1.1 200"), head
        fields = dict(line.split(b": ", 1) for line in head.split(b"\r\n")[1:])
        size = len(head) + 4 + int(fields[b"Content-Length"])
        left = size - len(one)
        for _ in range(0, count, 100):
            connection.sendall(request * 100)
            left += 100 * size
            while left > 0:
                left -= len(connection.recv(1 << 20))


def nginx_ratio(place: Place, program: str, run: Path) -> None:
    """What a baked page costs nginx, beside any file: the same size, the same headers, a bare location."""
    page = next((place.current / "public/art").rglob("*.html"))
    address = "/" + page.relative_to(place.current / "public").as_posix()
    (run / "plain").mkdir()
    (run / "plain" / "page.html").write_bytes(page.read_bytes())
    ports = []
    for _ in range(2):
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            ports.append(probe.getsockname()[1])
    ours = configuration(
        Front(f"127.0.0.1:{ports[0]}", (), "127.0.0.1:9", place.root.parent, run, workers="1")
    ).replace("keepalive_timeout 30s;", "keepalive_timeout 30s; keepalive_requests 10000000;")
    headers = "".join(_HEADERS.search(ours)[0])
    bare = f"    server {{ listen 127.0.0.1:{ports[1]}; root {run}/plain; location / {{ {headers} }} }}\n}}\n"
    (run / "nginx.conf").write_text(ours.rstrip().removesuffix("}") + bare, "utf-8")
    mode = "daemon off;" + (" user root;" if os.getuid() == 0 else "")
    process = subprocess.Popen([program, "-c", run / "nginx.conf", "-e", run / "error.log", "-g", mode])
    try:
        time.sleep(1)
        costs: dict[int, list[float]] = {port: [] for port in ports}
        for _ in range(5):
            for port, path in zip(ports, (address, "/page.html"), strict=True):
                before = _worker_cpu(process.pid)
                _fetch(port, path, REQUESTS // 5)
                costs[port].append((_worker_cpu(process.pid) - before) * 1e6 / (REQUESTS // 5))
        baked, plain = (min(costs[port]) for port in ports)
        say("Baked page through nginx", baked, "µs CPU", baseline=plain, target="ratio <= 1.25")
    finally:
        process.terminate()
        process.wait(10)
