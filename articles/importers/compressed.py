"""Files compressed with gzip, opened without trusting how large they say they are."""

from __future__ import annotations

import io
import zlib
from typing import BinaryIO

from articles.importers.formats import Unreadable

MAGIC = b"\x1f\x8b\x08"
LARGEST = 4_000_000_000
HIGHEST_RATIO = 100
# A short run of blanks may pack better than the ratio allows.
FREE = 20_000_000
_CHUNK = 64_000


class Gunzip(io.RawIOBase):
    """The content of a gzip stream, member by member.

    Raises :class:`Unreadable` where the data is damaged, or grows past the ratio or the size of a sane file.
    """

    def __init__(self, packed: BinaryIO) -> None:
        self.packed = packed
        self.unzip = zlib.decompressobj(zlib.MAX_WBITS | 16)
        self.waiting = b""
        self.taken = self.given = 0

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:
        piece = b""
        while not piece:
            if self.unzip.eof:
                self.waiting, self.unzip = (
                    self.unzip.unused_data + self.waiting,
                    zlib.decompressobj(zlib.MAX_WBITS | 16),
                )
            if not self.waiting:
                self.waiting = self.packed.read(_CHUNK)
                self.taken += len(self.waiting)
                if not self.waiting:
                    return 0
            try:
                piece = self.unzip.decompress(self.waiting, len(buffer))
            except zlib.error as error:
                raise Unreadable("The compressed file is damaged.") from error
            self.waiting = self.unzip.unconsumed_tail
        self.given += len(piece)
        if self.given > LARGEST or (self.given > FREE and self.given > HIGHEST_RATIO * self.taken):
            raise Unreadable("The compressed file unpacks to far more than a file of stories would.")
        buffer[: len(piece)] = piece
        return len(piece)


def opened(stream: BinaryIO, head: bytes) -> BinaryIO:
    """The stream itself, or its unpacked content where its first bytes are those of gzip."""
    return io.BufferedReader(Gunzip(stream), _CHUNK) if head.startswith(MAGIC) else stream
