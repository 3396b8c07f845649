"""Messages made of parts (RFC 5322, RFC 2045 to 2047): what e-mails and pages saved as a single file have in common."""

from __future__ import annotations

import binascii
import email
import email.message
import re
from collections.abc import Iterator
from email.errors import MessageError
from email.header import decode_header

from articles.importers.formats import Unreadable
from articles.text import encodings, words

Message = email.message.Message

LARGEST = 50_000_000
# A parser looks for the end of every part that is open in every line.
MOST_WORK = 30_000_000
LONGEST_HEADER = 10_000
LONGEST_HEAD = 1_000_000
_NAME = re.compile(rb"([!-9;-~]{1,76}):(?:[ \t\r\n]|$)")
_LINE = re.compile(rb"[^\r\n]*(?:\r\n?|\n|$)")
_HEAD_END = re.compile(rb"\r?\n\r?\n|\r\r")
_BOUNDARY = re.compile(rb"boundary\s*=", re.IGNORECASE)


def header_names(head: bytes) -> frozenset[str]:
    """The names of the headers, in small letters, with which bytes begin; none where they begin otherwise."""
    names: set[str] = set()
    place = 0
    while place < len(head) and (line := _LINE.match(head, place)):
        place = line.end()
        if not line[0].strip():
            break
        if line[0][:1] in b" \t":
            if not names:
                return frozenset()
        elif name := _NAME.match(line[0]):
            names.add(name[1].decode("ascii").lower())
        elif place < len(head):
            return frozenset()
    return frozenset(names)


def parsed(data: bytes) -> Message:
    """The message that bytes are. Raises :class:`Unreadable` where it is too intricate to be taken apart."""
    if not _HEAD_END.search(data, 0, LONGEST_HEAD) and len(data) > LONGEST_HEAD:
        raise Unreadable("The headers of the message have no end.")
    if len(_BOUNDARY.findall(data)) * data.count(b"\n") > MOST_WORK:
        raise Unreadable("The message has too many parts to be read safely.")
    try:
        return email.message_from_bytes(data)
    except RecursionError as error:
        raise Unreadable("The parts of the message are nested too deeply.") from error
    except (MessageError, ValueError, LookupError) as error:
        raise Unreadable("The message is damaged.") from error


def leaves(message: Message) -> Iterator[Message]:
    """The parts that have no parts themselves, in their order. A message inside the message is one part."""
    waiting = [message]
    while waiting:
        part = waiting.pop()
        inner = part.get_payload()
        if part.get_content_maintype() == "multipart" and isinstance(inner, list):
            waiting += reversed(inner)
        else:
            yield part


def header(message: Message, name: str) -> str:
    """A header on one line, its encoded words (RFC 2047) and stray bytes read; "" where it is missing."""
    for found, value in message.raw_items():
        if found.lower() == name.lower():
            return words.clean(_decoded(str(value)[:LONGEST_HEADER]))
    return ""


def _decoded(value: str) -> str:
    raw = value.encode("utf-8", "surrogateescape")
    value = raw.decode("ascii") if raw.isascii() else encodings.decode(raw).text
    if "=?" not in value:
        return value
    try:
        pieces = decode_header(re.sub(r"[\r\n]+", "", value))
    except (MessageError, binascii.Error, ValueError):
        return value
    return "".join(piece if isinstance(piece, str) else _piece(piece, charset) for piece, charset in pieces)


def _piece(piece: bytes, charset: str | None) -> str:
    if charset is None:
        return piece.decode("raw-unicode-escape", "replace")
    return encodings.decode(piece, charset).text


def content(part: Message) -> bytes:
    """The bytes of a part, out of whatever they are wrapped in for the way."""
    try:
        payload = part.get_payload(decode=True)
    except (ValueError, LookupError, MessageError):
        return b""
    return payload if isinstance(payload, bytes) else b""


def charset(part: Message) -> str:
    """The charset that a part states, or ""."""
    return _parameter(part, "charset").lower()


def filename(part: Message) -> str:
    """The name under which a part was attached (RFC 2183, RFC 2231), without folders; or ""."""
    name = _parameter(part, "filename", "content-disposition") or _parameter(part, "name")
    return words.excerpt(_decoded(name[:LONGEST_HEADER]).replace("\\", "/").rsplit("/", 1)[-1], 200)


def is_flowed(part: Message) -> bool:
    """Whether lines of a text that end in a space go on in the next (RFC 3676)."""
    return _parameter(part, "format").lower() == "flowed"


def _parameter(part: Message, name: str, of: str = "content-type") -> str:
    try:
        value = part.get_param(name, "", of)
        if isinstance(value, tuple):
            value = encodings.decode((value[2] or "").encode("latin-1", "replace"), value[0] or "").text
        return str(value)
    except (ValueError, LookupError, TypeError, MessageError):
        return ""
