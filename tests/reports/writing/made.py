"""Random reports: any cells of both editions, with blanks, dashes, gaps and undecided digits."""

from decimal import Decimal

from hypothesis import strategies as st

from gongkai.reports.format import load_format
from gongkai.reports.report import Cell, CellKind, Report

COUNTS = st.one_of(st.integers(0, 9), st.integers(0, 999), st.integers(0, 9_999_999))
MONEY = st.decimals(0, 99_999_999, places=2, allow_nan=False, allow_infinity=False)
ORGANS = ("青阳县人民政府", "青阳县人民政府办公室", "青阳县农业农村局", "清河镇人民政府")
SENTENCES = (
    "本年度通过政府网站公开政府信息，做到应公开尽公开。",
    "（一）主动公开情况：围绕群众关心的事项公开政策文件。",
    "（二）依申请公开情况：依法登记、办理、答复、归档。",
    "健全审查制度，先审查、后公开。",
    "组织业务培训，对各单位开展检查。",
)
GAPS = (
    Cell(None, CellKind.BLANK),
    Cell(None, CellKind.DASH),
    Cell(None, CellKind.MISSING),
    Cell(None, CellKind.UNDECIDABLE, readings=(28, 2)),
    Cell(None, CellKind.UNDECIDABLE, raw="42000"),
    Cell(None, CellKind.UNDECIDABLE, raw="00000023", readings=()),
    Cell(None, CellKind.UNDECIDABLE, readings=(1234567, 123456, 12345)),
)
PROBLEMS = ("一是解读形式单一。改进情况：增加图解和问答。", "二是更新不够及时。改进情况：明确专人负责。")


def number(measure: str) -> st.SearchStrategy[Cell]:
    if measure == "yuan":
        return st.builds(
            lambda value, unit: Cell(value, unit=unit), MONEY, st.sampled_from(["", "元", "万元"])
        )
    if measure == "wan":
        return MONEY.map(Cell)
    if measure == "change":
        return st.integers(-999, 999).map(Cell)
    return COUNTS.map(Cell)


@st.composite
def reports(draw: st.DrawFn, *, whole: bool = False, marks: bool = True) -> Report:
    """A report; ``whole`` ones have a number in every cell, those without ``marks`` none that is marked."""
    edition = load_format(draw(st.sampled_from(["annual-2019", "annual-2021"])))
    cells = {cell_id: draw(number(column.measure)) for cell_id, _, _, column in edition.cells()}
    _add_up(edition, cells)
    if not whole:
        for cell_id in draw(st.lists(st.sampled_from(sorted(cells)), max_size=8, unique=True)):
            cells[cell_id] = draw(st.sampled_from(GAPS if marks else GAPS[:2]))
    first = draw(st.integers(1, len(SENTENCES)))
    year = draw(st.integers(2019, 2020) if edition.id == "annual-2019" else st.integers(2021, 2025))
    return Report(
        edition.id,
        organ=draw(st.sampled_from(ORGANS)),
        year=year,
        cells=cells,
        sections={"s1": "\n".join(SENTENCES[:first]), "s5": "\n".join(PROBLEMS), "s6": "没有其他事项。"},
        dated_on=f"{year + 1}-01-{draw(st.integers(2, 31)):02d}",
    )


def _add_up(edition, cells: dict[str, Cell]) -> None:
    """Make the sums of tables 三 and 四 right, as they are in most reports."""
    for table in (edition.table("requests"), edition.table("reviews")):
        for cell_id, _, row, column in table.cells():
            if row.sum:
                parts = [f"requests.{key}.{column.key}" for key in row.sum]
                cells[cell_id] = Cell(sum(cells[part].value for part in parts))
        for cell_id, _, row, column in table.cells():
            if column.sum and table.key == "requests":
                parts = [f"requests.{row.key}.{key}" for key in column.sum]
            elif column.sum:
                parts = [f"reviews.{key}" for key in column.sum]
            else:
                continue
            cells[cell_id] = Cell(sum(cells[part].value for part in parts))


def same(one: Cell, other: Cell) -> bool:
    """Whether two cells are the same to the eye of the form: kind, number, readings."""
    return (one.kind, one.readings) == (other.kind, other.readings) and (
        one.value == other.value
        or (one.value is not None and other.value is not None and Decimal(one.value) == Decimal(other.value))
    )
