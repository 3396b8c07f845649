"""Mailboxes of many e-mails in one file: mbox (RFC 4155), message by message."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from typing import BinaryIO

from articles.documents import Problem, Reading
from articles.importers import members, mime
from articles.importers.formats import Format, Options, Unreadable
from articles.text import words

_LONGEST_LINE = 1_000_000
_LONGEST_OPENING = 500
# A sender and a date; the header behind it is what tells it from a sentence that begins with "From".
_FROM = re.compile(rb"From (?:\S+ |\"[^\"\r\n]*\"\S* )?.*\d\d:\d\d.*\b\d{4}\b.*\r?\n?$")
_QUOTED_FROM = re.compile(rb"^>+From ")
_OPENING = re.compile(rb"From [^\r\n]{1,300}\r?\n[!-9;-~]{1,76}:")


def looks_like(head: bytes, filename: str) -> float:
    """A line "From …" with a date, and a header below it."""
    return 0.97 if _OPENING.match(head) and _opens(head.split(b"\n", 1)[0] + b"\n") else 0.0


def read(stream: BinaryIO, options: Options) -> Iterator[Reading]:
    """The items of each message, in order."""
    number = 0
    for number, message in enumerate(_messages(stream), 1):
        if message is None:
            too_large = Problem(f"The message is larger than {mime.LARGEST // 1_000_000} MB.")
            yield Reading(0, problem=too_large, member=members.label(str(number), options))
            continue
        yield from members.readings(io.BytesIO(message), f"{number} {_subject(message)}".strip(), options, format="eml")
    if not number:
        raise Unreadable("The file holds no e-mail: none of its lines begins one.")


def _opens(line: bytes) -> bool:
    return len(line) <= _LONGEST_OPENING and bool(_FROM.match(line))


def _subject(message: bytes) -> str:
    """The subject, as a label; the message itself is taken apart later."""
    try:
        return words.excerpt(mime.header(mime.parsed(message.split(b"\n\n", 1)[0]), "Subject"), 60)
    except Unreadable:
        return ""


def _messages(stream: BinaryIO) -> Iterator[bytes | None]:
    """The bytes of each message; None for one that is too large to be held."""
    lines: list[bytes] = []
    size = 0
    after_blank, begun = True, False
    while line := stream.readline(_LONGEST_LINE):
        if after_blank and line.startswith(b"From ") and _opens(line):
            if begun:
                yield b"".join(lines) if size <= mime.LARGEST else None
            lines, size, begun = [], 0, True
            continue
        after_blank = not line.strip()
        size += len(line)
        if size <= mime.LARGEST:
            lines.append((line[1:] if _QUOTED_FROM.match(line) else line).replace(b"\r\n", b"\n"))
        else:
            lines.clear()
    if begun:
        yield b"".join(lines) if size <= mime.LARGEST else None


FORMAT = Format(
    name="mbox",
    label="Mailbox (mbox)",
    extensions=(".mbox", ".mbx"),
    media_types=("application/mbox",),
    looks_like=looks_like,
    read=read,
    container=True,
)
