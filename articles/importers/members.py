"""Files inside files: how a container has them read, whatever format they are in."""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import replace
from typing import BinaryIO

from articles.documents import Reading
from articles.importers.compressed import Allowance
from articles.importers.formats import Options, Unreadable, read_whole
from articles.text import words

DEEPEST = 2
"""How many containers may be around a container: a zip in a zip in a zip is opened, a fourth is not."""

LARGEST_HELD = 100_000_000
_SEPARATOR = " › "


def readings(
    stream: BinaryIO,
    name: str,
    options: Options,
    *,
    format: str = "auto",
    url: str = "",
    charset: str = "",
    allowance: Allowance | None = None,
) -> Iterator[Reading]:
    """The items of one file inside the file that ``options`` describes, each with the name of where it stands.

    ``name`` is only ever a label. ``url`` and ``charset`` are what the container states about the file. What cannot be
    read is a problem of this file alone: the next can be.
    """
    member = label(name, options)
    inner = replace(
        options,
        filename=name,
        url=url,
        charset=charset,
        member=member,
        depth=options.depth + 1,
        allowance=allowance or options.allowance,
        # Places are those of the outer file, and mean nothing in this one.
        start=0,
        without=frozenset(),
        only=None,
    )
    try:
        for reading in options.inside(stream, inner, format):
            yield replace(reading, member=reading.member or member)
    except Unreadable as unreadable:
        yield Reading(0, problem=unreadable.problem, member=member)


def label(name: str, options: Options) -> str:
    """The name of a file inside the one that ``options`` describes: "reports.zip › may/01.html"."""
    around = options.member or words.excerpt(options.filename.replace("\\", "/").rsplit("/", 1)[-1], 100)
    return _SEPARATOR.join(filter(None, [around, words.excerpt(name, 200)]))


def seekable(stream: BinaryIO) -> BinaryIO:
    """A stream in which one can go back. What comes packed or through a pipe is held in memory for that.

    Raises :class:`Unreadable` where it is too large to be held.
    """
    if stream.seekable():
        return stream
    try:
        return io.BytesIO(read_whole(stream, LARGEST_HELD))
    except Unreadable as unreadable:
        message = f"{unreadable.problem.message} Inside another file that is too much; hand it in on its own."
        raise Unreadable(message) from None
