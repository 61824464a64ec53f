"""The reference page of the command line, made from the commands themselves."""

from collections.abc import Iterator

import click

from gongkai.cli import group

TOP = """# Command line · 命令行

Made from the commands by `make docs`; `gongkai COMMAND --help` says the same. Exit codes: 0 nothing wrong,
1 errors found, 2 not readable or wrong use.
"""


def page() -> str:
    """The whole page in Markdown."""
    context = click.Context(group, info_name="gongkai")
    parts = [TOP, _table(group, context)]
    for name in group.list_commands(context):
        command = group.get_command(context, name)
        if command is not None:
            inner = click.Context(command, parent=context, info_name=name)
            parts.append("\n".join(_command(command, inner)))
    return "\n".join(parts).rstrip() + "\n"


def _command(command: click.Command, context: click.Context) -> Iterator[str]:
    usage = " ".join(command.collect_usage_pieces(context))
    yield f"## gongkai {context.info_name}\n"
    yield f"{(command.help or '').strip()}\n"
    yield f"```\ngongkai {context.info_name} {usage}\n```\n"
    yield _table(command, context)
    examples = [line.strip() for line in (command.epilog or "").splitlines()]
    shown = [line for line in examples if line.startswith("gongkai")]
    if shown:
        yield "```\n" + "\n".join(shown) + "\n```\n"


def _table(command: click.Command, context: click.Context) -> str:
    rows = [
        each.get_help_record(context)
        for each in command.get_params(context)
        if isinstance(each, click.Option)
    ]
    lines = [f"| {_cell(f'`{names}`')} | {_cell(says)} |" for names, says in filter(None, rows)]
    return "\n".join(["| Option · 选项 | Meaning · 含义 |", "|---|---|", *lines]) + "\n"


def _cell(text: str) -> str:
    return " ".join(text.split()).replace("|", "\\|")
