"""The fingerprint by which the very same text is found again."""

from __future__ import annotations

import hashlib
import unicodedata

from articles.text import words


def text_digest(text: str) -> bytes:
    """SHA-256 of the words alone: case, white space, punctuation and compatibility forms do not count."""
    plain = unicodedata.normalize("NFKC", words.scrub(text)).casefold()
    return hashlib.sha256(" ".join(words.tokens(plain)).encode()).digest()
