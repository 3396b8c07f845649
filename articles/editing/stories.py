"""A story's derived columns, and what a story must have before it is saved or published."""

from __future__ import annotations

from articles.models import Article
from articles.text.derived import derive


def prepare(article: Article) -> Article:
    """Clean the body and fill what follows from it; gives ``article`` back, unsaved.

    Sets ``headline`` and ``body_html`` (cleaned), ``body_text``, ``excerpt``, ``word_count``, ``text_digest`` and,
    where it is empty, ``slug``.
    """
    derived = derive(article.headline, article.standfirst, article.body_html, article.slug)
    for name, value in derived._asdict().items():
        setattr(article, name, value)
    return article


def missing_for_publication(article: Article) -> list[str]:
    """What a reader would miss, in words; empty where the story can be published."""
    missing = []
    if not article.headline:
        missing.append("a headline")
    if article.published_at is None:
        missing.append("a date")
    return missing
