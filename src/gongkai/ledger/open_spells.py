"""The cache of open spells: kept with every entry, made anew on demand, and asked for a day.

`spells.open_spells` is the definition; the statements here say the same for sets of facts.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime

from django.db import connection, transaction

from gongkai.ledger import storing
from gongkai.ledger.kinds import KINDS, Entered
from gongkai.ledger.spells import Spell, spells, trait_of

# Openings that stand and that nothing closed since, the earliest of each subject. WITHIN, KNOWN and BEFORE
# are filled in below; TRAIT and the lists of kinds come from the registered kinds.
_OPENINGS = """
    SELECT f.region, f.subject, f.organ, f.seq, f.happened_on, TRAIT AS trait,
           ROW_NUMBER() OVER (PARTITION BY f.region, f.subject ORDER BY f.happened_on, f.seq) AS place
    FROM ledger_fact f BY[fact_subject]
    WHERE WITHIN AND f.kind IN (OPENS) BEFORE[f] KNOWN[f]
      AND NOT EXISTS (SELECT 1 FROM ledger_fact v WHERE v.region = f.region AND v.voids = f.seq KNOWN[v])
      AND NOT EXISTS (
        SELECT 1 FROM ledger_fact c BY[fact_subject]
        WHERE c.region = f.region AND c.subject = f.subject AND c.kind IN (CLOSES)
          AND c.happened_on >= f.happened_on BEFORE[c] KNOWN[c]
          AND NOT EXISTS (SELECT 1 FROM ledger_fact v WHERE v.region = c.region AND v.voids = c.seq KNOWN[v]))
"""
_CACHE = """
    INSERT INTO ledger_open_spell (region, spell, subject, organ, trait, opened_seq, opened_on)
    SELECT region, SPELL, subject, organ, COALESCE(trait, ''), seq, happened_on
    FROM (OPENINGS) AS openings WHERE place = 1
"""
_FORGET = "DELETE FROM ledger_open_spell AS f WHERE spell = %(spell)s AND WITHIN"
_JUDGED = """
    SELECT seq, subject, organ, happened_on, COALESCE(trait, '')
    FROM (OPENINGS) AS openings WHERE place = 1 ORDER BY seq
"""
# Only these can have been open: open now; closed since that day; judged otherwise by what was entered later.
_CANDIDATES = """
    f.region = %(region)s AND f.subject IN (
        SELECT subject FROM ledger_open_spell WHERE region = %(region)s AND spell = SPELL TRAITS
        UNION SELECT subject FROM ledger_fact BY[fact_kind_day]
              WHERE region = %(region)s AND kind IN (CLOSES) AND happened_on >= %(day)s
        LATER)
"""
_LATER = """
        UNION SELECT subject FROM ledger_fact BY[fact_entered]
              WHERE region = %(region)s AND entered_at > %(known_at)s
"""


@dataclass(frozen=True, slots=True)
class OpenAt:
    """A spell that was open on a day asked for, by its opening fact."""

    seq: int
    subject: str
    organ: str
    opened_on: date
    trait: str


def _listed(kinds: Collection[str]) -> str:
    # Names of registered kinds, out of our own source: quoted, never a person's input.
    return ", ".join(f"'{kind}'" for kind in kinds) or "NULL"


def _trait(spell: Spell) -> str:
    cases = [(kind, KINDS[kind].trait) for kind in spell.opens if KINDS[kind].trait]
    if not cases:
        return "''"
    if connection.vendor == "postgresql":
        whens = " ".join(f"WHEN '{kind}' THEN f.body ->> '{trait}'" for kind, trait in cases)
    else:
        # JSON booleans are read as the words true and false, as PostgreSQL gives them.
        whens = " ".join(
            f"WHEN '{kind}' THEN CASE json_type(f.body, '$.{trait}') WHEN 'true' THEN 'true' "
            f"WHEN 'false' THEN 'false' ELSE json_extract(f.body, '$.{trait}') END"
            for kind, trait in cases
        )
    return f"CASE f.kind {whens} END"


def _statement(template: str, spell: Spell, *, within: str, before: bool = False, known: bool = False) -> str:
    text = template.replace("OPENINGS", _OPENINGS).replace("WITHIN", within)
    for name in "fcv":
        text = text.replace(f"BEFORE[{name}]", f"AND {name}.happened_on < %(day)s" if before else "")
        text = text.replace(f"KNOWN[{name}]", f"AND {name}.entered_at <= %(known_at)s" if known else "")
    return (
        storing.by_index(text)
        .replace("OPENS", _listed(spell.opens))
        .replace("CLOSES", _listed(spell.closes))
        .replace("TRAIT", _trait(spell))
        .replace("SPELL", f"'{spell.name}'")
    )


def refresh(region: str, *, subjects: Collection[str], kinds: Collection[str]) -> None:
    """Bring the cache up to date for subjects about which facts of these kinds were just entered."""
    touched = [
        each
        for each in spells().values()
        if any(kind in each.opens or kind in each.closes or _takes_back(kind) for kind in kinds)
    ]
    if not touched:
        return
    within = f"f.region = %(region)s AND {storing.is_one_of('f.subject', 'subjects')}"
    values = {"region": region, "subjects": storing.many(subjects)}
    with connection.cursor() as cursor:
        for each in touched:
            cursor.execute(_FORGET.replace("WITHIN", within), {**values, "spell": each.name})
            cursor.execute(_statement(_CACHE, each, within=within), values)


def begin(first: Entered) -> None:
    """Put the spell that a fact opens into the cache: the first fact that there is of its subject."""
    if spell := KINDS[first.kind].opens:
        with connection.cursor() as cursor:
            cursor.execute(
                "INSERT INTO ledger_open_spell (region, spell, subject, organ, trait, opened_seq, opened_on) "
                "VALUES (%s, %s, %s, %s, %s, %s, %s)",
                [
                    first.region,
                    spell,
                    first.subject,
                    first.organ,
                    trait_of(first),
                    first.seq,
                    str(first.happened_on),
                ],
            )


def _takes_back(kind: str) -> bool:
    return kind == "ledger.voided" or bool(KINDS[kind].reopens)


def rebuild(region: str = "") -> int:
    """Make the cache anew from the facts, of one region or of all; how many spells had been wrong in it."""
    with transaction.atomic(), connection.cursor() as cursor:
        if region:
            regions = [region]
        else:
            cursor.execute("SELECT region FROM ledger_fact UNION SELECT region FROM ledger_open_spell")
            regions = sorted(each for (each,) in cursor.fetchall())
        wrong = 0
        for one in regions:
            storing.lock(one)
            before = _cached(one)
            cursor.execute("DELETE FROM ledger_open_spell WHERE region = %(region)s", {"region": one})
            for each in spells().values():
                cursor.execute(_statement(_CACHE, each, within="f.region = %(region)s"), {"region": one})
            after = _cached(one)
            wrong += sum(before.get(key) != after.get(key) for key in before.keys() | after.keys())
    return wrong


def _cached(region: str) -> dict[tuple[str, str], tuple[str, str, str, int]]:
    """The cache of a region: spell and subject → opening day, organ, trait, number of the opening fact."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT spell, subject, opened_on, organ, trait, opened_seq FROM ledger_open_spell "
            "WHERE region = %s",
            [region],
        )
        return {(spell, subject): (str(day), *more) for spell, subject, day, *more in cursor.fetchall()}


def open_at(
    region: str,
    spell: str,
    day: date,
    *,
    known_at: datetime | None = None,
    organs: Collection[str] | None = None,
    traits: Collection[str] | None = None,
) -> list[OpenAt]:
    """The spells open at the start of ``day``, as known at ``known_at`` (or now), in order of their opening.

    The cost grows with what happened since ``day`` and with what is open, not with the age of the ledger.
    ``organs`` and ``traits`` keep only openings of these organs (codes) and of these traits.
    """
    text = _statement(
        _JUDGED,
        spells()[spell],
        within=_CANDIDATES.replace("LATER", _LATER if known_at else "").replace(
            "TRAITS", f"AND {storing.is_one_of('trait', 'traits')}" if traits is not None else ""
        ),
        before=True,
        known=known_at is not None,
    )
    values = {"region": region, "day": day.isoformat(), "traits": storing.many(traits or ())}
    if known_at:
        values["known_at"] = storing.instant(known_at)
    with connection.cursor() as cursor:
        cursor.execute(text, values)
        found = [
            OpenAt(seq, subject, organ, storing.day(on), trait) for seq, subject, organ, on, trait in cursor
        ]
    return [
        each
        for each in found
        if (organs is None or each.organ in organs) and (traits is None or each.trait in traits)
    ]
