"""The ledger as a Django app: it knows every kind of fact that any app declares."""

from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class LedgerConfig(AppConfig):
    """Loads the ``facts`` module of every app, so that each kind is registered before the first entry."""

    name = "gongkai.ledger"
    verbose_name = "台账"

    def ready(self) -> None:
        """Register all kinds."""
        autodiscover_modules("facts")
