"""A stream of bytes in any encoding as a stream of text, for files larger than memory."""

from __future__ import annotations

import codecs
import io
from collections.abc import Iterator
from typing import BinaryIO

from articles.text import encodings

_CHUNK = 64_000


def text_stream(stream: BinaryIO, header: str = "") -> io.TextIOWrapper:
    """The text of a stream, line ends as they are. ``header`` is the charset its HTTP header names, if any.

    The encoding is judged as :func:`encodings.decode` judges it, where the first character beyond ASCII stands: the
    first line of a table often tells nothing. What cannot be read becomes U+FFFD. ``stream`` is left open.
    """
    return io.TextIOWrapper(io.BufferedReader(_Transcoded(stream, header), _CHUNK), encoding="utf-8", newline="")


class _Transcoded(io.RawIOBase):
    """The bytes of a stream, written anew as UTF-8."""

    def __init__(self, stream: BinaryIO, header: str) -> None:
        self.pieces = _pieces(stream, header)
        self.waiting = b""

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:
        while not self.waiting:
            piece = next(self.pieces, None)
            if piece is None:
                return 0
            self.waiting = piece.encode("utf-8", "replace")
        given, self.waiting = self.waiting[: len(buffer)], self.waiting[len(buffer) :]
        buffer[: len(given)] = given
        return len(given)


def _pieces(stream: BinaryIO, header: str) -> Iterator[str]:
    chunk = stream.read(_CHUNK)
    judged = encodings.decode_start(chunk, header).encoding
    while chunk and judged == "utf-8" and _plain(chunk):
        yield chunk.decode("ascii")
        chunk = stream.read(_CHUNK)
        if not _plain(chunk):
            # Enough after the first strange character to judge by.
            chunk += stream.read(_CHUNK)
            judged = encodings.decode_start(chunk, header).encoding
    decoder = codecs.getincrementaldecoder(judged)("replace")
    first = True
    while chunk:
        text = decoder.decode(chunk)
        yield text.removeprefix("\ufeff") if first else text
        first = False
        chunk = stream.read(_CHUNK)
    yield decoder.decode(b"", final=True)


def _plain(chunk: bytes) -> bool:
    """Whether bytes say nothing about their encoding: ASCII without the escapes of ISO-2022-JP."""
    return chunk.isascii() and b"\x1b" not in chunk
