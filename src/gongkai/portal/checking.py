"""Checking finished pages (页面检查): does this page carry the tags and the foot that it must?

Pure Python, quick enough to run on every page that is laid down. Law: 国办发〔2017〕47号.
"""

import re
from html import unescape

from gongkai.portal.tags import MUST, PageClass

FOOT_ITEMS = {
    "mark": "党政机关网站标识",
    "correction": "“我为政府网站找错”入口",
    "id-code": "网站标识码",
    "host": "主办单位",
    "contact": "联系方式",
    "icp": "ICP备案编号",
    "police": "公安机关备案编号",
    "map": "站点地图",
}
"""What the foot of every page shows, by the mark that it has there."""

_META = re.compile(r'<meta\s+name="([^"]+)"\s+content="([^"]*)"')
_ITEM = re.compile(r'data-item="([a-z-]+)"[^>]*>\s*([^<\s][^<]*)?')
_DATE = re.compile(r"\d{4}-\d{2}-\d{2} \d{2}:\d{2}")
_ID_CODE = re.compile(r"(\d{10}|bm\d{8})")


def missing_tags(html: str | bytes, page_class: PageClass | str) -> list[str]:
    """What a finished page lacks of what its class must say, named as in the rule; empty when all is there.

    >>> missing_tags('<meta name="SiteName" content="尉氏县人民政府">', "home")[:2]
    ['SiteDomain', 'SiteIDCode']
    """
    text = html.decode("utf-8") if isinstance(html, bytes) else html
    said = {name: unescape(content).strip() for name, content in _META.findall(text[: _end_of_head(text)])}
    missing = [name for name in MUST[PageClass(page_class)] if not said.get(name)]
    if said.get("PubDate") and not _DATE.fullmatch(said["PubDate"]):
        missing.append("PubDate（格式应为 2020-06-10 09:00）")
    if said.get("SiteIDCode") and not _ID_CODE.fullmatch(said["SiteIDCode"]):
        missing.append("SiteIDCode（应为10位）")
    shown = {name for name, words in _ITEM.findall(text[_start_of_foot(text) :]) if words}
    return missing + [f"页脚：{title}" for name, title in FOOT_ITEMS.items() if name not in shown]


def _end_of_head(text: str) -> int:
    found = text.find("</head>")
    return found if found >= 0 else len(text)


def _start_of_foot(text: str) -> int:
    found = text.rfind("<footer")
    return found if found >= 0 else 0
