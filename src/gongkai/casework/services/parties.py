"""People in a case (当事人): kept sealed, shown masked, seen whole only with a reason, erased by rule.

No name, number or address of anybody enters the ledger; a fact names the number of the row. Law: PIPL 19,
PIPL 47, PIPL 51.
"""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import date, datetime

from gongkai.casework import access, facts, masking, sealing
from gongkai.casework.errors import RefusedParty
from gongkai.casework.models import Mail, Paper, Party
from gongkai.casework.services import holds, papers
from gongkai.casework.services.door import Case, System, opened
from gongkai.organs.posts import Actor

DIGESTED = ("name", "id_no", "phone", "email")
MASKS = {
    "name": masking.masked_name,
    "id_no": masking.masked_id_no,
    "phone": masking.masked_phone,
    "address": masking.masked_address,
    "email": masking.masked_email,
    "contact": masking.masked_name,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Particulars:
    """What identifies and reaches a person or body; empty where it is not known.

    ``name`` of a person or body, ``id_no`` an identity or credit code, ``contact`` who speaks for a body.
    """

    name: str = ""
    id_no: str = ""
    phone: str = ""
    address: str = ""
    email: str = ""
    contact: str = ""

    def __repr__(self) -> str:
        """Nothing of a person gets into a log by being printed."""
        return "Particulars(…)"


FIELDS = tuple(each.name for each in fields(Particulars))


@dataclass(frozen=True, slots=True, kw_only=True)
class Masked:
    """A party as a screen shows it: ``shown`` are the masked particulars that there are, by field."""

    pk: int
    role: str
    shown: Mapping[str, str]
    retention_until: date | None
    erased: bool


def keep(case: Case, role: str, particulars: Particulars) -> Party:
    """Keep the particulars of a party, sealed, with the digests by which they are found (登记当事人)."""
    return Party.objects.create(subject=case.subject, region=case.region, role=role, **_sealed(particulars))


def correct(case: Case, party_id: int, particulars: Particulars) -> None:
    """Put other particulars in the place of those of a party (更正). Raises ``RefusedParty``."""
    party = _party(case, party_id)
    Party.objects.filter(pk=party.pk).update(**_sealed(particulars))


def _sealed(particulars: Particulars) -> dict[str, object]:
    given = {name: getattr(particulars, name).strip() for name in FIELDS}
    made: dict[str, object] = {name: sealing.seal(text) for name, text in given.items()}
    return made | {f"{name}_digest": sealing.digest(name, given[name]) for name in DIGESTED}


def of_case(case: Case, role: str = "") -> dict[int, Particulars]:
    """The whole particulars of the parties of a case, for letters made within the act: no fact is entered."""
    rows = Party.objects.filter(subject=case.subject, erased_at__isnull=True).order_by("pk")
    return {row.pk: _opened(row) for row in (rows.filter(role=role) if role else rows)}


def masked(actor: Actor, subject: str) -> list[Masked]:
    """The parties of a case, masked, in the order in which they came. Raises ``UnknownCase``."""
    access.case_for(actor, subject)
    return [_masked(row) for row in Party.objects.filter(subject=subject).order_by("pk")]


def _masked(row: Party) -> Masked:
    whole = _opened(row)
    shown = {name: MASKS[name](text) for name in FIELDS if (text := getattr(whole, name))}
    return Masked(
        pk=row.pk,
        role=row.role,
        shown=shown,
        retention_until=row.retention_until,
        erased=row.erased_at is not None,
    )


def unmask(
    subject: str,
    party_id: int,
    purpose: facts.Purpose,
    *,
    by: Actor,
    at: datetime,
    only: tuple[str, ...] = FIELDS,
) -> Particulars:
    """See the particulars of a party whole (查看完整信息). That it was looked at is itself a fact.

    ``only`` are the fields wanted. Raises ``RefusedParty`` where they were erased; as the door.
    """
    with opened(subject, "casework.unmask", by=by, at=at) as case:
        row = _party(case, party_id)
        whole = _opened(row)
        seen = {name: getattr(whole, name) for name in only if name in FIELDS and getattr(whole, name)}
        case.enter(facts.Unmasked(party=row.pk, purpose=purpose, fields=tuple(seen)))
    return Particulars(**seen)


def erase(subject: str, party_id: int, ground: facts.Ground, *, by: Actor | System, at: datetime) -> int:
    """Erase the particulars of a party and the papers that show them (删除个人信息); how many papers.

    The row, every fact and every count stay. What its retention rule still wants kept is erased before that
    day only if it was entered by mistake; while a dispute about the case is pending nothing is.

    Raises ``RefusedParty``; as the door. Law: PIPL 47.
    """
    with opened(subject, "casework.erase", by=by, at=at) as case:
        row = _party(case, party_id)
        holds.require_none(case)
        kept = row.retention_until is None or case.today <= row.retention_until
        if kept and ground is not facts.Ground.MISTAKEN:
            until = f"保存至 {row.retention_until}" if row.retention_until else "办结前应当保存"
            raise RefusedParty(
                "still_kept",
                f"这份个人信息{until}，现在不能删除。保存期限届满后可以删除；确属误登的，事由请选“误登”。",
                law="PIPL 47",
                until=row.retention_until,
            )
        with_it = papers.erase(case, Paper.objects.filter(party=row))
        _empty(row, at)
        case.enter(facts.Erased(party=row.pk, ground=ground, papers=with_it))
    return with_it


def erase_due(at: datetime, *, limit: int = 500) -> int:
    """Erase what has been kept long enough (到期删除), each in a transaction of its own; how many parties."""
    today = papers.day_of(at)
    due = Party.objects.filter(erased_at__isnull=True, retention_until__lt=today).order_by("pk")
    rows = list(due.values_list("subject", "pk")[:limit])
    for subject, pk in rows:
        erase(subject, pk, facts.Ground.EXPIRED, by=System("clock"), at=at)
    return len(rows)


def find(digest: str, *, region: str) -> list[Party]:
    """The parties of a region with this digest (``sealing.digest``), the latest first."""
    field = digest.partition(":")[0]
    if field not in DIGESTED:
        return []
    return list(Party.objects.filter(region=region, **{f"{field}_digest": digest}).order_by("-pk"))


def senders(actor: Actor, mails: list[Mail]) -> dict[str, str]:
    """The masked names of the senders of lines of the mail-room book, by subject; one query."""
    rows = Party.objects.filter(subject__in=[each.subject for each in mails], role="sender")
    return {row.subject: masking.masked_name(sealing.unseal(row.name)) for row in rows}


def _party(case: Case, party_id: int) -> Party:
    row = Party.objects.select_for_update().filter(pk=party_id, subject=case.subject).first()
    if row is None:
        raise RefusedParty("unknown_party", "这个案件没有这位当事人，请核对。", party=party_id)
    if row.erased_at is not None:
        raise RefusedParty("erased", "这位当事人的个人信息已经依规删除，不能再查看、更正。", law="PIPL 47")
    return row


def _opened(row: Party) -> Particulars:
    return Particulars(**{name: sealing.unseal(getattr(row, name)) for name in FIELDS})


def _empty(row: Party, at: datetime) -> None:
    Party.objects.filter(pk=row.pk).update(
        **dict.fromkeys(FIELDS, b""), **{f"{name}_digest": "" for name in DIGESTED}, erased_at=at
    )
