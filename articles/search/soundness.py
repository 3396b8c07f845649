"""Whether the files of an index are still as the engine wrote them.

Each file of a segment ends in a footer: a JSON object with the CRC-32 of all that comes before it, the length of
that object, and a magic number, both as little-endian 32-bit numbers (Tantivy 0.27, format 7). The engine looks at
the footer's form when it opens a file, and never at the sum: a bit that flipped on the disk gives wrong answers.
The list of files has no sum. What it says of deletions the engine counts itself; its number of stories in a segment
stands in the segment's columns as well, twelve bytes before their end.
"""

from __future__ import annotations

import json
import os
import struct
import zlib
from collections.abc import Iterator
from pathlib import Path

from tantivy import Index

from articles.search import schema
from articles.search.generations import OutOfReach, Unusable
from articles.search.patience import is_panic

KINDS = ("fast", "fieldnorm", "idx", "pos", "store", "term")
TAIL = struct.Struct("<II")
MAGIC = 1337
LONGEST_FOOTER = 4096
ROWS = struct.Struct("<I")
ROWS_BEFORE_END = 12
PIECE = 1 << 20

# What tells a file that was read from one that was touched since: its inode, size, time, and its number of stories.
Mark = tuple[int, int, int, int]


class Inspection:
    """Reads the files of one generation through, a piece at a time, and those again that were touched since."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._sound: dict[str, Mark] = {}
        self._reading: Iterator[int] | None = None

    def go_on(self, most: int) -> bool:
        """Read on, about ``most`` bytes at once. True where nothing is left; raises Unusable where a file is damaged."""
        while most > 0:
            if self._reading is None:
                self._reading = self._read_all()
            read = next(self._reading, None)
            if read is None:
                self._reading = None
                return True
            most -= read
        return False

    def finish(self) -> None:
        """Read all of it now. Raises Unusable where a file is damaged."""
        while not self.go_on(PIECE):
            pass

    def _read_all(self) -> Iterator[int]:
        files = _files(self.folder)
        self._sound = {name: mark for name, mark in self._sound.items() if name in files}
        for name, stories in files.items():
            try:
                with (self.folder / name).open("rb") as file:
                    stat = os.fstat(file.fileno())
                    mark = (stat.st_ino, stat.st_size, stat.st_mtime_ns, stories)
                    if self._sound.get(name) == mark:
                        continue
                    yield from _read_through(file.fileno(), stat.st_size, name, stories)
                    self._sound[name] = mark
            except FileNotFoundError as error:
                # A merge may have replaced it since the list was read.
                if name in _files(self.folder):
                    raise Unusable(f"its file {name} is gone") from error


def _files(folder: Path) -> dict[str, int]:
    """The files that the last commit consists of, and of how many stories each is.

    Raises Unusable where the list is not as the engine writes it.
    """
    try:
        commit = json.loads((folder / "meta.json").read_bytes())
        files = {}
        for segment in commit["segments"]:
            stem = segment["segment_id"].replace("-", "")
            files |= {f"{stem}.{kind}": segment["max_doc"] for kind in KINDS}
            if deletes := segment["deletes"]:
                files[f"{stem}.{deletes['opstamp']}.del"] = segment["max_doc"]
        return files
    except FileNotFoundError as error:
        raise Unusable("its list of files is gone") from error
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise Unusable("its list of files is damaged") from error


def check_opening(folder: Path) -> None:
    """Open the index as a reader would.

    Raises Unusable where that fails, or its fields are not those that this code gives it, and OutOfReach where the
    system is short of something.
    """
    try:
        index = schema.with_analyzers(Index.open(str(folder)))
        index.config_reader("manual")
        index.reload()
    except ValueError as error:
        raise (OutOfReach if "os error" in str(error) else Unusable)(f"it cannot be opened: {error}") from error
    except BaseException as fault:
        if not is_panic(fault):
            raise
        raise Unusable("the engine gave up on its files") from fault
    if index.schema != schema.build():
        raise Unusable("its fields are not those of the archive")


def _read_through(descriptor: int, size: int, name: str, stories: int) -> Iterator[int]:
    """Read a file and compare its sum, saying after each piece how many bytes that were."""
    expected, length = _footer(descriptor, size, name)
    if name.endswith(".fast"):
        rows = os.pread(descriptor, ROWS.size, max(0, length - ROWS_BEFORE_END))
        if len(rows) != ROWS.size or ROWS.unpack(rows) != (stories,):
            raise Unusable(f"its list of files and its file {name} do not agree")
    found = place = 0
    while place < length:
        piece = os.pread(descriptor, min(PIECE, length - place), place)
        if not piece:
            break
        found = zlib.crc32(piece, found)
        place += len(piece)
        yield len(piece)
    if found != expected:
        raise Unusable(f"its file {name} is damaged")


def _footer(descriptor: int, size: int, name: str) -> tuple[int, int]:
    """The sum that a file states, and the length of what it is the sum of."""
    try:
        length, magic = TAIL.unpack(os.pread(descriptor, TAIL.size, max(0, size - TAIL.size)))
        end = size - TAIL.size - length
        if magic != MAGIC or length > LONGEST_FOOTER or end < 0:
            raise ValueError("no footer")
        return json.loads(os.pread(descriptor, length, end))["crc"], end
    except (struct.error, ValueError, KeyError, TypeError) as error:
        raise Unusable(f"its file {name} is damaged") from error
