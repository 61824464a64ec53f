"""Whatever is wrong in a law file, the answer is a clear error or another answer, never a crash."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gongkai.law.calendar import notices
from gongkai.law.catalogue import areas, disclosures
from gongkai.law.deadlines import deadlines
from gongkai.law.errors import GongkaiError
from gongkai.law.fees import tariffs
from gongkai.law.files import instead, text_of
from gongkai.law.hours import sessions
from gongkai.law.outcomes import outcomes
from gongkai.law.parameters import parameters
from gongkai.law.receipt import rules
from gongkai.law.sources import sources

LOADERS = {
    "areas.toml": areas,
    "calendar/2020.toml": lambda: notices(2020),
    "deadlines.toml": deadlines,
    "disclosures.toml": disclosures,
    "fees.toml": tariffs,
    "outcomes.toml": outcomes,
    "parameters.toml": parameters,
    "receipts.toml": lambda: (rules("receipts"), rules("services")),
    "sessions.toml": sessions,
    "sources.toml": sources,
}
VALUE = re.compile(r'(?<== )("[^"]*"|\[\[?|\{|[\d-]+|true|false)')
JUNK = [
    "1",
    "-1",
    "0",
    '""',
    '"x"',
    "[]",
    "[1]",
    "{}",
    "{ a = 1 }",
    "true",
    "2020-01-01",
    "1.5",
    "nan",
    "10:00:00",
]


@pytest.mark.parametrize("name", LOADERS)
@given(data=st.data())
@settings(max_examples=25)
def test_a_value_of_another_kind(name, data):
    text = text_of(name)
    at = data.draw(st.sampled_from(list(VALUE.finditer(text))))
    junk = data.draw(st.sampled_from(JUNK))
    end = at.end()
    if at[0] in ("[", "[[", "{"):  # the whole list or table of that line
        close = text.find("\n", at.start())
        end = close if close > 0 else len(text)
        junk += " }" * (text[: at.start()].split("\n")[-1].count("{"))
    with instead(name, text[: at.start()] + junk + text[end:]):
        try:
            LOADERS[name]()
        except GongkaiError as refused:
            assert name in refused.message


@pytest.mark.parametrize("name", LOADERS)
@given(data=st.data())
@settings(max_examples=10)
def test_a_line_is_lost_or_doubled(name, data):
    lines = text_of(name).split("\n")
    n = data.draw(st.integers(0, len(lines) - 1))
    lines[n : n + 1] = data.draw(st.sampled_from([[], [lines[n], lines[n]]]))
    with instead(name, "\n".join(lines)):
        try:
            LOADERS[name]()
        except GongkaiError as refused:
            assert name in refused.message
