"""A story's derived columns, and what a story must have before it is saved or published."""

from __future__ import annotations

from articles.models import Article
from articles.models.base import make_slug
from articles.text import fingerprints, html, words
from articles.text.sanitise import clean_html

EXCERPT_LENGTH = 300


def prepare(article: Article) -> Article:
    """Clean the body and fill what follows from it; gives ``article`` back, unsaved.

    Sets ``body_html`` (sanitised), ``body_text``, ``excerpt``, ``word_count``, ``text_digest`` and, where it is
    empty, ``slug``.
    """
    article.headline = words.clean(article.headline)
    article.body_html = clean_html(article.body_html)
    article.body_text = html.to_text(article.body_html)
    article.excerpt = words.excerpt(article.standfirst or article.body_text, EXCERPT_LENGTH)
    article.word_count = words.word_count(article.body_text)
    article.text_digest = fingerprints.text_digest(article.body_text or article.headline)
    article.slug = article.slug or make_slug(article.headline)
    return article


def missing_for_publication(article: Article) -> list[str]:
    """What a reader would miss, in words; empty where the story can be published."""
    missing = []
    if not article.headline:
        missing.append("a headline")
    if article.published_at is None:
        missing.append("a date")
    return missing
