"""NewsML 1, as agencies have sent it since 2000."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from articles import importers
from articles.documents import Label, Picture
from articles.text import html
from tests.importers.reading import problem_of, read, read_one, sound

MANAGEMENT = """<NewsManagement><NewsItemType FormalName="News"/><FirstCreated>20240325T080000Z</FirstCreated>
    <ThisRevisionCreated>20240325T103000+0100</ThisRevisionCreated><Status FormalName="Usable"/></NewsManagement>"""
TEXT = """<NewsComponent><Role FormalName="Main"/><NewsLines><HeadLine>Ferry line reopens</HeadLine><SubHeadLine>After two winters</SubHeadLine>
    <ByLine>By Hana Sample</ByLine><DateLine>PORTHAVEN, March 25 -</DateLine><KeywordLine>boats; sea</KeywordLine></NewsLines>
    <AdministrativeMetadata><Provider><Party FormalName="AFP"/></Provider><Creator><Party FormalName="Nobody Else"/></Creator></AdministrativeMetadata>
    <DescriptiveMetadata><Language FormalName="en"/><SubjectCode><Subject FormalName="11000000"/></SubjectCode>
    <Property FormalName="Keyword" Value="Harbours"/><TopicOccurrence Topic="#t1"/></DescriptiveMetadata>
    <ContentItem><MediaType FormalName="Text"/><DataContent><nitf><body><body.content><p>The line reopened.</p><hl2>Later</hl2><p>More.</p>
    </body.content></body></nitf></DataContent></ContentItem></NewsComponent>"""
PHOTO = """<NewsComponent><Role FormalName="Supporting"/><NewsLines><HeadLine>The quay</HeadLine><ByLine>Ola Foto</ByLine><CreditLine>AFP</CreditLine></NewsLines>
    <NewsComponent><Role FormalName="Caption"/><ContentItem><MediaType FormalName="Text"/><DataContent>The quay at dawn</DataContent></ContentItem></NewsComponent>
    <NewsComponent><Role FormalName="Thumbnail"/><ContentItem Href="https://img.example/s.jpg"><MediaType FormalName="Photo"/></ContentItem></NewsComponent>
    <NewsComponent><Role FormalName="HighRes"/><ContentItem Href="https://img.example/l.jpg"><MediaType FormalName="Photo"/></ContentItem></NewsComponent></NewsComponent>"""
TOPICS = '<TopicSet><Topic Duid="t1"><TopicType FormalName="Company"/><Description>Harbour Board</Description></Topic></TopicSet>'


def item(management=MANAGEMENT, content=f"<NewsComponent>{PHOTO}{TEXT}{TOPICS}</NewsComponent>", revision="2"):
    return f"""<NewsItem xml:lang="en"><Identification><NewsIdentifier><ProviderId>courier.example</ProviderId><DateId>20240325</DateId>
        <NewsItemId>FERRY</NewsItemId><RevisionId PreviousRevision="1" Update="N">{revision}</RevisionId>
        <PublicIdentifier>urn:newsml:courier.example:20240325:FERRY:{revision}</PublicIdentifier></NewsIdentifier></Identification>{management}{content}</NewsItem>"""


def newsml(*items):
    return f'<?xml version="1.0"?><!DOCTYPE NewsML SYSTEM "http://127.0.0.1:9/NewsML.dtd"><NewsML Version="1.2"><NewsEnvelope/>{"".join(items)}</NewsML>'


def test_it_is_recognised():
    assert importers.detect(newsml(item()).encode()).name == "newsml"


def test_an_item_is_read():
    story = read_one(newsml(item()))
    assert (story.guid, story.version, story.status) == ("urn:newsml:courier.example:20240325:FERRY", "2", "usable")
    assert (story.headline, story.standfirst, story.authors) == (
        "Ferry line reopens",
        "After two winters",
        ("Hana Sample",),
    )
    assert (story.dateline, story.source, story.language) == ("PORTHAVEN, March 25", "AFP", "en")
    assert (story.published.isoformat(), story.updated.isoformat()) == (
        "2024-03-25T08:00:00+00:00",
        "2024-03-25T10:30:00+01:00",
    )
    assert story.body_html.replace("\n", "") == "<p>The line reopened.</p><h2>Later</h2><p>More.</p>"


def test_a_picture_has_its_own_caption_and_credit_and_its_largest_size():
    assert read_one(newsml(item())).pictures == (
        Picture("https://img.example/l.jpg", "The quay at dawn", "Ola Foto/AFP"),
    )


def test_labels_are_keywords_and_topics_with_names():
    assert set(read_one(newsml(item())).labels) == {
        Label("boats"), Label("sea"), Label("Harbours"), Label("Harbour Board", "organisation"),
    }  # fmt: skip


def test_a_later_revision_is_the_same_story():
    first, second = (read_one(newsml(item(revision=number))) for number in ("2", "3"))
    assert first.guid == second.guid
    assert (first.version, second.version) == ("2", "3")


@pytest.mark.parametrize(
    ("change", "status"),
    [
        ('<Status FormalName="Canceled"/>', "canceled"), ('<Status FormalName="Withheld"/>', "withheld"),
        ('<Status FormalName="Usable"/><Instruction FormalName="Delete"/>', "canceled"), ('<Status FormalName="Embargoed"/>', "withheld"),
    ],
)  # fmt: skip
def test_the_status_is_what_the_sender_states(change, status):
    assert read_one(newsml(item(MANAGEMENT.replace('<Status FormalName="Usable"/>', change)))).status == status


def test_an_embargo_ends_when_the_status_will_change():
    change = """<Status FormalName="Embargoed"/><StatusWillChange><FutureStatus FormalName="Usable"/><DateAndTime>20240326T060000Z</DateAndTime></StatusWillChange>"""
    story = read_one(newsml(item(MANAGEMENT.replace('<Status FormalName="Usable"/>', change))))
    assert (story.status, story.embargo.isoformat()) == ("usable", "2024-03-26T06:00:00+00:00")


@pytest.mark.parametrize(
    ("form", "content", "paragraphs"),
    [
        ("bcNITF2.5", "One.\n\nTwo.", ["One.", "Two."]),
        ("XHTML", "<html><body><p>One.</p><p>Two.</p></body></html>", ["One.", "Two."]),
        ("HTML", "&lt;p&gt;One.&lt;/p&gt;", ["One."]), ("", "<p>One.</p><p>Two.</p>", ["One.", "Two."]),
    ],
)  # fmt: skip
def test_other_bodies_are_read(form, content, paragraphs):
    body = f'<NewsComponent><NewsLines><HeadLine>A</HeadLine></NewsLines><ContentItem><Format FormalName="{form}"/><DataContent>{content}</DataContent></ContentItem></NewsComponent>'
    assert html.paragraphs(read_one(newsml(item(content=body))).body_html) == paragraphs


def test_an_item_of_pictures_alone_is_named_and_left():
    assert "picture" in problem_of(newsml(item(content=PHOTO)))


def test_items_follow_each_other():
    assert [bool(reading.document) for reading in read(newsml(item(), item(content=PHOTO), item()))] == [
        True,
        False,
        True,
    ]


@settings(suppress_health_check=[HealthCheck.too_slow], max_examples=50)
@given(
    st.lists(
        st.sampled_from(
            [
                MANAGEMENT,
                TEXT,
                PHOTO,
                TOPICS,
                "<NewsComponent>",
                "</NewsComponent>",
                "<ContentItem/>",
                "<Role/>",
                "x",
                "&eacute;",
            ]
        ),
        max_size=8,
    )
)
def test_no_soup_raises(parts):
    assert sound(read(newsml(item(content="".join(parts))), "newsml"))
