"""Made-up reports for the tests of checks: figures invented, sums right unless a test breaks them."""

from gongkai.reports.format import load_format
from gongkai.reports.report import Cell, Report

COLUMNS = ("natural_person", "business", "research", "public_welfare", "legal_service", "other_org")

ROWS = {
    "new_received": (90, 6, 1, 0, 2, 1),
    "carried_in": (5, 0, 0, 0, 0, 0),
    "granted": (36, 3, 0, 0, 1, 0),
    "partial": (9, 1, 0, 0, 0, 0),
    "denied_state_secret": (2, 0, 0, 0, 0, 0),
    "denied_process_info": (3, 0, 0, 0, 0, 0),
    "unable_not_held": (17, 1, 1, 0, 0, 1),
    "unable_need_creation": (4, 0, 0, 0, 0, 0),
    "not_processed_petition": (12, 0, 0, 0, 0, 0),
    "not_processed_repeat": (1, 0, 0, 0, 0, 0),
    "other_misc": (5, 0, 0, 0, 1, 0),
}
REVIEWS = {"review": (4, 1, 0, 1), "direct": (2, 0, 1, 0), "after": (1, 0, 0, 1)}
DOCUMENTS = {"issued": 12, "repealed": 3, "in_force": 80}


def year(
    prose: str | None = None, *, section: str = "s1", organ: str = "临河县人民政府", of: int = 2023
) -> Report:
    """A 2021-form report whose checks all hold: 新收 100, 结转 5, 办结 98, 结转下年 7.

    granted 40 · partial 10 · denied 5 · unable 24 · not processed 13 · other 6; 复议 6, 诉讼 3 + 2.
    """
    report = Report("annual-2021", organ, of, title=f"{organ}{of}年政府信息公开工作年度报告")
    report.cells = {cell_id: Cell(0) for cell_id, *_ in load_format("annual-2021").cells()}
    for row, values in ROWS.items():
        fill(report, row, values)
    outcomes = [values for row, values in ROWS.items() if row not in ("new_received", "carried_in")]
    done = tuple(sum(column) for column in zip(*outcomes, strict=True))
    fill(report, "result_total", done)
    open_ = zip(ROWS["new_received"], ROWS["carried_in"], done, strict=True)
    fill(report, "carried_out", tuple(new + old - out for new, old, out in open_))
    for kind, values in REVIEWS.items():
        for result, value in zip(("upheld", "corrected", "other", "pending"), values, strict=True):
            report.cells[f"reviews.{kind}_{result}"] = Cell(value)
        report.cells[f"reviews.{kind}_total"] = Cell(sum(values))
    for key, value in DOCUMENTS.items():
        report.cells[f"proactive.a20_1.normative_docs.{key}"] = Cell(value)
    report.sections = dict(SECTIONS)
    if prose is not None:
        report.sections[section] = prose
    return report


SECTIONS = {
    "s1": "本年度围绕群众关心的事项推进公开。",
    "s2": "",
    "s3": "",
    "s4": "",
    "s5": "存在的问题是解读形式偏少。改进情况：增加图解，安排业务培训。",
    "s6": "本年度未收取政府信息公开信息处理费。",
}


def fill(report: Report, row: str, values: tuple[int, ...]) -> None:
    """Put six columns and their total into a row of table 三."""
    for column, value in zip(COLUMNS, values, strict=True):
        report.cells[f"requests.{row}.{column}"] = Cell(value)
    report.cells[f"requests.{row}.total"] = Cell(sum(values))
