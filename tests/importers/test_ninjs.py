"""ninjs of every version."""

import json

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from articles import importers
from articles.documents import Label, Picture
from articles.text import html
from tests.importers.reading import problem_of, read, read_one, sound

FIRST = {
    "uri": "urn:courier:ninjs:1", "type": "text", "version": "3", "pubstatus": "usable", "urgency": 4, "language": "en-GB",
    "firstcreated": "2024-03-25T09:00:00+01:00", "versioncreated": "2024-03-25T11:30:00+01:00", "headline": "Ferry line reopens",
    "byline": "By Hana Sample and Tomas Beispiel", "located": "Porthaven", "description_text": "After two winters.",
    "body_text": "The line reopened.", "body_html": "<p>The line <em>reopened</em>.</p><ul><li>Daily</li></ul>",
    "copyrightholder": "Agence France-Presse", "usageterms": "None at all.", "person": [{"name": "Ines Muster"}],
    "organisation": [{"name": "Harbour Board"}], "place": [{"name": "Porthaven"}], "event": [{"name": "Sea Day"}],
    "subject": [{"name": "shipping", "code": "medtop:1"}, {"code": "medtop:20000370"}],
    "associations": {"main": {"type": "picture", "uri": "urn:p", "description_caption": "The quay at dawn", "byline": "Ola Foto",
        "renditions": {"thumb": {"href": "https://img.example/s.jpg", "width": 120, "mimetype": "image/jpeg"},
                       "web": {"href": "https://img.example/l.jpg", "width": 1200, "mimetype": "image/jpeg"},
                       "master": {"href": "https://img.example/m.tif", "width": 3900, "mimetype": "image/tiff"}}},
        "film": {"type": "video", "renditions": {"a": {"href": "https://img.example/f.mp4"}}}},
}  # fmt: skip
SECOND = {
    "uri": "urn:courier:ninjs:2", "standard": {"name": "ninjs", "version": "2.1"}, "versioncreated": "2024-03-25T11:30:00Z",
    "headlines": [{"role": "short", "value": "Ferries"}, {"role": "main", "value": "Ferry line reopens"}], "by": "Hana Sample",
    "bodies": [{"role": "text", "contenttype": "text/plain", "value": "Plain."}, {"role": "x", "contenttype": "text/html", "value": "<p>Marked.</p>"}],
    "descriptions": [{"role": "caption", "value": "No."}, {"role": "summary", "contenttype": "text/plain", "value": "In short."}],
    "subjects": [{"name": "shipping"}], "people": [{"name": "Ines Muster"}], "infosources": [{"name": "Reuters"}],
    "genres": [{"name": "Analysis"}],
    "associations": [{"name": "a", "type": "picture", "headline": "A ferry", "renditions": [{"name": "w", "href": "https://img.example/w.jpg"}]}],
}  # fmt: skip
THIRD = {
    "uri": "urn:courier:ninjs:3", "versionCreated": "2024-03-25T11:30:00Z", "pubStatus": "withheld", "title": "Ferry line reopens",
    "embargoedUntil": "2024-03-26T06:00:00+01:00", "bodies": [{"contentType": "text/plain", "value": "One.\n\nTwo."}],
    "infoSources": [{"name": "Harbour Board"}], "copyrightHolder": "Courier", "edNote": "Check the <times>.",
}  # fmt: skip


def ninjs(**changes):
    return read_one(json.dumps(FIRST | changes), "ninjs")


@pytest.mark.parametrize("item", [FIRST, SECOND, THIRD])
def test_it_is_recognised_before_other_json(item):
    for content in (json.dumps(item), json.dumps([item, item], indent=1), json.dumps(item) + "\n" + json.dumps(item)):
        assert importers.detect(content.encode()).name == "ninjs"


def test_other_json_is_left_to_the_others():
    assert importers.detect(b'{"uri": "https://a.example/1", "headline": "A", "body": "B"}').name == "json"


def test_version_1_is_read():
    story = ninjs()
    assert (story.guid, story.version, story.status, story.language) == ("urn:courier:ninjs:1", "3", "usable", "en-GB")
    assert (story.headline, story.standfirst, story.dateline) == (
        "Ferry line reopens",
        "After two winters.",
        "Porthaven",
    )
    assert story.authors == ("Hana Sample", "Tomas Beispiel")
    assert story.published.isoformat() == "2024-03-25T09:00:00+01:00"
    assert story.updated.isoformat() == "2024-03-25T11:30:00+01:00"
    assert story.body_html == "<p>The line <em>reopened</em>.</p><ul><li>Daily</li></ul>"
    assert (story.source, story.url) == ("AFP", "")
    assert story.pictures == (Picture("https://img.example/l.jpg", "The quay at dawn", "Ola Foto"),)
    assert set(story.labels) == {
        Label("shipping"), Label("Ines Muster", "person"), Label("Harbour Board", "organisation"), Label("Porthaven", "place"),
        Label("Sea Day", "event"),
    }  # fmt: skip
    assert story.evidence["published"].where == "firstcreated"


def test_version_2_is_read():
    story = read_one(json.dumps(SECOND), "ninjs")
    assert (story.headline, story.standfirst, story.body_html) == ("Ferry line reopens", "In short.", "<p>Marked.</p>")
    assert (story.authors, story.source, story.kind) == (("Hana Sample",), "Reuters", "analysis")
    assert story.pictures == (Picture("https://img.example/w.jpg", "A ferry"),)
    assert story.updated is None


def test_version_3_is_read():
    story = read_one(json.dumps(THIRD), "ninjs")
    assert (story.headline, story.source) == ("Ferry line reopens", "Harbour Board")
    assert html.paragraphs(story.body_html) == ["One.", "Two."]
    assert story.embargo.isoformat() == "2024-03-26T06:00:00+01:00"
    assert story.status == "withheld"
    assert any("Check the <times>" in warning for warning in story.warnings)


@pytest.mark.parametrize(
    ("stated", "status"),
    [("usable", "usable"), ("canceled", "canceled"), ("Cancelled", "canceled"), ("withheld", "withheld"), ("stat:canceled", "canceled")],
)  # fmt: skip
def test_the_status_is_what_the_sender_states(stated, status):
    story = ninjs(pubstatus=stated)
    assert story.status == status
    assert story.evidence["status"].text == stated
    assert bool(story.warnings) == (status != "usable")


def test_an_unknown_status_holds_the_story_back():
    story = ninjs(pubstatus="pending")
    assert story.status == "withheld"
    assert "pending" in story.warnings[-1]


def test_an_embargo_nobody_understands_holds_the_story_back():
    assert ninjs(embargoed="next Tuesday").status == "withheld"


def test_a_takedown_needs_nothing_but_its_identifier():
    story = read_one(json.dumps({"uri": "urn:x:1", "pubstatus": "canceled"}), "ninjs")
    assert (story.guid, story.status, story.headline) == ("urn:x:1", "canceled", "")


def test_an_item_without_uri_is_read_and_flagged():
    item = {name: value for name, value in FIRST.items() if name != "uri"}
    story = read_one(json.dumps(item), "ninjs")
    assert story.guid == ""
    assert "uri" in story.warnings[0]


@pytest.mark.parametrize(("type", "says"), [("picture", "a picture"), ("video", "a film"), ("event", "an event")])
def test_what_is_no_text_is_named_and_left(type, says):
    assert says in problem_of(
        json.dumps({"uri": "urn:x", "type": type, "headline": "A", "versioncreated": "2024"}), "ninjs"
    )


def test_a_body_in_nitf_is_read_where_there_is_no_other():
    body = {
        "contenttype": "text/vnd.IPTC.NITF",
        "value": "<body.content><hl2>Later</hl2><p>In <person>Ines</person>'s words.</p></body.content>",
    }
    assert read_one(json.dumps(SECOND | {"bodies": [body]})).body_html == "<h2>Later</h2><p>In Ines's words.</p>"


def test_a_headline_at_the_head_of_the_body_is_not_printed_twice():
    story = ninjs(body_html="<h2>Ferry line reopens</h2><p>The line.</p>")
    assert story.body_html == "<p>The line.</p>"
    assert story.removed[0].text == "Ferry line reopens"


def test_agencies_in_one_byline_are_agencies():
    assert ninjs(byline="AFP-DPA").authors == ("AFP", "dpa")


def test_each_line_is_an_item_and_a_broken_one_is_a_problem():
    readings = read(json.dumps(FIRST) + "\n{broken\n" + json.dumps(THIRD) + "\n", "ninjs")
    assert [bool(reading.document) for reading in readings] == [True, False, True]
    assert readings[1].problem.line == 2


def test_scripts_and_odd_addresses_do_not_get_through():
    renditions = {"a": {"href": "javascript:alert(1)"}, "b": {"href": "file:///etc/passwd"}}
    story = ninjs(
        body_html='<p onclick="x()">A<script>b</script></p>',
        associations={"a": {"type": "picture", "renditions": renditions}},
    )
    assert (story.body_html, story.pictures) == ("<p>A</p>", ())


def test_characters_no_database_takes_are_gone():
    story = ninjs(headline="A\u0000 ferry \ud800", body_html=None, body_text="B\u0000ody")
    assert (story.headline, html.to_text(story.body_html)) == ("A ferry \ufffd", "Body")


VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(max_size=12)
    | st.sampled_from(["2024-03-25", "canceled", "https://a.example/1.jpg", "<p>x</p>", "text/html", "picture", "main"]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(["name", "value", "role", "href", "type", "renditions", "contenttype", "width"]), inner, max_size=3),
    max_leaves=8,
)  # fmt: skip
NAMES = st.sampled_from(sorted({*FIRST, *SECOND, *THIRD, "body_nitf", "genre", "headline_x"}))


@settings(suppress_health_check=[HealthCheck.too_slow])
@given(st.dictionaries(NAMES, VALUES, max_size=8))
def test_no_object_raises(item):
    assert sound(read(json.dumps(item), "ninjs"))


@settings(suppress_health_check=[HealthCheck.too_slow])
@given(st.binary(max_size=200))
def test_no_bytes_raise(data):
    assert sound(read(data, "ninjs"))
