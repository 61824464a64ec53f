"""Disclosure on request as a Django app."""

from django.apps import AppConfig


class FoiConfig(AppConfig):
    """Applications for disclosure, from receipt to file."""

    name = "gongkai.foi"
    verbose_name = "依申请公开"

    def ready(self) -> None:
        """Announce applications as a kind of case that can be disputed, and what the clock does for them."""
        from gongkai.casework import cases, disputing
        from gongkai.casework.services import daily
        from gongkai.foi.casekind import KIND
        from gongkai.foi.in_dispute import DISPUTABLE
        from gongkai.foi.services import note_silence

        cases.announce(KIND)
        disputing.announce(DISPUTABLE)
        daily.announce(note_silence)
