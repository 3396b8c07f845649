"""The files in a zip archive (PKWARE APPNOTE 6.3), read as streams and never written anywhere.

Nothing the archive says about itself is believed: entries are counted before they are listed, sizes while they are
read, and names are only labels.
"""

from __future__ import annotations

import io
import re
import stat
import struct
import zipfile
import zlib
from dataclasses import dataclass
from typing import BinaryIO

from articles.importers.compressed import Allowance
from articles.importers.formats import Unreadable

MAGIC = (b"PK\x03\x04", b"PK\x05\x06")
MOST_ENTRIES = 10_000
LARGEST_DIRECTORY = 50_000_000
_CHUNK = 64_000
_READABLE = {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}
_ENCRYPTED = 0x1
_UTF8 = 0x800
# Section 4.6.9: the Info-ZIP Unicode Path field.
_UNICODE_PATH = 0x7075
_CJK_RUN = re.compile("[\u3005-\u3007\u3041-\u30ff\u4e00-\u9fff]{2}")
_OTHER_THAN_JAPANESE = re.compile("[^ -~\u3000-\u30ff\u4e00-\u9fff\uff01-\uff60]")
_DAMAGED = "The zip archive is damaged or cut off: its list of files cannot be read."
_FAULTS = (zipfile.BadZipFile, zlib.error, struct.error, NotImplementedError, RuntimeError, ValueError, EOFError, OverflowError)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Entry:
    """One file in an archive; ``name`` as an editor reads it."""

    name: str
    info: zipfile.ZipInfo


class Archive:
    """The files of an archive, in its own order; folders, links and devices are left out.

    Raises :class:`Unreadable` where its list is damaged, names too many files, or lets files share their bytes.
    """

    def __init__(self, stream: BinaryIO, around: Allowance) -> None:
        _count(stream)
        try:
            self._archive = zipfile.ZipFile(stream)
        except _FAULTS as error:
            raise Unreadable(_DAMAGED) from error
        infos = self._archive.infolist()
        _refuse_overlaps(infos, self._archive.start_dir)
        self.allowance = Allowance(around=around)
        self.entries = [Entry(name(info), info) for info in infos if _is_file(info)]

    def open(self, entry: Entry) -> tuple[BinaryIO, Allowance]:
        """The content of a file, and what counts how much it unpacks to.

        Raises :class:`Unreadable` where it is encrypted or packed in a way that is not read; so does reading from it
        where it is damaged or grows past any sane ratio.
        """
        if entry.info.flag_bits & _ENCRYPTED:
            raise Unreadable("The file is encrypted.")
        if entry.info.compress_type not in _READABLE:
            raise Unreadable(f"The file is packed in a way that is not read here (method {entry.info.compress_type}).")
        self.allowance.take(entry.info.compress_size)
        allowance = Allowance(entry.info.compress_size, self.allowance)
        try:
            content = self._archive.open(entry.info)
        except (*_FAULTS, OSError) as error:
            raise Unreadable("The file is damaged inside the zip archive.") from error
        return io.BufferedReader(_Content(content, allowance), _CHUNK), allowance


class _Content(io.RawIOBase):
    """The bytes of a file, counted as they are unpacked."""

    def __init__(self, content: zipfile.ZipExtFile, allowance: Allowance) -> None:
        self.content, self.allowance = content, allowance

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:
        try:
            piece = self.content.read(len(buffer))
        except (*_FAULTS, OSError) as error:
            raise Unreadable("The file is damaged inside the zip archive.") from error
        self.allowance.give(len(piece))
        buffer[: len(piece)] = piece
        return len(piece)


def name(info: zipfile.ZipInfo) -> str:
    """A file's name: in UTF-8 where the archive says so or it plainly is, in Shift_JIS where it plainly is, else in cp437.

    Old archives say nothing, and tools in Japan wrote what Windows there uses.
    """
    if info.flag_bits & _UTF8 or info.orig_filename.isascii():
        return info.filename
    raw = info.orig_filename.encode("cp437", "replace")
    if stated := _unicode_path(info.extra):
        return stated
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        pass
    try:
        japanese = raw.decode("cp932")
    except UnicodeDecodeError:
        return info.filename
    plainly = _CJK_RUN.search(japanese) and not _OTHER_THAN_JAPANESE.search(japanese)
    return japanese if plainly else info.filename


def _unicode_path(extra: bytes) -> str:
    while len(extra) >= 4:
        kind, size = struct.unpack("<HH", extra[:4])
        if kind == _UNICODE_PATH and size > 5:
            return extra[9 : 4 + size].decode("utf-8", "replace")
        extra = extra[4 + size :]
    return ""


def _is_file(info: zipfile.ZipInfo) -> bool:
    mode = info.external_attr >> 16
    return not info.is_dir() and (stat.S_IFMT(mode) == 0 or stat.S_ISREG(mode))


def _refuse_overlaps(infos: list[zipfile.ZipInfo], end: int) -> None:
    """The trick of the bombs that no ratio per file finds: many entries over the same packed bytes."""
    for info in sorted(infos, key=lambda one: one.header_offset, reverse=True):
        if info.header_offset < 0 or info.header_offset + 30 + info.compress_size > end:
            raise Unreadable("The zip archive is not sound: its files share the same bytes. It was not opened.")
        end = info.header_offset


def _count(stream: BinaryIO) -> None:
    """Refuse an archive that lists too many files, before all of the list is held (APPNOTE 4.3.12 to 4.3.16)."""
    length = stream.seek(0, io.SEEK_END)
    stream.seek(max(0, length - 65_557 - 76))
    tail = stream.read()
    end = tail.rfind(b"PK\x05\x06")
    if end < 0 or len(tail) - end < 22:
        raise Unreadable(_DAMAGED)
    size = struct.unpack("<L", tail[end + 12 : end + 16])[0]
    place = length - len(tail) + end
    if end >= 76 and tail[end - 20 : end - 16] == b"PK\x06\x07" and tail[end - 76 : end - 72] == b"PK\x06\x06":
        size = struct.unpack("<Q", tail[end - 36 : end - 28])[0]
        place -= 76
    if size > place:
        raise Unreadable(_DAMAGED)
    if size > LARGEST_DIRECTORY:
        raise Unreadable(f"The zip archive lists more than {MOST_ENTRIES:,} files; it was not opened.")
    stream.seek(place - size)
    if stream.read(size).count(b"PK\x01\x02") > MOST_ENTRIES:
        raise Unreadable(f"The zip archive lists more than {MOST_ENTRIES:,} files; it was not opened.")
    stream.seek(0)
