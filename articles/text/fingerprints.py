"""The fingerprint by which the very same text is found again."""

from __future__ import annotations

import hashlib
import unicodedata

from articles.text import words


def text_digest(text: str) -> bytes:
    """SHA-256 of the words alone: case, white space, punctuation and compatibility forms do not count."""
    return count_and_digest(text)[1]


def count_and_digest(text: str) -> tuple[int, bytes]:
    """How many words a text has, and its digest. Of plain ASCII both follow from the same words."""
    found = words.tokens(text)
    if words.is_even(text):
        return len(found), hashlib.sha256(" ".join(found).lower().encode()).digest()
    plain = unicodedata.normalize("NFKC", words.scrub(text)).casefold()
    return len(found), hashlib.sha256(" ".join(words.tokens(plain)).encode()).digest()
