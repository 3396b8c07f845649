"""Addresses: the editors' desk, what programs ask for, and the pages in each language (``/ja/…``)."""

from django.conf.urls.i18n import i18n_patterns
from django.urls import include, path

from articles.admin import desk
from articles.urls import pages, programs

urlpatterns = [
    path("admin/", desk.urls),
    path("", include(programs)),
    *i18n_patterns(path("", include(pages)), prefix_default_language=False),
]

handler404 = "articles.views.missing.not_found"
