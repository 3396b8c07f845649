"""Fingerprints by which the same text, or nearly the same, is found again."""

from __future__ import annotations

import hashlib
import itertools
import unicodedata
from collections import Counter

from articles.text import words

_BITS = 64
# One counter lane of 32 bits for each bit of a byte, so that eight bits are counted with one addition.
_LANES = [sum(1 << (32 * bit) for bit in range(8) if byte >> bit & 1) for byte in range(256)]


def text_digest(text: str) -> bytes:
    """SHA-256 of the words alone: case, white space, punctuation and compatibility forms do not count."""
    return hashlib.sha256(" ".join(_words(text)).encode()).digest()


def simhash(text: str) -> int:
    """Charikar's simhash over pairs of neighbouring words, as a signed 64-bit number; 0 for a text without words.

    Texts that differ in a few words differ in a few bits: see :func:`distance`.
    """
    tokens = _words(text)
    if not tokens:
        return 0
    pairs = itertools.pairwise(tokens) if len(tokens) > 1 else [(tokens[0], "")]
    hashes = b"".join(hashlib.blake2b(f"{a} {b}".encode(), digest_size=8).digest() for a, b in pairs)
    half = len(hashes) // 16
    value = 0
    for place in range(8):
        lanes = sum(_LANES[byte] * times for byte, times in Counter(hashes[place::8]).items())
        for bit in range(8):
            if (lanes >> (32 * bit) & 0xFFFFFFFF) > half:
                value |= 1 << (place * 8 + bit)
    return value - (1 << _BITS) if value >> (_BITS - 1) else value


def distance(a: int, b: int) -> int:
    """How many of the 64 bits of two simhashes differ: up to about 6 is nearly the same text, 32 is chance."""
    return ((a ^ b) & ((1 << _BITS) - 1)).bit_count()


def _words(text: str) -> list[str]:
    return words.tokens(unicodedata.normalize("NFKC", words.scrub(text)).casefold())
