"""Originals: what was handed in, kept byte by byte. Streamed in and out, so that their size does not matter."""

from __future__ import annotations

import hashlib
import io
import tempfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, BinaryIO

from django.db import connection

from articles.models import Original, OriginalPart

# What a chunk holds before compression. Compressed it stays below a megabyte (2 ** 20 bytes) in the worst case, too.
PIECE = 1_000_000
# The lowest level takes a third of the time of the usual one, and a tenth more room.
LEVEL = 1


class Empty(Exception):
    """What was handed in holds nothing but white space."""


def keep(content: bytes | BinaryIO | Path) -> Original:
    """The stored original of these bytes; the same bytes, and the same parts of them, are stored once. Raises Empty."""
    if isinstance(content, Path):
        with content.open("rb") as stream:
            return keep(stream)
    stream = io.BytesIO(content) if isinstance(content, bytes) else content
    digest = hashlib.sha256()
    chunks: list[int] = []
    size, blank = 0, True
    for piece in _pieces(stream):
        digest.update(piece)
        size += len(piece)
        blank = blank and not piece.strip()
        chunks.append(_chunk(piece))
    if blank:
        raise Empty
    original, is_new = Original.objects.get_or_create(digest=digest.digest(), defaults={"size": size})
    if is_new:
        OriginalPart.objects.bulk_create(
            (OriginalPart(original=original, number=number, chunk_id=chunk) for number, chunk in enumerate(chunks)),
            batch_size=1000,
        )
    return original


def _pieces(stream: BinaryIO) -> Iterator[bytes]:
    """The stream in pieces of one size: the same bytes are cut alike, however much a read gives at once."""
    while piece := stream.read(PIECE):
        while len(piece) < PIECE and (more := stream.read(PIECE - len(piece))):
            piece += more
        yield piece


def _chunk(piece: bytes) -> int:
    """The id of the stored chunk of these bytes."""
    digest = hashlib.sha256(piece).digest()
    with connection.cursor() as cursor:
        cursor.execute("SELECT id FROM articles_chunk WHERE digest = %s", [digest])
        if held := cursor.fetchone():
            return held[0]
        # Where another import stores the same chunk at this moment, this waits for it, and takes that one.
        cursor.execute(
            """
            INSERT INTO articles_chunk (digest, compressed) VALUES (%s, %s)
            ON CONFLICT (digest) DO UPDATE SET digest = excluded.digest RETURNING id
            """,
            [digest, zlib.compress(piece, LEVEL)],
        )
        return cursor.fetchone()[0]


@contextmanager
def opened(original: Original) -> Iterator[IO[bytes]]:
    """A file that holds the original, at its beginning: on disk, however large, and gone afterwards."""
    with tempfile.TemporaryFile(prefix="newsarchive-original-") as file:
        for piece in original.pieces():
            file.write(piece)
        file.flush()
        file.seek(0)
        yield file
