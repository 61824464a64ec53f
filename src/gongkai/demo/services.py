"""Enters the sample year: organs by their services, records by the bulk door, other facts by the ledger's."""

from collections.abc import Callable, Iterable, Sequence
from datetime import date, datetime, time
from io import BytesIO
from itertools import islice

from gongkai.demo.sample_year import BEIJING, ORIGIN, Happening, bureau_codes, sample, town_codes
from gongkai.ledger.entry import Reconciliation, Row, enter_batch
from gongkai.organs import letterheads, queries, services
from gongkai.organs.errors import UnknownOrgan
from gongkai.organs.kinds import Letterhead, OrganKind
from gongkai.organs.posts import Actor
from gongkai.records import services as records
from gongkai.records.content import AttachmentRef
from gongkai.records.services import ImportRow

FOUNDED_ON = date(2019, 3, 1)
TAKEN_IN_AT = datetime(2021, 2, 1, 9, 0, tzinfo=BEIJING)
"""When the register of the year came in: after everything in it had happened."""
PAPER = "2020年政府信息公开审查登记簿（样例）"
BY = "sample"
CHUNK = 2000


def found_organs() -> int:
    """Found the county government, its office and the departments where they are not there yet; how many."""
    region, office = sample()["region"], sample()["office"]
    government = f"{region}-00"
    wanted = [
        (government, "尉氏县人民政府", OrganKind.GOVERNMENT, ""),
        (office, "尉氏县人民政府办公室", OrganKind.OFFICE, government),
        *((code, name, OrganKind.DEPARTMENT, government) for code, name in bureau_codes().items()),
        *((code, name, OrganKind.TOWNSHIP, government) for code, name in town_codes().items()),
    ]
    new = 0
    for code, name, kind, parent in wanted:
        try:
            queries.organ(code)
        except UnknownOrgan:
            services.found(
                code,
                name,
                kind=kind,
                region=region,
                founded_on=FOUNDED_ON,
                short_name=_short(name, kind),
                parent=parent,
                ogi_unit="政务公开办" if code == office else "",
                is_authority=code == office,
            )
            new += 1
    _describe(government, office)
    return new


def _describe(government: str, office: str) -> None:
    """What the government and its office write under; what somebody entered since stays."""
    for code, given in (
        (government, Letterhead(upper_government="开封市人民政府")),
        (
            office,
            Letterhead(
                code_word="尉政办",
                phone="0371-00000000",
                address="尉氏县样例路1号",
                postcode="475500",
                how_to_pay="持本通知书到尉氏县政务服务大厅非税收入窗口缴纳",
            ),
        ),
    ):
        if not letterheads.history(code):
            letterheads.set_letterhead(code, given, valid_from=FOUNDED_ON)


def _short(name: str, kind: OrganKind) -> str:
    """What people call an organ: 县民政局, 城关镇."""
    if kind is OrganKind.TOWNSHIP:
        return name.removesuffix("人民政府")
    return "" if kind is OrganKind.GOVERNMENT else name.replace("尉氏县人民", "县").replace("尉氏", "")


def enter_group(happenings: Sequence[Happening], progress: Callable[[int], None]) -> list[Reconciliation]:
    """Enter one group of happenings in batches, telling how many are done; what is there already stays."""
    moment = datetime.combine(date(sample()["year"] + 1, 1, 12), time(17, 0), BEIJING)
    done, results = 0, []
    rows = iter(map(_row, happenings))
    while batch := list(islice(rows, CHUNK)):
        results.append(
            enter_batch(
                batch, region=sample()["region"], origin=ORIGIN, entered_at=moment, by=BY, changed="refuse"
            )
        )
        done += len(batch)
        progress(done)
    return results


def keep_file(data: bytes, name: str, by: Actor) -> AttachmentRef:
    """Keep a file of the sample; the same content is kept once."""
    return records.keep(BytesIO(data), name, by=by, at=TAKEN_IN_AT)


def take_in(rows: Iterable[ImportRow], by: Actor, progress: Callable[[int], None]) -> Reconciliation:
    """Take in one group of records with their facts; what is there already stays."""
    return records.import_published(
        rows, origin=ORIGIN, paper=PAPER, by=by, at=TAKEN_IN_AT, progress=progress
    )


def _row(each: Happening) -> Row:
    return Row.of(
        each.deed,
        subject=each.subject,
        organ=each.organ,
        happened_on=each.happened_on,
        external_id=each.external_id,
        entered_at=each.entered_at,
    )


def total(results: Iterable[Reconciliation]) -> Reconciliation:
    """One reconciliation for many."""
    whole = Reconciliation(ORIGIN)
    for each in results:
        whole.new += each.new
        whole.same += each.same
        whole.changed += each.changed
    return whole
