"""An HTTP response as web archives keep it (RFC 9112): status, headers, and a body still as it came over the wire."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from articles.importers.formats import Unreadable
from articles.text.unpacking import CutShort, Unpackable, encodings_of, unpacked

_HEAD_END = re.compile(rb"\r?\n\r?\n")
_STATUS = re.compile(r"HTTP/\d(?:\.\d)? (\d{3})")
_CHUNK = re.compile(rb"([0-9A-Fa-f]{1,8})[ \t]*(?:;[^\r\n]*)?\r?\n")
_CHARSET = re.compile(r"""charset\s*=\s*["']?([\w.:\-]+)""", re.IGNORECASE)
# Those of the encodings that say of themselves what they are.
_BEGINS = {"gzip": b"\x1f\x8b", "x-gzip": b"\x1f\x8b", "zstd": b"\x28\xb5\x2f\xfd"}


@dataclass(frozen=True, slots=True)
class Response:
    """``status`` 0 and no headers where the bytes are no response; ``body`` is all that follows the headers."""

    status: int = 0
    headers: Mapping[str, str] = field(default_factory=dict)
    body: bytes = b""

    @property
    def media_type(self) -> str:
        """The type of the body, in small letters, without parameters; "" where none is stated."""
        return self.headers.get("content-type", "").split(";")[0].strip().lower()

    @property
    def charset(self) -> str:
        """The charset that the header names, or ""."""
        found = _CHARSET.search(self.headers.get("content-type", ""))
        return found[1] if found else ""

    def transferred(self) -> bytes:
        """The body without the chunks it was sent in. Archives also keep bodies whose chunks were already joined."""
        if "chunked" not in self.headers.get("transfer-encoding", "").lower():
            return self.body
        pieces, place = [], 0
        while chunk := _CHUNK.match(self.body, place):
            size = int(chunk[1], 16)
            pieces.append(self.body[chunk.end() : chunk.end() + size])
            place = chunk.end() + size
            place += 2 if self.body[place : place + 2] == b"\r\n" else 1
            if not size:
                break
        return b"".join(pieces) if pieces else self.body

    def content(self, limit: int) -> bytes:
        """The body unpacked. Raises :class:`Unreadable` where it is larger than ``limit``, damaged, or packed in a rare way."""
        content = self.transferred()
        try:
            packed = encodings_of(self.headers.get("content-encoding", ""))
        except Unpackable as reason:
            raise Unreadable(f"The page cannot be read. {reason}") from reason
        for encoding in reversed(packed):
            content = _unpacked(content, encoding, limit)
        if len(content) > limit:
            raise Unreadable(f"The page is larger than {limit // 1_000_000} MB.")
        return content


def response(block: bytes) -> Response:
    """The response that a block of bytes begins with."""
    end = _HEAD_END.search(block)
    head = block[: end.start() if end else len(block)].decode("latin-1")
    status = _STATUS.match(head)
    if not status:
        return Response()
    headers: dict[str, str] = {}
    for line in head.splitlines()[1:]:
        name, colon, value = line.partition(":")
        if colon:
            headers.setdefault(name.strip().lower(), value.strip())
    return Response(int(status[1]), headers, block[end.end() :] if end else b"")


def _unpacked(content: bytes, encoding: str, limit: int) -> bytes:
    """Unpacked; as it stands where it is not packed in truth, as in archives that kept the header but not the packing.

    Of a body that ends too soon, what there is.
    """
    if not content.startswith(_BEGINS.get(encoding, b"")):
        return content
    out = bytearray()
    try:
        for piece in unpacked([content], [encoding], limit):
            out += piece
    except CutShort:
        pass
    except Unpackable as reason:
        if not out and encoding not in _BEGINS:
            return content
        raise Unreadable(f"The page cannot be unpacked. {reason}") from reason
    return bytes(out)
