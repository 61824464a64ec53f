"""What an organ writes under (机关资料): word in numbers, address, telephone, templates. Each is dated.

A letter of a past day has the address of that day; only a correction of the same day overwrites anything.
"""

import re
from dataclasses import asdict, fields
from datetime import date, datetime

from django.db import transaction
from django.db.models import OuterRef, Q, QuerySet, Subquery

from gongkai.organs.errors import ImpossibleOrganChange
from gongkai.organs.kinds import Letterhead
from gongkai.organs.models import LetterheadRow, OrganName, OrganRow, StaffDeed
from gongkai.organs.permissions import organs_where, require
from gongkai.organs.posts import Actor
from gongkai.organs.queries import organ

VERB = "organs.describe"
NAMES = tuple(each.name for each in fields(Letterhead))
_FOLDER = re.compile(r"[A-Za-z0-9_-]+")


def letterhead(code: str, *, as_of: date) -> Letterhead:
    """What an organ writes under on a day; all empty where nothing was entered by then."""
    row = LetterheadRow.objects.filter(organ=code, valid_from__lte=as_of).order_by("-valid_from").first()
    return _letterhead(row) if row is not None else Letterhead()


def history(code: str) -> list[tuple[date, Letterhead]]:
    """What an organ wrote under over time, each with its first day, the latest first."""
    rows = LetterheadRow.objects.filter(organ=code).order_by("-valid_from")
    return [(row.valid_from, _letterhead(row)) for row in rows]


def organs_for(actor: Actor, as_of: date) -> QuerySet[OrganRow]:
    """The organs that an administrator sees, as they are called and write on a day; one query."""
    lasting = Q(valid_to__isnull=True) | Q(valid_to__gt=as_of)
    called = OrganName.objects.filter(lasting, organ=OuterRef("pk"), valid_from__lte=as_of)
    writes = LetterheadRow.objects.filter(organ=OuterRef("pk"), valid_from__lte=as_of).order_by("-valid_from")
    rows = OrganRow.objects.filter(pk__in=organs_where(actor, VERB))
    return rows.annotate(
        name=Subquery(called.values("name")[:1]),
        code_word=Subquery(writes.values("code_word")[:1]),
        phone=Subquery(writes.values("phone")[:1]),
    ).order_by("code")


@transaction.atomic
def set_letterhead(code: str, given: Letterhead, *, valid_from: date) -> None:
    """Enter what an organ writes under from a day on (登记机关资料); entered again for that day, correct it.

    Raises ``ImpossibleOrganChange`` before the organ's founding or after its end, for a code word with spaces
    in it, or a folder that is more than a name; ``UnknownOrgan``.
    """
    there = organ(code)
    if not there.exists_on(valid_from):
        raise ImpossibleOrganChange(
            "not_existing", f"“{there.name}”在 {valid_from} 不存在，请核对日期。", asked=code
        )
    stripped = {name: getattr(given, name).strip() for name in NAMES}
    if any(each.isspace() for each in stripped["code_word"]):
        raise ImpossibleOrganChange("bad_code_word", "机关代字不含空格，例如“尉政办”。", asked=code)
    if stripped["templates"] and not _FOLDER.fullmatch(stripped["templates"]):
        raise ImpossibleOrganChange(
            "bad_folder", "文书模板文件夹只写名称（字母、数字、短横），不写路径。", asked=code
        )
    LetterheadRow.objects.update_or_create(organ_id=code, valid_from=valid_from, defaults=stripped)


@transaction.atomic
def describe(code: str, given: Letterhead, *, valid_from: date, by: Actor, at: datetime) -> None:
    """The administrator enters what an organ writes under (维护机关资料); a line of it is kept.

    Raises ``NotPermitted``; as ``set_letterhead``.
    """
    require(by, VERB, code if OrganRow.objects.filter(pk=code).exists() else "")
    set_letterhead(code, given, valid_from=valid_from)
    told = f"“{organ(code).name}”自 {valid_from}：" + "，".join(
        each for each in asdict(given).values() if each
    )
    StaffDeed.objects.create(act="describe", text=told[:400], person=None, by_id=by.person_id, at=at)


def _letterhead(row: LetterheadRow) -> Letterhead:
    return Letterhead(**{name: getattr(row, name) for name in NAMES})
