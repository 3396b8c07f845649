"""NITF by itself."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from articles import importers
from articles.documents import Label, Picture
from articles.text import html
from tests.importers.reading import read, read_one, sound

HEAD = """<head><title>Title of the file</title><tobject tobject.type="News"><tobject.subject tobject.subject.refnum="11000000" tobject.subject.type="Transport"/></tobject>
    <docdata management-status="usable"><doc-id id-string="ferry-7" regsrc="C"/><date.issue norm="20240325T080000Z"/><du-key key="slug-ferry" version="3"/>
    <key-list><keyword key="slug-ferry"/><keyword key="boats"/></key-list><doc.copyright holder="AFP"/>
    <identified-content><person>Ines Muster</person><org value="Harbour Board"/><location>Porthaven</location><event>Sea Day</event></identified-content></docdata>
    <pubdata name="Porthaven Courier" date.publication="20240325T090000+0100" position.section="Transport"/></head>"""
FRONT = """<body.head><hedline><hl1>Ferry line <em>reopens</em></hl1><hl2>Small headline</hl2></hedline><byline>By <person>Hana Sample</person> and
    <person>Tomas Beispiel</person><byttl>Harbour Desk</byttl></byline><distributor>Agence France-Presse</distributor>
    <dateline><location>PORTHAVEN</location><story.date norm="20240325">March 25</story.date></dateline><abstract><p>After two winters.</p></abstract></body.head>"""
BODY = """<p lede="true">The <org>Board</org> paid <money>5</money>&nbsp;crowns.</p><hl2>Later</hl2><block><p>More <a href="https://a.example/">here</a>.</p></block>
    <bq><block><p>We wait.</p></block></bq><ol><li>One</li></ol><dl><dt>T</dt><dd>D</dd></dl><pre>a
  b</pre><table><tr><th>x</th></tr></table>
    <media media-type="image"><media-reference mime-type="image/jpeg" source="https://img.example/1.jpg" alternate-text="Sea"/><media-caption>The quay</media-caption><media-producer>Ola Foto</media-producer></media>
    <media media-type="image"><media-reference source="local-7"/><media-caption>Lost</media-caption></media><media media-type="video"><media-reference source="https://img.example/f.mp4"/></media>"""


def nitf(head=HEAD, front=FRONT, body=BODY, end=""):
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n<!DOCTYPE nitf SYSTEM "http://127.0.0.1:9/nitf-3-4.dtd">\n'
        f'<nitf baselang="en-GB">{head}<body>{front}<body.content>{body}</body.content>{end}</body></nitf>'
    )


def test_it_is_recognised_and_not_taken_for_html():
    for content in (nitf(), f"<nitf>{HEAD}<body/></nitf>", f"<!-- sent --><nitf>{HEAD}</nitf>"):
        assert importers.detect(content.encode()).name == "nitf"


def test_a_story_is_read():
    story = read_one(nitf())
    assert (story.guid, story.version, story.status, story.language) == ("ferry-7", "3", "usable", "en-GB")
    assert (story.headline, story.standfirst, story.dateline) == (
        "Ferry line reopens",
        "After two winters.",
        "PORTHAVEN",
    )
    assert (story.authors, story.source, story.credit) == (("Hana Sample", "Tomas Beispiel"), "AFP", "AFP")
    assert (story.site_name, story.section) == ("Porthaven Courier", "Transport")
    assert story.published.isoformat() == "2024-03-25T08:00:00+00:00"


def test_the_structure_of_the_body_stays():
    body = read_one(nitf()).body_html
    assert html.paragraphs(body)[0] == "The Board paid 5 crowns."
    for part in ("<h2>Later</h2>", '<a href="https://a.example/">here</a>', "<blockquote><p>We wait.</p></blockquote>",
                 "<ol><li>One</li></ol>", "<li>T</li><li>D</li>", "a\n  b</pre>", "<th>x</th>"):  # fmt: skip
        assert part in body
    assert "quay" not in body


def test_pictures_need_an_address_and_lost_captions_are_shown():
    story = read_one(nitf())
    assert story.pictures == (Picture("https://img.example/1.jpg", "The quay", "Ola Foto", "Sea"),)
    assert [removed.text for removed in story.removed] == ["Lost"]


def test_labels_are_names_and_not_slugs():
    assert set(read_one(nitf()).labels) == {
        Label("Transport"), Label("boats"), Label("Ines Muster", "person"), Label("Harbour Board", "organisation"),
        Label("Porthaven", "place"), Label("Sea Day", "event"),
    }  # fmt: skip


def test_a_release_date_is_an_embargo():
    story = read_one(nitf(head=HEAD.replace("<du-key", '<date.release norm="20240326T060000Z"/><du-key')))
    assert story.embargo.isoformat() == "2024-03-26T06:00:00+00:00"


@pytest.mark.parametrize(
    ("stated", "status"), [("canceled", "canceled"), ("withheld", "withheld"), ("embargoed", "withheld")]
)
def test_the_status_is_what_the_sender_states(stated, status):
    assert read_one(nitf(head=HEAD.replace('"usable"', f'"{stated}"'))).status == status


def test_what_is_missing_is_taken_from_elsewhere():
    story = read_one(
        "<nitf><head><title>From the title</title></head><body><body.content><p>A.</p></body.content><body.end><tagline>Hana Sample</tagline></body.end></body></nitf>"
    )
    assert (story.headline, story.authors, story.status) == ("From the title", ("Hana Sample",), "")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "iso-8859-1", "windows-1252"])
def test_the_declared_encoding_is_followed(encoding):
    content = f'<?xml version="1.0" encoding="{encoding}"?><nitf><head><title>Fähre über Öland</title></head></nitf>'
    assert read_one(content.encode(encoding), "nitf").headline == "Fähre über Öland"


def test_characters_xml_does_not_allow_are_gone():
    assert read_one("<nitf><head><title>A\x00 ferry\x0b\x1f</title></head></nitf>", "nitf").headline == "A ferry"


@settings(suppress_health_check=[HealthCheck.too_slow], max_examples=50)
@given(
    st.lists(
        st.sampled_from(
            [
                BODY,
                "<p>",
                "</p>",
                "<media>",
                "</media>",
                "<media-reference/>",
                "&eacute;",
                "&#160;",
                "&#0;",
                "<x:y/>",
                "text",
                "<pre> x</pre>",
            ]
        ),
        max_size=8,
    )
)
def test_no_soup_raises(parts):
    assert sound(read(nitf(body="".join(parts)), "nitf"))


@settings(suppress_health_check=[HealthCheck.too_slow], max_examples=50)
@given(st.binary(max_size=200))
def test_no_bytes_raise(data):
    assert sound(read(data, "nitf"))
