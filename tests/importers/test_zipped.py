"""Zip archives."""

import gzip
import io
import random
import stat
import struct
import zipfile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from articles import importers
from articles.importers import zip_entries
from tests.importers import packing
from tests.importers.packing import items, zipped


def test_files_in_any_format_are_read_in_their_order():
    data = zipped(
        {
            "may/01.html": packing.page("A"),
            "table.csv.gz": gzip.compress(b"title,body\nB,x\nC,y\n"),
            "lines.jsonl": b'{"title": "D", "body": "x"}\n',
            "book.xlsx": packing.workbook(May=[["Title", "Body"], ["E", "x"]]),
            "story.txt": packing.text("F harbour opens"),
        }
    )
    assert items(data, "C:\\in\\reports.zip") == [
        ("reports.zip › may/01.html", "A"),
        ("reports.zip › table.csv.gz", "B"),
        ("reports.zip › table.csv.gz", "C"),
        ("reports.zip › lines.jsonl", "D"),
        ("reports.zip › book.xlsx", "E"),
        ("reports.zip › story.txt", "F harbour opens"),
    ]
    assert [reading.position for reading in importers.read(data)] == list(range(6))


def test_a_page_saved_complete_counts_once():
    data = zipped(
        {
            "A story.html": packing.page("A"),
            "A story_files/frame.html": packing.page("Advertisement"),
            "A story_files/deep/style.css": b"p {}",
            "de/Bericht.htm": packing.page("B"),
            "de/Bericht-Dateien/anzeige.html": packing.page("Anzeige"),
            "other_files/c.html": packing.page("C"),
            "__MACOSX/._A story.html": b"x",
            "cover.jpg": b"\xff\xd8\xff",
        }
    )
    assert [headline for _, headline in items(data)] == ["A", "B", "C"]


def test_what_cannot_be_read_does_not_stop_the_rest():
    data = zipped({"a.pdf": b"%PDF-1.7", "b.html": b"", "c.exe": b"MZ\x90\0", "d.html": packing.page("D")})
    assert [said.split(",")[0] for _, said in items(data)] == ["This is a PDF file", "The file is empty.", "This is a program", "D"]  # fmt: skip


def test_a_damaged_file_does_not_stop_the_rest():
    noise = random.Random(1).randbytes(2000).hex().encode()
    data = bytearray(zipped({"a.txt": packing.text("A" * 20) + noise, "b.html": packing.page("B")}, zipfile.ZIP_STORED))
    data[100] ^= 1
    (_, first), (_, second) = items(bytes(data))
    assert "damaged" in first
    assert second == "B"


@pytest.mark.parametrize("method", [zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_rare_ways_of_packing_are_said(method):
    ((_, problem),) = items(zipped({"a.txt": packing.text()}, method))
    assert str(method) in problem


def test_an_encrypted_file_is_said():
    data = bytearray(zipped({"a.txt": packing.text()}))
    data[6] |= 1
    data[data.index(b"PK\x01\x02") + 8] |= 1
    ((_, problem),) = items(bytes(data))
    assert "encrypted" in problem


def nested(times):
    data = zipped({"a.txt": packing.text("A harbour opens")})
    for number in range(times):
        data = zipped({f"{number}.zip": data})
    return data


def test_archives_are_opened_three_deep_and_no_further():
    assert items(nested(2), "x.zip") == [("x.zip › 1.zip › 0.zip › a.txt", "A harbour opens")]
    ((where, problem),) = items(nested(3), "x.zip")
    assert where == "x.zip › 2.zip › 1.zip › 0.zip"
    assert "not opened" in problem
    assert len(items(nested(10))) == 1


def test_a_bomb_stops_early_and_the_rest_is_read():
    data = zipped({"bomb.txt": b"a" * 40_000_000, "b.html": packing.page("B")})
    (_, bomb), (_, rest) = items(data)
    assert "unpacks" in bomb or "larger" in bomb
    assert rest == "B"


def test_many_bombs_are_one():
    inner = zipped({"b.csv": b"title,body\n" + b"a" * 15_000_000})
    data = zipped({f"{number}.zip": inner + bytes(number) for number in range(50)})
    found = items(data, "x.zip")
    assert len(found) < 10
    assert "left" in found[-1][1]


def test_too_many_files_are_refused():
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for number in range(zip_entries.MOST_ENTRIES + 1):
            archive.writestr(f"{number}.txt", b"")
    ((_, problem),) = items(packed.getvalue())
    assert "10,000" in problem


def test_files_over_the_same_bytes_are_refused():
    data = zipped({"a.txt": packing.text("A"), "b.txt": packing.text("B")})
    first, second = (found for found in range(len(data)) if data[found : found + 4] == b"PK\x01\x02")
    same = bytearray(data)
    same[second + 42 : second + 46] = same[first + 42 : first + 46]
    ((_, problem),) = items(bytes(same))
    assert "share" in problem


def test_links_and_devices_are_passed_over():
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for kind in (stat.S_IFLNK, stat.S_IFBLK, stat.S_IFIFO):
            info = zipfile.ZipInfo(f"{kind}.txt")
            info.external_attr = (kind | 0o777) << 16
            archive.writestr(info, b"/etc/passwd")
        archive.writestr("b.html", packing.page("B"))
    assert [headline for _, headline in items(packed.getvalue())] == ["B"]


@pytest.mark.parametrize("name", ["../../a.html", "/etc/a.html", "C:\\a.html", "a.html"])
def test_names_are_only_labels(name):
    data = zipped({name: packing.page("A")})
    assert items(data, "x.zip") == [(f"x.zip › {name}", "A")]


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_names_may_come_twice_and_a_beginning_may_stand_before():
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("a.html", packing.page("A"))
        archive.writestr("a.html", packing.page("B"))
    assert [headline for _, headline in items(packed.getvalue())] == ["A", "B"]
    prefixed = io.BytesIO(b"#!/bin/sh\n")
    prefixed.seek(0, io.SEEK_END)
    with zipfile.ZipFile(prefixed, "a") as archive:
        archive.writestr("a.html", packing.page("A"))
    assert [headline for _, headline in items(prefixed.getvalue(), format="zip")] == ["A"]


def named(raw):
    """An archive with one page under a name of these bytes, with nothing said about their encoding."""
    placeholder = b"n" * len(raw)
    return zipped({placeholder.decode(): packing.page("A")}).replace(placeholder, raw)


@pytest.mark.parametrize(
    ("name", "codec"),
    [("漁業.html", "cp932"), ("新しい港.html", "cp932"), ("Grüße.html", "cp437"), ("pâté.html", "cp437"), ("漁業.html", "utf-8"),
     ("Öl und Gas.html", "cp437"), ("Ελλάδα.html", "utf-8")],
)  # fmt: skip
def test_names_in_old_encodings_are_understood(name, codec):
    assert items(named(name.encode(codec)), "x.zip") == [(f"x.zip › {name}", "A")]


def test_a_name_kept_in_the_unicode_field_wins():
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        info = zipfile.ZipInfo("nnnn.html")
        said = "漁業.html".encode()
        info.extra = struct.pack("<HHBL", 0x7075, 5 + len(said), 1, 0) + said
        archive.writestr(info, packing.page("A"))
    data = packed.getvalue().replace(b"nnnn", b"\x8b\x99\x8b\xc6")
    assert items(data, "x.zip") == [("x.zip › 漁業.html", "A")]


@pytest.mark.parametrize(
    ("files", "says"),
    [({}, "no files"), ({"a.png": b"x"}, "1 pictures"), ({"word/document.xml": b"x"}, "word processor"),
     ({"mimetype": b"x", "content.xml": b"x"}, "OpenDocument")],
)  # fmt: skip
def test_an_archive_without_stories_says_so(files, says):
    ((_, problem),) = items(zipped(files))
    assert says in problem


def test_an_archive_comes_packed_or_through_a_pipe():
    data = zipped({"a.html": packing.page("A")})
    assert [headline for _, headline in items(gzip.compress(data), "x.zip.gz")] == ["A"]


def test_another_format_chosen_for_an_archive_is_refused():
    ((_, problem),) = items(zipped({"a.html": packing.page("A")}), format="csv")
    assert "zip" in problem


@settings(max_examples=60)
@given(st.data())
def test_no_damage_raises(data):
    whole = bytearray(zipped({"a.html": packing.page("A"), "b.csv": b"title,body\nA,b\n"}))
    place = data.draw(st.integers(0, len(whole) - 1))
    whole[place : place + 4] = data.draw(st.binary(min_size=1, max_size=8))
    assert list(importers.read(bytes(whole[: data.draw(st.integers(1, len(whole)))]), format="zip"))
