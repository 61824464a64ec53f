"""`gongkai rebuild`: make the caches again from the facts and say whether they had been right."""

import click

from gongkai.cli.language import say
from gongkai.cli.speech import Command


@click.command(cls=Command)
def command() -> int:
    """由事实重建全部缓存，并报告重建前是否一致。"""
    from gongkai.ledger.home import prepare

    prepare()
    from gongkai.casework.services import status
    from gongkai.ledger import open_spells

    differences = open_spells.rebuild() + status.rebuild()
    click.echo(
        say(
            "缓存与事实一致。" if not differences else f"缓存有{differences}处与事实不符，已按事实重建。",
            "Caches agree with the facts." if not differences else f"{differences} differences mended.",
        )
    )
    return 1 if differences else 0
