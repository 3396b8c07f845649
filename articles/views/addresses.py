"""Where selections are shown."""

from __future__ import annotations

from django.urls import reverse

from articles.selection import Selection
from articles.views.arrangement import Arrangement


def list_address(selection: Selection, arrangement: Arrangement = Arrangement.LIST) -> str:
    """The list of a selection."""
    query = arrangement.kept(selection.query_string())
    return f"{reverse('article-list')}?{query}" if query else reverse("article-list")
