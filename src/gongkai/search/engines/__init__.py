"""Which engine answers: chosen by ``GONGKAI_SEARCH``, the same questions for all of them.

Without it, an index file in the home folder. ``postgresql`` puts the index into the database of
``GONGKAI_DATABASE``, ``postgresql://…`` into another one; ``opensearch+https://host:9200/name`` asks a search
cluster, ``name`` being the alias of the index.
"""

import os
from pathlib import Path
from urllib.parse import urlsplit

from gongkai.ledger import home
from gongkai.search.engines.seam import Engine
from gongkai.search.errors import SearchAddress

_present: dict[tuple[str, str], Engine] = {}


def present() -> Engine:
    """The engine of this installation, opened once for a process."""
    chosen = (os.environ.get("GONGKAI_SEARCH", ""), str(home.folder()))
    if chosen not in _present:
        _present[chosen] = engine_at(chosen[0])
    return _present[chosen]


def engine_at(address: str) -> Engine:
    """The engine that an address names. Raises ``SearchAddress``."""
    scheme, _, rest = address.partition("+")
    url = urlsplit(address)
    # Each is loaded when it is chosen: a county needs no driver of a province.
    if not address or (url.scheme == "sqlite" and url.path):
        from gongkai.search.engines.sqlite import SQLiteEngine

        return SQLiteEngine(Path(url.path.removeprefix("/")) if address else home.folder() / "search")
    if address == "postgresql" or url.scheme in ("postgresql", "postgres"):
        from gongkai.search.engines.postgresql import PostgreSQLEngine, connection_of

        return PostgreSQLEngine(connection_of("" if address == "postgresql" else address))
    if scheme == "opensearch" and rest.startswith(("http://", "https://")):
        from gongkai.search.engines.opensearch import OpenSearchEngine

        return OpenSearchEngine(rest)
    raise SearchAddress(
        "search_address",
        f"环境变量 GONGKAI_SEARCH 的写法不对（“{url.scheme or address}”）。应为 postgresql、postgresql://…、"
        "opensearch+https://主机:9200/索引名，或者 sqlite:////绝对路径/文件夹；不设则在数据文件夹中建索引文件。",
    )


def close() -> None:
    """Let go of every engine that was opened."""
    for engine in _present.values():
        engine.close()
    _present.clear()
