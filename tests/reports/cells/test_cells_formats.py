"""Format files are what runs: change one in memory and the answer changes; a broken one fails on loading."""

import tomllib
from datetime import date
from importlib.resources import files

import pytest

from gongkai.foi import facts as foi
from gongkai.hotline import facts as hotline
from gongkai.law.errors import GongkaiError
from gongkai.law.outcomes import outcomes, outcomes_of_row
from gongkai.records import facts as records
from gongkai.reports.cells import fill
from gongkai.reports.format import FORMAT_IDS, WORK_ID, load_format, parse_format
from reports.cells.fact_streams import ORGANS, Act, at, entered

ALL = (*FORMAT_IDS, WORK_ID)


def text_of(format_id):
    return (files("gongkai.reports") / "formats" / f"{format_id}.toml").read_text("utf-8")


def changed(format_id, old, new):
    text = text_of(format_id)
    assert old in text, old
    return parse_format(text.replace(old, new))


def value(form, acts, cell, year=2021):
    return fill(form, entered(acts), year=year, organs=ORGANS).cells[cell].value


def act(name, deed, subject, on):
    return Act(name, deed, subject, ORGANS[0], on, at(on))


RECEIVED = act(
    "in",
    foi.Received(applicant=foi.ApplicantKind.RESEARCH, intake=foi.Intake.FAX),
    "foi:1",
    date(2020, 5, 6),
)
NEWS = act("n", records.Published(genre=records.Genre.NEWS), "record:1", date(2021, 3, 2))
MADE = act("m", records.Made(genre=records.Genre.RULES), "record:2", date(2021, 3, 2))
CALL = act(
    "c",
    hotline.Received(line=hotline.Line.CITY, appeal=hotline.Appeal.HELP),
    "hotline:1",
    date(2021, 3, 2),
)


@pytest.mark.parametrize(
    ("format_id", "old", "new", "acts", "cell"),
    [
        (
            "annual-2019",
            '{ count = "records.made" }',
            '{ count = "records.published" }',
            [MADE],
            "proactive.a20_1.regulations.made_this_year",
        ),
        (
            "annual-2021",
            'label = "行政规范性文件", also = ["规范性文件"], where = { genre = "normative_document" }',
            'label = "行政规范性文件", where = { genre = "news" }',
            [NEWS],
            "proactive.a20_1.normative_docs.issued",
        ),
        (
            "annual-2021",
            'opening = { applicant = "research" }',
            'opening = { applicant = ["research", "business"] }',
            [
                act(
                    "b",
                    foi.Received(applicant=foi.ApplicantKind.BUSINESS, intake=foi.Intake.FAX),
                    "foi:2",
                    date(2021, 5, 6),
                )
            ],
            "requests.new_received.research",
        ),
        (
            "annual-2021",
            'key = "carried_in", label = "二、上年结转政府信息公开申请数量", fill = { open_at = "year_start"',
            'key = "carried_in", label = "二、上年结转政府信息公开申请数量", fill = { open_at = "year_end"',
            [act("new", RECEIVED.deed, "foi:3", date(2021, 6, 1))],
            "requests.carried_in.total",
        ),
        (
            "work",
            'label = "县长专线直接受理", fill = { count = "hotline.received" }, where = { line = "county" }',
            'label = "县长专线直接受理", fill = { count = "hotline.received" }',
            [CALL],
            "work.county_received.count",
        ),
    ],
)
def test_a_changed_format_changes_the_answer(format_id, old, new, acts, cell):
    before = value(parse_format(text_of(format_id)), acts, cell)
    after = value(changed(format_id, old, new), acts, cell)
    assert before != after


@pytest.mark.parametrize("format_id", FORMAT_IDS)
def test_each_outcome_has_one_row_by_law(format_id):
    rows = [row.key for row in load_format(format_id).table("requests").blocks[0].rows if row.outcomes]
    landed = [outcome for row in rows for outcome in outcomes_of_row(format_id, row)]
    assert sorted(landed) == sorted(outcomes()) and len(rows) == len(set(rows))
    assert set(outcomes()) == {each.value for each in foi.Outcome}


def test_no_format_file_names_an_outcome():
    for format_id in FORMAT_IDS:
        for row in tomllib.loads(text_of(format_id))["tables"][1]["blocks"][0]["rows"]:
            assert "outcome" not in row.get("where", {})


@pytest.mark.parametrize("format_id", ALL)
def test_cell_ids_are_unique_and_every_cell_has_a_way(format_id):
    form = load_format(format_id)
    recipes = form.recipes()
    assert len({each.cell_id for each in recipes}) == len(recipes) > 15


BROKEN = """
id = "work"
title = "t"
[[tables]]
key = "work"
[[tables.blocks]]
key = "work"
columns = [ {column} ]
rows = [ {row} ]
"""


@pytest.mark.parametrize(
    ("column", "row", "message"),
    [
        ('key = "count", label = ""', 'key = "r", label = ""', "必须有且只有一个写明 fill"),
        (
            'key = "count", label = "", fill = { declared = true }',
            'key = "r", label = "", fill = { count = "foi.received" }',
            "必须有且只有一个写明 fill",
        ),
        ('key = "count", label = "", fill = { guessed = true }', 'key = "r", label = ""', "fill 只能是"),
        (
            'key = "count", label = "", fill = { open_at = "midsummer", spell = "application" }',
            'key = "r", label = ""',
            "year_start",
        ),
        (
            'key = "count", label = "", fill = { open_at = "year_end" }',
            'key = "r", label = ""',
            "fill 只能是",
        ),
        (
            'key = "count", label = "", where = { line = "city" }',
            'key = "r", label = "", fill = { count = "hotline.received" }, where = { line = "county" }',
            "行和列都写了条件 line",
        ),
        ('key = "count", label = "", sum = ["nothing"]', 'key = "r", label = ""', "不在本表中"),
    ],
)
def test_a_broken_format_says_which_cell_and_what(column, row, message):
    text = BROKEN.replace("{column}", f"{{ {column} }}").replace("{row}", f"{{ {row} }}")
    with pytest.raises(GongkaiError, match=message) as refused:
        parse_format(text)
    assert "work.r.count" in refused.value.message


def test_a_sum_of_itself_is_refused():
    form = parse_format(
        BROKEN.replace("{column}", '{ key = "count", label = "", sum = ["count"] }').replace(
            "{row}", '{ key = "r", label = "" }'
        )
    )
    with pytest.raises(GongkaiError, match="引用了自己"):
        fill(form, [], year=2020, organs=ORGANS)


def test_an_unknown_format_is_refused():
    with pytest.raises(GongkaiError, match="没有“annual-1999”"):
        load_format("annual-1999")
