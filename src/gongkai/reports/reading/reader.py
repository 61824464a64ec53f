"""From an opened document to a report: find the tables and sections by meaning and read them."""

from dataclasses import replace
from functools import cache

from gongkai.reports.format import FORMAT_IDS, format_for, load_format
from gongkai.reports.reading.errors import UnreadableDocument
from gongkai.reports.reading.front import Front, period_year, read_front
from gongkai.reports.reading.normal import Flat, flatten
from gongkai.reports.reading.pages import Pages
from gongkai.reports.reading.proactive import Proactive, read_proactive
from gongkai.reports.reading.regions import Regions, locate
from gongkai.reports.reading.requests import Requests, read_requests
from gongkai.reports.reading.reviews import Reviews, read_reviews
from gongkai.reports.reading.sections import read_sections
from gongkai.reports.reading.strips import strips
from gongkai.reports.reading.turning import upright
from gongkai.reports.report import CellKind, Report


def find(pages: Pages, file: str = "") -> Report:
    """Read the annual report in an opened document.

    ``Report.format`` is the edition whose rows table 三 has; cells of table 二 keep the ids of the edition of
    their own table. What the document does not have is left out of ``cells``; what is doubtful is said in
    ``notes``.

    Raises:
        UnreadableDocument: ``empty`` if there is no text, ``unrelated`` if nothing of an annual report on
            government information disclosure is in it.

    Law: OGI 50
    """
    if pages.report is not None:
        return replace(pages.report, file=file or pages.report.file)
    try:
        report = _find(pages, file)
    except UnreadableDocument:
        if pages.closer is None:
            raise
        return _find(pages.closer(), file)
    if pages.closer is not None and _doubts(report):
        report = min(report, _find(pages.closer(), file), key=_doubts)
    return report


def _doubts(report: Report) -> int:
    """How many cells of the report's own edition could not be read for certain."""
    open_kinds = (CellKind.UNDECIDABLE, CellKind.MISSING, CellKind.TEXT)
    absent = len(_ids(report.format) - report.cells.keys())
    return absent + sum(cell.kind in open_kinds for cell in report.cells.values())


@cache
def _ids(format_id: str) -> frozenset[str]:
    """The cells of tables 三 and 四."""
    layout = load_format(format_id)
    return frozenset(cell_id for key in ("requests", "reviews") for cell_id, *_ in layout.table(key).cells())


def _find(pages: Pages, file: str) -> Report:
    """Read the blocks of a document."""
    flat = flatten(upright(pages))
    if not flat.squeezed:
        raise UnreadableDocument(
            "empty", f"“{file or '文件'}”里没有文字，读不出年度报告。请确认选对了文件，或换一份带文字的版本。"
        )
    regions = locate(flat)
    requests, reviews, proactive = _tables(flat, regions)
    spans = _spans(regions, requests, reviews, proactive)
    start = min((each[0] for each in spans.values()), default=len(flat.text))
    end = max((each[1] for each in spans.values()), default=0)
    front = read_front(flat, start, end)
    sections = read_sections(flat, spans, front.organ, front.end)
    if not spans and not (front.title and len(sections.prose) >= 2):
        raise _unrelated(file)
    report = Report(
        format=_edition(requests, proactive, front),
        organ=front.organ,
        year=front.year,
        cells={**proactive.cells, **requests.cells, **reviews.cells},
        sections=sections.prose,
        title=front.title,
        dated_on=front.dated_on,
        preamble=sections.preamble,
        colophon=sections.colophon,
        file=file,
    )
    report.notes = [
        *pages.notes,
        *_remarks(flat, regions, front, requests, proactive, spans),
        *_missing_rows(report.format, requests),
        *proactive.notes,
        *requests.notes,
        *reviews.notes,
    ]
    return report


def _tables(flat: Flat, regions: Regions) -> tuple[Requests, Reviews, Proactive]:
    """Read the three tables; one that the document does not have comes back empty."""
    requests = read_requests(strips(flat, *regions.requests)) if regions.requests else Requests()
    reviews = read_reviews(strips(flat, *regions.reviews)) if regions.reviews else Reviews()
    proactive = Proactive()
    if regions.proactive:
        fallback = requests.edition or FORMAT_IDS[-1]
        found = strips(flat, *regions.proactive)
        proactive = read_proactive(flat, regions.proactive, found, fallback, requests.in_glue)
    return requests, reviews, proactive


def _spans(
    regions: Regions, requests: Requests, reviews: Reviews, proactive: Proactive
) -> dict[str, tuple[int, int]]:
    """The stretches that the tables really take, headings included, by section."""
    spans = {}
    for key, region, table in (
        ("s2", regions.proactive, proactive),
        ("s3", regions.requests, requests),
        ("s4", regions.reviews, reviews),
    ):
        if region and table.start >= 0:
            spans[key] = (min(region[0], table.start), table.end)
    return spans


def _edition(requests: Requests, proactive: Proactive, front: Front) -> str:
    """The edition of table 三, else of table 二, else the one prescribed for the year."""
    if requests.edition or proactive.edition:
        return requests.edition or proactive.edition
    if front.year is not None and front.year >= _first_year():
        return format_for(front.year).id
    return FORMAT_IDS[-1]


def _first_year() -> int:
    """The first report year that a format is prescribed for."""
    return load_format(FORMAT_IDS[0]).first_year


def _remarks(
    flat: Flat,
    regions: Regions,
    front: Front,
    requests: Requests,
    proactive: Proactive,
    spans: dict[str, tuple[int, int]],
) -> list[str]:
    notes = []
    names = {"s2": "表二（主动公开）", "s3": "表三（申请办理）", "s4": "表四（复议诉讼）"}
    missing = [name for key, name in names.items() if key not in spans]
    if missing:
        notes.append(f"文件中没有找到{'、'.join(missing)}。如果表格是图片或在附件里，请另外读取附件。")
    if regions.more_requests:
        notes.append(f"文件中有{regions.more_requests + 1}份表三，只读了第一份。请把各份报告分开再读。")
    if requests.edition and proactive.edition and requests.edition != proactive.edition:
        notes.append("表二与表三不是同一版格式：表三按“（六）其他处理”的行数认定版本，表二按自己的列名读取。")
    stated = period_year(flat)
    if stated and front.year and stated != front.year:
        notes.append(f"标题写{front.year}年度，数据统计期限写{stated}年，请核对年度。")
    if not front.organ:
        notes.append("没有认出报告机关，请补填。")
    if front.year is None:
        notes.append("没有认出报告年度，请补填。")
    return notes


def _missing_rows(edition: str, requests: Requests) -> list[str]:
    rows = load_format(edition).table("requests").blocks[0].rows
    lost = [row.label for row in rows if requests.rows and row.key not in requests.rows]
    return [f"表三没有找到这些行：{'、'.join(lost)}。"] if lost else []


def _unrelated(file: str) -> UnreadableDocument:
    return UnreadableDocument(
        "unrelated",
        f"“{file or '文件'}”里没有找到政府信息公开工作年度报告：既没有表二、表三、表四的行名，"
        "也没有报告标题和各部分标题。请确认选对了文件；如果报告在附件或图片里，请下载附件后再读。",
        law="OGI 50",
    )
