"""A tree of files (静态文件树): what a web server hands out, each file put in its place whole or not at all.

``public/`` has the pages; ``gone/`` has, at the address of what was withdrawn, what is said there instead
(status 410). Files that would not change are left alone, so browsers and mirrors keep what they have.
"""

import gzip
import os
import re
from collections.abc import Iterator
from pathlib import Path

PUBLIC, GONE = "public", "gone"
INDEX = "index.html"
WORTH_PACKING = 1024
PACKED = (".html", ".xml", ".json", ".jsonld", ".txt", ".css", ".js", ".svg")
_ADDRESS = re.compile(r"/(?:[a-z0-9][a-z0-9._-]*/)*(?:[a-z0-9][a-z0-9._-]*)?", re.IGNORECASE)


def place_of(address: str) -> str:
    """Where the file of an address lies below ``public/`` or ``gone/``.

    >>> place_of("/"), place_of("/xinwen/"), place_of("/art/2020/447.html")
    ('index.html', 'xinwen/index.html', 'art/2020/447.html')
    >>> place_of("/../secret-key")
    Traceback (most recent call last):
    ValueError: not an address of a file: '/../secret-key'
    """
    if not _ADDRESS.fullmatch(address):
        raise ValueError(f"not an address of a file: {address!r}")
    return (address + INDEX if address.endswith("/") else address)[1:]


def address_of(place: str) -> str:
    """The address of a file.

    >>> address_of("xinwen/index.html"), address_of("art/2020/447.html")
    ('/xinwen/', '/art/2020/447.html')
    """
    return "/" + (place.removesuffix(INDEX) if place == INDEX or place.endswith("/" + INDEX) else place)


class Tree:
    """One tree. ``packed`` lays a compressed copy beside each text, for servers that send it as it is;
    ``fresh`` says that it is new: nobody reads it yet, and nothing lies where something is to be laid.
    """

    def __init__(self, root: Path, *, packed: bool = False, fresh: bool = False) -> None:
        self.root = root
        self.packed, self.fresh = packed, fresh
        self.written = self.unchanged = 0
        self._made: set[str] = set()

    def put(self, address: str, body: bytes) -> bool:
        """Lay a page down; whether that changed anything. What was gone there is no longer."""
        place = place_of(address)
        changed = self._write(PUBLIC, place, body)
        self._unlink(GONE, place)
        return changed

    def gone(self, address: str, body: bytes) -> bool:
        """Say at an address that what was there was withdrawn."""
        place = place_of(address)
        changed = self._write(GONE, place, body)
        return self._unlink(PUBLIC, place) or changed

    def remove(self, address: str) -> bool:
        """Take away whatever is at an address, without a word; whether there was anything."""
        place = place_of(address)
        return any([self._unlink(PUBLIC, place), self._unlink(GONE, place)])

    def link(self, address: str, source: Path) -> bool:
        """Put a file that lies elsewhere (an attachment) at an address, without copying where possible."""
        target = self.root / PUBLIC / place_of(address)
        if target.exists() and (target.samefile(source) or target.stat().st_size == source.stat().st_size):
            return False
        coming = self._coming(target)
        try:
            os.link(source, coming)
        except OSError:  # another file system
            coming.write_bytes(source.read_bytes())
        coming.replace(target)
        coming.unlink(missing_ok=True)  # where both were the same file, nothing was moved
        return True

    def read(self, address: str, part: str = PUBLIC) -> bytes | None:
        """What lies at an address; ``None`` where nothing does."""
        path = self.root / part / place_of(address)
        return path.read_bytes() if path.is_file() else None

    def files(self) -> Iterator[tuple[str, Path]]:
        """Every file as (part and place, path), compressed copies and files on their way left out."""
        for part in (PUBLIC, GONE):
            base = self.root / part
            for folder, _, names in os.walk(base):
                for name in names:
                    path = Path(folder) / name
                    if not name.startswith(".coming-") and not (name.endswith(".gz") and _has_source(path)):
                        yield f"{part}/{path.relative_to(base).as_posix()}", path

    def _write(self, part: str, place: str, body: bytes) -> bool:
        target = self.root / part / place
        if not self.fresh and _same(target, body):
            self.unchanged += 1
            return False
        if self.packed and part == PUBLIC and place.endswith(PACKED) and len(body) >= WORTH_PACKING:
            # The compressed copy first: a server that prefers it never sends an older one with a newer page.
            self._replace(target.with_name(target.name + ".gz"), gzip.compress(body, 6, mtime=0))
        self._replace(target, body)
        self.written += 1
        return True

    def _replace(self, target: Path, body: bytes) -> None:
        if self.fresh:
            self._make_folder(target)
            target.write_bytes(body)
            return
        coming = self._coming(target)
        coming.write_bytes(body)
        coming.replace(target)

    def _coming(self, target: Path) -> Path:
        self._make_folder(target)
        return target.with_name(f".coming-{os.getpid()}-{target.name}")

    def _make_folder(self, target: Path) -> None:
        folder = str(target.parent)
        if folder not in self._made:
            target.parent.mkdir(parents=True, exist_ok=True)
            self._made.add(folder)

    def _unlink(self, part: str, place: str) -> bool:
        if self.fresh:
            return False
        target = self.root / part / place
        target.with_name(target.name + ".gz").unlink(missing_ok=True)
        try:
            target.unlink()
        except (FileNotFoundError, NotADirectoryError):
            return False
        return True


def _same(path: Path, body: bytes) -> bool:
    try:
        return path.stat().st_size == len(body) and path.read_bytes() == body
    except (FileNotFoundError, NotADirectoryError):
        return False


def _has_source(packed: Path) -> bool:
    return packed.with_suffix("").suffix in PACKED and packed.with_suffix("").exists()


def differences(one: Tree, other: Tree) -> list[str]:
    """Files that are not the same in two trees, by part and place: for proving that two ways agree."""
    first, second = dict(one.files()), dict(other.files())
    apart = set(first) ^ set(second)
    for name in first.keys() & second.keys():
        if not _same_file(first[name], second[name]):
            apart.add(name)
    return sorted(apart)


def _same_file(one: Path, other: Path) -> bool:
    if one.samefile(other):
        return True
    return one.stat().st_size == other.stat().st_size and one.read_bytes() == other.read_bytes()
