"""The reference page of checks, made from the format files and the catalogue of findings."""

from collections.abc import Iterator

from gongkai.reports.findings.catalogue import CATALOGUE, Rule
from gongkai.reports.format import FORMAT_IDS, Check, Format, load_format

TOP = """# Checks of a report · 核对项目

Made from the code by `make docs`. `gongkai check` lists what does not hold; `--all` lists everything.

**Outcomes.** *holds* · *fails* · *cannot tell* (a cell without a number counts as 0; where the check then
breaks, but some number ≥ 0 in that cell would mend it, nobody can tell) · *not applicable* (no such table, no
report of last year, another edition). **Levels.** *error*: the form itself says so, the report is not filed
before it is mended · *warning*: to be mended or explained · *note*: worth knowing.

A finding names table, row and column by their printed labels, both values, the difference, the cells and what
to do. Its fingerprint (organ, year, check, place, cells) does not change with wording or versions of a rule:
a person's verdict is kept by it.
"""
SUMS = """## Sums of the forms

What runs are the `[[checks]]` of `src/gongkai/reports/formats/*.toml`. `prior.` is last year's report, `-` is
subtracted.
"""
RULES = """## Beside the sums

| Check | Chinese | Level | Needs | Law | What it asks |
|---|---|---|---|---|---|"""


def page() -> str:
    """The whole page in Markdown."""
    parts = [TOP, SUMS]
    for format_id in FORMAT_IDS:
        parts.append("\n".join(_format(load_format(format_id))))
    parts.append("\n".join([RULES, *(_rule(each) for each in CATALOGUE)]))
    return "\n".join(parts).rstrip() + "\n"


def _format(fmt: Format) -> Iterator[str]:
    yield f"### `{fmt.id}` ({fmt.notice})\n"
    yield "| Check | At | Level | Says | Left | | Right |"
    yield "|---|---|---|---|---|---|---|"
    for check in fmt.checks:
        yield _check(check)
    yield ""


def _check(check: Check) -> str:
    at = f"each {check.each}" if check.each else f"`{check.at}`"
    sides = (_side(check.left), check.op.replace("<", "&lt;").replace(">", "&gt;"), _side(check.right))
    return f"| {check.id} | {at} | {check.level} | {check.says} | {' | '.join(sides)} |"


def _side(terms: tuple[str, ...]) -> str:
    shown = [f"`{each}`" for each in terms]
    return " + ".join(shown if len(shown) <= 6 else [*shown[:2], "…", shown[-1]])


def _rule(rule: Rule) -> str:
    law = f"`{rule.law}`" if rule.law else ""
    return f"| {rule.id} | {rule.name} | {', '.join(rule.levels)} | {rule.needs} | {law} | {rule.says} |"


if __name__ == "__main__":
    print(page(), end="")
