"""Short ways to ask an engine in tests."""

from datetime import date

from gongkai.search.documents import IndexDoc
from gongkai.search.plans import plan
from gongkai.search.results import Filters, Page, Sort

EVERYBODY = frozenset({"public"})


def page(engine, text: str, **given) -> Page:
    asked = {
        "filters": Filters(),
        "sort": Sort.RELEVANCE,
        "visible_to": EVERYBODY,
        "number": 1,
        "size": 20,
        "want_facets": False,
        **given,
    }
    return engine.search(plan(text), **asked)


def subjects(engine, text: str, **given) -> list[str]:
    return [hit.subject for hit in page(engine, text, **given).hits]


def doc(number: int, title: str, body_text: str = "", **given) -> IndexDoc:
    day = given.pop("published_on", date(2020, 6, 1))
    return IndexDoc(
        id=number, subject=f"record:{number}", title=title, body_text=body_text, published_on=day, **given
    )


def fill(engine, *docs: IndexDoc) -> None:
    engine.rebuild(docs, seq=0)
