"""Where selections are shown."""

from __future__ import annotations

from django.urls import reverse

from articles.selection import Selection


def list_address(selection: Selection) -> str:
    """The list of a selection."""
    query = selection.query_string()
    return f"{reverse('article-list')}?{query}" if query else reverse("article-list")
