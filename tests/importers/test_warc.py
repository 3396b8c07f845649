"""Web archives."""

import base64
import datetime as dt
import gzip
import hashlib
import io
import json
import zlib

import brotli
import pytest
import zstandard
from hypothesis import given, settings
from hypothesis import strategies as st
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from articles import importers
from articles.importers import warc
from articles.importers.http_message import response
from tests.importers import packing
from tests.importers.packing import items, zipped

PAGE = packing.page("A harbour opens")


def record(block, kind="response", uri="https://news.example/a", length=None, **headers):
    """One record, written by hand so that it can be wrong."""
    stated = {
        "WARC-Type": kind, "WARC-Record-ID": "<urn:uuid:0>", "WARC-Target-URI": uri, "WARC-Date": "2024-03-26T08:00:00Z",
        "Content-Type": "application/http; msgtype=response", **{name.replace("_", "-"): value for name, value in headers.items()},
        "Content-Length": len(block) if length is None else length,
    }  # fmt: skip
    head = "".join(f"{name}: {value}\r\n" for name, value in stated.items() if value is not None)
    return f"WARC/1.0\r\n{head}\r\n".encode() + block + b"\r\n\r\n"


def answer(body=PAGE, status="200 OK", **headers):
    """An HTTP response as captured."""
    stated = {"Content-Type": "text/html", **{name.replace("_", "-"): value for name, value in headers.items()}}
    head = "".join(f"{name}: {value}\r\n" for name, value in stated.items())
    return f"HTTP/1.1 {status}\r\n{head}\r\n".encode() + body


def page(name, **headers):
    return record(answer(packing.page(name)), uri=f"https://news.example/{name}", **headers)


INFO = record(b"software: none\r\n", "warcinfo", uri=None, Content_Type="application/warc-fields")


def packed_by_record(*records):
    return b"".join(map(gzip.compress, records))


@pytest.mark.parametrize("pack", [b"".join, lambda records: packed_by_record(*records), lambda records: gzip.compress(b"".join(records))])  # fmt: skip
def test_answers_that_hold_a_page_are_read(pack):
    data = pack(
        [
            INFO,
            record(b"GET / HTTP/1.1\r\n\r\n", "request"),
            page("A"),
            record(answer(b"body {}", Content_Type="text/css")),
            record(answer(status="404 Not Found")),
            record(answer(b"", status="301 Moved", Location="/b")),
            record(answer(b"", status="200 OK"), "revisit"),
            record(b"{}", "metadata"),
            page("B"),
        ]
    )
    assert items(data, "crawl.warc.gz") == [
        ("crawl.warc.gz › https://news.example/A", "A"),
        ("crawl.warc.gz › https://news.example/B", "B"),
    ]
    documents = [reading.document for reading in importers.read(data)]
    assert [one.url for one in documents] == ["https://news.example/A", "https://news.example/B"]
    assert documents[0].evidence["captured"].text.startswith("2024-03-26T08:00:00")


@pytest.mark.filterwarnings("ignore:Exception ignored in.*SpooledTemporaryFile")
def test_what_warcio_writes_is_read():
    written = io.BytesIO()
    writer = WARCWriter(written, gzip=True)
    headers = StatusAndHeaders("200 OK", [("Content-Type", "text/html; charset=shift_jis")], protocol="HTTP/1.1")
    japanese = packing.page("新しい港が開く", encoding="shift_jis")
    writer.write_record(writer.create_warc_record("https://news.example/j", "response", io.BytesIO(japanese), http_headers=headers))  # fmt: skip
    assert [headline for _, headline in items(written.getvalue())] == ["新しい港が開く"]


def test_a_resource_is_a_page_without_its_answer():
    assert [said for _, said in items(record(PAGE, "resource", Content_Type="text/html; charset=utf-8"))] == ["A harbour opens"]  # fmt: skip


@pytest.mark.parametrize("uri", ["file:///etc/passwd", "urn:x:y", "javascript:alert(1)"])
def test_only_addresses_of_the_web_are_addresses(uri):
    (reading,) = importers.read(record(answer(), uri=uri))
    assert reading.document.url == ""
    assert uri in reading.member


def test_an_address_in_angle_brackets_is_an_address():
    (reading,) = importers.read(record(answer(), uri="<https://news.example/a>"))
    assert reading.document.url == "https://news.example/a"


def test_two_records_of_one_address_are_two_items():
    assert len(items(page("A") + page("A"))) == 2


def chunked(body, size=100):
    pieces = [body[place : place + size] for place in range(0, len(body), size)]
    return b"".join(b"%x\r\n%b\r\n" % (len(piece), piece) for piece in [*pieces, b""])


@pytest.mark.parametrize(
    ("body", "headers"),
    [
        (chunked(PAGE), {"Transfer_Encoding": "chunked"}),
        (PAGE, {"Transfer_Encoding": "chunked"}),
        (gzip.compress(PAGE), {"Content_Encoding": "gzip"}),
        (PAGE, {"Content_Encoding": "gzip"}),
        (zlib.compress(PAGE), {"Content_Encoding": "deflate"}),
        (zlib.compress(PAGE)[2:-4], {"Content_Encoding": "deflate"}),
        (chunked(gzip.compress(PAGE)), {"Transfer_Encoding": "chunked", "Content_Encoding": "gzip"}),
        (gzip.compress(gzip.compress(PAGE)), {"Content_Encoding": "gzip, gzip"}),
        (
            gzip.compress(PAGE + b"<!-- " + b" ".join(b"%d" % n for n in range(3000)))[:-40],
            {"Content_Encoding": "gzip"},
        ),
        (brotli.compress(PAGE), {"Content_Encoding": "br"}),
        (PAGE, {"Content_Encoding": "br"}),
        (zstandard.ZstdCompressor().compress(PAGE), {"Content_Encoding": "zstd"}),
        (PAGE, {"Content_Encoding": "zstd"}),
    ],
)
def test_a_body_is_read_however_it_was_sent(body, headers):
    assert [said for _, said in items(record(answer(body, **headers)))] == ["A harbour opens"]


@pytest.mark.parametrize(
    ("body", "headers", "says"),
    [
        (PAGE, {"Content_Encoding": "compress"}, "compress"),
        (PAGE, {"Content_Encoding": "gzip, gzip, gzip"}, "3 times over"),
        (gzip.compress(b"<p>" * 30_000_000), {"Content_Encoding": "gzip"}, "far more"),
        (brotli.compress(b"<p>" * 30_000_000), {"Content_Encoding": "br"}, "far more"),
        (zstandard.ZstdCompressor().compress(b"<p>" * 30_000_000), {"Content_Encoding": "zstd"}, "far more"),
        (gzip.compress(PAGE)[:1] + b"\x8b" + b"x" * 99, {"Content_Encoding": "gzip"}, "damaged"),
        (b"x" * 16_000_000, {}, "larger"),
    ],
)
def test_a_body_that_cannot_be_read_does_not_stop_the_rest(body, headers, says):
    (_, problem), (_, second) = items(record(answer(body, **headers)) + page("B"))
    assert says in problem
    assert second == "B"


def sha1(data):
    return "sha1:" + base64.b32encode(hashlib.sha1(data).digest()).decode()


@pytest.mark.parametrize(
    ("headers", "held"),
    [
        ({"WARC_Block_Digest": sha1(answer())}, True),
        ({"WARC_Payload_Digest": sha1(PAGE)}, True),
        ({"WARC_Payload_Digest": "sha-256:" + hashlib.sha256(PAGE).hexdigest()}, True),
        ({"WARC_Payload_Digest": "sha256:" + hashlib.sha256(PAGE).hexdigest().upper()}, True),
        ({"WARC_Payload_Digest": "crc:1234"}, True),
        ({"WARC_Block_Digest": sha1(b"")}, False),
        ({"WARC_Payload_Digest": sha1(b"")}, False),
    ],
)
def test_bytes_that_are_not_those_captured_are_set_aside(headers, held):
    (_, first), (_, second) = items(record(answer(), **headers) + page("B"))
    assert (first == "A harbour opens") is held
    assert held or "digest" in first
    assert second == "B"


def test_the_digest_of_a_chunked_body_may_be_taken_in_several_ways():
    body = chunked(gzip.compress(PAGE, mtime=0))
    for vouched in (body, gzip.compress(PAGE, mtime=0), PAGE):
        data = record(answer(body, Transfer_Encoding="chunked", Content_Encoding="gzip"), WARC_Payload_Digest=sha1(vouched))  # fmt: skip
        assert [said for _, said in items(data)] == ["A harbour opens"]


@pytest.mark.parametrize("cut", [5, 60, 200, 300])
@pytest.mark.parametrize("pack", [bytes, gzip.compress])
def test_of_a_cut_archive_all_that_is_whole_is_read(pack, cut):
    whole = INFO + page("A") + page("B")
    data = pack(whole)
    *_, (_, last) = found = items(data[:-cut] if pack is bytes else data[: len(data) - min(cut, 60)])
    assert found[0][1] == "A" or pack is gzip.compress
    assert "end" in last or last == "B"


def test_a_cut_archive_says_so_after_what_was_read():
    (_, first), (_, last) = items((page("A") + page("B"))[:-300])
    assert first == "A"
    assert "ends in the middle of record 2" in last


@pytest.mark.parametrize("length", [-5, 10**10, "many", None, ""])
def test_a_length_that_is_none_ends_the_reading_with_a_word(length):
    bad = record(b"x", "metadata", length="" if length is None else length).replace(b"Content-Length: \r\n", b"")
    *first, (_, last) = items(page("A") + bad)
    assert [said for _, said in first] == ["A"]
    assert "record 2" in last


def test_what_is_no_record_ends_the_reading_with_a_word():
    (_, first), (_, last) = items(page("A") + b"something else\r\n" * 9)
    assert first == "A"
    assert "damaged" in last


@pytest.mark.parametrize("head", [b"X-A: b\r\n" * 200_000, b"X-A: " + b"b" * 2_000_000])
def test_headers_without_end_are_refused(head):
    (_, problem) = items(b"WARC/1.0\r\n" + head)[-1]
    assert "without end" in problem or "damaged" in problem


def test_a_story_is_not_younger_than_its_capture():
    body = PAGE.replace(b"<title>", b'<meta property="article:published_time" content="2024-05-01T10:00:00Z"><title>')
    (reading,) = importers.read(record(answer(body)))
    assert reading.document.published is None
    assert "2024-05-01" in " ".join(reading.document.warnings)


def test_a_page_cut_short_by_its_crawler_is_marked():
    (reading,) = importers.read(record(answer(), WARC_Truncated="length"))
    assert "cut short" in " ".join(reading.document.warnings)


def test_the_older_arc_is_read():
    version = b"1 0 Test\nURL IP-address Archive-date Content-type Archive-length\n\n"
    head = f"filedesc://x.arc 0.0.0.0 20240326080000 text/plain {len(version)}\n".encode() + version + b"\n"
    block = answer()
    data = head + f"https://news.example/a 0.0.0.0 20240326080000 text/html {len(block)}\n".encode() + block + b"\n"
    assert [said for _, said in items(data, "x.arc")] == ["A harbour opens"]


def collection(listed, **files):
    pages = '{"format": "json-pages-1.0"}\n' + "".join(json.dumps({"url": url}) + "\n" for url in listed)
    return zipped(
        {
            "datapackage.json": b"{}",
            "pages/pages.jsonl": pages.encode(),
            **{f"archive/{name}.warc.gz": content for name, content in files.items()},
        }
    )


@pytest.mark.parametrize("filename", ["town.wacz", "town.zip", ""])
def test_of_a_collection_the_pages_listed_are_read(filename):
    data = collection(["https://news.example/A"], one=packed_by_record(INFO, page("A"), page("Frame")))
    assert [said for _, said in items(data, filename)] == ["A"]
    assert items(data, "town.wacz")[0][0] == "town.wacz › archive/one.warc.gz › https://news.example/A"


def test_of_a_collection_without_a_list_all_pages_are_read():
    data = collection([], one=packed_by_record(page("A")), two=b"junk", three=packed_by_record(page("C")))
    found = [said for _, said in items(data)]
    assert (found[0], found[2]) == ("A", "C")
    assert "damaged" in found[1]


def test_a_collection_without_archives_says_so():
    ((_, problem),) = items(zipped({"datapackage.json": b"{}"}), "x.wacz")
    assert "no web archive" in problem


@settings(max_examples=60)
@given(st.data())
def test_no_damage_raises(data):
    whole = bytearray(INFO + page("A") + record(chunked(PAGE), "response"))
    place = data.draw(st.integers(0, len(whole) - 1))
    whole[place : place + 9] = data.draw(st.binary(max_size=9))
    assert list(importers.read(bytes(whole), format="warc"))


@given(st.binary(max_size=200))
def test_no_bytes_make_a_response_that_raises(body):
    answer_ = response(b"HTTP/1.1 200\r\nTransfer-Encoding: chunked\r\n\r\n" + body)
    assert len(answer_.content(1000)) <= len(body)


def test_an_archive_without_pages_says_so():
    ((_, problem),) = items(INFO)
    assert "None of the 1 records" in problem


def test_a_moment_is_read_or_none():
    assert warc._moment("20240326080000") == dt.datetime(2024, 3, 26, 8, tzinfo=dt.UTC)
    assert warc._moment("99999999999999") is None
    assert warc._moment("soon") is None
