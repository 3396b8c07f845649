"""What a user may do with a story.

An editor (permission ``publish_article``) may do everything; a contributor works on drafts. Groups are made by
the migration ``0003_roles``.
"""

from __future__ import annotations

from typing import Any

from articles.models import Article
from articles.models.articles import ArticleQuerySet

# What a contributor may set: handed in for review, a story is the editor's.
OPEN_TO_CONTRIBUTORS = (Article.Status.DRAFT, Article.Status.REVIEW)


def may_publish(user: Any) -> bool:
    """Whether ``user`` may publish, withdraw and change published stories."""
    return bool(user.has_perm("articles.publish_article"))


def may_import(user: Any) -> bool:
    """Whether ``user`` may bring stories in."""
    return bool(user.has_perm("articles.import_article"))


def changeable(stories: ArticleQuerySet, user: Any) -> ArticleQuerySet:
    """Those of ``stories`` that ``user`` may change."""
    return stories if may_publish(user) else stories.filter(status=Article.Status.DRAFT, publishes_itself=False)


def may_change(user: Any, story: Article | None) -> bool:
    """Whether the role allows ``user`` to change ``story`` as it stands in the database; any, where it is None.

    The command line, which has no user, may change everything. What is to publish itself when its embargo ends counts
    as published: nobody looks through it before readers do.
    """
    is_open = story is None or (story.status == Article.Status.DRAFT and not story.publishes_itself)
    return is_open or user is None or may_publish(user)
