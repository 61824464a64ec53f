"""Disclosure on request as a Django app."""

from django.apps import AppConfig


class FoiConfig(AppConfig):
    """Applications for disclosure, from receipt to file."""

    name = "gongkai.foi"
    verbose_name = "依申请公开"

    def ready(self) -> None:
        """Announce applications as a kind of case."""
        from gongkai.casework.cases import announce
        from gongkai.foi.casekind import KIND

        announce(KIND)
