"""Content encodings of HTTP (RFC 9110, 8.4), unpacked piece by piece and never further than is sane."""

from __future__ import annotations

import zlib
from collections.abc import Callable, Iterable, Iterator
from typing import Protocol

import brotli
import zstandard

# What a server is asked for: every one of them has it.
ACCEPTED = "gzip, deflate"
MOST_ENCODINGS = 2
HIGHEST_RATIO = 100
# A short run of blanks may pack better than the ratio allows.
FREE = 1_000_000
_CHUNK = 65_536
_GZIP_BEGINS = b"\x1f"
# RFC 9659 (3) allows no larger window for the web.
_ZSTD_WINDOW = 8 << 20
# The library gives all that a piece unpacks to at once: at most 128 KB for each four bytes (RFC 8878, 3.1.1.2).
_ZSTD_PIECE = 128


class Unpackable(ValueError):
    """Why a body cannot be unpacked: a sentence for the editor."""


class CutShort(Unpackable):
    """The body ends before what was packed does."""


class Damaged(Exception):
    """The bytes are not what the encoding says."""


class Unpacker(Protocol):
    """Unpacks one member. ``rest`` are bytes behind its end; ``ended`` says whether the end has come."""

    ended: bool
    rest: bytes

    def pieces(self, piece: bytes) -> Iterator[bytes]:
        """What ``piece`` adds, a little at a time. Raises Damaged."""


def encodings_of(header: str) -> list[str]:
    """What a ``Content-Encoding`` header names, outermost last. Raises Unpackable for unknown ones, or too many."""
    named = [name for part in header.lower().split(",") if (name := part.strip()) not in ("", "identity")]
    if len(named) > MOST_ENCODINGS:
        raise Unpackable(f"It is packed {len(named)} times over.")
    for name in named:
        if name not in UNPACKERS:
            raise Unpackable(f"It is packed in a way that cannot be unpacked here (“{name[:20]}”).")
    return named


def unpacked(pieces: Iterable[bytes], encodings: Iterable[str], largest: int) -> Iterator[bytes]:
    """The content of a body sent in these encodings, in small pieces, read no faster than they are taken.

    Raises Unpackable where it is damaged, ends too soon, or any encoding unpacks to more than ``largest`` bytes or to
    more than a hundred times what was sent.
    """
    for name in reversed(list(encodings)):
        pieces = _unpacked(pieces, UNPACKERS[name], largest)
    yield from pieces


class _Inflater:
    """gzip and deflate. RFC 9110 (8.4.1.2) means the zlib format by "deflate"; some send the bare stream of RFC 1951."""

    def __init__(self, window: Callable[[bytes], int]) -> None:
        self.window = window
        self.unzip = None
        self.ended = False
        self.rest = b""

    def pieces(self, piece: bytes) -> Iterator[bytes]:
        self.unzip = self.unzip or zlib.decompressobj(self.window(piece))
        try:
            while out := self.unzip.decompress(piece, _CHUNK):
                yield out
                piece = self.unzip.unconsumed_tail
        except zlib.error as fault:
            raise Damaged from fault
        self.ended, self.rest = self.unzip.eof, self.unzip.unused_data


class _Brotli:
    """RFC 7932."""

    def __init__(self) -> None:
        self.unpacker = brotli.Decompressor()
        self.ended = False
        self.rest = b""

    def pieces(self, piece: bytes) -> Iterator[bytes]:
        try:
            yield self.unpacker.process(piece, output_buffer_limit=_CHUNK)
            while not self.unpacker.can_accept_more_data():
                yield self.unpacker.process(b"", output_buffer_limit=_CHUNK)
        except brotli.error as fault:
            raise Damaged from fault
        self.ended = self.unpacker.is_finished()


class _Zstd:
    """RFC 8878."""

    def __init__(self) -> None:
        self.unpacker = zstandard.ZstdDecompressor(max_window_size=_ZSTD_WINDOW).decompressobj()
        self.ended = False
        self.rest = b""

    def pieces(self, piece: bytes) -> Iterator[bytes]:
        try:
            for start in range(0, len(piece), _ZSTD_PIECE):
                yield self.unpacker.decompress(piece[start : start + _ZSTD_PIECE])
                if self.unpacker.eof:
                    self.ended, self.rest = True, self.unpacker.unused_data + piece[start + _ZSTD_PIECE :]
                    return
        except zstandard.ZstdError as fault:
            raise Damaged from fault


UNPACKERS: dict[str, Callable[[], Unpacker]] = {
    "gzip": lambda: _Inflater(lambda _: zlib.MAX_WBITS | 16),
    "x-gzip": lambda: _Inflater(lambda _: zlib.MAX_WBITS | 16),
    "deflate": lambda: _Inflater(lambda first: zlib.MAX_WBITS if first[0] & 0x8F == 0x08 else -zlib.MAX_WBITS),
    "br": _Brotli,
    "zstd": _Zstd,
}


def _unpacked(pieces: Iterable[bytes], new: Callable[[], Unpacker], largest: int) -> Iterator[bytes]:
    taken = given = 0
    unpacker: Unpacker | None = None
    has_ended = False
    for piece in pieces:
        taken += len(piece)
        # A gzip body may hold several members (RFC 1952, 2.2); browsers overlook anything else that follows the first.
        while piece and (unpacker or not has_ended or piece.startswith(_GZIP_BEGINS)):
            unpacker = unpacker or new()
            try:
                for out in unpacker.pieces(piece):
                    given += len(out)
                    if given > largest or (given > FREE and given > HIGHEST_RATIO * taken):
                        raise Unpackable("It unpacks to far more than a page has.")
                    if out:
                        yield out
            except Damaged:
                raise Unpackable("It arrived damaged.") from None
            piece = unpacker.rest
            if unpacker.ended:
                unpacker, has_ended = None, True
    if unpacker is not None:
        raise CutShort("It arrived cut short.")
