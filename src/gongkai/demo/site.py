"""The site of the sample: its structure, what organs say of themselves, topics, search, files."""

from collections.abc import Callable
from datetime import datetime

from gongkai.demo.content.phrases import Phrases, texts
from gongkai.demo.sample_year import BEIJING, organ_of, sample
from gongkai.demo.words import bureaus, towns
from gongkai.portal import frame, services
from gongkai.portal.publishing import baking, following
from gongkai.portal.publishing.place import here
from gongkai.portal.publishing.tasks import press_at
from gongkai.portal.services import Leader, Profile
from gongkai.portal.sources import PublicSource
from gongkai.search import engines, indexing

HOURS = "工作日上午8:30—12:00，下午14:30—17:30（法定节假日除外）"


def build() -> None:
    """Build boards, columns, guide and leaders, say what organs are, make the topics; again: nothing new."""
    services.build_site()
    services.describe_organs(_profiles())
    services.introduce_leaders(
        [
            Leader(each["name"], each["post"], each["duties"], each["background"])
            for each in texts("people")["leaders"]
        ]
    )
    at = datetime(sample()["year"], 3, 2, 9, 0, tzinfo=BEIJING)
    for board, slug, title, summary, body in _topics():
        services.make_topic(board, slug, title, summary, body, at=at)
    frame.forget()


def _profiles() -> list[Profile]:
    duties = texts("people")["duties"]
    known = {"county": duties["government"], "office": duties["office"]}
    known |= {name: duties[name] for name in bureaus()} | dict.fromkeys(towns(), duties["town"])
    return [_profile(name, text) for name, text in known.items()]


def _profile(name: str, duties: str) -> Profile:
    say = Phrases(f"{sample()['seed']}/profile/{name}")
    town = name in towns()
    return Profile(
        organ=organ_of(name),
        duties=duties,
        units="党政办公室、便民服务中心、综合治理中心" if town else "办公室、业务股、法规监督股",
        address=say.fill(f"尉氏县{name}政府街1号" if town else "尉氏县{road}{n:1-160}号"),
        hours=HOURS,
        phone=say.fill("0371-0000{n:1000-9999}"),
    )


Blocks = list[tuple[str, object]]


def _topics() -> list[tuple[str, str, str, str, Blocks]]:
    return [
        (
            "zhuanti",
            "jiceng-gongkai",
            "基层政务公开标准化规范化",
            "26个试点领域标准目录、公开事项和查阅方式，一页看全。",
            _standards(),
        ),
        (
            "zhuanti",
            "youhua-yingshang",
            "优化营商环境在行动",
            "惠企政策、办事指南和典型做法。",
            [
                ("heading", "工作动态"),
                ("column", {"title": "", "column": "yingshang-huanjing", "count": 8}),
                ("heading", "办事指南"),
                ("column", {"title": "", "column": "banshi-zhinan", "count": 8}),
            ],
        ),
    ]


def _standards() -> Blocks:
    """The topic on standards of openness: papers, explainers, ways on, and what was done when."""
    trained = sample()["oversight"]["trainings"]
    course = [
        {"on": each["on"], "title": each["topic"], "text": f"对象：{each['audience']}"} for each in trained
    ]
    links = {
        "政府信息公开指南": "/platform/guide/",
        "行政规范性文件库": "/policies/",
        "依申请公开": "/apply/",
    }
    return [
        ("heading", "最新政策"),
        ("column", {"title": "", "column": "zhengce-wenjian", "count": 6}),
        ("heading", "政策解读"),
        ("column", {"title": "", "column": "zhengce-jiedu", "count": 6}),
        ("links", [{"title": title, "address": address} for title, address in links.items()]),
        ("heading", "推进进程"),
        ("course", course),
    ]


def index(now: datetime) -> int:
    """Bring the search index up to date, the first time by making it whole; how many records it took in."""
    source = PublicSource(sample()["region"], now.astimezone(BEIJING).date())
    engine = engines.present()
    whole = 0 if engine.status().seq else indexing.rebuild(engine, source)
    return whole + indexing.catch_up(engine, source)


def pages() -> int:
    """How many records the public files are made of."""
    return baking.total(press_at(datetime.now(BEIJING)))


def lay_down(now: datetime, step: Callable[[int], None]) -> tuple[int, list[str]]:
    """Lay the public site down as files: anew where needed, else what changed. How many pages, and faults."""
    place = here()
    if place.tree() is None or baking.needed(place, press_at(now)):
        baked = baking.bake(place, lambda: press_at(now), now, step=step)
        laid = baked.laid
    else:
        laid = following.follow(place, lambda: press_at(now), now)
    return laid.printed, [f"{address}：{'、'.join(lacks)}" for address, lacks in laid.faults.items()]
