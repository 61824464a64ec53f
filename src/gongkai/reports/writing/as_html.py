"""HTML: one file that needs no other, readable by screen readers, on a phone and on paper; or a part.

No script and no outside resource: the page carries a content security policy that allows nothing but its own
style sheet, by its hash.
"""

from base64 import b64encode
from functools import cache
from hashlib import sha256
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from gongkai.reports.format import load_format
from gongkai.reports.report import Report
from gongkai.reports.writing.drawing import drawings
from gongkai.reports.writing.html_table import html_table
from gongkai.reports.writing.wording import paragraphs, signature, subheading, title_of

if TYPE_CHECKING:
    from jinja2 import Environment


def write(report: Report) -> bytes:
    """The report as a standalone HTML page in UTF-8."""
    title = title_of(report)
    return page(
        "report.html",
        ("report.css",),
        title=title,
        title_parts=title_parts(title, report.organ),
        sections=_sections(report),
        signature=signature(report),
    )


def as_part(report: Report) -> str:
    """Sections, tables and signature as a part of somebody else's page, which has the title and the style."""
    template = environment().get_template("sections.html")
    return template.render(sections=_sections(report), signature=signature(report))


def _sections(report: Report) -> list[dict[str, Any]]:
    tables = drawings(report)
    return [
        {
            "key": section.key,
            "heading": f"{section.ordinal}、{section.title}",
            "paragraphs": [subheading(each) for each in paragraphs(report.sections.get(section.key, ""))],
            "table": html_table(tables[section.key]) if section.key in tables else None,
        }
        for section in load_format(report.format).sections
    ]


def title_parts(title: str, organ: str) -> tuple[str, ...]:
    """The title in the two parts between which a line may break: organ, and what it reports.

    >>> title_parts("某县人民政府2020年政府信息公开工作年度报告", "某县人民政府")
    ('某县人民政府', '2020年政府信息公开工作年度报告')
    """
    return (organ, title[len(organ) :]) if organ and title.startswith(organ) and title != organ else (title,)


def page(template: str, styles: tuple[str, ...], **context: Any) -> bytes:
    """Fill a template of ours with its style sheets inlined and their hash for the security policy."""
    style = "\n" + "".join(_text(name) for name in styles)
    digest = b64encode(sha256(style.encode("utf-8")).digest()).decode("ascii")
    from markupsafe import Markup

    html = (
        environment()
        .get_template(template)
        .render(
            style=Markup(style),  # noqa: S704  our own file, not input
            style_hash=f"sha256-{digest}",
            **context,
        )
    )
    return html.encode("utf-8")


def _text(name: str) -> str:
    return (files("gongkai.reports.writing") / "templates" / name).read_text("utf-8")


@cache
def environment() -> "Environment":
    """Our templates; everything that is filled in is escaped, an unknown name is an error."""
    from jinja2 import Environment, FunctionLoader, StrictUndefined

    return Environment(
        autoescape=True,
        loader=FunctionLoader(_text),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
