"""What a format is: how it is recognised and read."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import BinaryIO

from articles.documents import Reading
from articles.importers.compressed import Allowance
from articles.importers.unreadable import Unreadable as Unreadable


@dataclass(frozen=True, slots=True)
class Options:
    """What is known about a file besides its bytes.

    ``url`` is the address of the page the file holds, ``charset`` what its HTTP header named, ``mapping`` which field
    each column of a table is ("" for none; see ``tables.FIELDS``). For a file inside another, ``member`` says where it
    lies and ``depth`` how many containers are around it; ``allowance`` counts what is unpacked. ``inside`` reads a file
    found inside this one, in the format named or "auto": so containers know no other format.

    Items before ``start``, those in ``without``, and those not in ``only`` where there is one, are not wanted. A reader
    that can passes over them unread: it is quick to go on after a stop, and does not meet again what brought it down.
    Others give them, which does no harm.
    """

    filename: str = ""
    url: str = ""
    charset: str = ""
    mapping: Mapping[str, str] = field(default_factory=dict)
    member: str = ""
    depth: int = 0
    allowance: Allowance = field(default_factory=Allowance)
    inside: Callable[[BinaryIO, Options, str], Iterator[Reading]] = field(
        default=lambda stream, options, format: iter(())
    )
    start: int = 0
    without: frozenset[int] = frozenset()
    only: frozenset[int] | None = None

    def wants(self, position: int) -> bool:
        """Whether the item in that place is to be read."""
        if position < self.start or position in self.without:
            return False
        return self.only is None or position in self.only


@dataclass(frozen=True, slots=True)
class Format:
    """A kind of file.

    ``looks_like`` judges the first bytes and the file's name: 0 is "certainly not", 1 "certainly". ``read`` gives the
    file's items in order, may raise :class:`Unreadable`, and reads no further than its reader asks.
    ``structured`` formats are records made for exchange: their labels are chosen, not gathered from a page.
    ``container`` formats hold files in other formats. ``columns`` gives the names of a table's columns, [] where the file
    is none. ``takes`` is the kind of packed file that the format reads itself (see ``foreign``). Those that are said to
    pass over items leave unread what ``Options`` does not want, and give each item its place in the file. ``version``
    grows when the importer reads otherwise than it did: so the stories that an older one read can be told.
    """

    name: str
    label: str
    extensions: tuple[str, ...]
    media_types: tuple[str, ...]
    looks_like: Callable[[bytes, str], float]
    read: Callable[[BinaryIO, Options], Iterator[Reading]]
    structured: bool = False
    container: bool = False
    columns: Callable[[BinaryIO], list[str]] | None = None
    takes: str = ""
    passes_over: bool = False
    version: int = 1


def read_whole(stream: BinaryIO, limit: int) -> bytes:
    """All bytes of a stream. Raises :class:`Unreadable` where there are more than ``limit``."""
    data = stream.read(limit + 1)
    if len(data) > limit:
        raise Unreadable(f"The file is larger than {limit // 1_000_000} MB.")
    return data
