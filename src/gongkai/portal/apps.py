"""The portal as a Django app."""

from django.apps import AppConfig


class PortalConfig(AppConfig):
    """The public website: structure on Wagtail, records as views of the register."""

    name = "gongkai.portal"
    verbose_name = "网站"
