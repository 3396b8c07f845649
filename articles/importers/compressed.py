"""Files compressed with gzip (RFC 1952), opened without trusting how large they say they are."""

from __future__ import annotations

import io
import zlib
from typing import BinaryIO

from articles.importers.unreadable import Unreadable

MAGIC = b"\x1f\x8b\x08"
# A week of a large site's web archives; nothing is ever held whole.
LARGEST = 50_000_000_000
HIGHEST_RATIO = 100
# A short run of blanks may pack better than the ratio allows.
FREE = 20_000_000
_CHUNK = 64_000


class Allowance:
    """How much something packed may unpack to: a hundred times its size, and 20 MB in any case.

    What is unpacked counts for everything around it too, so a bomb made of many small ones is one bomb.
    """

    def __init__(self, packed: int = 0, around: Allowance | None = None) -> None:
        self.packed, self.around = packed, around
        self.given = 0

    def take(self, size: int) -> None:
        """So many packed bytes more were read."""
        self.packed += size

    def give(self, size: int) -> None:
        """So many bytes more were unpacked. Raises :class:`Unreadable` where they are too many."""
        self.given += size
        if self.around:
            self.around.give(size)
        if self.exhausted:
            raise Unreadable("The compressed file unpacks to far more than a file of stories would.")

    @property
    def exhausted(self) -> bool:
        """Whether no more will be unpacked."""
        return self.packed > 0 and (
            self.given > LARGEST or (self.given > FREE and self.given > HIGHEST_RATIO * self.packed)
        )


class Gunzip(io.RawIOBase):
    """The content of a gzip stream, member by member.

    Raises :class:`Unreadable` where the data is damaged or ends early, after giving all that stands before, or where it
    grows past its allowance.
    """

    def __init__(self, packed: BinaryIO, allowance: Allowance) -> None:
        self.packed, self.allowance = packed, allowance
        self.unzip = zlib.decompressobj(zlib.MAX_WBITS | 16)
        self.waiting = b""
        self.begun = False
        self.fault = ""

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:
        filled = 0
        while filled < len(buffer) and (piece := self._piece(len(buffer) - filled)):
            buffer[filled : filled + len(piece)] = piece
            filled += len(piece)
        if not filled and self.fault:
            raise Unreadable(self.fault)
        self.allowance.give(filled)
        return filled

    def _piece(self, most: int) -> bytes:
        """Some more bytes; none at the end, or at the fault."""
        piece = b""
        while not piece and not self.fault:
            if self.unzip.eof:
                self.waiting = self.unzip.unused_data
                self.unzip, self.begun = zlib.decompressobj(zlib.MAX_WBITS | 16), False
            if not self.waiting:
                self.waiting = self.packed.read(_CHUNK)
                self.allowance.take(len(self.waiting))
                if not self.waiting:
                    self.fault = "The compressed file ends too early; its end is missing." if self.begun else ""
                    return b""
            if not self.begun and not self.waiting.strip(b"\0"):
                # Tapes and some tools fill up with zeros, which gzip itself passes over.
                self.waiting = b""
                continue
            self.begun = True
            try:
                piece = self.unzip.decompress(self.waiting, most)
            except zlib.error:
                self.fault = "The compressed file is damaged."
            # At the end of a member zlib may name what follows it twice, as unused and as not consumed.
            self.waiting = b"" if self.unzip.eof else self.unzip.unconsumed_tail
        return piece


def opened(stream: BinaryIO, head: bytes, allowance: Allowance) -> BinaryIO:
    """The stream itself, or its unpacked content where its first bytes are those of gzip."""
    return io.BufferedReader(Gunzip(stream, allowance), _CHUNK) if head.startswith(MAGIC) else stream
