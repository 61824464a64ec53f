"""The portal as a Django app."""

from django.apps import AppConfig


class PortalConfig(AppConfig):
    """The public website: structure on Wagtail, records as views of the register."""

    name = "gongkai.portal"
    verbose_name = "网站"

    def ready(self) -> None:
        """Ask to be told when the disclosure log changes: search follows it."""
        from gongkai.foi import publicity
        from gongkai.portal.released import follow

        publicity.announce(follow)
