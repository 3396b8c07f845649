"""Addresses of the API, under /api/v1/."""

from __future__ import annotations

from django.urls import path
from drf_spectacular.views import SpectacularJSONAPIView

from articles.api import views

urlpatterns = [
    path("articles/", views.ArticleList.as_view(), name="api-article-list"),
    path("articles/<str:id>/", views.ArticleDetail.as_view(), name="api-article"),
    path("topics/", views.TopicList.as_view(), name="api-topic-list"),
    path("countries/", views.CountryList.as_view(), name="api-country-list"),
    path("sources/", views.SourceList.as_view(), name="api-source-list"),
    path("schema/", SpectacularJSONAPIView.as_view(), name="api-schema"),
]
