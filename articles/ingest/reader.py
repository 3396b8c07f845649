"""Reads files for an import, in a process of its own, within limits.

What an importer meets may crash a parser, run for ever or fill the memory. Here that ends this process and nothing
else. It knows no Django, no database and no secret. It is told what to read over a socket, with the file itself, and
answers in parts; ``ingest.isolation`` is the other end.
"""

from __future__ import annotations

import copyreg
import gc
import os
import pickle
import resource
import socket
import sys
import time
import traceback
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, fields
from operator import attrgetter
from typing import Any, BinaryIO

from articles import importers
from articles.documents import Moment, Picture, Problem, Reading
from articles.importers.formats import Options
from articles.ingest.completing import Page, completed
from articles.ingest.preparing import Prepared, Terms, Unusable, prepared

LENGTH_BYTES = 8
# How many items and letters one answer holds (the last item may be longer), and how long the first waits for the others.
PART = 50
LETTERS = 250_000
PATIENCE = 1.0
# What one item may take: seconds of processor time, and memory beyond what the process has when it begins.
ITEM_SECONDS = 60
MEMORY = 1_500_000_000
# A reader that has nothing to do for so long ends.
IDLE_SECONDS = 300


@dataclass(frozen=True, slots=True)
class Order:
    """What to read of a file, and how. ``pages`` are those that its summaries link to. ``most`` ends it early; ``singly`` sends each item by itself, as it is read.

    With ``prepare``, items come as the stories they make, else as they were read.
    """

    filename: str
    format: str
    url: str
    mapping: dict[str, str] | None
    charset: str
    terms: Terms
    start: int = 0
    without: frozenset[int] = frozenset()
    only: frozenset[int] | None = None
    most: int | None = None
    singly: bool = False
    prepare: bool = True
    pages: Mapping[str, Page] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Unread:
    """Why an item is none: a sentence, and the traceback where it was a fault of the program.

    ``member`` is where inside a container it stands.
    """

    reason: str
    traceback: str = ""
    headline: str = ""
    member: str = ""

    def as_reading(self, position: int) -> Reading:
        """The same as a reading that failed."""
        return Reading(position, problem=Problem(self.reason))


Item = tuple[int, Reading | Prepared | Unread]


@dataclass(frozen=True, slots=True)
class Part:
    """Some items in a row, how many bytes of the file have been read, and in which format.

    ``letters`` is about how long they are. ``fault`` is what ended the reading, if a fault of the program did: nothing follows.
    """

    items: list[Item]
    offset: int
    format: str
    fault: Unread | None = None
    letters: int = 0


def _sent_by_value(kind: type) -> None:
    """Send dataclasses of a kind as a call with their values: by its own way a frozen one takes ten times as long."""
    values = attrgetter(*(one.name for one in fields(kind)))
    copyreg.pickle(kind, lambda thing: (kind, values(thing)))


# Every story has some of these.
_sent_by_value(Moment)
_sent_by_value(Picture)


def send(connection: socket.socket, thing: Any) -> None:
    """Send anything, its length first."""
    content = pickle.dumps(thing, pickle.HIGHEST_PROTOCOL)
    connection.sendall(len(content).to_bytes(LENGTH_BYTES, "big") + content)


def close(connection: socket.socket) -> None:
    """Say that nothing more follows of what was asked."""
    connection.sendall(bytes(LENGTH_BYTES))


def receive(connection: socket.socket) -> bytes | None:
    """The next thing sent, still packed; nothing at a close, None where the other end is gone."""
    length = _exactly(connection, LENGTH_BYTES)
    return None if length is None else _exactly(connection, int.from_bytes(length, "big"))


def _exactly(connection: socket.socket, length: int) -> bytes | None:
    content = bytearray(length)
    view, place = memoryview(content), 0
    while place < length:
        taken = connection.recv_into(view[place:])
        if not taken:
            return None
        place += taken
    return bytes(content)


def parts(order: Order, file: int) -> Iterator[Part]:
    """The file's items in parts. The last one says what fault ended the reading, if one did."""
    # Opened anew: a descriptor that was handed over shares its place in the file with everybody who has it.
    with open(f"/proc/self/fd/{file}", "rb") as stream:
        yield from _parts(order, stream)


def _parts(order: Order, stream: BinaryIO) -> Iterator[Part]:
    items: list[Item] = []
    letters = 0
    fault = None
    format = order.format
    since = time.monotonic()
    try:
        if format not in importers.BY_NAME:
            format = importers.detect(stream, order.filename).name
            stream.seek(0)
        # The first part comes before the first item: whatever happens to that one, the format is known.
        yield Part([], 0, format)
        for reading in _wanted(order, stream):
            if reading is not None:
                items.append((reading.position, _item(order, reading)))
                letters += _length(items[-1][1])
            now = time.monotonic()
            if order.singly or len(items) >= PART or letters > LETTERS or now - since > PATIENCE:
                yield Part(items, _place(stream), format, letters=letters)
                items, letters, since = [], 0, now
                _allow_time()
    except Exception as error:
        fault = Unread(_reason(error), _told())
    yield Part(items, _place(stream), format, fault, letters)


def _length(item: Reading | Prepared | Unread) -> int:
    """About how many letters an item has."""
    match item:
        case Prepared():
            return len(item.derived.body_html) + len(item.derived.body_text)
        case Reading():
            return len(item.original)
        case _:
            return len(item.traceback)


def _place(stream: BinaryIO) -> int:
    """How many bytes have been taken from the file; unknown, which is 0, where its reader closed it."""
    return 0 if stream.closed else os.lseek(stream.fileno(), 0, os.SEEK_CUR)


def _wanted(order: Order, stream: Any) -> Iterator[Reading | None]:
    """The readings asked for; None in the place of each other one, so that time is told while they are passed over."""
    readings = importers.read(
        stream, order.filename, order.format, order.url, order.mapping, order.charset, order.start, order.without,
        order.only,
    )  # fmt: skip
    wanted = Options(start=order.start, without=order.without, only=order.only)
    last = max(order.only, default=-1) if order.only is not None else None
    given = 0
    for reading in readings:
        if last is not None and reading.position > last:
            return
        if not wanted.wants(reading.position):
            yield None
            continue
        yield reading
        given += 1
        if given == order.most:
            return


def _item(order: Order, reading: Reading) -> Reading | Prepared | Unread:
    if reading.problem is not None:
        return Unread(reading.problem.message, member=reading.member) if order.prepare else reading
    headline = reading.document.headline[:500]
    try:
        reading = completed(reading, order.pages)
        return prepared(order.terms, reading) if order.prepare else reading
    except Unusable as reason:
        return Unread(str(reason), headline=headline, member=reading.member)
    except Exception as error:
        return Unread(_reason(error), _told(), headline, reading.member)


def _reason(error: Exception) -> str:
    if isinstance(error, MemoryError):
        return f"A fault stopped this item: it took more than {MEMORY // 1_000_000:,} MB of memory."
    return f"A fault stopped this item: {type(error).__name__}: {error}"


def _told() -> str:
    """The traceback at hand, in characters that can be stored."""
    return traceback.format_exc().replace("\x00", "").encode(errors="replace").decode()


def _allow_time() -> None:
    """Let what follows take its share of processor time."""
    used = resource.getrusage(resource.RUSAGE_SELF)
    _limit(resource.RLIMIT_CPU, int(used.ru_utime + used.ru_stime) + ITEM_SECONDS + 1)


def _limit_memory() -> None:
    with open("/proc/self/statm") as file:
        held = int(file.read().split()[0]) * resource.getpagesize()
    _limit(resource.RLIMIT_AS, held + MEMORY)
    _limit(resource.RLIMIT_CORE, 0)


def _limit(what: int, most: int) -> None:
    """Set a limit that is not above what the machine's owner allows."""
    _, hard = resource.getrlimit(what)
    resource.setrlimit(what, (most if hard == resource.RLIM_INFINITY else min(most, hard), hard))


def serve(connection: socket.socket) -> None:
    """Take one order after another until the other end is gone, or asks nothing for long."""
    _limit_memory()
    # What was imported stays: looking through it for garbage again and again would be a tenth of the work.
    gc.freeze()
    gc.set_threshold(20_000, 20, 50)
    while True:
        connection.settimeout(IDLE_SECONDS)
        _, files, _, _ = socket.recv_fds(connection, 1, 1)
        if not files:
            return
        connection.settimeout(None)
        _allow_time()
        order = pickle.loads(receive(connection))
        for part in parts(order, files[0]):
            send(connection, part)
        close(connection)
        os.close(files[0])


def main() -> None:
    """Serve the socket whose number is the last word of the command."""
    try:
        serve(socket.socket(fileno=int(sys.argv[-1])))
    except (OSError, KeyboardInterrupt):
        # The other end is gone, or has nothing to read: there is nobody to tell.
        sys.exit(0)
