"""Help pages and usage errors in the chosen language: click's own words, said in Chinese."""

from typing import Any

import click

from gongkai.cli.language import english, say


class Spoken:
    """Mixed into commands and groups: headings of the help page in the chosen language."""

    def format_usage(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The usage line."""
        pieces = self.collect_usage_pieces(ctx)  # type: ignore[attr-defined]  # click.Command's
        formatter.write_usage(ctx.command_path, " ".join(pieces), prefix=say("用法：", "Usage: "))

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The options, then a group's commands."""
        records = [each.get_help_record(ctx) for each in self.get_params(ctx)]  # type: ignore[attr-defined]  # click.Command's
        with formatter.section(say("选项", "Options")):
            formatter.write_dl([each for each in records if each])
        commands = getattr(self, "format_commands", None)
        if commands:
            commands(ctx, formatter)

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        """The option that shows this page."""
        option: click.Option | None = super().get_help_option(ctx)  # type: ignore[misc]  # click.Command's
        if option is not None:
            option.help = say("显示帮助", "Show this page")
        return option


class Command(Spoken, click.Command):
    """A command whose help speaks the chosen language."""


def complaint(error: click.UsageError) -> str:
    """What is wrong with the way a command was called, and what to do next."""
    if english():
        return error.format_message()
    name = _parameter(error)
    match error:
        case click.MissingParameter():
            wrong = f"缺少{name}。"
        case click.NoSuchOption():
            near = f"您要用的是 {error.possibilities[0]} 吗？" if error.possibilities else ""
            wrong = f"没有 {error.option_name} 这个选项。{near}"
        case click.BadOptionUsage():
            wrong = f"选项 {error.option_name} 后面要跟一个值。"
        case click.BadParameter() if isinstance(error.param and error.param.type, click.Choice):
            choices: Any = error.param.type if error.param else None
            wrong = f"{name}只能是：{'、'.join(map(str, choices.choices))}。"
        case click.BadParameter():
            wrong = f"{name}不对：{error.message}"
        case _:
            wrong = str(error.message)
    command = error.ctx.command_path if error.ctx else "gongkai"
    return f"{wrong}\n用法见：{command} --help"


def _parameter(error: click.UsageError) -> str:
    parameter = getattr(error, "param", None)
    if parameter is None:
        return "参数"
    if isinstance(parameter, click.Option):
        return f"选项 {parameter.opts[0]}"
    return f"参数 {str(parameter.metavar or parameter.name).upper()}"
