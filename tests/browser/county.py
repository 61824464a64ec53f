"""The county that browsers visit: made once in a folder of its own, as a process of its own.

``python -m browser.county`` makes it where ``GONGKAI_HOME`` says. Everything comes through services; people
get a password so that they can log in as people do.
"""

from datetime import date, datetime

from gongkai.ledger.home import prepare
from gongkai.ledger.rows import BEIJING

PASSWORD = "weishi-browser-2020"  # of an invented county that lives for one run of the tests
GOVERNMENT, OFFICE, HEALTH = "410223-00", "410223-01", "410223-15"
PEOPLE = {
    "lin": ("林一凡", HEALTH, "liaison"),
    "yuan": ("袁初晨", GOVERNMENT, "first_reviewer"),
    "fu": ("傅再生", GOVERNMENT, "second_reviewer"),
    "shen": ("沈三省", GOVERNMENT, "third_reviewer"),
    "bao": ("鲍守言", GOVERNMENT, "secrecy_reviewer"),
    "zheng": ("郑公开", OFFICE, "clerk"),
    "shou": ("寿发明", OFFICE, "mail_room"),
    "qian": ("钱主任", OFFICE, "head"),
    "mi": ("米慎言", OFFICE, "secrecy_reviewer"),
    "zhou": ("周县长", GOVERNMENT, "leader"),
    "bian": ("卞辑", OFFICE, "site_editor"),
    "jian": ("简察", OFFICE, "inspector"),
    "guan": ("管立", OFFICE, "administrator"),
}
"""Login → name, organ, role; all invented."""
SIZES = ("甲", "乙")
"""What tells the records for one size of window from those for another."""
FOR_JOURNEYS = (
    ("repeal", "normative_document", "尉氏县城区{name}号养犬管理办法", "guifanxing-wenjian"),
    ("gone", "notice", "公租房{name}类配租人员名单公示", "tongzhi-gonggao"),
    ("banner", "notice", "蔬菜大棚{name}型补贴申报公告", "tongzhi-gonggao"),
)
"""Key, type, title, column."""
SINCE = date(2019, 3, 1)


def employ() -> None:
    """Open an account for everybody and give each the post."""
    from gongkai.organs import people
    from gongkai.organs.posts import Role

    for login, (name, organ, role) in PEOPLE.items():
        person = people.register(login, name, password=PASSWORD)
        people.appoint(person, people.set_up_post(organ, Role(role)).pk, valid_from=SINCE)


def bring(at: datetime) -> None:
    """What the journeys act upon: one of each for every size of window."""
    from gongkai.organs.acting import actor_of
    from gongkai.organs.models import Person
    from gongkai.records.content import Content
    from gongkai.records.services import ImportRow, import_published

    day = date(2020, 9, 1)
    rows = []
    for number, name in enumerate(SIZES):
        for key, type_key, title, column in FOR_JOURNEYS:
            extra = (
                {"doc_no": f"尉政办〔2020〕{30 + number}号", "in_force_from": day} if key == "repeal" else {}
            )
            content = Content(
                title=title.format(name=name),
                abstract=f"{title.format(name=name)}的主要内容。",
                body=f"<p>{title.format(name=name)}，自发布之日起施行。</p>",
                topic="城乡建设",
                column=column,
                made_on=day,
                source="县政府办公室",
                **extra,
            )
            row = ImportRow(
                external_id=f"{key}-{number}", type=type_key, organ=OFFICE, published_on=day, content=content
            )
            rows.append(row)
    clerk = actor_of(Person.objects.get(login="zheng"), at.date())
    import_published(rows, origin="旧网站", paper="旧网站发布审批登记簿", by=clerk, at=at)


def open_county(at: datetime) -> None:
    """Records, structure and people; files laid down and search filled for the first visit."""
    from browser.applications import lay_applications
    from gongkai.portal import frame
    from gongkai.portal.publishing import baking
    from gongkai.portal.publishing.place import here
    from gongkai.portal.publishing.tasks import Tasks, press_at
    from portal.county_site import open_site

    open_site(40)
    employ()
    bring(at)
    lay_applications(at.astimezone(BEIJING))
    frame.forget()
    Tasks(here(), now=lambda: at).index()
    baking.bake(here(), lambda: press_at(at), at)


if __name__ == "__main__":
    prepare()
    from django.utils import timezone

    open_county(timezone.now())
