"""`gongkai bake`: bring the files of the public site up to date, or make them all anew."""

import sys
import time

import click

from gongkai.cli.language import say
from gongkai.cli.speech import Command

EPILOG = """\b
示例：
  gongkai bake            只更新有变动的页面
  gongkai bake --full     全站重新生成，完成后一次切换
"""


@click.command(cls=Command, epilog=EPILOG)
@click.option("--full", is_flag=True, help="全站重新生成，并与逐条更新的结果核对")
@click.option("--gzip", "packed", is_flag=True, help="同时写出压缩文件（nginx 的 gzip_static）")
@click.option("--quiet", is_flag=True, help="不显示进度")
def command(full: bool, packed: bool, quiet: bool) -> int:
    """生成公开网站的静态文件，放在 $GONGKAI_HOME/site/current。"""
    from gongkai.ledger.home import prepare

    prepare()
    from django.utils import timezone

    from gongkai.portal.publishing import following
    from gongkai.portal.publishing.place import here
    from gongkai.portal.publishing.tasks import press_at

    at, place = timezone.now(), here(packed=packed)
    if full or place.tree() is None:
        return _full(place, at, quiet)
    laid = following.follow(place, lambda: press_at(at), at)
    _say_faults(laid.faults)
    failed = following.failed()
    if not quiet:
        click.echo(
            say(
                f"更新{laid.changed}个文件，另有{laid.printed - laid.changed}页无变化。",
                f"{laid.changed} files changed, {laid.printed - laid.changed} pages did not.",
            )
        )
    for each in failed:
        click.secho(
            say(
                f"{each.subject} 发布失败：{each.problem}。排除原因后用 gongkai bake --full 重新生成。",
                f"{each.subject} failed: {each.problem}",
            ),
            err=True,
            fg="red",
        )
    return 1 if failed or laid.faults else 0


def _full(place, at, quiet: bool) -> int:  # type: ignore[no-untyped-def]  # loaded only once Django is ready
    from gongkai.portal.publishing.baking import bake, total
    from gongkai.portal.publishing.tasks import press_at

    start = time.perf_counter()
    try:
        if quiet or not sys.stderr.isatty():
            baked = bake(place, lambda: press_at(at), at)
        else:
            label = say("生成网页", "Baking")
            with click.progressbar(length=total(press_at(at)), label=label, file=sys.stderr) as bar:
                baked = bake(place, lambda: press_at(at), at, step=bar.update)
    except BlockingIOError:
        click.secho(
            say("另一个进程正在全站生成，请等它完成。", "Another process is baking already."),
            err=True,
            fg="red",
        )
        return 2
    _say_faults(baked.laid.faults)
    for name in baked.differences[:20]:
        click.secho(
            say(f"与逐条更新的结果不一致：{name}", f"Following had left it different: {name}"), err=True
        )
    if not quiet:
        seconds = time.perf_counter() - start
        click.echo(
            say(
                f"全站生成：{baked.records}条信息，{baked.laid.printed}页，{seconds:.1f}秒。",
                f"Baked {baked.records} records, {baked.laid.printed} pages in {seconds:.1f} s.",
            )
        )
    return 1 if baked.laid.faults or baked.differences else 0


def _say_faults(faults: dict[str, list[str]]) -> None:
    for address, lacks in list(faults.items())[:20]:
        click.secho(
            say(f"{address} 缺少：{'、'.join(lacks)}", f"{address} lacks {', '.join(lacks)}"),
            err=True,
            fg="yellow",
        )
    if len(faults) > 20:
        click.echo(say(f"……共{len(faults)}页", f"… {len(faults)} pages in all"), err=True)
