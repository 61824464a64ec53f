"""What the editor of the structure leaves out: Wagtail finds this module by its name."""

from django.http import HttpRequest
from wagtail import hooks
from wagtail.admin.menu import MenuItem


@hooks.register("construct_main_menu")
def leave_out_help(request: HttpRequest, menu_items: list[MenuItem]) -> None:
    """No menu of help: its pages are Wagtail's own, in English, on another host."""
    menu_items[:] = [each for each in menu_items if each.name != "help"]
