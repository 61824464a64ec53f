"""The `gongkai` command: reads and checks reports, explains due dates, makes reports from the ledger.

Commands are imported when they are called, so that `gongkai check FILE` starts without Django.
Exit codes: 0 fine, 1 errors found, 2 not readable or wrong use.
"""

import importlib
import sys

import click

from gongkai.cli.language import say, speak
from gongkai.cli.speech import Spoken, complaint
from gongkai.law.errors import GongkaiError

COMMANDS = {
    "check": (
        "gongkai.cli.check",
        "检查年度报告：读取、核对、列出问题",
        "read, check and list what is wrong",
    ),
    "convert": ("gongkai.cli.convert", "转换年度报告的文件格式", "write a report in another file format"),
    "compare": ("gongkai.cli.compare", "比较两个年度的报告", "two years of a report side by side"),
    "consolidate": (
        "gongkai.cli.consolidate",
        "汇总多个机关的报告，并与上级报告核对",
        "many organs into one, against the parent",
    ),
    "report": ("gongkai.cli.report", "由台账生成年度报告", "the annual report out of the ledger"),
    "due": ("gongkai.cli.due", "计算并说明期限", "compute and explain a due date"),
    "demo": ("gongkai.cli.demo", "建立并演示样例年度（尉氏县2020年）", "set up and show the sample year"),
    "serve": ("gongkai.cli.serve", "启动网站和后台任务", "serve the whole site"),
    "bake": ("gongkai.cli.bake", "生成公开网站的静态文件", "lay the public site down as files"),
    "tasks": ("gongkai.cli.tasks", "只运行后台任务（正式部署）", "run the background work alone"),
    "nginx": ("gongkai.cli.nginx", "输出 nginx 配置（正式部署）", "the configuration of nginx"),
    "remind": ("gongkai.cli.remind", "发出提醒，办理到期事项", "send reminders, do what the clock asks for"),
    "rebuild": ("gongkai.cli.rebuild", "由事实重建缓存并核对", "make the caches again from the facts"),
}

EPILOG = """\b
示例：
  gongkai check 报告.docx                 检查一份报告
  gongkai check 2024/*.pdf --html 结果/    检查一批，写出网页
  gongkai due foi.reply --received 2025-09-22
  gongkai report 2020 --organ 尉氏县人民政府办公室 --to docx

\b
退出码：0 没有问题 · 1 发现错误 · 2 读不了或用法不对
"""


class LazyGroup(Spoken, click.Group):
    """A group whose commands are imported only when they are asked for."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Names in the order of the help page."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import and return the command of that name."""
        if cmd_name not in COMMANDS:
            return None
        command: click.Command = importlib.import_module(COMMANDS[cmd_name][0]).command
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The commands, each with what it is for."""
        with formatter.section(say("命令", "Commands")):
            formatter.write_dl([(name, say(*summary)) for name, (_, *summary) in COMMANDS.items()])

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Find the command; a wrong name is answered with the nearest right one."""
        if args and args[0] not in COMMANDS and not args[0].startswith("-"):
            near = _nearest(args[0])
            ctx.fail(
                say(
                    f"没有“{args[0]}”这个命令。"
                    + (f"您要用的是“{near}”吗？" if near else "")
                    + "用 gongkai --help 查看全部命令。",
                    f"No command {args[0]!r}." + (f" Did you mean {near!r}?" if near else ""),
                )
            )
        return super().resolve_command(ctx, args)


def _nearest(name: str) -> str:
    import difflib

    return next(iter(difflib.get_close_matches(name, COMMANDS, 1, 0.5)), "")


@click.group(cls=LazyGroup, epilog=EPILOG, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="gongkai", message="gongkai %(version)s", help="显示版本")
@click.option(
    "--lang",
    type=click.Choice(["zh", "en"]),
    default="zh",
    is_eager=True,
    expose_value=False,
    callback=lambda ctx, param, value: speak(value),
    help="提示语言（zh 中文，en English）",
)
def group() -> None:
    """公开：政府信息公开年度报告由工作台账生成，任何已公布的报告都能读取和核对。"""


def main(arguments: list[str] | None = None) -> None:
    """Run the command line; errors that people can act on end in one clear line and exit code 2."""
    try:
        code = group.main(arguments, prog_name="gongkai", standalone_mode=False)
    except click.exceptions.Abort:
        click.echo(say("已中断。", "Interrupted."), err=True)
        sys.exit(2)
    except click.UsageError as error:
        click.secho(complaint(error), err=True, fg="red")
        sys.exit(2)
    except click.ClickException as error:
        error.show()
        sys.exit(error.exit_code)
    except GongkaiError as error:
        click.secho(say(error.message, f"{error.code}: {error.message}"), err=True, fg="red")
        sys.exit(2)
    except BrokenPipeError:
        sys.stderr.close()
        sys.exit(0)
    sys.exit(code if isinstance(code, int) else 0)
