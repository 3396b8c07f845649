"""The editors' desk: lists, forms, bulk acts and imports, all writing through ``articles.editing``."""

from articles.admin import (
    articles,
    changesets,
    featured,
    imports,
    link_checks,
    mappings,
    people,
    places,
    rereadings,
    rules,
    sources,
    subscriptions,
    tags,
    tokens,
    trainings,
    users,
)
from articles.admin.site import desk

__all__ = [
    "articles",
    "changesets",
    "desk",
    "featured",
    "imports",
    "link_checks",
    "mappings",
    "people",
    "places",
    "rereadings",
    "rules",
    "sources",
    "subscriptions",
    "tags",
    "tokens",
    "trainings",
    "users",
]
