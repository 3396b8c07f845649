"""Originals: kept byte by byte, in chunks that are stored once."""

import io
import random

import pytest

from articles.ingest import originals
from articles.ingest.originals import PIECE, Empty, keep, opened
from articles.models import Chunk, Original, OriginalPart

pytestmark = pytest.mark.django_db

NOISE = random.Random(1).randbytes(2 * PIECE + 12_345)


class Trickle(io.RawIOBase):
    """A stream that gives what it has in small and uneven portions."""

    def __init__(self, content: bytes) -> None:
        self.rest = content

    def read(self, size: int = -1) -> bytes:
        piece, self.rest = self.rest[: min(size, 70_001)], self.rest[min(size, 70_001) :]
        return piece


@pytest.mark.parametrize("content", [b"a", NOISE, b"x" * PIECE, b"line\n" * 300_000])
def test_it_comes_back_as_it_was(content):
    with opened(keep(content)) as file:
        assert file.read() == content


def test_no_row_is_larger_than_a_megabyte():
    keep(NOISE)
    assert max(len(chunk.compressed) for chunk in Chunk.objects.all()) < 2**20


def test_the_same_bytes_are_stored_once_however_they_come():
    assert keep(NOISE) == keep(Trickle(NOISE))
    assert (Original.objects.count(), Chunk.objects.count(), OriginalPart.objects.count()) == (1, 3, 3)


def test_a_file_that_grew_shares_the_parts_that_stayed():
    keep(NOISE)
    keep(NOISE + b"one more line")

    assert (Original.objects.count(), Chunk.objects.count()) == (2, 4)


@pytest.mark.parametrize("content", [b"", b" \n\t ", b" " * (PIECE + 1)])
def test_nothing_but_white_space_is_refused(content):
    with pytest.raises(Empty):
        keep(content)


def test_it_is_read_from_a_path(tmp_path):
    path = tmp_path / "stories.txt"
    path.write_bytes(NOISE)

    assert keep(path).size == len(NOISE)
    assert list(originals.keep(path).pieces())[-1] == NOISE[2 * PIECE :]
