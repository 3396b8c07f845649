"""Addresses: the editors' desk, and the archive."""

from django.urls import include, path

from articles.admin import desk

urlpatterns = [
    path("admin/", desk.urls),
    path("", include("articles.urls")),
]

handler404 = "articles.views.missing.not_found"
