"""Our own JSON comes back as the report that it was; anything else is refused with the place named."""

from decimal import Decimal
from typing import Any

import pytest

from gongkai.reports.reading.containers import open_bytes
from gongkai.reports.reading.containers.published import report_from_json
from gongkai.reports.reading.errors import UnreadableDocument
from gongkai.reports.report import Cell, CellKind, Report
from gongkai.reports.writing import as_json


def a_report() -> Report:
    return Report(
        format="annual-2019",
        organ="青禾县人民政府",
        year=2020,
        title="年报",
        dated_on="2021-01-20",
        file="甲.docx",
        notes=["一条说明"],
        sections={"s1": "第一段\n第二段", "s6": "无"},
        cells={
            "requests.granted.total": Cell(2, raw="2 ", place="表2第5行"),
            "requests.partial.total": Cell(None, CellKind.BLANK),
            "reviews.review_total": Cell(None, CellKind.UNDECIDABLE, "28", readings=(2, 28)),
            "proactive.a20_9.procurement.procurement_amount": Cell(
                Decimal("168700.00"), raw="16.8700万元", unit="万元", remark="含一项"
            ),
            "proactive.a20_8.admin_fees.fee_amount_wan": Cell(Decimal("0.0001")),
        },
    )


def test_what_was_written_comes_back_equal() -> None:
    report = a_report()
    pages = open_bytes("甲.json", as_json.write(report))
    assert pages.kind == "json" and not pages.blocks
    assert pages.report == report


def shape(**changed: Any) -> dict[str, Any]:
    return {"format": "annual-2021", "organ": "某局", "year": 2023, "tables": {}, "sections": {}, **changed}


def cell(**changed: Any) -> dict[str, Any]:
    return {"reviews": {"review_total": {"value": 1, "kind": "number", "raw": "1", **changed}}}


@pytest.mark.parametrize("data", [[], 7, {}, {"tables": {}}, {"format": "annual-2021", "tables": []}, None])
def test_other_json_is_unrelated(data: object) -> None:
    with pytest.raises(UnreadableDocument) as caught:
        report_from_json(data, name="甲.json")
    assert caught.value.code == "unrelated"
    assert "convert --to json" in caught.value.message


@pytest.mark.parametrize(
    ("data", "place"),
    [
        (shape(format="annual-2050"), "format"),
        (shape(year="2023"), "year"),
        (shape(year=True), "year"),
        (shape(organ=5), "organ"),
        (shape(sections=[1]), "sections"),
        (shape(sections={"s1": 5}), "sections.s1"),
        (shape(notes="无"), "notes"),
        (shape(tables={"requests": {"granted": 5}}), "requests.granted"),
        (shape(tables={"reviews": {"review_total": 5}}), "reviews.review_total"),
        (shape(tables=cell(kind="numbr")), "reviews.review_total.kind"),
        (shape(tables=cell(value=None)), "reviews.review_total.value"),
        (shape(tables=cell(value=True)), "reviews.review_total.value"),
        (shape(tables=cell(value="一")), "reviews.review_total.value"),
        (shape(tables=cell(value="NaN")), "reviews.review_total.value"),
        (shape(tables=cell(value="1E+900000")), "reviews.review_total.value"),
        (shape(tables=cell(value=10**60)), "reviews.review_total.value"),
        (shape(tables=cell(kind="blank")), "reviews.review_total.value"),
        (shape(tables=cell(raw=5)), "reviews.review_total.raw"),
        (shape(tables=cell(readings=5)), "reviews.review_total.readings"),
    ],
)
def test_a_wrong_value_is_damage_at_a_named_place(data: dict[str, Any], place: str) -> None:
    with pytest.raises(UnreadableDocument) as caught:
        report_from_json(data, name="甲.json")
    assert caught.value.code == "damaged"
    assert f"（{place}）" in caught.value.message


def test_keys_that_the_shape_does_not_have_are_passed_over() -> None:
    data = shape(findings=[{"check": "T3-1"}], tables={**cell(colour="red"), "work": {"news": 1}})
    report = report_from_json(data)
    assert report.cells == {"reviews.review_total": Cell(1, raw="1")}


def test_a_fraction_written_as_a_number_is_taken_by_its_digits() -> None:
    assert report_from_json(shape(tables=cell(value=96171.6))).value("reviews.review_total") == Decimal(
        "96171.6"
    )
