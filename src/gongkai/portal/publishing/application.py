"""What the application server of the demo asks for: the tree at once, Django as soon as it has loaded."""

import threading
from collections.abc import Iterable

from gongkai.portal.publishing.place import here
from gongkai.portal.publishing.serving import Application, Environment, Front, Start

MOST_SECONDS = 60
_UNAVAILABLE = "服务正在启动或者暂时不可用，请稍后再试。"


class Loading:
    """Django, loaded beside the first answers: files are handed out before it is there."""

    def __init__(self) -> None:
        self._application: Application | None = None
        self._loaded = threading.Event()
        threading.Thread(target=self._load, daemon=True).start()

    def _load(self) -> None:
        try:
            # Imported here: they are what takes its time.
            from gongkai.ledger.home import prepare

            prepare()
            from django.core.wsgi import get_wsgi_application
            from django.urls import resolve

            application = get_wsgi_application()
            resolve("/")
            self._application = application
        finally:
            self._loaded.set()

    def __call__(self, environ: Environment, start_response: Start) -> Iterable[bytes]:
        """Django's answer, once it can give one."""
        self._loaded.wait(MOST_SECONDS)
        if self._application is None:
            start_response(
                "503 Service Unavailable",
                [("Content-Type", "text/plain; charset=utf-8"), ("Retry-After", "5")],
            )
            return [_UNAVAILABLE.encode()]
        return self._application(environ, start_response)


def application() -> Front:
    """The application; Django begins to load when it is asked for."""
    return Front(Loading(), here())
