"""Every story is on the page, and every test that it names is there."""

from scripts import stories_page
from scripts.checks import ROOT


def test_every_story_is_told_and_every_test_named_is_there():
    proofs = stories_page.proofs()
    assert list(dict.fromkeys(each.story for each in proofs)) == [f"F{n}" for n in range(1, 26)]
    assert list(stories_page.missing()) == []
    assert (ROOT / "docs/reference/stories.md").read_text("utf-8") == stories_page.page()
    assert [each.says for each in proofs if not each.by] == [], "no sentence stands without a proof"


def test_a_test_that_is_not_there_is_missed(tmp_path):
    folder = tmp_path / "tests" / "foi"
    folder.mkdir(parents=True)
    (folder / "stories.toml").write_text(
        '[[stories]]\nkey = "F1"\ntitle = "x"\n'
        'proofs = [{ says = "x", by = ["foi/test_a.py::test_b", "foi/test_a.py::test_c",'
        ' "foi/gone.toml"] }]\n'
    )
    (folder / "test_a.py").write_text("def test_b(): ...\n")
    assert list(stories_page.missing(tmp_path)) == ["foi/gone.toml", "foi/test_a.py::test_c"]
