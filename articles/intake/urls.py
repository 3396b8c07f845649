"""Addresses of the way in for programs, under /api/v1/imports/."""

from __future__ import annotations

from django.urls import path

from articles.intake import views

urlpatterns = [
    path("", views.Imports.as_view(), name="api-imports"),
    path("<story:id>/", views.ImportDetail.as_view(), name="api-import"),
]
