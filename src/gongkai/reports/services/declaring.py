"""Figures that no fact can be counted for, declared with their evidence (填报)."""

from datetime import date, datetime
from decimal import Decimal

from gongkai.ledger.entry import enter
from gongkai.ledger.kinds import Entered
from gongkai.organs import queries as organ_queries
from gongkai.reports.cells import number_of
from gongkai.reports.errors import BadFigure, EvidenceMissing, NotDeclarable
from gongkai.reports.facts import FigureDeclared
from gongkai.reports.format import WORK_ID, Format, Recipe, format_for, load_format
from gongkai.reports.traces import labels_of

UNITS = {
    "yuan": ("", "元", "万元"),
    "wan": ("", "元", "万元"),
    "count": ("", "件", "项", "个", "宗"),
    "change": ("", "件", "项", "个", "宗"),
}
"""The units in which a figure of a measure may be declared; empty is the unit of the column."""

_SHOULD_BE = {"count": "不小于0的整数", "change": "整数（减少的写负数）"}


def declare_figure(
    organ: str,
    cell: str,
    value: str | int | Decimal,
    *,
    year: int,
    evidence: str,
    on: date,
    at: datetime,
    by: str,
    unit: str = "",
    evidence_hash: str = "",
) -> Entered:
    """State a figure that no fact can be counted for (填报), with its evidence.

    ``organ`` is the code of the organ whose figure it is, ``on`` the day of declaring, ``at`` the moment,
    ``by`` the post. The last declaration of a cell and year holds; earlier ones stay readable.

    Raises `NotDeclarable`, `BadFigure`, `EvidenceMissing`, ``UnknownOrgan``. Law: OGI 50
    """
    form, recipe = _declarable(cell, year)
    label = labels_of(form)[cell]
    figure = _figure(recipe, label, value, unit)
    if not evidence.strip():
        raise EvidenceMissing(
            "evidence_missing",
            f"填报“{label}”要写明依据（如统计表名称、文号或者系统名称），请补充。",
            law="OGI 50",
            cell=cell,
        )
    deed = FigureDeclared(
        cell=cell, value=figure, year=year, unit=unit, evidence=evidence, evidence_hash=evidence_hash
    )
    region = organ_queries.organ(organ, as_of=on).region
    return enter(
        deed,
        subject=f"figure:{year}/{cell}",
        organ=organ,
        region=region,
        happened_on=on,
        entered_at=at,
        by=by,
    )


def _figure(recipe: Recipe, label: str, value: str | int | Decimal, unit: str) -> Decimal:
    """The figure as a number fit for its cell, thousands separators left out."""
    text = str(value).strip().replace(",", "").replace("，", "")
    if unit in UNITS[recipe.measure] and number_of(text, unit, recipe.measure) is not None:
        return Decimal(text)
    what = _SHOULD_BE.get(recipe.measure, "不小于0的金额（元或者万元）")
    raise BadFigure(
        "bad_figure",
        f"“{label}”应填{what}，“{value}{unit}”不能填报，请核对后重新填写。",
        law="OGI 50",
        cell=recipe.cell_id,
        value=str(value),
        unit=unit,
    )


def _declarable(cell: str, year: int) -> tuple[Format, Recipe]:
    for form in (format_for(year), load_format(WORK_ID)):
        for recipe in form.recipes():
            if recipe.cell_id == cell and recipe.way == "declared":
                return form, recipe
    raise NotDeclarable(
        "not_declarable",
        f"{year}年度报告里没有需要填报的“{cell}”一格：其他各格由事实计数或者合计得出，不能直接填写。",
        law="OGI 50",
        cell=cell,
        year=year,
    )
