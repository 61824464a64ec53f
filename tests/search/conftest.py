"""Engines for tests: ``filled`` has the whole corpus and is only read, ``engine`` is empty, the test's own.

Each test that uses one runs on all three.
"""

import itertools

import pytest
from search_corpus import Corpus

import needs
import postgres
from engines import WORKER

ENGINES = ("sqlite", "postgresql", "opensearch")
SIZE = 20_000
_numbers = itertools.count(1)


@pytest.fixture(scope="session")
def corpus() -> Corpus:
    return Corpus(SIZE)


@pytest.fixture(scope="session")
def _servers(request):
    """Makes an engine of a kind in a place of its own; lets go of all at the end."""
    made, osmem, schemas = [], [], []

    def make(kind: str):
        from gongkai.search.engines import engine_at

        name = f"search_{next(_numbers)}"
        if kind == "sqlite":
            folder = request.getfixturevalue("tmp_path_factory").mktemp(name)
            address = f"sqlite:///{folder}"
        elif kind == "postgresql":
            needs.demand("postgresql")
            cluster, database = postgres.shared(), f"searches_{WORKER}"
            # A schema for each engine: cheaper than a database, which is a thousand files.
            if not schemas:
                cluster.create(database)
            cluster.execute(f"CREATE SCHEMA {name}", database)
            schemas.append(name)
            place = f"host={cluster.folder}&user=gongkai&options=-csearch_path%3D{name}"
            address = f"postgresql:///{database}?{place}"
        else:
            needs.demand("osmem")
            if not osmem:
                from osmem_server import OsmemServer

                osmem.append(OsmemServer.start(japanese=False))
            address = f"opensearch+{osmem[0].url}/{name}"
        engine = engine_at(address)
        made.append(engine)
        engine.address = address
        return engine

    yield make
    for engine in made:
        engine.close()
    for server in osmem:
        server.close()
        server.process.stdout.close()


@pytest.fixture(scope="session")
def _filled(_servers, corpus):
    kept = {}

    def make(kind: str):
        if kind not in kept:
            kept[kind] = _servers(kind)
            assert kept[kind].rebuild(iter(corpus.docs), seq=7) == SIZE
        return kept[kind]

    return make


@pytest.fixture(params=ENGINES)
def filled(request, _filled):
    return _filled(request.param)


@pytest.fixture(params=ENGINES)
def engine(request, _servers):
    made = _servers(request.param)
    yield made
    made.close()
