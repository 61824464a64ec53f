"""A baked county site for tests: structure, records, one tree, and acts upon them."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path

from gongkai.ledger.rows import BEIJING
from gongkai.portal import frame
from gongkai.portal.publishing import baking, following
from gongkai.portal.publishing.laying import Laid
from gongkai.portal.publishing.place import Place
from gongkai.portal.publishing.tasks import press_at
from gongkai.portal.publishing.tree import Tree, differences
from gongkai.records import services
from gongkai.records.content import Content
from gongkai.records.services import ImportRow
from portal.county_site import open_site
from records.office import HEALTH, Office, sample

NOW = datetime(2020, 12, 20, 9, 0, tzinfo=BEIJING)


@dataclass
class Baked:
    """The office, the place of its trees, and the clock."""

    office: Office
    place: Place
    spare: Path
    at: datetime = NOW
    baked: int = field(default=0)

    def later(self, **by) -> datetime:
        """Let a little time pass on the same day."""
        self.at += timedelta(**(by or {"seconds": 7}))
        self.office.at = max(self.office.at, self.at)
        return self.at

    def press(self):
        """A press for this moment, seeing the structure as it is."""
        frame.forget()
        return press_at(self.at)

    def bake(self) -> baking.Baked:
        """Make the whole site anew and serve it."""
        return baking.bake(self.place, self.press, self.later())

    def follow(self) -> Laid:
        """Bring the tree up to date."""
        return following.follow(self.place, self.press, self.later())

    @property
    def tree(self) -> Tree:
        """The tree that is served."""
        return self.place.tree()

    def read(self, address: str) -> str:
        """A page of the tree."""
        body = self.tree.read(address)
        assert body is not None, f"nothing at {address}"
        return body.decode()

    def baked_elsewhere(self) -> Tree:
        """The same site made wholly anew in another place."""
        self.baked += 1
        place = Place(self.spare / str(self.baked))
        baking.bake(place, self.press, self.at)
        return place.tree()

    def agree(self) -> list[str]:
        """Files in which the followed tree is not the one made wholly anew."""
        return differences(self.tree, self.baked_elsewhere())

    def live(self, type_key: str = "notice", **content):
        """A record walked through clearance and published."""
        given = {"column": "tongzhi-gonggao", **content}
        self.later()
        there = self.office.live(type_key, **given)
        self.at = max(self.at, self.office.at)
        return there

    def bring(self, rows) -> None:
        """Records through the bulk door."""
        services.import_published(
            rows, origin="旧网站", paper="旧网站发布审批登记簿", by=self.office.clerk, at=self.later()
        )


def many(count: int, column: str = "bumen-dongtai", day=NOW.date(), prefix: str = "many"):
    """News for one column, all of a day."""
    for n in range(count):
        yield ImportRow(
            external_id=f"{prefix}-{n}",
            type="news",
            organ=HEALTH,
            published_on=day,
            content=Content(
                title=f"第{n + 1}条部门动态（{prefix}）",
                body="<p>会议指出，要抓好各项工作落实。</p>",
                source="县卫生健康委员会",
                column=column,
                made_on=day,
            ),
        )


def open_baked(folder: Path, most: int = 60) -> Baked:
    """The county's site, baked once."""
    site = open_site(most)
    site.office.at = NOW
    there = Baked(site.office, Place(folder / "site"), folder / "spare")
    there.bake()
    return there


__all__ = ["HEALTH", "NOW", "Baked", "many", "open_baked", "sample"]
