"""The reference page of the law, made from its data files."""

from collections.abc import Iterator

from gongkai.law import files
from gongkai.law.calendar import notices
from gongkai.law.catalogue import areas
from gongkai.law.deadlines import SELF, Deadline, deadlines
from gongkai.law.fees import tariffs
from gongkai.law.outcomes import outcomes, remedies
from gongkai.law.parameters import UNITS, parameters
from gongkai.law.receipt import rules
from gongkai.law.reconsideration import bodies, online_places
from gongkai.law.sources import cite, sources

TOP = """# Law: sources, parameters, deadlines · 依据、参数、期限

Made by `make docs` from `src/gongkai/law/data/`. How sure: *read*, the text was read whole; *part*, in part;
*memory*, it has still to be compared with the text. A citation is the id of a source, an article, a paragraph
after a dot, an item in brackets: `OGI 33.2`, `OGI 36(4)`. What is doubtful: [doubts](../doubts.md).
"""


def page() -> str:
    """The whole page in Markdown."""
    parts = [
        TOP,
        *_sources(),
        *_parameters(),
        *_deadlines(),
        *_days(),
        *_outcomes(),
        *_reconsideration(),
        *_fees(),
        *_areas(),
        *_calendars(),
    ]
    return "\n".join(parts).rstrip() + "\n"


def _table(heading: str, *columns: str) -> Iterator[str]:
    yield f"\n## {heading}\n"
    yield f"| {' | '.join(columns)} |"
    yield "|---" * len(columns) + "|"


def _row(*cells: object) -> str:
    return f"| {' | '.join(str(each) if each != '' else '–' for each in cells)} |"


def _sources() -> Iterator[str]:
    yield from _table("Sources · 依据", "Id", "名称", "文号", "In force from", "How sure")
    for each in sources().values():
        until = f" – {each.in_force_until}" if each.in_force_until else ""
        yield _row(f"`{each.id}`", each.title, each.number, f"{each.in_force_from}{until}", each.confidence)


def _parameters() -> Iterator[str]:
    yield from _table("Parameters · 参数", "Key", "名称", "From", "Value", "依据", "How sure")
    for each in parameters().values():
        for value in each.values:
            number = f"{value.value}{UNITS[each.unit]}"
            law = f"{cite(value.law).short} (`{value.law}`)"
            yield _row(f"`{each.key}`", each.title, value.start, number, law, value.confidence)


def _deadlines() -> Iterator[str]:
    columns = ("Clock", "期限", "起算", "Length", "Extended by", "Started again by", "Paused by")
    yield from _table("Deadlines · 期限", *columns)
    for each in deadlines().values():
        length = f"`{each.parameter}`" if each.parameter else f"given, in {each.unit}"
        extension = f"`{each.extension}`" if each.extension else ""
        paused = "、".join(f"{rule.title} (`{rule.party}`)" for rule in each.pauses.values())
        yield _row(f"`{each.key}`", each.title, each.starts, length, extension, _restarts(each), paused)


def _restarts(deadline: Deadline) -> str:
    said = []
    for rule in deadline.restarts.values():
        within = "this term" if rule.ask_within == SELF else f"`{rule.ask_within}`"
        once = ", once" if rule.once else ""
        said.append(f"{rule.title} (`{rule.reason}`, asked for within {within}{once})")
    return "; ".join(said)


def _days() -> Iterator[str]:
    yield from _table("Days that count · 以何日为准", "Kind", "Key", "方式", "以何日为准", "依据")
    for kind in ("receipts", "services"):
        for each in rules(kind).values():
            yield _row(kind, f"`{each.key}`", each.title, each.day_title, cite(each.law).short)


def _outcomes() -> Iterator[str]:
    editions = sorted({edition for each in outcomes().values() for edition in each.rows})
    yield from _table("Outcomes · 处理结果", "Outcome", "名称", "依据", *editions, "Remedy", "材料")
    for each in outcomes().values():
        rows = [f"`{each.rows[edition]}`" for edition in editions]
        law = cite(each.law).short
        yield _row(f"`{each.key}`", each.title, law, *rows, f"`{each.remedy}`", "、".join(each.evidence))
    yield from _table("Remedies · 救济", "Class", "名称", "From", "依据", "Before that")
    for remedy in remedies().values():
        law = cite(remedy.law).short
        yield _row(f"`{remedy.key}`", remedy.title, remedy.start, law, remedy.before)


def _reconsideration() -> Iterator[str]:
    columns = ("Key", "机关", "Kinds", "名称含", "To", "In force", "依据")
    yield from _table("Where a decision is contested · 复议机关", *columns)
    for each in bodies():
        period = f"{each.start} – {each.until or ''}".strip(" –")
        kinds, names, to = "、".join(each.kinds), "、".join(each.names), " / ".join(each.to)
        yield _row(f"`{each.key}`", each.title, kinds, names, f"`{to}`", period, cite(each.law).short)
    for place in online_places():
        yield f"\nOnline from {place.start}: {place.title} {place.address} ({cite(place.law).short})"


def _fees() -> Iterator[str]:
    yield from _table("Processing fee · 信息处理费", "Tariff", "从", "到", "元", "依据")
    for tariff in tariffs():
        for each in tariff.brackets:
            step = f"，每{each.step}{tariff.unit}加{each.add}元" if each.step else ""
            yield _row(
                tariff.title, each.first, each.last or "…", f"{each.yuan}{step}", cite(tariff.law).short
            )


def _areas() -> Iterator[str]:
    yield from _table("Areas · 领域", "No", "Key", "名称", "Pilot")
    for each in areas().values():
        yield _row(each.number, f"`{each.key}`", each.title, "yes" if each.pilot else "added later")


def _calendars() -> Iterator[str]:
    yield from _table("Calendars · 放假通知", "Year", "文号", "Dated", "Published", "How sure", "说明")
    for file in files.names():
        if file.startswith("calendar/"):
            year = int(file.removeprefix("calendar/").removesuffix(".toml"))
            for each in notices(year):
                yield _row(year, each.number, each.issued_on, each.published_on, each.confidence, each.note)
