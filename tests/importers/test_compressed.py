"""Files compressed with gzip."""

import gzip
import io
import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from articles import importers
from articles.importers.compressed import Allowance, Gunzip
from articles.importers.formats import Unreadable


def unpacked(data, allowance=None):
    return io.BufferedReader(Gunzip(io.BytesIO(data), allowance or Allowance())).read()


@settings(max_examples=30)
@given(st.lists(st.integers(0, 200_000), max_size=5), st.integers(0, 10))
def test_members_are_joined_whatever_their_sizes(sizes, level):
    pieces = [random.Random(size).randbytes(size) for size in sizes]
    assert unpacked(b"".join(gzip.compress(piece, min(level, 9)) for piece in pieces)) == b"".join(pieces)


def test_zeros_behind_the_last_member_are_passed_over():
    assert unpacked(gzip.compress(b"a") + bytes(2000)) == b"a"


@pytest.mark.parametrize(("change", "says"), [(lambda data: data[:-20], "too early"), (lambda data: data[:-3] + b"xyz", "damaged")])  # fmt: skip
def test_what_stands_before_a_fault_is_given_first(change, says):
    lines = b"".join(b'{"title": "Story %d"}\n' % number for number in range(20_000))
    *whole, last = importers.read(change(gzip.compress(lines)))
    assert len(whole) > 15_000
    assert says in last.problem.message


def test_a_bomb_stops_at_its_ratio():
    with pytest.raises(Unreadable, match="far more"):
        unpacked(gzip.compress(bytes(30_000_000)))


def test_what_is_unpacked_counts_for_everything_around():
    around = Allowance(packed=10)
    Allowance(packed=10**9, around=around).give(20_000_000)
    assert not around.exhausted
    with pytest.raises(Unreadable):
        Allowance(packed=10**9, around=around).give(1)
