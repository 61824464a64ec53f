"""What can happen to organs: found, rename, move, merge, abolish. Each is dated; nothing is overwritten."""

from datetime import date

from django.db import transaction

from gongkai.organs import queries
from gongkai.organs.errors import ImpossibleOrganChange, UnknownOrgan
from gongkai.organs.kinds import Ending, Organ, OrganKind
from gongkai.organs.models import OrganName, OrganRow


@transaction.atomic
def found(
    code: str,
    name: str,
    *,
    kind: OrganKind,
    region: str,
    founded_on: date,
    short_name: str = "",
    parent: str = "",
    ogi_unit: str = "",
    is_authority: bool = False,
) -> Organ:
    """Set up an organ (设立). ``founded_on`` is its first day, ``parent`` the code of the organ above it.

    Raises ``ImpossibleOrganChange`` where the code was ever used, the parent does not exist on that day, or
    the region already has an OGI authority; ``UnknownOrgan`` for an unknown parent. Law: OGI 3, OGI 4.
    """
    code, name = code.strip(), name.strip()
    if not code or not name or any(each.isspace() for each in code):
        raise ImpossibleOrganChange("bad_organ", "机关的代码和名称都要填写，代码不含空格。")
    if OrganRow.objects.filter(code=code).exists():
        raise ImpossibleOrganChange(
            "code_used", f"代码“{code}”已经使用过。代码不重复使用，请另取代码。", asked=code
        )
    if parent:
        _require_lasting(parent, founded_on)
    if is_authority and (other := _authority(region, founded_on)):
        raise ImpossibleOrganChange(
            "second_authority",
            f"地区“{region}”的政府信息公开工作主管部门已登记为“{other}”，一个地区只有一个主管部门。",
            law="OGI 3",
        )
    row = OrganRow.objects.create(
        code=code,
        region=region,
        kind=kind,
        founded_on=founded_on,
        ogi_unit=ogi_unit,
        is_authority=is_authority,
    )
    OrganName.objects.create(
        organ=row, name=name, short_name=short_name, parent_id=parent or None, valid_from=founded_on
    )
    return queries.organ(code, as_of=founded_on)


@transaction.atomic
def rename(code: str, name: str, *, renamed_on: date, short_name: str = "") -> Organ:
    """Give an organ another name (更名). ``renamed_on`` is the first day of the new name."""
    return _renew(code, renamed_on, name=name, short_name=short_name)


@transaction.atomic
def move(code: str, parent: str, *, moved_on: date) -> Organ:
    """Put an organ under another one (改变隶属). ``moved_on`` is the first day under the new parent."""
    _require_lasting(parent, moved_on)
    if parent in queries.subtree_during(code, moved_on, date.max):
        raise ImpossibleOrganChange("circle", f"“{parent}”在“{code}”之下，不能作它的上级。")
    return _renew(code, moved_on, parent_id=parent)


@transaction.atomic
def merge(codes: list[str], into: str, *, merged_on: date) -> Organ:
    """Merge organs into another one (合并), which exists or was founded that day and takes over their work.

    ``merged_on`` is the first day on which the merged organs no longer exist. What they did stays theirs;
    organs under them stand under ``into`` from that day on.
    """
    _require_lasting(into, merged_on)
    if into in codes:
        raise ImpossibleOrganChange("circle", f"“{into}”不能并入自己。")
    for code in codes:
        _end(code, merged_on, Ending.MERGED, into)
    return queries.organ(into, as_of=merged_on)


@transaction.atomic
def abolish(code: str, *, abolished_on: date, successor: str = "") -> Organ:
    """Abolish an organ (撤销). ``abolished_on`` is the first day it no longer exists.

    ``successor`` is the code of the organ that takes over its open cases. Organs under it go to the
    successor;
    without one, an organ that still has organs under it is not abolished.
    """
    if successor:
        _require_lasting(successor, abolished_on)
        if successor == code:
            raise ImpossibleOrganChange("circle", f"“{code}”不能承继自己。")
    _end(code, abolished_on, Ending.ABOLISHED, successor)
    return queries.organ(code)


def _end(code: str, day: date, ending: Ending, successor: str) -> None:
    row = _require_existing(code, day)
    name = _name_in_force(row, day)
    if OrganName.objects.filter(parent=row, valid_from__gt=day).exists():
        raise ImpossibleOrganChange(
            "too_early",
            f"{day} 之后已有机关登记在“{name.name}”之下，机关的变动请按时间先后登记。",
            asked=code,
        )
    if successor in (below := queries.subtree(code, day)[1:]):
        # The heir takes its predecessor's place before it takes in the rest.
        _renew(successor, day, parent_id=name.parent_id)
    for under in below:
        if _name_of(under, day).parent_id != code:
            continue
        if not successor:
            raise ImpossibleOrganChange(
                "has_children", f"“{name.name}”之下还有机关（{under}），请先改变隶属，或者写明承继机关。"
            )
        _renew(under, day, parent_id=successor)
    row.ended_on, row.ending, row.successor_id = day, ending, successor or None
    row.save(update_fields=["ended_on", "ending", "successor"])
    name.valid_to = day
    name.save(update_fields=["valid_to"])


def _renew(code: str, day: date, **new: str | None) -> Organ:
    """Close the name in force and start one that differs in ``new``."""
    row = _require_existing(code, day)
    old = _name_in_force(row, day)
    changed = {"name": old.name, "short_name": old.short_name, "parent_id": old.parent_id, **new}
    if not str(changed["name"]).strip():
        raise ImpossibleOrganChange("bad_organ", "机关的名称要填写。")
    if old.valid_from == day:
        OrganName.objects.filter(pk=old.pk).update(**changed)
    else:
        OrganName.objects.filter(pk=old.pk).update(valid_to=day)
        OrganName.objects.create(organ=row, valid_from=day, **changed)
    return queries.organ(code, as_of=day)


def _name_in_force(row: OrganRow, day: date) -> OrganName:
    """The last name of an organ, which must have begun by then: changes are entered in order of their
    days.
    """
    name = row.names.order_by("-valid_from").first()
    assert name is not None, "every organ is founded with a name"
    if name.valid_from > day:
        raise ImpossibleOrganChange(
            "too_early",
            f"“{name.name}”在 {name.valid_from} 已有变动，不能再登记 {day} 的变动。",
            asked=row.code,
        )
    return name


def _name_of(code: str, day: date) -> OrganName:
    return _name_in_force(OrganRow.objects.get(code=code), day)


def _require_existing(code: str, day: date) -> OrganRow:
    row = OrganRow.objects.filter(code=code).first()
    if row is None:
        raise UnknownOrgan("unknown_organ", f"没有代码为“{code}”的机关，请核对代码。", asked=code)
    if day < row.founded_on or (row.ended_on is not None and row.ended_on <= day):
        raise ImpossibleOrganChange(
            "not_existing", f"机关“{code}”在 {day} 不存在（{row.founded_on} 设立）。", asked=code
        )
    return row


def _require_lasting(code: str, day: date) -> None:
    """An organ that others are to stand under must exist from that day on, as far as is known."""
    row = _require_existing(code, day)
    if row.ended_on is not None:
        raise ImpossibleOrganChange(
            "ends_later",
            f"机关“{code}”已登记在 {row.ended_on} 终止，机关的变动请按时间先后登记，或者直接写明现在的机关。",
            asked=code,
        )


def _authority(region: str, day: date) -> str:
    try:
        return queries.authority_of(region, day).name
    except UnknownOrgan:
        return ""
