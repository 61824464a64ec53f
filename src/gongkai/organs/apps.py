"""Organs as a Django app."""

from django.apps import AppConfig


class OrgansConfig(AppConfig):
    """Who acts and who answers for it."""

    name = "gongkai.organs"
    verbose_name = "机关"
