"""News (政务动态): what the county, its departments and towns did, season by season."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from gongkai.demo.content.phrases import Phrases, paragraph, picture, say_day, table, texts
from gongkai.demo.content.pictures import SCENES
from gongkai.demo.words import towns
from gongkai.records.content import AttachmentRef, Content

Pictures = Callable[[str], tuple[AttachmentRef, str]]
"""Gives for the name of a scene the kept picture and its address on the site."""

COUNTY, DEPARTMENTS, TOWNS, PICTURES, MEDIA = (
    "weishi-yaowen",
    "bumen-dongtai",
    "xiangzhen-dongtai",
    "tupian-xinwen",
    "meiti-guanzhu",
)
TOPIC_COLUMNS = ("yiqing-fangkong", "yingshang-huanjing", "tuopin-gongjian", "xiangcun-zhenxing")


@dataclass(slots=True)
class _Item:
    """One news item as it is made: who did what about which topic, and what is written of it."""

    say: Phrases
    day: date
    topic: dict[str, Any]
    deed: dict[str, Any]
    who: str
    column: str
    parts: list[str] = field(default_factory=list)

    def given(self) -> dict[str, object]:
        """What the slots of the sentences stand for."""
        bank = self.topic
        return {
            "who": self.who,
            "topic": bank["name"],
            "day": say_day(self.day),
            "later": f"{min(self.day.month + 2, 12)}月",
            "measure": self.clauses(1)[0],
            "goal": self.say.one(bank["goals"]),
        }

    def clauses(self, count: int) -> list[str]:
        """Measures of the topic in their first clause, as titles and demands say them."""
        return [each.split("，")[0] for each in self.say.some(self.topic["measures"], count)]


def news(seed: int, number: int, day: date, pictures: Pictures) -> Content:
    """The news item of a number, published on a day."""
    item = _begin(Phrases(f"{seed}/news/{number}"), number, day)
    say, bank = item.say, texts("news")["words"]
    given = item.given()
    title = say.one([item.deed["title"], *bank["titles"]], **given)
    opening = say.one(item.deed["opening"], **given)
    item.parts += [paragraph(opening), paragraph(say.one(item.deed["going_on"], **given))]
    done = say.some(item.topic["measures"], 3)
    item.parts.append(paragraph(f"{say.one(bank['so_far'], **given)}{'；'.join(done)}。"))
    item.parts.append(paragraph(_demands(item, bank, given)))
    attachments: tuple[AttachmentRef, ...] = ()
    if item.column == PICTURES:
        scene = say.random.choice(tuple(SCENES))
        ref, address = pictures(scene)
        attachments = (ref,)
        item.parts.insert(1, picture(address, SCENES[scene], say.one(bank["captions"], **given)))
    if number % 11 == 0:
        item.parts.append(_progress(item))
    item.parts.append(paragraph(say.one(item.topic["results"], **given)))
    if say.chance(0.5):
        item.parts.append(paragraph(say.one(bank["voices"])))
    item.parts.append(paragraph(say.one(bank["closing"], **given)))
    return Content(
        title=title,
        abstract=opening,
        body="".join(item.parts),
        topic="综合政务",
        column=item.column,
        other_columns=(item.topic["column"],) if item.topic["column"] in TOPIC_COLUMNS else (),
        made_on=say.days_before(day, 3),
        keywords=(item.topic["name"], item.who),
        source="县融媒体中心" if item.column == MEDIA else item.who,
        editor="政务公开办公室",
        attachments=attachments,
    )


def _begin(say: Phrases, number: int, day: date) -> _Item:
    """Choose the topic by season, then who reports of it and in which column."""
    bank = texts("news")
    topic = say.random.choice([each for each in bank["topics"] if day.month in each["months"]])
    deed = say.random.choice(bank["deeds"])
    turn = number % 20
    if turn < 4:
        who, column = say.random.choice(bank["words"]["county"][:1]), COUNTY
    elif turn < 11:
        who, column = f"县{say.random.choice(topic['bureaus'])}", DEPARTMENTS
    elif turn < 17:
        who, column = say.random.choice(towns()), TOWNS
    elif turn < 19:
        who, column = say.random.choice([*towns(), *(f"县{each}" for each in topic["bureaus"])]), PICTURES
    else:
        who, column = f"县{say.random.choice(topic['bureaus'])}", MEDIA
    return _Item(say, day, topic, deed, who, column)


def _demands(item: _Item, bank: dict[str, Any], given: dict[str, object]) -> str:
    """What is asked for: measures of the topic and duties of everybody, counted 一是、二是…."""
    say = item.say
    plain = [each.split("，")[0] for each in item.topic["measures"] if "{" not in each.split("，")[0]]
    asked = say.some(plain, say.random.randint(1, 2))
    asked += [each.removeprefix("要") for each in say.some(bank["duties"], 4 - len(asked))]
    counted = (f"{link}{text}" for link, text in zip(bank["linking"], asked, strict=False))
    return f"{say.one(item.deed['asking'], **given)}，{'；'.join(counted)}。"


def _progress(item: _Item) -> str:
    """A table of how far the towns have come."""
    say = item.say
    rows = []
    for town in say.random.sample(towns(), 6):
        asked = say.random.randint(20, 90)
        done = say.random.randint(asked // 2, asked)
        rows.append((town, asked, done, f"{done * 100 / asked:.1f}%"))
    up_to = item.day - timedelta(days=1)
    caption = f"{item.topic['name']}任务进展（截至{say_day(up_to)}）"
    return table(caption, ("乡镇", "任务数", "完成数", "完成率"), rows)
