"""Spoken questions find what answers them first, among all that the sample year publishes."""

import tomllib
from pathlib import Path

import pytest

from gongkai.demo.register import Register
from gongkai.demo.sample_year import SampleYear
from gongkai.records.content import AttachmentRef, fingerprint
from gongkai.records.markup import text_of
from gongkai.records.types import type_of
from gongkai.search.documents import IndexDoc
from gongkai.search.engines import engine_at
from gongkai.search.plans import plan
from gongkai.search.results import Filters, Sort

QUESTIONS = tomllib.loads(Path(__file__).with_name("questions.toml").read_text("utf-8"))


def documents():
    register = Register(SampleYear(), lambda data, name: AttachmentRef(name, fingerprint(data), len(data)))
    rows = (row for _, make in register.groups() for row in make())
    for number, row in enumerate(rows, start=1):
        content = row.content
        parts = (content.abstract, " ".join(content.keywords), text_of(content.body))
        yield IndexDoc(
            id=number,
            subject=row.subject,
            title=content.title,
            published_on=row.published_on,
            doc_no=content.doc_no,
            body_text="\n".join(each for each in parts if each),
            genre=type_of(row.type).genre.value,
        )


@pytest.fixture(scope="module")
def first(tmp_path_factory):
    """The title that a question finds first."""
    engine = engine_at(f"sqlite:///{tmp_path_factory.mktemp('questions')}")
    docs = {each.subject: each for each in documents()}
    engine.rebuild(docs.values(), seq=0)

    def ask(asked):
        page = engine.search(
            plan(asked),
            filters=Filters(),
            sort=Sort.RELEVANCE,
            visible_to=frozenset({"public"}),
            number=1,
            size=1,
            want_facets=False,
        )
        return docs[page.hits[0].subject].title if page.hits else ""

    yield ask
    engine.close()


@pytest.mark.parametrize("question", QUESTIONS["tuned"], ids=lambda each: each["asked"])
def test_what_answers_a_question_comes_first(first, question):
    assert question["answers"] in first(question["asked"])


def test_questions_that_nobody_worked_on_are_answered_too(first):
    held_out = QUESTIONS["held_out"]
    answered = [each for each in held_out if each["answers"] in first(each["asked"])]
    assert len(held_out) == 10 and len(answered) >= 8
