"""Reports as a Django app."""

from django.apps import AppConfig


class ReportsConfig(AppConfig):
    """The annual report: computed from facts, checked, filed."""

    name = "gongkai.reports"
    verbose_name = "年度报告"
