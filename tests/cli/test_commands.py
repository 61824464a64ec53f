"""The command line as a person meets it: what is printed, and the exit code."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from openpyxl import load_workbook

from gongkai.cli import COMMANDS, main

EXAMPLE = Path(__file__).parents[2] / "examples" / "weishi-2020.txt"
Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Run:
    def call(*arguments: object) -> tuple[int, str, str]:
        with pytest.raises(SystemExit) as stop:
            main([str(each) for each in arguments])
        out, err = capsys.readouterr()
        return stop.value.code, out, err

    return call


@pytest.fixture
def broken(tmp_path: Path) -> Path:
    """The example with one total changed: 总计 of 一 is 3 where the columns add up to 2."""
    text = EXAMPLE.read_text("utf-8")
    at = text.index("一、本年新收政府信息公开申请数量")
    end = text.index("二、上年结转")
    block = text[at:end]
    place = block.rindex("2")
    changed = text[:at] + block[:place] + "3" + block[place + 1 :] + text[end:]
    path = tmp_path / "改过.txt"
    path.write_text(changed, "utf-8")
    return path


def test_help_lists_every_command(run: Run) -> None:
    code, out, _ = run("--help")
    assert code == 0
    assert all(name in out for name in COMMANDS)


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_has_help_with_its_purpose(run: Run, name: str) -> None:
    code, out, _ = run(name, "--help")
    assert code == 0
    assert "用法" in out


def test_a_sound_report_ends_with_zero_and_its_remarks(run: Run) -> None:
    code, out, _ = run("check", EXAMPLE)
    assert code == 0
    assert "尉氏县人民政府办公室" in out
    assert "2620" in out  # the parts of 2633余条


def test_a_broken_identity_ends_with_one(run: Run, broken: Path) -> None:
    code, out, _ = run("check", broken)
    assert code == 1
    assert "T3-1" in out
    assert "T3-3" in out


def test_json_has_one_line_a_file_with_cells_and_findings(run: Run, broken: Path) -> None:
    code, out, _ = run("check", EXAMPLE, broken, "--json")
    lines = [json.loads(line) for line in out.splitlines()]
    assert code == 1
    assert [each["file"] for each in lines] == [str(EXAMPLE), str(broken)]
    sound = lines[0]
    assert (sound["organ"], sound["year"], sound["format"]) == ("尉氏县人民政府办公室", 2020, "annual-2019")
    assert sound["tables"]["requests"]["granted"]["natural_person"]["value"] == 2
    assert sound["tables"]["reviews"]["review_total"]["value"] == 0
    assert sound["tables"]["proactive"]["a20_9"]["procurement"]["procurement_amount"]["unit"] == "万元"
    failing = {(each["check"], each["at"]) for each in lines[1]["findings"] if each["level"] == "error"}
    assert failing == {("T3-1", "total"), ("T3-3", "new_received")}
    assert all(each["outcome"] != "holds" for each in lines[1]["findings"])


def test_all_lists_what_holds_too(run: Run) -> None:
    _, out, _ = run("check", EXAMPLE, "--json", "--all")
    outcomes = {each["outcome"] for each in json.loads(out)["findings"]}
    assert "holds" in outcomes


def test_english_is_spoken_when_asked(run: Run, broken: Path) -> None:
    _, out, _ = run("--lang", "en", "check", broken)
    assert "fails at total" in out


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["check", "没有.docx"], "没有.docx"),
        (["check"], "缺少"),
        (["chek"], "check"),
        (["convert", str(EXAMPLE), "--to", "zip"], "只能是"),
        (["due", "foi.reply", "--received", "2025-13-01"], "日期"),
        (["due", "foi.nothing", "--received", "2025-09-22"], "foi.reply"),
    ],
)
def test_wrong_use_ends_with_two_and_says_what_to_do(run: Run, arguments: list[str], said: str) -> None:
    code, out, err = run(*arguments)
    assert code == 2
    assert said in out + err
    assert "Traceback" not in err


def test_an_unreadable_file_does_not_stop_a_batch(run: Run, tmp_path: Path) -> None:
    empty = tmp_path / "空.txt"
    empty.write_bytes(b"")
    code, out, _ = run("check", empty, EXAMPLE, "--json")
    first, second = map(json.loads, out.splitlines())
    assert code == 2
    assert first["error"]["code"] == "empty"
    assert second["year"] == 2020


def test_findings_page_is_written(run: Run, broken: Path, tmp_path: Path) -> None:
    out = tmp_path / "结果.html"
    run("check", broken, "--html", out)
    page = out.read_text("utf-8")
    assert "T3-1" in page
    assert "<script" not in page


@pytest.mark.parametrize("to", ["docx", "html", "xlsx", "json", "txt", "pdf"])
def test_convert_reads_back_what_it_wrote(run: Run, tmp_path: Path, to: str) -> None:
    target = tmp_path / f"年报.{to}"
    code, _, err = run("convert", EXAMPLE, "--to", to, "-o", target)
    assert code == 0, err
    assert target.stat().st_size > 1000
    if to == "xlsx":
        assert len(load_workbook(target).sheetnames) >= 3


def test_convert_does_not_overwrite(run: Run, tmp_path: Path) -> None:
    target = tmp_path / "年报.json"
    target.write_text("别动我", "utf-8")
    code, _, err = run("convert", EXAMPLE, "--to", "json", "-o", target)
    assert code == 2
    assert "--force" in err
    assert target.read_text("utf-8") == "别动我"


def test_compare_finds_a_broken_carry_over(run: Run, tmp_path: Path) -> None:
    run("convert", EXAMPLE, "--to", "json", "-o", tmp_path / "old.json")
    report = json.loads((tmp_path / "old.json").read_text("utf-8"))
    report["year"] = 2021
    report["tables"]["requests"]["carried_in"]["natural_person"]["value"] = 1
    report["tables"]["requests"]["carried_in"]["total"]["value"] = 1
    (tmp_path / "new.json").write_text(json.dumps(report, ensure_ascii=False), "utf-8")
    code, out, _ = run("compare", tmp_path / "old.json", tmp_path / "new.json", "--json")
    assert code == 1
    assert "X-1" in out


def test_consolidate_adds_up_and_compares_with_the_parent(run: Run, tmp_path: Path) -> None:
    code, out, _ = run("consolidate", EXAMPLE, EXAMPLE, "--json")
    assert code == 0
    lines = {each["cell"]: each for each in json.loads(out)["lines"]}
    assert lines["requests.new_received.total"]["total"] == 4
    assert sum(lines["requests.new_received.total"]["contributions"].values()) == 4


def test_due_explains_itself_in_json(run: Run) -> None:
    code, out, _ = run("due", "foi.reply", "--received", "2025-09-22", "--json")
    answer = json.loads(out)
    assert code == 0
    assert (answer["due_on"], answer["provisional"]) == ("2025-10-24", False)
    make_up_day = next(step for step in answer["steps"] if step["on"] == "2025-09-28")
    assert make_up_day["counted"]
    assert "调休" in make_up_day["why"]


@pytest.mark.parametrize(
    ("arguments", "due_on"),
    [
        (["--supplement", "2025-04-21..2025-05-06"], "2025-06-04"),
        (
            [
                "--consult",
                "third_party:2025-04-22/2025-04-23..2025-05-09",
                "--consult",
                "co_maker:2025-04-28..2025-05-14",
            ],
            "2025-06-05",
        ),
    ],
)
def test_due_takes_supplements_and_consultations(run: Run, arguments: list[str], due_on: str) -> None:
    _, out, _ = run("due", "foi.reply", "--received", "2025-04-15", *arguments, "--json")
    assert json.loads(out)["due_on"] == due_on


def test_a_late_reply_ends_with_one_and_says_by_how_much(run: Run) -> None:
    code, out, _ = run("due", "foi.reply", "--received", "2025-09-15", "--replied", "2025-10-24")
    assert code == 1
    assert "超期5个工作日" in out
