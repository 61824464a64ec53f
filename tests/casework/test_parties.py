"""People in a case: sealed, masked, found by digest, seen whole only as a fact, erased without a trace."""

import sqlite3
from datetime import timedelta

import pytest
from django.db import connection
from mailroom import begin, received

from gongkai.casework import filing, sealing
from gongkai.casework.errors import RefusedPaper, RefusedParty, UnknownCase
from gongkai.casework.facts import Ground, Purpose
from gongkai.casework.models import Deed, Paper, Party, StatusRow
from gongkai.casework.services import daily, papers, parties, status
from gongkai.casework.services.door import opened
from gongkai.casework.services.parties import Particulars
from gongkai.ledger import reading
from gongkai.organs.permissions import NotPermitted
from invented_county import COUNTY, OFFICE

ZHANG = Particulars(
    name="张三丰",
    id_no="41022319900101123X",
    phone="138-0000-0000",
    address="河南省开封市尉氏县城关镇某路1号",
    email="zhang@example.cn",
)
WORDS = ("张三丰", "41022319900101123X", "1380000", "138-0000", "某路1号", "zhang@example")


@pytest.fixture
def kept(bureau):
    """A case with an applicant and a copy of his identity card."""
    with begin(bureau) as case:
        case.enter(received())
        party = parties.keep(case, "applicant", ZHANG)
        papers.keep(
            case,
            kind="identity",
            title="身份证复印件",
            content="姓名 张三丰 公民身份号码 41022319900101123X".encode(),
            name="张三丰身份证.PDF",
            party=party,
        )
    return case.subject, party.pk


def all_bytes(home) -> bytes:
    """Everything that the database and the folder of the installation hold, as bytes."""
    if connection.vendor == "sqlite":
        connection.cursor().execute("PRAGMA wal_checkpoint(TRUNCATE)")
        with sqlite3.connect(connection.settings_dict["NAME"]) as link:
            told = "\n".join(link.iterdump()).encode()
    else:
        with connection.cursor() as cursor:
            cursor.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")
            told = b""
            for (table,) in cursor.fetchall():
                cursor.execute(f'SELECT t::text FROM "{table}" t')
                told += "\n".join(line for (line,) in cursor.fetchall()).encode()
    return told + b"".join(each.read_bytes() for each in home.rglob("*") if each.is_file())


def test_nothing_of_a_person_is_readable_anywhere(bureau, kept, tmp_path):
    subject, pk = kept
    parties.unmask(subject, pk, Purpose.CONTACT, by=bureau.clerk, at=bureau.later())
    everything = all_bytes(tmp_path)
    assert subject.encode() in everything
    for word in WORDS:
        for written in (word.encode(), word.encode().hex().encode()):
            assert written not in everything, word


def test_screens_show_masks(bureau, kept):
    subject, _ = kept
    (shown,) = parties.masked(bureau.clerk, subject)
    assert shown.shown == {
        "name": "张**",
        "id_no": "410*************3X",
        "phone": "138******0000",
        "address": "河南省开封市尉氏县****",
        "email": "z***@example.cn",
    }
    with pytest.raises(UnknownCase):
        parties.masked(bureau.stranger, subject)
    assert "张" not in repr(ZHANG)


@pytest.mark.law("PIPL 51")
def test_who_looks_is_written_down(bureau, kept):
    subject, pk = kept
    seen = parties.unmask(
        subject, pk, Purpose.DELIVERY, by=bureau.clerk, at=bureau.later(), only=("name", "address")
    )
    assert seen == Particulars(name=ZHANG.name, address=ZHANG.address)
    fact = reading.timeline(COUNTY, subject)[-1]
    assert fact.kind == "casework.unmasked" and fact.entered_by == f"{OFFICE}.clerk"
    assert fact.body == {"party": pk, "purpose": "delivery", "fields": ["name", "address"]}
    with pytest.raises(NotPermitted):
        parties.unmask(subject, pk, Purpose.CONTACT, by=bureau.inspector, at=bureau.later())
    assert Deed.objects.filter(subject=subject, verb="casework.unmask").count() == 1


@pytest.mark.parametrize(
    "written", ["13800000000", "138-0000-0000", "１３８　００００　００００", "+86 13800000000"]
)
def test_the_same_phone_is_found_however_it_was_written(bureau, kept, written):
    (found,) = parties.find(sealing.digest("phone", written), region=COUNTY)
    assert found.pk == kept[1]
    assert parties.find(sealing.digest("phone", "13800000001"), region=COUNTY) == []
    assert parties.find("address:x", region=COUNTY) == [] == parties.find("", region=COUNTY)


@pytest.mark.law("PIPL 47")
def test_erasing_changes_no_count_and_leaves_no_byte(bureau, kept, tmp_path):
    subject, pk = kept
    with pytest.raises(RefusedParty, match="办结前"):
        parties.erase(subject, pk, Ground.ASKED, by=bureau.head, at=bureau.later())
    bureau.close(subject)
    with pytest.raises(RefusedParty, match="2026-09-15"):
        parties.erase(subject, pk, Ground.ASKED, by=bureau.head, at=bureau.later())
    bureau.at += timedelta(days=400)
    row = Party.objects.filter(pk=pk).values().get()
    sealed = [bytes(row[name]) for name in parties.FIELDS if row[name]]
    counts = [Party.objects.count(), Paper.objects.count(), StatusRow.objects.count()]
    paper = Paper.objects.get()
    assert filing.path_of(paper.sha256).exists()
    assert parties.erase(subject, pk, Ground.EXPIRED, by=bureau.head, at=bureau.later()) == 1
    assert [Party.objects.count(), Paper.objects.count(), StatusRow.objects.count()] == counts
    row = Party.objects.filter(pk=pk).values().get()
    assert all(not row[name] for name in parties.FIELDS)
    assert all(row[f"{name}_digest"] == "" for name in parties.DIGESTED)
    assert not filing.path_of(paper.sha256).exists()
    assert parties.find(sealing.digest("name", "张三丰"), region=COUNTY) == []
    everything = all_bytes(tmp_path)
    assert not any(each in everything or each.hex().upper().encode() in everything for each in sealed)
    (shown,) = parties.masked(bureau.clerk, subject)
    assert shown.erased and shown.shown == {}
    with pytest.raises(RefusedParty):
        parties.unmask(subject, pk, Purpose.CONTACT, by=bureau.clerk, at=bureau.later())
    with pytest.raises(RefusedPaper):
        papers.content(Paper.objects.get())
    assert status.rebuild(COUNTY) == 0


def test_what_was_kept_long_enough_goes_by_itself(bureau, kept):
    subject, _ = kept
    assert daily.carry_out(bureau.later(days=100)).erased == 0
    bureau.close(subject)
    until = Party.objects.get().retention_until
    bureau.at = bureau.at.replace(year=until.year, month=until.month, day=until.day)
    assert daily.carry_out(bureau.at).erased == 0
    assert daily.carry_out(bureau.later(days=1)).erased == 1
    assert daily.carry_out(bureau.later(days=1)).erased == 0
    fact = reading.timeline(COUNTY, subject)[-1]
    assert (fact.entered_by, fact.body["ground"]) == ("clock", "expired")


def test_a_mistaken_entry_is_erased_at_once(bureau, kept):
    subject, pk = kept
    with pytest.raises(NotPermitted):
        parties.erase(subject, pk, Ground.MISTAKEN, by=bureau.inspector, at=bureau.later())
    parties.erase(subject, pk, Ground.MISTAKEN, by=bureau.clerk, at=bureau.later())
    assert Party.objects.get().erased_at


def test_particulars_are_corrected_and_found_anew(bureau, kept):
    subject, pk = kept
    with opened(subject, "casework.hand_over", by=bureau.clerk, at=bureau.later()) as case:
        parties.correct(case, pk, Particulars(name="张三", phone="13900000000"))
        assert parties.of_case(case) == {pk: Particulars(name="张三", phone="13900000000")}
        with pytest.raises(RefusedParty):
            parties.correct(case, pk + 1, ZHANG)
    assert parties.find(sealing.digest("name", "张三丰"), region=COUNTY) == []
    assert [each.pk for each in parties.find(sealing.digest("phone", "13900000000"), region=COUNTY)] == [pk]
