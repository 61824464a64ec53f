"""Enters the sample year: organs by their services, facts by the ledger's batch door."""

from collections.abc import Callable, Iterable, Sequence
from datetime import date, datetime, time
from itertools import islice

from gongkai.demo.sample_year import BEIJING, ORIGIN, Happening, bureau_codes, sample
from gongkai.ledger.entry import Reconciliation, Row, enter_batch
from gongkai.organs import queries, services
from gongkai.organs.errors import UnknownOrgan
from gongkai.organs.kinds import OrganKind

FOUNDED_ON = date(2019, 3, 1)
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
                parent=parent,
                ogi_unit="政务公开办" if code == office else "",
                is_authority=code == office,
            )
            new += 1
    return new


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
