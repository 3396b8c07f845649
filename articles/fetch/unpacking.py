"""Content encodings of HTTP (RFC 9110, 8.4), unpacked piece by piece and never further than is sane.

Only gzip and deflate are asked for: nothing installed here reads brotli or zstd, and a page that is sent in them anyway
is refused with its name.
"""

from __future__ import annotations

import zlib
from collections.abc import Callable, Iterable, Iterator

ACCEPTED = "gzip, deflate"
MOST_ENCODINGS = 2
HIGHEST_RATIO = 100
# A short run of blanks may pack better than the ratio allows.
FREE = 1_000_000
_CHUNK = 65_536
_GZIP_BEGINS = b"\x1f"


class Unpackable(ValueError):
    """Why a body cannot be unpacked: a sentence for the editor."""


def encodings_of(header: str) -> list[str]:
    """What a ``Content-Encoding`` header names, outermost last. Raises Unpackable for unknown ones, or too many."""
    named = [name for part in header.lower().split(",") if (name := part.strip()) not in ("", "identity")]
    if len(named) > MOST_ENCODINGS:
        raise Unpackable(f"It is packed {len(named)} times over.")
    for name in named:
        if name not in _WINDOW:
            raise Unpackable(f"It is packed in a way that cannot be unpacked here (“{name[:20]}”).")
    return named


def unpacked(pieces: Iterable[bytes], encodings: Iterable[str], largest: int) -> Iterator[bytes]:
    """The content of a body sent in these encodings, in pieces of at most 64 KB, read no faster than they are taken.

    Raises Unpackable where it is damaged, ends too soon, or any encoding unpacks to more than ``largest`` bytes or to
    more than a hundred times what was sent.
    """
    for name in reversed(list(encodings)):
        pieces = _inflated(pieces, _WINDOW[name], largest)
    yield from pieces


def _gzip_window(first: bytes) -> int:
    return zlib.MAX_WBITS | 16


def _deflate_window(first: bytes) -> int:
    """RFC 9110 (8.4.1.2) means the zlib format by "deflate"; some servers send the bare stream of RFC 1951."""
    return zlib.MAX_WBITS if first[0] & 0x8F == 0x08 else -zlib.MAX_WBITS


_WINDOW: dict[str, Callable[[bytes], int]] = {
    "gzip": _gzip_window,
    "x-gzip": _gzip_window,
    "deflate": _deflate_window,
}


def _inflated(pieces: Iterable[bytes], window: Callable[[bytes], int], largest: int) -> Iterator[bytes]:
    taken = given = 0
    unzip = None
    has_ended = False
    for piece in pieces:
        taken += len(piece)
        # A gzip body may hold several members (RFC 1952, 2.2); browsers overlook anything else that follows the first.
        while piece and (unzip or not has_ended or piece.startswith(_GZIP_BEGINS)):
            unzip = unzip or zlib.decompressobj(window(piece))
            try:
                out = unzip.decompress(piece, _CHUNK)
                while out:
                    given += len(out)
                    if given > largest or (given > FREE and given > HIGHEST_RATIO * taken):
                        raise Unpackable("It unpacks to far more than a page has.")
                    yield out
                    out = unzip.decompress(unzip.unconsumed_tail, _CHUNK)
            except zlib.error:
                raise Unpackable("It arrived damaged.") from None
            piece = unzip.unused_data
            if unzip.eof:
                unzip, has_ended = None, True
    if unzip is not None:
        raise Unpackable("It arrived cut short.")
