"""The readable part of an address."""

from __future__ import annotations

import hashlib
import re
import unicodedata

LENGTH = 80

_UNFIT = re.compile(r"[^\w\s-]")
_GAPS = re.compile(r"[-\s]+")


def make_slug(text: str, fallback: str = "story") -> str:
    """A readable address part for ``text``, at most 80 characters and never empty.

    Latin text becomes ASCII; a text in another script keeps its letters; a text with no letters at all
    gets ``fallback`` and six digits of its own hash, so that two such texts differ.
    """
    slug = _slug(unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode())
    slug = slug or _slug(unicodedata.normalize("NFKC", text))
    if not slug:
        return f"{fallback}-{hashlib.sha256(text.encode(errors='replace')).hexdigest()[:6]}"
    if len(slug) <= LENGTH:
        return slug
    return slug[: LENGTH + 1].rpartition("-")[0] or slug[:LENGTH]


def _slug(text: str) -> str:
    return _GAPS.sub("-", _UNFIT.sub("", text.lower())).strip("-_")
