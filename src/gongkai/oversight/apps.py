"""Oversight as a Django app."""

from django.apps import AppConfig


class OversightConfig(AppConfig):
    """Reconsiderations and lawsuits; inspection, training, appraisal, accountability."""

    name = "gongkai.oversight"
    verbose_name = "监督保障"

    def ready(self) -> None:
        """Announce both kinds of dispute as cases, and tell of them on the page of the case in dispute."""
        from gongkai.casework import beside, cases
        from gongkai.oversight import casekind
        from gongkai.oversight.beside import disputes_about

        for kind in casekind.KINDS:
            cases.announce(kind)
        beside.tell(disputes_about)
