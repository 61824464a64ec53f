"""Search as a Django app: it keeps what people looked for in vain; the index itself is elsewhere."""

from django.apps import AppConfig


class SearchConfig(AppConfig):
    """Search over published records."""

    name = "gongkai.search"
    verbose_name = "检索"
