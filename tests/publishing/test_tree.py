"""Files in a tree: whole or not at all, untouched where nothing changed, and nothing outside of it."""

import gzip

import pytest

from gongkai.portal.publishing.tree import Tree, address_of, differences, place_of


@pytest.mark.parametrize(
    "address",
    ["", "xinwen/", "/../a", "/a/../b", "/a//b", "/.hidden", "/a/.b", "/a\\b", "/a?b", "/新闻/", "/a\n"],
)
def test_only_addresses_of_files_have_a_place(address):
    with pytest.raises(ValueError, match="not an address"):
        place_of(address)


@pytest.mark.parametrize("address", ["/", "/xinwen/", "/art/2020/1.html", "/files/ab.pdf", "/sitemap.xml"])
def test_a_place_leads_back_to_its_address(address):
    assert address_of(place_of(address)) == address


def test_what_does_not_change_is_not_touched(tmp_path):
    tree = Tree(tmp_path)
    assert tree.put("/a.html", b"one")
    before = (tmp_path / "public/a.html").stat().st_mtime_ns
    assert not tree.put("/a.html", b"one")
    assert (tmp_path / "public/a.html").stat().st_mtime_ns == before
    assert tree.put("/a.html", b"two") and tree.read("/a.html") == b"two"


def test_gone_takes_the_place_of_the_page_and_back(tmp_path):
    tree = Tree(tmp_path)
    tree.put("/art/2020/1.html", b"page")
    assert tree.gone("/art/2020/1.html", b"notice")
    assert tree.read("/art/2020/1.html") is None and tree.read("/art/2020/1.html", "gone") == b"notice"
    tree.put("/art/2020/1.html", b"again")
    assert tree.read("/art/2020/1.html", "gone") is None
    assert tree.remove("/art/2020/1.html") and not tree.remove("/art/2020/1.html")


def test_compressed_copies_follow_their_page(tmp_path):
    tree = Tree(tmp_path, packed=True)
    body = "公开".encode() * 1000
    tree.put("/a.html", body)
    packed = tmp_path / "public/a.html.gz"
    assert gzip.decompress(packed.read_bytes()) == body
    assert [name for name, _ in tree.files()] == ["public/a.html"]
    tree.gone("/a.html", b"notice")
    assert not packed.exists()


def test_a_file_is_linked_not_copied(tmp_path):
    source = tmp_path / "source"
    source.write_bytes(b"data")
    tree = Tree(tmp_path / "tree")
    assert tree.link("/files/a.pdf", source) and not tree.link("/files/a.pdf", source)
    assert (tmp_path / "tree/public/files/a.pdf").samefile(source)
    tree.remove("/files/a.pdf")
    assert source.exists()


def test_differences_name_what_is_not_the_same(tmp_path):
    one, other = Tree(tmp_path / "one"), Tree(tmp_path / "other")
    for tree, text in ((one, b"1"), (other, b"2")):
        tree.put("/same.html", b"same")
        tree.put("/a.html", text)
    one.put("/only.html", b"here")
    other.gone("/g.html", b"gone")
    assert differences(one, other) == ["gone/g.html", "public/a.html", "public/only.html"]
