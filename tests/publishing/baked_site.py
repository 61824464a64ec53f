"""A baked county site for tests: structure, records, one tree, and acts upon them."""

import hashlib
import shutil
import tempfile
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from io import BytesIO
from pathlib import Path

import one_run
from gongkai.ledger.rows import BEIJING
from gongkai.portal import frame
from gongkai.portal.publishing import baking, following
from gongkai.portal.publishing.laying import Laid
from gongkai.portal.publishing.place import Place
from gongkai.portal.publishing.tasks import press_at
from gongkai.portal.publishing.tree import Tree, differences
from gongkai.records import files, services
from gongkai.records.content import AttachmentRef, Content
from gongkai.records.facts import TakeDownReason
from gongkai.records.queries import Wanted, by_subject, lines
from gongkai.records.services import ImportRow, Manner
from portal.county_site import open_site
from records.office import COUNTY, HEALTH, Office, sample

NOW = datetime(2020, 12, 20, 9, 0, tzinfo=BEIJING)
TODAY = NOW.date()


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

    def keep(self, data: bytes, name: str = "申请表.pdf") -> AttachmentRef:
        """A file, to be attached."""
        return services.keep(BytesIO(data), name, by=self.office.liaison, at=self.later())

    def withdraw(self, subject: str, manner: Manner | None = Manner.GONE) -> None:
        """Take a record down."""
        reason = TakeDownReason.EXPIRED if manner is Manner.BANNER else TakeDownReason.ERROR
        services.withdraw(
            subject,
            reason=reason,
            text="内容需要核实。",
            manner=manner,
            by=self.office.clerk,
            at=self.later(),
        )

    def new_edition(self, subject: str, **changed) -> None:
        """A new edition of a record, walked through clearance and published."""
        office, by = self.office, self.office.clerk
        there = services.begin_edition(subject, by=by, at=self.later(), change_note="更正内容", major=True)
        (record,) = by_subject([subject], as_of=self.at.date())
        withheld = record.withdrawal is not None and not record.withdrawal.readable
        content = sample(column="tongzhi-gonggao") if withheld else record.content
        there = services.revise(subject, content.but(**changed), by=by, at=self.later())
        there = services.submit(subject, sha256=there.sha256, by=by, at=self.later())
        there = office.clear(there)
        services.publish(subject, sha256=there.sha256, by=by, at=office.later())
        self.at = max(self.at, office.at)

    def subjects_in(self, column: str) -> list[str]:
        """The records that a column lists, the newest first."""
        found = lines(COUNTY, Wanted(column=column), as_of=self.at.date(), limit=1000)
        return [each.subject for each in found]

    def address_of(self, subject: str) -> str:
        """Where a record is read."""
        (record,) = by_subject([subject], as_of=self.at.date())
        return record.address

    def file_address(self, data: bytes) -> str:
        """Where an attachment of a notice is fetched."""
        return files.address(hashlib.sha256(data).hexdigest(), "申请表.pdf")

    def bring(self, rows) -> None:
        """Records through the bulk door."""
        services.import_published(
            rows, origin="旧网站", paper="旧网站发布审批登记簿", by=self.office.clerk, at=self.later()
        )


def many(count: int, column: str = "bumen-dongtai", day: date = TODAY, prefix: str = "many"):
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
    """The county's site, opened and baked in a folder."""
    site = open_site(most)
    site.office.at = NOW
    there = Baked(site.office, Place(folder / "site"), folder / "spare")
    there.bake()
    return there


def baked_once(most: int) -> Baked:
    """The same in the folder of the run; copies of it are for tests."""
    return open_baked(Path(tempfile.mkdtemp(prefix="baked-", dir=one_run.folder_of_run())), most)


def copied(there: Baked, folder: Path) -> Baked:
    """The copy of a baked site in a folder of a test's own."""
    shutil.copytree(there.place.root, folder / "site", symlinks=True)
    there.place, there.spare = Place(folder / "site"), folder / "spare"
    return there


__all__ = ["HEALTH", "NOW", "Baked", "baked_once", "copied", "many", "open_baked", "sample"]
