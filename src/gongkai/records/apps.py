"""Records as a Django app."""

from django.apps import AppConfig


class RecordsConfig(AppConfig):
    """The register of government information, from draft to publication."""

    name = "gongkai.records"
    verbose_name = "信息公开目录"
