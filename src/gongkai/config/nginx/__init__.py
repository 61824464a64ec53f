"""nginx in front: the template of its configuration, and how it is filled in."""

from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from string import Template

from gongkai.ledger import home

TEMPLATE = "nginx.conf.template"


@dataclass(frozen=True, slots=True)
class Front:
    """What differs between installations: where nginx listens, for which names, what is behind it.

    ``listen`` is what stands after ``listen`` (``80``, ``127.0.0.1:8080``), ``behind`` the address of the
    application server, ``home`` the folder of the installation, ``run`` a folder for nginx's own files.
    """

    listen: str
    names: tuple[str, ...]
    behind: str
    home: Path
    run: Path
    workers: str = "auto"


def configuration(front: Front) -> str:
    """The whole nginx.conf of an installation."""
    text = (files(__name__) / TEMPLATE).read_text("utf-8")
    return _Named(text).substitute(
        listen=front.listen,
        names=" ".join(front.names) or "_",
        behind=front.behind,
        site=front.home / "site" / "current",
        static=front.home / "static",
        media=front.home / "media",
        run=front.run,
        workers=front.workers,
    )


def here(listen: str, names: tuple[str, ...], behind: str, run: Path) -> str:
    """The configuration for this installation."""
    return configuration(Front(listen, names, behind, home.folder(), run))


class _Named(Template):
    """Names in the template stand as ``@name@``: a dollar is nginx's own."""

    delimiter = "@"
    pattern = r"@(?:(?P<named>[a-z]+)@|(?P<escaped>@)|(?P<braced>(?!))|(?P<invalid>(?!)))"
