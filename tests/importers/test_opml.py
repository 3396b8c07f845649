"""Lists of feeds, read and written."""

from __future__ import annotations

import pytest

from articles.importers import opml
from articles.importers.formats import Unreadable
from articles.importers.opml import Outline

LIST = """<?xml version="1.0" encoding="UTF-8"?>
<opml version="2.0"><head><title>Mine</title></head><body>
  <outline text="Ships">
    <outline type="rss" text="Daily &amp; Wharf" xmlUrl="https://wharf.example/feed" htmlUrl="https://wharf.example/"/>
    <outline text="Deep"><outline title="Tide" text="x" xmlUrl="https://tide.example/atom"/></outline>
  </outline>
  <outline text="Again" xmlUrl="https://wharf.example/feed"/>
  <outline xmlUrl="https://nameless.example/rss"/>
</body></opml>"""


def read(text: str | bytes) -> list[Outline]:
    return opml.read(text if isinstance(text, bytes) else text.encode())


def refusal(text: str | bytes) -> str:
    with pytest.raises(Unreadable) as caught:
        read(text)
    return str(caught.value)


def test_feeds_are_found_in_folders_each_once():
    assert read(LIST) == [
        Outline("Daily & Wharf", "https://wharf.example/feed"),
        Outline("Tide", "https://tide.example/atom"),
        Outline("https://nameless.example/rss", "https://nameless.example/rss"),
    ]


def test_what_is_written_can_be_read():
    outlines = [Outline("Fähre <1> & „2“", "https://a.example/?a=1&b=2"), Outline("渡船", "https://b.example/")]
    assert read(opml.write("Mine", outlines)) == outlines


def test_encodings_are_followed():
    text = '<?xml version="1.0" encoding="ISO-8859-1"?><opml><body><outline text="Fähre" xmlUrl="https://a.example/"/></body></opml>'
    assert read(text.encode("latin-1"))[0].name == "Fähre"


@pytest.mark.parametrize(
    "text",
    [
        '<!DOCTYPE opml [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><opml><body><outline text="&b;" xmlUrl="https://a.example/"/></body></opml>',
        '<!DOCTYPE opml SYSTEM "file:///etc/passwd"><opml><body><outline text="a" xmlUrl="https://a.example/"/></body></opml>',
        '<?xml version="1.0"?><!-- a --><!doctype opml><opml><body/></opml>',
    ],
)
def test_document_types_are_refused(text):
    assert "document type" in refusal(text) or "OPML" in refusal(text)


def test_what_is_no_list_says_so():
    assert refusal("<rss version='2.0'/>") == "This is no OPML file."
    assert refusal("") == "This is no OPML file."
    assert refusal(b"\x00\xff\xfe garbage") == "This is no OPML file."
    assert "lists no feeds" in refusal("<opml><body><outline text='a'/></body></opml>")
    assert "lists no feeds" in refusal("<opml><body/></opml>")
    assert "broken" in refusal("<opml><body><outline text='a' xmlUrl='https://a.example/'></body>")


def test_a_list_without_end_is_refused():
    many = "".join(f'<outline xmlUrl="https://a.example/{number}"/>' for number in range(opml.MOST + 2))
    assert "more than 2,000 feeds" in refusal(f"<opml><body>{many}</body></opml>")


def test_deep_nesting_does_no_harm():
    deep = "<outline>" * 5000
    assert refusal(f"<opml><body>{deep}</body></opml>")
