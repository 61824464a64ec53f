"""Questions about organs: who is it, who stood under it, who took over. Every answer holds for a day."""

from collections.abc import Iterable
from datetime import date

from django.db.models import F, Q, QuerySet

from gongkai.organs.errors import AmbiguousOrgan, UnknownOrgan
from gongkai.organs.kinds import Organ, OrganKind
from gongkai.organs.models import OrganName, OrganRow

MOST_SHOWN = 8


def organ(code: str, *, as_of: date | None = None) -> Organ:
    """The organ of a code, as it was called and placed on a day (or last).

    Before its founding the first name is given, after its end the last one. Raises ``UnknownOrgan``.
    """
    found = [_organ(each) for each in _names(as_of).filter(organ__code=code)]
    if not found:
        first = (
            OrganName.objects.filter(organ__code=code).select_related("organ").order_by("valid_from").first()
        )
        if first is None:
            raise UnknownOrgan("unknown_organ", f"没有代码为“{code}”的机关，请核对代码。", asked=code)
        return _organ(first)
    return found[0]


def is_there(code: str, *, region: str, as_of: date) -> bool:
    """Whether a region has an organ of this code on a day."""
    return _existing(OrganRow.objects.filter(code=code, region=region), as_of).exists()


def find(asked: str, *, region: str = "", as_of: date | None = None) -> Organ:
    """The one organ that a code, a name, a short name or a part of a name means.

    A code wins over a full name, a full name over a short name, that over a part. Names are those of the day
    asked for (or the present and former ones, the present ones first).

    Raises ``UnknownOrgan`` where nothing fits, ``AmbiguousOrgan`` naming the organs where several do.
    """
    asked = asked.strip()
    if not asked:
        raise UnknownOrgan("unknown_organ", "请写明机关的代码或者名称。", asked=asked)
    if OrganRow.objects.filter(code=asked).exists():
        return organ(asked, as_of=as_of)
    for names in (_names(as_of), _all_names(as_of)):
        if region:
            names = names.filter(organ__region=region)
        for condition in (Q(name=asked), Q(short_name=asked), Q(name__contains=asked)):
            codes = list(
                names.filter(condition).values_list("organ__code", flat=True).distinct()[: MOST_SHOWN + 1]
            )
            if len(codes) == 1:
                return organ(codes[0], as_of=as_of)
            if codes:
                raise _ambiguous(asked, codes, as_of)
    raise UnknownOrgan(
        "unknown_organ", f"没有找到名称含“{asked}”的机关，请写全称、简称或者代码。", asked=asked
    )


def _ambiguous(asked: str, codes: list[str], as_of: date | None) -> AmbiguousOrgan:
    shown = [organ(code, as_of=as_of) for code in codes[:MOST_SHOWN]]
    listed = "、".join(f"{each.name}（{each.code}）" for each in shown)
    more = "等" if len(codes) > MOST_SHOWN else ""
    return AmbiguousOrgan(
        "ambiguous_organ",
        f"“{asked}”可以指多个机关：{listed}{more}。请写全称或者代码。",
        asked=asked,
        candidates=[(each.code, each.name) for each in shown],
    )


def subtree(code: str, as_of: date) -> list[str]:
    """The codes of an organ and of all organs under it on a day, the organ itself first."""
    return subtree_during(code, as_of, as_of)


def subtree_during(code: str, since: date, until: date) -> list[str]:
    """The codes of an organ and of all organs that were under it on any day from ``since`` to ``until``.

    An organ merged or abolished in the year still belongs to the year's report. Raises ``UnknownOrgan``.
    """
    if not OrganRow.objects.filter(code=code).exists():
        raise UnknownOrgan("unknown_organ", f"没有代码为“{code}”的机关，请核对代码。", asked=code)
    found, edge = [code], [code]
    while edge:
        under = (
            OrganName.objects.filter(parent__in=edge, valid_from__lte=until)
            .filter(Q(valid_to__isnull=True) | Q(valid_to__gt=since))
            .exclude(organ__in=found)
            .values_list("organ__code", flat=True)
        )
        edge = sorted(set(under))
        found += edge
    return found


def successor_of(code: str, as_of: date) -> str:
    """Who does an organ's work on a day: itself while it exists, then whoever took it over, and so on.

    Empty where it was abolished without a successor. Raises ``UnknownOrgan``.
    """
    row = OrganRow.objects.filter(code=code).first()
    if row is None:
        raise UnknownOrgan("unknown_organ", f"没有代码为“{code}”的机关，请核对代码。", asked=code)
    while row.ended_on is not None and row.ended_on <= as_of:
        if row.successor is None:
            return ""
        row = row.successor
    return row.code


def authority_of(region: str, as_of: date) -> Organ:
    """The OGI authority (主管部门) of a region on a day. Law: OGI 3. Raises ``UnknownOrgan``."""
    row = _existing(OrganRow.objects.filter(region=region, is_authority=True), as_of).first()
    if row is None:
        raise UnknownOrgan(
            "no_authority",
            f"地区“{region}”在{as_of}没有登记政府信息公开工作主管部门，请先登记（通常是政府办公室）。",
            law="OGI 3",
            asked=region,
        )
    return organ(row.code, as_of=as_of)


def organs_of(region: str, *, as_of: date) -> list[Organ]:
    """All organs of a region that existed on a day, by code."""
    rows = _names(as_of).filter(organ__region=region).order_by("organ__code")
    return [each for each in map(_organ, rows) if each.exists_on(as_of)]


def regions() -> list[str]:
    """All regions that have organs."""
    return sorted(set(OrganRow.objects.values_list("region", flat=True)))


def names_of(code: str) -> list[tuple[date, date | None, str]]:
    """What an organ was called over time: first day, first day of the next name (or ``None``), name."""
    rows = OrganName.objects.filter(organ__code=code).order_by("valid_from")
    return [(each.valid_from, each.valid_to, each.name) for each in rows]


def _existing(rows: QuerySet[OrganRow], day: date) -> QuerySet[OrganRow]:
    return rows.filter(founded_on__lte=day).filter(Q(ended_on__isnull=True) | Q(ended_on__gt=day))


def _names(as_of: date | None) -> QuerySet[OrganName]:
    """The names of a day; without a day the last one of each organ, ended ones included."""
    names = OrganName.objects.select_related("organ")
    if as_of is None:
        return names.filter(Q(valid_to__isnull=True) | Q(valid_to=F("organ__ended_on")))
    return names.filter(valid_from__lte=as_of).filter(Q(valid_to__isnull=True) | Q(valid_to__gt=as_of))


def _all_names(as_of: date | None) -> QuerySet[OrganName]:
    names = OrganName.objects.select_related("organ")
    return names if as_of is None else names.filter(valid_from__lte=as_of)


def _organ(row: OrganName) -> Organ:
    return Organ(
        code=row.organ.code,
        name=row.name,
        short_name=row.short_name,
        kind=OrganKind(row.organ.kind),
        region=row.organ.region,
        parent=row.parent_id or "",
        valid_from=row.organ.founded_on,
        valid_to=row.organ.ended_on,
        successor=row.organ.successor_id or "",
        ogi_unit=row.organ.ogi_unit,
        is_authority=row.organ.is_authority,
    )


def names(codes: Iterable[str], *, as_of: date | None = None) -> dict[str, str]:
    """The names of many organs at once, by code; codes without an organ are left out."""
    # The organ itself is not asked for: this stands behind every list and every page.
    return dict(_names(as_of).filter(organ__in=list(codes)).values_list("organ_id", "name"))
