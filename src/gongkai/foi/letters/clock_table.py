"""A clock day by day as a page for court (期限计算表): each day counted or not, and why."""

import json
from importlib.resources import files

from gongkai.casework.gb9704.typesetting import typeset
from gongkai.casework.gb9704.wording import day
from gongkai.law.due import Due
from gongkai.law.sources import cite

KINDS = {
    "start": "起算",
    "counted": "计入",
    "off": "休息日",
    "excluded": "扣除",
    "restart": "重新起算",
    "extension": "延期",
    "void": "不生效",
    "rolled": "顺延",
    "term": "届满",
}


def clock_table(due: Due) -> bytes:
    """The explanation of a due day as PDF. A provisional day says so in large letters."""
    content = {
        "title": f"{due.title}计算表",
        "law": cite(due.law).text if due.law else "",
        "start": day(due.received),
        "due": day(due.due_on),
        "because": list(due.because),
        "steps": [
            {
                "on": step.on.isoformat(),
                "number": str(step.number) if step.number else "",
                "kind": KINDS[step.kind],
                "counted": step.counted,
                "why": step.why,
                "law": cite(step.law).short if step.law else "",
            }
            for step in due.steps
        ],
        "breaches": [{"on": each.on.isoformat(), "why": each.why, "law": each.law} for each in due.breaches],
    }
    source = (files("gongkai.foi.letters") / "clock_table.typ").read_text("utf-8")
    return typeset(source, {"clock": json.dumps(content, ensure_ascii=False)})
