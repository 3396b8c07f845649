"""NewsML-G2: single items, and messages of many."""

import io

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from articles import importers
from articles.documents import Label, Picture
from articles.text import html
from tests.importers.reading import problem_of, read, read_one, sound

SPACE = "http://iptc.org/std/nar/2006-10-01/"
NITF = """<nitf xmlns="http://iptc.org/std/NITF/2006-10-18/"><body><body.head><hedline><hl1>Other headline</hl1></hedline>
    <byline>By Hana Sample, <byttl>Staff Reporter</byttl></byline></body.head><body.content>
    <p>The line
       <org>Harbour Board</org> reopened.</p><hl2>Later</hl2><ul><li>Daily</li></ul>
    <table><tr><td>1</td></tr></table></body.content></body></nitf>"""
META = """<itemMeta><itemClass qcode="ninat:text"/><provider><name>Agence France-Presse</name></provider>
    <versionCreated>2024-03-25T11:30:00+01:00</versionCreated><firstCreated>2024-03-25T09:00:00+01:00</firstCreated>
    <pubStatus qcode="stat:usable"/></itemMeta>"""
CONTENT = """<contentMeta><located qcode="geo:1"><name>Porthaven</name></located><headline>Ferry line reopens</headline>
    <description role="drol:caption">No.</description><description role="drol:summary">After two winters.</description>
    <language tag="en-GB"/><genre qcode="genre:Analysis"/>
    <subject type="cpnat:abstract" qcode="medtop:1"><name xml:lang="de">Schifffahrt</name><name xml:lang="en">shipping</name></subject>
    <subject qcode="medtop:20000370"/><subject type="cpnat:person"><name>Ines Muster</name></subject>
    <subject qcode="org:7"/><subject type="cpnat:geoArea" qcode="iso3166-1a2:NO"><name>Norway</name></subject><keyword>boats</keyword></contentMeta>"""
ASSERT = '<assert qcode="org:7"><type qcode="cpnat:organisation"/><name>Harbour Board</name></assert>'


def item(
    meta=META,
    content=CONTENT,
    body=f'<inlineXML contenttype="application/nitf+xml">{NITF}</inlineXML>',
    extra=ASSERT,
    guid="urn:courier:1",
):
    return (
        f'<newsItem xmlns="{SPACE}" guid="{guid}" version="4" xml:lang="en">'
        f'<catalogRef href="http://127.0.0.1:9/catalog.xml"/>{meta}{content}{extra}<contentSet>{body}</contentSet></newsItem>'
    )


def message(*items):
    return f'<?xml version="1.0" encoding="UTF-8"?><newsMessage xmlns="{SPACE}"><header/><itemSet>{"".join(items)}</itemSet></newsMessage>'


def test_it_is_recognised():
    for content in (item(), message(item()), f"<!-- sent --><?a b?>{item()}"):
        assert importers.detect(content.encode()).name == "newsml-g2"


def test_an_item_is_read():
    story = read_one(item())
    assert (story.guid, story.version, story.status, story.language) == ("urn:courier:1", "4", "usable", "en-GB")
    assert (story.headline, story.standfirst, story.dateline) == (
        "Ferry line reopens",
        "After two winters.",
        "Porthaven",
    )
    assert (story.authors, story.source, story.kind) == (("Hana Sample",), "AFP", "analysis")
    assert story.published.isoformat() == "2024-03-25T09:00:00+01:00"
    assert story.updated.isoformat() == "2024-03-25T11:30:00+01:00"
    assert story.evidence["updated"].where == "versionCreated"


def test_the_structure_of_the_body_stays():
    body = read_one(item()).body_html
    assert "<h2>Later</h2><ul><li>Daily</li></ul>" in body
    assert "<td>1</td>" in body
    assert html.paragraphs(body)[0] == "The line Harbour Board reopened."


def test_labels_have_the_names_that_the_item_gives_and_codes_without_a_name_are_left_out():
    story = read_one(item())
    assert set(story.labels) == {
        Label("shipping"), Label("Ines Muster", "person"), Label("Harbour Board", "organisation"), Label("Norway", "place"), Label("boats"),
    }  # fmt: skip
    assert story.countries == ("NO",)


def test_each_item_of_a_message_is_a_reading_and_others_are_named():
    readings = read(
        message(
            item(), "<packageItem guid='p'/>", "<knowledgeItem guid='k'/>", "<planningItem guid='l'/>",
            item(meta=META.replace("text", "picture"), body='<remoteContent contenttype="image/jpeg" href="https://img.example/1.jpg"/>'), item(guid="urn:2"),
        )
    )  # fmt: skip
    assert [bool(reading.document) for reading in readings] == [True, False, False, False, False, True]
    told = [reading.problem.message for reading in readings[1:5]]
    assert ["package" in told[0], "concepts" in told[1], "plan" in told[2], "picture" in told[3]] == [True] * 4
    assert readings[5].original.startswith("<newsItem")


@pytest.mark.parametrize("stated", ['qcode="stat:canceled"', 'uri="http://cv.iptc.org/newscodes/pubstatusg2/canceled"'])
def test_a_canceled_item_says_so_and_needs_no_text(stated):
    story = read_one(
        f'<newsItem xmlns="{SPACE}" guid="urn:courier:1"><itemMeta><pubStatus {stated}/></itemMeta></newsItem>'
    )
    assert (story.guid, story.status) == ("urn:courier:1", "canceled")
    assert "canceled" in story.warnings[0]


def test_an_embargo_is_kept_with_its_zone():
    story = read_one(
        item(meta=META.replace("<pubStatus", "<embargoed>2024-03-26T06:00:00+02:00</embargoed><pubStatus"))
    )
    assert (story.embargo.isoformat(), story.status) == ("2024-03-26T06:00:00+02:00", "usable")


def test_xhtml_is_read_with_its_pictures():
    body = """<inlineXML contenttype="application/xhtml+xml"><html xmlns="http://www.w3.org/1999/xhtml"><head><title>T</title></head><body>
        <h1>Big</h1><p>A <a href="https://a.example/">b</a> &amp; <b>c</b></p><script>x</script><img src="https://img.example/1.jpg" alt="Sea"/></body></html></inlineXML>"""
    story = read_one(item(body=body))
    assert story.body_html == '<h2>Big</h2><p>A <a href="https://a.example/">b</a> &amp; <b>c</b></p>'
    assert story.pictures == (Picture("https://img.example/1.jpg", alt="Sea"),)


@pytest.mark.parametrize(
    ("body", "paragraphs"),
    [
        ('<inlineData contenttype="text/plain">One.\n\nTwo &lt;b&gt;.</inlineData>', ["One.", "Two <b>."]),
        (
            '<inlineData contenttype="text/html">&lt;p&gt;One.&lt;/p&gt;&lt;p&gt;Two.&lt;/p&gt;</inlineData>',
            ["One.", "Two."],
        ),
    ],
)
def test_text_inside_data_is_read(body, paragraphs):
    assert html.paragraphs(read_one(item(body=body)).body_html) == paragraphs


def test_of_a_pictures_sizes_the_widest_is_taken():
    remote = "".join(
        f'<remoteContent rendition="rnd:{name}" contenttype="image/jpeg" width="{width}" href="https://img.example/{name}.jpg"/>'
        for name, width in (("thumb", 80), ("web", 900), ("small", 300))
    )
    inline = '<inlineData contenttype="text/plain">Text.</inlineData>'
    assert read_one(item(body=inline + remote)).pictures == (Picture("https://img.example/web.jpg", "No."),)


def test_a_text_that_is_only_pointed_to_is_a_summary_with_an_address():
    story = read_one(item(body='<remoteContent contenttype="text/html" href="https://courier.example/1"/>'))
    assert (story.url, story.summary_only) == ("https://courier.example/1", True)


def test_a_message_cut_off_keeps_the_items_before():
    whole = message(item(), item(guid="urn:2"), item(guid="urn:3"))
    readings = read(whole[: whole.index("urn:3") + 400])
    assert [bool(reading.document) for reading in readings] == [True, True, False]
    assert "broken" in readings[2].problem.message


def test_no_more_is_read_than_asked_for():
    class Counted(io.BytesIO):
        taken = 0

        def read(self, size=-1):
            data = super().read(size)
            self.taken += len(data)
            return data

    stream = Counted(message(*[item(guid=f"urn:{number}") for number in range(2_000)]).encode())
    readings = importers.read(stream, format="newsml-g2")
    assert next(readings).document.guid == "urn:0"
    assert stream.taken < 400_000


@settings(suppress_health_check=[HealthCheck.too_slow], max_examples=50)
@given(
    st.lists(
        st.sampled_from(["<newsItem guid='a'>", "</newsItem>", META, CONTENT, NITF, "<contentSet>", "</contentSet>", "<inlineXML>", "</inlineXML>",
                         "<pubStatus/>", "&amp;", "&nbsp;", "<remoteContent width='x' href='//'/>", "<subject/>", "text", "]]>", "<!--", "-->"]),
        max_size=14,
    )
)  # fmt: skip
def test_no_soup_raises(parts):
    assert sound(read(f'<newsMessage xmlns="{SPACE}">{"".join(parts)}</newsMessage>', "newsml-g2"))


def test_another_file_is_a_problem():
    assert "no item" in problem_of("<a/>", "newsml-g2")
    assert "No XML" in problem_of("News\n\nBy AFP", "newsml-g2")
