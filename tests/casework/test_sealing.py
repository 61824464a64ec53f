"""Sealing: other bytes each time, keys that change, digests that find, nothing readable left."""

import base64

import pytest

from gongkai.casework import sealing
from gongkai.casework.errors import BrokenSeal

K1, K2 = (base64.b64encode(bytes([n]) * 32).decode() for n in (1, 2))


@pytest.fixture(params=["", "sm4"])
def keyed(request, monkeypatch):
    monkeypatch.setenv("GONGKAI_KEYS", f"k1:{K1}")
    monkeypatch.setenv("GONGKAI_CIPHER", request.param)
    return monkeypatch


def test_the_same_text_gives_other_bytes_each_time(keyed):
    made = {sealing.seal("张三") for _ in range(50)}
    assert len(made) == 50 and {sealing.unseal(each) for each in made} == {"张三"}
    assert all("张三".encode() not in each for each in made)
    assert sealing.seal("") == b"" and sealing.unseal(b"") == ""


def test_every_changed_byte_is_noticed(keyed):
    sealed = sealing.seal("41022319900101123X")
    for place in range(len(sealed)):
        broken = bytearray(sealed)
        broken[place] ^= 1
        with pytest.raises(BrokenSeal):
            sealing.unseal(bytes(broken))
    with pytest.raises(BrokenSeal):
        sealing.unseal(sealed[:-1])


def test_a_new_key_seals_and_the_old_one_still_opens(keyed):
    old, digest = sealing.seal("张三"), sealing.digest("name", "张三")
    keyed.setenv("GONGKAI_KEYS", f"k1:{K1},k2:{K2}")
    new = sealing.seal("张三")
    assert (old[2:4], new[2:4]) == (b"k1", b"k2")
    assert sealing.unseal(old) == sealing.unseal(new) == "张三"
    assert sealing.digest("name", "张三") == digest
    keyed.setenv("GONGKAI_KEYS", f"k2:{K2}")
    with pytest.raises(BrokenSeal, match="k1"):
        sealing.unseal(old)


def test_a_value_sealed_with_one_cipher_opens_under_the_other(monkeypatch):
    monkeypatch.setenv("GONGKAI_KEYS", f"k1:{K1}")
    sealed = sealing.seal("张三")
    monkeypatch.setenv("GONGKAI_CIPHER", "sm4")
    assert sealing.unseal(sealed) == "张三" and sealing.seal("张三")[0] != sealed[0]


def test_keys_are_made_on_first_use_for_their_owner_alone(tmp_path, monkeypatch):
    monkeypatch.delenv("GONGKAI_KEYS", raising=False)
    monkeypatch.setenv("GONGKAI_HOME", str(tmp_path))
    sealed = sealing.seal("张三")
    path = tmp_path / sealing.FILE
    assert path.stat().st_mode & 0o777 == 0o600
    assert [each.name for each in tmp_path.iterdir()] == [sealing.FILE]
    assert sealing.unseal(sealed) == "张三"
    monkeypatch.setenv("GONGKAI_HOME", str(tmp_path / "other"))
    with pytest.raises(BrokenSeal):
        sealing.unseal(sealed)


@pytest.mark.parametrize("text", ["", "k1", "k1 abc", f"K1 {K1}", f"k1:{K1},k1:{K2}", f"k1:{K1[:-4]}"])
def test_broken_keys_are_refused_without_showing_them(text):
    with pytest.raises(BrokenSeal) as refused:
        sealing.read_keys(text)
    assert K1[:8] not in str(refused.value)


def test_digests_find_the_same_value_however_it_was_written(keyed):
    phone = sealing.digest("phone", "13800000000")
    for written in ("138-0000-0000", "１３８００００００００", "+86 138 0000 0000", "0086-13800000000"):
        assert sealing.digest("phone", written) == phone
    assert sealing.digest("phone", "13800000001") != phone
    assert sealing.digest("id_no", "41022319900101123x") == sealing.digest(
        "id_no", "４１０２２３ 19900101 123X"
    )
    assert sealing.digest("name", "阿依古丽·买买提") == sealing.digest("name", "阿依古丽 ‧ 买买提")
    assert sealing.digest("email", "Zhang@Example.CN ") == sealing.digest("email", "zhang@example.cn")
    # Kinds do not meet: a number as telephone and as identity are two things.
    assert sealing.digest("id_no", "13800000000").partition(":")[2] != phone.partition(":")[2]
    assert sealing.digest("phone", "--") == ""
