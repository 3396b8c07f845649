"""Content encodings: what was packed comes out, bombs and damage do not."""

import gzip
import tracemalloc
import zlib

import brotli
import pytest
import zstandard
from hypothesis import given
from hypothesis import strategies as st

from articles.text.unpacking import Unpackable, encodings_of, unpacked

LIMIT = 20_000_000


def bare(data):
    packer = zlib.compressobj(wbits=-zlib.MAX_WBITS)
    return packer.compress(data) + packer.flush()


def zstd(data):
    return zstandard.ZstdCompressor(write_checksum=True).compress(data)


PACK = {
    "gzip": gzip.compress,
    "x-gzip": gzip.compress,
    "deflate": zlib.compress,
    "br": brotli.compress,
    "zstd": zstd,
}
BOMBS = {"gzip": [gzip.compress], "deflate": [zlib.compress, bare], "br": [brotli.compress], "zstd": [zstd]}


def unpack(data, *encodings, limit=LIMIT, size=1000):
    pieces = (data[start : start + size] for start in range(0, len(data), size))
    return b"".join(unpacked(pieces, encodings, limit))


@given(st.binary(max_size=5000), st.lists(st.sampled_from(sorted(PACK)), max_size=2), st.integers(1, 300))
def test_what_was_packed_comes_out_however_it_arrives(data, encodings, size):
    packed = data
    for name in encodings:
        packed = PACK[name](packed)
    assert unpack(packed, *encodings, size=size) == data


def test_deflate_without_its_header_is_read():
    assert unpack(bare(b"ferry" * 5000), "deflate", size=1) == b"ferry" * 5000


def test_members_follow_each_other_and_padding_is_overlooked():
    assert unpack(gzip.compress(b"one ") + gzip.compress(b"two") + b"\0" * 2000, "gzip", size=7) == b"one two"


@pytest.mark.parametrize("encoding", ["gzip", "deflate", "br", "zstd"])
@pytest.mark.parametrize("spoil", [lambda data: data[:-9], lambda data: data[:20] + b"????" + data[24:]])
def test_damage_is_named(encoding, spoil):
    with pytest.raises(Unpackable, match="It arrived"):
        unpack(spoil(PACK[encoding](bytes(range(256)) * 40)), encoding)


def test_what_is_not_packed_at_all_is_damage():
    with pytest.raises(Unpackable, match="damaged"):
        unpack(b"<html>", "gzip")


@pytest.mark.parametrize(("encoding", "pack"), [(name, pack) for name, ways in BOMBS.items() for pack in ways])
def test_a_bomb_stops_at_the_ratio(encoding, pack):
    packed = pack(b"\0" * 100_000_000)
    with pytest.raises(Unpackable, match="far more"):
        unpack(packed, encoding, size=65_536)


@pytest.mark.parametrize(("encoding", "room"), [("gzip", 1_000_000), ("br", 1_000_000), ("zstd", 10_000_000)])
def test_a_bomb_in_a_bomb_stops_in_little_memory(encoding, room):
    packed = PACK[encoding](PACK[encoding](b"\0" * 50_000_000))
    tracemalloc.start()
    with pytest.raises(Unpackable, match="far more"):
        sum(map(len, unpacked([packed], [encoding, encoding], LIMIT)))
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert most < room


def test_a_long_page_stops_at_the_limit():
    data = b"".join(number.to_bytes(4, "big") for number in range(10_000))
    with pytest.raises(Unpackable, match="far more"):
        unpack(gzip.compress(data), "gzip", limit=20_000)


def test_the_header_is_read_as_it_is_meant():
    assert encodings_of("") == encodings_of("identity") == []
    assert encodings_of("GZIP , deflate") == ["gzip", "deflate"]


@pytest.mark.parametrize("header", ["compress", "zstd, x", "gzip, gzip, gzip", ", ".join(["gzip"] * 10), "x"])
def test_what_cannot_be_unpacked_is_refused(header):
    with pytest.raises(Unpackable):
        encodings_of(header)
