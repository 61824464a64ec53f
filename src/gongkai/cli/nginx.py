"""`gongkai nginx`: the configuration of an nginx that stands in front of this installation."""

from pathlib import Path

import click

from gongkai.cli.speech import Command

EPILOG = """\b
示例：
  gongkai nginx --name www.example.gov.cn > /etc/nginx/nginx.conf
说明见 docs/how-to/deploy.md。
"""


@click.command(cls=Command, epilog=EPILOG)
@click.option("--listen", default="80", show_default=True, help="nginx 监听的端口或地址")
@click.option("--name", "names", multiple=True, help="网站域名，可多次给出")
@click.option("--behind", default="127.0.0.1:8000", show_default=True, help="应用服务器的地址")
@click.option(
    "--run",
    default="/run/gongkai-nginx",
    show_default=True,
    type=click.Path(path_type=Path),
    help="nginx 的进程号、日志和临时文件所在的文件夹",
)
def command(listen: str, names: tuple[str, ...], behind: str, run: Path) -> int:
    """输出本安装的 nginx 配置：静态文件由 nginx 直接送出，其余转给应用服务器。"""
    from gongkai.config import nginx

    click.echo(nginx.here(listen, names, behind, run))
    return 0
