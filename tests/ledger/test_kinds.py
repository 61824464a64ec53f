"""Every kind of fact: documented, cited, and stored so that it can be read back."""

import inspect
import json
import re
import subprocess
import sys
from dataclasses import fields
from datetime import UTC
from decimal import Decimal
from enum import StrEnum
from typing import get_origin, get_type_hints

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gongkai.law.errors import GongkaiError
from gongkai.ledger import bodies, kinds
from gongkai.ledger.kinds import KINDS
from gongkai.ledger.spells import spells
from scripts import facts_page, pages

HAN = re.compile("[一-鿿]")
COUNTED = """
records.made records.published records.taken_down records.repealed records.explained records.cleared
records.reassessed foi.received foi.supplement_requested foi.supplemented foi.consultation_opened
foi.consultation_closed foi.extended foi.decided foi.redecided foi.delivered foi.withdrawn foi.reopened
foi.fee_noticed foi.fee_paid foi.transferred hotline.received hotline.assigned hotline.referred
hotline.returned hotline.chased hotline.replied hotline.closed hotline.called_back hotline.briefing_issued
hotline.exchange_published oversight.inspected oversight.rectified oversight.appraised
oversight.held_to_account oversight.trained oversight.reconsideration_filed
oversight.reconsideration_concluded oversight.lawsuit_filed oversight.lawsuit_concluded
casework.mail_arrived casework.mail_handed_over casework.handed_over casework.taken_over
casework.lateness_explained reports.figure_declared reports.filed ledger.voided
"""

every_kind = pytest.mark.parametrize("kind", sorted(KINDS))


def test_the_kinds_that_are_counted_exist():
    assert set(COUNTED.split()) <= set(KINDS)


@every_kind
def test_a_kind_is_documented_cited_and_named_after_its_app(kind):
    cls = KINDS[kind]
    assert cls.__module__ == f"gongkai.{kind.split('.')[0]}.facts"
    assert HAN.search(cls.__doc__), "the Chinese term stands in the docstring"
    assert re.fullmatch(r"([A-Z]+\d* \d+(\.\d+)?)?", cls.law)
    assert cls.__dataclass_params__.frozen
    assert not cls.trait or (cls.opens and cls.trait in {each.name for each in fields(cls)})
    for each in fields(cls):
        hint = get_type_hints(cls)[each.name]
        assert bodies._reader(hint), "a field has a type that a body can hold"


@every_kind
def test_every_choice_is_explained_in_chinese(kind):
    module = sys.modules[KINDS[kind].__module__]
    for choices in vars(module).values():
        if (
            isinstance(choices, type)
            and issubclass(choices, StrEnum)
            and choices.__module__.startswith(module.__package__ + ".")
        ):
            says = {
                hit["value"]: hit["says"] for hit in facts_page.MEMBER.finditer(inspect.getsource(choices))
            }
            assert set(says) == {each.value for each in choices}
            if choices.__name__ not in ("Genre", "Appeal", "Cause"):
                assert all(HAN.search(text or "") for text in says.values()), choices


def values_of(hint):
    simple = {
        str: st.text("甲乙丙ab1〔〕 ", max_size=8),
        int: st.integers(0, 10**9),
        bool: st.booleans(),
        Decimal: st.decimals(-(10**9), 10**9, places=4, allow_nan=False),
    }
    if hint in simple:
        return simple[hint]
    if getattr(hint, "__name__", "") == "date":
        return st.dates()
    if getattr(hint, "__name__", "") == "datetime":
        return st.datetimes(timezones=st.just(UTC))
    if isinstance(hint, type) and issubclass(hint, StrEnum):
        return st.sampled_from(list(hint))
    if get_origin(hint) is tuple:
        return st.lists(values_of(hint.__args__[0]), max_size=3).map(tuple)
    (inner,) = (each for each in hint.__args__ if each is not type(None))
    return st.none() | values_of(inner)


@st.composite
def deeds(draw):
    cls = KINDS[draw(st.sampled_from(sorted(KINDS)))]
    hints = get_type_hints(cls)
    return cls(**{each.name: draw(values_of(hints[each.name])) for each in fields(cls) if each.init})


@settings(max_examples=300)
@given(deed=deeds())
def test_any_deed_is_stored_so_that_it_reads_back_the_same(deed):
    try:
        text = bodies.deed_text(deed)
    except bodies.BadBody as problem:
        # Only a needed text left empty is not fit to be entered.
        assert set(problem.context["fields"].values()) == {"必须填写"}
        return
    again = bodies.deed_from(deed.kind, json.loads(text))
    assert again == deed
    assert bodies.deed_text(again) == text


def test_an_unknown_kind_is_refused():
    with pytest.raises(GongkaiError, match=r"没有“foi\.nothing”这种事实"):
        kinds.kind_of("foi.nothing")


def test_a_kind_cannot_be_registered_twice_nor_without_a_manual_page():
    class Other(kinds.Fact):
        """Another one."""

    class Silent(kinds.Fact):
        pass

    with pytest.raises(ValueError, match="twice"):
        kinds.fact("foi.received")(Other)
    with pytest.raises(ValueError, match="docstring"):
        kinds.fact("foi.silent")(Silent)
    assert "foi.silent" not in KINDS


def test_spells_have_the_kinds_that_the_law_needs():
    found = spells()
    assert found["application"].closes == ("foi.decided", "foi.withdrawn")
    assert found["application"].reopens == ("foi.reopened",)
    assert found["publication"].closes == ("records.repealed", "records.taken_down")
    assert "foi.redecided" not in found["application"].closes


def test_facts_need_no_django():
    code = (
        "import sys, gongkai.foi.facts, gongkai.reports.facts, gongkai.ledger.bodies, gongkai.ledger.spells, "
        "gongkai.ledger.rows, gongkai.organs.kinds; print('django' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"


def test_the_page_of_facts_says_what_the_code_says():
    page = pages.ROOT / "docs" / "reference" / "facts.md"
    assert page.read_text("utf-8") == facts_page.page(), "run `make docs`"
    for kind in KINDS:
        assert f"### `{kind}`" in page.read_text("utf-8")


def test_no_field_is_made_for_a_person():
    """No kind has a field that would hold who somebody is."""
    for cls in KINDS.values():
        names = {each.name for each in fields(cls)}
        assert not names & {"name", "applicant_name", "phone", "id_no", "email", "person"}
