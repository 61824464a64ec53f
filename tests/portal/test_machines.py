"""What machines get: feeds, JSON lists, sitemap, open data, catalogue."""

import json
import re
from xml.etree import ElementTree

import jsonschema
import pytest
from county_site import GONE, POLICY, TODAY
from rdflib import DCAT, RDF, Graph

from gongkai.portal import addresses
from gongkai.portal.layout import layout
from gongkai.portal.press import Press
from gongkai.records.queries import live_ids, public_record
from records.office import COUNTY

ATOM = "{http://www.w3.org/2005/Atom}"
MAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
BASE = layout().site.address


def test_a_column_names_its_feeds_and_they_list_the_same(site, client):
    html = site.page(client, "/xinwen/weishi-yaowen/")
    linked = dict(re.findall(r'<link rel="alternate" type="([^"]+)" title="[^"]+" href="([^"]+)"', html))
    rss = ElementTree.fromstring(site.page(client, linked["application/rss+xml"]))
    atom = ElementTree.fromstring(site.page(client, linked["application/atom+xml"]))
    plain = json.loads(site.page(client, linked["application/json"]))
    newest = [each["address"] for each in plain["records"]]
    assert len(newest) == 60 and newest[0].startswith(BASE + "/art/2020/")
    assert [each.findtext("link") for each in rss.iter("item")] == newest[:30]
    assert [each.find(f"{ATOM}link").get("href") for each in atom.iter(f"{ATOM}entry")] == newest[:30]
    assert rss.findtext("channel/language") == "zh-cn"
    assert "尉氏要闻" in rss.findtext("channel/title")


def test_every_column_has_all_three_and_the_empty_ones_do_not_change(site):
    first, second = Press(TODAY), Press(TODAY)
    for column in layout().columns.values():
        for form in ("rss.xml", "atom.xml", "list.json"):
            path = addresses.feed(column.board, column.code, form)
            one = first.render(path)
            assert one.status == 200 and one.body == second.render(path).body


def test_the_json_list_keeps_to_its_schema(site, client):
    schema = client.get("/api/schema/list.json").json()
    jsonschema.Draft202012Validator.check_schema(schema)
    check = jsonschema.Draft202012Validator(schema)
    for path in ("/xinwen/weishi-yaowen/list.json", "/gongkai/guifanxing-wenjian/list.json"):
        check.validate(json.loads(site.page(client, path)))
    broken = json.loads(site.page(client, "/xinwen/weishi-yaowen/list.json"))
    del broken["records"][0]["subject"]
    assert not check.is_valid(broken)


def test_the_sitemap_names_every_public_page_once(site, client):
    parts = [
        each.text for each in ElementTree.fromstring(site.page(client, "/sitemap.xml")).iter(f"{MAP}loc")
    ]
    assert f"{BASE}/sitemap-0.xml" in parts
    named = []
    for part in parts:
        shard = ElementTree.fromstring(site.page(client, part.removeprefix(BASE)))
        named += [each.text for each in shard.iter(f"{MAP}loc")]
    assert len(named) == len(set(named))
    articles = [each for each in named if "/art/" in each]
    assert len(articles) == len(live_ids(COUNTY))
    assert BASE + public_record(subject=GONE, as_of=TODAY).address not in named
    for each in named:
        assert client.get(each.removeprefix(BASE)).status_code == 200, each
    site.page(client, "/sitemap-1999.xml", 404)


def test_robots_are_told_where_the_sitemap_is(site, client):
    text = site.page(client, "/robots.txt")
    assert f"Sitemap: {BASE}/sitemap.xml" in text and "Disallow: /desk/" in text


def test_open_data_is_described_by_openapi(site, client):
    described = client.get("/api/openapi.json").json()
    assert described["openapi"].startswith("3.")
    assert {"/api/records", "/api/records/{subject}", "/api/harvest", "/api/columns"} <= set(
        described["paths"]
    )
    answers = {
        "/api/records": "ListOut",
        f"/api/records/{POLICY}": "RecordOut",
        "/api/harvest": "HarvestOut",
    }
    for path, name in answers.items():
        schema = {"$ref": f"#/components/schemas/{name}", "components": described["components"]}
        jsonschema.validate(client.get(path).json(), schema)


def test_open_data_gives_what_pages_give_and_nothing_else(site, client):
    listed = client.get("/api/records?column=guifanxing-wenjian").json()
    assert listed["total"] == 3
    one = client.get(f"/api/records/{POLICY}").json()
    assert one["doc_no"] == "尉政办〔2020〕12号" and one["explained_by"][0]["title"].startswith("一图读懂")
    assert "提高最低生活保障标准" in one["text"] and one["validity"] == "in_force"
    assert client.get(f"/api/records/{GONE}").status_code == 404
    hidden = site.office.cleared("notice", column="tongzhi-gonggao").subject
    assert client.get(f"/api/records/{hidden}").status_code == 404
    assert hidden not in client.get("/api/records").content.decode()


def test_the_whole_register_can_be_harvested(site, client):
    found, after = [], 0
    while after is not None:
        piece = client.get(f"/api/harvest?after={after}").json()
        found += [each["subject"] for each in piece["records"]]
        after = piece["next"]
    assert len(found) == len(set(found)) == len(live_ids(COUNTY))


@pytest.mark.parametrize("asked", ["page=0", "page=101", "year=12", "validity=nix", "since=x"])
def test_impossible_questions_are_refused(site, client, asked):
    assert client.get(f"/api/records?{asked}").status_code == 422


@pytest.mark.parametrize(
    "path", ["/api/records", "/api/harvest", "/api/columns", "/api/types", "/api/organs"]
)
def test_open_data_asks_few_questions(site, client, path, django_assert_max_num_queries):
    client.get(path)
    with django_assert_max_num_queries(14):
        assert client.get(path).status_code == 200


# The library warns about its own parser.
@pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated:DeprecationWarning")
def test_the_catalogue_has_every_column_with_its_forms(site, client):
    graph = Graph().parse(data=site.page(client, "/catalog.jsonld"), format="json-ld")
    assert len(set(graph.subjects(RDF.type, DCAT.Dataset))) == 41
    addresses_named = {str(each) for each in graph.objects(None, DCAT.downloadURL)}
    assert len(addresses_named) == 41 * 3
    for each in sorted(addresses_named)[:9]:
        assert client.get(each.removeprefix(BASE)).status_code == 200
    assert len(list(graph.subjects(RDF.type, DCAT.Catalog))) == 1
    assert Press(TODAY).render("/catalog.jsonld").body == Press(TODAY).render("/catalog.jsonld").body


def test_codes_feeds_and_open_data_name_the_public_address(site, client, monkeypatch):
    def said():
        made = Press(TODAY)
        paths = ("/xinwen/weishi-yaowen/rss.xml", "/xinwen/weishi-yaowen/list.json", "/sitemap-pages.xml")
        paths += ("/robots.txt", "/catalog.jsonld", public_record(subject=POLICY, as_of=TODAY).address)
        return [made.render(each).body.decode() for each in paths]

    before = said()
    monkeypatch.setenv("GONGKAI_ADDRESS", "https://www.example.gov.cn")
    after = said()
    assert not any(BASE in each for each in after)
    assert all("https://www.example.gov.cn/" in each for each in after)
    codes = [re.search(r'<svg class="qr".*?</svg>', each[-1]).group() for each in (before, after)]
    assert codes[0] != codes[1]
