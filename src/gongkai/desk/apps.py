"""The desk as a Django app."""

from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class DeskConfig(AppConfig):
    """The staff's workbench."""

    name = "gongkai.desk"
    verbose_name = "工作台"

    def ready(self) -> None:
        """Let every app lay its screens on the desk: what its ``screens`` module announces."""
        autodiscover_modules("screens")
