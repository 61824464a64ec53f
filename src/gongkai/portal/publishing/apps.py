"""Static publishing as a Django app: its queue is rows of the database, its work is files."""

from django.apps import AppConfig


class PublishingConfig(AppConfig):
    """The queue of the static publisher."""

    name = "gongkai.portal.publishing"
    label = "publishing"
    verbose_name = "静态发布"
