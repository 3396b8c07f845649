"""What follows from a story's own text: its columns that nobody types."""

from __future__ import annotations

from typing import NamedTuple

from articles.text import fingerprints, html, words
from articles.text.sanitise import clean_html
from articles.text.slugs import make_slug

EXCERPT_LENGTH = 300


class Derived(NamedTuple):
    """A story's headline and body cleaned, and the columns that follow from them, by their names."""

    headline: str
    body_html: str
    body_text: str
    excerpt: str
    word_count: int
    text_digest: bytes
    slug: str


def derive(headline: str, standfirst: str, body_html: str, slug: str = "") -> Derived:
    """Clean headline and body, and work out what follows. A slug that is given stays."""
    headline, body_html = words.clean(headline), clean_html(body_html)
    body_text = html.text_of_clean(body_html)
    word_count, text_digest = fingerprints.count_and_digest(body_text)
    return Derived(
        headline=headline,
        body_html=body_html,
        body_text=body_text,
        excerpt=words.excerpt(standfirst or body_text, EXCERPT_LENGTH),
        word_count=word_count,
        text_digest=text_digest if body_text else fingerprints.text_digest(headline),
        slug=slug or make_slug(headline),
    )
