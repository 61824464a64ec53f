"""The data catalogue (数据目录) after DCAT as JSON-LD: each column as a dataset that others can harvest."""

import json
from typing import Any

from rdflib import DCAT, DCTERMS, FOAF, RDF, Graph, Literal, URIRef

from gongkai.portal import addresses
from gongkai.portal.frame import Frame
from gongkai.portal.page import JSON_LD, Printed
from gongkai.portal.pages.boards import FEEDS
from gongkai.portal.queries import ColumnView

LANGUAGE = "zh"
_MEDIA = "https://www.iana.org/assignments/media-types/"
_CONTEXT = {
    "dcat": str(DCAT),
    "dcterms": str(DCTERMS),
    "foaf": str(FOAF),
    "title": {"@id": "dcterms:title", "@language": LANGUAGE},
    "description": {"@id": "dcterms:description", "@language": LANGUAGE},
}


def catalogue(frame: Frame) -> Printed:
    """The catalogue of the site: one dataset for each column, and the register as a service."""
    site = frame.site
    graph = Graph()
    graph.bind("dcat", DCAT)
    whole = URIRef(f"{site.address}{addresses.CATALOGUE}#catalog")
    publisher = URIRef(f"{site.address}/#organ")
    graph.add((publisher, RDF.type, FOAF.Organization))
    graph.add((publisher, FOAF.name, _words(site.name)))
    graph.add((whole, RDF.type, DCAT.Catalog))
    graph.add((whole, DCTERMS.title, _words(f"{site.name}政府信息公开数据目录")))
    graph.add((whole, DCTERMS.description, _words(site.description)))
    graph.add((whole, DCTERMS.publisher, publisher))
    graph.add((whole, FOAF.homepage, URIRef(site.address + addresses.HOME)))
    service = URIRef(f"{site.address}/api/#service")
    graph.add((service, RDF.type, DCAT.DataService))
    graph.add((service, DCTERMS.title, _words("政府信息公开数据接口")))
    graph.add((service, DCAT.endpointURL, URIRef(f"{site.address}/api/")))
    graph.add((service, DCAT.endpointDescription, URIRef(site.address + addresses.OPENAPI)))
    graph.add((whole, DCAT.service, service))
    for board in frame.structure.boards:
        for column in board.columns:
            dataset = _dataset(graph, frame, column, publisher)
            graph.add((whole, DCAT.dataset, dataset))
            graph.add((service, DCAT.servesDataset, dataset))
    plain = _in_order(json.loads(graph.serialize(format="json-ld", context=_CONTEXT)))
    text = json.dumps(plain, ensure_ascii=False, indent=1, sort_keys=True)
    return Printed(addresses.CATALOGUE, 200, JSON_LD, text.encode("utf-8"))


def _in_order(value: Any) -> Any:
    """The same with every list in one order: a graph has none, and the file must say the same each time."""
    if isinstance(value, dict):
        return {name: _in_order(each) for name, each in value.items()}
    if isinstance(value, list):
        return sorted(map(_in_order, value), key=lambda each: json.dumps(each, sort_keys=True))
    return value


def _dataset(graph: Graph, frame: Frame, column: ColumnView, publisher: URIRef) -> URIRef:
    site = frame.site
    dataset = URIRef(f"{site.address}{column.address}#dataset")
    graph.add((dataset, RDF.type, DCAT.Dataset))
    graph.add((dataset, DCTERMS.identifier, Literal(column.code)))
    graph.add((dataset, DCTERMS.title, _words(f"{column.board_name}：{column.name}")))
    graph.add((dataset, DCTERMS.description, _words(column.description or column.name)))
    graph.add((dataset, DCTERMS.publisher, publisher))
    graph.add((dataset, DCTERMS.language, Literal("zh-CN")))
    graph.add((dataset, DCAT.landingPage, URIRef(site.address + column.address)))
    graph.add((dataset, DCAT.keyword, _words(column.name)))
    for media_type, form, title in FEEDS:
        where = URIRef(site.address + addresses.feed(column.board, column.code, form))
        distribution = URIRef(f"{where}#distribution")
        graph.add((distribution, RDF.type, DCAT.Distribution))
        graph.add((distribution, DCTERMS.title, _words(f"{column.name} {title}")))
        graph.add((distribution, DCAT.downloadURL, where))
        graph.add((distribution, DCAT.accessURL, where))
        graph.add((distribution, DCAT.mediaType, URIRef(_MEDIA + media_type)))
        graph.add((dataset, DCAT.distribution, distribution))
    return dataset


def _words(text: str) -> Literal:
    return Literal(text, lang=LANGUAGE)
