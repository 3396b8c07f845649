"""JSON Lines, lists and single objects."""

import gzip
import io
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles import importers
from articles.documents import Label
from articles.text import html


def read_json(content, **options):
    data = content if isinstance(content, bytes) else content.encode()
    return list(importers.read(data, format="json", **options))


def read_one(**values):
    (reading,) = read_json(json.dumps(values))
    assert reading.document is not None, reading.problem
    return reading.document


def test_the_keys_that_extract_prints_are_read():
    story = read_one(
        headline="Dam opens", standfirst="After years.", authors=["Jane Doe", "Max Roe"], published="2024-03-25T13:19+05:00",
        updated="2024-03-26", section="World", body="One.\n\nTwo <b>.", image="https://example.org/a.jpg", image_caption="A dam",
        image_credit="AFP", image_alt="Water", source="AFP", site_name="The Courier", url="https://example.org/a",
        canonical_url="https://example.org/b", language="en", labels=["Water"], credit="AFP", kind="opinion", countries=["JP", "US"],
    )  # fmt: skip
    assert (story.headline, story.standfirst, story.authors, story.section) == (
        "Dam opens",
        "After years.",
        ("Jane Doe", "Max Roe"),
        "World",
    )
    assert (story.published.isoformat(), story.published.zone) == ("2024-03-25T13:19+05:00", "+05:00")
    assert story.updated.isoformat() == "2024-03-26"
    assert story.body_html == "<p>One.</p>\n<p>Two &lt;b&gt;.</p>"
    assert (story.pictures[0].url, story.pictures[0].caption, story.pictures[0].credit, story.pictures[0].alt) == (
        "https://example.org/a.jpg", "A dam", "AFP", "Water",
    )  # fmt: skip
    assert (story.source, story.site_name, story.url, story.canonical_url) == (
        "AFP", "The Courier", "https://example.org/a", "https://example.org/b",
    )  # fmt: skip
    assert (story.language, story.labels, story.kind, story.countries) == (
        "en",
        (Label("Water"),),
        "opinion",
        ("JP", "US"),
    )


def test_status_embargo_and_version_survive_what_extract_prints():
    story = read_one(title="A", status="withheld", embargo="2024-03-26T06:00+00:00", version="2", summary_only=True)
    assert (story.status, story.embargo.isoformat(), story.version) == ("withheld", "2024-03-26T06:00+00:00", "2")
    assert story.summary_only
    assert read_one(title="A", status="draft").status == ""


def test_an_empty_list_is_a_problem():
    (reading,) = read_json("[]")
    assert "empty" in reading.problem.message


def test_a_wire_record_is_read():
    story = read_one(
        id="7", date="12-APR-1987 09:05:31.20", title="MILLS REPORT <MIL> QUARTER", dateline="OSLO, April 12 -", topics=["earn"],
        places=["norway"], people=["doe"], orgs=["opec"], body="    The mills said profit\nrose in the\nquarter.\n    It was five pct.\n",
    )  # fmt: skip
    assert (story.guid, story.headline, story.dateline) == ("7", "MILLS REPORT <MIL> QUARTER", "OSLO, April 12")
    assert story.published.isoformat() == "1987-04-12T09:05:31"
    assert story.published.printed == "12-APR-1987 09:05:31.20"
    assert html.to_text(story.body_html) == "The mills said profit rose in the quarter.\n\nIt was five pct."
    assert set(story.labels) == {
        Label("earn"), Label("norway", "place"), Label("doe", "person"), Label("opec", "organisation"),
    }  # fmt: skip


def test_a_body_in_html_is_taken_as_html():
    assert read_one(title="T", body_html="<p>A <em>b</em></p>").body_html == "<p>A <em>b</em></p>"
    assert read_one(title="T", body="<p>A</p><p>B</p>").body_html == "<p>A</p><p>B</p>"


def test_long_lines_are_paragraphs_and_short_ones_are_joined():
    assert html.paragraphs(read_one(title="T", body="word " * 40 + "\n" + "next " * 40).body_html)[1].startswith("next")
    assert html.paragraphs(read_one(title="T", body="one\ntwo").body_html) == ["one two"]


def test_one_bad_line_is_one_problem():
    good = json.dumps({"title": "A story", "body": "Text"})
    readings = read_json("\n".join([good, "{broken}", "", good]))
    assert [reading.position for reading in readings] == [0, 1, 2]
    assert [reading.problem is None for reading in readings] == [True, False, True]
    assert readings[1].problem.line == 2
    assert "column 2" in readings[1].problem.message
    assert readings[1].original == "{broken}"


@pytest.mark.parametrize(
    "content",
    ['[{"title": "A"}, {"title": "B"}]', '{"articles": [{"title": "A"}, {"title": "B"}]}', '{"title": "A"}\n{"title": "B"}\n',
     '[\n {"title": "A"},\n {"title": "B"}\n]', '\ufeff{"title": "A"}\r\n{"title": "B"}'],
)  # fmt: skip
def test_lines_lists_and_wrapped_lists_are_the_same(content):
    assert [reading.document.headline for reading in read_json(content)] == ["A", "B"]


def test_a_single_object_over_several_lines_is_one_story():
    assert [reading.document.headline for reading in read_json(json.dumps({"title": "A", "body": "B"}, indent=2))] == [
        "A"
    ]


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ('{"title": NaN}', "NaN"), ('{"title": -Infinity}', "-Infinity"), ('{"title": "a", "title": "b"}', "twice"),
        ('{"title": ' + "[" * 200 + "]" * 200 + "}", "deep"), ('{"n": ' + "9" * 101 + ', "title": "a"}', "digits"), ('{"body": null}', "neither"),
        ('["a"]', "no object"), ('{"title": "a"', "valid JSON"), ('{"title": "a"} x', "valid JSON"), ("null }", "valid JSON"),
        ('{"a":' * 100_000 + "}", "deep"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_said(line, says):
    (reading,) = read_json(line)
    assert says in reading.problem.message


def test_control_characters_and_surrogates_are_cleaned():
    (reading,) = read_json(r'{"title": "A\u0000B\ud800C", "body": "x\u000by"}')
    assert reading.document.headline == "AB\ufffdC"
    assert html.to_text(reading.document.body_html) == "x y"


def test_an_unknown_date_is_a_warning():
    story = read_one(title="T", date="the other day")
    assert story.published is None
    assert "the other day" in story.warnings[0]


def test_gzip_is_read_through():
    packed = gzip.compress(b'{"title": "A"}\n') + gzip.compress(b'{"title": "B"}\n')
    assert [reading.document.headline for reading in importers.read(packed, filename="s.jsonl.gz")] == ["A", "B"]


def test_a_bomb_is_refused():
    bomb = gzip.compress(b'{"title": "' + b"0" * 300_000_000 + b'"}')
    *_, last = importers.read(bomb, filename="s.jsonl.gz")
    assert last.problem is not None


def test_a_damaged_gzip_gives_what_was_read_and_a_problem():
    packed = gzip.compress(b"".join(b'{"title": "Story %d"}\n' % n for n in range(5_000)))
    readings = list(importers.read(packed[: len(packed) // 2] + b"\x00" * 40, filename="s.jsonl.gz"))
    assert readings[0].document.headline == "Story 0"


class Endless(io.RawIOBase):
    """A file without end, to see that no more of it is read than asked for."""

    def __init__(self):
        self.given = 0

    def readable(self):
        return True

    def readinto(self, buffer):
        line = b'{"title": "Story"}\n'
        buffer[: len(line)] = line
        self.given += len(line)
        return len(line)


def test_lines_are_read_as_they_are_asked_for():
    endless = Endless()
    readings = importers.read(io.BufferedReader(endless), format="json")
    assert [next(readings).position for _ in range(1_000)] == list(range(1_000))
    assert endless.given < 200_000


VALUES = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False)
    | st.text(st.characters(codec="utf-8"), max_size=20),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=6,
)
KEYS = st.sampled_from(
    [
        "title",
        "body",
        "date",
        "author",
        "topics",
        "places",
        "labels",
        "image",
        "url",
        "type",
        "countries",
        "language",
        "id",
    ]
)


@given(st.dictionaries(KEYS, VALUES, max_size=8))
def test_no_record_raises(record):
    (reading,) = read_json(json.dumps(record))
    assert (reading.document is None) != (reading.problem is None)


@given(st.binary(max_size=200))
def test_no_bytes_raise(data):
    for reading in importers.read(data, format="json"):
        assert (reading.document is None) != (reading.problem is None)


@pytest.mark.parametrize(
    ("record", "printed"),
    [
        ({"published": "2024-03-25T13:19"}, ""),
        ({"published": "1952-04"}, ""),
        ({"published": "2024-03-25T13:19", "published_printed": "March 25, 2024 01:19 PM"}, "March 25, 2024 01:19 PM"),
        ({"published_printed": "25 March 2024"}, "25 March 2024"),
        ({"date": "25 March 2024"}, "25 March 2024"),
    ],
)
def test_only_what_was_printed_counts_as_printed(record, printed):
    (reading,) = importers.read(json.dumps({"headline": "Ferry sails"} | record).encode(), format="json")
    assert reading.document.published.printed == printed
