"""Which format a file is in, and what happens to files that are in none."""

import io
import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles import importers

COPIED = Path(__file__).parent / "copied"


@pytest.mark.parametrize(
    ("data", "filename", "name"),
    [
        (b"<!doctype html><p>x", "", "html"), (b"  <html><body>", "a.txt", "html"), (b"<div><p>x</p></div>", "", "html"),
        (b'{"title": "A"}\n', "", "json"), (b'[{"title": 1}]', "data.txt", "json"), (b'\xef\xbb\xbf{"a": 1}', "x.csv", "json"),
        (b"title,body\nA,b\n", "", "csv"), (b"title;body;date\nA;b;c\n", "export.txt", "csv"), (b"a,b\n1,2\n", "x.csv", "csv"),
        (b"News\n\nA harbour opens\n\nBy AFP\n", "", "text"), ((COPIED / "portal.txt").read_bytes(), "portal.txt", "text"),
        (b"", "", "text"), (b"News", "page.txt", "text"),
    ],
)  # fmt: skip
def test_the_content_tells_the_format(data, filename, name):
    assert importers.detect(data, filename).name == name
    assert importers.detect(io.BytesIO(data), filename).name == name


def test_detecting_leaves_a_file_where_it_was():
    stream = io.BytesIO(b'{"title": "A"}\n')
    importers.detect(stream)
    assert stream.tell() == 0


def test_names_and_extensions_belong_to_one_format_each():
    extensions = [extension for format in importers.FORMATS for extension in format.extensions]
    assert len(extensions) == len(set(extensions))
    assert set(importers.BY_NAME) == {
        *("html", "json", "csv", "xlsx", "text", "mhtml", "eml", "mbox", "warc", "wacz", "zip"),
        *("feed", "json-feed", "ninjs", "newsml-g2", "newsml", "nitf"),
    }


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"%PDF-1.7 ...", "PDF"), (b"PK\x03\x04rest", "zip"), (b"\x89PNG\r\n", "picture"), (b"", "empty"), (b" \n ", "empty"),
        (b"\x1f\x8b\x08" + b"junk" * 9, "damaged"), (b"MZ\x90\x00", "program"),
    ],
)  # fmt: skip
@pytest.mark.parametrize("format", ["auto", "html", "json", "csv", "text"])
def test_a_foreign_file_is_a_problem_in_words(data, says, format):
    (reading,) = importers.read(data, format=format)
    assert says in reading.problem.message


def test_an_unknown_format_is_a_problem():
    (reading,) = importers.read(b"x", format="docx")
    assert "docx" in reading.problem.message


@pytest.mark.parametrize(
    ("format", "data"), [("json", b"News\n\nBy AFP\n"), ("csv", b'{"title": "A"}'), ("html", b"\x00\x01\x02\x03" * 99)]
)
def test_content_of_another_format_is_a_problem(format, data):
    readings = list(importers.read(data, format=format))
    assert readings
    assert all(reading.problem for reading in readings)


class Broken(io.BytesIO):
    """A file whose medium fails after the first bytes."""

    def readline(self, size=-1):
        raise OSError(5, "Input/output error")


def test_a_failing_medium_is_a_problem():
    *_, last = importers.read(Broken(b'{"title": "A"}\n'), format="json")
    assert "Input/output error" in last.problem.message


@given(
    st.binary(max_size=400),
    st.sampled_from(["auto", *importers.BY_NAME]),
    st.sampled_from(["", "a.csv", "a.html", "a.json.gz"]),
)
def test_no_bytes_raise(data, format, filename):
    readings = list(importers.read(data, filename=filename, format=format))
    assert readings
    assert [reading.position for reading in readings] == list(range(len(readings)))
    for reading in readings:
        assert (reading.document is None) != (reading.problem is None)
        json.dumps(reading.original, ensure_ascii=False).encode()
