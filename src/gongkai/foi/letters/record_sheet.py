"""A sheet of a case file (案卷记录): what the system holds of a step that left no paper of its own.

Registration, searches, consultations, approvals, the list of all papers: set as they stand in the records.
Law: RECON 48; RECON 54; LITIG 67.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from importlib.resources import files

from gongkai.casework.gb9704.typesetting import typeset
from gongkai.casework.gb9704.wording import clean


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """A table with a title: ``columns`` are its headings, ``rows`` its lines, ``widths`` shares of the page.

    ``note`` stands below it.
    """

    title: str
    columns: Sequence[str]
    rows: Sequence[Sequence[str]]
    widths: Sequence[int]
    note: str = ""


def record_sheet(sheet: Sheet) -> bytes:
    """The sheet as PDF. Raises: GongkaiError ``not_typeset``."""
    content = {
        "title": clean(sheet.title),
        "columns": [clean(each) for each in sheet.columns],
        "rows": [[clean(cell) for cell in row] for row in sheet.rows],
        "widths": list(sheet.widths),
        "note": clean(sheet.note),
    }
    source = (files("gongkai.foi.letters") / "record_sheet.typ").read_text("utf-8")
    return typeset(source, {"sheet": json.dumps(content, ensure_ascii=False)})
