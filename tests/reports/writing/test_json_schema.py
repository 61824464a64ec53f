"""The published schema: what is written fits it, what is not so does not, and the docs say the same."""

import json
import re
from copy import deepcopy
from importlib.resources import files
from pathlib import Path

import jsonschema
import pytest
from hypothesis import given, settings
from made import reports

from gongkai.reports.report import CellKind, Report
from gongkai.reports.writing.as_json import report_json

SCHEMA = json.loads((files("gongkai.reports") / "schema" / "report.schema.json").read_text("utf-8"))
PAGE = Path(__file__).parents[3] / "docs" / "reference" / "json.md"


@pytest.fixture(scope="module")
def validator():
    jsonschema.Draft202012Validator.check_schema(SCHEMA)
    return jsonschema.Draft202012Validator(SCHEMA)


@settings(max_examples=15)
@given(reports())
def test_what_is_written_fits_the_schema(report):
    whole = json.loads(json.dumps(report_json(report)))
    jsonschema.Draft202012Validator(SCHEMA).validate(whole)


def test_an_empty_report_fits_too(validator):
    validator.validate(report_json(Report("annual-2019")))


@pytest.mark.parametrize(
    ("way", "wrong"),
    [
        (("format",), "annual-2018"),
        (("year",), "2020"),
        (("tables", "reviews", "review_total", "kind"), "zero"),
        (("tables", "reviews", "review_total", "value"), 1.5),
        (("tables", "reviews", "review_total", "value"), "1e3"),
        (("tables", "reviews", "review_total", "value"), 1),
        (("tables", "reviews", "Bad Key"), {"value": 1, "kind": "number", "raw": ""}),
        (("sections", "s7"), "七"),
        (("surprise",), 1),
    ],
)
def test_what_is_not_so_does_not_fit(validator, way, wrong):
    whole = deepcopy(report_json(Report("annual-2019")))
    branch = whole
    for step in way[:-1]:
        branch = branch[step]
    branch[way[-1]] = wrong
    assert not validator.is_valid(whole)


def test_the_example_in_the_documentation_fits(validator):
    example = re.search(r"```json\n(.*?)```", PAGE.read_text("utf-8"), re.S)[1]
    validator.validate(json.loads(example))


def test_the_documentation_names_every_key_and_kind():
    page = PAGE.read_text("utf-8")
    keys = [*SCHEMA["properties"], *SCHEMA["$defs"]["cell"]["properties"]]
    assert [each for each in keys if f"`{each}`" not in page] == []
    assert [each for each in CellKind if f"| `{each}` |" not in page] == []
    assert set(SCHEMA["$defs"]["cell"]["properties"]["kind"]["enum"]) == set(CellKind)
