"""The app, by the name it has at the desk."""

from django.apps import AppConfig


class ArticlesConfig(AppConfig):
    """The archive: its stories, and all they need."""

    name = "articles"
    verbose_name = "Archive"
