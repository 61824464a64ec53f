"""Each check of the house finds what it is for, and finds nothing where there is nothing."""

from collections.abc import Callable
from pathlib import Path, PurePosixPath
from types import ModuleType

import pytest

from scripts import check
from scripts.checks import ROOT, documents, glossary, locks, marked, places, sizes

Write = Callable[[str, str], None]


@pytest.fixture
def write(tmp_path: Path) -> Write:
    """``write(path, text)`` puts a file into an otherwise empty project."""

    def put(path: str, text: str) -> None:
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_text(text, "utf-8")

    put("scripts/checks/glossary.toml", (ROOT / "scripts/checks/glossary.toml").read_text("utf-8"))
    return put


def said(module: ModuleType, root: Path) -> list[str]:
    return [str(each) for each in module.problems(root)]


# Sizes


def long_function(lines: int, docstring: str = "") -> str:
    body = "\n".join(f"    x{n} = {n}" for n in range(lines - 1))
    return f"def long():\n{docstring}{body}\n"


@pytest.mark.parametrize(
    ("path", "text", "found"),
    [
        ("src/a.py", "x = 1\n" * 400, 0),
        ("src/a.py", "x = 1\n" * 401, 1),
        ("src/a.py", long_function(40), 0),
        ("src/a.py", long_function(41), 1),
        ("src/a.py", long_function(40, '    """Says.\n\n    Much.\n    """\n'), 0),
        ("src/a.py", "class A:\n" + "".join(f"    {x}\n" for x in long_function(41).splitlines()), 1),
        ("src/a/migrations/0001_first.py", "x = 1\n" * 900, 0),
        ("src/a/templates/a/page.html", "<p>\n" * 150, 0),
        ("src/a/templates/a/page.html", "<p>\n" * 151, 1),
    ],
)
def test_sizes(tmp_path: Path, write: Write, path: str, text: str, found: int) -> None:
    write(path, text)
    assert len(said(sizes, tmp_path)) == found


def test_a_size_may_be_excepted_for_a_reason_and_only_while_needed(tmp_path: Path, write: Write) -> None:
    excepted = '[[exception]]\npath = "src/a.py"\nfunction = "long"\nlimit = 50\nreason = "one table"\n'
    write("src/a.py", long_function(45))
    write("scripts/checks/sizes.toml", excepted)
    assert said(sizes, tmp_path) == []
    write("scripts/checks/sizes.toml", excepted.replace("one table", " "))
    assert "without a reason" in said(sizes, tmp_path)[0]
    write("scripts/checks/sizes.toml", excepted)
    write("src/a.py", long_function(51))
    assert "51 lines, at most 50" in said(sizes, tmp_path)[0]
    write("src/a.py", long_function(39))
    assert "no longer needed" in said(sizes, tmp_path)[0]


# Words of screens


@pytest.mark.parametrize(
    ("path", "text", "found"),
    [
        ("src/gongkai/records/forms.py", 'title = text("标题")\n', 1),
        ("src/gongkai/records/forms.py", 'title = text(_("标题"))\n', 0),
        ("src/gongkai/records/views/page.py", 'def f(n):\n    return f"共{n}条"\n', 1),
        ("src/gongkai/desk/menu.py", 'TITLES = {"work": "我的工作"}\n', 1),
        ("src/gongkai/records/tables.py", 'column = day(verbose_name="日期")\n', 1),
        ("src/gongkai/records/screens.py", '"""菜单。"""\n', 0),
        ("src/gongkai/records/views/page.py", 'raise RefusedFile("x", "请另选文件。")\n', 0),
        ("src/gongkai/records/errors.py", 'words = "没有找到"\n', 0),
        ("src/gongkai/records/forms.py", 'title = gettext_lazy("标题")\n', 0),
        ("src/gongkai/records/forms.py", 'title = translated("标题")\n', 1),
    ],
)
def test_words_of_screens_are_marked(tmp_path: Path, write: Write, path: str, text: str, found: int) -> None:
    write(path, text)
    assert len(said(marked, tmp_path)) == found


# Glossary

RULES = glossary.rules()


def place(rule: glossary.Rule, line: str) -> PurePosixPath:
    """A path where the rule looks; rules on modules take the line as the module's name."""
    return PurePosixPath(f"src/gongkai/{line}.py" if rule.looks_at == "module" else "src/gongkai/example.py")


@pytest.mark.parametrize(("rule", "line"), [(rule, line) for rule in RULES for line in rule.good])
def test_a_good_line_passes(rule: glossary.Rule, line: str) -> None:
    assert list(rule.breaks(place(rule, line), "" if rule.looks_at == "module" else line)) == []


@pytest.mark.parametrize(("rule", "line"), [(rule, line) for rule in RULES for line in rule.bad])
def test_a_bad_line_fails(rule: glossary.Rule, line: str) -> None:
    assert list(rule.breaks(place(rule, line), "" if rule.looks_at == "module" else line))


def test_every_rule_has_examples_both_ways() -> None:
    assert [rule.id for rule in RULES if not rule.good or not rule.bad] == []
    assert len({rule.id for rule in RULES}) == len(RULES)


def test_a_rule_is_kept_where_it_belongs(tmp_path: Path, write: Write) -> None:
    write("src/gongkai/foi/facts.py", "class ReviewFiled: ...\n")
    write("src/gongkai/reports/report.py", "reviews = {}\n")
    write("src/gongkai/oversight/utils.py", "")
    found = said(glossary, tmp_path)
    assert [each.partition(": ")[0] for each in found] == [
        "src/gongkai/foi/facts.py:1",
        "src/gongkai/oversight/utils.py",
    ]


# Lock files

HASH = " \\\n    --hash=sha256:00"


@pytest.mark.parametrize(
    ("changed", "text", "says"),
    [
        ("base.txt", "django==5.2\n", "has no hash"),
        ("base.txt", f"--index-url https://mirror.example/simple\ndjango==5.2{HASH}\n", "names an address"),
        ("base.txt", f"django @ https://mirror.example/django.whl{HASH}\n", "names an address"),
        ("base.txt", f"click==8{HASH}\n", "django is not locked"),
        ("dev.txt", f"django==5.1{HASH}\npytest==9{HASH}\n", "django is another version in base.txt"),
        ("dev.txt", f"django==5.2{HASH}\n", "pytest is not locked"),
    ],
)
def test_locks(tmp_path: Path, write: Write, changed: str, text: str, says: str) -> None:
    write("requirements/base.in", "# what it runs on\nDjango>=5\n")
    write("requirements/dev.in", "-r base.in\npytest\n")
    write("requirements/base.txt", f"django==5.2{HASH}\n")
    write("requirements/dev.txt", f"django==5.2{HASH}\npytest==9{HASH}\n")
    assert said(locks, tmp_path) == []
    write(f"requirements/{changed}", text)
    assert says in " ".join(said(locks, tmp_path))


def test_another_lock_is_refused(tmp_path: Path, write: Write) -> None:
    write("uv.lock", "")
    assert "is not used here" in said(locks, tmp_path)[0]


# Places


@pytest.mark.parametrize(
    "line",
    ["path = '/ro" + "ot/project'", "see ..", "/Us" + "ers/li/report.docx", "http://192." + "168.1.8/x"],
)
def test_places(tmp_path: Path, write: Write, line: str) -> None:
    line = line if line != "see .." else "see .." + "/shared/reports"
    write("src/a.py", f"{line}\n")
    assert said(places, tmp_path)[0].startswith("src/a.py:1:")


def test_addresses_of_the_web_are_places_too_but_allowed(tmp_path: Path, write: Write) -> None:
    write("docs/a.md", "https://www.gov.cn/zhengce/ and /var/lib and homework/roots\n")
    assert said(places, tmp_path) == []


# Documents


@pytest.fixture
def documented(tmp_path: Path, write: Write, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A small project whose documents are in order."""
    for kind in documents.KINDS:
        write(f"docs/{kind}/README.md", "# Index\n")
    write("Makefile", "demo:\n\techo\n")
    write("docs/how-to/README.md", "# How to\n[Check](check.md)\n")
    write("docs/how-to/check.md", "# Check a report\n\n```\ngongkai check a.docx --json | head\n```\n")
    write("docs/explanation/adr/README.md", "[1](0001-facts.md)\n")
    write("docs/explanation/adr/0001-facts.md", "".join(f"## {part}\n" for part in documents.ADR_PARTS))
    write("README.md", "[How](docs/how-to/check.md#check-a-report), `make demo`; make it yours\n")
    monkeypatch.setattr(documents.pages, "PAGES", {})
    return tmp_path


def test_documents_in_order(documented: Path) -> None:
    assert said(documents, documented) == []


@pytest.mark.parametrize(
    ("path", "text", "says"),
    [
        ("README.md", "[How](docs/how-to/gone.md)", "README.md:1: leads nowhere: docs/how-to/gone.md"),
        ("README.md", "![Picture](docs/gone.png)", "leads nowhere: docs/gone.png"),
        ("README.md", '<img alt="" src="docs/gone.png">', "leads nowhere: docs/gone.png"),
        ("README.md", "[How](docs/how-to/check.md#nothing)", "no such heading"),
        ("README.md", "Try `make tea`.", "no such target: make tea"),
        (
            "docs/how-to/check.md",
            "\n```\n$ gongkai chekc a.docx\n```\n",
            ":3: no such command: gongkai chekc",
        ),
        (
            "docs/how-to/check.md",
            "\n```\ngongkai check a --jsn\n```\n",
            "gongkai check a has no option --jsn",
        ),
        ("docs/how-to/alone.md", "# Alone\n", "is not listed in docs/how-to/README.md"),
        ("docs/explanation/adr/0003-cache.md", "", "the next decision is number 0002"),
        ("docs/explanation/adr/0001-facts.md", "## Status\n", "has no part 'Decision'"),
    ],
)
def test_documents(documented: Path, write: Write, path: str, text: str, says: str) -> None:
    write(path, text)
    assert says in " | ".join(said(documents, documented))


def test_a_citation_that_leads_nowhere_is_seen(documented: Path, write: Write) -> None:
    write("src/gongkai/foi/clock.py", '"""Due. Law: OGI 33.2; OGI 99."""\n')
    assert "foi/clock.py: the citation OGI 99 leads nowhere" in said(documents, documented)[0]


def test_a_missing_index_is_seen(documented: Path) -> None:
    (documented / "docs/tutorial/README.md").unlink()
    assert said(documents, documented) == ["docs/tutorial/README.md: the index is missing"]


def test_a_stale_page_is_seen(documented: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(documents.pages, "PAGES", {"docs/reference/command-line.md": "scripts.command_page"})
    assert "run `make docs`" in said(documents, documented)[0]


# All together


@pytest.mark.parametrize("module", [sizes, glossary, locks, places, documents])
def test_the_house_is_in_order(module: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    """Our own checks on this tree; whether generated pages are up to date is for `make check` alone."""
    monkeypatch.setattr(documents.pages, "PAGES", {})
    assert said(module, ROOT) == []


def test_checking_goes_on_after_a_failure(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(check, "CHECKS", {"one": lambda: (False, "a.py:1: wrong"), "two": lambda: (True, "")})
    assert check.main([]) == 1
    shown = capsys.readouterr().out
    assert "✗ one" in shown and "    a.py:1: wrong" in shown and "✓ two" in shown
    assert shown.endswith("1 of 2 checks failed: one\n")
    assert check.main(["two"]) == 0
    assert check.main(["three"]) == 2
