"""What tests of the desk read from pages: hidden fields, the acts offered, one act done over HTTP."""

import re

from workplace import number


def text(response) -> str:
    """The page of an answer."""
    return response.content.decode()


def hidden(page: str, name: str) -> str:
    """The value of a hidden field."""
    found = re.search(rf'name="{name}"[^>]*value="([^"]*)"', page) or re.search(
        rf'value="([^"]*)"[^>]*name="{name}"', page
    )
    assert found, f"no {name} on the page"
    return found.group(1)


def offered(page: str) -> list[str]:
    """The acts that a record's page offers, by the end of their address."""
    part = page.partition('aria-label="可以办理的事项"')[2].partition("</div>")[0]
    return [each.rstrip("/").rpartition("/")[2] for each in re.findall(r'href="([^"]+)"', part)]


def page_of(there) -> str:
    """The address of a record's page."""
    return f"/desk/records/{number(there)}/"


def do(browser, there, act: str, **given) -> str:
    """The page after an act was done by its form, hidden fields taken from the form."""
    address = f"{page_of(there)}do/{act}/"
    form = text(browser.get(address))
    own = {name: hidden(form, name) for name in ("sha256", "key") if f'name="{name}"' in form}
    return text(browser.post(address, {**own, **given}, follow=True))
