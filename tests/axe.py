"""Accessibility of a page in a browser, by the rules of axe-core."""

from playwright.sync_api import Page


def complaints(page: Page) -> list[str]:
    """What axe finds wrong with the page that is shown, one line each; empty when nothing is.

    The rules are run from outside the page, whatever its policy for scripts allows.
    """
    from axe_playwright_python.sync_playwright import Axe

    found = Axe().run(page).response["violations"]
    return [
        f"{each['id']}（{each['impact']}）：{node['html'][:120]} {node.get('failureSummary', '')[:200]}"
        for each in found
        for node in each["nodes"]
    ]
